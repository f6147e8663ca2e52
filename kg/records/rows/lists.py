"""Lists of the spellings that text columns have: DuckDB keeps and writes a place in a list at a
fraction of what a text costs.

A list is made from some rows of a file before all are read. It only has to hold most values: what
it lacks is kept beside the row and completes it, so the tables have every text as the file has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from kg.records.rows import engine, shape
from kg.records.rows.part import Part
from kg.records.rows.release import Match
from kg.records.rows.select import Lists, text

if TYPE_CHECKING:
    import duckdb

#: values of a list; a column with more is kept as text
_MOST = 10_000


def sampled(
    connection: duckdb.DuckDBPyConnection, table: Sequence[tuple[Part, Match]]
) -> dict[str, str]:
    """The types of the lists, by column: none for one of which no rows can be looked at first."""
    found: dict[str, set[str]] = {}
    for part, match in table:
        names = [name for name in shape.SPELLED if part.sample and name in match.positions]
        if not names:
            continue
        asked = ", ".join(
            f"list(DISTINCT {raw}) FILTER ({raw} IS NOT NULL AND NOT {shape.redacted(raw)})"
            for raw in (text(part, match, name) for name in names)
        )
        values = connection.execute(f"SELECT {asked} FROM {part.sample}").fetchone() or ()
        for name, some in zip(names, values, strict=True):
            found.setdefault(name, set()).update(some or ())
    return {
        name: _type(connection, f"some_{name}", some)
        for name, some in found.items()
        if 0 < len(some) <= _MOST
    }


def joined(
    connection: duckdb.DuckDBPyConnection, listed: Lists, numbers: Iterable[int]
) -> dict[str, str]:
    """The types of lists with all values of all parts; a column of too many stays text."""
    final = {}
    for place, (name, kind) in enumerate(listed.items(), 1):
        rest = " UNION ALL ".join(
            f"SELECT unlisted[{place}] AS value FROM taken_{number} WHERE unlisted IS NOT NULL"
            for number in numbers
        )
        more = connection.execute(
            f"SELECT DISTINCT value FROM ({rest}) WHERE value IS NOT NULL LIMIT {_MOST}"
        ).fetchall()
        if not more:
            final[name] = kind
        elif len(more) < _MOST:
            every = {value for (value,) in more}.union(_values(connection, kind))
            final[name] = _type(connection, f"every_{name}", every)
    return final


def _values(connection: duckdb.DuckDBPyConnection, kind: str) -> list[str]:
    found = connection.execute(f"SELECT enum_range(NULL::{kind})").fetchone()
    return list(found[0]) if found else []


def _type(connection: duckdb.DuckDBPyConnection, name: str, values: Iterable[str]) -> str:
    listed = ", ".join(engine.literal(value) for value in sorted(values))
    connection.execute(f"CREATE TYPE {name} AS ENUM ({listed})")
    return name
