"""Seeded draws as SQL: the same number for the same seed, name and index on any version.

DuckDB's ``hash`` may change with its version and ``random`` with its threads, so a draw is plain
integer arithmetic below 2 to the 63: an affine map of the index, then two rounds of the usual
32-bit finaliser (shift, exclusive or, multiply). Each step is a layer of the query of its own: as
one expression it would be copied into itself over and over, and planning would take seconds.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

_SPAN = 2**32
_FACTOR = 73244475


class Draws:
    """The draws that a query makes from the rows of a table."""

    def __init__(self, seed: int) -> None:
        self.seed = seed
        self._made: dict[tuple[str, str], str] = {}

    def unit(self, name: str, index: str) -> str:
        """The column of a draw in [0, 1); the index is SQL for a BIGINT below 2 to the 30."""
        return self._made.setdefault((name, index), f"u{len(self._made)}")

    def over(self, table: str) -> str:
        """SQL of the table with a column for each draw that was asked for."""
        columns = list(self._made.values())
        affine = ", ".join(
            f"({index} * {factor} + {offset}) % {_SPAN} AS {column}"
            for (name, index), column in self._made.items()
            for factor, offset in (self._constants(name),)
        )
        mixed = ", ".join(f"xor({c}, {c} >> 16) * {_FACTOR} % {_SPAN} AS {c}" for c in columns)
        scaled = ", ".join(f"xor({c}, {c} >> 16) / {_SPAN}.0 AS {c}" for c in columns)
        sql = f"SELECT *, {affine} FROM {table}"
        for layer in (mixed, mixed, scaled):
            sql = f"SELECT * REPLACE ({layer}) FROM ({sql})"
        return f"({sql})"

    def _constants(self, name: str) -> tuple[int, int]:
        digest = hashlib.sha256(f"{self.seed}:{name}".encode()).digest()
        return int.from_bytes(digest[:4], "big") | 1, int.from_bytes(digest[4:8], "big")


def pick(draw: str, weights: Mapping[str, float]) -> str:
    """SQL for one of the values by weight; the likeliest is looked at first."""
    total = sum(weights.values())
    ordered = sorted(weights.items(), key=lambda one: -one[1])
    parts, bound = [], 0.0
    for value, weight in ordered[:-1]:
        bound += weight / total
        parts.append(f"WHEN {draw} < {bound!r} THEN {text(value)}")
    last = text(ordered[-1][0])
    return f"CASE {' '.join(parts)} ELSE {last} END" if parts else last


def text(value: str) -> str:
    """The value as an SQL literal; an empty one is null."""
    return "'" + value.replace("'", "''") + "'" if value else "NULL"
