"""Small random graphs in which claims share propositions, so that links gain and lose support."""

from __future__ import annotations

import random
from datetime import date
from functools import cache

import pyoxigraph as ox

from kg.compile.terms import Graph, Node, cg, concept, day, text
from kg.names import CG, CLAIM, ID, PREFIXES
from kg.store.build import complete, vocabulary

_KEPT = {
    *(CG + name for name in ("family", "sign", "bearingDirection", "shortWording", "supports")),
    PREFIXES["rdfs"] + "label",
}
_DOCUMENTS = {"root": (), "copy": ("root",), "both": ("copy", "other"), "other": ()}
_PREDICATES = ("leadsTo", "leadsTo", "prevents", "permits", "isWeighedFor", "followedBy",
               "isConditionOf")
_DAYS = [date(2025, month, 3) for month in (1, 2, 3)]


@cache
def _terms() -> tuple[ox.Quad, ...]:
    return tuple(quad for quad in vocabulary() if quad.predicate.value in _KEPT)


def _ref(name: str) -> Node:
    return Node(ID + name)


def _entities() -> list[ox.Quad]:
    graph = Graph("entities")
    for name, kind, above in (
        ("f0", "Factor", ()), ("f1", "Factor", ("f0",)), ("f2", "Factor", ("f1",)),
        ("f3", "Factor", ()), ("arrest", "Event", ()), ("ice", "Agency", ()),
        ("sources", "UnnamedSources", ()), ("release", "Outcome", ()),
        ("parole", "Outcome", ("release",)), ("detention", "Outcome", ()),
    ):
        graph.add(_ref(name), "rdf:type", cg(kind))
        graph.add(_ref(name), "skos:prefLabel", text(name.title()))
        graph.add(_ref(name), "skos:broader", *(_ref(x) for x in above))
    for name, roots in _DOCUMENTS.items():
        graph.add(_ref(name), "rdf:type", cg("Document"))
        graph.add(_ref(name), "skos:prefLabel", text(name.title()))
        graph.add(_ref(name), "prov:wasDerivedFrom", *(_ref(x) for x in roots))
    return graph.quads


def _claim(rng: random.Random, graph: Graph, number: int, earlier: list[Node]) -> Node:
    document = rng.choice(list(_DOCUMENTS))
    one = Node(f"{CLAIM}{document}/c{number}")
    predicate = rng.choice(_PREDICATES)
    things = ["f0", "f1", "f2", "f3", "arrest"]
    about_claim = predicate == "isConditionOf" and earlier
    obj = rng.choice(earlier) if about_claim else _ref(rng.choice(
        ["release", "release", "parole", "detention", *things]))
    graph.add(one, "rdf:type", cg("Claim"))
    graph.add(one, "cg:text", text(f"Claim {number}."))
    graph.add(one, "cg:subject", _ref(rng.choice(things)))
    graph.add(one, "cg:predicate", cg(predicate))
    graph.add(one, "cg:object", obj)
    for name in ("condition", "exception"):
        if rng.random() < 0.15:
            graph.add(one, f"cg:{name}", _ref(rng.choice(things)))
    for scheme, values in (
        ("polarity", ["affirmed"] * 7 + ["negated"]), ("modality", ["does", "does", "may"]),
        ("stance", ["asserted"] * 5 + ["hedged", "denied", "no-evidence"]),
        ("rank", ["normal"] * 9 + ["deprecated"]),
    ):
        graph.add(one, f"cg:{scheme}", concept(scheme, rng.choice(values)))
    if rng.random() < 0.3:
        graph.add(one, "cg:stage", *(concept("stage", s) for s in rng.sample("abd", 2)))
    speaker, manner = rng.choice([("ice", "institutional"), ("sources", "unnamed")])
    step = Node(one.value + "/attribution/1")
    graph.add(one, "cg:asserter", _ref(speaker))
    graph.add(one, "cg:asserterManner", concept("manner", manner))
    graph.add(one, "cg:attribution", step)
    graph.add(step, "cg:position", ox.Literal(1))
    graph.add(step, "cg:speaker", _ref(speaker))
    graph.add(step, "cg:manner", concept("manner", manner))
    graph.add(one, "cg:statedIn", _ref(document))
    if rng.random() < 0.3:
        graph.add(one, "cg:seenIn", *(_ref(x) for x in rng.sample(list(_DOCUMENTS), 2)))
    if earlier and rng.random() < 0.1:
        graph.add(one, "cg:premise", rng.choice(earlier))
    first, second = _DAYS[:2]
    start, end = rng.choice([(None, None), (first, second), (second, None), (None, second)])
    graph.add(one, "cg:earliestStart", day(start) if start else None)
    graph.add(one, "cg:latestEnd", day(end) if end else None)
    graph.add(one, "cg:knownFrom", day(rng.choice(_DAYS)))
    return one


def dense(seed: int) -> list[ox.Quad]:
    """All quads of a random graph of 20 claims over ten things and four documents."""
    rng = random.Random(seed)  # noqa: S311 - not for secrets
    graph = Graph("claims")
    earlier: list[Node] = []
    for number in range(20):
        earlier.append(_claim(rng, graph, number, earlier))
    return complete([*graph.quads, *_entities(), *_terms()])
