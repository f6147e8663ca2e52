"""What the graph holds of a thing itself, and how claims speak of it."""

from __future__ import annotations

import re
from collections import Counter

from kg.api.evidence import days
from kg.api.named import stamp, thing
from kg.ask.evidence import labels
from kg.ask.find import find
from kg.ask.reading import concerning, plain
from kg.ask.related import claims_of
from kg.engine.value import IRI
from kg.frozen import Frozen
from kg.names import BASE, CG, CLAIM, GRAPH, PREFIXES, full, short

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.engine.value import Value
    from kg.graph import Graph

_TYPE, _SKOS = PREFIXES["rdf"] + "type", PREFIXES["skos"]


class Fact(Frozen):
    """One thing that the graph says of another, and in which of its parts."""

    verb: str
    #: the prefixed name of the property
    name: str
    value: Value
    graph: str


def facts(graph: Graph, name: str) -> list[Fact]:
    """What is said of a thing (a short id), sorted by property and value."""
    _, rows = graph.select(
        f"SELECT ?p ?o ?g WHERE {{ GRAPH ?g {{ <{full(name)}> ?p ?o }} "
        f"FILTER(STRSTARTS(STR(?g), '{GRAPH}')) }}"
    )
    found = [Fact(str(p), _prefixed(str(p)), o, str(g).removeprefix(GRAPH)) for p, o, g in rows]
    return sorted(found, key=lambda one: (one.name, str(one.value), one.graph))


def described(
    graph: Graph, name: str, as_of: str | None = None, known_by: str | None = None
) -> dict[str, object]:
    """A thing as ``docs/schema/api.schema.json`` has it; the days narrow the claims counted.

    Raises KgError where nothing has that name or a day is none.
    """
    days(as_of, known_by)
    one = find(graph.engine, name)
    found = facts(graph, one)
    known = labels(graph.engine, {v for f in found for v in (f.verb, f.value) if isinstance(v, str)
                                  and v.startswith(BASE)})

    def shown(value: Value) -> object:
        if isinstance(value, IRI):
            return {"id": value.short, "label": known.get(value) or _spelt(value)}
        return plain(value)

    def texts(*names: str) -> list[str]:
        return [str(f.value) for f in found if f.verb in names]

    return {
        "thing": thing(graph, one),
        "iri": full(one),
        "graph": stamp(graph),
        "kinds": [shown(f.value) for f in found if f.verb == _TYPE],
        "definition": next(iter(texts(_SKOS + "definition")), None),
        "names": texts(_SKOS + "altLabel"),
        "properties": [
            {
                "property": {"id": f.name, "label": known.get(f.verb) or _spelt(f.verb)},
                "value": shown(f.value),
                "graph": f.graph,
            }
            for f in found
        ],
        "claims": len(claims_of(graph.engine, one, as_of, known_by)),
        "roles": _roles(graph, one),
        "cells": len(concerning(graph.engine, one)),
    }


def _roles(graph: Graph, name: str) -> dict[str, int]:
    """How many claims name a thing as what: subject, object, speaker, statedIn …"""
    _, rows = graph.select(
        f"SELECT ?node ?way WHERE {{ GRAPH <{GRAPH}claims> {{ ?node ?way <{full(name)}> }} }}"
    )
    # speakers and measures stand in nodes below their claim: document/claim/quantity
    claims = {(str(way).removeprefix(CG), tuple(str(node).removeprefix(CLAIM).split("/")[:2]))
              for node, way in rows if str(way).startswith(CG)}
    return dict(sorted(Counter(way for way, _ in claims).items()))


def _spelt(iri: str) -> str:
    """The last part of a foreign term's IRI as words; any other IRI as it is."""
    if iri.startswith(BASE) or not any(iri.startswith(space) for space in PREFIXES.values()):
        return short(iri)
    from kg.draw.style import words

    return words(re.split("[/#]", iri)[-1]).lower()


def _prefixed(iri: str) -> str:
    for prefix, space in PREFIXES.items():
        if iri.startswith(space):
            return f"{prefix}:{iri.removeprefix(space)}"
    return iri
