"""The search: what is found, in which order, and what is offered where nothing is."""

from __future__ import annotations

from typing import Any

import pytest

from kg.api.index import TYPES, entries
from kg.api.search import STOPS, search, sought
from kg.graph import Graph


def _ids(graph: Graph, text: str, **given: Any) -> list[str]:
    results: Any = search(graph, text, **given)["results"]
    return [one["id"] for one in results]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("medical", "medical-need"), ("Medical Need", "medical-need"),
        ("zadvydas", "zadvydas-v-davis"), ("venezuela", "venezuela"),
        ("supervision order", "code-order-of-supervision"),
        ("habeas corpus", "habeas-corpus"), ("leads to", "cg:leadsTo"),
        ("x10", "x10-meanings-of-capacity"),
    ],
)
def test_the_thing_of_that_name_comes_first(graph: Graph, text: str, first: str) -> None:
    assert _ids(graph, text)[0] == first


def test_each_kind_of_thing_can_be_found_by_its_label(graph: Graph) -> None:
    for kind in TYPES:
        some = [one for one in entries(graph) if one.type == kind][:40]
        assert some, kind
        for one in some:
            found = _ids(graph, one.label, types=(kind,), limit=1000)
            assert not sought(one.label) or one.id in found, one


def test_marks_case_and_endings_do_not_matter(graph: Graph) -> None:
    assert _ids(graph, "NIÑO") == _ids(graph, "nino")
    assert _ids(graph, "VÉNEZUELA") == _ids(graph, "venezuela")
    assert set(_ids(graph, "country", limit=999)) <= set(_ids(graph, "countries", limit=999))


def test_words_that_hold_a_question_together_do_not_matter(graph: Graph) -> None:
    assert _ids(graph, "Why is there a capacity limit?") == _ids(graph, "there capacity limit")
    assert sought("who is it") == ["who", "is", "it"]
    assert "not" not in STOPS
    assert "no" not in STOPS


def test_every_word_must_be_met(graph: Graph) -> None:
    both = set(_ids(graph, "bond judge", limit=999))
    assert both <= set(_ids(graph, "bond", limit=999))
    assert both <= set(_ids(graph, "judge", limit=999))


def test_a_keyword_leads_to_its_question(graph: Graph) -> None:
    assert "country-positions" in _ids(graph, "recalcitrant", types=("question",))


def test_what_is_not_found_is_offered_in_another_wording(graph: Graph) -> None:
    found: Any = search(graph, "medcal need")
    assert (found["total"], found["results"]) == (0, [])
    assert found["suggestions"][0] == "medical need"
    for other in found["suggestions"]:
        assert search(graph, other)["total"]
    assert search(graph, "zzzzqqqq")["suggestions"] == []
    assert search(graph, " ?! ") == {"query": " ?! ", "total": 0, "results": [], "suggestions": []}


def test_the_limit_cuts_and_says_how_many_there_are(graph: Graph) -> None:
    whole: Any = search(graph, "release", limit=1000)
    cut: Any = search(graph, "release", limit=3)
    assert cut["total"] == whole["total"] == len(whole["results"]) > 3
    assert cut["results"] == whole["results"][:3]
