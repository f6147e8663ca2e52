"""The parts of a file: a CSV or a Parquet file has one, a workbook one a sheet."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from kg.records.rows import engine, head, limits
from kg.records.rows.intake import Taken, refused
from kg.records.rows.part import Part, csv, parquet
from kg.records.rows.release import Release

if TYPE_CHECKING:
    import duckdb

_MAGIC = 4
#: of how many places of a text lines are looked at first, and bytes at each and at the first, which
#: has the header
_SAMPLES, _SAMPLE, _FIRST = 16, 256 << 10, limits.HEAD
Progress = Callable[[str], None]


def parts(
    taken: Taken,
    release: Release | None,
    connection: duckdb.DuckDBPyConnection,
    scratch: Path,
    progress: Progress,
) -> list[Part]:
    """The parts of the file, in their order; raises Findings where there is none."""
    if taken.kind == "text":
        dialect = head.dialect(taken, release)
        return [csv(taken.plain, taken.path.name, dialect, _sample(taken.plain, scratch))]
    if taken.kind == "parquet":
        return [_parquet(taken, connection)]
    from kg.records.rows import sheets

    return sheets.parts(taken, release, scratch, progress)


def _sample(path: Path, scratch: Path) -> Path:
    """A file with lines from all over the text; the whole text where it is small."""
    size = path.stat().st_size
    if size <= _FIRST + _SAMPLES * _SAMPLE:
        return path
    target = scratch / f"{len(list(scratch.iterdir()))}.sample.csv"
    with path.open("rb") as source, target.open("wb") as sink:
        for number in range(_SAMPLES):
            source.seek(number * (size // _SAMPLES))
            block = source.read(_SAMPLE if number else _FIRST)
            # from the start of a line to the end of one, where lines end so and no quote holds one
            start = block.find(b"\n") + 1 if number else 0
            sink.write(block[start : block.rfind(b"\n") + 1 or len(block)])
    return target


def _parquet(taken: Taken, connection: duckdb.DuckDBPyConnection) -> Part:
    import duckdb

    with taken.plain.open("rb") as stream:
        stream.seek(max(0, taken.size - 2 * _MAGIC))
        tail = stream.read()
    footer = int.from_bytes(tail[:_MAGIC], "little")
    if tail[_MAGIC:] != b"PAR1" or footer > taken.size:
        raise refused(taken.path, "KG833", "It is cut off: a Parquet file ends in PAR1.")
    if footer > limits.FOOTER:
        raise refused(taken.path, "KG844", f"It describes itself in {footer:,} bytes.")
    source = engine.literal(taken.plain)
    try:
        columns = connection.execute(f"DESCRIBE SELECT * FROM read_parquet({source})").fetchall()
        counted = connection.execute(
            f"SELECT sum(num_rows) FROM parquet_file_metadata({source})"
        ).fetchone()
    except duckdb.Error as error:
        raise refused(taken.path, "KG833", first_line(error)) from None
    if len(columns) > limits.COLUMNS:
        raise refused(taken.path, "KG844", f"It has {len(columns):,} columns.")
    if counted is None or counted[0] is None or counted[0] > limits.ROWS:
        raise refused(taken.path, "KG844", f"It has more than {limits.ROWS:,} rows.")
    return parquet(taken.plain, taken.path.name, None, tuple((c[0], c[1]) for c in columns))


def first_line(error: Exception) -> str:
    """What an engine says, without the rest of its lines."""
    return str(error).split("\n", 1)[0].rstrip(".") + "."
