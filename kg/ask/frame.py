"""Answers as data frames and as notebook tables."""

from __future__ import annotations

from html import escape

from kg.ask.answer import Answer
from kg.ask.counted import counted
from kg.ask.rows import Cell
from kg.errors import KgError
from kg.render.cells import grid, numeric
from kg.render.counted import sentence


def frame(answer: Answer) -> object:
    """A pandas DataFrame of the answer, figures as numbers.

    Raises KgError where pandas is not installed.
    """
    try:
        import pandas as pd
    except ImportError:
        raise KgError(
            "KG601", "pandas is not installed.", "pip install 'custody-graph[pandas]'"
        ) from None
    columns, rows = grid(answer, claims=True)
    table = pd.DataFrame(rows, columns=columns)
    for name in numeric(answer):
        # the figures themselves: a mean of labels is none
        table[name] = [_number(row.cells[name]) for row in answer.rows]
    return table


def html(answer: Answer) -> str:
    """An HTML table with the question as caption; what is counted and the limits below."""
    columns, rows = grid(answer, claims=True, figures=True)
    right = numeric(answer)
    style = [' style="text-align: right"' if name in right else "" for name in columns]
    head = "".join(f"<th{s}>{escape(name)}</th>" for s, name in zip(style, columns, strict=True))
    body = "".join(
        "<tr>"
        + "".join(f"<td{s}>{escape(cell)}</td>" for s, cell in zip(style, row, strict=True))
        + "</tr>"
        for row in rows
    )
    notes = [*map(sentence, counted(answer.observations.values())), *answer.limits]
    limits = "".join(f"<li>{escape(note)}</li>" for note in notes)
    return (
        f"<table><caption>{escape(answer.question.title)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><ul>{limits}</ul>"
    )


def _number(cell: Cell) -> float | int | None:
    if cell is None or isinstance(cell, int):
        return cell
    number = float(str(cell))
    return int(number) if number.is_integer() else number
