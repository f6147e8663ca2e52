"""Plain triples: the links of a day as direct edges, with the links and claims behind them."""

from __future__ import annotations

from typing import BinaryIO

import pyoxigraph as ox

from kg.export.rdf import serialized
from kg.names import CG, CLAIM, GRAPH, PREFIXES, full

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.export.exporter import Times
    from kg.graph import Graph
    from kg.network.build import Network

_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_LABEL = ox.NamedNode(PREFIXES["skos"] + "prefLabel")
_RDFS_LABEL = ox.NamedNode(PREFIXES["rdfs"] + "label")
_SUPPORT = {ox.NamedNode(CG + name) for name in ("supportedBy", "disputedBy")}
_LEFT_OUT = ox.NamedNode(CG + "premise")
_HEAD = """\
# Direct edges are what claims say, not facts: how strongly, by whom and where stands on the
# link (cg:subject, cg:predicate, cg:object) and its cg:supportedBy. Negated links have no edge.
# Valid on: {as_of}. Known by: {known_by}.
"""


def write(graph: Graph, stream: BinaryIO, times: Times) -> None:
    """Write affirmed links as edges, and all links with their claims, as Turtle."""
    network = graph.network(*times)
    quads = graph.quads()
    triples = {*_edges(network), *_links(network, quads)}
    triples |= set(_claims(network, quads))
    mentioned = {t for triple in triples for t in (triple.subject, triple.predicate, triple.object)}
    triples |= {q.triple for q in quads if q.subject in mentioned and _names(q)}
    head = _HEAD.format(as_of=times.as_of or "any day", known_by=times.known_by or "any day")
    stream.write(head.encode())
    stream.write(serialized(triples, ox.RdfFormat.TURTLE))


def _edges(network: Network) -> Iterator[ox.Triple]:
    for source, target, data in network.edges(data=True):
        if data["polarity"] == "affirmed":
            yield ox.Triple(_node(source), _node(data["predicate"]), _node(target))


def _links(network: Network, quads: list[ox.Quad]) -> Iterator[ox.Triple]:
    """Link nodes; of their claims, those admitted only."""
    admitted = {
        (_node(link), _node(claim))
        for _, _, link, data in network.edges(keys=True, data=True)
        for claim in (*data["claims"], *data["disputed"])
    }
    links = {link for link, _ in admitted}
    for quad in quads:
        if quad.subject not in links or quad.predicate == _LEFT_OUT:
            continue
        if quad.predicate not in _SUPPORT or (quad.subject, quad.object) in admitted:
            yield quad.triple


def _claims(network: Network, quads: list[ox.Quad]) -> Iterator[ox.Triple]:
    """Everything said of the claims, with attributions and quantities."""
    wanted = {
        full(claim) for _, _, data in network.edges(data=True)
        for claim in (*data["claims"], *data["disputed"])
    }
    graph = ox.NamedNode(GRAPH + "claims")
    for quad in quads:
        if quad.graph_name == graph and isinstance(quad.subject, ox.NamedNode):
            # a claim is <document>/<key>; its attributions and quantity stand below it
            parts = quad.subject.value.removeprefix(CLAIM).split("/")
            if f"{CLAIM}{'/'.join(parts[:2])}" in wanted:
                yield quad.triple


def _names(quad: ox.Quad) -> bool:
    graph = quad.graph_name
    if graph == ox.NamedNode(GRAPH + "entities"):
        return quad.predicate in (_TYPE, _LABEL)
    return graph == ox.NamedNode(GRAPH + "vocabulary") and quad.predicate in (_LABEL, _RDFS_LABEL)


def _node(short_id: str) -> ox.NamedNode:
    return ox.NamedNode(full(short_id))
