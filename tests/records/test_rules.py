"""Rules for the queries that rest on cells of published tables."""

from __future__ import annotations

import re

import pytest

from kg.ask.question import Question, questions

MACROS = {"admitted", "published", "counted"}
COUNTING = [q for q in questions() if q.counts]


def _macros(query: str) -> set[tuple[str, str]]:
    found = [line.split() for line in query.splitlines() if line.lstrip().startswith("#+")]
    return {(words[1], words[2]) for words in found}


def test_every_macro_is_one_that_is_filled_in() -> None:
    for asked in questions():
        assert {name for name, _ in _macros(asked.query)} <= MACROS, asked.id


@pytest.mark.parametrize("asked", COUNTING, ids=lambda q: q.id)
def test_every_cell_is_held_to_both_days(asked: Question) -> None:
    cells = set(re.findall(r"\?observation(?:_\w+)?\b", asked.query))
    documents = set(re.findall(r"prov:wasDerivedFrom (\?\w+)", asked.query))
    macros = _macros(asked.query)
    # a cell that is made out of a text is one that was looked for under another name
    made = set(re.findall(r"AS (\?observation(?:_\w+)?)\)", asked.query))
    assert {("counted", cell) for cell in cells - made} <= macros
    assert not made or ("counted", "?cell") in macros
    assert documents
    assert {("published", document) for document in documents} <= macros


@pytest.mark.parametrize("asked", COUNTING, ids=lambda q: q.id)
def test_a_question_of_figures_names_their_source_and_vintage(asked: Question) -> None:
    assert {"source", "vintage"} <= {*asked.support, *(c.name for c in asked.columns)}


def test_there_is_a_question_of_figures() -> None:
    assert COUNTING
