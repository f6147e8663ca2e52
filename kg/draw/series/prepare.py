"""The three charts of the record: releases by line, ATD by technology, people held."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from kg.ask.evidence import labels
from kg.draw.errors import DrawError
from kg.draw.series.cells import cells, sources, table
from kg.draw.series.chart import Chart, Panel, Point, Series
from kg.draw.series.events import events
from kg.draw.series.levels import levels
from kg.draw.series.time import MONTHS, spans, worded
from kg.errors import KgError
from kg.graph import Graph
from kg.names import CG, GRAPH, ID
from kg.suggest import did_you_mean

#: pathways out of detention; hand-overs and removals are no releases, and no total is drawn
LINES = (
    "line-bond-set-by-ice", "line-bond-set-by-ij", "line-order-of-recognizance",
    "line-order-of-supervision", "line-paroled", "line-court-ordered",
)
#: measures of room to detain, each of which is something else
CAPACITY = (
    "funded-beds", "funded-average-daily-population", "beds-according-to-officials",
    "detention-capacity-as-reported", "contractual-beds",
)
#: where the charts of the opening page begin
OPENING = date(2024, 10, 1)
FIRST, LAST = date(2000, 1, 1), date(2100, 1, 1)
VINTAGE = (
    "Each period has the figure of the latest publication that prints it{by}; "
    "earlier and later publications may differ."
)


def releases(
    graph: Graph,
    start: date = FIRST,
    end: date = LAST,
    chosen: tuple[str, ...] = LINES,
    beside: str = "policies",
    known_by: str | None = None,
) -> Chart:
    """People who left ICE detention by release reason, month by month, a panel for each line.

    From the first day to before the last; raises DrawError (KG705) where there is nothing, and
    KgError (KG602) for lines or events that do not exist.
    """
    found = cells(graph, "book-outs-by-reason", "releaseLine", ("criminality",), known_by)
    return _chart(
        graph, "releases", "Releases from ICE detention by the reason printed, by month",
        _panels(graph, "book-outs-by-reason", _some(found, chosen, "line"), start, end, _month),
        beside, known_by, start, end,
        ("Each panel has a scale of its own, and all begin at 0: compare shapes, not heights.",),
    )


def atd(
    graph: Graph,
    start: date = FIRST,
    end: date = LAST,
    chosen: tuple[str, ...] = (),
    beside: str = "none",
    known_by: str | None = None,
) -> Chart:
    """People in Alternatives to Detention on single days, a panel for each technology."""
    found = cells(graph, "atd-by-technology", "technology", (), known_by)
    wanted = chosen or tuple(
        sorted(found, key=lambda k: (k != "all", -max(p.value for p in found[k])))
    )
    panels = _panels(graph, "atd-by-technology", _some(found, wanted, "technology"), start, end,
                     lambda point: True)
    if panels and "all" in wanted:
        first, last = _extent(one for panel in panels for one in panel.series)
        given = levels(graph, ("atd-participants",), max(first, start), min(last, end), known_by)
        panels = (
            replace(panels[0], levels=given.get("atd-participants", ())), *panels[1:]
        )
    return _chart(
        graph, "atd", "Alternatives to Detention: participants by technology, on single days",
        panels, beside, known_by, start, end,
        ("Each panel has a scale of its own, and all begin at 0: compare shapes, not heights.",
         "Figures of single days are not joined: what lies between is not known.",
         *_figures(panels)),
    )


def population(
    graph: Graph,
    start: date = FIRST,
    end: date = LAST,
    chosen: tuple[str, ...] = CAPACITY,
    beside: str = "none",
    known_by: str | None = None,
) -> Chart:
    """People held, month by month and on single days, against each measure of capacity."""
    average = cells(graph, "population-by-agency", "arrestingAgency", ("criminality",), known_by)
    held = cells(graph, "held-by-criminality", "arrestingAgency", ("criminality",), known_by)
    series = [
        one
        for n, (key, points) in enumerate((("population-by-agency", average.get("all", [])),
                                           ("held-by-criminality", held.get("all", []))))
        for one in _series(
            graph, key, "all", "People held",
            [p for p in points if key == "held-by-criminality" or _month(p)], start, end, 2 * n,
        )
    ]
    if not series:
        raise _nothing("population")
    names = _measures(graph, chosen)
    first, last = _extent(series)
    given = levels(graph, chosen, max(first, start), min(last, end), known_by)
    panels = tuple(
        Panel(label, tuple(series),
              given.get(key, ()), note if given.get(key) else f"{note} No figure for these days.")
        for key, (label, note) in names.items()
    )
    return _chart(
        graph, "population", "People in ICE detention against each measure of capacity",
        panels, beside, known_by, start, end,
        ("Measures of capacity are of different things and days; none is “the capacity”, and no "
         "share is drawn.",
         *_figures(panels)),
        shared=True,
    )


#: name of each chart → how it is made, and the parameter that chooses its lines
CHARTS: dict[str, tuple[Callable[..., Chart], str]] = {
    "releases": (releases, "line"),
    "atd": (atd, "technology"),
    "population": (population, "measure"),
}


#: table → its chart
TABLES = {
    "book-outs-by-reason": "releases",
    "atd-by-technology": "atd",
    "population-by-agency": "population",
}


def every(graph: Graph, known_by: str | None = None) -> tuple[Chart, ...]:
    """The charts that stand in the opening page, as far as the graph has figures for them.

    From the fiscal year 2025 on, as the events of the article are in its second quarter.
    """
    made = []
    for name, (make, _) in CHARTS.items():
        try:
            made.append(make(graph, FIRST if name == "atd" else OPENING, known_by=known_by))
        except DrawError as error:
            if error.code != "KG705":
                raise
    return tuple(made)


def of_table(graph: Graph, key: str) -> Chart | None:
    """The chart of a table, over all its time; None where there is none."""
    name = TABLES.get(key)
    try:
        return CHARTS[name][0](graph) if name else None
    except DrawError as error:
        if error.code != "KG705":
            raise
        return None


def _month(point: Point) -> bool:
    return (point.end - point.start).days <= 31


def _some(
    found: dict[str, list[Point]], chosen: Iterable[str], what: str
) -> dict[str, list[Point]]:
    for name in chosen:
        if name not in found and found and name not in LINES:
            raise KgError(
                "KG602", f"The table has no {what} {name}.{did_you_mean(name, found)}",
                f"It has {', '.join(sorted(found))}.",
            )
    return {name: found[name] for name in chosen if name in found}


def _panels(
    graph: Graph,
    key: str,
    found: dict[str, list[Point]],
    start: date,
    end: date,
    wanted: Callable[[Point], bool],
) -> tuple[Panel, ...]:
    named = labels(graph.engine, {ID + name for name in found})
    glosses = _glosses(graph, found)
    panels = []
    for n, (name, points) in enumerate(found.items()):
        label = "All participants" if name == "all" else named.get(ID + name, name)
        label = label.replace(" (monthly table)", "")
        series = _series(graph, key, name, label, filter(wanted, points), start, end, n)
        if series:
            panels.append(Panel(label, series, note=glosses.get(name, "")))
    return tuple(panels)


def _glosses(graph: Graph, keys: Iterable[str]) -> dict[str, str]:
    """What the lines of a table mean, in the graph's words."""
    names = " ".join(f"<{ID}{key}>" for key in keys)
    rows = graph.select(
        f"""SELECT ?code ?gloss WHERE {{ VALUES ?code {{ {names} }} GRAPH <{GRAPH}entities> {{
        ?code <http://www.w3.org/2004/02/skos/core#definition> ?gloss }} }}"""
    )[1]
    return {str(code).removeprefix(ID): str(gloss) for code, gloss in rows}


def _series(
    graph: Graph,
    key: str,
    name: str,
    label: str,
    points: Iterable[Point],
    start: date,
    end: date,
    look: int,
) -> tuple[Series, ...]:
    """One series for each measure, in the order of their first days."""
    parts: dict[str, list[Point]] = {}
    for point in points:
        if start <= point.start and point.end <= end:
            parts.setdefault(point.measure, []).append(point)
    known = labels(graph.engine, {ID + measure for measure in parts})
    breaks = table(graph, key).breaks
    made = []
    for measure, found in parts.items():
        ordered = tuple(sorted(found, key=lambda p: p.start))
        days = all((p.end - p.start).days == 1 for p in ordered)
        made.append(
            Series(f"{key}/{name}/{measure}", label, measure, known.get(ID + measure, measure),
                   "days" if days else "periods", ordered, breaks, look)
        )
    return tuple(sorted(made, key=lambda one: one.points[0].start))


def _extent(series: Iterable[Series]) -> tuple[date, date]:
    points = [point for one in series for point in one.points]
    return min(p.start for p in points), max(p.end for p in points)


def _nothing(name: str) -> DrawError:
    return DrawError(
        "KG705", f"No published table has a figure for {name} in that time and by that knowledge.",
        "Take a longer time, or a later day for --known-by.",
    )


def _figures(panels: tuple[Panel, ...]) -> tuple[str, ...]:
    return tuple(
        f"{panel.title}: {level.figure} ({level.days}), {level.source}."
        + ("" if level.placed else " Not drawn, as its time is not known.")
        for panel in panels for level in panel.levels
    )


def _measures(graph: Graph, keys: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Label and population of measures; raises KgError for what is none.

    Of the measures that are drawn unless others are named, those that a graph has.
    """
    rows = graph.select(
        f"""PREFIX cg: <{CG}> SELECT ?m ?label ?population WHERE {{ GRAPH <{GRAPH}entities> {{
        ?m a cg:Measure ; cg:measurePopulation ?population ;
          <http://www.w3.org/2004/02/skos/core#prefLabel> ?label }} }}"""
    )[1]
    known = {str(m).removeprefix(ID): (str(label), str(of)) for m, label, of in rows}
    if keys is CAPACITY:
        return {key: known[key] for key in CAPACITY if key in known}
    for key in keys:
        if key not in known:
            raise KgError(
                "KG602", f"There is no measure {key}.{did_you_mean(key, known)}",
                f"Measures of capacity are {', '.join(CAPACITY)}.",
            )
    return {key: known[key] for key in keys}


def _chart(
    graph: Graph,
    name: str,
    title: str,
    panels: tuple[Panel, ...],
    beside: str,
    known_by: str | None,
    start: date,
    end: date,
    notes: tuple[str, ...],
    *,
    shared: bool = False,
) -> Chart:
    if not panels:
        raise _nothing(name)
    series = tuple(dict.fromkeys(one for panel in panels for one in panel.series))
    first, last = _extent(series)
    known = _measures(graph, sorted({one.measure for one in series}))
    tables = [table(graph, key) for key in dict.fromkeys(one.key.split("/")[0] for one in series)]
    said = [f"{label}: {of}" for label, of in known.values()]
    said += [f"Denominator ({one.label}): {one.denominator}" for one in tables]
    seams = [
        f"Break on {worded(day)}: {reason}" for one in tables for day, reason in one.breaks
        if first < day < last
    ]
    limits = [f"Not separable ({one.label}): {one.not_separable}" for one in tables]
    by = f" and that was out by {worded(date.fromisoformat(known_by))}" if known_by else ""
    span = f"{_month_of(first)} to {_month_of(_before(last))}"
    chart = Chart(
        name, f"{title}, {span}", tuple(said), panels,
        events(graph, beside, first, last, known_by), *_padded(series, first, last), shared,
        (*notes, *seams, *limits, VINTAGE.format(by=by)), sources(graph, series),
        graph.version, graph.digest[:12],
    )
    gaps = tuple(
        f"Left out of the axis: {_month_of(one.end)} to {_month_of(_before(other.start))}. "
        "No publication here prints figures of these months."
        for one, other in pairwise(spans(chart)) if other.start > one.end
    )
    drawn = tuple(
        event for event in chart.events
        if any(span.start <= event.start < span.end for span in spans(chart))
    )
    return replace(chart, notes=(*gaps, *chart.notes), events=drawn)


def _padded(series: tuple[Series, ...], first: date, last: date) -> tuple[date, date]:
    """Room for the signs of single days at either end."""
    if any(one.shape == "periods" for one in series):
        return first, last
    room = timedelta(days=max(10, (last - first).days // 14))
    return first - room, last + room


def _month_of(day: date) -> str:
    return f"{MONTHS[day.month - 1]} {day.year}"


def _before(day: date) -> date:
    return date.fromordinal(day.toordinal() - 1)
