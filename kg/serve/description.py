"""The operations ``description`` and ``void``: what the service is, and what the dataset is."""

from __future__ import annotations

import pyoxigraph as ox

from kg.compile.terms import Node, number, text
from kg.export.rdf import serialized
from kg.export.void import described
from kg.names import PREFIXES
from kg.serve.negotiate import SOLUTIONS, TRIPLES
from kg.serve.reply import Reply
from kg.serve.result import GRAPHS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from kg.graph import Graph
    from kg.serve.limits import Limits

SD = "http://www.w3.org/ns/sparql-service-description#"
#: what the W3C calls the formats
FORMATS = {
    "application/sparql-results+json": "SPARQL_Results_JSON",
    "application/sparql-results+xml": "SPARQL_Results_XML",
    "text/csv": "SPARQL_Results_CSV",
    "text/tab-separated-values": "SPARQL_Results_TSV",
    "text/turtle": "Turtle",
    "application/n-triples": "N-Triples",
    "application/rdf+xml": "RDF_XML",
    "application/ld+json": "JSON-LD",
    "application/trig": "TriG",
    "application/n-quads": "N-Quads",
}
_FORMAT = "http://www.w3.org/ns/formats/"
_TYPE = PREFIXES["rdf"] + "type"


def description(graph: Graph, limits: Limits, arguments: Mapping[str, Any]) -> Reply:
    """The SPARQL 1.1 Service Description; arguments: ``endpoint`` and ``media_type``."""
    found = set(_service(graph, limits, arguments["endpoint"]))
    return _reply(found, arguments["media_type"])


def void(graph: Graph, limits: Limits, arguments: Mapping[str, Any]) -> Reply:
    """VoID of the dataset with its endpoint; arguments: ``endpoint`` and ``media_type``."""
    return _reply(described(graph, arguments["endpoint"]), arguments["media_type"])


def _reply(found: set[ox.Triple], media_type: str) -> Reply:
    return Reply(200, media_type, {}, serialized(found, GRAPHS[media_type]))


def _service(graph: Graph, limits: Limits, endpoint: str) -> Iterator[ox.Triple]:
    service, dataset = endpoint + "#service", endpoint + "#dataset"
    default = endpoint + "#default-graph"

    def say(subject: str, name: str, value: ox.NamedNode | ox.Literal) -> ox.Triple:
        return ox.Triple(Node(subject), Node(name), value)

    yield say(service, _TYPE, Node(SD + "Service"))
    yield say(service, SD + "endpoint", Node(endpoint))
    yield say(service, SD + "supportedLanguage", Node(SD + "SPARQL11Query"))
    for media_type in (*SOLUTIONS, *TRIPLES):
        if media_type in FORMATS:
            yield say(service, SD + "resultFormat", Node(_FORMAT + FORMATS[media_type]))
    yield say(service, PREFIXES["rdfs"] + "comment", text(
        f"Read-only. A query may take {limits.seconds:g} seconds and give {limits.rows} rows. "
        "The default graph is empty: everything is in named graphs. "
        "DESCRIBE without a dataset describes from all of them. SERVICE is refused."
    ))
    yield say(service, SD + "defaultDataset", Node(dataset))
    yield say(service, SD + "availableGraphs", Node(dataset))
    yield say(dataset, _TYPE, Node(SD + "Dataset"))
    yield say(dataset, _TYPE, Node(SD + "GraphCollection"))
    yield say(dataset, SD + "defaultGraph", Node(default))
    yield say(default, _TYPE, Node(SD + "Graph"))
    yield say(default, PREFIXES["void"] + "triples", number(0))
    for name, count in _counts(graph):
        named = f"{endpoint}#{name.rpartition('/')[2]}"
        yield say(dataset, SD + "namedGraph", Node(named))
        yield say(named, _TYPE, Node(SD + "NamedGraph"))
        yield say(named, SD + "name", Node(name))
        yield say(named, SD + "graph", Node(name))
        yield say(name, _TYPE, Node(SD + "Graph"))
        yield say(name, PREFIXES["void"] + "triples", number(count))


def _counts(graph: Graph) -> list[tuple[str, int]]:
    _, rows = graph.select(
        "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"
    )
    return [(str(name), int(str(count))) for name, count in rows]


OPERATIONS = {"description": description, "void": void}
