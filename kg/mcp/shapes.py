"""The shapes of what tools answer: the published schemas, within what a page adds to them."""

from __future__ import annotations

import json
import re

from kg.api.schemas import definitions

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_PLACE = "#/$defs/"
_COUNT = {"type": "integer", "minimum": 0}
_TEXT_OR_NULL = {"type": ["string", "null"]}
_PAGE = {
    "description": "Which part is told.",
    "type": "object",
    "required": ["total", "offset", "shown", "next_offset", "left_out"],
    "additionalProperties": False,
    "properties": {
        "total": {"description": "How many there are.", **_COUNT},
        "offset": {"description": "How many were passed over.", **_COUNT},
        "shown": {"description": "How many are told.", **_COUNT},
        "next_offset": {"description": "Offset of the next page; null at the end.",
                        "type": ["integer", "null"], "minimum": 1},
        "left_out": {"description": "What else was left out, and how to get it.", **_TEXT_OR_NULL},
    },
}
_LISTED = {
    "type": "object",
    "required": ["id", "title", "theme", "parameters"],
    "additionalProperties": False,
    "properties": {
        "id": {"type": "string"}, "title": {"type": "string"}, "theme": {"type": "string"},
        "parameters": {"type": "array", "items": {"type": "string"}},
    },
}
_TERM = {
    "description": "A term as in SPARQL 1.1 Query Results JSON.",
    "type": "object",
    "required": ["type", "value"],
    "properties": {"type": {"type": "string"}},
}
#: tool → what its answer has beside ``current_to``; a name alone is a definition
_PARTS: dict[str, dict[str, Any]] = {
    "find": {"search": "search", "page": _PAGE},
    "describe": {"thing": "thing", "page": _PAGE},
    "list_questions": {
        "graph": "stamp",
        "questions": {"type": "array", "items": _LISTED},
        "question": {"anyOf": [{"$ref": f"{_PLACE}question"}, {"type": "null"}]},
        "left_out": {"description": "What was left out, and how to get it.", **_TEXT_OR_NULL},
    },
    "ask": {
        "answer": "answer",
        "page": _PAGE,
        "sources": {
            "description": "Lineage and citations of the documents of the claims.",
            "type": "object",
            "required": ["lineage", "citations", "unseen"],
            "additionalProperties": False,
        },
    },
    "why": {"evidence": "evidence", "page": _PAGE},
    "sparql": {
        "graph": "stamp",
        "form": {"enum": ["rows", "boolean", "triples"]},
        "variables": {"type": "array", "items": {"type": "string"}},
        "rows": {"type": "array", "items": {"type": "object", "additionalProperties": _TERM}},
        "boolean": {"type": ["boolean", "null"]},
        "turtle": {"description": "Triples, as Turtle.", **_TEXT_OR_NULL},
        "hint": {"description": "Why there may be nothing.", **_TEXT_OR_NULL},
        "page": _PAGE,
    },
}


def output_schema(tool: str) -> dict[str, Any]:
    """The JSON Schema of the structured content of a tool, whole in itself."""
    known = definitions(_PLACE)
    parts = {
        name: {"$ref": _PLACE + part} if isinstance(part, str) else part
        for name, part in _PARTS[tool].items()
    }
    if tool == "ask":
        published = known["evidence"]["properties"]
        sources = parts["sources"]
        parts["sources"] = sources | {
            "properties": {name: published[name] for name in sources["required"]}
        }
    schema = {
        "type": "object",
        "required": [*parts, "current_to"],
        "additionalProperties": False,
        "properties": parts | {
            "current_to": known["about"]["properties"]["current_to"],
        },
    }
    return schema | {"$defs": {name: known[name] for name in sorted(_reached(schema, known))}}


def _reached(schema: object, known: dict[str, Any]) -> set[str]:
    """The definitions that a schema refers to, also through others."""
    found, wait = set[str](), [schema]
    while wait:
        names = set(re.findall(rf'"{re.escape(_PLACE)}([\w-]+)"', json.dumps(wait.pop()))) - found
        found |= names
        wait += [known[name] for name in names]
    return found
