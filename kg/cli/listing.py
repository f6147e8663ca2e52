"""The list of questions in each format."""

from __future__ import annotations

import json

from kg.ask.question import Question
from kg.ask.question import questions as all_questions
from kg.cli.common import check_format
from kg.render.rows import FORMATS, grid


def questions(form: str) -> str:
    """All questions as a table, JSON, CSV or Markdown."""
    check_format(form, FORMATS)
    found = all_questions()
    if form == "json":
        from kg.api.catalogue import listed

        return json.dumps({"questions": listed()}, indent=2, ensure_ascii=False)
    rows = [[q.theme, q.id, q.title, _signature(q)] for q in found]
    columns = ["theme", "question", "title", "parameters"]
    shown = grid(form, columns, rows)
    return f"{shown}\n\nAsk one with: kg ask release-factors" if form == "table" else shown


def _signature(question: Question) -> str:
    return " ".join(
        f"--set {p.name}={p.default}" if p.default else f"[--set {p.name}=…]"
        for p in question.parameters
    )
