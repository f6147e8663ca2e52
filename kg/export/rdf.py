"""The whole graph in RDF: TriG, N-Quads, RDF/XML; sorted, so that equal graphs are equal files.

Everything is written by pyoxigraph's serializer from sorted quads; a dump of its store has no
fixed order.
"""

from __future__ import annotations

from typing import Any, BinaryIO

import pyoxigraph as ox

from kg.names import PREFIXES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.export.exporter import Times
    from kg.graph import Graph

_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")


def trig(graph: Graph, stream: BinaryIO, times: Times) -> None:
    """Write the named graphs as TriG."""
    stream.write(serialized(graph.quads(), ox.RdfFormat.TRIG))


def nquads(graph: Graph, stream: BinaryIO, times: Times) -> None:
    """Write the named graphs as N-Quads."""
    stream.write(serialized(graph.quads(), ox.RdfFormat.N_QUADS))


def rdfxml(graph: Graph, stream: BinaryIO, times: Times) -> None:
    """Write all graphs merged as RDF/XML."""
    stream.write(serialized(merged(graph.quads()), ox.RdfFormat.RDF_XML))


def turtle(graph: Graph, stream: BinaryIO, times: Times) -> None:
    """Write all graphs merged as Turtle."""
    stream.write(serialized(merged(graph.quads()), ox.RdfFormat.TURTLE))


def merged(quads: Iterable[ox.Quad]) -> set[ox.Triple]:
    """The triples of all graphs, each once."""
    return {quad.triple for quad in quads}


def serialized(items: Iterable[ox.Quad] | Iterable[ox.Triple], form: ox.RdfFormat) -> bytes:
    """The items, sorted, with the prefixes they use in the order of their names."""
    ordered: Any = sorted(items, key=order)
    written = ox.serialize(ordered, format=form, prefixes=_used(ordered)) or b""
    if form not in (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG):
        return written
    lines = written.splitlines(keepends=True)
    count = next((i for i, x in enumerate(lines) if not x.startswith(b"@prefix")), len(lines))
    return b"".join(sorted(lines[:count])) + b"\n" + b"".join(lines[count:])


def order(item: ox.Quad | ox.Triple) -> tuple[str, str, bool, str, str]:
    """What items are sorted by: graph, subject, class first, predicate, object."""
    graph = str(item.graph_name) if isinstance(item, ox.Quad) else ""
    # a thing comes before the nodes below it, so the bracket of the IRI is left out
    subject = str(item.subject).strip("<>")
    return graph, subject, item.predicate != _TYPE, item.predicate.value, str(item.object)


def _used(items: Iterable[ox.Quad | ox.Triple]) -> dict[str, str]:
    """Prefixes whose namespace one of the items uses."""
    iris: set[str] = set()
    for item in items:
        graph = item.graph_name if isinstance(item, ox.Quad) else None
        for term in (item.subject, item.predicate, item.object, graph):
            if isinstance(term, ox.NamedNode):
                iris.add(term.value)
            elif isinstance(term, ox.Literal):
                iris.add(term.datatype.value)
    spaces = {iri[: max(iri.rfind("/"), iri.rfind("#")) + 1] for iri in iris}
    # a claim's IRI has a slash after the namespace
    return {p: s for p, s in PREFIXES.items() if any(space.startswith(s) for space in spaces)}
