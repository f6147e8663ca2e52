"""The row above the panels that says what lines, markers and areas mean."""

from __future__ import annotations

from kg.draw.geometry import measure
from kg.draw.series.chart import Chart, Series
from kg.draw.series.marks import SHAPES, Area, Dot, Line, Mark, Text

_SAMPLE = 30.0


def looks(chart: Chart, series: Series) -> tuple[str, str, str]:
    """Colour, marker and dash of a series; an earlier measure of a chart is drawn dashed."""
    joined = [one for one in chart.series() if one.shape == "periods" and one.points]
    latest = max(joined, key=lambda one: one.points[-1].end).measure if joined else ""
    earlier = series.shape == "periods" and series.measure != latest
    shape = SHAPES[series.look % len(SHAPES)]
    if earlier:
        shape = "diamond" if shape != "diamond" else "square"
    return f"s{series.look % 8}", shape, "dashed" if earlier else "solid"


def legend(chart: Chart, width: float, size: float, marks: list[Mark]) -> float:
    """Add the legend at the top; returns the height below it."""
    x = 0.0
    y = 4.0 + size
    for sample, label in _entries(chart):
        wide = _SAMPLE + 6 + measure(label, size) * 0.93
        if x and x + wide > width:
            x, y = 0.0, y + size + 8
        middle = y - size * 0.36
        _sample(sample, chart, x, middle, marks)
        for n, line in enumerate(_lines(label, width - _SAMPLE - 6, size)):
            if n:
                y += size + 4
            marks.append(Text((x + _SAMPLE + 6, y), line, size))
        x += wide + 18
    return y + 12


def _lines(text: str, width: float, size: float) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if measure(longer, size) > width and lines[-1]:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _entries(chart: Chart) -> list[tuple[str, str]]:
    entries: list[tuple[str, str]] = []
    seen = set()
    for series in chart.series():
        if series.measure not in seen:
            seen.add(series.measure)
            entries.append((series.key, series.measure_label))
    points = [point for series in chart.series() for point in series.points]
    if any(not point.whole for point in points):
        entries.append(("part", "hollow, hatched: part of a period, not joined"))
    if any(
        any(p.start < day for p in s.points) and any(p.start >= day for p in s.points)
        for s in chart.series() for day, _ in s.breaks
    ):
        entries.append(("seam", "break: not comparable over it, see below"))
    levels = [level for panel in chart.panels for level in panel.levels]
    if any(level.end is not None for level in levels):
        entries.append(("level", "figure of a claim, for the time that it gives"))
    if any(level.end is None for level in levels):
        entries.append(("day", "figure of a claim, on its day"))
    if chart.events:
        uncertain = any(event.latest > event.start for event in chart.events)
        entries.append(("event", "event, numbered as below: timing only"
                        + (" (shaded: day uncertain)" if uncertain else "")))
    return entries


def _sample(name: str, chart: Chart, x: float, y: float, marks: list[Mark]) -> None:
    middle = (x + _SAMPLE / 2, y)
    ends = ((x, y), (x + _SAMPLE, y))
    if name == "part":
        marks.append(Area((x + 6, y - 6), 18, 12, "soft", hatched=True))
        marks.append(Dot(middle, "circle", "ink", hollow=True))
    elif name == "seam":
        for dx in (13.8, 16.2):
            marks.append(Line(((x + dx, y - 7), (x + dx, y + 7)), "soft", 0.8))
    elif name == "level":
        marks.append(Line(ends, "level", 2.2, "long"))
    elif name == "day":
        marks.append(Dot(middle, "diamond", "level", 7.5))
    elif name == "event":
        marks.append(Line(((x + 15, y - 7), (x + 15, y + 7)), "event", 1.2, "dotted"))
    else:
        series = next(one for one in chart.series() if one.key == name)
        colour, shape, dash = looks(chart, series)
        # where each panel has a colour of its own, the sample has none of them
        if len({one.look for one in chart.series() if one.shape == series.shape}) > 1:
            colour, shape = "ink", "diamond" if dash == "dashed" else "circle"
        if series.shape == "periods":
            marks.append(Line(ends, colour, 1.8, dash))
        marks.append(Dot(middle, shape, colour))
