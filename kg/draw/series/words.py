"""Words that figure and page share."""

from __future__ import annotations

from kg.draw.series.chart import Chart, Event
from kg.draw.series.time import spans, worded

TIMING = "Events. Timing only: a line says when something began, not what it did."


def listed(chart: Chart) -> tuple[str, ...]:
    """The events with the numbers of their lines."""
    return tuple(f"{n} · {_day(event)}: {event.label}" for n, event in enumerate(chart.events, 1))


def _day(event: Event) -> str:
    if event.latest == event.start:
        return worded(event.start)
    return f"between {worded(event.start)} and {worded(event.latest)}"


def current(chart: Chart) -> str:
    """What drew the chart, from which graph."""
    return f"Custody Graph {chart.version}, {chart.digest}. CC BY 4.0."


def described(chart: Chart) -> str:
    """The chart in sentences, for those who do not see it."""
    said = [*chart.measures]
    for panel in chart.panels:
        for series in panel.series:
            if not series.points:
                continue
            first, last = series.points[0], series.points[-1]
            high = max(series.points, key=lambda point: point.value)
            said.append(
                f"{panel.title}, {series.measure_label}: {first.value:,.0f} in {first.period}, "
                f"highest {high.value:,.0f} in {high.period}, "
                f"last {last.value:,.0f} in {last.period}"
                f"{'' if last.whole else ', part of the period'}."
            )
        said += [
            f"{panel.title}: {level.figure}, {level.days}, by {level.source}."
            for level in panel.levels
        ]
    if len(spans(chart)) > 1:
        said.append("The axis of time is broken: lines on its two sides are not joined.")
    return " ".join(said)
