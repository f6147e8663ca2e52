"""The catalogue: every question, complete, with choices that the graph has."""

from __future__ import annotations

from typing import Any

import pytest

from kg.api.catalogue import catalogue, listed
from kg.api.themes import THEMES
from kg.ask.question import ids, questions
from kg.graph import Graph
from kg.names import CG, GRAPH


@pytest.fixture(scope="module")
def found(graph: Graph) -> dict[str, dict[str, Any]]:
    return {str(one["id"]): one for one in catalogue(graph)}


def _choices(found: dict[str, dict[str, Any]], question: str, parameter: str) -> dict[str, str]:
    taken = {one["name"]: one for one in found[question]["parameters"]}
    return {one["id"]: one["label"] for one in taken[parameter]["choices"]}


def test_every_question_is_there_and_every_theme_has_a_name(
    found: dict[str, dict[str, Any]]
) -> None:
    assert sorted(found) == ids()
    assert {one.theme for one in questions()} == set(THEMES)
    order = list(dict.fromkeys(one["theme"] for one in listed()))
    assert order == list(THEMES)


def test_a_parameter_of_a_class_takes_what_is_of_it(
    graph: Graph, found: dict[str, dict[str, Any]]
) -> None:
    _, rows = graph.select(
        f"SELECT ?x WHERE {{ GRAPH <{GRAPH}entities> {{ ?x a <{CG}Country> }} }}"
    )
    countries = _choices(found, "release-authority", "country")
    assert sorted(countries) == sorted(str(row[0]).rpartition("/")[2] for row in rows)
    assert countries["venezuela"] == "Venezuela"


def test_concepts_and_codes_are_those_of_one_scheme(found: dict[str, dict[str, Any]]) -> None:
    stages = _choices(found, "push-by-stage", "stage")
    assert sorted(stages) == ["stage-a", "stage-b", "stage-c", "stage-d"]
    lines = _choices(found, "releases-by-month", "line")
    assert "line-paroled" in lines
    assert all(one.startswith("line-") for one in lines)


def test_entities_are_those_that_the_parameter_would_narrow(
    graph: Graph, found: dict[str, dict[str, Any]]
) -> None:
    speakers = _choices(found, "denials", "speaker")
    assert speakers
    for speaker in speakers:
        assert graph.ask("denials", speaker=speaker).rows
    assert "detention" in _choices(found, "toward-and-against", "outcome")


def test_choices_are_in_the_order_of_their_labels(found: dict[str, dict[str, Any]]) -> None:
    for one in found.values():
        for parameter in one["parameters"]:
            free = parameter["type"] in ("day", "number", "text", "claim")
            assert (parameter["choices"] is None) == free, (one["id"], parameter["name"])
            names = [choice["label"].lower() for choice in parameter["choices"] or []]
            assert names == sorted(names)
            assert free or names, (one["id"], parameter["name"])


def test_every_default_is_a_choice(found: dict[str, dict[str, Any]]) -> None:
    for one in found.values():
        for parameter in one["parameters"]:
            if parameter["default"] and parameter["choices"]:
                ids_ = {choice["id"] for choice in parameter["choices"]}
                assert parameter["default"] in ids_, (one["id"], parameter["name"])


def test_figures_are_told_from_words(found: dict[str, dict[str, Any]]) -> None:
    columns = {one["name"]: one["figure"] for one in found["releases-by-month"]["columns"]}
    assert columns["month"] is False
    assert any(columns.values())
    assert not any(one["figure"] for one in found["release-factors"]["columns"]
                   if one["name"] in ("factor", "speakers"))
