"""Statements as the page draws them: rows of claims, and how things and lines look.

The page makes arrows from the rows by the division of ``kg/draw/links.py``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from kg.draw import style
from kg.draw.data import points
from kg.draw.layout import size, wrapped
from kg.draw.prepare import statements as drawable
from kg.draw.prepare import things
from kg.engine.value import IRI
from kg.names import CG, GRAPH, PREFIXES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.draw.links import Statement
    from kg.draw.view import Node
    from kg.graph import Graph

#: a box of one line: the page stretches it, as no corner depends on the size of larger ones
_BOX = (120.0, 29.0)
#: a box in a legend
_SAMPLE = (30.0, 18.0)


def found(graph: Graph) -> tuple[list[Statement], dict[str, Node]]:
    """The statements of all times whose both ends are entities, and these."""
    every = drawable(graph)
    boxes = things(graph, {end for one in every for end in (one.source, one.target)})
    return [one for one in every if one.source in boxes and one.target in boxes], boxes


def statements(
    graph: Graph, every: Sequence[Statement], boxes: Mapping[str, Node]
) -> dict[str, Any]:
    """Rows of claim, subject, predicate and object, and what their drawing needs."""
    families = _families(graph)
    return {
        "rows": [[one.claim, one.source, one.predicate, one.target] for one in every],
        "predicates": {
            one.predicate: {
                "label": one.label, "sign": one.sign, "directed": one.directed,
                "family": families.get(one.predicate, "conditional"),
            }
            for one in every
        },
        "boxes": {key: _box(node.label) for key, node in sorted(boxes.items())},
        "stages": _stages(graph),
        "kinds": {
            style.words(kind): {
                "family": style.family(kind), "letters": style.letters(kind),
                "outlines": [points(one) for one in style.outlines(kind, *_BOX)],
                "sample": [points(one) for one in style.outlines(kind, *_SAMPLE)],
            }
            for kind in sorted({node.kind for node in boxes.values()})
        },
        "statuses": [
            {"id": name, "label": one.label, "line": one.line, "marks": one.marks}
            for name, one in style.STATUSES.items()
        ],
        "dashes": {
            name: " ".join(f"{length:g}" for length in dash)
            for name, dash in style.DASHES.items()
        },
    }


def _box(label: str) -> list[object]:
    lines = wrapped(label)
    return [*size(lines), *lines]


def _families(graph: Graph) -> dict[str, str]:
    _, rows = graph.select(
        f"""SELECT ?verb ?family WHERE {{
        GRAPH <{GRAPH}vocabulary> {{ ?verb <{CG}family> ?family }} }}"""
    )
    return {
        _term(verb): _term(family).removeprefix("family-") for verb, family in sorted(rows, key=str)
    }


def _stages(graph: Graph) -> dict[str, Any]:
    """Labels of the legal stages, and the stages that claims name."""
    _, labels = graph.select(
        f"""PREFIX skos: <{PREFIXES['skos']}> SELECT ?stage ?label WHERE {{
        GRAPH <{GRAPH}vocabulary> {{
          ?stage skos:inScheme <{CG}scheme-stage> ; skos:prefLabel ?label }} }}"""
    )
    _, rows = graph.select(
        f"SELECT ?claim ?stage WHERE {{ GRAPH <{GRAPH}claims> {{ ?claim <{CG}stage> ?stage }} }}"
    )
    named: dict[str, list[str]] = {}
    for claim, stage in sorted(rows, key=str):
        if isinstance(claim, IRI):
            named.setdefault(claim.short, []).append(_term(stage))
    return {
        "labels": {_term(stage): str(label) for stage, label in sorted(labels, key=str)},
        "of": named,
    }


def _term(value: object) -> str:
    return str(value).removeprefix(CG)
