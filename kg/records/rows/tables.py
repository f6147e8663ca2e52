"""The tables of rows: read out of the parts of files, then written, each row kept or set aside."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kg.records.rows import duplicates, engine, lists, select, stays
from kg.records.rows.intake import Taken, refused
from kg.records.rows.opened import Progress
from kg.records.rows.part import Part
from kg.records.rows.release import Match

if TYPE_CHECKING:
    import duckdb

STINTS, STAYS, ASIDE = "stints.parquet", "stays.parquet", "set_aside.parquet"


def read(
    connection: duckdb.DuckDBPyConnection,
    taken: list[Taken],
    table: list[tuple[Part, Match]],
    say: Progress,
) -> select.Lists:
    """Take in the rows of all parts; returns the types of the lists of texts."""
    connection.execute("CREATE TABLE rejected (part INTEGER, row BIGINT, reason VARCHAR)")
    listed = lists.sampled(connection, table)
    for number, (part, fit) in enumerate(table):
        say(f"rows of {part.file}{' ' + part.sheet if part.sheet else ''}")
        _rows(connection, taken, part, fit, number, listed)
    return listed


def write(
    connection: duckdb.DuckDBPyConnection,
    table: list[tuple[Part, Match]],
    listed: select.Lists,
    made: Path,
    say: Progress,
) -> None:
    """Write the tables of the rows taken in, into the folder ``made``."""
    release = table[0][1].release
    numbers = range(len(table))
    every = " UNION ALL ".join(
        select.keys(release.duplicates, number, listed) for number in numbers
    )
    say("duplicates")
    connection.execute(f"CREATE VIEW keys AS {every}")
    connection.execute(f"CREATE TABLE close AS {duplicates.CLOSE}")
    connection.execute(f"CREATE TABLE aside AS {duplicates.set_aside(release.duplicates)}")
    final = lists.joined(connection, listed, numbers)
    every = " UNION ALL ".join(
        select.stints(table[number][0], number, listed, final) for number in numbers
    )
    connection.execute(
        # not an anti join: of a CSV file no size is known, and the big side would be built
        f"CREATE VIEW kept AS SELECT * FROM ({every}) WHERE id NOT IN (SELECT id FROM aside)"
    )
    for name, query in ((STINTS, "SELECT * EXCLUDE (id) FROM kept"), (STAYS, stays.query())):
        say(name.removesuffix(".parquet"))
        connection.execute(f"COPY ({query}) TO {engine.literal(made / name)} (FORMAT parquet)")
    _aside(connection, table, made / ASIDE)


def _rows(
    connection: duckdb.DuckDBPyConnection,
    taken: list[Taken],
    part: Part,
    fit: Match,
    number: int,
    listed: select.Lists,
) -> None:
    """Take the rows of a part in; fills ``rejected``."""
    source = part.recorded() if part.lossy else part
    connection.execute(f"CREATE TABLE taken_{number} AS {select.taken(source, fit, listed)}")
    shifts = None
    if part.lossy and _rejects(connection, taken, part, number):
        # row n of those that fit stands as many lines lower as lines before it do not fit
        shifts = f"shift_{number}"
        connection.execute(
            f"CREATE TABLE {shifts} AS SELECT row - place + 1 AS above, max(place) AS shift "
            f"FROM (SELECT row, row_number() OVER (ORDER BY row) AS place FROM rejected "
            f"WHERE part = {number}) GROUP BY ALL ORDER BY above"
        )
    connection.execute(
        f"CREATE VIEW numbered_{number} AS {select.numbered(part, number, shifts)}"
    )


def _rejects(
    connection: duckdb.DuckDBPyConnection, taken: list[Taken], part: Part, number: int
) -> bool:
    """Fill ``rejected`` with the lines of a part that did not fit; whether there are any."""
    wrong = connection.execute(
        # a quote that swallows lines is never closed, and where the rows begin again is not known
        "SELECT min(line) FROM reject_errors WHERE error_type::VARCHAR = 'UNQUOTED VALUE' "
        "AND contains(trim(csv_line, chr(10) || chr(13)), chr(10))"
    ).fetchone()
    if wrong is not None and wrong[0] is not None:
        path = next(one.path for one in taken if one.path.name == part.file)
        raise refused(
            path, "KG833", f"A quote that opens in row {wrong[0]} is never closed."
        )
    connection.execute(
        f"INSERT INTO rejected SELECT {number}, line, CASE "
        "WHEN bool_or(error_type::VARCHAR = 'LINE SIZE OVER MAXIMUM') THEN 'too-long' "
        "WHEN bool_or(error_type::VARCHAR = 'TOO MANY COLUMNS') THEN 'too-many-cells' "
        "WHEN bool_or(error_type::VARCHAR = 'MISSING COLUMNS') THEN 'too-few-cells' "
        "ELSE 'bad-quotes' END FROM reject_errors GROUP BY line"
    )
    connection.execute("DROP TABLE reject_errors; DROP TABLE reject_scans")
    lost = connection.execute(f"SELECT count(*) FROM rejected WHERE part = {number}").fetchone()
    return bool(lost and lost[0])


def _aside(
    connection: duckdb.DuckDBPyConnection, table: list[tuple[Part, Match]], target: Path
) -> None:
    connection.execute("CREATE TABLE named (part INTEGER, file VARCHAR, sheet VARCHAR)")
    connection.executemany(
        "INSERT INTO named VALUES (?, ?, ?)",
        [(number, part.file, part.sheet) for number, (part, _) in enumerate(table)],
    )
    connection.execute(
        f"COPY (SELECT file, sheet, row, reason FROM (SELECT id // {select.SPAN} AS part, "
        f"id % {select.SPAN} AS row, reason FROM aside UNION ALL SELECT part, row, reason "
        f"FROM rejected) JOIN named USING (part) ORDER BY part, row) "
        f"TO {engine.literal(target)} (FORMAT parquet)"
    )
