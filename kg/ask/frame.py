"""Answers as data frames and as notebook tables."""

from __future__ import annotations

from html import escape

from kg.ask.answer import Answer
from kg.errors import KgError
from kg.render.cells import grid


def frame(answer: Answer) -> object:
    """A pandas DataFrame of the answer; raises KgError where pandas is not installed."""
    try:
        import pandas as pd
    except ImportError:
        raise KgError(
            "KG601", "pandas is not installed.", "pip install 'custody-graph[pandas]'"
        ) from None
    columns, rows = grid(answer, claims=True)
    return pd.DataFrame(rows, columns=columns)


def html(answer: Answer) -> str:
    """An HTML table with the question as caption and the limits below."""
    columns, rows = grid(answer, claims=True)
    head = "".join(f"<th>{escape(name)}</th>" for name in columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
    )
    limits = "".join(f"<li>{escape(limit)}</li>" for limit in answer.limits)
    return (
        f"<table><caption>{escape(answer.question.title)}</caption>"
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><ul>{limits}</ul>"
    )
