"""Expressions that several questions share."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import takewhile
from typing import TYPE_CHECKING

from kg.records.ask.pathways import BLANK, BY_REASON, PATHWAYS, UNKNOWN

if TYPE_CHECKING:
    import ibis.expr.types as ir


def ended(stays: ir.Table, given: Mapping[str, str]) -> ir.Table:
    """The stays that ended, within the months given as ``from`` and ``to``, both counted in."""
    import ibis

    found = stays.filter(stays.stay_end.notnull())
    if given.get("from"):
        found = found.filter(found.stay_end >= ibis.timestamp(f"{given['from']}-01T00:00:00"))
    if given.get("to"):
        found = found.filter(found.stay_end < ibis.timestamp(f"{_next(given['to'])}-01T00:00:00"))
    return found


def _next(month: str) -> str:
    """The month after.

    >>> _next("2024-12")
    '2025-01'
    """
    year, number = int(month[:4]), int(month[5:7])
    return f"{year + number // 12:04d}-{number % 12 + 1:02d}"


def counted(table: ir.Table, by: Mapping[str, ir.Value]) -> ir.Table:
    """Rows for each combination of the values, as ``n``."""
    return table.group_by(**by).agg(n=lambda t: t.count())


def again(
    table: ir.Table, by: Mapping[str, ir.Value], only: ir.BooleanValue | None = None
) -> ir.Table:
    """The counts of a counted table added up by other values, of those for which ``only`` holds.

    Texts are made of the few combinations that there are, not of millions of rows.
    """
    # DuckDB would move a filter on the reason below the first count, and try it on every row
    summed = table.group_by(**by).agg(n=lambda t: t.n.sum(where=only))
    return summed if only is None else summed.filter(summed.n > 0)


def month(of: ir.TimestampValue) -> ir.TimestampValue:
    """The first instant of the month."""
    return of.truncate("M")


def month_name(of: ir.TimestampValue) -> ir.StringValue:
    """The month as text."""
    return of.strftime("%Y-%m")


def text(of: ir.StringValue) -> ir.StringValue:
    """A value without spaces around it, or that there is none."""
    value = of.strip().coalesce("")
    return value.cases(("", BLANK), else_=value)


def pathway(reason: ir.StringValue) -> ir.StringValue:
    """The pathway of a raw reason, value by value."""
    known = reason.strip().lower()
    cases = [("", BLANK), *BY_REASON.items()]
    return known.coalesce("").cases(*cases, else_=UNKNOWN)


def is_of(reason: ir.StringValue, *pathways: str) -> ir.BooleanValue:
    """Whether a raw reason belongs to one of the pathways."""
    return reason.strip().lower().isin(_reasons(*pathways))


def may_be_of(reason: ir.StringValue, *pathways: str) -> ir.BooleanValue:
    """Whether a raw reason begins as all of the pathways do: cheap enough for every row."""
    # what the first and the last of sorted texts begin with, all between them begin with
    known = _reasons(*pathways)
    pairs = takewhile(lambda pair: pair[0] == pair[1], zip(min(known), max(known), strict=False))
    return reason.strip().lower().startswith("".join(letter for letter, _ in pairs))


def _reasons(*pathways: str) -> list[str]:
    return [raw for one in pathways for raw in PATHWAYS[one][1]]


def days(start: ir.TimestampValue, end: ir.TimestampValue) -> ir.IntegerValue:
    """Midnights between two instants."""
    return end.date().delta(start.date(), unit="day")


def bucket(of: ir.IntegerValue, bounds: tuple[int, ...], names: tuple[str, ...]) -> ir.StringValue:
    """The name of the first bound that a number does not pass; the last name is for the rest."""
    import ibis

    cases = [(of <= bound, name) for bound, name in zip(bounds, names, strict=False)]
    return ibis.cases(*cases, else_=names[-1])
