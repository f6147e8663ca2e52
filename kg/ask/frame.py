"""Answers as data frames."""

from __future__ import annotations

from kg.ask.answer import Answer
from kg.ask.rows import Cell
from kg.errors import KgError
from kg.render.cells import grid, numeric


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


def _number(cell: Cell) -> float | int | None:
    if cell is None or isinstance(cell, int):
        return cell
    number = float(str(cell))
    return int(number) if number.is_integer() else number
