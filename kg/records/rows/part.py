"""One table of a file that the user brings: its header, and SQL that reads its rows as they are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from kg.records.rows import engine, limits

#: bytes of a text that DuckDB reads at once: enough for the 122,880 rows that it keeps together,
#: as rows of smaller pieces are put together by copying them again
_BUFFER = 64 << 20


@dataclass(frozen=True, slots=True)
class Part:
    """A CSV file, a Parquet file, or one sheet of a workbook."""

    path: Path
    #: the user's file and sheet, as rows name them
    file: str
    sheet: str | None
    header: tuple[str, ...]
    #: SQL of a table with the columns c0, c1 … and the column of rows named ``counted``
    scan: str
    #: SQL types of the columns
    types: tuple[str, ...]
    #: SQL of the row's number in the file, from 1, over the scan
    row: str
    #: the row of the first line below the header
    first: int = 1
    #: whether lines that do not fit are left out of the scan and have to be asked for
    lossy: bool = False
    #: SQL of the scan that also records what it leaves out
    recording: str = ""
    #: SQL of a scan of some rows of the part, if it is worth while to look at some before all
    sample: str = ""

    def recorded(self) -> Part:
        """The same part, its scan recording the lines that it leaves out."""
        return replace(self, scan=self.recording)


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a CSV file is written: what stands before its header, and what separates cells."""

    delimiter: str
    header: tuple[str, ...]
    #: lines before the header
    skipped: int


def csv(path: Path, file: str, dialect: Dialect, sample: Path) -> Part:
    """The part that a CSV file in UTF-8 holds; ``sample`` is a file with some of its lines."""
    columns = ", ".join(f"'c{i}': 'VARCHAR'" for i in range(len(dialect.header)))
    # auto_detect stays off: sniffing would guess types, and may guess another dialect
    how = (
        f"auto_detect = false, columns = {{{columns}}}, header = true, "
        f"delim = {engine.literal(dialect.delimiter)}, quote = '\"', escape = '\"', "
        f"skip = {dialect.skipped}, nullstr = '', ignore_errors = true, "
        f"buffer_size = {_BUFFER}, max_line_size = {limits.ROW}"
    )
    first = dialect.skipped + 2
    return Part(
        path,
        file,
        None,
        dialect.header,
        f"read_csv({engine.literal(path)}, {how})",
        ("VARCHAR",) * len(dialect.header),
        f"row_number() OVER () + {first - 1}",
        first,
        True,
        f"read_csv({engine.literal(path)}, {how}, store_rejects = true)",
        f"read_csv({engine.literal(sample)}, {how})",
    )


def parquet(
    path: Path,
    file: str,
    sheet: str | None,
    columns: tuple[tuple[str, str], ...],
    header: tuple[str, ...] | None = None,
    row: str = "file_row_number + 1",
) -> Part:
    """The part that a Parquet file with these columns and types holds.

    ``header`` names the columns as the user's file does, ``row`` is SQL of a row's number there.
    """
    listed = ", ".join(f"{engine.name(name)} AS c{i}" for i, (name, _) in enumerate(columns))
    return Part(
        path,
        file,
        sheet,
        header or tuple(name for name, _ in columns),
        f"(SELECT {listed}, {row} AS counted FROM read_parquet("
        f"{engine.literal(path)}, file_row_number = true))",
        tuple(kind for _, kind in columns),
        "counted",
    )
