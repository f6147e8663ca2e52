"""Seeded draws as SQL: the same number for the same seed, name and index on any engine.

DuckDB's ``hash`` may change with its version and ``random`` with its threads, so a draw is plain
integer arithmetic below 2 to the 63: an affine map of the index, then two rounds of the usual
32-bit finaliser (shift, exclusive or, multiply).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

_SPAN = 2**32
MACROS = (
    f"CREATE OR REPLACE MACRO kg_mix(x) AS xor(x, x >> 16) * 73244475 % {_SPAN}",
    f"CREATE OR REPLACE MACRO kg_unit(x) AS xor(kg_mix(kg_mix(x)), "
    f"kg_mix(kg_mix(x)) >> 16) / {_SPAN}.0",
)


def unit(seed: int, name: str, index: str) -> str:
    """SQL for a draw in [0, 1); the index is a BIGINT expression below 2 to the 30."""
    digest = hashlib.sha256(f"{seed}:{name}".encode()).digest()
    factor = int.from_bytes(digest[:4], "big") | 1
    offset = int.from_bytes(digest[4:8], "big")
    return f"kg_unit(({index} * {factor} + {offset}) % {_SPAN})"


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
