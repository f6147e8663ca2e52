"""Words that figure and page share."""

from __future__ import annotations

from kg.draw.series.chart import Chart, Event
from kg.draw.series.time import spans, worded

TIMING = "Events. Timing only: a line says when something began, not what it did."


def listed(chart: Chart) -> tuple[str, ...]:
    """The events with the numbers of their lines, and the documents that say when they began."""
    return tuple(
        f"{n} · {said(event)}" + (f" ({', '.join(documents)})" if documents else "")
        for n, event in enumerate(chart.events, 1)
        for documents in [list(dict.fromkeys(one.partition("/")[0] for one in event.claims))]
    )


def said(event: Event) -> str:
    """An event with its day, or the days between which it lies.

    >>> from datetime import date
    >>> said(Event("x", "A memo", date(2025, 2, 3), date(2025, 2, 3), "2025-02-03"))
    '3 Feb 2025: A memo'
    """
    return f"{_day(event)}: {event.label}"


def _day(event: Event) -> str:
    if event.latest == event.start:
        return worded(event.start)
    return f"between {worded(event.start)} and {worded(event.latest)}"


def current(chart: Chart) -> str:
    """What drew the chart, from which graph."""
    return f"Custody Graph {chart.version}, {chart.digest}. CC BY 4.0."


def described(chart: Chart) -> str:
    """The chart in sentences, for those who do not see it."""
    parts = [*chart.measures]
    for panel in chart.panels:
        for series in panel.series:
            if not series.points:
                continue
            first, last = series.points[0], series.points[-1]
            high = max(series.points, key=lambda point: point.value)
            parts.append(
                f"{panel.title}, {series.measure_label}: {first.value:,.0f} in {first.period}, "
                f"highest {high.value:,.0f} in {high.period}, "
                f"last {last.value:,.0f} in {last.period}"
                f"{'' if last.whole else ', part of the period'}."
            )
        parts += [
            f"{panel.title}: {level.figure}, {level.days}, by {level.source}."
            for level in panel.levels
        ]
    if len(spans(chart)) > 1:
        parts.append("The axis of time is broken: lines on its two sides are not joined.")
    return " ".join(parts)
