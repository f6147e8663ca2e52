"""What the page asks with: questions, names of what they take, and in a file the answers too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from kg.api.catalogue import catalogue
from kg.render.answer import to_json

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.graph import Graph

#: a file holds the answers for each value of a parameter that has at most so many
MOST_CHOICES = 30
#: texts that cells of one table share
_SHARED = ("population", "denominator", "not_separable", "breaks", "measure", "table")
_LEFT_OUT = ("query", "heading")


def asked(
    graph: Graph, *, answers: bool, claims: Sequence[str], known: Iterable[str]
) -> dict[str, Any]:
    """``questions``, ``labels``, ``answers``, their names ``held``, ``cells`` and ``shared``.

    ``answers`` says whether answers are in it, by :func:`key`. A row of theirs is its cells in the
    order of the columns, then its claims by their place in ``claims``, then its cells of published
    tables by id. ``labels`` names what ``known`` lacks. Texts that cells share stand once, in
    ``shared``, and cells name their place there.
    """
    questions = catalogue(graph)
    found = dict(_answers(graph, questions)) if answers else {}
    places = {name: place for place, name in enumerate(claims)}
    labels: dict[str, str] = {}
    cells: dict[str, dict[str, Any]] = {}
    for one in found.values():
        cells.update(one.pop("observations"))
        del one["claims"], one["graph"]
        one["rows"] = [
            [*(_bare(row[name], labels) for name in one["columns"]),
             [places[claim] for claim in row["claims"]], row["observations"]]
            for row in one["rows"]
        ]
    shared: list[Any] = []
    for cell in cells.values():
        for place in cell["dimensions"].values():
            labels[place["id"]] = place["label"]
        for name in _SHARED:
            if cell[name] not in shared:
                shared.append(cell[name])
            cell[name] = shared.index(cell[name])
    listed = [_question(one, labels) for one in questions]
    already = set(known)
    return {
        "questions": listed,
        "labels": {one: label for one, label in sorted(labels.items())
                   if one not in already and one != label},
        "answers": found,
        "held": sorted(found),
        "cells": cells,
        "shared": shared,
    }


def key(question: str, given: Mapping[str, str]) -> str:
    """The name of an answer: its question, and what is set differently from the default.

    >>> key("release-factors", {}), key("release-factors", {"outcome": "removal"})
    ('release-factors', 'release-factors?outcome=removal')
    """
    set_ = "&".join(f"{name}={value}" for name, value in sorted(given.items()))
    return f"{question}?{set_}" if set_ else question


def _answers(graph: Graph, questions: list[dict[str, Any]]) -> Iterator[tuple[str, Any]]:
    for one in questions:
        for given in ({}, *_given(one)):
            answer: dict[str, Any] = to_json(graph.ask(one["id"], **given))
            yield key(one["id"], given), answer


def _given(question: dict[str, Any]) -> Iterator[dict[str, str]]:
    """Each parameter set to each of its few choices, the others left as they are."""
    for parameter in question["parameters"]:
        choices = parameter["choices"] or []
        # rows that a value only narrows are in the answer without it
        if len(choices) <= MOST_CHOICES and not _narrowed(question, parameter):
            for choice in choices:
                if choice["id"] != parameter["default"]:
                    yield {parameter["name"]: choice["id"]}


def _question(entry: dict[str, Any], labels: dict[str, str]) -> dict[str, Any]:
    """A question of the catalogue with its choices as ids, and what its parameters narrow."""
    parameters = []
    for parameter in entry["parameters"]:
        choices = parameter["choices"]
        labels.update({one["id"]: one["label"] for one in choices or ()})
        parameters.append(
            parameter | {"choices": choices and [one["id"] for one in choices],
                         "narrows": _narrowed(entry, parameter)}
        )
    return {name: value for name, value in entry.items() if name not in _LEFT_OUT} | {
        "parameters": parameters
    }


def _narrowed(entry: dict[str, Any], parameter: dict[str, Any]) -> str | None:
    """The column of which a parameter keeps the rows with its value; None where it does more."""
    name = parameter["name"]
    if parameter["default"] or parameter["type"] == "concept":
        return None
    lines = [line for line in entry["query"].splitlines() if f"${name}" in line]
    found = {match[1] for line in lines
             if (match := re.fullmatch(rf"\s*FILTER\(\?(\w+) = \${name}\) #\? {name}\s*", line))}
    if len(lines) != 1 or len(found) != 1:
        return None
    before = entry["query"].partition(lines[0])[0]
    if before.count("{") - before.count("}") != 1:
        # in a part of the pattern it narrows that part alone
        return None
    [column] = found
    known = {one["name"] for one in entry["columns"] if not one["list"]}
    return column if column in known else None


def _bare(cell: Any, labels: dict[str, str]) -> Any:
    """A cell whose things are ids alone; their names go to ``labels``."""
    if isinstance(cell, list):
        return [_bare(one, labels) for one in cell]
    if isinstance(cell, dict):
        labels[cell["id"]] = cell["label"]
        return {"id": cell["id"]}
    return cell
