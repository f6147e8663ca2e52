"""Stays from stints: one row a stay, with its own limits as the file states them.

About three per cent of stays begin before their first stint or end after their last, so limits
are never computed from stints. What describes the person or the case is the last stint's.
"""

from __future__ import annotations

from kg.records.rows import engine, shape

_LEFT_OUT = frozenset(
    {"stint", "stint_start", "stint_end", "stay_end", "stint_reason", "redacted", "unreadable"}
)
#: columns of the last stint, in their order
LAST = tuple(name for name in shape.STINTS if name not in _LEFT_OUT)
#: stints are ordered by second, then by their ids, which are those of the order of the files
_BITS = 63


def query() -> str:
    """SQL of the stays over the view ``kept`` of stints; stints without a stay are in none."""
    order = f"CAST(CAST(epoch(stint_start) AS BIGINT) AS HUGEINT) * {2**_BITS} + id"
    last = ", ".join(f"l.{name}" for name in LAST)
    return f"""
SELECT {last}, g.stay_end, g.stints, g.first_start, g.last_end, g.first_facility_code,
  g.ends > 1 AS two_ends
FROM (
  SELECT count(*) AS stints, CAST(max({order}) & {2**_BITS - 1} AS BIGINT) AS last,
    arg_min(facility_code, {order}) AS first_facility_code,
    max(stay_end) AS stay_end, (min(stay_end) <> max(stay_end))::INTEGER + 1 AS ends,
    min(stint_start) AS first_start, max(stint_end) AS last_end
  FROM kept WHERE person IS NOT NULL AND stay_start IS NOT NULL GROUP BY person, stay_start
) g JOIN kept l ON l.id = g.last"""


def look(stays: str) -> str:
    """SQL of what is odd about the stays: how many, wider limits, two ends."""
    return f"""
SELECT count(*), count(*) FILTER (stay_start < first_start),
  count(*) FILTER (stay_end > last_end), count(*) FILTER (two_ends)
FROM read_parquet({engine.literal(stays)})"""
