"""The W3C's cases of the SPARQL 1.1 Protocol, by their names.

Those about queries are expressed here in words of our own, on three graphs of our own. Those about
updates cannot pass in a service that is for reading; each is shown to be refused.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlencode

import pytest
import rdflib
from rdflib.collection import Collection

from kg.serve.pool import Limits
from tests.serve.running import Response, Running, store_of

BASE = "http://example.org/"
ONE, TWO, THREE, NONE = (f"{BASE}{name}" for name in ("one", "two", "three", "none"))
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
UPDATE = "application/sparql-update"
ROWS = {"application/sparql-results+json", "application/sparql-results+xml", "text/csv",
        "text/tab-separated-values"}
GRAPHS = {"text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"}


class Case(NamedTuple):
    method: str
    parameters: list[tuple[str, str]] = []  # noqa: RUF012 - a default of a tuple's field
    kind: str | None = None
    body: bytes | None = None
    expects: str = "true"


def _is(*graphs: str) -> str:
    return " ".join(f"<{graph}> a ?type{number} ." for number, graph in enumerate(graphs))


def _in(*graphs: str) -> str:
    return " ".join(f"GRAPH ?g{n} {{ <{g}> a ?t{n} }}" for n, g in enumerate(graphs))


def _default(*graphs: str) -> list[tuple[str, str]]:
    return [("default-graph-uri", graph) for graph in graphs]


def _named(*graphs: str) -> list[tuple[str, str]]:
    return [("named-graph-uri", graph) for graph in graphs]


def _form(*pairs: tuple[str, str]) -> bytes:
    return urlencode(pairs, quote_via=quote).encode()


def _direct(query: str, parameters: list[tuple[str, str]], expects: str = "true") -> Case:
    return Case("POST", parameters, DIRECT, query.encode(), expects)


QUERIES = {
    "query_get": Case("GET", [("query", "ASK {}"), *_default(NONE)]),
    "query_post_form": Case("POST", _default(NONE), FORM, _form(("query", "ASK {}"))),
    "query_post_direct": _direct("ASK {}", []),
    "query_dataset_default_graphs_get":
        Case("GET", [("query", f"ASK {{ {_is(ONE, TWO)} }}"), *_default(ONE, TWO)]),
    "query_dataset_default_graphs_post": _direct(f"ASK {{ {_is(ONE, TWO)} }}", _default(ONE, TWO)),
    "query_dataset_named_graphs_get":
        Case("GET", [("query", f"ASK {{ {_in(ONE, TWO)} }}"), *_named(ONE, TWO)]),
    "query_dataset_named_graphs_post": _direct(f"ASK {{ {_in(ONE, TWO)} }}", _named(ONE, TWO)),
    "query_dataset_full": _direct(
        f"ASK {{ {_is(THREE)} {_in(ONE, TWO)} }}", [*_default(THREE), *_named(ONE, TWO)]
    ),
    "query_multiple_dataset": _direct(
        f"ASK FROM <{THREE}> {{ {_in(ONE, TWO)} FILTER NOT EXISTS {{ {_is(THREE)} }} }}",
        _named(ONE, TWO),
    ),
    "query_content_type_select": _direct("SELECT (1 AS ?value) {}", _default(NONE), "rows"),
    "query_content_type_ask": _direct("ASK {}", _default(NONE)),
    "query_content_type_describe": _direct(f"DESCRIBE <{BASE}>", _default(NONE), "graph"),
    "query_content_type_construct":
        _direct("CONSTRUCT { <s> <p> 1 } WHERE {}", _default(NONE), "graph"),
    "bad_query_method": Case("PUT", [("query", "ASK {}")], FORM, b"", "refused"),
    "bad_multiple_queries":
        Case("GET", [("query", "ASK {}"), ("query", "SELECT * {}")], expects="refused"),
    "bad_query_wrong_media_type": Case("POST", [], "text/plain", b"ASK {}", "refused"),
    "bad_query_missing_form_type": Case("POST", [], None, b"query=ASK%20%7B%7D", "refused"),
    "bad_query_missing_direct_type": Case("POST", [], None, b"ASK {}", "refused"),
    "bad_query_non_utf8":
        Case("POST", [], f"{DIRECT}; charset=UTF-16", "ASK {}".encode("utf-16"), "refused"),
    "bad_query_syntax": Case("GET", [("query", "ASK {")], expects="refused"),
}
_CHANGE = _form(("update", "INSERT DATA { <a:a> <a:b> <a:c> }"))
#: for writing: refused here, whether the W3C expects success or refusal
UPDATES = {
    "update_dataset_default_graph": Case("POST", [("using-graph-uri", ONE)], FORM, _CHANGE),
    "update_dataset_default_graphs":
        Case("POST", [("using-graph-uri", ONE), ("using-graph-uri", TWO)], FORM, _CHANGE),
    "update_dataset_named_graphs": Case("POST", [("using-named-graph-uri", ONE)], FORM, _CHANGE),
    "update_dataset_full": Case(
        "POST", [("using-graph-uri", ONE), ("using-named-graph-uri", TWO)], FORM, _CHANGE
    ),
    "update_post_form": Case("POST", [], FORM, _CHANGE),
    "update_post_direct": Case("POST", [], UPDATE, b"CLEAR ALL"),
    "update_base_uri": Case("POST", [], FORM, _form(("update", "BASE <a:> CLEAR ALL"))),
    "bad_update_get": Case("GET", [("update", "CLEAR ALL")]),
    "bad_multiple_updates":
        Case("POST", [], FORM, _form(("update", "CLEAR NAMED"), ("update", "CLEAR DEFAULT"))),
    "bad_update_wrong_media_type": Case("POST", [], "text/plain", b"CLEAR NAMED"),
    "bad_update_missing_form_type": Case("POST", [], None, b"update=CLEAR%20NAMED"),
    "bad_update_non_utf8":
        Case("POST", [], f"{UPDATE}; charset=UTF-16", "CLEAR NAMED".encode("utf-16")),
    "bad_update_syntax": Case("POST", [], FORM, _form(("update", "CLEAR XYZ"))),
    "bad_update_dataset_conflict": Case(
        "POST", [("using-named-graph-uri", ONE)], UPDATE, b"WITH <a:b> DELETE {} WHERE {}"
    ),
}


_MATERIAL = os.environ.get("KG_TEST_MATERIAL")
_MANIFEST = Path(_MATERIAL or ".") / "suites/sparql11-protocol/manifest.ttl"
MF = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#")
HT = rdflib.Namespace("http://www.w3.org/2011/http#")
CNT = rdflib.Namespace("http://www.w3.org/2011/content#")


@pytest.fixture(scope="module")
def scratch(cache: Path) -> Iterator[Running]:
    graphs = {g: f"<{g}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <{BASE}Thing> .\n"
              for g in (ONE, TWO, THREE)}
    running = Running(Limits(), 1, store_of(cache, "0f" * 32, graphs))
    yield running
    running.stop()


def _sent(server: Running, case: Case) -> Response:
    encoded = urlencode(case.parameters, quote_via=quote)
    path = f"/sparql/?{encoded}" if encoded else "/sparql/"
    headers = {"Content-Type": case.kind} if case.kind else {}
    return server.ask(case.method, path, case.body, headers)


@pytest.mark.parametrize("case", QUERIES.values(), ids=QUERIES)
def test_query(scratch: Running, case: Case) -> None:
    response = _sent(scratch, case)
    if case.expects == "refused":
        assert 400 <= response.status < 500
        assert response.kind == "application/problem+json"
        return
    assert response.status == 200, response.text
    if case.expects == "true":
        assert response.json() == {"head": {}, "boolean": True}
    else:
        assert response.kind in (ROWS if case.expects == "rows" else GRAPHS)


@pytest.mark.parametrize("case", UPDATES.values(), ids=UPDATES)
def test_update_is_refused(scratch: Running, case: Case) -> None:
    response = _sent(scratch, case)
    assert 400 <= response.status < 500
    assert response.json()["code"] in ("KG903", "KG907")
    count = scratch.ask("GET", "/sparql?query=" + quote(f"ASK {{ {_in(ONE, TWO, THREE)} }}"))
    assert count.json()["boolean"] is True


@pytest.fixture(scope="module")
def manifest() -> rdflib.Graph:
    """The W3C's own file."""
    if not _MANIFEST.is_file():
        pytest.skip(
            "NO MATERIAL: KG_TEST_MATERIAL names no folder with suites/sparql11-protocol, so the "
            "W3C's own requests are NOT replayed; those of our own are."
        )
    return rdflib.Graph().parse(_MANIFEST)


@pytest.fixture(scope="module")
def theirs(cache: Path, manifest: rdflib.Graph) -> Iterator[Running]:
    """A server on the data of the W3C's cases."""
    files = _MANIFEST.parent.glob("data*.nt")
    graphs = {f"http://kasei.us/2009/09/sparql/data/{file.stem}.rdf":
              file.read_text(encoding="utf-8") for file in files}
    running = Running(Limits(), 1, store_of(cache, "1e" * 32, graphs))
    yield running
    running.stop()


def test_every_case_of_the_w3c_is_here(manifest: rdflib.Graph) -> None:
    entries = next(manifest.objects(None, MF.entries))
    names = {str(case).rpartition("#")[2] for case in Collection(manifest, entries)}
    assert names == {*QUERIES, *UPDATES}


@pytest.mark.parametrize("name", QUERIES)
def test_the_request_of_the_w3c(manifest: rdflib.Graph, theirs: Running, name: str) -> None:
    """Its bytes as they stand in the W3C's file, and the outcome that stands there."""
    case = next(s for s in manifest.subjects(MF.name) if str(s).endswith(f"#{name}"))
    requests = manifest.value(manifest.value(case, MF.action), HT.requests)
    assert requests is not None
    for request in Collection(manifest, requests):
        assert isinstance(request, rdflib.BNode)
        response = theirs.ask(
            _text(manifest, request, HT.methodName), _text(manifest, request, HT.absolutePath),
            _body(manifest, request), _headers(manifest, request),
        )
        outcome = manifest.value(request, HT.resp)
        expected = {str(one) for one in manifest.objects(outcome, MF.expectedStatus)}
        assert any(one.endswith(f"#StatusCode{response.status // 100}xx") for one in expected)
        kind = str(manifest.value(outcome, MF.expectedFormat))
        if kind == "boolean":
            assert response.json()["boolean"] is True
        elif response.status == 200:
            assert response.kind in (ROWS if kind == "tabular" else GRAPHS)


def _text(manifest: rdflib.Graph, node: rdflib.BNode, name: rdflib.URIRef) -> str:
    return str(manifest.value(node, name))


def _body(manifest: rdflib.Graph, request: rdflib.BNode) -> bytes | None:
    body = manifest.value(request, HT.body)
    if body is None:
        return None
    assert isinstance(body, rdflib.BNode)
    return _text(manifest, body, CNT.chars).encode(_text(manifest, body, CNT.characterEncoding))


def _headers(manifest: rdflib.Graph, request: rdflib.BNode) -> dict[str, str]:
    listed = manifest.value(request, HT.headers)
    if listed is None:
        return {}
    return {str(manifest.value(one, HT.fieldName)): str(manifest.value(one, HT.fieldValue))
            for one in Collection(manifest, listed)}


def test_datasets_decide_what_is_asked(scratch: Running) -> None:
    def says(query: str, parameters: list[tuple[str, str]]) -> bool:
        found = _sent(scratch, Case("GET", [("query", query), *parameters])).json()
        return bool(found["boolean"])

    assert not says(f"ASK {{ {_is(ONE)} }}", _default(TWO))
    assert not says(f"ASK {{ {_in(ONE)} }}", _named(TWO))
    assert not says(f"ASK {{ {_in(ONE)} }}", _default(ONE))
    assert not says(f"ASK {{ {_is(ONE)} }}", _named(ONE))
    assert not says(f"ASK {{ {_is(ONE)} }}", [])
