"""The protocol line by line: what a client may send, and what it may not."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from kg.mcp.tools import TOOLS
from kg.version import VERSION
from tests.mcp.conftest import Start
from tests.mcp.speaking import Speaking

_MODERN = {
    "io.modelcontextprotocol/protocolVersion": "2026-07-28",
    "io.modelcontextprotocol/clientInfo": {"name": "tests", "version": "1"},
    "io.modelcontextprotocol/clientCapabilities": {},
}


def test_the_handshake_says_who_answers(start: Start) -> None:
    speaking = start()
    found = speaking.begin()
    assert found["protocolVersion"] == "2025-11-25"
    assert found["serverInfo"]["name"] == "custody-graph"
    assert found["serverInfo"]["version"] == VERSION
    assert found["capabilities"].keys() == {"tools", "resources", "prompts"}
    assert "not a fact" in found["instructions"]
    # nothing was opened for it
    assert speaking.children() == set()
    assert speaking.end() == 0


@pytest.mark.parametrize(
    ("wanted", "given"),
    [("2024-11-05", "2024-11-05"), ("2025-06-18", "2025-06-18"), ("1999-01-01", "2025-11-25")],
)
def test_a_version_is_agreed_on(start: Start, wanted: str, given: str) -> None:
    speaking = start()
    assert speaking.begin(wanted)["protocolVersion"] == given
    assert [one["name"] for one in speaking.ask("tools/list")["result"]["tools"]] == list(TOOLS)
    assert speaking.end() == 0


def test_the_protocol_without_a_handshake_is_spoken(start: Start) -> None:
    speaking = start()
    found = speaking.ask("server/discover", {"_meta": _MODERN})["result"]
    assert "2026-07-28" in found["supportedVersions"] and "not a fact" in found["instructions"]
    result = speaking.ask("tools/call", {
        "_meta": _MODERN, "name": "find", "arguments": {"q": "bond", "limit": 1},
    })["result"]
    assert result["structuredContent"]["search"]["results"]
    other = _MODERN | {"io.modelcontextprotocol/protocolVersion": "2031-01-01"}
    assert speaking.ask("tools/list", {"_meta": other})["error"]["code"] == -32022
    assert speaking.end() == 0


def test_a_ping_is_answered(spoken: Speaking) -> None:
    assert spoken.ask("ping")["result"] == {}


def test_tools_are_listed_as_the_protocol_has_it(spoken: Speaking) -> None:
    result = spoken.ask("tools/list")["result"]
    assert "nextCursor" not in result
    for one in result["tools"]:
        assert one["inputSchema"]["type"] == "object" == one["outputSchema"]["type"]
        assert one["annotations"] == {
            "readOnlyHint": True, "destructiveHint": False, "idempotentHint": True,
            "openWorldHint": False,
        }


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("find", {"q": "bond"}), ("describe", {"thing": "ice"}), ("list_questions", {}),
        ("ask", {"question": "release-factors"}), ("why", {"thing": "c56"}),
        ("sparql", {"query": "ASK { GRAPH ?g { ?s ?p ?o } }"}),
    ],
)
def test_what_a_tool_answers_fits_what_it_declares(
    spoken: Speaking, tool: str, arguments: dict[str, object]
) -> None:
    listed = spoken.ask("tools/list")["result"]["tools"]
    declared = next(one for one in listed if one["name"] == tool)
    jsonschema.Draft202012Validator(declared["inputSchema"]).validate(arguments)
    result = spoken.call(tool, **arguments)
    assert result["isError"] is False
    checker = jsonschema.Draft202012Validator(declared["outputSchema"])
    found = result["structuredContent"]
    checker.validate(found)
    for name in found:
        assert not checker.is_valid({key: one for key, one in found.items() if key != name})
    (content,) = result["content"]
    assert content["type"] == "text" and content["text"]


DOCUMENTED = Path(__file__).parents[2] / "docs/mcp.md"


@pytest.mark.skipif(not DOCUMENTED.is_file(), reason="the documentation is not in the wheel")
def test_the_page_describes_what_there_is(spoken: Speaking) -> None:
    page = DOCUMENTED.read_text(encoding="utf-8")
    for tool in TOOLS.values():
        (line,) = [one for one in page.splitlines() if one.startswith(f"| `{tool.name}` |")]
        names = {one.name for one in tool.takes} - {"limit", "offset"}
        assert set(re.findall(r"`(\w+)`", line.rpartition(" | ")[2])) == names
        assert ("offset" in {one.name for one in tool.takes}) is (tool.name != "list_questions")
    (shown,) = re.findall(r"```\n(\[pickaway.*?)```", page, re.DOTALL)
    assert shown in spoken.call("why", thing="c56")["content"][0]["text"]


def test_an_unknown_tool_is_an_error_of_the_protocol(spoken: Speaking) -> None:
    error = spoken.ask("tools/call", {"name": "explain", "arguments": {}})["error"]
    assert error["code"] == -32602 and "There is no tool explain" in error["message"]
    error = spoken.ask("tools/call", {"name": "sparq"})["error"]
    assert "Did you mean sparql?" in error["message"]


@pytest.mark.parametrize(
    "params", [None, {}, {"name": 7}, {"name": "find", "arguments": []}, []], ids=str
)
def test_a_call_that_is_none_is_an_error_of_the_protocol(spoken: Speaking, params: Any) -> None:
    error = spoken.ask("tools/call", params)["error"] if params != [] else None
    if error is None:
        # what has no object of parameters is no message at all, but its id is known
        spoken.send({"jsonrpc": "2.0", "id": "list", "method": "tools/call", "params": []})
        reply = spoken.receive()
        assert reply["id"] == "list"
        error = reply["error"]
    assert error["code"] in (-32602, -32600)


def test_resources_are_listed_and_read(spoken: Speaking) -> None:
    (one,) = spoken.ask("resources/list")["result"]["resources"]
    templates = spoken.ask("resources/templates/list")["result"]["resourceTemplates"]
    assert [each["uriTemplate"] for each in templates] == [
        "custody-graph://claim/{document}/{claim}", "custody-graph://thing/{id}"
    ]
    for uri, tool, arguments in (
        (one["uri"], "list_questions", {}),
        ("custody-graph://claim/pickaway-2025-02/c56-medical-release", "why",
         {"thing": "pickaway-2025-02/c56-medical-release"}),
        ("custody-graph://thing/medical-need", "describe", {"thing": "medical-need"}),
    ):
        (content,) = spoken.ask("resources/read", {"uri": uri})["result"]["contents"]
        assert content["uri"] == uri and content["mimeType"] == "text/plain"
        assert content["text"] == spoken.call(tool, **arguments)["content"][0]["text"]


@pytest.mark.parametrize(
    "uri",
    ["custody-graph://claim/nothing/c1", "custody-graph://thing/", "file:///etc/passwd",
     "custody-graph://thing/nothing-at-all", "custody-graph://" + "x" * 5000, ""],
    ids=lambda uri: uri[:40],
)
def test_a_resource_that_is_not_there_is_an_error(spoken: Speaking, uri: str) -> None:
    assert spoken.ask("resources/read", {"uri": uri})["error"]["code"] == -32602


def test_the_prompt_is_listed_and_filled(spoken: Speaking) -> None:
    (one,) = spoken.ask("prompts/list")["result"]["prompts"]
    found = spoken.ask("prompts/get", {
        "name": one["name"], "arguments": {"question": "Why are people released?"}
    })["result"]
    (message,) = found["messages"]
    assert message["content"]["text"].endswith("Question: Why are people released?")
    for params in ({"name": one["name"]}, {"name": "other", "arguments": {"question": "x"}}):
        assert spoken.ask("prompts/get", params)["error"]["code"] == -32602


@pytest.mark.parametrize("method", ["nothing/here", "tools/delete", "logging/setLevel", "sampling"])
def test_an_unknown_method_is_said_to_be_unknown(spoken: Speaking, method: str) -> None:
    assert spoken.ask(method, {"level": "debug"})["error"]["code"] == -32601


@pytest.mark.parametrize(
    ("line", "code", "name"),
    [
        (b"{", -32700, None),
        (b"not json at all", -32700, None),
        (b'{"jsonrpc":"2.0","id":1,"method":"ping"', -32700, None),
        (b"\xff\xfe\x00", -32700, None),
        (b"[" * 100_000, -32700, None),
        (b"[]", -32600, None),
        (b'[{"jsonrpc":"2.0","id":1,"method":"ping"}]', -32600, None),
        (b"7", -32600, None),
        (b'"text"', -32600, None),
        (b"{}", -32600, None),
        (b'{"jsonrpc":"1.0","id":5,"method":"ping"}', -32600, 5),
        (b'{"id":5,"method":"ping"}', -32600, 5),
        (b'{"jsonrpc":"2.0","id":1.5,"method":"ping"}', -32600, None),
        (b'{"jsonrpc":"2.0","id":null,"method":"ping"}', -32600, None),
        (b'{"jsonrpc":"2.0","id":{},"method":"ping"}', -32600, None),
        (b'{"jsonrpc":"2.0","id":6,"method":7}', -32600, 6),
        (b'{"jsonrpc":"2.0","id":7,"method":"ping","params":[1]}', -32600, 7),
        (b'{"jsonrpc":"2.0","id":8,"x":"' + b"y" * 1_100_000 + b'"}', -32600, None),
    ],
    ids=lambda value: str(value)[:40],
)
def test_what_is_no_message_is_answered_with_an_error(
    spoken: Speaking, line: bytes, code: int, name: object
) -> None:
    spoken.write(line + b"\n")
    reply = spoken.receive()
    assert reply["error"]["code"] == code and reply["id"] == name
    assert reply["jsonrpc"] == "2.0" and reply["error"]["message"]
    # and the next is understood
    assert spoken.ask("ping")["result"] == {}


def test_lines_may_come_in_pieces_and_empty(spoken: Speaking) -> None:
    text = json.dumps({"jsonrpc": "2.0", "id": "pieces", "method": "ping"}).encode()
    for piece in (b"\n", b"\r\n", text[:9], text[9:], b"\r\n"):
        spoken.write(piece)
    assert spoken.receive() == {"jsonrpc": "2.0", "id": "pieces", "result": {}}


def test_replies_and_notifications_that_nobody_awaits_do_no_harm(spoken: Speaking) -> None:
    for message in (
        {"jsonrpc": "2.0", "id": 999, "result": {}},
        {"jsonrpc": "2.0", "id": None, "error": {"code": -1, "message": "x"}},
        {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": 12345}},
        {"jsonrpc": "2.0", "method": "notifications/cancelled"},
        {"jsonrpc": "2.0", "method": "notifications/unheard"},
    ):
        spoken.send(message)
    assert spoken.ask("ping")["result"] == {}


def test_calls_are_answered_in_whatever_order_they_are_done(spoken: Speaking) -> None:
    wanted = {spoken.request("tools/call", {"name": "find", "arguments": {"q": word}})
              for word in ("bond", "parole", "supervision", "habeas")}
    replies = [spoken.receive() for _ in wanted]
    assert {reply["id"] for reply in replies} == wanted
    assert all(reply["result"]["structuredContent"]["search"]["total"] for reply in replies)
