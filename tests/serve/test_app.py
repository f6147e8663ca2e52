"""``kg serve`` as a whole: its addresses, its log, its start and its end."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.export.turtle import about, subjects
from kg.graph import Graph
from kg.names import BASE
from kg.serve.describing import ENDINGS, description, page_of
from tests.serve.served import Served
from tests.serve.wire import Got, get

READER = "Accept: text/html,application/xhtml+xml,*/*;q=0.8"
RDF = {
    "text/turtle": ox.RdfFormat.TURTLE, "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML, "application/ld+json": ox.RdfFormat.JSON_LD,
}
#: longer than writing the pages of an article takes
WRITING = 120


@pytest.fixture(scope="module")
def served(article_folder: Path, cache: Path) -> Iterator[Served]:
    running = Served("--seeds", str(article_folder), "--workers", "1")
    yield running
    running.stop()


@pytest.fixture(scope="module")
def written(served: Served) -> Served:
    """The server when its pages are there."""
    end = time.monotonic() + WRITING
    while served.get("/questions.html").status == 503:
        assert time.monotonic() < end
        time.sleep(0.5)
    return served


def _triples(got: Got) -> set[ox.Triple]:
    kind = got.headers["content-type"].partition(";")[0]
    return {quad.triple for quad in ox.parse(got.body, RDF[kind])}


def _spread(graph: Graph) -> list[str]:
    """Two things of every space and depth."""
    found: dict[tuple[str, int], list[str]] = {}
    for iri in subjects(graph):
        path = iri.removeprefix(BASE)
        if iri.startswith(BASE) and path:
            found.setdefault((path.partition("/")[0], path.count("/")), []).append(path)
    return [path for paths in found.values() for path in (paths[0], paths[-1])]


def test_every_thing_is_described_as_the_graph_has_it(article: Graph) -> None:
    by_subject: dict[str, set[ox.Triple]] = {}
    for quad in article.quads():
        if isinstance(quad.subject, ox.NamedNode):
            name = quad.subject.value
            while name.startswith(BASE):
                by_subject.setdefault(name, set()).add(quad.triple)
                name = name.rpartition("/")[0]
    known = [iri for iri in subjects(article) if iri.startswith(BASE) and iri != BASE]
    assert len(known) > 500
    for iri in known:
        for media_type, form in RDF.items():
            text = description(article, iri, media_type)
            assert {quad.triple for quad in ox.parse(text, form)} == by_subject[iri], iri


def test_every_thing_of_the_graph_has_turtle_and_a_page(graph: Graph) -> None:
    known = [iri for iri in subjects(graph) if iri.startswith(BASE)]
    assert len(known) > 10_000
    for iri in known:
        turtle, wanted = description(graph, iri, "text/turtle"), about(graph, iri)
        assert wanted
        assert {q.triple for q in ox.parse(turtle, ox.RdfFormat.TURTLE)} == wanted
        assert page_of(graph, iri), iri


def test_things_answer_by_accept_and_by_ending(served: Served, article: Graph) -> None:
    endings = {media_type: ending for ending, media_type in ENDINGS.items()}
    for path in _spread(article):
        wanted = about(article, BASE + path)
        for media_type in RDF:
            got = served.get(f"/{path}{endings[media_type]}")
            assert (got.status, _triples(got)) == (200, wanted), path
            if not path.startswith("graph/"):
                got = served.get(f"/{path}", f"Accept: {media_type}")
                assert (got.status, _triples(got)) == (200, wanted), path
                assert "accept" in got.headers["vary"].lower()
    assert served.get("/id/medical-need", "Accept: image/png").status == 406


def test_a_named_graph_is_given_whole(served: Served, article: Graph) -> None:
    name = ox.NamedNode(f"{BASE}graph/curation")
    wanted = {q.triple for q in article.engine.store.quads_for_pattern(None, None, None, name)}
    assert _triples(served.get("/graph/curation")) == wanted


def test_things_lead_readers_to_their_page(written: Served, article: Graph) -> None:
    for path in _spread(article):
        page = page_of(article, BASE + path) or ""
        file, _, anchor = page.partition("#")
        got = written.get(f"/{path}", READER)
        if got.status == 303:
            assert got.headers["location"] == f"/{page}"
            got = written.get(f"/{file}")
        else:
            assert (anchor, got.headers["content-location"]) == ("", f"/{file}")
        assert (got.status, got.headers["content-type"]) == (200, "text/html; charset=utf-8")
        assert written.get(f"/{path}.html", READER).status in (200, 303)
        if anchor and not anchor.startswith("Graph-"):
            assert f'id="{anchor}"'.encode() in got.body, path


def test_what_is_unknown_is_not_there_but_perhaps_something_like_it(served: Served) -> None:
    got = served.get("/id/medical-ned")
    assert got.status == 404
    assert "id/medical-need" in json.loads(got.body)["detail"]
    for path in ("/id/", "/id", "/claim/pickaway-2025-02", "/def/noSuchTerm", "/graph/nothing",
                 "/id/medical-need/", "/id/medical-need.png", "/nothing.html.ttl", "/id/%20",
                 "/id/%0a", "/id/" + "a" * 3000, "/id/%ff%fe", "/id/a%00", "/nothing"):
        assert served.get(path).status == 404, path


def test_pages_and_exports_are_those_of_the_site(written: Served, article: Graph) -> None:
    got = written.get("/questions.html", READER)
    assert got.headers["content-type"] == "text/html; charset=utf-8"
    assert "script-src 'self'" in got.headers["content-security-policy"]
    assert written.get("/questions.html", f"If-None-Match: {got.headers['etag']}").status == 304
    head = written.get("/questions.html", method="HEAD")
    assert (head.body, head.headers["content-length"]) == (b"", str(len(got.body)))
    assert written.get("/questions.html", method="POST").status == 405
    assert written.get("/site.css").headers["content-type"] == "text/css; charset=utf-8"
    trig = written.get("/data/custody-graph.trig")
    assert trig.headers["content-type"] == "application/trig"
    assert set(ox.parse(trig.body, ox.RdfFormat.TRIG)) == set(article.quads())


@pytest.mark.parametrize("path", [
    "/../void.ttl", "/data/../../stores", "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc/passwd",
    "/data/..%5c..%5cetc", "//etc/passwd", "/%2fetc/passwd", "/./questions.html",
    "/data//custody-graph.trig", "/id/../../../../etc/passwd", "/id/..%252f..%252fpasswd",
    "/data/%00", "/questions.html%00.ttl", "/.%00./x", "/data", "/data/", "/C:/x", "/~root",
    "/%c0%ae%c0%ae/etc/passwd", "/id/%e2%80%a5/x", "/....//....//etc/passwd",
])
def test_nothing_but_its_files_is_read(path: str, written: Served) -> None:
    got = written.get(path)
    assert got.status == 404
    assert b"root:" not in got.body


def test_first_page_feeds_and_small_things(served: Served) -> None:
    got = served.get("/", READER)
    assert (got.status, got.headers["content-type"]) == (200, "text/html; charset=utf-8")
    policy = got.headers["content-security-policy"]
    assert "script-src 'sha256-" in policy
    assert "connect-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    led = served.get("/", "Accept: text/turtle")
    assert (led.status, led.headers["location"]) == (303, "/.well-known/void")
    assert json.loads(served.get("/feed.json").body)["items"]
    assert served.get("/feed.atom").headers["content-type"] == "application/atom+xml"
    assert b"Disallow: /sparql" in served.get("/robots.txt").body
    assert served.get("/favicon.ico").status == 204
    assert served.get("/sparql", READER).body == got.body


def test_methods_that_change_are_refused(served: Served) -> None:
    for path in ("/", "/id/medical-need", "/sparql", "/feed.json", "/nothing"):
        for method in ("PUT", "DELETE", "PATCH", "TRACE", "PROPFIND"):
            got = served.get(path, method=method)
            assert got.status in (404, 405), (path, method)
            assert (path == "/nothing") == (got.status == 404)
            if got.status == 405:
                assert "GET" in got.headers["allow"]


def test_the_log_has_no_query_text_and_nothing_that_a_terminal_obeys(
    article_folder: Path, cache: Path
) -> None:
    asked = "/sparql?query=SELECT%20%2A%20%7B%20%3Fs%20%3Fp%20%22withheld%22%20%7D"
    form = b"query=ASK%7B%3Fs%20%3Fp%20%22withheld%22%7D"
    kind = "Content-Type: application/x-www-form-urlencoded"
    logs = []
    for options in ([], ["--log-queries"]):
        one = Served("--seeds", str(article_folder), "--workers", "1", *options)
        assert one.get(asked).status == 200
        assert one.get("/sparql", kind, method="POST", body=form).status == 200
        one.get("/id/%1b%5b2J%0d%0aGET%20/forged", "User-Agent: withheld", "Referer: withheld")
        logs.append(one.stop()[2])
    assert "withheld" not in logs[0]
    assert logs[1].count("withheld") == 2
    for log in logs:
        lines = [line for line in log.splitlines() if line.startswith("20")]
        assert len(lines) == 3
        assert all(re.fullmatch(r"20\S+Z (GET|POST) /\S+( body=\S+)? \d{3} \d+B [\d.]+ms", line)
                   for line in lines)
        assert log.isascii()
        assert "\x1b" not in log


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_it_when_it_has_answered(
    number: int, article_folder: Path, cache: Path
) -> None:
    one = Served("--seeds", str(article_folder), "--workers", "2")
    workers = one.children()
    assert len(workers) >= 2
    # a query that takes a moment is under way when the signal comes
    query = "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?a ?p ?b } GRAPH ?h { ?c ?p ?d } }"
    with socket.create_connection(("127.0.0.1", one.port), timeout=60) as connection:
        body = query.encode()
        connection.sendall(
            f"POST /sparql HTTP/1.1\r\nHost: localhost:{one.port}\r\n"
            "Content-Type: application/sparql-query\r\n"
            f"Content-Length: {len(body)}\r\n\r\n".encode() + body
        )
        time.sleep(0.2)
        one.process.send_signal(number)
        reply = b""
        while piece := connection.recv(65536):
            reply += piece
    assert reply.startswith((b"HTTP/1.1 200", b"HTTP/1.1 504"))
    status, said, log = one.stop()
    assert (status, said.splitlines()[-1]) == (0, "Stopped.")
    assert "Traceback" not in log
    for worker in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(worker, 0)


def test_a_port_that_is_taken_is_told(served: Served, article_folder: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kg", "serve", "--port", str(served.port), "--seeds",
         str(article_folder)], capture_output=True, text=True, timeout=60, check=False,
    )
    assert done.returncode == 1
    assert f"KG920: Port {served.port} of 127.0.0.1 is taken" in done.stderr
    assert "--port 0" in done.stderr


@pytest.mark.parametrize(("options", "status", "code"), [
    (["--port", "70000"], 2, "KG603"), (["--workers", "0"], 2, "KG603"),
    (["--seconds", "nan"], 2, "KG603"), (["--host", "192.0.2.1"], 1, "KG920"),
    (["--host", "no such host"], 1, "KG920"), (["--cors", "example.org"], 2, "KG603"),
    (["--allow-host", "http://x"], 2, "KG603"), (["--cache", "-1"], 2, "KG603"),
])
def test_what_cannot_be_served_is_told(
    options: list[str], status: int, code: str, article_folder: Path, cache: Path
) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kg", "serve", "--seeds", str(article_folder), *options],
        capture_output=True, text=True, timeout=60, check=False,
    )
    assert (done.returncode, code in done.stderr) == (status, True), done.stderr
    assert "Traceback" not in done.stderr


def test_only_this_machine_is_listened_to(served: Served) -> None:
    listening = Path("/proc/net/tcp").read_text() + Path("/proc/net/tcp6").read_text()
    addresses = re.findall(rf"\d: ([0-9A-F]+):{served.port:04X} \S+ 0A", listening)
    assert addresses == ["0100007F"]


def test_names_and_sites_can_be_allowed(article_folder: Path, cache: Path) -> None:
    one = Served("--seeds", str(article_folder), "--workers", "1", "--allow-host", "kg.example",
                 "--cors", "https://notebook.example")
    try:
        assert get(one.port, "/robots.txt", host="kg.example").status == 200
        assert get(one.port, "/robots.txt", host="other.example").status == 421
        got = one.get("/robots.txt", "Origin: https://notebook.example")
        assert got.headers["access-control-allow-origin"] == "https://notebook.example"
    finally:
        one.stop()
