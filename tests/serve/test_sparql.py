"""Answers over HTTP: every format holds the same, limits hold, and errors say what to do."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from urllib.parse import quote
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest

from kg.graph import Graph
from kg.names import CLAIM, GRAPH
from kg.serve.pool import Limits
from kg.serve.sparql import sparql
from tests.serve.running import Response, Running

ROWS = "SELECT ?s ?text WHERE { GRAPH graph:claims { ?s a cg:Claim ; cg:text ?text } } LIMIT 50"
TRIPLES = "CONSTRUCT { ?s cg:text ?text } WHERE { GRAPH graph:claims { ?s cg:text ?text } }"
_RESULTS = "{http://www.w3.org/2005/sparql-results#}"


def ask(server: Running, query: str, accept: str = "*/*", more: str = "") -> Response:
    return server.ask("GET", f"/sparql?query={quote(query)}{more}", None, {"Accept": accept})


@pytest.fixture(scope="module")
def expected(graph: Graph) -> set[tuple[str, str]]:
    found = {(str(s), str(text)) for s, text in graph.engine.asked(ROWS)[1]}
    assert len(found) == 50
    return found


def test_json(server: Running, expected: set[tuple[str, str]]) -> None:
    found = ask(server, ROWS, "application/sparql-results+json")
    rows = found.json()["results"]["bindings"]
    assert {(row["s"]["value"], row["text"]["value"]) for row in rows} == expected
    assert ask(server, ROWS, "application/json").body == found.body


def test_xml(server: Running, expected: set[tuple[str, str]]) -> None:
    found = ask(server, ROWS, "application/sparql-results+xml")
    assert found.kind == "application/sparql-results+xml"
    rows = ElementTree.fromstring(found.body).iter(f"{_RESULTS}result")  # noqa: S314 - our own
    assert {(row[0][0].text, row[1][0].text) for row in rows} == expected


def test_csv(server: Running, expected: set[tuple[str, str]]) -> None:
    found = ask(server, ROWS, "text/csv")
    assert found.headers["content-type"] == "text/csv; charset=utf-8"
    head, *rows = csv.reader(io.StringIO(found.text, newline=""))
    assert head == ["s", "text"]
    assert {(s, text) for s, text in rows} == expected


def test_tsv(server: Running, expected: set[tuple[str, str]]) -> None:
    found = ask(server, ROWS, "text/tab-separated-values")
    parsed = ox.parse_query_results(found.body, format=ox.QueryResultsFormat.TSV)
    assert isinstance(parsed, ox.QuerySolutions)
    assert {(row["s"].value, row["text"].value) for row in parsed} == expected


@pytest.mark.parametrize(
    ("media_type", "form"),
    [("text/turtle", ox.RdfFormat.TURTLE), ("application/n-triples", ox.RdfFormat.N_TRIPLES),
     ("application/rdf+xml", ox.RdfFormat.RDF_XML), ("application/ld+json", ox.RdfFormat.JSON_LD),
     ("application/trig", ox.RdfFormat.TRIG), ("application/n-quads", ox.RdfFormat.N_QUADS)],
)
def test_graphs(server: Running, graph: Graph, media_type: str, form: ox.RdfFormat) -> None:
    found = ask(server, TRIPLES, media_type)
    assert found.kind == media_type
    given = {(q.subject.value, q.object.value) for q in ox.parse(found.body, format=form)}
    wanted = {(str(s), str(o)) for s, _, o in graph.engine.asked(TRIPLES)[1]}
    assert given == wanted
    assert len(wanted) > 1000


def test_describe_is_of_all_graphs_unless_graphs_are_named(server: Running, graph: Graph) -> None:
    thing = f"{CLAIM}nbc-2025-02-03/c15"
    found = ask(server, f"DESCRIBE <{thing}>", "application/n-triples")
    held = {str(quad.triple.predicate.value) for quad in
            graph.engine.store.quads_for_pattern(ox.NamedNode(thing), None, None, None)}
    assert {line.split()[1].strip("<>") for line in found.text.splitlines()} == held
    one = ask(server, f"DESCRIBE <{thing}> FROM graph:meta", "application/n-triples")
    assert (one.status, one.body) == (200, b"")
    other = ask(server, f"DESCRIBE <{thing}>", "application/n-triples",
                f"&default-graph-uri={GRAPH}meta")
    assert (other.status, other.body) == (200, b"")


@pytest.mark.parametrize(
    ("query", "accept"),
    [(ROWS, "text/turtle"), ("ASK {}", "text/csv"), (TRIPLES, "text/csv"), (ROWS, "text/html")],
)
def test_a_format_that_does_not_fit_is_refused(server: Running, query: str, accept: str) -> None:
    found = ask(server, query, accept)
    assert (found.status, found.kind) == (406, "application/problem+json")
    assert "had as" in found.json()["detail"]


@pytest.mark.parametrize(
    "form",
    ["application/sparql-results+json", "application/sparql-results+xml", "text/csv",
     "text/tab-separated-values"],
)
@pytest.mark.parametrize("most", [1, 7, 300])
def test_as_many_rows_as_allowed_and_not_one_more(graph: Graph, form: str, most: int) -> None:
    """Texts with every mark that begins a row are no rows, wherever the writer cuts them."""
    text = '},{\\" <result> \\r\\n \\" \\n\\"\\"' * 40
    limits = Limits(rows=most)
    for count in (0, 1, most, most + 1):
        query = (f'SELECT ?s ?text {{ GRAPH ?g {{ ?s a cg:Claim }} BIND("{text}" AS ?text) }} '
                 f"LIMIT {count}")
        arguments = {"query": query, "solutions": form}
        if count <= most:
            assert sparql(graph, limits, arguments).status == 200
        else:
            with pytest.raises(Exception, match="KG909"):
                sparql(graph, limits, arguments)


def test_as_many_triples_as_allowed_and_not_one_more(graph: Graph) -> None:
    for count, fits in ((9, True), (10, True), (11, False)):
        query = f"CONSTRUCT {{ ?s a cg:Claim }} {{ GRAPH ?g {{ ?s a cg:Claim }} }} LIMIT {count}"
        if fits:
            assert sparql(graph, Limits(rows=10), {"query": query}).status == 200
        else:
            with pytest.raises(Exception, match="KG909"):
                sparql(graph, Limits(rows=10), {"query": query})


def test_a_triple_that_is_built_twice_is_one(graph: Graph) -> None:
    query = "CONSTRUCT { cg:x a cg:Claim } { GRAPH ?g { ?s a cg:Claim } }"
    found = sparql(graph, Limits(rows=1), {"query": query, "triples": "application/n-triples"})
    assert found.body.count(b"\n") == 1


def test_a_large_result_is_refused_with_a_remedy(server: Running) -> None:
    found = ask(server, "SELECT * { GRAPH ?g { ?s ?p ?o } }")
    assert (found.status, found.json()["code"]) == (413, "KG909")
    assert "LIMIT" in found.json()["remedy"]


def test_an_empty_answer_says_where_the_data_are(server: Running) -> None:
    for accept in ("application/json", "application/xml", "text/csv", "text/tab-separated-values"):
        found = ask(server, "SELECT * { ?s ?p ?o }", accept)
        assert found.status == 200
        assert "GRAPH ?g" in found.headers["kg-hint"]
    for query in ("SELECT * { GRAPH ?g { ?s a cg:Nothing } }", "SELECT (1 AS ?x) {}", "ASK {}",
                  "SELECT * FROM graph:meta { ?s a cg:Nothing }"):
        assert "kg-hint" not in ask(server, query).headers


def test_the_place_of_an_error_is_that_in_the_text_sent(server: Running) -> None:
    found = ask(server, "SELECT *\nWHERE { ?s cg:text ?o ")
    assert found.status == 400
    assert "error at 2:" in found.json()["detail"]


def test_problems_have_every_member(server: Running) -> None:
    found = ask(server, "SELECT")
    problem = found.json()
    assert set(problem) == {"type", "title", "status", "detail", "code", "remedy"}
    assert problem["status"] == found.status == 400
    assert problem["type"].endswith(f"#{problem['code'].lower()}")


def test_head_gives_the_headers_alone(server: Running) -> None:
    path = "/sparql?query=" + quote(ROWS)
    whole, head = server.ask("GET", path), server.ask("HEAD", path)
    assert (head.status, head.body) == (200, b"")
    for name in ("content-type", "content-length", "etag", "vary"):
        assert head.headers[name] == whole.headers[name]


def test_a_copy_that_is_still_good_is_not_sent_again(server: Running) -> None:
    path = "/sparql?query=" + quote(ROWS)
    tag = server.ask("GET", path).headers["etag"]
    for given in (tag, f"W/{tag}", f'"other", {tag}', "*"):
        again = server.ask("GET", path, None, {"If-None-Match": given})
        assert (again.status, again.body) == (304, b"")
        assert again.headers["etag"] == tag
    assert server.ask("GET", path, None, {"If-None-Match": '"other"'}).status == 200
    other = server.ask("GET", path, None, {"If-None-Match": tag, "Accept": "text/csv"})
    assert other.status == 200


def test_options_and_other_methods_say_what_is_offered(server: Running) -> None:
    options = server.ask("OPTIONS", "/sparql")
    assert (options.status, options.body) == (204, b"")
    for method in ("PUT", "DELETE", "PATCH"):
        found = server.ask(method, "/sparql", b"x")
        assert found.status == 405
        assert found.headers["allow"] == options.headers["allow"] == "GET, HEAD, POST, OPTIONS"


_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_DIRECT = {"Content-Type": "application/sparql-query"}


@pytest.mark.parametrize(
    ("path", "body", "headers", "status", "code"),
    [
        ("/sparql?other=1", None, {}, 400, "KG902"),
        ("/sparql?query=", None, {}, 400, "KG604"),
        ("/sparql?query=%FF", None, {}, 400, "KG915"),
        ("/sparql?query=ASK%7B%7D&default-graph-uri=claims", None, {}, 400, "KG915"),
        ("/sparql?query=ASK%7B%7D&named-graph-uri=a%3A%3E%3C", None, {}, 400, "KG915"),
        ("/sparql?" + "&".join(["x=1"] * 500), None, {}, 400, "KG915"),
        ("/sparql?query=ASK%7B%7D", b"query=ASK%7B%7D", _FORM, 400, "KG902"),
        ("/sparql?query=ASK%7B%7D", b"ASK {}", _DIRECT, 400, "KG902"),
        ("/sparql", b"", _FORM, 400, "KG902"),
        ("/sparql", b"", _DIRECT, 400, "KG604"),
        ("/sparql", b"\xff\xfe", _DIRECT, 400, "KG915"),
        ("/sparql", b"query=%C3%28", _FORM, 400, "KG915"),
        ("/sparql", b"query=\xc3\xa4", _FORM, 400, "KG915"),
        ("/sparql", b"ASK {}", {"Content-Type": "multipart/form-data"}, 415, "KG907"),
        ("/sparql", b"ASK {}", {"Content-Type": ";;"}, 415, "KG907"),
        ("/sparql", b"ASK {}", _DIRECT | {"Content-Encoding": "gzip"}, 415, "KG907"),
        ("/sparql", b"INSERT DATA {}", _DIRECT, 403, "KG903"),
        ("/sparql", b"#" * 2_000_000, _DIRECT, 413, "KG908"),
        ("/sparql", b"#" * 10_000_000, _DIRECT, 413, "KG908"),
    ],
)
def test_requests_that_are_refused(
    server: Running, path: str, body: bytes | None, headers: dict[str, str], status: int, code: str
) -> None:
    found = server.ask("GET" if body is None else "POST", path, body, headers)
    assert (found.status, found.json()["code"]) == (status, code), found.text


@pytest.mark.parametrize(
    "headers",
    [_DIRECT, {"Content-Type": "Application/SPARQL-Query; Charset=UTF-8"},
     {"Content-Type": 'application/sparql-query;charset="utf-8"'}],
)
def test_a_body_in_utf8(server: Running, headers: dict[str, str]) -> None:
    query = "SELECT ('Zadvydas § « ä » 移民' AS ?x) {}"
    found = server.ask("POST", "/sparql", query.encode(), headers)
    assert "Zadvydas § « ä » 移民" in found.text
    assert ask(server, query).json() == found.json()


def test_what_the_tool_answers_the_server_answers(server: Running, graph: Graph) -> None:
    query = "SELECT ?p (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?p"
    mine = {(str(p), int(str(n))) for p, n in graph.engine.asked(query)[1]}
    rows = ask(server, query).json()["results"]["bindings"]
    assert {(row["p"]["value"], int(row["n"]["value"])) for row in rows} == mine


@pytest.fixture
def no_formats(graph: Graph) -> Iterator[dict[str, object]]:
    yield {"query": "ASK {}", "boolean": None}


def test_a_refused_format_is_a_problem_of_the_operation(
    graph: Graph, no_formats: dict[str, object]
) -> None:
    assert json.loads(sparql(graph, Limits(), no_formats).body)["code"] == "KG906"
