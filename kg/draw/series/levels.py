"""Figures that claims give, to be drawn beside the cells of tables."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from kg.ask.bind import admitted
from kg.ask.evidence import Evidence, evidence
from kg.draw.series.cells import day_of, short_of
from kg.draw.series.chart import Level
from kg.edtf import Edtf
from kg.graph import Graph
from kg.names import CG, GRAPH, ID

#: measure, qualifier, bounds, first and last day, the days in words
_Figure = tuple[str, str, float, float, date, date, str]
#: an uncertain day within less than this is drawn as one day
_SHORT = timedelta(days=8)
_LONG = timedelta(days=62)
_NO_TIME = "no time given"
_FIGURES = f"""PREFIX cg: <{CG}> PREFIX graph: <{GRAPH}>
SELECT DISTINCT ?claim ?measure ?comparator ?value ?low ?high ?period ?valid ?stated ?until
  ?word WHERE {{
  VALUES ?measure {{ %s }}
  GRAPH graph:claims {{
    ?figure cg:measure ?measure ; cg:comparator ?comparator .
    ?claim cg:quantity ?figure ; cg:statedEarliest ?stated ;
      cg:statedLatest ?until ; cg:polarity cg:polarity-affirmed ;
      cg:stance ?stance .
    FILTER(?stance IN (cg:stance-asserted, cg:stance-interested-party, cg:stance-hedged))
    OPTIONAL {{ ?figure cg:value ?value }} OPTIONAL {{ ?figure cg:low ?low }}
    OPTIONAL {{ ?figure cg:high ?high }} OPTIONAL {{ ?figure cg:period ?period }}
    OPTIONAL {{ ?claim cg:valid ?valid }}
  }}
  OPTIONAL {{ GRAPH graph:vocabulary {{
    ?comparator <http://www.w3.org/2004/02/skos/core#prefLabel> ?word }} }}
"""


def levels(
    graph: Graph, measures: Iterable[str], start: date, end: date, known_by: str | None = None
) -> dict[str, tuple[Level, ...]]:
    """Figures of claims by measure, as far as they touch the days from start to before end.

    A figure for which no time is given stands on the days on which it may have been said; where
    these are many, it stands nowhere (``placed``).
    Equal figures for equal days stand once, with all their sources.
    """
    names = " ".join(f"<{ID}{name}>" for name in measures)
    _, rows = graph.select(_FIGURES % names + admitted("?claim", None, known_by) + "\n}")
    behind = evidence(graph.engine, {short_of(row[0]) for row in rows})
    found: dict[_Figure, list[tuple[str, Evidence]]] = {}
    for claim, measure, comparator, value, low, high, period, valid, stated, until, word in rows:
        numbers = [float(str(n)) for n in (value, low, high) if n is not None]
        if not numbers:
            continue
        first, last, days = _days(period, valid, day_of(stated), day_of(until))
        if first >= end or (last or first) < start:
            continue
        qualifier = str(word or short_of(comparator).removeprefix("cg:comparator-"))
        figure = (
            short_of(measure), qualifier, min(numbers), max(numbers), first, last or date.max, days
        )
        found.setdefault(figure, []).append((short_of(claim), behind[short_of(claim)]))
    result: dict[str, list[Level]] = {}
    for figure in sorted(found, key=lambda f: (f[0], f[4], f[2])):
        name, qualifier, least, most, begins, ends, said_of = figure
        claims = sorted(found[figure], key=lambda one: one[0])
        said = list(dict.fromkeys(f"{one.asserter}, {one.document} {one.place}".strip()
                                  for _, one in claims))
        result.setdefault(name, []).append(
            Level(
                " ".join(claim for claim, _ in claims), name, qualifier, least, most,
                begins, None if ends == date.max else ends, said_of, "; ".join(said),
                not said_of.startswith(_NO_TIME) or ends == date.max or ends - begins < _LONG,
            )
        )
    return {name: tuple(figures) for name, figures in result.items()}


def _days(
    period: object, valid: object, stated: date, until: date
) -> tuple[date, date | None, str]:
    """First day, last day (None for a single day), and the days in words."""
    for text in (period, valid):
        if text is None:
            continue
        days = Edtf.parse(str(text))
        if days.start is None:
            continue
        first = days.start[0]
        if not days.is_interval:
            last = days.start[1]
            return first, None if last - first < _SHORT else last, str(text)
        if days.end is not None:
            return first, days.end[1], str(text)
        return first, None, f"{text}, end not given"
    return (
        stated, None if until - stated < _SHORT else until,
        f"{_NO_TIME}, stated {stated.isoformat()}"
        + (f" to {until.isoformat()}" if until > stated else ""),
    )
