"""What each tool answers: structured content, and a text to read and cite from."""

from __future__ import annotations

from kg.errors import KgError
from kg.mcp import pages
from kg.mcp.backend import OWN, REMEDIES
from kg.mcp.given import given
from kg.mcp.page import Page
from kg.mcp.pages import ROOM
from kg.mcp.querying import sparql
from kg.mcp.texts import answer, evidence, questions, search, thing
from kg.mcp.words import REMINDER
from kg.serve.log import fault

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from typing import Any

    from kg.mcp.backend import Backend
    from kg.mcp.tools import Tool

    Said = tuple[dict[str, Any], str]
    Call = Callable[[Backend, dict[str, Any]], Awaitable[Said]]

#: choices of a parameter that are told
_CHOICES = 40


async def call(backend: Backend, tool: Tool, arguments: Mapping[str, Any]) -> Said:
    """The answer of a tool; raises KgError with what is wrong and what helps."""
    try:
        return await _closed(backend, *await CALLS[tool.name](backend, given(tool, arguments)))
    except KgError:
        raise
    except Exception as error:  # noqa: BLE001 - the server lives on, and nobody sees its insides
        fault(tool.name, error)
        raise KgError("KG916", "The server has a fault here.", REMEDIES["KG916"]) from None


async def _closed(backend: Backend, found: dict[str, Any], said: str) -> Said:
    """An answer with what every answer ends with: which graph, and how current it is."""
    known = await backend.data("about", {}, seconds=OWN)
    stamp, current = known["graph"], known["current_to"]
    end = (f"Current to {current} (the latest day on which a claim was stated); graph"
           f" {stamp['version']}, digest {stamp['digest'][:12]}. {REMINDER}")
    return found | {"current_to": current}, f"{said}\n\n{end}"


async def _find(backend: Backend, asked: dict[str, Any]) -> Said:
    offset, limit = asked.pop("offset"), asked.pop("limit")
    found = await backend.data(
        "search", asked | {"limit": offset + limit}, seconds=OWN
    )
    some = found["results"][offset : offset + limit]
    some = some[: pages.fitting(some, ROOM)]
    page = Page(found["total"], offset, len(some))
    found["results"] = some
    return {"search": found, "page": page.to_json()}, search(found, page)


async def _describe(backend: Backend, asked: dict[str, Any]) -> Said:
    offset, limit = asked.pop("offset"), asked.pop("limit")
    found = await backend.data("thing", asked)
    whole = found["properties"]
    some = whole[offset : offset + limit]
    found["properties"] = some[: pages.fitting(some, ROOM)]
    page = Page(len(whole), offset, len(found["properties"]))
    return {"thing": found, "page": page.to_json()}, thing(found, page)


async def _list_questions(backend: Backend, asked: dict[str, Any]) -> Said:
    found = await backend.data("questions", {"plain": True}, seconds=OWN)
    listed = [one for one in found["questions"] if asked.get("theme") in (None, one["theme"])]
    one, left = None, None
    if "question" in asked:
        whole = await backend.data("questions", {"question": asked["question"]})
        one = whole["questions"][0]
        listed = [each for each in listed if each["id"] == one["id"]]
        left = _fewer(one)
    said = {
        "graph": found["graph"],
        "questions": [
            {"id": each["id"], "title": each["title"], "theme": each["theme"],
             "parameters": [p["name"] for p in each["parameters"]]}
            for each in listed
        ],
        "question": one,
        "left_out": left,
    }
    return said, questions(listed, one, left)


def _fewer(question: dict[str, Any]) -> str | None:
    """Cut long lists of choices; returns what is said of it."""
    cut = [one for one in question["parameters"] if len(one["choices"] or ()) > _CHOICES]
    told = [f"{one['name']} has {len(one['choices'])} choices, of which {_CHOICES} are told"
            for one in cut]
    for one in cut:
        one["choices"] = one["choices"][:_CHOICES]
    return f"{'; '.join(told)}; find has the others by words." if told else None


async def _ask(backend: Backend, asked: dict[str, Any]) -> Said:
    offset, limit = asked.pop("offset"), asked.pop("limit")
    whole = await backend.data("question", asked | {"given": asked.pop("parameters")})
    found, page = pages.answer(whole, offset, limit)
    sources = await backend.data(
        "sources", {"documents": pages.documents(found["claims"].values())}
    )
    said = {"answer": found, "page": page.to_json(), "sources": sources}
    return said, answer(found, page, sources)


async def _why(backend: Backend, asked: dict[str, Any]) -> Said:
    offset, limit = asked.pop("offset"), asked.pop("limit")
    whole = await backend.data("evidence", asked)
    found, page = pages.evidence(whole, offset, limit)
    return {"evidence": found, "page": page.to_json()}, evidence(found, page)


CALLS: dict[str, Call] = {
    "find": _find, "describe": _describe, "list_questions": _list_questions, "ask": _ask,
    "why": _why, "sparql": sparql,
}
