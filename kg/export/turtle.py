"""One thing in Turtle: what all graphs say of it."""

from __future__ import annotations

from bisect import bisect_left

import pyoxigraph as ox

from kg.engine.value import IRI
from kg.export.rdf import merged, serialized

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.graph import Graph


def describe(graph: Graph, iri: str) -> str:
    """Turtle of the triples whose subject is the thing, or a node of its own below it.

    Nodes below are paragraphs, aliases, derivations, sides, attributions and quantities.
    """
    return serialized(about(graph, iri), ox.RdfFormat.TURTLE).decode()


def about(graph: Graph, iri: str) -> set[ox.Triple]:
    """The triples that describe a thing; none where the graph does not know it."""
    every = subjects(graph)
    # what is below a thing stands together: its address, a slash, and more
    below = every[bisect_left(every, f"{iri}/") : bisect_left(every, f"{iri}0")]
    return merged(
        quad for name in (iri, *below)
        for quad in graph.engine.store.quads_for_pattern(ox.NamedNode(name), None, None, None)
    )


def subjects(graph: Graph) -> list[str]:
    """IRIs of everything that the graph says something of, sorted; read once from an engine."""
    known = graph.engine.memo.setdefault("subjects", {})
    if not known:
        _, rows = graph.select("SELECT DISTINCT ?s WHERE { GRAPH ?g { ?s ?p ?o } }")
        known[""] = sorted(str(row[0]) for row in rows if isinstance(row[0], IRI))
    found: list[str] = known[""]
    return found
