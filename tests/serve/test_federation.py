"""SERVICE is refused however it is written, and nothing connects even where it was not seen."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

import pyoxigraph as ox
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.cli import run
from kg.engine import guard
from kg.engine.asked import solved
from kg.errors import KgError
from kg.graph import Graph
from tests.serve.running import Running

PLACE = "<http://127.0.0.1:%d/>"
CALLS = {
    "plain": "SELECT * { SERVICE @ { ?s ?p ?o } }",
    "silent": "SELECT * { SERVICE SILENT @ { ?s ?p ?o } }",
    "small": "select * { service silent @ { ?s ?p ?o } }",
    "mixed": "SELECT * { sErViCe @ {} }",
    "no space": "SELECT*{SERVICE@{}}",
    "comment between": "SELECT * { SERVICE # to\n @ {} }",
    "after a number": "SELECT * { ?s ?p 1SERVICE @ {} }",
    "after a boolean": "SELECT * { ?s ?p trueSERVICE @ {} }",
    "after a decimal": "SELECT * { VALUES ?x { 1 } ?s ?p 1.SERVICE @ {} }",
    "after a text": "SELECT * { ?s ?p 'a'SERVICE @ {} }",
    "joined words": "SELECT * { SERVICESILENT @ {} }",
    "prefixed": "PREFIX x: @ SELECT * { SERVICE x: {} }",
    "prefixed, joined": "PREFIX x: @ SELECT * { SERVICEx: {} }",
    "by a variable": "SELECT * { VALUES ?to { @ } SERVICE ?to {} }",
    "by a bound variable": "SELECT * { BIND(@ AS ?to) SERVICE ?to {} }",
    "nested groups": "SELECT * { { { { SERVICE @ {} } } } }",
    "in a subselect": "SELECT * { { SELECT * { SERVICE @ {} } } }",
    "in a union": "SELECT * { {} UNION { SERVICE @ {} } }",
    "in optional": "SELECT * { VALUES ?x { 1 } OPTIONAL { SERVICE @ {} } }",
    "in exists": "SELECT * { VALUES ?x { 1 } FILTER EXISTS { SERVICE @ {} } }",
    "in minus": "SELECT * { VALUES ?x { 1 } MINUS { VALUES ?x { 1 } SERVICE @ {} } }",
    "in a graph": "SELECT * { GRAPH graph:meta { SERVICE @ {} } }",
    "in a service": "SELECT * { SERVICE SILENT <http://127.0.0.1:1/> { SERVICE @ {} } }",
    "after a comparison": "SELECT * { FILTER(1 < 2) SERVICE @ {} FILTER(3 > 2) }",
    "after a tight comparison": "SELECT * { FILTER(1<2)SERVICE@{} FILTER(3>2) }",
    "comment in an address": "PREFIX x: <u:> SELECT * { FILTER(1<x:b#c>'''\n) SERVICE @ {} #'''\n}",
    "escape in an address": "SELECT * { ?s ?p <http://a/\\u0041'> SERVICE @ {} #'\n}",
    "carriage return in a comment": "SELECT * { #\r'''\nSERVICE @ {} #'''\n}",
    "quotes in quotes": "SELECT * { ?s ?p '''a'b''' SERVICE @ {} }",
    "escaped quote": 'SELECT * { ?s ?p "\\"" SERVICE @ {} #"\n}',
    "construct": "CONSTRUCT { ?s ?p ?o } { SERVICE @ { ?s ?p ?o } }",
    "describe": "DESCRIBE ?s { SERVICE @ { ?s ?p ?o } }",
    "ask": "ASK { SERVICE @ { ?s ?p ?o } }",
}
#: no query of the grammar, and so refused by one or the other
ODD = {
    "escaped letter": "SELECT * { \\u0053ERVICE @ {} }",
    "long escape": "SELECT * { \\U00000053ERVICE @ {} }",
    "escape inside": "SELECT * { SERVI\\u0043E @ {} }",
    "load": "LOAD @",
    "load silent": "LOAD SILENT @ INTO GRAPH <http://a/>",
    "insert where": "INSERT { ?s ?p ?o } WHERE { SERVICE @ { ?s ?p ?o } }",
}
HONEST = {
    "variables": "SELECT ?service $my_service { ?service ?x $my_service }",
    "names": "SELECT * { ?s cg:service ?o ; cg:my-service ?x ; cg:aservice ?y }",
    "texts": "SELECT * { FILTER(CONTAINS('a service', \"Service\")) FILTER('''service''' != '') }",
    "comments": "# service\nSELECT * { # SERVICE <http://example.org/>\n}",
    "addresses": "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> SELECT * {"
    " ?s a <http://example.org/service> }",
    "compared": "SELECT * { VALUES ?n { 1 } FILTER(?n < 2 && CONTAINS('service', 'service')) }",
}


class Listener:
    """A socket that counts who connects to it."""

    def __init__(self) -> None:
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._socket.getsockname()[1])
        self.count = 0
        self._thread = threading.Thread(target=self._accept)
        self._thread.start()

    def _accept(self) -> None:
        while True:
            connection, _ = self._socket.accept()
            with connection:
                if connection.recv(1) == b"\0":
                    return
                self.count += 1

    def close(self) -> None:
        with socket.create_connection(("127.0.0.1", self.port)) as last:
            last.send(b"\0")
        self._thread.join(10)
        self._socket.close()


@contextmanager
def _listening() -> Iterator[Listener]:
    listener = Listener()
    try:
        yield listener
    finally:
        listener.close()


@pytest.fixture(scope="module")
def listener() -> Iterator[Listener]:
    with _listening() as listener:
        yield listener


def _to(query: str, listener: Listener) -> str:
    return query.replace("@", PLACE % listener.port)


def test_the_engine_itself_would_connect() -> None:
    with _listening() as here:
        query = _to(CALLS["silent"], here)
        list(ox.Store().query(query))  # type: ignore[arg-type]
        assert here.count == 1


@pytest.mark.parametrize("query", CALLS.values(), ids=CALLS)
def test_the_server_refuses(server: Running, listener: Listener, query: str) -> None:
    response = server.ask("GET", "/sparql?query=" + quote(_to(query, listener)))
    assert (response.status, response.json()["code"]) == (403, "KG904")
    assert listener.count == 0


@pytest.mark.parametrize("query", ODD.values(), ids=ODD)
def test_the_server_refuses_what_is_no_query(
    server: Running, listener: Listener, query: str
) -> None:
    response = server.ask("GET", "/sparql?query=" + quote(_to(query, listener)))
    assert response.status in (400, 403)
    assert listener.count == 0


@pytest.mark.parametrize(
    "query",
    ["SELECT * FROM @ { ?s ?p ?o }", "SELECT * FROM NAMED @ { GRAPH ?g { ?s ?p ?o } }",
     "SELECT * { GRAPH @ { ?s ?p ?o } }", "DESCRIBE @"],
)
def test_a_graph_is_not_fetched(server: Running, listener: Listener, query: str) -> None:
    place = quote(PLACE.strip("<>") % listener.port)
    for more in ("", f"&default-graph-uri={place}", f"&named-graph-uri={place}"):
        response = server.ask("GET", "/sparql?query=" + quote(_to(query, listener)) + more)
        assert response.status == 200
    assert listener.count == 0


@pytest.mark.parametrize("query", CALLS.values(), ids=CALLS)
def test_what_is_not_seen_cannot_connect(listener: Listener, query: str) -> None:
    """Without the reading of the text: the system gives no connection."""
    prefixes = {"graph": "u:"}
    with guard.sealed():
        try:
            found = ox.Store().query(_to(query, listener), prefixes=prefixes)
            list(found)  # type: ignore[arg-type]
        except (OSError, SyntaxError, TypeError, RuntimeError):
            pass
    assert listener.count == 0


@pytest.mark.parametrize("query", HONEST.values(), ids=HONEST)
def test_the_word_by_itself_is_no_call(graph: Graph, query: str) -> None:
    solved(graph.engine.store, query)


def test_every_index_is_read_while_nothing_can_be_opened(graph: Graph) -> None:
    size = len(graph.engine.store)
    patterns = ("?g", "?s", "?p", "?o")
    with guard.sealed():
        for bound in patterns:
            query = (f"SELECT (COUNT(*) AS ?n) {{ {{ SELECT DISTINCT {bound} {{ GRAPH ?g "
                     f"{{ ?s ?p ?o }} }} }} GRAPH ?g {{ ?s ?p ?o }} }}")
            assert graph.engine.select(query)[1] == [(size,)], bound


def test_kg_sparql_refuses(listener: Listener, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["sparql", "-q", _to(CALLS["silent"], listener)]) == 1
    assert "KG904" in capsys.readouterr().err
    assert run(["sparql", "-q", _to(ODD["load"], listener)]) == 1
    assert "read-only" in capsys.readouterr().err
    assert listener.count == 0


def test_python_refuses(graph: Graph, listener: Listener) -> None:
    with pytest.raises(KgError, match="KG904"):
        graph.sparql(_to(CALLS["silent"], listener))
    assert listener.count == 0


_CALL = "SERVICE<http://127.0.0.1:1/>{}"
#: what may stand before and after a call, and what opens and closes texts and comments around it
_BEFORE = ["?s ?p 1", "?s ?p true", "?s ?p 'a'", "?s ?p '''a'b'''", "?s ?p <u:b>", "?s ?p x:a.",
           "FILTER(1=1||1<2)", "FILTER(1=1||1<x:b#c>", "?s <u:a'>?o", "<u:#> ?p ?o.",
           "BIND('#' AS ?q)", 'BIND("\\"" AS ?r)', "{}", "?s ?p ?o;", "?s ?p '' ."]
_AROUND = ["'''\n)", "#'''\n", '#"\n', "#'\n", "#\r", "'", '"', "'''", '"""', "\n", " ", "<", ">"]
_PIECES = st.sampled_from([*_BEFORE, *_AROUND])
_STORE = ox.Store()
for _subject in ("u:s", "u:#"):
    for _object in (ox.Literal(1), ox.Literal(True), ox.Literal("a"), ox.Literal("a'b"),
                    ox.Literal(""), ox.NamedNode("u:a"), ox.NamedNode("u:b")):
        _STORE.add(ox.Quad(ox.NamedNode(_subject), ox.NamedNode("u:a'"), _object))


@settings(max_examples=3000, deadline=None)
@given(st.lists(_PIECES, max_size=4), st.lists(_PIECES, max_size=3))
def test_no_call_that_the_engine_makes_is_missed(before: list[str], after: list[str]) -> None:
    """Port 1 is refused by the engine's own client: no example reaches it."""
    query = "SELECT * { " + "".join(before) + _CALL + "".join(after) + "\n}"
    prefixes = {"x": "u:"}
    called = False
    try:
        with guard.sealed():
            list(_STORE.query(query, prefixes=prefixes))  # type: ignore[arg-type]
    except OSError:
        called = True
    except (SyntaxError, ValueError, RuntimeError):
        pass
    if called:
        with pytest.raises(KgError, match="KG904"):
            guard.check(query)


def test_reading_takes_time_in_proportion() -> None:
    """Texts of a megabyte that would take hours in square."""
    for piece in ("'", "<", "<'", "#\n", '"""', "?", "a-", ":a", "\\", "<a"):
        guard.calls(piece * (500_000 // len(piece)) + " service")


@pytest.mark.parametrize(
    ("query", "verb"),
    [("SELECT * {}", "SELECT"), ("  # c\r\nBASE <a:> PREFIX : <#b>\nask {}", "ASK"),
     ("PREFIX a.b: <http://x/#> # x\nDESCRIBE ?x", "DESCRIBE"), ("", ""), ("{}", ""),
     ("prefix select: <a:> insert data {}", "INSERT")],
)
def test_the_first_word(query: str, verb: str) -> None:
    assert guard.verb(query) == verb


@pytest.mark.parametrize(
    ("query", "says"),
    [("SELECT * FROM <a:b> {}", True), ("SELECT * from named graph:claims {}", True),
     ("SELECT * FROM:a {}", True), ("SELECT ?from { ?from cg:from ?x }", False),
     ("SELECT * { ?s ?FROM <a:b> }", False)],
)
def test_whether_a_query_names_its_graphs(query: str, says: bool) -> None:
    assert guard.names_dataset(query) is says


def test_nesting_is_bounded_before_the_parser_runs(graph: Graph) -> None:
    deep = "SELECT * " + "{" * 5000 + "}" * 5000
    with pytest.raises(KgError, match="KG905"):
        solved(graph.engine.store, deep)
    assert solved(graph.engine.store, "SELECT * " + "{" * 100 + "}" * 100)
