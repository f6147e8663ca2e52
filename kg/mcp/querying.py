"""The tool ``sparql``: results as rows, a yes or no, or triples."""

from __future__ import annotations

import json

from kg.errors import KgError
from kg.mcp import pages
from kg.mcp.backend import OWN
from kg.mcp.page import Page
from kg.mcp.pages import ROOM
from kg.mcp.texts import results

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from kg.mcp.backend import Backend

_JSON = "application/sparql-results+json"


async def sparql(backend: Backend, asked: dict[str, Any]) -> tuple[dict[str, Any], str]:
    """What a query gives, a page of it; raises KgError where it is refused or too long."""
    offset, limit = asked["offset"], asked["limit"]
    reply = await backend.reply("sparql", {
        "query": asked["query"], "solutions": _JSON, "boolean": _JSON, "triples": "text/turtle",
    })
    known = await backend.data("about", {}, seconds=OWN)
    said: dict[str, Any] = {
        "graph": known["graph"], "form": "rows",
        "variables": [], "rows": [], "boolean": None, "turtle": None,
        "hint": reply.headers.get("KG-Hint"),
    }
    page = Page(1, 0, 1)
    if reply.media_type == "text/turtle":
        said |= {"form": "triples", "turtle": _whole(reply.body.decode(), "The result")}
    else:
        found = json.loads(reply.body)
        said["variables"] = found["head"].get("vars", [])
        if "boolean" in found:
            said |= {"form": "boolean", "boolean": found["boolean"]}
        else:
            rows = found["results"]["bindings"]
            some = rows[offset : offset + limit]
            said["rows"] = some[: pages.fitting(some, ROOM)]
            page = Page(len(rows), offset, len(said["rows"]))
            _whole(json.dumps(said["rows"]) if len(said["rows"]) == 1 else "", "The row")
    return said | {"page": page.to_json()}, results(said, page)


def _whole(text: str, what: str) -> str:
    """The text; raises KgError where it is too long to be told."""
    if len(text) > ROOM:
        raise KgError(
            "KG909", f"{what} has {len(text):,} characters; at most {ROOM:,} are told at once.",
            "Select less, or add LIMIT (with ORDER BY and OFFSET for pages).",
        )
    return text
