"""Events beside figures: when policies, orders, statutes and decisions began to hold."""

from __future__ import annotations

from datetime import date

from kg.ask.bind import admitted
from kg.draw.series.cells import day_of, short_of
from kg.draw.series.chart import Event
from kg.edtf import Edtf
from kg.errors import KgError
from kg.graph import Graph
from kg.names import CG, GRAPH
from kg.suggest import did_you_mean

#: name of a set → classes and kinds of instruments that belong to it
SETS: dict[str, tuple[str, ...]] = {
    "policies": ("Policy", "executive-order", "directive", "statute"),
    "courts": ("decision",),
    "money": ("appropriation",),
    "none": (),
}
_BEGINNINGS = f"""PREFIX cg: <{CG}> PREFIX graph: <{GRAPH}>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?thing ?label ?class ?kind ?whole ?wholeLabel ?start ?valid ?claim WHERE {{
  GRAPH graph:claims {{
    ?claim cg:subject ?thing ; cg:predicate cg:hasStatus ; cg:object <{CG[:-4]}id/in-force> ;
      cg:polarity cg:polarity-affirmed ; cg:earliestStart ?start ; cg:valid ?valid .
  }}
  GRAPH graph:entities {{
    ?thing a ?class ; skos:prefLabel ?label .
    OPTIONAL {{ ?thing cg:instrumentKind ?kind }}
    OPTIONAL {{ ?thing <http://purl.org/dc/terms/isPartOf> ?whole .
                ?whole a ?class ; skos:prefLabel ?wholeLabel }}
  }}
"""
_DATED = f"""PREFIX cg: <{CG}> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT DISTINCT ?thing ?label ?day WHERE {{ GRAPH <{GRAPH}entities> {{
  ?thing a cg:Event ; skos:prefLabel ?label ; cg:date ?day }} }}"""


def events(
    graph: Graph, chosen: str, start: date, end: date, known_by: str | None = None
) -> tuple[Event, ...]:
    """Events from a first day to before a last, in order; those of one day in one.

    ``chosen`` names sets and things, parted by commas: ``policies`` (policies, executive orders,
    directives and statutes of the United States, by the day from which they hold), ``courts``,
    ``money``, ``none``, or ids of events and instruments. Raises KgError (KG602) for others.
    """
    wanted = [name.strip() for name in chosen.split(",") if name.strip()]
    kinds = {kind for name in wanted for kind in SETS.get(name, ())}
    things = {name for name in wanted if name not in SETS}
    found: dict[str, Event] = {}
    known = set(SETS)
    _, rows = graph.select(_BEGINNINGS + admitted("?claim", None, known_by) + "\n}")
    for thing, label, kind, instrument, whole, of, begins, valid, claim in rows:
        key, name = short_of(thing), str(label)
        known.add(key)
        if key not in things and whole is not None:
            # a part that holds from the same day stands for the whole
            key, name = short_of(whole), str(of)
            known.add(key)
        first = Edtf.parse(str(valid)).start
        own = short_of(kind).removeprefix("cg:")
        sort = short_of(instrument).removeprefix("cg:instrument-kind-") if instrument else own
        if first is None or not (key in things or sort in kinds):
            continue
        event = Event(key, name, day_of(begins), first[1], str(valid), (short_of(claim),))
        before = found.get(key)
        if before is None or event.start < before.start:
            found[key] = event
        elif event.start == before.start:
            found[key] = Event(key, name, before.start, min(before.latest, event.latest),
                               before.days, tuple(sorted({*before.claims, short_of(claim)})))
    for thing, label, day in graph.select(_DATED)[1]:
        key = short_of(thing)
        known.add(key)
        first = Edtf.parse(str(day)).start
        if key in things and first is not None:
            found[key] = Event(key, str(label), first[0], first[1], str(day))
    for name in sorted(things - known):
        raise KgError(
            "KG602", f"No dated event is called {name}.{did_you_mean(name, sorted(known))}",
            f"Name one by its id, or a set: {', '.join(SETS)}.",
        )
    return _by_day([e for e in found.values() if start <= e.start < end])


def _by_day(found: list[Event]) -> tuple[Event, ...]:
    result: list[Event] = []
    for event in sorted(found, key=lambda e: (e.start, e.latest, e.label)):
        last = result[-1] if result else None
        if last and (last.start, last.latest) == (event.start, event.latest):
            result[-1] = Event(
                f"{last.key} {event.key}", f"{last.label}; {event.label}", last.start,
                last.latest, last.days, (*last.claims, *event.claims),
            )
        else:
            result.append(event)
    return tuple(result)
