"""SQL for people, their stays and their stints: what happened, before any release writes it down.

Every stint but the last of a stay ends in a transfer, so the share of transfers fixes the mean
number of stints; the last one's reason is drawn from the published shares of all others. Stays
of one person follow each other; only the last one can be still open.
"""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path
from typing import Any

from kg.records.synthetic.draw import Draws, pick

TRANSFER = "Transferred"
#: ids: at most 4 stays a person and 16 stints a stay, 2 rows a stint
_STAYS, STINTS = 4, 16
#: the first and last day of what is made
START, END = "2023-09-01", "2025-07-29"


@functools.cache
def marginals() -> dict[str, Any]:
    """The published and the assumed shares."""
    return tomllib.loads((Path(__file__).parent / "marginals.toml").read_text("utf-8"))


def stays_per_person() -> float:
    """The mean number of stays."""
    assumed = marginals()["assumed"]
    return float(1 + assumed["second_stay"] + 2 * assumed["third_stay"])


def stints_per_stay() -> float:
    """The mean number of stints, from the published share of transfers."""
    reasons = marginals()["reason"]
    return float(sum(reasons.values()) / (sum(reasons.values()) - reasons[TRANSFER]))


def people(seed: int, number: int) -> str:
    """SQL of one row a stint: ids, times, reasons, and what stays the same over a stay."""
    shares = marginals()
    assumed, reported = shares["assumed"], shares["reported"]
    reasons = {value: n for value, n in shares["reason"].items() if value != TRANSFER}
    open_share = reasons.pop("") / (sum(reasons.values()) + shares["reason"][""])
    three, two = assumed["third_stay"], assumed["second_stay"]
    persons, stays, stints = Draws(seed), Draws(seed), Draws(seed)

    def person(name: str) -> str:
        return persons.unit(name, "p")

    def stay(name: str) -> str:
        return stays.unit(name, "y")

    counted = f"""
SELECT p, CASE WHEN {person("stays")} < {three} THEN 3
    WHEN {person("stays")} < {three + two} THEN 2 ELSE 1 END AS stays,
  'SYNTHETIC-' || md5('{seed}:' || p)[:30] AS person,
  {pick(person("citizenship"), shares["citizenship"])} AS citizenship,
  1950 + CAST(floor(57 * sqrt({person("birth")})) AS INTEGER) AS birth_year,
  CASE WHEN {person("gender")} < 0.87 THEN 'Male' ELSE 'Female' END AS gender,
  CASE WHEN {person("ethnicity")} < 0.9 THEN 'Hispanic Origin'
    ELSE 'Not of Hispanic Origin' END AS ethnicity
FROM {persons.over(f"range({number}) t(p)")}"""
    each = f"(SELECT *, p * {_STAYS} + s AS y FROM (SELECT *, unnest(range(stays)) AS s "
    each += f"FROM ({counted})))"
    timed = f"""
SELECT person, citizenship, birth_year, gender, ethnicity, s, y, stays,
  s = stays - 1 AND {stay("open")} < {open_share * stays_per_person()!r} AS still_open,
  least({STINTS - 1}, 1 + CAST(floor(ln(1 - {stay("stints")})
    / ln({1 - 1 / stints_per_stay()!r})) AS INTEGER)) AS stints,
  (DATE '{END}' - DATE '{START}') * 1440 // stays AS slot,
  {stay("start")} AS a, {stay("length")} AS b,
  CASE WHEN {stay("wider start")} < {reported["wider_start"]} THEN 180 ELSE 0 END AS earlier,
  CASE WHEN {stay("wider end")} < {reported["wider_end"]} THEN 240 ELSE 0 END AS later,
  {pick(stay("reason"), reasons)} AS reason
FROM {stays.over(each)}"""
    # minutes from the first day; a stay stands inside the slot that its person has for it, and
    # one that is still open reaches to the slot's end
    limits = f"""
SELECT *, CAST(s * slot + (slot - 2000 - minutes) * CASE WHEN still_open THEN 1 ELSE a END
  AS BIGINT) AS starts
FROM (SELECT *, CAST(least(slot - 2000, 300 - {assumed["mean_stay_days"] * 1440} * ln(1 - b))
  AS BIGINT) AS minutes FROM ({timed}))"""
    placed = f"(SELECT *, y * {STINTS} + k AS i, k = stints - 1 AS final "
    placed += f"FROM (SELECT *, unnest(range(stints)) AS k FROM ({limits})))"
    cut, end = stints.unit("cut", "i"), stints.unit("cut", "(i + 1)")
    return f"""
SELECT person, citizenship, birth_year, gender, ethnicity, y, i, still_open, final,
  starts - earlier AS stay_minute,
  CASE WHEN NOT still_open THEN starts + minutes + later END AS out_minute,
  starts + CASE WHEN k = 0 THEN 0 ELSE
    CAST(minutes * (k + 0.6 * ({cut} - 0.5)) / stints AS BIGINT) END AS in_minute,
  CASE WHEN NOT final THEN starts + CAST(minutes * (k + 1 + 0.6 * ({end} - 0.5)) / stints
    AS BIGINT) WHEN NOT still_open THEN starts + minutes END AS leave_minute,
  CASE WHEN NOT still_open THEN reason END AS stay_reason,
  CASE WHEN NOT final THEN '{TRANSFER}' END AS moved
FROM {stints.over(placed)}"""
