"""The catalogue of questions: what each asks and takes, what it answers, what it cannot say."""

from __future__ import annotations

from kg.api import themes
from kg.ask.bind import optional
from kg.ask.question import Question, question, questions
from kg.ask.support import ABOUT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from kg.graph import Graph


def listed() -> list[dict[str, Any]]:
    """Every question as its file documents it, by theme and id; no graph is needed."""
    found = sorted(questions(), key=lambda one: (themes.rank(one.theme), one.id))
    return [described(one) for one in found]


def catalogue(graph: Graph) -> list[dict[str, Any]]:
    """Every question as :func:`listed`, with what the graph adds to it.

    Its title says what its defaults are called. A column has ``figure``: whether it holds figures
    alone in the answer by default. A parameter has ``choices``, those of
    :func:`kg.api.choices.choices`.
    """
    known: dict[str, list[dict[str, Any]]] = graph.engine.memo.setdefault("catalogue", {})
    if "all" not in known:
        known["all"] = [_completed(graph, one) for one in listed()]
    return known["all"]


def entry(graph: Graph, name: str) -> dict[str, Any]:
    """One question as :func:`catalogue` has it; raises KgError where there is none."""
    return _completed(graph, described(question(name)))


def described(asked: Question) -> dict[str, Any]:
    """A question as its file documents it."""
    return {
        "id": asked.id,
        "title": asked.title,
        "heading": asked.heading,
        "theme": asked.theme,
        "theme_label": themes.label(asked.theme),
        "answers": asked.answers,
        "cannot": list(asked.cannot),
        "empty": asked.empty,
        "keywords": list(asked.keywords),
        "parameters": [
            {"name": p.name, "type": p.type, "default": p.default or None, "about": p.about,
             "optional": optional(asked, p.name)}
            for p in asked.parameters
        ],
        "columns": [
            *({"name": c.name, "about": c.about, "list": c.is_list} for c in asked.columns),
            *({"name": name, "about": ABOUT[name], "list": False} for name in asked.support),
        ],
        "counts": asked.counts,
        "query": asked.query,
    }


def _completed(graph: Graph, entry: dict[str, Any]) -> dict[str, Any]:
    from kg.api.choices import choices
    from kg.render.cells import numeric

    answer = graph.ask(entry["id"])
    figures = numeric(answer)
    return entry | {
        "title": answer.heading,
        "columns": [one | {"figure": one["name"] in figures} for one in entry["columns"]],
        "parameters": [
            one | {"choices": choices(graph, answer, parameter)}
            for one, parameter in zip(
                entry["parameters"], answer.question.parameters, strict=True
            )
        ],
    }
