"""Support in facts: what ranks, what does not, and why one factor is better supported."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

from kg.ask.standing import Standing, compare, standing
from kg.graph import Graph, open_graph


@pytest.fixture(scope="module")
def graph() -> Graph:
    return open_graph()


def _made(name: str, **given: object) -> Standing:
    fields: dict[str, object] = {
        "thing": name, "claims": ("d/c1",), "who": 2, "speakers": ("A",), "origins": (1, 1),
        "documents": 1, "seen": 2, "contest": 2, "contested_by": (), "time": 2,
        "superseded_by": (), "interested_only": False, "last_stated": "2025-02-03",
    }
    return Standing(**(fields | given))  # type: ignore[arg-type]


def test_better_in_one_and_worse_in_none_is_better() -> None:
    found = compare(_made("a", who=3), _made("b"))
    assert (found.better, found.worse) == (("who says so",), ())
    assert found.verdict.startswith("a is better supported than b")
    assert compare(_made("b"), _made("a", who=3)).verdict.startswith("a is better supported")


def test_each_better_in_something_is_not_ranked() -> None:
    found = compare(_made("a", who=3, time=0), _made("b"))
    assert "cannot be ranked" in found.verdict
    assert (found.better, found.worse) == (("who says so",), ("time",))


@pytest.mark.parametrize(
    ("one", "other", "better"), [((2, 3), (1, 2), 0), ((3, 3), (1, 2), 1), ((2, 2), (2, 2), 0)]
)
def test_origins_differ_only_if_their_intervals_do(
    one: tuple[int, int], other: tuple[int, int], better: int
) -> None:
    found = compare(_made("a", origins=one), _made("b", origins=other))
    assert len(found.better) == better
    assert not found.worse


def test_interest_is_shown_and_not_ranked() -> None:
    found = compare(_made("a", interested_only=True), _made("b"))
    assert found.verdict == "a and b are supported alike."
    assert ("interest", "interested parties only") in found.first.facts()


def test_medical_need_is_better_supported_than_sole_care(graph: Graph) -> None:
    # Homan and Leavitt speak of health on record; sole care rests on three unnamed sources
    medical = standing(graph.engine, "medical-need")
    care = standing(graph.engine, "sole-care-of-children")
    assert medical.who == 3
    assert {"Karoline Leavitt", "Tom Homan"} <= set(medical.speakers)
    assert care.who == 1
    assert care.origins == (1, 1)
    assert care.documents > 5  # retellings of one report
    assert "better supported" in compare(medical, care).verdict


def test_what_was_known_on_the_day_of_the_article_ranks_them_alike(graph: Graph) -> None:
    day = "2025-02-03"
    medical = standing(graph.engine, "medical-need", known_by=day)
    care = standing(graph.engine, "sole-care-of-children", known_by=day)
    assert medical.who == care.who == 1


def test_an_outdated_claim_says_by_what(graph: Graph) -> None:
    found = standing(graph.engine, "pickaway-2025-02/c19-released-not-published")
    assert found.time < 2
    assert found.superseded_by


def test_the_command_prints_the_verdict_and_json() -> None:
    command = [sys.executable, "-m", "kg", "weigh", "medical-need", "sole-care-of-children"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "medical-need is better supported than sole-care-of-children" in done.stdout
    done = subprocess.run([*command, "--format", "json"], capture_output=True, text=True,
                          check=True)
    found = json.loads(done.stdout)
    assert found["comparison"]["worse"] == []
    assert found["things"][0]["facts"]["origins"].split()[0] != "1"
