"""The tools: what each is called, what it is for, and what it takes."""

from __future__ import annotations

from kg.api.endpoints import DAYS, ENDPOINTS
from kg.api.taken import LONGEST, Taken, number, one_of, text
from kg.api.themes import THEMES
from kg.frozen import Frozen
from kg.names import GRAPHS, PREFIXES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

#: the longest SPARQL query that is looked at
QUERY = 20_000
_OF_API = {one.operation: tuple(t for t in one.takes if t.name != "format") for one in ENDPOINTS}


def _page(things: str, usual: int) -> tuple[Taken, Taken]:
    return (
        number("limit", f"How many {things} are told; fewer where they are long.", 200, least=1,
               default=usual),
        number("offset", f"How many {things} are passed over: next_offset of the page before.",
               1_000_000, default=0),
    )


class Tool(Frozen):
    """A tool; ``kg.mcp.calls`` has the function of the same name."""

    name: str
    title: str
    about: str
    takes: tuple[Taken, ...]


TOOLS = {
    one.name: one
    for one in (
        Tool(
            "find", "Find things by words",
            "Search questions, entities, law, documents, conflicts, terms and claims by words. "
            "Start here to get the id that the other tools take.",
            (*(one for one in _OF_API["search"] if one.name != "limit"), *_page("results", 20)),
        ),
        Tool(
            "describe", "Say what a thing is",
            "What the graph holds of one thing itself: kinds, definition, names, properties, and "
            "how many claims speak of it. For its evidence use why.",
            (*_OF_API["thing"], *_page("properties", 50)),
        ),
        Tool(
            "list_questions", "List the questions that can be asked",
            "The catalogue: ids for ask, with what each takes. With question, one of them whole: "
            "its parameters with their choices, its columns, what it answers and cannot say.",
            (
                one_of("theme", "Only questions of this theme.", list(THEMES)),
                text("question", "The id of one question, which is then described whole."),
            ),
        ),
        Tool(
            "ask", "Ask a question of the catalogue",
            "Rows, and for each the claims and cells of published tables it rests on: who said "
            "it, in which document and paragraph, when, how firmly, verified or not; and what the "
            "answer cannot say. Prefer it to sparql.",
            (
                text("question", "The id of a question, such as release-factors.", required=True,
                     examples=["release-factors"]),
                Taken("parameters", "The question's own parameters by name, as list_questions "
                      "describes them; what is left out has its default.",
                      {"type": "object", "maxProperties": 20, "default": {},
                       "additionalProperties": {"type": ["string", "integer"],
                                                "maxLength": LONGEST}}),
                *DAYS,
                *_page("rows", 25),
            ),
        ),
        Tool(
            "why", "Show the evidence of a thing",
            "Every claim that speaks of a thing, or one claim by its id (document/claim): who "
            "says so through whom, where, when, in what stance, from which origin, contested by "
            "what, verified or not; with lineage, corrections and how to cite. Of a cell of a "
            "published table: what it counts, and its other publications.",
            (*_OF_API["evidence"], *_page("claims", 25)),
        ),
        Tool(
            "sparql", "Ask in SPARQL",
            "A SPARQL 1.1 query that reads: SELECT, ASK, CONSTRUCT or DESCRIBE; updates, SERVICE "
            "and LOAD are refused, and time, memory and rows are bounded. Everything is in named "
            f"graphs: write GRAPH graph:claims {{ ... }}; there are {', '.join(GRAPHS)}. No "
            f"prefix has to be declared: {', '.join(PREFIXES)}. Rows carry no evidence of their "
            "own: select ?claim and look it up with why.",
            (
                Taken("query", "The query.",
                      {"type": "string", "minLength": 1, "maxLength": QUERY}, required=True),
                *_page("rows", 50),
            ),
        ),
    )
}

def input_schema(tool: Tool, questions: list[str]) -> dict[str, Any]:
    """The JSON Schema of what a tool takes; ``questions`` are the ids that ask knows."""
    known = {"enum": questions} if tool.name == "ask" else {}
    return {
        "type": "object",
        "properties": {
            one.name: {**one.schema, "description": one.about,
                       **(known if one.name == "question" else {})}
            for one in tool.takes
        },
        "required": [one.name for one in tool.takes if one.required],
        "additionalProperties": False,
    }
