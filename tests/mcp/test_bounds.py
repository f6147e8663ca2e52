"""A call is bounded in time, memory and rows, is really ended, and the server goes on."""

from __future__ import annotations

import time

from tests.mcp.conftest import Start
from tests.mcp.speaking import Speaking, gone

#: five billion rows to be counted
RUNAWAY = """SELECT (COUNT(*) AS ?n) WHERE { GRAPH graph:claims { ?a ?b ?c } GRAPH graph:claims {
  ?d ?e ?f } GRAPH graph:claims { ?g ?h ?i } FILTER(?c != ?f && ?f != ?i) }"""


def _opened(speaking: Speaking) -> set[int]:
    """The workers, once the first call was answered."""
    speaking.begin()
    assert not speaking.call("sparql", query="ASK {}")["isError"]
    return speaking.children()


def test_a_runaway_query_is_ended_and_the_next_call_answered(start: Start) -> None:
    speaking = start("--seconds", "1.5", "--workers", "1")
    before = _opened(speaking)
    begun = time.perf_counter()
    text = speaking.refused("sparql", query=RUNAWAY)
    assert "KG910" in text and "1.5 seconds" in text and "--seconds" in text
    assert 1.4 < time.perf_counter() - begun < 20
    assert gone(before)
    assert not speaking.call("sparql", query="ASK {}")["isError"]
    assert speaking.end() == 0


def test_a_runaway_query_keeps_no_other_call_waiting(start: Start) -> None:
    speaking = start("--seconds", "60", "--workers", "2")
    _opened(speaking)
    slow = speaking.request("tools/call", {"name": "sparql", "arguments": {"query": RUNAWAY}})
    assert not speaking.call("sparql", query="ASK {}")["isError"]
    speaking.send({"jsonrpc": "2.0", "method": "notifications/cancelled",
                   "params": {"requestId": slow}})
    assert not speaking.call("sparql", query="ASK {}")["isError"]
    assert speaking.end() == 0


def test_a_call_that_is_cancelled_is_computed_no_further(start: Start) -> None:
    speaking = start("--seconds", "300", "--workers", "1")
    before = _opened(speaking)
    slow = speaking.request("tools/call", {"name": "sparql", "arguments": {"query": RUNAWAY}})
    time.sleep(1)
    speaking.send({"jsonrpc": "2.0", "method": "notifications/cancelled",
                   "params": {"requestId": slow}})
    # there is one worker: it can only be another that answers
    assert not speaking.call("sparql", query="ASK {}")["isError"]
    assert gone(before)
    assert speaking.end() == 0


def test_rows_and_memory_are_bounded(start: Start) -> None:
    speaking = start("--rows", "100", "--memory", "64", "--seconds", "60", "--workers", "1")
    _opened(speaking)
    query = "SELECT ?s WHERE { GRAPH graph:claims { ?s ?p ?o } } LIMIT"
    found = speaking.call("sparql", query=f"{query} 100", limit=2)["structuredContent"]
    assert found["page"]["total"] == 100 and len(found["rows"]) == 2
    text = speaking.refused("sparql", query=f"{query} 101")
    assert "KG909" in text and "LIMIT" in text
    hungry = """SELECT ?a ?d WHERE { GRAPH graph:claims { ?a ?b ?c } GRAPH graph:claims {
      ?d ?e ?f } } ORDER BY ?d ?a"""
    assert "KG911" in speaking.refused("sparql", query=hungry)
    assert not speaking.call("sparql", query="ASK {}")["isError"]
    assert speaking.end() == 0
