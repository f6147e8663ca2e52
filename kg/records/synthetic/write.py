"""Write a synthetic file: CSV (plain or gz), Parquet or XLSX, as its name ends."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from kg.errors import KgError
from kg.records.rows.release import Release, named
from kg.records.synthetic.columns import columns
from kg.records.synthetic.draw import Draws
from kg.records.synthetic.people import marginals, people, stays_per_person, stints_per_stay

if TYPE_CHECKING:
    import duckdb

#: rows that one sheet can hold below its header
SHEET_ROWS = 1_000_000
#: ids of stints have to stay below 2 to the 30
MOST_ROWS = 20_000_000
_SUFFIXES = (".csv", ".csv.gz", ".parquet", ".xlsx")


def synthesize(release: str, rows: int, seed: int, output: Path) -> None:
    """Write so many rows as this release has them; the same seed gives the same rows.

    Ids of people begin with ``SYNTHETIC-``. Raises KgError where there is no such release, kind
    of file or number of rows.
    """
    about = named(release)
    suffix = next((one for one in reversed(_SUFFIXES) if output.name.endswith(one)), "")
    if not suffix:
        raise KgError(
            "KG603", f"{output} has no known ending.", f"End it in {', '.join(_SUFFIXES)}."
        )
    if not 0 < rows <= MOST_ROWS:
        raise KgError(
            "KG603", f"{rows} rows cannot be made.", f"Ask for 1 to {MOST_ROWS:,} rows."
        )
    from kg.records.rows import engine

    with engine.connection() as connection:
        query = select(about, rows, seed)
        handle, name = tempfile.mkstemp(prefix=f".{output.name}.", dir=output.parent)
        os.close(handle)
        made = Path(name)
        try:
            if suffix == ".xlsx":
                _sheets(connection, query, about, made)
            else:
                target = f"{engine.literal(name)} ({_how(about, suffix)})"
                connection.execute(f"COPY ({query}) TO {target}")
            made.chmod(0o644)
            made.replace(output)
        finally:
            made.unlink(missing_ok=True)


def select(release: Release, rows: int, seed: int) -> str:
    """SQL of the rows in the columns of the release; duplicates stand beside their stint."""
    duplicate = marginals()["reported"]["duplicate"]
    stints = stints_per_stay() * stays_per_person()
    number = int(rows / (stints * (1 + duplicate)) * 1.05) + 20
    draws = Draws(seed)
    listed = ", ".join(f'{sql} AS "{raw}"' for raw, sql in columns(release, draws).items())
    twice = f"CASE WHEN {draws.unit('copy', 'i')} < {duplicate!r} THEN 2 ELSE 1 END"
    # a draw is the same for both rows of a stint, so they are made before their columns
    drawn = draws.over(f"({people(seed, number)})")
    copied = f"SELECT *, unnest(range({twice})) AS copy FROM {drawn}"
    return f"SELECT {listed} FROM ({copied}) LIMIT {rows}"


def _how(release: Release, suffix: str) -> str:
    if suffix == ".parquet":
        return "FORMAT parquet, COMPRESSION zstd"
    packed = ", COMPRESSION gzip" if suffix == ".csv.gz" else ""
    return f"FORMAT csv, HEADER, DELIMITER '{release.delimiter}'{packed}"


def _sheets(
    connection: duckdb.DuckDBPyConnection, query: str, release: Release, output: Path
) -> None:
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    result = connection.execute(query)
    number = 0
    while chunk := result.fetchmany(20_000):
        if number % SHEET_ROWS == 0:
            sheet = book.create_sheet(f"Synthetic {number // SHEET_ROWS + 1}")
            for line in range(1, release.header_row):
                sheet.append(["SYNTHETIC ROWS: they describe nobody"] if line == 1 else [None])
            sheet.append(list(release.columns))
        for row in chunk:
            sheet.append(row)
        number += len(chunk)
    book.save(output)
