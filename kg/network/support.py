"""What rests on what: origin → document → claim → link; claim → bearing → factor."""

from __future__ import annotations

import networkx as nx

from kg.engine.value import IRI, Value
from kg.names import PREFIXES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    from kg.ask.evidence import Engine

    Support: TypeAlias = nx.DiGraph[str]

_PREFIXES = " ".join(f"PREFIX {n}: <{PREFIXES[n]}>" for n in ("cg", "graph", "prov"))
#: kinds of edge, from what supports to what is supported, as patterns
_EDGES = {
    "derived": "GRAPH graph:entities { ?b prov:wasDerivedFrom ?a }",
    "spoken-in": (
        "GRAPH graph:inferred { ?a cg:originOf ?c } GRAPH graph:claims { ?c cg:statedIn ?b }"
    ),
    "origin": "GRAPH graph:inferred { ?a cg:originOf ?b }",
    "stated-in": "GRAPH graph:claims { ?b cg:statedIn ?a }",
    "seen-in": "GRAPH graph:claims { ?b cg:seenIn ?a }",
    "premise": "GRAPH graph:claims { ?b cg:premise ?a }",
    "supports": "GRAPH graph:inferred { ?b cg:supportedBy ?a }",
    "bears": "GRAPH graph:inferred { ?b a cg:Bearing ; cg:claim ?a }",
    # a condition of a claim bears on nothing where that claim is gone
    "target": (
        "GRAPH graph:inferred { ?b a cg:Bearing ; cg:claim ?c } "
        "GRAPH graph:claims { ?c cg:predicate cg:isConditionOf ; cg:object ?a }"
    ),
    "counts": "GRAPH graph:inferred { ?a cg:countsToward ?b }",
}
_NODES = {
    "document": "GRAPH graph:entities { ?x a ?about } FILTER(?about = cg:Document)",
    "claim": "GRAPH graph:claims { ?x a cg:Claim ; cg:asserterManner ?about }",
    "origin": "GRAPH graph:inferred { ?x a ?about } FILTER(?about = cg:Origin)",
    "bearing": "GRAPH graph:inferred { ?x a ?about } FILTER(?about = cg:Bearing)",
    "factor": "GRAPH graph:inferred { ?about cg:countsToward ?x }",
}


def support(engine: Engine) -> Support:
    """What supports what: nodes have ``kind``, claims ``manner``, links ``label``, edges ``how``.

    A bearing counts for its factor and for every broader one. Raises KgError where the engine
    refuses a query.
    """
    graph: Support = nx.DiGraph()
    for kind, pattern in _NODES.items():
        for name, about in _pairs(engine, "?x ?about", pattern):
            graph.add_node(name, kind=kind, manner=about if kind == "claim" else None)
    for row in _rows(
        engine,
        """SELECT ?link ?polarity ?s ?p ?o WHERE { GRAPH graph:inferred { ?link a cg:Link ;
        cg:polarity ?polarity ; cg:subject ?s ; cg:predicate ?p ; cg:object ?o } }""",
    ):
        link, polarity, subject, predicate, obj = row
        verb = predicate if polarity == "cg:polarity-affirmed" else f"not {predicate}"
        graph.add_node(link, kind="link", label=f"{subject} {verb} {obj}", manner=None)
    for how, pattern in _EDGES.items():
        for one, other in _pairs(engine, "?a ?b", pattern):
            if one in graph and other in graph:
                ways = graph[one][other]["how"] if graph.has_edge(one, other) else frozenset()
                graph.add_edge(one, other, how=ways | {how})
    return graph


def _pairs(engine: Engine, variables: str, pattern: str) -> list[tuple[str, str]]:
    query = f"SELECT DISTINCT {variables} WHERE {{ {pattern} }}"
    return [(row[0], row[1]) for row in _rows(engine, query)]


def _rows(engine: Engine, query: str) -> list[list[str]]:
    """Rows as short ids and texts, sorted."""
    return sorted([_text(v) for v in row] for row in engine.select(f"{_PREFIXES} {query}")[1])


def _text(value: Value) -> str:
    return value.short if isinstance(value, IRI) else str(value)
