"""What a parameter of a question can be set to, read from the graph."""

from __future__ import annotations

import re

from kg.ask.evidence import labels
from kg.engine.value import IRI
from kg.names import CG, GRAPH, ID, PREFIXES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.ask.answer import Answer
    from kg.ask.question import Parameter
    from kg.graph import Graph

    Choices = list[dict[str, str]]

#: types whose values stand in schemes: their namespace, and the graph that has them
_SCHEMES = {"concept": (CG, "vocabulary"), "RecordCode": (ID, "entities")}
_EXAMPLE = re.compile(r"such as ([a-z0-9-]+)")


def choices(graph: Graph, answer: Answer, parameter: Parameter) -> Choices | None:
    """Values with their labels, by label; None where the parameter takes free text or a claim.

    ``answer`` is that to the question by default. A parameter of a class takes what is of that
    class; a concept or a code of the record, those of the scheme or list that its default or its
    example is in. An entity or document is one that the answer has where the parameter would
    narrow it, else one that some claim speaks of or is stated in.
    """
    kind = parameter.type
    if kind in _SCHEMES:
        return _labelled(graph, _scheme(graph, parameter))
    if kind[:1].isupper():
        return _labelled(graph, _members(graph, kind))
    if kind in ("entity", "document"):
        shown = set() if parameter.default else _shown(answer, parameter)
        if kind == "document":
            shown &= set(_members(graph, "Document"))
        return _labelled(graph, shown or _spoken_of(graph, kind))
    return None


def _members(graph: Graph, kind: str) -> Iterable[IRI]:
    return _column(graph, f"SELECT ?x WHERE {{ GRAPH <{GRAPH}entities> {{ ?x a <{CG}{kind}> }} }}")


def _scheme(graph: Graph, parameter: Parameter) -> Iterable[IRI]:
    example = _EXAMPLE.search(parameter.about)
    one = parameter.default or (example[1] if example else "")
    space, place = _SCHEMES[parameter.type]
    return _column(
        graph,
        f"""PREFIX skos: <{PREFIXES["skos"]}>
        SELECT ?x WHERE {{ GRAPH <{GRAPH}{place}> {{
        <{space}{one}> skos:inScheme ?scheme . ?x skos:inScheme ?scheme }} }}""",
    )


def _shown(answer: Answer, parameter: Parameter) -> set[IRI]:
    """Things in the columns that the query narrows by the parameter."""
    names = {
        *re.findall(rf"\?(\w+) = \${parameter.name}\b", answer.question.query), parameter.name
    }
    cells = [row.cells[name] for row in answer.rows for name in names & row.cells.keys()]
    values = [value for cell in cells for value in (cell if isinstance(cell, tuple) else (cell,))]
    return {value for value in values if isinstance(value, IRI)}


def _spoken_of(graph: Graph, kind: str) -> Iterable[IRI]:
    way = "cg:statedIn" if kind == "document" else "cg:subject|cg:object|cg:condition|cg:exception"
    return _column(
        graph,
        f"""PREFIX cg: <{CG}> SELECT DISTINCT ?x WHERE {{
        GRAPH <{GRAPH}claims> {{ ?claim {way} ?x }}
        GRAPH <{GRAPH}entities> {{ ?x <{PREFIXES["skos"]}prefLabel> ?label }} }}""",
    )


def _column(graph: Graph, query: str) -> list[IRI]:
    return [row[0] for row in graph.select(query)[1] if isinstance(row[0], IRI)]


def _labelled(graph: Graph, things: Iterable[IRI]) -> Choices:
    found = list(things)
    names = labels(graph.engine, found)
    said = [
        {"id": one.short.removeprefix("cg:"), "label": names.get(one, one.short)} for one in found
    ]
    return sorted(said, key=lambda one: (one["label"].lower(), one["id"]))
