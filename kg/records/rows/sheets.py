"""Workbooks of rows: each sheet that has a header of a release becomes a Parquet file.

ICE posts a release as several sheets, or several workbooks, with a banner above the header; sheets
without such a header are left alone and named.
"""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.records.rows import engine, head, limits
from kg.records.rows.intake import Taken, refused
from kg.records.rows.part import Part, parquet
from kg.records.rows.release import Release, identify, match

if TYPE_CHECKING:
    from collections.abc import Callable

_CHUNK = 20_000
_COUNTED = "kg_row"


def parts(
    taken: Taken, release: Release | None, scratch: Path, progress: Callable[[str], None]
) -> list[Part]:
    """One part for each sheet with a header; raises Findings where there is none."""
    _measure(taken)
    try:
        import python_calamine
    except ImportError:
        raise engine.missing() from None
    found = []
    try:
        book = python_calamine.CalamineWorkbook.from_path(taken.path)
        for name in book.sheet_names:
            progress(f"sheet {name} of {taken.path.name}")
            part = _sheet(book.get_sheet_by_name(name), taken, name, release, scratch)
            if part is not None:
                found.append(part)
    except (python_calamine.CalamineError, ValueError, OSError) as error:
        raise refused(taken.path, "KG833", f"It cannot be read as a workbook: {error}.") from None
    if not found:
        raise head.no_header(taken, release)
    return found


def _measure(taken: Taken) -> None:
    """Refuse an archive that opens to more than the limits, before any of it is opened."""
    try:
        with zipfile.ZipFile(taken.path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise refused(taken.path, "KG833", f"It cannot be opened: {error}.") from None
    if any(entry.flag_bits & 1 for entry in entries):
        raise refused(taken.path, "KG833", "It is encrypted.")
    opened = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if opened > limits.SHEETS or (
        opened > limits.RATIO_FROM and opened > limits.RATIO * max(1, packed)
    ):
        raise refused(taken.path, "KG844", f"Its {packed:,} bytes open to {opened:,}.")


def _sheet(
    sheet: Any, taken: Taken, name: str, release: Release | None, scratch: Path
) -> Part | None:
    """The sheet as a Parquet file of text, with each row's number; None without a header."""
    if sheet.width > limits.COLUMNS:
        raise refused(taken.path, "KG844", f"Sheet {name} has {sheet.width:,} columns.")
    first = sheet.start[0] if sheet.start is not None else 0
    rows = iter(sheet.iter_rows())
    for number, row in enumerate(islice(rows, limits.HEAD_LINES), first + 1):
        header = tuple("" if cell is None else str(cell).strip() for cell in row)
        fit = identify(header) if release is None else match(header, release)
        if fit is not None and fit.complete:
            return _written(rows, taken, name, header, number, scratch)
    return None


def _written(
    rows: Iterator[list[Any]],
    taken: Taken,
    name: str,
    header: tuple[str, ...],
    number: int,
    scratch: Path,
) -> Part:
    import pyarrow as pa
    import pyarrow.parquet as pq

    width = max((i + 1 for i, cell in enumerate(header) if cell), default=0)
    columns = [f"c{i}" for i in range(width)]
    schema = pa.schema([(one, pa.string()) for one in columns] + [(_COUNTED, pa.int64())])
    target = scratch / f"sheet-{len(list(scratch.iterdir()))}.parquet"
    with pq.ParquetWriter(target, schema, compression="lz4") as writer:
        while chunk := list(islice(rows, _CHUNK)):
            counted = list(range(number + 1, number + 1 + len(chunk)))
            number += len(chunk)
            # rows below the table that hold nothing are no rows
            full = [i for i, row in enumerate(chunk) if any(cell != "" for cell in row)]
            listed = [[_text(chunk[i][column]) for i in full] for column in range(width)]
            arrays = [pa.array(values, pa.string()) for values in listed]
            arrays.append(pa.array([counted[i] for i in full], pa.int64()))
            writer.write_batch(pa.record_batch(arrays, schema=schema))
    return parquet(
        target,
        taken.path.name,
        name,
        tuple(zip(columns, ["VARCHAR"] * width, strict=True)),
        header=header[:width],
        row=_COUNTED,
    )


def _text(cell: Any) -> str | None:
    """The cell as ICE would have typed it; a whole number has no point."""
    if cell is None or cell == "":
        return None
    if isinstance(cell, datetime.datetime):
        return cell.isoformat(" ", "seconds")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell)
