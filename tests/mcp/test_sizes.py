"""Every question, and what most is said of, in a size that an assistant takes."""

from __future__ import annotations

from typing import Any

import pytest

from kg.api.evidence import evidence, sources
from kg.ask.question import questions
from kg.graph import Graph
from kg.mcp import pages, texts
from kg.mcp.page import Page
from kg.render.answer import to_json
from tests.mcp.schemas import published


@pytest.mark.parametrize("name", [one.id for one in questions()])
def test_the_first_page_of_every_question_is_bounded(graph: Graph, name: str) -> None:
    whole: Any = to_json(graph.ask(name))
    found, page = pages.answer(whole, 0, 200)
    published("answer").validate(found)
    assert page.shown == len(found["rows"]) and (page.shown > 0 or not whole["rows"])
    assert pages.size(found) < pages.ROOM + 8_000
    cited = sources(graph, pages.documents(found["claims"].values()))
    assert len(texts.answer(found, page, cited)) < pages.ROOM
    rested = {claim for row in found["rows"] for claim in row["claims"]}
    # a row is told with its claims, but for one that is too large by itself
    assert rested == found["claims"].keys() or page.shown == 1


def test_every_measure_of_a_page_has_one_cell_at_least(graph: Graph) -> None:
    whole: Any = to_json(graph.ask("atd-stock-and-flow"))
    found, page = pages.answer(whole, 0, 25)
    cells = whole["observations"]
    named = {cells[one]["measure"]["id"] for row in found["rows"] for one in row["observations"]}
    assert len(found["observations"]) < len(cells) and page.left_out
    assert {one["measure"]["id"] for one in found["observations"].values()} == named


def test_what_most_claims_speak_of_is_bounded(graph: Graph) -> None:
    found, page = pages.evidence(evidence(graph, "united-states"), 0, 200)
    published("evidence").validate(found)
    assert 0 < page.shown < page.total and page.next == page.shown
    assert pages.size(found) < 2 * pages.ROOM
    assert len(texts.evidence(found, page)) < 1.5 * pages.ROOM


def test_a_row_that_is_too_large_loses_details_and_says_so() -> None:
    claims = {f"d/c{i}": {"document": "d", "text": "x" * 1000} for i in range(100)}
    whole = {"rows": [{"claims": list(claims), "observations": []}] * 2,
             "claims": claims, "observations": {}}
    found, page = pages.answer(whole, 0, 25)
    assert page.shown == 1 and 0 < len(found["claims"]) < 100
    assert page.left_out.startswith(f"Details of {100 - len(found['claims'])} claims")


@pytest.mark.parametrize(
    ("page", "following"),
    [(Page(0, 0, 0), None), (Page(5, 0, 5), None), (Page(5, 0, 3), 3), (Page(5, 9, 0), None)],
)
def test_a_page_says_where_the_next_begins(page: Page, following: int | None) -> None:
    assert page.next == following
    assert page.to_json()["next_offset"] == following
