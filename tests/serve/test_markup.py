"""What others say is never markup, a header or a script, wherever in a request or label."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pyoxigraph as ox
import pytest

from kg.api.endpoints import ENDPOINTS, QUESTION
from kg.api.index import entries
from kg.ask.question import questions
from kg.engine.embedded import Embedded
from kg.graph import Graph
from kg.serve.entities import SPACES
from kg.serve.limits import Limits
from kg.serve.work import perform
from tests.generated import generated
from tests.serve.served import Served
from tests.serve.wire import Got, exchange, parsed

READER = "Accept: text/html,application/xhtml+xml,*/*;q=0.8"
HARM = {
    "element": "<kgx>",
    "image": "<img src=x onerror=kgx()>",
    "out of a script": "</script><script>kgx()</script>",
    "out of a title": "</title></p><kgx>",
    "out of an attribute": "\"'><kgx onfocus=kgx() autofocus>",
    "attribute": '" onmouseover="kgx()" x="',
    "attribute in single quotes": "' onmouseover='kgx()' x='",
    "address": "javascript:kgx()",
    "escaped already": "&lt;kgx&gt;&#60;kgx&#62;",
    "comment": "--><kgx><!--",
    "section": "]]><kgx>",
    "template": "{{ 7*7 }}${7*7}<%= 7*7 %>",
    "header": "x\r\nX-Kgx: 1\r\n\r\n<kgx>",
    "nul": "\0<kgx>\0",
    "line separators": "\u2028\u2029<kgx>",
    "turned round": "\u202e<kgx>",
    "way out": "../../../../etc/passwd",
    "query": "x> ?p ?o } } SELECT * { GRAPH ?g { ?s ?p ?o } } #",
    "text in a query": '"@en . ?s ?p "',
    "long": "<kgx>" * 500,
}
#: in place of percent signs: bytes that are no UTF-8
BYTES = ("%ff%fe%3Ckgx%3E", "%ED%A0%80", "%C0%BCkgx%C0%BE")


class Markup(HTMLParser):
    """The elements and attributes of a page that were made of what was sent."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.harm: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.harm += [tag] if tag in ("kgx", "img") else []
        self.harm += [
            f"{name}={value}" for name, value in attrs
            if name.startswith("on") or (value or "").strip().lower().startswith("javascript:")
        ]


@pytest.fixture(scope="module")
def served(article_folder: Path, cache: Path) -> Iterator[Served]:
    running = Served("--seeds", str(article_folder), "--workers", "2")
    try:
        # made once, which takes longer than any other answer
        head = f"Host: localhost:{running.port}\r\n{READER}\r\nConnection: close\r\n\r\n"
        for path in ("/", "/api/openapi.json"):
            reply = exchange(running.port, f"GET {path} HTTP/1.1\r\n{head}".encode(), 60)
            assert parsed(reply).status == 200, reply[:1000]
        yield running
    finally:
        running.stop()


@pytest.mark.parametrize("name", ["element", "image", "out of a title", "out of an attribute"])
def test_harm_would_be_noticed(name: str) -> None:
    assert Markup(f"<p>{HARM[name]}</p>").harm
    assert Markup('<p title="' + HARM["attribute"] + '">').harm
    assert Markup("<p title='" + HARM["attribute in single quotes"] + "'>").harm


def _harmless(got: Got, place: str) -> None:
    kind = got.headers.get("content-type", "")
    assert got.status in (200, 303, 400, 403, 404, 406, 414, 415, 421, 431, 501, 503), place
    assert got.headers["x-content-type-options"] == "nosniff", place
    assert "x-kgx" not in got.headers, place
    assert got.headers.get("location", "/").startswith("/"), place
    if got.status in (414, 431):
        # said by the connection, before anything of it was read
        assert kind == "application/problem+json", place
        return
    policy = got.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy, place
    if kind.startswith("text/html"):
        assert kind == "text/html; charset=utf-8", place
        assert Markup(got.body.decode()).harm == [], place
        assert got.status == 200 or "script-src" not in policy, place
    elif got.body:
        # a browser that opens it has a text before it, in a box where nothing runs
        assert kind.partition(";")[0] in (
            "application/json", "application/problem+json", "text/plain", "text/csv",
            "application/sparql-results+json", "text/turtle", "text/markdown",
        ), place
        assert "sandbox" in policy, place
        if "json" in kind:
            json.loads(got.body)


def _paths(word: str) -> Iterator[str]:
    """Addresses that have the word in their path or query."""
    for space in (*SPACES, "data", "api", "api/questions", "api/evidence", "api/things"):
        yield f"/{space}/{word}"
    yield from (f"/{word}", f"/id/medical-need/{word}", f"/{word}.html", f"/id/{word}.html")
    yield from (f"/?{word}", f"/?x={word}", f"/id/medical-need?{word}={word}", f"/store?{word}")
    yield from (f"/store?graph={word}", f"/store?graph=http://x/{word}", f"/sparql?query={word}")
    yield from (f"/sparql?{word}=x", f"/sparql?query=ASK%7B%7D&default-graph-uri={word}")
    yield f"/sparql?query=SELECT%20%2A%20%7B%20%3Fs%20%3Fp%20%3C{word}%3E%20%7D"


def _words() -> list[str]:
    return [quote(text, safe="") for text in HARM.values()] + list(BYTES)


@pytest.mark.parametrize("accept", [READER, "Accept: application/json", "Accept: */*"],
                         ids=["reader", "program", "anything"])
def test_nothing_of_an_address_is_markup(served: Served, accept: str) -> None:
    for word in _words():
        for path in _paths(word):
            _harmless(served.get(path, accept), path)


@pytest.mark.parametrize("accept", [READER, "Accept: */*"], ids=["reader", "anything"])
def test_nothing_of_a_header_or_body_is_markup(served: Served, accept: str) -> None:
    for text in HARM.values():
        word = text.encode().decode("latin-1")
        if any(mark in word for mark in "\r\n\0"):
            # these end a header, and are refused by the parser: tests of HTTP have them
            continue
        for line in (f"Accept: text/html, {word}", f"Origin: {word}", f"User-Agent: {word}",
                     f"Referer: {word}", f"If-None-Match: {word}", f"Cookie: {word}",
                     f"X-Forwarded-Host: {word}", f"Content-Type: {word}"):
            lines = [line] if line.startswith("Accept") else [accept, line]
            _harmless(served.get("/id/nothing-of-this-name", *lines), line)
        host = f"GET / HTTP/1.1\r\nHost: {word}\r\n{accept}\r\nConnection: close\r\n\r\n"
        got = parsed(exchange(served.port, host.encode("latin-1")))
        assert got.status in (400, 421, 431)
        _harmless(got, host)
        for kind in ("application/sparql-query", f"text/{word}"):
            got = served.get("/sparql", accept, f"Content-Type: {kind}", method="POST",
                             body=text.encode())
            assert got.status in (400, 403, 415)
            _harmless(got, text)


def _addresses() -> Iterator[tuple[str, str, str]]:
    """Each address of the API with each parameter that it takes, and what else it needs."""
    needed = {"q": "x", "from": "release", "to": "detention"}
    for one in ENDPOINTS:
        if one.path == QUESTION:
            continue
        days = {"from": "2025-01-20", "to": "2025-03-01"} if "changes" in one.path else {}
        path = one.path.replace("{thing}", "medical-need")
        asked = [taken.name for taken in one.takes if not taken.in_path]
        for name in (*asked, "nothing-of-this-name", "<kgx>"):
            rest = {taken.name: (needed | days)[taken.name] for taken in one.takes
                    if taken.required and not taken.in_path and taken.name != name}
            yield path, name, "&".join(f"{a}={b}" for a, b in rest.items())
    kinds: set[Any] = set()
    for question in questions():
        for parameter in question.parameters:
            if (parameter.name, parameter.type) not in kinds:
                kinds.add((parameter.name, parameter.type))
                yield f"/api/questions/{question.id}", parameter.name, ""
    for name in ("as_of", "known_by", "format", "question", "<kgx>"):
        yield "/api/questions/release-factors", name, ""


def test_no_value_of_any_parameter_of_the_interface_does_harm(served: Served) -> None:
    seen = 0
    for path, name, rest in _addresses():
        words = [*_words(), "", "%00", "9" * 400, "-1", "2025-02-30"]
        # a question reads its parameters as the others do
        for word in words[::4] if path.startswith("/api/questions/") else words:
            place = f"{path}?{rest}&{quote(name)}={word}".replace("?&", "?")
            got = served.get(place)
            assert got.status in (200, 400, 404, 414, 431, 501), (place, got.body[:200])
            assert got.headers["content-type"].partition(";")[0] in (
                "application/json", "application/problem+json", "text/csv", "text/markdown",
            ), place
            _harmless(got, place)
            if got.status == 400:
                assert json.loads(got.body)["remedy"], place
            seen += 1
    assert seen > 500
    assert served.get("/api/graph").status == 200


def test_no_label_is_markup() -> None:
    """In the explorer's page and the feeds; the pages of the site have a test of their own."""
    harm = "".join(one for name, one in HARM.items() if name not in ("header", "nul", "long"))
    quads = []
    for quad in generated(12):
        value = quad.object
        if isinstance(value, ox.Literal) and value.language:
            value = ox.Literal(f"{value.value} {harm}", language="en")
        quads.append(ox.Quad(quad.subject, quad.predicate, value, quad.graph_name))
    graph = Graph(Embedded.of(quads), "0" * 64)
    page = perform(graph, Limits(), "explorer", {})
    assert (page.status, page.media_type) == (200, "text/html")
    assert Markup(page.body.decode()).harm == []
    for one in entries(graph)[:20]:
        reply = perform(graph, Limits(), "thing", {"thing": one.id})
        assert reply.media_type in ("application/json", "application/problem+json")
    for form in ("atom", "json"):
        reply = perform(graph, Limits(), "feed", {"form": form})
        assert reply.status == 200
        assert b"<kgx" not in reply.body or form == "json"
