"""Graphs by themselves, the dataset's description, and the service's."""

from __future__ import annotations

from urllib.parse import quote

import pyoxigraph as ox
import pytest
import rdflib
from rdflib import RDF, RDFS, URIRef

from kg.graph import Graph
from kg.names import BASE, GRAPH, GRAPHS
from tests.serve.running import Running

FORMATS = {
    "text/turtle": "turtle", "application/n-triples": "nt", "application/rdf+xml": "xml",
    "application/ld+json": "json-ld",
}
SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
VOID = rdflib.Namespace("http://rdfs.org/ns/void#")
#: every term of the service description's vocabulary that a description may use
TERMS = {
    "Service", "Dataset", "Graph", "NamedGraph", "GraphCollection", "Language", "Feature",
    "endpoint", "feature", "defaultDataset", "availableGraphs", "resultFormat", "inputFormat",
    "supportedLanguage", "defaultGraph", "namedGraph", "name", "graph", "SPARQL10Query",
    "SPARQL11Query", "SPARQL11Update", "DereferencesURIs", "UnionDefaultGraph", "RequiresDataset",
    "EmptyGraphs", "BasicFederatedQuery",
}


def _parsed(server: Running, path: str, accept: str = "text/turtle") -> rdflib.Graph:
    found = server.ask("GET", path, None, {"Accept": accept})
    assert (found.status, found.kind) == (200, accept), found.text[:200]
    text, form = found.body, FORMATS[accept]
    if form == "json-ld":
        # rdflib warns of its own reader
        triples = [q.triple for q in ox.parse(text, format=ox.RdfFormat.JSON_LD)]
        text, form = ox.serialize(triples, format=ox.RdfFormat.N_TRIPLES) or b"", "nt"
    return rdflib.Graph().parse(data=text, format=form, publicID=BASE)


@pytest.mark.parametrize("name", GRAPHS)
def test_a_graph_has_two_addresses(server: Running, graph: Graph, name: str) -> None:
    by_name = server.ask("GET", f"/graph/{name}", None, {"Accept": "application/n-triples"})
    by_store = server.ask("GET", f"/store?graph={quote(GRAPH + name, safe='')}", None,
                          {"Accept": "application/n-triples"})
    assert by_name.body == by_store.body
    held = graph.engine.store.quads_for_pattern(None, None, None, ox.NamedNode(GRAPH + name))
    given = ox.parse(by_name.body, format=ox.RdfFormat.N_TRIPLES)
    assert {quad.triple for quad in given} == {quad.triple for quad in held}


@pytest.mark.parametrize("accept", FORMATS)
def test_a_graph_in_every_format(server: Running, graph: Graph, accept: str) -> None:
    meta = ox.NamedNode(f"{GRAPH}meta")
    held = list(graph.engine.store.quads_for_pattern(None, None, None, meta))
    assert len(_parsed(server, "/graph/meta", accept)) == len(held) > 20


def test_the_default_graph_is_there_and_empty(server: Running) -> None:
    assert len(_parsed(server, "/store?default")) == 0


def test_head_of_a_graph(server: Running) -> None:
    whole, head = server.ask("GET", "/graph/meta"), server.ask("HEAD", "/graph/meta")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == str(len(whole.body))
    assert server.ask("HEAD", "/graph/none").status == 404


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/graph/claim", 404, "KG913"),
        ("/store?graph=http%3A%2F%2Fexample.org%2F", 404, "KG913"),
        ("/store", 400, "KG915"),
        ("/store?graph=", 400, "KG915"),
        ("/store?graph=claims", 400, "KG915"),
        ("/store?graph=%3Ca%3Ab%3E", 400, "KG915"),
        ("/store?default&graph=http%3A%2F%2Fexample.org%2F", 400, "KG915"),
        ("/store?graph=a%3Ab&graph=a%3Ac", 400, "KG915"),
        ("/graph/..%2F..%2Fetc%2Fpasswd", 404, None),
        ("/graph/%00", 400, "KG915"),
    ],
)
def test_graphs_that_are_not_there(
    server: Running, path: str, status: int, code: str | None
) -> None:
    found = server.ask("GET", path)
    assert found.status == status
    assert code is None or found.json()["code"] == code


def test_a_near_name_is_offered(server: Running) -> None:
    assert f"Did you mean {GRAPH}claims" in server.ask("GET", "/graph/claim").json()["detail"]


@pytest.mark.parametrize("path", ["/graph/claims", "/store?default", "/.well-known/void"])
@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "PATCH"])
def test_nothing_is_written(server: Running, method: str, path: str) -> None:
    found = server.ask(method, path, b"<a:a> <a:b> <a:c> .", {"Content-Type": "text/turtle"})
    assert (found.status, found.headers["allow"]) == (405, "GET, HEAD, OPTIONS")


def test_a_graph_is_not_a_table(server: Running) -> None:
    assert server.ask("GET", "/graph/meta", None, {"Accept": "text/csv"}).status == 406


@pytest.fixture(scope="module")
def service(server: Running) -> rdflib.Graph:
    return _parsed(server, "/sparql")


def _endpoint(server: Running) -> URIRef:
    return URIRef(f"http://127.0.0.1:{server.port}/sparql")


@pytest.mark.parametrize("accept", FORMATS)
def test_returns_rdf(server: Running, service: rdflib.Graph, accept: str) -> None:
    """The first of the W3C's three cases of the service description."""
    assert set(_parsed(server, "/sparql", accept)) == set(service)


def test_has_endpoint_triple(server: Running, service: rdflib.Graph) -> None:
    """The second."""
    assert list(service.objects(None, SD.endpoint)) == [_endpoint(server)]


def test_conforms_to_schema(service: rdflib.Graph) -> None:
    """The third: one service, and only terms that the vocabulary has."""
    assert len(list(service.subjects(RDF.type, SD.Service))) == 1
    used = {str(term).removeprefix(SD) for triple in service for term in triple
            if str(term).startswith(SD)}
    assert used <= TERMS


def test_the_description_is_true(server: Running, graph: Graph, service: rdflib.Graph) -> None:
    one = service.value(None, RDF.type, SD.Service)
    assert set(service.objects(one, SD.supportedLanguage)) == {SD.SPARQL11Query}
    assert not set(service.objects(one, SD.feature))
    dataset = service.value(one, SD.defaultDataset)
    default = service.value(dataset, SD.defaultGraph)
    assert str(service.value(default, VOID.triples)) == "0"
    counted = {}
    for named in service.objects(dataset, SD.namedGraph):
        name = str(service.value(named, SD.name))
        counted[name] = int(str(service.value(service.value(named, SD.graph), VOID.triples)))
    rows = graph.select("SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")[1]
    assert counted == {str(g): n for g, n in rows}
    assert "20 seconds" in str(service.value(one, RDFS.comment))


def test_every_format_that_is_described_is_had(server: Running, service: rdflib.Graph) -> None:
    formats = {str(o).rpartition("/")[2] for o in service.objects(None, SD.resultFormat)}
    assert formats == {
        "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
        "Turtle", "N-Triples", "RDF_XML", "JSON-LD", "TriG", "N-Quads",
    }


def test_a_browser_gets_no_description_that_it_cannot_read(server: Running) -> None:
    assert server.ask("GET", "/sparql", None, {"Accept": "text/html"}).status == 406


@pytest.fixture(scope="module")
def size(graph: Graph) -> int:
    """How many triples all graphs have together, each counted once."""
    query = "SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { GRAPH ?g { ?s ?p ?o } } }"
    return int(str(graph.select(query)[1][0][0]))


@pytest.mark.parametrize("accept", FORMATS)
def test_void_at_the_well_known_place(server: Running, size: int, accept: str) -> None:
    found = _parsed(server, "/.well-known/void", accept)
    assert found.value(URIRef(BASE), VOID.sparqlEndpoint) == _endpoint(server)
    assert int(str(found.value(URIRef(BASE), VOID.triples))) == size
