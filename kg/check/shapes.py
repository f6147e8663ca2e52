"""The shapes over the data: what a consumer of the published graph may rely on."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import pyoxigraph as ox

from kg import paths

if TYPE_CHECKING:
    from rdflib import Graph

#: IRI of the node, IRI of the property or None, and what is wrong
Violation = tuple[str, str | None, str]


def shapes_graph() -> Graph:
    """The shapes of ``ontology/shapes.ttl``."""
    from rdflib import Graph

    return Graph().parse(Path(paths.ONTOLOGY, "shapes.ttl"), format="turtle")


def merged(quads: Iterable[ox.Quad]) -> Graph:
    """All named graphs as one graph, as the shapes are meant to see them."""
    from rdflib import Graph

    lines = ox.serialize(
        (ox.Triple(q.subject, q.predicate, q.object) for q in quads),
        format=ox.RdfFormat.N_TRIPLES,
    )
    return Graph().parse(data=lines, format="nt")


def validate(quads: Iterable[ox.Quad], shapes: Graph | None = None) -> list[Violation]:
    """Every node and property that breaks a shape, sorted, each once.

    The quads must include the graph ``vocabulary``: targets follow the class hierarchy.
    """
    from pyshacl import validate as run
    from rdflib import Graph
    from rdflib.namespace import RDF, SH

    _, report, _ = run(
        merged(quads),
        shacl_graph=shapes or shapes_graph(),
        inplace=True,
        do_owl_imports=False,
        meta_shacl=False,
        advanced=False,
    )
    if not isinstance(report, Graph):
        raise TypeError(f"the report is no graph: {report!r}")
    found = set[Violation]()
    for result in report.subjects(RDF.type, SH.ValidationResult):
        focus = str(report.value(result, SH.focusNode))
        path = report.value(result, SH.resultPath)
        message = str(report.value(result, SH.resultMessage, any=True))
        found.add((focus, str(path) if path is not None else None, message))
    return sorted(found, key=lambda one: (one[0], one[1] or "", one[2]))
