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
        return json.dumps({"questions": [_json(q) for q in found]}, indent=2, ensure_ascii=False)
    rows = [[q.theme, q.id, q.title, _signature(q)] for q in found]
    columns = ["theme", "question", "title", "parameters"]
    shown = grid(form, columns, rows)
    return f"{shown}\n\nAsk one with: kg ask release-factors" if form == "table" else shown


def _signature(question: Question) -> str:
    return " ".join(
        f"--set {p.name}={p.default}" if p.default else f"[--set {p.name}=…]"
        for p in question.parameters
    )


def _json(question: Question) -> dict[str, object]:
    return {
        "id": question.id,
        "title": question.title,
        "theme": question.theme,
        "answers": question.answers,
        "cannot": list(question.cannot),
        "parameters": [
            {"name": p.name, "type": p.type, "default": p.default or None, "about": p.about}
            for p in question.parameters
        ],
        "columns": [*(c.name for c in question.columns), *question.support],
        "keywords": list(question.keywords),
    }
