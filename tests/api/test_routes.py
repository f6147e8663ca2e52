"""Every address of the API: what it answers, what it refuses, and in which words."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from kg.api.evidence import evidence
from kg.api.paths import joined
from kg.api.search import search
from kg.ask.question import questions
from kg.diff.diff import diff
from kg.graph import Graph
from kg.render.answer import FORMATS, to_json
from kg.render.diff import to_json as diff_to_json
from tests.serve.running import Running


def _plain(data: object) -> Any:
    return json.loads(json.dumps(data))


def test_answers_are_those_of_the_graph(api: Running, graph: Graph) -> None:
    for one in questions():
        got = api.ask("GET", f"/api/questions/{one.id}")
        assert (got.status, got.kind) == (200, "application/json"), got.text[:300]
        assert got.json() == _plain(to_json(graph.ask(one.id))), one.id


def test_parameters_and_days_are_those_of_the_question(api: Running, graph: Graph) -> None:
    got = api.ask("GET", "/api/questions/release-authority?country=cuba&days=200&as_of=2025-02-03")
    wanted = graph.ask("release-authority", as_of="2025-02-03", country="cuba", days="200")
    assert got.json() == _plain(to_json(wanted))
    every = api.ask("GET", "/api/questions/releases-by-month?line=&known_by=2025-09-24").json()
    assert every["question"]["parameters"]["line"] == ""
    assert every["known_by"] == "2025-09-24"


@pytest.mark.parametrize(("form", "kind"), [("csv", "text/csv"), ("md", "text/markdown")])
def test_other_formats(api: Running, graph: Graph, form: str, kind: str) -> None:
    got = api.ask("GET", f"/api/questions/pathway?format={form}")
    assert (got.status, got.kind) == (200, kind)
    assert got.text == FORMATS[form](graph.ask("pathway")) + "\n"
    if form == "csv":
        assert len(list(csv.reader(io.StringIO(got.text)))) > 2


def test_the_rest_is_what_the_functions_say(api: Running, graph: Graph) -> None:
    for path, wanted in (
        ("/api/evidence/medical-need?known_by=2025-02-28",
         evidence(graph, "medical-need", known_by="2025-02-28")),
        ("/api/paths?from=capacity-limit&to=alternatives-to-detention",
         joined(graph, "capacity-limit", "alternatives-to-detention")),
        ("/api/changes?from=2025-01-20&to=2025-03-01&area=law",
         diff_to_json(diff(graph, "2025-01-20", "2025-03-01", area="law"))),
    ):
        got = api.ask("GET", path)
        assert (got.status, got.json()) == (200, _plain(wanted)), path
    found = api.ask("GET", "/api/search?q=bond+judge&limit=3&type=claim").json()
    assert found.pop("graph")["digest"] == graph.digest
    assert found == search(graph, "bond judge", 3, ("claim",))


def test_an_id_may_have_slashes_as_they_are_or_encoded(api: Running) -> None:
    claim = "pickaway-2025-02/c56-medical-release"
    for path in (claim, claim.replace("/", "%2F"), "c56"):
        assert api.ask("GET", f"/api/evidence/{path}").json()["thing"]["id"] == claim
        assert api.ask("GET", f"/api/things/{path}").json()["thing"]["id"] == claim


@pytest.mark.parametrize(
    ("path", "status", "code", "words"),
    [
        ("evidence/medicl-need", 404, "KG602", "Did you mean medical-need"),
        ("things/medicl-need", 404, "KG602", "Did you mean medical-need"),
        ("things/%1F%C2%9B", 404, "KG602", "Nothing is called"),
        ("questions/release-factor", 404, "KG602", "Did you mean release-factors"),
        ("questions/release-factors?outcome=relase", 404, "KG602", "Did you mean release"),
        ("questions/release-factors?outcome=ice", 400, "KG603", "takes a Outcome"),
        ("questions/release-factors?outcom=release", 400, "KG915", "Did you mean outcome"),
        ("questions/release-factors?name=x", 400, "KG915", "name is not taken here"),
        ("questions/release-factors?question=x", 400, "KG915", "part of the path"),
        ("questions/release-factors?as_of=2025-02-30", 400, "KG603", "as_of"),
        ("questions/release-factors?format=xml", 400, "KG603", "json, csv, md"),
        ("questions/release-authority?days=-1", 400, "KG603", "whole number"),
        ("questions/release-authority?days=%C2%B2", 400, "KG603", "whole number"),
        (f"questions/release-authority?days={'9' * 5000}", 400, "KG603", "from 0 to 100000"),
        ("questions/release-authority?country=", 400, "KG603", "country"),
        ("questions/changes?from=yesterday", 400, "KG603", "from"),
        ("search", 400, "KG915", "q is missing"),
        ("search?q=", 400, "KG603", "q is empty"),
        ("search?q=a&q=b", 400, "KG915", "more than once"),
        ("search?q=a&limit=0", 400, "KG603", "from 1 to 200"),
        ("search?q=a&type=thing", 400, "KG603", "entity"),
        ("search?q=%FF", 400, "KG915", "UTF-8"),
        (f"search?q={'x' * 400}", 400, "KG603", "longer"),
        ("paths?from=release", 400, "KG915", "to is missing"),
        ("paths?from=release&to=nothing-of-that-name", 404, "KG602", "Nothing is called"),
        ("changes?from=2025-03-01&to=2025-01-20", 400, "KG603", "not after"),
        ("changes?from=2025-01-20&to=2025-03-01&stage=stage-b", 400, "KG603", "one of: a, b, c, d"),
        ("cases", 501, "KG941", "not there yet"),
    ],
)
def test_refusals_say_what_is_wrong_and_what_helps(
    api: Running, path: str, status: int, code: str, words: str
) -> None:
    got = api.ask("GET", f"/api/{path}")
    assert (got.status, got.kind) == (status, "application/problem+json"), got.text
    said = got.json()
    assert (said["status"], said["code"]) == (status, code)
    assert words in f"{said['detail']} {said['remedy']}", said
    assert said["remedy"]
    assert "kg show" not in said["remedy"]


def test_a_text_is_a_text_whatever_is_in_it(api: Running) -> None:
    hostile = ("x> } } SELECT * WHERE { GRAPH ?g { ?s ?p ?o", '"@en . ?s ?p "', "$word", "\x9b",
               "{word}", "' OR 1=1", "\\")
    for word in hostile:
        encoded = "".join(f"%{byte:02X}" for byte in word.encode())
        got = api.ask("GET", f"/api/questions/capacity-meanings?word={encoded}")
        assert got.status == 200, got.text
        assert got.json()["question"]["parameters"]["word"] == word
        assert got.json()["rows"] == []


def test_only_reading_is_offered(api: Running) -> None:
    got = api.ask("POST", "/api/questions", b"{}")
    assert (got.status, got.headers["allow"]) == (405, "GET, HEAD, OPTIONS")
    head = api.ask("HEAD", "/api/graph")
    assert (head.status, head.body) == (200, b"")
    assert int(head.headers["content-length"]) == len(api.ask("GET", "/api/graph").body)


def test_a_copy_is_not_sent_again(api: Running) -> None:
    first = api.ask("GET", "/api/questions/pathway")
    again = api.ask("GET", "/api/questions/pathway", headers={"If-None-Match":
                                                              first.headers["etag"]})
    assert (again.status, again.body) == (304, b"")
