"""The addresses of the JSON API: one table, from which routes and OpenAPI document are made."""

from __future__ import annotations

from kg.api.index import TYPES
from kg.api.taken import LONGEST, Taken, date, number, one_of, text
from kg.diff.diff import AREAS, STAGES
from kg.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

JSON, CSV, MARKDOWN = "application/json", "text/csv", "text/markdown"
#: format of an answer → its media type
FORMATS = {"json": JSON, "csv": CSV, "md": MARKDOWN}
#: results of a search: how many without and with a limit
RESULTS, MOST_RESULTS = 20, 200
_AS_OF = date("as_of", "Only claims that can have been valid on this day.")
_KNOWN_BY = date("known_by", "Only claims published by this day.")
DAYS = (_AS_OF, _KNOWN_BY)
_THING = (
    "An id: of an entity, a document, a term (cg:leadsTo), a claim (document/claim), a link, an"
    " origin, a conflict or a cell."
)
_FORMAT = one_of("format", "What the answer is had as.", list(FORMATS), "json")


class Endpoint(Frozen):
    """An address, what it takes, and the shape of what it answers."""

    path: str
    #: what a worker does; without one there is nothing yet, and ``about`` says so
    operation: str
    summary: str
    about: str
    takes: tuple[Taken, ...]
    #: media type → definition in the schemas; None for what is no JSON
    answers: dict[str, str | None]


#: the path of the questions, each of which takes parameters of its own
QUESTION = "/api/questions/{question}"
ENDPOINTS = (
    Endpoint(
        "/api/graph", "about", "This graph",
        "Version and digest, how current the graph is, how much of what is in it.",
        (), {JSON: "about"},
    ),
    Endpoint(
        "/api/questions", "questions", "The catalogue of questions",
        "Every question with what it takes (and the choices there are), its columns, what it"
        " answers and what it cannot say.",
        (), {JSON: "questions"},
    ),
    Endpoint(
        QUESTION, "question", "The answer to a question",
        "Rows, the claims and cells of published tables that each row rests on, and what the"
        " answer cannot say.",
        (text("question", "The id of a question.", in_path=True), *DAYS, _FORMAT),
        {JSON: "answer", CSV: None, MARKDOWN: None},
    ),
    Endpoint(
        "/api/evidence/{thing}", "evidence", "What a thing rests on",
        "Every claim that speaks of a thing: who says so, where, when, in what stance, from which"
        " origin, contested by what; with the lineage of its documents and how to cite them.",
        (text("thing", _THING, in_path=True, examples=["medical-need"]), *DAYS), {JSON: "evidence"},
    ),
    Endpoint(
        "/api/things/{thing}", "thing", "A thing itself",
        "What it is, and everything the graph says of it; how many claims speak of it.",
        (text("thing", _THING, in_path=True, examples=["medical-need"]), *DAYS), {JSON: "thing"},
    ),
    Endpoint(
        "/api/search", "search", "Search",
        "Over questions, entities, law, documents, conflicts, terms and claims.",
        (
            text("q", "What is sought: each word must begin a word of what is found.",
                 required=True, examples=["zadvydas"]),
            number("limit", "How many results are told.", MOST_RESULTS, least=1, default=RESULTS),
            one_of("type", "Only this sort of thing.", TYPES),
        ),
        {JSON: "search"},
    ),
    Endpoint(
        "/api/paths", "path", "How two things are joined",
        "The shortest paths of claims between two things.",
        (
            text("from", _THING, required=True, examples=["capacity-limit"]),
            text("to", _THING, required=True, examples=["alternatives-to-detention"]),
            *DAYS,
        ),
        {JSON: "paths"},
    ),
    Endpoint(
        "/api/changes", "changes", "What changed in the world between two days",
        "What began, ended or took place, as far as claims say so.",
        (
            date("from", "The earlier day; what begins on it is not listed.", required=True,
                 examples=["2025-01-20"]),
            date("to", "The later day; what begins on it is.", required=True,
                 examples=["2025-03-01"]),
            one_of("area", "Only this area.", list(AREAS)),
            one_of("stage", "Only this legal stage.", STAGES),
            _KNOWN_BY,
        ),
        {JSON: "diff"},
    ),
    Endpoint(
        "/api/cases", "", "What applies to one person: not yet",
        "Case profiles are not there yet. This address is kept for them: what applies to a person"
        " at a stage on a day.",
        (), {},
    ),
    Endpoint(
        "/api/openapi.json", "openapi", "This document",
        "The description of this API as OpenAPI 3.1.", (), {JSON: None},
    ),
)


def of_question(parameters: list[dict[str, Any]]) -> tuple[Taken, ...]:
    """What the path of a question takes beyond the common: its parameters in the catalogue."""
    return tuple(_parameter(one) for one in parameters)


def _parameter(one: dict[str, Any]) -> Taken:
    schema: dict[str, Any] = {"type": "string", "maxLength": LONGEST}
    if one["type"] == "number":
        schema = {"type": "integer", "minimum": 0, "maximum": 100_000}
    elif one["type"] == "day":
        schema = {"type": "string", "format": "date"}
    if one["default"] is not None:
        schema["default"] = int(one["default"]) if one["type"] == "number" else one["default"]
    ids = tuple(choice["id"] for choice in one.get("choices") or ())
    return Taken(one["name"], one["about"], schema, empty=one["optional"], choices=ids)
