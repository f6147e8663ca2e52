"""The record: charts of published tables, and the claims that were set beside them."""

from __future__ import annotations

from decimal import Decimal

from kg.draw.series.prepare import TABLES, every
from kg.draw.series.svg import section
from kg.engine.value import IRI
from kg.render.cells import figure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.ask.answer import Answer, AnswerRow
    from kg.draw.series.chart import Chart
    from kg.graph import Graph

#: tables that a chart draws beside the one it is of
_ALSO = {"held-by-criminality": "population"}


def charts(graph: Graph) -> tuple[Chart, ...]:
    """The charts of the page, as far as the graph has figures for them."""
    return every(graph)


def part(made: Iterable[Chart]) -> str:
    """The charts as HTML, every text escaped; none of it is made in the page."""
    return "".join(section(chart, level=3) for chart in made)


def record(graph: Graph, made: Iterable[Chart]) -> dict[str, object]:
    """What stands beside the charts: their events and figures of claims, and comparisons.

    ``charts`` in their order, with ids of claims; ``tests`` with the claim, the verdict, whether
    it counts the same thing, the reason, the counts, and the charts of the tables they are from.
    """
    answer = graph.ask("claim-and-record")
    tests: dict[str, dict[str, object]] = {}
    counts: dict[str, list[dict[str, object]]] = {}
    drawn: dict[str, list[str]] = {}
    for row in answer.rows:
        # a claim may be compared more than once: the reason tells the comparisons apart
        key = f"{row.claims[0]} {row.cells['reason']}"
        tests.setdefault(key, {
            "claim": row.claims[0], "verdict": _short(row.cells["verdict"]),
            "verdict_label": _shown(answer, row, "verdict"),
            "same": _shown(answer, row, "same_thing"), "reason": _shown(answer, row, "reason"),
        })
        counts.setdefault(key, [])
        if row.observations:
            counts[key].append({
                "label": _shown(answer, row, "counted"), "total": _total(row),
                "source": _shown(answer, row, "source"),
                "published": max(answer.observations[one].published for one in row.observations),
            })
        for one in row.observations:
            table = answer.observations[one].table
            chart = {**TABLES, **_ALSO}.get(table)
            if chart and chart not in drawn.setdefault(key, []):
                drawn[key].append(chart)
    return {
        "charts": [_chart(chart) for chart in made],
        "tests": [{**one, "counts": counts[key], "charts": sorted(drawn.get(key, []))}
                  for key, one in tests.items()],
    }


def _chart(chart: Chart) -> dict[str, object]:
    return {
        "id": chart.id,
        "title": chart.title,
        "events": [
            {"label": event.label, "days": event.days, "claims": list(event.claims)}
            for event in chart.events
        ],
        "figures": [
            {"panel": panel.title, "figure": level.figure, "days": level.days,
             "source": level.source, "claims": level.claim.split()}
            for panel in chart.panels for level in panel.levels
        ],
    }


def _shown(answer: Answer, row: AnswerRow, column: str) -> str:
    value = row.cells.get(column)
    return "" if value is None or isinstance(value, tuple) else answer.label(value)


def _total(row: AnswerRow) -> str:
    value = row.cells["total"]
    return figure(value) if isinstance(value, int | Decimal) else ""


def _short(value: object) -> str:
    return value.short if isinstance(value, IRI) else str(value)
