"""One panel: scale, axis, events, series and figures of claims."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from math import hypot

from kg.draw.geometry import Box, measure
from kg.draw.series.chart import Chart, Level, Panel, Point, Series
from kg.draw.series.legend import looks
from kg.draw.series.marks import Area, Dot, Line, Mark, Text
from kg.draw.series.time import Axis, ticks

_ROW = 3.0
#: more figures of claims than this are not written beside their signs
_FEW = 8


@dataclass(frozen=True, slots=True)
class Place:
    """Where a panel's plot stands, its axis of time, and the end of its scale."""

    left: float
    right: float
    top: float
    height: float
    axis: Axis
    most: float
    size: float


class _Plot:
    def __init__(self, place: Place, top: float) -> None:
        self.place, self.top, self.bottom = place, top, top + place.height
        self.taken: list[Box] = []
        self.written: set[str] = set()

    def up(self, value: float) -> float:
        return self.bottom - value / self.place.most * self.place.height

    def free(self, box: Box, near: float) -> bool:
        """Whether a text may stand there: over nothing, and within the span of its figure."""
        half = box.width / 2
        first, last = next(
            ((a, b) for a, b in self.place.axis.ends() if a - 1 <= near <= b + 1),
            (self.place.left, self.place.right),
        )
        return (
            box.x - half >= first - 2
            and box.x + half <= last + (6 if last >= self.place.right - 1 else 0)
            and self.top - box.height * 0.8 < box.y < self.bottom - 3
            and not any(box.overlap(other) for other in self.taken)
        )

    def line(self, places: list[tuple[float, float]]) -> None:
        """Keep texts off a line."""
        for (ax, ay), (bx, by) in pairwise(places):
            steps = max(1, int(hypot(bx - ax, by - ay) / 4))
            self.taken += [
                Box(ax + (bx - ax) * n / steps, ay + (by - ay) * n / steps, 3, 3)
                for n in range(steps + 1)
            ]

    def label(
        self, text: str, at: tuple[float, float], off: float, colour: str, marks: list[Mark]
    ) -> None:
        """Write a text at the first free place around a figure, or nowhere."""
        size = self.place.size
        wide, high = measure(text, size) * 1.06, size * 0.95
        side = wide / 2 + off
        above, under = -off - size * 0.5, off + size * 0.5
        for dx, dy in (
            (0, above), (side, 0), (-side, 0), (0, under), (wide / 2, above), (-wide / 2, above),
            (wide / 2, under), (-wide / 2, under), (0, above - size), (0, under + size),
            (side, above), (-side, above), (side, under), (-side, under),
        ):
            box = Box(at[0] + dx, at[1] + dy, wide, high)
            if self.free(box, at[0]):
                self.taken.append(box)
                marks.append(Text((box.x, box.y + size * 0.36), text, size, colour, "center",
                                  bold=True, ground=True))
                return


def drawn(chart: Chart, panel: Panel, place: Place, marks: list[Mark]) -> float:
    """Add a panel's marks; returns the height below it."""
    rows = _event_rows(chart, place)
    depth = (max((row for _, row, _ in rows), default=-1) + 1) * (place.size + _ROW)
    plot = _Plot(place, place.top + depth)
    _scale(plot, marks)
    _parts(panel, plot, marks)
    _seams(panel, plot, marks)
    _events(chart, rows, plot, marks, place.top)
    for series in panel.series:
        _series(chart, series, plot, marks)
    # all signs before any text, so that texts keep off them
    places = {level: at for level in panel.levels if (at := _level(level, plot, marks))}
    for level, at in places.items() if len(places) <= _FEW else ():
        if level.figure not in plot.written:
            plot.written.add(level.figure)
            plot.label(level.figure, at, 5.5, "level", marks)
    for series in panel.series:
        _values(chart, series, plot, marks)
    return _time(plot, marks)


def _scale(plot: _Plot, marks: list[Mark]) -> None:
    place = plot.place
    for part in (0.0, 0.5, 1.0):
        y = plot.up(place.most * part)
        marks.append(Line(((place.left, y), (place.right, y)), "rule", 0.8))
        label = f"{place.most * part:,.0f}"
        marks.append(Text((place.left - 5, y + place.size * 0.36), label, place.size, "soft",
                          "right"))


def _time(plot: _Plot, marks: list[Mark]) -> float:
    place, axis = plot.place, plot.place.axis
    size = place.size
    for span, x in zip(axis.spans, axis.starts(), strict=True):
        end = x + (span.end - span.start).days * axis.scale
        marks.append(Line(((x, plot.bottom), (end, plot.bottom)), "soft", 1.0))
    for x in axis.cuts():
        # A gap in every line of the scale, and two strokes: nothing runs on from here.
        marks.append(Area((x - axis.gap / 2 + 1, plot.top - 2), axis.gap - 2,
                          place.height + 4, "paper"))
        for dx in (-3.0, 2.0):
            marks.append(Line(((x + dx - 2, plot.bottom + 5), (x + dx + 3, plot.bottom - 5)),
                              "ink", 1.3))
    y = plot.bottom
    for x, month, year in ticks(axis, size * 2.9):
        marks.append(Line(((x, y), (x, y + 4)), "soft", 1.0))
        marks.append(Text((x, y + 5 + size), month, size, "soft", "center"))
        if year:
            marks.append(Text((x, y + 7 + 2 * size), year, size, "soft", "center"))
    below = y + 8 + 2 * size
    if len({span.measures for span in axis.spans}) > 1:
        below += size + 4
        for span, x in zip(axis.spans, axis.starts(), strict=True):
            wide = (span.end - span.start).days * axis.scale
            text = " and ".join(span.measures)
            if measure(text, size) <= wide + axis.gap:
                marks.append(Text((x + wide / 2, below), text, size, "ink", "center"))
    return below


def _event_rows(chart: Chart, place: Place) -> list[tuple[int, int, float]]:
    """Number, row and place of each event's sign, so that no sign covers another."""
    ends: list[float] = []
    found = []
    for number, event in enumerate(chart.events, 1):
        x = place.axis.place(event.start)
        if x is None:
            continue
        half = measure(str(number), place.size) / 2 + 1.5
        row = next((n for n, end in enumerate(ends) if x - half >= end), len(ends))
        if row == len(ends):
            ends.append(0.0)
        ends[row] = x + half
        found.append((number, row, x))
    return found


def _events(
    chart: Chart, rows: list[tuple[int, int, float]], plot: _Plot, marks: list[Mark], top: float
) -> None:
    size = plot.place.size
    for number, _, x in rows:
        until = plot.place.axis.place(chart.events[number - 1].latest)
        if until is not None and until > x:
            marks.append(Area((x, plot.top), until - x, plot.place.height, "band"))
    for _, row, x in rows:
        y = top + row * (size + _ROW)
        marks.append(Line(((x, y + size + 1), (x, plot.bottom)), "event", 1.1, "dotted"))
    for number, row, x in rows:
        y = top + row * (size + _ROW)
        marks.append(Text((x, y + size - 1), str(number), size, "event", "center", bold=True,
                          ground=True))


def _parts(panel: Panel, plot: _Plot, marks: list[Mark]) -> None:
    for series in panel.series:
        for point in series.points:
            first, last = plot.place.axis.place(point.start), plot.place.axis.end(point.end)
            if not point.whole and first is not None and last is not None:
                marks.append(Area((first, plot.top), last - first, plot.place.height, "soft",
                                  hatched=True))


def _seams(panel: Panel, plot: _Plot, marks: list[Mark]) -> None:
    """Where figures of one measure cannot be compared over a day: a double line."""
    days = {
        day for series in panel.series for day, _ in series.breaks
        if any(p.start < day for p in series.points) and any(p.start >= day for p in series.points)
    }
    for day in sorted(days):
        x = plot.place.axis.place(day)
        if x is not None:
            for dx in (-1.2, 1.2):
                marks.append(Line(((x + dx, plot.top), (x + dx, plot.bottom)), "soft", 0.8))


def _at(series: Series, point: Point, plot: _Plot) -> tuple[float, float] | None:
    axis = plot.place.axis
    x = axis.place(point.start) if series.shape == "days" else axis.middle(point.start, point.end)
    return None if x is None else (x, plot.up(point.value))


def _series(chart: Chart, series: Series, plot: _Plot, marks: list[Mark]) -> None:
    colour, shape, dash = looks(chart, series)
    for run in series.runs():
        places = [at for point in run if (at := _at(series, point, plot))]
        if len(places) > 1:
            marks.append(Line(tuple(places), colour, 1.9, dash, series.key))
            plot.line(places)
    alone = len(chart.panels[0].series) == 1 and series.shape == "days"
    for point in series.points:
        at = _at(series, point, plot)
        if at is None:
            continue
        if alone:
            # A count of one day: a stem from nought, and no line to the next count.
            marks.append(Line((at, (at[0], plot.bottom)), colour, 1.3))
        what = f"{series.label}, {point.period}: {point.value:,.10g}"
        if not point.whole:
            what += ", part of the period"
        dense = plot.place.axis.scale * 30 < 6
        marks.append(Dot(at, shape, colour, 6.5 if alone else 3.0 if dense else 4.6,
                         hollow=not point.whole, title=what))
        plot.taken.append(Box(at[0], at[1], 5, 5))
        if alone:
            plot.line([at, (at[0], plot.bottom)])


def _values(chart: Chart, series: Series, plot: _Plot, marks: list[Mark]) -> None:
    """Write figures at the highest, the first and the last whole period, where there is room."""
    whole = [point for point in series.points if point.whole] or list(series.points)
    if not whole:
        return
    few = series.shape == "days"
    by_value = sorted(whole, key=lambda point: point.value)
    chosen = [whole[-1], *whole] if few else [by_value[-1], whole[-1], whole[0], by_value[0]]
    colour = looks(chart, series)[0]
    for point in dict.fromkeys(chosen):
        at = _at(series, point, plot)
        if at is not None:
            plot.label(f"{point.value:,.0f}", at, 5.5 if few else 4.5, colour, marks)


def _level(level: Level, plot: _Plot, marks: list[Mark]) -> tuple[float, float] | None:
    """Draw the figure of a claim; returns where its text belongs, None where it is not drawn."""
    axis = plot.place.axis
    first_day, last_day = axis.spans[0].start, axis.spans[-1].end
    first = axis.place(level.start) if level.end is None else axis.after(level.start)
    last = first if level.end is None else axis.before(level.end)
    if not level.placed or first is None or last is None or last < first:
        return None
    if level.end is not None and last == first:
        # all of its time is left out of the axis
        return None
    said = f"{level.figure}, {level.days}: {level.source}"
    for value in dict.fromkeys((level.low, level.high)):
        y = plot.up(value)
        if last - first > 8:
            marks.append(Line(((first, y), (last, y)), "level", 2.2, "long"))
            plot.line([(first, y), (last, y)])
            # An end that is given is drawn; one beyond the axis is not.
            for x, day in ((first, level.start), (last, level.end)):
                if day is not None and first_day <= day <= last_day:
                    marks.append(Line(((x, y - 4), (x, y + 4)), "level", 1.6))
        else:
            marks.append(Dot(((first + last) / 2, y), "diamond", "level", 7.5, title=said))
            plot.taken.append(Box((first + last) / 2, y, 8, 8))
    return (first + last) / 2, plot.up(level.high)
