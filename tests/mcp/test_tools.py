"""Each tool, called by the library's own client over standard input, beside the functions of kg."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from anyio.from_thread import start_blocking_portal
from mcp import Client
from mcp.client.stdio import StdioServerParameters, stdio_client

from kg.api.about import about
from kg.api.catalogue import entry, listed
from kg.api.evidence import evidence, sources
from kg.api.search import search
from kg.api.things import described
from kg.graph import Graph
from kg.mcp.pages import ROOM, size
from kg.mcp.tools import TOOLS
from kg.mcp.words import REMINDER
from kg.names import PREFIXES
from kg.render.answer import to_json
from tests.mcp.schemas import published

Call = Callable[..., tuple[dict[str, Any], str]]


class Session:
    """The client, for tests that are not asynchronous."""

    def __init__(self, portal: Any, client: Client) -> None:
        self._portal, self._client = portal, client
        self.instructions = client.instructions
        self.version = client.protocol_version

    def tools(self) -> list[Any]:
        return list(self._portal.call(self._client.list_tools).tools)

    def call(self, tool: str, **arguments: object) -> tuple[dict[str, Any], str]:
        """Structured content and text; the client holds the first to its schema."""
        result = self._portal.call(self._client.call_tool, tool, arguments)
        assert not result.is_error, result.content
        (content,) = result.content
        assert size(result.structured_content) < 1.5 * ROOM
        assert len(content.text) < ROOM
        assert content.text.endswith(REMINDER)
        return result.structured_content, content.text


@pytest.fixture(scope="module", params=["auto", "legacy"])
def session(graph: Graph, request: pytest.FixtureRequest) -> Iterator[Session]:
    """A client that finds out which protocol is spoken, and one that shakes hands."""
    parameters = StdioServerParameters(
        command=sys.executable, args=["-m", "kg", "mcp", "--seconds", "30"], env=dict(os.environ)
    )
    with start_blocking_portal() as portal:
        client = Client(stdio_client(parameters), mode=request.param)
        with portal.wrap_async_context_manager(client) as opened:
            yield Session(portal, opened)


@pytest.fixture(scope="module")
def call(session: Session) -> Call:
    return session.call


def test_the_tools_are_what_they_say(session: Session) -> None:
    found = session.tools()
    assert [one.name for one in found] == list(TOOLS)
    for one in found:
        hints = one.annotations
        assert (hints.read_only_hint, hints.destructive_hint) == (True, False)
        assert (hints.idempotent_hint, hints.open_world_hint) == (True, False)
        assert one.title and len(one.description) > 60
        for schema in (one.input_schema, one.output_schema):
            jsonschema.Draft202012Validator.check_schema(schema)
            assert schema["type"] == "object" and schema["additionalProperties"] is False
        assert all(part["description"] for part in one.input_schema["properties"].values())


def test_what_can_be_asked_is_in_the_schema(session: Session, graph: Graph) -> None:
    taken = {one.name: one.input_schema["properties"] for one in session.tools()}
    assert taken["ask"]["question"]["enum"] == sorted(one["id"] for one in listed())
    assert taken["ask"]["limit"] | {"description": ""} == {
        "type": "integer", "minimum": 1, "maximum": 200, "default": 25, "description": ""
    }
    assert "instrument" in taken["find"]["type"]["enum"]
    assert taken["why"]["as_of"]["format"] == "date"


def test_an_assistant_is_told_the_rules(session: Session) -> None:
    told = session.instructions or ""
    for rule in ("not a fact", '"not X"', "Count origins", "claim's id", "Not legal advice",
                 "cannot say", "private persons"):
        assert rule in told
    assert len(told) < 3000


def test_both_protocols_are_spoken(session: Session) -> None:
    assert session.version in ("2025-11-25", "2026-07-28")


def test_find_is_the_search(call: Call, graph: Graph) -> None:
    found, text = call("find", q="zadvydas", limit=4)
    assert found["search"] == {"graph": about(graph)["graph"]} | search(graph, "zadvydas", 4)
    published("search").validate(found["search"])
    assert all(one["id"] in text for one in found["search"]["results"])
    more, _ = call("find", q="zadvydas", limit=3, offset=found["page"]["next_offset"])
    whole: Any = search(graph, "zadvydas", 7)
    assert found["search"]["results"] + more["search"]["results"] == whole["results"]


def test_find_says_what_else_finds_something(call: Call) -> None:
    found, text = call("find", q="zadvidas")
    assert found["search"]["total"] == 0
    assert found["search"]["suggestions"][0] in text


@pytest.mark.parametrize("name", ["medical-need", "zadvydas-v-davis", "cg:leadsTo", "x8"])
def test_describe_is_what_the_api_says(call: Call, graph: Graph, name: str) -> None:
    found, text = call("describe", thing=name, limit=200)
    assert found["thing"] == described(graph, name)
    published("thing").validate(found["thing"])
    assert found["thing"]["iri"] in text
    assert found["current_to"] == about(graph)["current_to"] and found["current_to"] in text


def test_the_catalogue_is_whole(call: Call) -> None:
    found, text = call("list_questions")
    assert [one["id"] for one in found["questions"]] == [one["id"] for one in listed()]
    assert all(f"- {one['id']}: " in text for one in listed())
    law, _ = call("list_questions", theme="law")
    assert 0 < len(law["questions"]) < len(found["questions"])


def test_one_question_is_described_whole(call: Call, graph: Graph) -> None:
    found, text = call("list_questions", question="release-authority")
    assert found["question"] == entry(graph, "release-authority")
    published("question").validate(found["question"])
    assert all(said in text for said in found["question"]["cannot"])


def test_long_lists_of_choices_are_cut_and_it_is_said(call: Call, graph: Graph) -> None:
    found, text = call("list_questions", question="norms-of")
    (one, _) = found["question"]["parameters"]
    (known, _) = entry(graph, "norms-of")["parameters"]
    assert one["choices"] == known["choices"][:40] and len(known["choices"]) > 40
    assert f"{len(known['choices'])} choices" in found["left_out"]
    assert found["left_out"] in text


ASKED: list[tuple[str, dict[str, str], dict[str, str]]] = [
    ("release-factors", {}, {}),
    ("release-factors", {}, {"as_of": "2025-02-03", "known_by": "2025-02-04"}),
    ("norms-of", {"instrument": "ina-236-a"}, {}),
    ("conflicts", {"compatibility": "compatibility-cannot-both-hold"}, {}),
    ("releases-by-month", {}, {}),
    ("no-evidence", {}, {}),
]


@pytest.mark.parametrize(("name", "parameters", "days"), ASKED)
def test_the_pages_of_an_answer_are_the_answer(
    call: Call, graph: Graph, name: str, parameters: dict[str, str], days: dict[str, str]
) -> None:
    whole: Any = to_json(graph.ask(name, **days, **parameters))
    rows: list[Any] = []
    claims: dict[str, Any] = {}
    offset: int | None = 0
    while offset is not None:
        found, text = call("ask", question=name, parameters=parameters, offset=offset, **days)
        answer = found["answer"]
        published("answer").validate(answer)
        assert {key: answer[key] for key in ("question", "as_of", "known_by", "limits")} == {
            key: whole[key] for key in ("question", "as_of", "known_by", "limits")
        }
        assert all(f"Cannot say: {limit}" in text for limit in answer["limits"])
        rows += answer["rows"]
        claims |= answer["claims"]
        documents = {one["document"] for one in answer["claims"].values()}
        assert found["sources"] == sources(graph, documents)
        assert answer["observations"].items() <= whole["observations"].items()
        offset = found["page"]["next_offset"]
    assert rows == whole["rows"]
    assert claims == whole["claims"]


def test_a_claim_can_be_cited_from_the_text_alone(call: Call, graph: Graph) -> None:
    found, text = call("ask", question="release-factors", limit=5)
    claims, unseen = found["answer"]["claims"], set(found["sources"]["unseen"])
    assert claims and unseen
    for name, one in claims.items():
        block = text.partition(f"[{name}] ")[2].partition("\n[")[0]
        assert block.startswith(one["text"])
        place = f"paragraph {one['paragraph']}" if one["paragraph"] else one["locator"]
        assert f"in {one['document']}, {place}; stated {one['stated_on']}" in block
        assert one["attribution"][0]["label"] in block
        assert ("not verified" in block) is not one["verified"]
        steps = found["sources"]["lineage"][one["document"]]
        family = {one["document"], *(step["from"] for step in steps)}
        assert ("original not seen" in block) is bool(family & unseen)
    assert "stated by an interested party" in text


def test_no_evidence_is_told_as_what_it_is(call: Call) -> None:
    _, text = call("ask", question="no-evidence")
    assert "says that there is no evidence, which is not to deny it" in text


def test_an_empty_answer_says_what_it_means(call: Call, graph: Graph) -> None:
    found, text = call("ask", question="release-factors", known_by="1999-01-01")
    assert found["answer"]["rows"] == [] and found["page"]["total"] == 0
    assert graph.ask("release-factors").question.empty in text


def test_a_count_says_what_it_counts(call: Call) -> None:
    found, text = call("ask", question="atd-stock-and-flow")
    cells = found["answer"]["observations"]
    assert cells and "cells are left out" in found["page"]["left_out"]
    for one in cells.values():
        assert f"Counted: {one['measure']['label']}" in text
        assert one["population"].rstrip(".") in text
        assert str(one["value"]) in text and f"published {one['published']}" in text


@pytest.mark.parametrize("name", ["medical-need", "c56", "x8", "zadvydas-v-davis"])
def test_why_is_the_evidence(call: Call, graph: Graph, name: str) -> None:
    found, text = call("why", thing=name, limit=200)
    whole = evidence(graph, name)
    assert found["evidence"] == whole
    published("evidence").validate(found["evidence"])
    assert all(f"[{claim}]" in text for claim in found["evidence"]["claims"])
    assert all(said in text for said in found["evidence"]["citations"].values())


def test_the_evidence_of_much_comes_in_pages(call: Call, graph: Graph) -> None:
    whole: Any = evidence(graph, "ice", known_by="2025-02-10")
    claims: dict[str, Any] = {}
    offset: int | None = 0
    while offset is not None:
        found, text = call("why", thing="ice", known_by="2025-02-10", limit=80, offset=offset)
        part = found["evidence"]
        published("evidence").validate(part)
        assert {one["document"] for one in part["claims"].values()} == set(part["lineage"])
        assert part["citations"].items() <= whole["citations"].items()
        claims |= part["claims"]
        offset = found["page"]["next_offset"]
        assert offset is None or f"offset {offset} gives the next" in text
    assert list(claims.items()) == list(whole["claims"].items()) and len(claims) > 80


def test_a_cell_has_its_publications(call: Call, graph: Graph) -> None:
    cell = graph.ask("releases-by-month").rows[0].observations[0]
    found, text = call("why", thing=cell)
    assert found["evidence"]["observations"] == evidence(graph, cell)["observations"]
    assert f"[{cell}]" in text


def test_sparql_gives_rows_in_pages(call: Call, graph: Graph) -> None:
    query = """SELECT ?claim ?text WHERE { GRAPH graph:claims {
      ?claim a cg:Claim ; cg:text ?text } } ORDER BY ?claim LIMIT 30"""
    prefixes = "".join(f"PREFIX {name}: <{PREFIXES[name]}> " for name in ("graph", "cg"))
    known = graph.sparql(prefixes + query)
    found, text = call("sparql", query=query, limit=20)
    more, _ = call("sparql", query=query, limit=20, offset=20)
    assert found["variables"] == ["claim", "text"] and found["page"]["total"] == 30
    rows = [{name: term["value"] for name, term in row.items()}
            for row in found["rows"] + more["rows"]]
    assert rows == [{name: str(value) for name, value in row.items()} for row in known]
    # ids in the text are those that the other tools take
    assert known[0]["claim"].short in text  # type: ignore[attr-defined]
    assert found["graph"] == about(graph)["graph"]


def test_sparql_says_yes_and_no(call: Call) -> None:
    yes, text = call("sparql", query="ASK { GRAPH graph:claims { ?s a cg:Claim } }")
    assert yes["boolean"] is True and text.startswith("yes")
    no, text = call("sparql", query="ASK { ?s a cg:Claim }")
    assert no["boolean"] is False and text.startswith("no")


def test_sparql_gives_triples(call: Call) -> None:
    import rdflib

    found, text = call("sparql", query="""CONSTRUCT { ?s rdf:type cg:Claim }
      WHERE { GRAPH graph:claims { ?s a cg:Claim } } LIMIT 7""")
    assert found["form"] == "triples" and found["turtle"] in text
    assert len(rdflib.Graph().parse(data=found["turtle"], format="turtle")) == 7


def test_a_query_that_forgets_named_graphs_is_helped(call: Call) -> None:
    found, text = call("sparql", query="SELECT * WHERE { ?s ?p ?o }")
    assert found["rows"] == [] and "GRAPH ?g" in found["hint"] and found["hint"] in text
