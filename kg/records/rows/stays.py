"""Stays from stints: one row a stay, with its own limits as the file states them.

About three per cent of stays begin before their first stint or end after their last, so limits
are never computed from stints. What describes the person or the case is the last stint's.
"""

from __future__ import annotations

from kg.records.rows import engine, shape
from kg.records.rows.select import Lists

_LEFT_OUT = frozenset(
    {"stint", "stint_start", "stint_end", "stay_end", "stint_reason", "redacted", "unreadable"}
)
#: columns of the last stint, in their order
LAST = tuple(name for name in shape.STINTS if name not in _LEFT_OUT)
#: stints are ordered by second, then by place in the table
_BITS = 31


def query(stints: str, final: Lists) -> str:
    """SQL of the stays over the Parquet file of stints; stints without a stay are in none.

    ``final`` has the types of lists that texts are written by.
    """
    source = f"read_parquet({engine.literal(stints)}, file_row_number = true)"
    order = f"(CAST(epoch(stint_start) AS BIGINT) << {_BITS}) + file_row_number"
    last = ", ".join(
        f"CAST(l.{name} AS {final[name]}) AS {name}" if name in final else f"l.{name}"
        for name in LAST
    )
    return f"""
SELECT {last}, g.stay_end, g.stints, g.first_start, g.last_end, g.first_facility_code,
  g.ends > 1 AS two_ends
FROM (
  SELECT stay, count(*) AS stints, max({order}) & {2**_BITS - 1} AS last,
    arg_min(facility_code, {order}) AS first_facility_code,
    max(stay_end) AS stay_end, (min(stay_end) <> max(stay_end))::INTEGER + 1 AS ends,
    min(stint_start) AS first_start, max(stint_end) AS last_end
  FROM {source} WHERE stay IS NOT NULL GROUP BY stay
) g JOIN {source} l ON l.file_row_number = g.last"""


def look(stays: str) -> str:
    """SQL of what is odd about the stays: how many, wider limits, two ends."""
    return f"""
SELECT count(*), count(*) FILTER (stay_start < first_start),
  count(*) FILTER (stay_end > last_end), count(*) FILTER (two_ends)
FROM read_parquet({engine.literal(stays)})"""
