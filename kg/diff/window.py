"""The time between two days, and what certainly or possibly falls into it."""

from __future__ import annotations

from datetime import date

from kg.edtf import Bounds
from kg.errors import KgError
from kg.frozen import Frozen

CERTAIN, POSSIBLE = "certain", "possible"
#: days within which a date may lie and still tell something of a change
VAGUE = 92


class Window(Frozen):
    """The days after ``first`` up to and with ``last``.

    A date that may lie anywhere in more than ``VAGUE`` days is possible in no window.
    """

    first: date
    last: date

    def starts(self, bounds: Bounds) -> str:
        """Whether it starts in the window: certain, possible, or empty for not."""
        return self._within(bounds.earliest_start, bounds.latest_start)

    def ends(self, bounds: Bounds) -> str:
        """Whether the first day after it lies in the window; what has no end does not end."""
        if bounds.latest_end is None:
            return ""
        return self._within(bounds.earliest_end, bounds.latest_end)

    def _within(self, earliest: date | None, latest: date | None) -> str:
        if earliest and latest and self.first < earliest and latest <= self.last:
            return CERTAIN
        if earliest and latest and (latest - earliest).days > VAGUE:
            return ""
        if (latest is None or latest > self.first) and (earliest is None or earliest <= self.last):
            return POSSIBLE
        return ""


def window(first: str, last: str) -> Window:
    """The window between two days; raises KgError where they are not days in that order."""
    from kg.ask.bind import day

    found = Window(date.fromisoformat(day(first, "D1")), date.fromisoformat(day(last, "D2")))
    if found.last <= found.first:
        raise KgError("KG603", f"{last} is not after {first}.", "kg diff 2025-01-01 2025-03-01")
    return found


def holds(bounds: Bounds, day: date) -> str:
    """Whether it holds on a day: certain, possible, or empty for not.

    Where no start is known, it is not taken to have held before the last day on which it
    can have started: that would make every undated claim hold at all times before.
    """
    if bounds.certain(day):
        return CERTAIN
    started = bounds.earliest_start or bounds.latest_start
    return POSSIBLE if started and started <= day and bounds.possible(day) else ""
