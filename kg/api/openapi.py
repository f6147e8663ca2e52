"""The API as an OpenAPI 3.1 document, made from the table that the routes are made from."""

from __future__ import annotations

from kg.api.catalogue import catalogue
from kg.api.endpoints import ENDPOINTS, JSON, QUESTION, Endpoint, of_question
from kg.api.schemas import definitions
from kg.names import BASE
from kg.version import VERSION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from kg.api.taken import Taken
    from kg.graph import Graph

_PROBLEM = "application/problem+json"
_PLACE = "#/components/schemas/"
#: statuses of problems that any address can run into
_PROBLEMS = {
    "400": "What was asked cannot be read, or is not taken here.",
    "403": "The request names another host, or comes from a page that may not read.",
    "404": "Nothing has that name; the detail says what was probably meant.",
    "405": "Another method than those in Allow.",
    "413": "The result, or the request, is too large.",
    "503": "Busy, or starting; Retry-After says when to ask again.",
    "504": "Stopped after the time limit.",
    "507": "Stopped at the limit of memory.",
}
_KEPT = {"description": "The copy that If-None-Match names is the same."}
_INTRODUCTION = """\
Questions, evidence and search over an evidence-backed knowledge graph of US immigration detention
and release. Read-only. Not legal advice. A claim is what somebody said, not a fact: cite it by its
id, its document and its paragraph. Absence of evidence is not evidence of absence."""


def document(graph: Graph) -> dict[str, Any]:
    """The document, with the choices that this graph has for the parameters of its questions."""
    lists: dict[tuple[str, ...], str] = {}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Custody Graph", "version": VERSION, "description": _INTRODUCTION,
            "license": {"name": "Apache-2.0 (code), CC-BY-4.0 (data)",
                        "url": f"{BASE}about.html"},
        },
        "servers": [{"url": "/"}],
        "paths": dict(_paths(graph, lists)),
        "components": {
            "schemas": definitions(_PLACE) | {
                name: {"type": "string", "enum": list(values)} for values, name in lists.items()
            },
            "responses": {
                f"problem{status}": {
                    "description": about,
                    "content": {_PROBLEM: {"schema": _ref("problem")}},
                }
                for status, about in {**_PROBLEMS, "501": "Not there yet."}.items()
            },
        },
    }


def _paths(graph: Graph, lists: dict[tuple[str, ...], str]) -> Iterator[tuple[str, Any]]:
    for one in ENDPOINTS:
        if one.path != QUESTION:
            yield one.path, _path(one, one.operation or "cases", one.summary, one.about,
                                  one.takes, lists)
            continue
        shared = [taken for taken in one.takes if not taken.in_path]
        for asked in catalogue(graph):
            yield (
                QUESTION.replace("{question}", asked["id"]),
                _path(one, f"question-{asked['id']}", asked["title"], asked["answers"],
                      [*of_question(asked["parameters"]), *shared], lists),
            )


def _path(
    endpoint: Endpoint,
    name: str,
    summary: str,
    about: str,
    takes: Iterable[Taken],
    lists: dict[tuple[str, ...], str],
) -> dict[str, Any]:
    problems = {status: {"$ref": f"#/components/responses/problem{status}"}
                for status in _PROBLEMS}
    answered: dict[str, Any] = {"200": _answer(endpoint), "304": _KEPT}
    if not endpoint.operation:
        answered = {"501": {"$ref": "#/components/responses/problem501"}}
    return {
        "get": {
            "operationId": name, "summary": summary, "description": about,
            "parameters": [_parameter(one, lists) for one in takes],
            "responses": answered | problems,
        }
    }


def _answer(endpoint: Endpoint) -> dict[str, Any]:
    return {
        "description": endpoint.summary,
        "headers": {"ETag": {"description": "Of this answer of this graph.",
                             "schema": {"type": "string"}}},
        "content": {
            media_type: {"schema": _ref(shape) if shape else _plain(media_type)}
            for media_type, shape in endpoint.answers.items()
        },
    }


def _plain(media_type: str) -> dict[str, Any]:
    return {"type": "object" if media_type == JSON else "string"}


def _parameter(taken: Taken, lists: dict[tuple[str, ...], str]) -> dict[str, Any]:
    schema = taken.schema
    if taken.choices:
        default = {name: schema[name] for name in ("default",) if name in schema}
        name = lists.setdefault(taken.choices, f"choices{len(lists) + 1}")
        schema = _ref(name) | default
    elif not taken.empty and schema["type"] == "string":
        schema = {"minLength": 1} | schema
    if taken.empty:
        schema = {"anyOf": [schema, {"const": ""}]}
    return {
        "name": taken.name, "in": "path" if taken.in_path else "query",
        "required": taken.required, "description": taken.about, "schema": schema,
    }


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"{_PLACE}{name}"}
