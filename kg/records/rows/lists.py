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
    connection: duckdb.DuckDBPyConnection, part: Part, match: Match, number: int
) -> dict[str, str]:
    """The types of the lists of a part, by column; none where no rows can be looked at first."""
    names = [
        name
        for name in shape.SPELLED
        if part.sample
        and name in match.positions
        and part.types[match.positions[name]] == "VARCHAR"
    ]
    if not names:
        return {}
    asked = ", ".join(
        f"list(DISTINCT {raw}) FILTER ({raw} IS NOT NULL AND NOT {shape.redacted(raw)})"
        for raw in (text(part, match, name) for name in names)
    )
    found = connection.execute(f"SELECT {asked} FROM {part.sample}").fetchone() or ()
    return {
        name: _type(connection, f"list_{number}_{name}", values)
        for name, values in zip(names, found, strict=True)
        if values and len(values) <= _MOST
    }


def joined(connection: duckdb.DuckDBPyConnection, listed: Sequence[Lists]) -> dict[str, str]:
    """The types in which the parts meet: by column, a list with all values of all parts.

    A column that has no list in one of the parts stays text.
    """
    final = {}
    for name in listed[0]:
        if not all(name in one for one in listed):
            continue
        rest = " UNION ".join(
            f"SELECT unlisted[{list(one).index(name) + 1}] FROM taken_{number} "
            f"WHERE unlisted IS NOT NULL"
            for number, one in enumerate(listed)
        )
        more = connection.execute(
            f"SELECT DISTINCT value FROM ({rest}) t(value) WHERE value IS NOT NULL LIMIT {_MOST}"
        ).fetchall()
        if not more and len(listed) == 1:
            final[name] = listed[0][name]
            continue
        known = {value for one in listed for value in _values(connection, one[name])}
        known.update(value for (value,) in more)
        if len(more) < _MOST:
            final[name] = _type(connection, f"list_{name}", known)
    return final


def _values(connection: duckdb.DuckDBPyConnection, kind: str) -> list[str]:
    found = connection.execute(f"SELECT enum_range(NULL::{kind})").fetchone()
    return list(found[0]) if found else []


def _type(connection: duckdb.DuckDBPyConnection, name: str, values: Iterable[str]) -> str:
    listed = ", ".join(engine.literal(value) for value in sorted(values))
    connection.execute(f"CREATE TYPE {name} AS ENUM ({listed})")
    return name
