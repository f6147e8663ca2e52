"""The graph ``meta``: what the dataset and each named graph are, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pyoxigraph as ox

from kg.compile.terms import Graph, Node, number, text
from kg.names import BASE, CG, GRAPH
from kg.version import VERSION

_LICENCE = Node("https://creativecommons.org/licenses/by/4.0/")
_ABOUT = {
    "vocabulary": "Classes, properties and closed vocabularies.",
    "entities": "Entities and documents, as curated.",
    "claims": "Claims with attribution, time and verification, as curated.",
    "curation": "Conflicts and relations between claims, as curated.",
    "inferred": "What the named rules derive, each with its rule and premises.",
    "observations": "Cells of published tables.",
    "meta": "This description.",
}


def describe(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """Quads that describe the dataset and its named graphs; counts leave ``meta`` out."""
    counts = Counter(
        quad.graph_name.value.removeprefix(GRAPH)
        for quad in quads
        if isinstance(quad.graph_name, ox.NamedNode)
    )
    graph, dataset = Graph("meta"), Node(BASE)
    graph.add(dataset, "rdf:type", Node("http://rdfs.org/ns/void#Dataset"))
    graph.add(dataset, "rdf:type", Node("http://www.w3.org/ns/dcat#Dataset"))
    graph.add(dataset, "dcterms:title", text("Custody Graph"))
    graph.add(
        dataset,
        "dcterms:description",
        text("Evidence-backed claims about US immigration detention and release."),
    )
    graph.add(dataset, "dcterms:license", _LICENCE)
    graph.add(dataset, "dcterms:creator", text("Custody Graph contributors"))
    graph.add(dataset, "owl:versionInfo", VERSION)
    graph.add(dataset, "void:vocabulary", Node(CG))
    graph.add(dataset, "void:triples", number(sum(counts.values())))
    for name, count in sorted({**counts, "meta": 0}.items()):
        part = Node(GRAPH + name)
        graph.add(dataset, "void:subset", part)
        graph.add(part, "rdf:type", Node("http://rdfs.org/ns/void#Dataset"))
        graph.add(part, "dcterms:title", text(f"Graph {name}"))
        graph.add(part, "dcterms:description", text(_ABOUT[name]))
        graph.add(part, "dcterms:license", _LICENCE)
        graph.add(part, "dcterms:creator", text("Custody Graph contributors"))
        if name != "meta":
            graph.add(part, "void:triples", number(count))
    return graph.quads
