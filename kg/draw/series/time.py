"""The axis of time: the spans that have figures, cut where nothing may be joined."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from kg.draw.series.chart import Chart

#: longer stretches without a figure of periods are cut out of the axis
_LONGEST_GAP = timedelta(days=100)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of days that is drawn, and what the series on it measure."""

    start: date
    end: date
    measures: tuple[str, ...]


def spans(chart: Chart) -> tuple[Span, ...]:
    """The stretches of a chart's axis: another begins where another measure does, or after a gap.

    Figures of days alone cut nothing: between two counts of a stock there is always time.
    """
    flows = [series for series in chart.series() if series.shape == "periods" and series.points]
    if not flows:
        return (Span(chart.start, chart.end, ()),)
    periods = sorted(
        (point.start, point.end, series.measure_label) for series in flows
        for point in series.points
    )
    found: list[tuple[date, date, set[str]]] = []
    for start, end, measure in periods:
        if found:
            first, last, labels = found[-1]
            if start < last or (start - last < _LONGEST_GAP and measure in labels):
                found[-1] = (first, max(last, end), labels | {measure})
                continue
        found.append((start, end, {measure}))
    # What stands outside of all figures, such as a claim's, belongs to the nearest stretch.
    head = found[0]
    found[0] = (min(head[0], chart.start), head[1], head[2])
    tail = found[-1]
    found[-1] = (tail[0], max(tail[1], chart.end), tail[2])
    return tuple(Span(start, end, tuple(sorted(names))) for start, end, names in found)


@dataclass(frozen=True, slots=True)
class Axis:
    """Days to places; ``cuts`` are the middles of the gaps between spans."""

    left: float
    gap: float
    scale: float
    spans: tuple[Span, ...]

    def starts(self) -> tuple[float, ...]:
        """Where each span begins."""
        places, x = [], self.left
        for span in self.spans:
            places.append(x)
            x += (span.end - span.start).days * self.scale + self.gap
        return tuple(places)

    def place(self, day: date) -> float | None:
        """Where a day begins; None where the axis leaves it out."""
        for span, x in zip(self.spans, self.starts(), strict=True):
            if span.start <= day < span.end:
                return x + (day - span.start).days * self.scale
        return None

    def end(self, day: date) -> float | None:
        """Where a time ends that ends before this day; None where the axis leaves it out."""
        for span, x in zip(self.spans, self.starts(), strict=True):
            if span.start < day <= span.end:
                return x + (day - span.start).days * self.scale
        return None

    def after(self, day: date) -> float | None:
        """Where a day stands, or the next one on the axis."""
        later = [x for span, x in zip(self.spans, self.starts(), strict=True) if span.start > day]
        found = self.place(day)
        return found if found is not None else later[0] if later else None

    def before(self, day: date) -> float | None:
        """Where a time ends that ends before this day, or the last place on the axis before it."""
        earlier = [
            end for span, (_, end) in zip(self.spans, self.ends(), strict=True) if span.end < day
        ]
        found = self.end(day)
        return found if found is not None else earlier[-1] if earlier else None

    def middle(self, start: date, end: date) -> float | None:
        """Where the middle of a half-open period stands."""
        first, last = self.place(start), self.end(end)
        return None if first is None or last is None else (first + last) / 2

    def ends(self) -> tuple[tuple[float, float], ...]:
        """Where each span begins and ends."""
        return tuple(
            (x, x + (span.end - span.start).days * self.scale)
            for span, x in zip(self.spans, self.starts(), strict=True)
        )

    def cuts(self) -> tuple[float, ...]:
        """The middles of the gaps."""
        return tuple(x - self.gap / 2 for x in self.starts()[1:])


def axis(spans: tuple[Span, ...], left: float, right: float, gap: float = 16.0) -> Axis:
    """The axis that fills a width."""
    days = sum((span.end - span.start).days for span in spans)
    room = right - left - gap * (len(spans) - 1)
    return Axis(left, gap, room / max(days, 1), spans)


def ticks(placed: Axis, apart: float) -> list[tuple[float, str, str]]:
    """Place, month and year (or nothing) of each tick; neighbours are at least so far apart."""
    found: list[tuple[float, str, str]] = []
    month = 30.4 * placed.scale
    step = next((n for n in (1, 2, 3, 6, 12) if n * month >= apart), 12)
    for span, x in zip(placed.spans, placed.starts(), strict=True):
        first, year = True, None
        for day in _months(span.start, span.end):
            # Counted from October, when the fiscal year begins.
            if (day.month - 10) % step:
                continue
            if found and x + (day - span.start).days * placed.scale - found[-1][0] < apart * 0.9:
                continue
            if first or day.year != year:
                found.append((placed.place(day) or x, MONTHS[day.month - 1], str(day.year)))
            else:
                found.append((placed.place(day) or x, MONTHS[day.month - 1], ""))
            first, year = False, day.year
    return found


def _months(start: date, end: date) -> list[date]:
    found = []
    day = start if start.day == 1 else _next(start)
    while day < end:
        found.append(day)
        day = _next(day)
    return found


def _next(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def worded(day: date) -> str:
    """A day in words.

    >>> worded(date(2025, 2, 3))
    '3 Feb 2025'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
