"""Dates with the precision they have, and the four bounds that follow from them.

The notation is a part of EDTF (ISO 8601-2): ``2025``, ``2025-02``, ``2025-02-03``, one day
within ``[2025-02-02..2025-02-03]``, and intervals of these: ``A/B``, ``A/`` (end not known),
``A/..`` (no end), ``/B`` (start not known).
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

_POINT = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_ONE_OF = re.compile(r"\[([^\[\]]+)\.\.([^\[\]]+)\]")
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Earliest and latest start and end of a time, half-open; None is no bound.

    A day ``d`` certainly belongs to it if ``latest_start <= d < earliest_end``, and possibly
    if ``earliest_start <= d < latest_end``.
    """

    earliest_start: date | None
    latest_start: date | None
    earliest_end: date | None
    latest_end: date | None

    def certain(self, day: date) -> bool:
        """Whether the day lies inside under every reading."""
        return (
            self.latest_start is not None
            and self.latest_start <= day
            and (self.earliest_end is None or day < self.earliest_end)
        )

    def possible(self, day: date) -> bool:
        """Whether the day lies inside under some reading."""
        return (self.earliest_start is None or self.earliest_start <= day) and (
            self.latest_end is None or day < self.latest_end
        )


@dataclass(frozen=True, slots=True)
class Edtf:
    """A parsed date or interval: first and last day of either end, None where unknown or open."""

    start: tuple[date, date] | None
    end: tuple[date, date] | None
    is_interval: bool
    open_end: bool

    @classmethod
    def parse(cls, text: str) -> Edtf:
        """Read a date or interval.

        Raises ValueError with what is wrong and how to write it.

        >>> Edtf.parse("2024-12").bounds().latest_end
        datetime.date(2025, 1, 1)
        """
        if "/" not in text:
            point = _point(text)
            return cls(point, point, is_interval=False, open_end=False)
        left, _, right = text.partition("/")
        start = _point(left) if left else None
        open_end = right == ".."
        end = _point(right) if right and not open_end else None
        if start is None and end is None:
            raise ValueError("an interval needs at least one date, such as 2025-01-20/")
        if start and end and end[1] < start[0]:
            raise ValueError("the interval ends before it starts")
        return cls(start, end, is_interval=True, open_end=open_end)

    def bounds(self, stated: date | None = None) -> Bounds:
        """The four bounds.

        ``stated`` is the day the claim was stated: a time without a known end certainly
        lasts through it, if it had started by then, and only possibly longer.
        """
        first, last = self.start or (None, None)
        if not self.is_interval and first and last:
            return Bounds(first, last, first + _DAY, last + _DAY)
        if self.end:
            # neither end lies beyond the other: each narrows what is known of the other
            return Bounds(
                first,
                min(last or self.end[1], self.end[1]),
                max(first or self.end[0], self.end[0]) + _DAY,
                self.end[1] + _DAY,
            )
        if self.open_end or not first or not last:
            return Bounds(first, last, None, None)
        # a start that may lie after the statement says nothing yet of any end
        certain = stated if stated and last <= stated else first
        return Bounds(first, last, certain + _DAY, None)


def undated(stated: date) -> Bounds:
    """Bounds of a claim that says nothing of time: certain only on the day it was stated."""
    return Bounds(None, stated, stated + _DAY, None)


def _point(text: str) -> tuple[date, date]:
    choice = _ONE_OF.fullmatch(text)
    if choice:
        first, last = _point(choice[1])[0], _point(choice[2])[1]
        if last < first:
            raise ValueError(f"'{text}' ends before it starts")
        return first, last
    match = _POINT.fullmatch(text)
    if not match:
        raise ValueError(
            f"'{text}' is not a date here; write 2025, 2025-02, 2025-02-03, "
            "[2025-02-02..2025-02-03] or an interval such as 2025-01-20/2025-02-03"
        )
    year, month, day = match[1], match[2], match[3]
    if year == "9999":
        raise ValueError("the year 9999 has no day after its last; write an open end as A/..")
    try:
        if day:
            one = date(int(year), int(month), int(day))
            return one, one
        if month:
            return (
                date(int(year), int(month), 1),
                date(int(year), int(month), monthrange(int(year), int(month))[1]),
            )
        return date(int(year), 1, 1), date(int(year), 12, 31)
    except ValueError:
        raise ValueError(f"'{text}' is not a day of the calendar") from None
