"""Pages of questions, each with its answer as the graph gives it without a day."""

from __future__ import annotations

from typing import NamedTuple

from kg.ask.answer import Answer
from kg.ask.question import Question, questions
from kg.ask.support import ABOUT
from kg.engine.value import IRI
from kg.names import full
from kg.site.frame import Site
from kg.site.statements import Pieces, joined


class Line(NamedTuple):
    """One row of an answer: a cell to each column, and the claims it rests on."""

    cells: list[Pieces]
    claims: tuple[str, ...]


def write(site: Site) -> None:
    """Write the page of every question and the list of them.

    Raises KgError where a question cannot be answered.
    """
    themes: dict[str, list[tuple[Question, int]]] = {}
    for question in questions():
        answer = site.graph.ask(question.id)
        themes.setdefault(question.theme, []).append((question, len(answer.rows)))
        page = f"question/{question.id}.html"
        site.add(
            page, "question.html", answer.heading, question=question, answer=answer,
            columns=answer.columns, lines=_lines(answer), about=_about(question),
            limits=answer.limits if answer.rows else answer.limits[:-1],
        )
        site.found("Question", answer.heading, " ".join([question.id, *question.keywords]), page)
    site.add("questions.html", "questions.html", "Questions and answers", themes=themes)


def _about(question: Question) -> dict[str, str]:
    """Column → what it holds."""
    return {c.name: c.about for c in question.columns} | {n: ABOUT[n] for n in question.support}


def _lines(answer: Answer) -> list[Line]:
    return [
        Line([_cell(answer, name, row.cells[name]) for name in answer.columns], row.claims)
        for row in answer.rows
    ]


def _cell(answer: Answer, column: str, cell: object) -> Pieces:
    values = cell if isinstance(cell, tuple) else (cell,)
    if column == "contested" and column in answer.question.support:
        # a support column is text: ids of conflicts and claims, which are links here
        names = [name for value in values for name in str(value or "").split(", ") if name]
        return joined([[IRI(full(name))] for name in names])
    return joined([[value if isinstance(value, IRI) else answer.label(value)]
                   for value in values if value is not None])

