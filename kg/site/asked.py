"""Pages of questions, each with its answer as the graph gives it without a day."""

from __future__ import annotations

from typing import NamedTuple

from kg.ask.answer import Answer, Cell
from kg.ask.counted import counted, sources
from kg.ask.question import Question, questions
from kg.ask.reading import Reading
from kg.ask.support import ABOUT
from kg.engine.value import IRI
from kg.names import full
from kg.render.cells import figure, numeric
from kg.render.counted import facts
from kg.site.frame import Site
from kg.site.statements import Pieces, joined


class Line(NamedTuple):
    """One row of an answer: a cell to each column, and what it rests on."""

    cells: list[Pieces]
    claims: tuple[str, ...]
    #: tables, workbooks, sheets and cells
    tables: list[Pieces]


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
            columns=[name for name in answer.columns if name != "source"],
            lines=_lines(answer), about=_about(question), counted=_counted(answer),
            figures=numeric(answer),
            limits=answer.limits if answer.rows else answer.limits[:-1],
        )
        site.found("Question", answer.heading, " ".join([question.id, *question.keywords]), page)
    site.add("questions.html", "questions.html", "Questions and answers", themes=themes)


def _about(question: Question) -> dict[str, str]:
    """Column → what it holds."""
    return {c.name: c.about for c in question.columns} | {n: ABOUT[n] for n in question.support}


def _lines(answer: Answer) -> list[Line]:
    numbers = numeric(answer)
    return [
        Line(
            [_figure(row.cells[name]) if name in numbers else _cell(answer, name, row.cells[name])
             for name in answer.columns if name != "source"],
            row.claims,
            _tables([answer.observations[one] for one in row.observations]),
        )
        for row in answer.rows
    ]


def _tables(cells: list[Reading]) -> list[Pieces]:
    """The tables that cells stand in, each with workbooks, sheets and ranges, as links."""
    tables: dict[str, list[Reading]] = {}
    for one in cells:
        tables.setdefault(one.table, []).append(one)
    return [
        [IRI(full(table)), ": ", *joined(
            [IRI(full(document)), f", {sheet}, {', '.join(places)}"]
            for (document, _, sheet), places in sources(found)
        )]
        for table, found in tables.items()
    ]


def _counted(answer: Answer) -> list[tuple[Pieces, list[tuple[str, str]]]]:
    """Each measure with its table, and what has to be known of it."""
    return [
        ([IRI(full(one.measure)), f" ({', '.join(p for p in (one.unit, one.kind) if p)}), table: ",
          IRI(full(one.table))], facts(one))
        for one in counted(answer.observations.values())
    ]


def _figure(cell: Cell) -> Pieces:
    return [] if cell is None or isinstance(cell, str | tuple) else [figure(cell)]


def _cell(answer: Answer, column: str, cell: object) -> Pieces:
    values = cell if isinstance(cell, tuple) else (cell,)
    if column == "contested" and column in answer.question.support:
        # a support column is text: ids of conflicts and claims, which are links here
        names = [name for value in values for name in str(value or "").split(", ") if name]
        return joined([[IRI(full(name))] for name in names])
    return joined([[value if isinstance(value, IRI) else answer.label(value)]
                   for value in values if value is not None])

