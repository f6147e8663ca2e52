"""All questions about rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from kg.errors import KgError
from kg.records.ask import exits, held
from kg.records.ask.question import KINDS, Parameter, RecordQuestion
from kg.suggest import did_you_mean

QUESTIONS: dict[str, RecordQuestion] = {
    one.id: one for one in (*exits.QUESTIONS, *held.QUESTIONS)
}
_FORMS = {
    "month": re.compile(r"\d{4}-(0[1-9]|1[0-2])"),
    "day": re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"),
    "number": re.compile(r"[1-9]\d{0,3}"),
    "text": re.compile(r".+"),
}


def question(name: str) -> RecordQuestion:
    """The question of that id; raises KgError with what was probably meant."""
    if name not in QUESTIONS:
        raise KgError(
            "KG602",
            f"There is no question {name} about rows.{did_you_mean(name, QUESTIONS)}",
            "List them with kg records ask.",
        )
    return QUESTIONS[name]


def values(asked: RecordQuestion, given: Sequence[str]) -> dict[str, str]:
    """The parameters with their defaults, out of ``name=value`` texts; raises KgError."""
    known = {one.name: one for one in asked.parameters}
    found = {name: one.default for name, one in known.items()}
    for text in given:
        name, equals, value = text.partition("=")
        if not equals or name not in known:
            takes = f"It takes: {', '.join(known)}." if known else "It takes none."
            raise KgError(
                "KG603",
                f"{asked.id} has no parameter {name}.{did_you_mean(name, known)}",
                f"Write --set name=value. {takes}",
            )
        found[name] = _checked(known[name], value)
    return found


def _checked(parameter: Parameter, value: str) -> str:
    if parameter.choices and value not in parameter.choices:
        raise KgError(
            "KG603",
            f"{parameter.name} cannot be {value}.{did_you_mean(value, parameter.choices)}",
            f"Use one of: {', '.join(parameter.choices)}.",
        )
    if not _FORMS[parameter.kind].fullmatch(value) or not _is_day(parameter, value):
        raise KgError(
            "KG603",
            f"{parameter.name} cannot be {value}.",
            f"Write {KINDS[parameter.kind]}.",
        )
    return value


def _is_day(parameter: Parameter, value: str) -> bool:
    from datetime import date

    if parameter.kind != "day":
        return True
    try:
        date.fromisoformat(value)
    except ValueError:
        return False
    return True


def signature(asked: RecordQuestion) -> str:
    """The parameters as a command line takes them."""
    return " ".join(
        f"--set {one.name}={one.default}" if one.default else f"[--set {one.name}=…]"
        for one in asked.parameters
    )


def listed() -> Mapping[str, object]:
    """All questions as plain data."""
    return {
        "questions": [
            {
                "id": one.id, "title": one.title, "table": one.table,
                "dimensions": dict(one.dimensions), "measure": one.measure,
                "population": one.population, "denominator": one.denominator, "kind": one.kind,
                "cannot": list(one.cannot),
                "parameters": [
                    {"name": p.name, "kind": p.kind, "default": p.default or None,
                     "about": p.about, "choices": list(p.choices)}
                    for p in one.parameters
                ],
            }
            for one in QUESTIONS.values()
        ]
    }
