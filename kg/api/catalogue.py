"""The catalogue of questions: what each asks and takes, what it answers, what it cannot say."""

from __future__ import annotations

from kg.api import themes
from kg.ask.question import Question, questions
from kg.ask.support import ABOUT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.graph import Graph


def listed() -> list[dict[str, object]]:
    """Every question as its file documents it, by theme and id; no graph is needed."""
    found = sorted(questions(), key=lambda one: (themes.rank(one.theme), one.id))
    return [_described(one) for one in found]


def catalogue(graph: Graph) -> list[dict[str, object]]:
    """Every question as :func:`listed`, with what the graph adds to it.

    A column has ``figure``: whether it holds figures alone in the answer by default. A parameter
    has ``choices``, those of :func:`kg.api.choices.choices`.
    """
    known: dict[str, list[dict[str, object]]] = graph.engine.memo.setdefault("catalogue", {})
    if "all" not in known:
        known["all"] = [_completed(graph, one) for one in listed()]
    return known["all"]


def _described(question: Question) -> dict[str, object]:
    return {
        "id": question.id,
        "title": question.title,
        "heading": question.heading,
        "theme": question.theme,
        "theme_label": themes.label(question.theme),
        "answers": question.answers,
        "cannot": list(question.cannot),
        "empty": question.empty,
        "keywords": list(question.keywords),
        "parameters": [
            {"name": p.name, "type": p.type, "default": p.default or None, "about": p.about}
            for p in question.parameters
        ],
        "columns": [
            *({"name": c.name, "about": c.about, "list": c.is_list} for c in question.columns),
            *({"name": name, "about": ABOUT[name], "list": False} for name in question.support),
        ],
        "counts": question.counts,
        "query": question.query,
    }


def _completed(graph: Graph, described: dict[str, object]) -> dict[str, object]:
    from kg.api.choices import choices
    from kg.render.cells import numeric

    answer = graph.ask(str(described["id"]))
    figures = numeric(answer)
    columns: list[dict[str, object]] = described["columns"]  # type: ignore[assignment]
    taken: list[dict[str, object]] = described["parameters"]  # type: ignore[assignment]
    return described | {
        "columns": [one | {"figure": one["name"] in figures} for one in columns],
        "parameters": [
            one | {"choices": choices(graph, answer, parameter)}
            for one, parameter in zip(taken, answer.question.parameters, strict=True)
        ],
    }
