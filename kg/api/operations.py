"""What a worker does for the API: each operation turns its arguments into a reply."""

from __future__ import annotations

import json

from kg.api.endpoints import FORMATS, JSON, RESULTS, of_question
from kg.errors import KgError
from kg.serve.reply import Reply

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from kg.graph import Graph
    from kg.serve.limits import Limits

    Arguments = Mapping[str, Any]
    Operation = Callable[[Graph, Limits, Arguments], Reply]


#: the remedy where nothing has a name
ELSEWHERE = "The questions are in /api/questions; /api/search?q= finds everything else."


def about(graph: Graph, limits: Limits, arguments: Arguments) -> Reply:
    """Which graph this is; takes nothing."""
    from kg.api.about import about as said

    return _json(said(graph), limits)


def questions(graph: Graph, limits: Limits, arguments: Arguments) -> Reply:
    """The catalogue whole, ``plain`` for what needs no graph, or of one ``question`` alone."""
    from kg.api.catalogue import catalogue, entry, listed
    from kg.api.named import stamp

    if "question" in arguments:
        found = [entry(graph, arguments["question"])]
    else:
        found = listed() if arguments.get("plain") else catalogue(graph)
    return _json({"graph": stamp(graph), "questions": found}, limits)


def question(graph: Graph, limits: Limits, arguments: Arguments) -> Reply:
    """An answer: ``question``, ``given`` (its parameters as texts), days and ``format``."""
    from kg.api.catalogue import described
    from kg.api.evidence import days
    from kg.api.taken import checked
    from kg.ask.answer import answer
    from kg.ask.question import question as load
    from kg.render.answer import FORMATS as RENDERED
    from kg.render.answer import to_json

    asked = load(arguments["question"])
    as_of, known_by = _days(arguments)
    days(as_of, known_by)
    taken = of_question(described(asked)["parameters"])
    given = checked(taken, arguments.get("given", {}))
    found = answer(
        graph.engine, asked, {name: str(value) for name, value in given.items()}, as_of, known_by,
        version=graph.version, digest=graph.digest,
    )
    form = arguments.get("format", "json")
    if form == "json":
        return _json(to_json(found), limits)
    return _reply(f"{RENDERED[form](found)}\n", FORMATS[form], limits)


def evidence(graph: Graph, limits: Limits, arguments: Arguments) -> Reply:
    """The evidence of ``thing``, with days."""
    from kg.api.evidence import evidence as said

    return _json(said(graph, arguments["thing"], *_days(arguments)), limits)


def sources(graph: Graph, limits: Limits, arguments: Arguments) -> Reply:
    """Lineage and citations of ``documents``, and which of them were never consulted."""
    from kg.api.evidence import sources as said

    return _json(said(graph, arguments["documents"]), limits)


def thing(graph: Graph, limits: Limits, arguments: Arguments) -> Reply:
    """What is said of ``thing`` itself; days narrow the claims counted."""
    from kg.api.things import described

    return _json(described(graph, arguments["thing"], *_days(arguments)), limits)


def search(graph: Graph, limits: Limits, arguments: Arguments) -> Reply:
    """What is found for ``q``, of one ``type`` or all, at most ``limit`` results."""
    from kg.api.index import TYPES
    from kg.api.named import stamp
    from kg.api.search import search as said

    kind = arguments.get("type")
    found = said(graph, arguments["q"], int(arguments.get("limit", RESULTS)),
                 (kind,) if kind else TYPES)
    return _json({"graph": stamp(graph)} | found, limits)


def path(graph: Graph, limits: Limits, arguments: Arguments) -> Reply:
    """How ``from`` and ``to`` are joined, with days."""
    from kg.api.paths import joined

    return _json(joined(graph, arguments["from"], arguments["to"], *_days(arguments)), limits)


def changes(graph: Graph, limits: Limits, arguments: Arguments) -> Reply:
    """What changed between the days ``from`` and ``to``, of an ``area``, at a ``stage``."""
    from kg.diff.diff import diff
    from kg.render.diff import to_json

    found = diff(
        graph, arguments["from"], arguments["to"], area=arguments.get("area"),
        stage=arguments.get("stage"), known_by=arguments.get("known_by"),
    )
    return _json(to_json(found), limits)


def openapi(graph: Graph, limits: Limits, arguments: Arguments) -> Reply:
    """The description of the API; takes nothing."""
    from kg.api.openapi import document

    return _json(document(graph), limits)


def _days(arguments: Arguments) -> tuple[str | None, str | None]:
    return arguments.get("as_of"), arguments.get("known_by")


def _json(data: object, limits: Limits) -> Reply:
    return _reply(json.dumps(data, ensure_ascii=False), JSON, limits)


def _reply(said: str, media_type: str, limits: Limits) -> Reply:
    # an echo of what was asked may hold half a character
    body = said.encode("utf-8", "replace")
    if len(body) > limits.result:
        raise KgError(
            "KG909", f"The result has {len(body) // 1024:,} KiB, more than is sent at once.",
            "Narrow the question.",
        )
    return Reply(200, media_type, {}, body)


def _over_http(operation: Operation) -> Operation:
    """The operation with remedies that help a program: it has no command line."""

    def performed(graph: Graph, limits: Limits, arguments: Arguments) -> Reply:
        try:
            return operation(graph, limits, arguments)
        except KgError as error:
            if error.code != "KG602" or "kg " not in error.remedy:
                raise
            raise KgError(error.code, error.message, ELSEWHERE) from None

    return performed


OPERATIONS: dict[str, Operation] = {
    one.__name__: _over_http(one)
    for one in (
        about, questions, question, evidence, sources, thing, search, path, changes, openapi
    )
}
