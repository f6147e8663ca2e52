"""Queries made to harm: each is ended, and the next honest question is answered rightly."""

from __future__ import annotations

import resource
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.graph import Graph
from kg.serve.pool import Limits
from tests.serve.running import Running

MIB = 1024 * 1024
ALL = "GRAPH ?g{0} {{ ?a{0} ?b{0} ?c{0} }}"
JOIN = " ".join(ALL.format(n) for n in range(4))
DOUBLED = "BIND('0123456789' AS ?d0) " + " ".join(
    f"BIND(CONCAT(?d{n}, ?d{n}) AS ?d{n + 1})" for n in range(30)
)
DEEP = 10_000
#: cost that has no end
ENDLESS = {
    "cartesian product": f"SELECT (COUNT(*) AS ?n) {{ {JOIN} }}",
    "cartesian product, sorted": f"SELECT * {{ {JOIN} }} ORDER BY ?a0 DESC(?c3)",
    "cartesian product, distinct": f"SELECT DISTINCT * {{ {JOIN} }}",
    "cartesian product, grouped":
        f"SELECT ?a0 ?a1 ?a2 (COUNT(*) AS ?n) {{ {JOIN} }} GROUP BY ?a0 ?a1 ?a2",
    "join on inequality":
        f"SELECT (COUNT(*) AS ?n) {{ {ALL.format(0)} {ALL.format(1)} FILTER(?c0 != ?c1) }}",
    "paths over everything": "SELECT (COUNT(*) AS ?n) { GRAPH ?g { "
    "?x (!<u:a>|!^<u:a>)* ?y . ?y (!<u:a>|!^<u:a>)+ ?z } }",
    "nested closures": "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?x ((!<u:a>)*/(!^<u:a>)*)* ?y } }",
    "optional chain":
        "SELECT * { GRAPH ?g { ?s ?p ?o " + "OPTIONAL { ?s ?p ?o } " * 3000 + "} }",
    "many patterns":
        "SELECT * { GRAPH ?g { " + "".join(f"?s{n} ?p ?s{n + 1} ." for n in range(1000)) + "} }",
    "long path": "SELECT * { GRAPH ?g { ?s " + "/".join(["!<u:a>"] * 1000) + " ?o } }",
    "many nodes in brackets":
        "SELECT * { GRAPH ?g { ?s ?p " + "[ ?p " * 150 + "1" + "]" * 150 + "} }",
    "filter for each pair": f"SELECT * {{ {ALL.format(0)} {ALL.format(1)} "
    "FILTER(CONTAINS(STR(?c0), CONCAT(STR(?c1), '~'))) }",
    "exists for each pair": f"SELECT * {{ {ALL.format(0)} {ALL.format(1)} FILTER NOT EXISTS "
    "{ GRAPH ?g { ?a0 ?a1 ?a1 } } FILTER(false || ?a0 = ?c1 && ?b0 != ?b1) }",
}
#: memory that has no end
GROWING = {
    "joined text":
        f"SELECT (GROUP_CONCAT(STR(?c0)) AS ?t) {{ {ALL.format(0)} {ALL.format(1)} }}",
    "doubled text": f"SELECT (STRLEN(?d30) AS ?n) {{ {DOUBLED} }}",
    "doubled text, replaced":
        f"SELECT (STRLEN(REPLACE(?d26, '.', ?d20)) AS ?n) {{ {DOUBLED} }}",
    "encoded text": f"SELECT (STRLEN(ENCODE_FOR_URI(ENCODE_FOR_URI(?d28))) AS ?n) {{ {DOUBLED} }}",
    "large rows": f"SELECT ?d20 {{ {DOUBLED} {ALL.format(0)} }}",
    "sample of sets": f"SELECT (GROUP_CONCAT(DISTINCT ?k) AS ?n) {{ {ALL.format(0)} {ALL.format(1)}"
    " BIND(CONCAT(STR(?c0), STR(?c1)) AS ?k) }",
}
#: what a parser that recurses cannot bear, or may
DEEPLY = {
    "groups": "SELECT * " + "{" * DEEP + "}" * DEEP,
    "parentheses": "SELECT * { FILTER(" + "(" * DEEP + "1" + ")" * DEEP + ") }",
    "functions": "SELECT (" + "STR(" * DEEP + "1" + ")" * DEEP + " AS ?x) {}",
    "brackets": "SELECT * { ?s ?p " + "[ ?p " * DEEP + "1" + "]" * DEEP + " }",
    "lists": "SELECT * { ?s ?p " + "(" * DEEP + "1" + ")" * DEEP + " }",
    "subselects": "SELECT * { " + "{ SELECT * { " * DEEP + "}}" * DEEP + " }",
    "exists": "SELECT * { " + "FILTER EXISTS { " * DEEP + "}" * DEEP + " }",
    "unclosed": "SELECT * " + "{" * DEEP,
    "closed only": "SELECT * " + "}" * DEEP,
    "hidden by a text": "SELECT * { FILTER('" + ")" * DEEP + "' = " + "(" * DEEP + "1",
    "negations": "SELECT * { FILTER(" + "!" * 20 * DEEP + "true) }",
    "alternatives": "SELECT * { FILTER(1" + "||0" * DEEP + ") }",
    "sums": "SELECT * { FILTER(1" + "+1" * DEEP + ") }",
    "unions": "SELECT * { {}" + " UNION {}" * DEEP + " }",
    "minus": "SELECT * { ?s ?p ?o" + " MINUS { ?s ?p ?o }" * DEEP + " }",
    "binds": "SELECT * { " + "".join(f"BIND(1 AS ?v{n}) " for n in range(DEEP)) + "}",
    "inverse paths": "SELECT * { ?s " + "^" * DEEP + "<u:a> ?o }",
    "triple terms": "SELECT * { ?s ?p " + "<<( <u:a> <u:a> " * DEEP + "1" + ")>>" * DEEP + " }",
}
#: what looks bad and is harmless, or is refused at once
ODD = {
    "regular expression that backtracks": f"SELECT * {{ {ALL.format(0)} "
    "FILTER(REGEX(STR(?c0), '(([a-z])+.)+[A-Z]([a-z])+$')) } LIMIT 1",
    "regular expression that explodes":
        "SELECT (REGEX('a', '((a{1,500}){1,500}){1,500}') AS ?x) {}",
    "regular expression of a text": f"SELECT (REGEX('a', ?d18) AS ?x) {{ {DOUBLED} }}",
    "values": "SELECT (COUNT(*) AS ?n) { VALUES ?x { " + "1 " * 300_000 + "} }",
    "in": "SELECT * { FILTER(1 IN (" + ",".join(["0"] * 100_000) + ")) }",
    "prefixes": "".join(f"PREFIX p{n}: <u:{n}>\n" for n in range(20_000)) + "ASK {}",
    "projection": "SELECT " + " ".join(f"?v{n}" for n in range(50_000)) + " {}",
    "number": "SELECT (" + "9" * 500_000 + " AS ?x) {}",
    "power": "SELECT (1e308 * 1e308 * 10e307 AS ?x) {}",
    "nul": "SELECT * { \0 }",
    "surrogate": "SELECT ('\\uD800' AS ?x) {}",
    "text without end": "SELECT ('" + "a" * 900_000,
    "comment without end": "ASK {} #" + "a" * 900_000,
    "escapes": "SELECT ('" + "\\u0041" * 150_000 + "' AS ?x) {}",
}


@pytest.fixture(scope="module")
def guarded(graph: Graph) -> Iterator[Running]:
    limits = Limits(seconds=1, memory=200 * MIB, result=4 * MIB, rows=5000, wait=30)
    running = Running(limits, workers=2, digest=graph.digest)
    yield running
    running.stop()


@pytest.fixture(scope="module")
def resident(guarded: Running) -> int:
    """Memory of the server, in bytes, before anything hostile came."""
    return _resident()


def _resident() -> int:
    if sys.platform != "linux":
        pytest.skip("NO /proc: the memory of the server is NOT TESTED on this system")
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * resource.getpagesize()


def _survives(server: Running, query: str) -> int:
    """The status of the query; after it, an honest question is answered rightly."""
    headers = {"Content-Type": "application/sparql-query"}
    found = server.ask("POST", "/sparql", query.encode(), headers)
    honest = f"SELECT (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?s a cg:Claim }} }} # {len(query)}"
    for _ in range(2):
        answer = server.ask("POST", "/sparql", honest.encode(), headers)
        count = int(answer.json()["results"]["bindings"][0]["n"]["value"])
        assert count > 1000
    if found.status != 200:
        assert found.kind == "application/problem+json"
        assert found.json()["remedy"]
    return found.status


@pytest.mark.parametrize("query", ENDLESS.values(), ids=ENDLESS)
def test_endless(guarded: Running, resident: int, query: str) -> None:
    assert _survives(guarded, query) in (504, 507)


@pytest.mark.parametrize("query", GROWING.values(), ids=GROWING)
def test_growing(guarded: Running, resident: int, query: str) -> None:
    assert _survives(guarded, query) in (413, 504, 507)


@pytest.mark.parametrize("query", DEEPLY.values(), ids=DEEPLY)
def test_deep(guarded: Running, resident: int, query: str) -> None:
    assert _survives(guarded, query) in (200, 400, 504, 507)


@pytest.mark.parametrize("query", ODD.values(), ids=ODD)
def test_odd(guarded: Running, resident: int, query: str) -> None:
    assert _survives(guarded, query) in (200, 400, 504, 507)


def test_the_server_did_not_grow(guarded: Running, resident: int) -> None:
    """Room for what was kept of replies, and for what Python keeps for later."""
    assert _resident() - resident < 100 * MIB
