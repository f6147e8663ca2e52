"""One thing in Turtle: what all graphs say of it."""

from __future__ import annotations

import pyoxigraph as ox

from kg.export.rdf import merged, serialized

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.graph import Graph


def describe(graph: Graph, iri: str) -> str:
    """Turtle of the triples whose subject is the thing, or a node of its own below it.

    Nodes below are paragraphs, aliases, derivations, sides, attributions and quantities.
    """
    return serialized(
        merged(
            quad for quad in graph.quads()
            if isinstance(quad.subject, ox.NamedNode)
            and f"{quad.subject.value}/".startswith(f"{iri}/")
        ),
        ox.RdfFormat.TURTLE,
    ).decode()
