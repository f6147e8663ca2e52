"""Why a thing is not in an answer: the first filter or fact that keeps it out."""

from __future__ import annotations

from dataclasses import dataclass

from kg.ask.answer import answer
from kg.ask.evidence import evidence
from kg.ask.question import Question
from kg.ask.related import claims_of
from kg.engine.value import IRI
from kg.names import CG, PREFIXES, full

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.ask.answer import Answer
    from kg.ask.evidence import Engine


@dataclass(frozen=True, slots=True)
class Reason:
    """Whether the thing is in the answer, and what keeps it out if not."""

    present: bool
    reason: str
    claims: tuple[str, ...]


def why_not(
    engine: Engine,
    thing: str,
    question: Question,
    given: dict[str, str],
    as_of: str | None = None,
    known_by: str | None = None,
) -> Reason:
    """The reason that keeps a thing (a short id) out of a question's answer."""
    mine = tuple(claims_of(engine, thing))
    if _holds(answer(engine, question, given, as_of, known_by), thing):
        return Reason(True, "It is in the answer.", mine)
    if _holds(answer(engine, question, given, any_rank=True), thing):
        return Reason(False, _filter(engine, question, given, thing, as_of, known_by), mine)
    chosen = {name: value for name, value in given.items() if value}
    if chosen and _holds(answer(engine, question, {}, any_rank=True), thing):
        named = ", ".join(f"{name}={value}" for name, value in sorted(chosen.items()))
        return Reason(False, f"The parameters keep it out: {named}.", mine)
    idle = _deprecated(engine, mine)
    if mine and idle == mine:
        # nothing is derived from them, so what a question needs would only mislead
        return Reason(False, "The claims it rests on are deprecated.", mine)
    besides = f" Deprecated claims do not count: {', '.join(idle)}." if idle else ""
    for about, pattern in question.needs:
        if not _true(engine, pattern.replace("$thing", f"<{full(thing)}>")):
            reason = f"It would have to meet this, and does not: {about}.{besides}"
            return Reason(False, reason, mine)
    left = "No claim about it has the form that the question asks for."
    if thing.startswith("observation/"):
        left = "The question does not ask for cells of its kind."
    elif not mine:
        left = "No claim speaks of it."
    return Reason(False, left, mine)


def _filter(
    engine: Engine,
    question: Question,
    given: dict[str, str],
    thing: str,
    as_of: str | None,
    known_by: str | None,
) -> str:
    if not _holds(answer(engine, question, given), thing):
        return "The claims it rests on are deprecated."
    valid = f"No {_base(question)} it rests on can have been valid on {as_of}."
    published = f"No {_base(question)} it rests on was published by {known_by}."
    if thing.startswith("observation/"):
        valid = f"Its period begins after {as_of}."
        published = f"Its workbook was not published by {known_by}."
    if as_of and not _holds(answer(engine, question, given, as_of, None), thing):
        return valid
    if known_by and not _holds(answer(engine, question, given, None, known_by), thing):
        return published
    return (
        f"No {_base(question)} it rests on was both valid on {as_of} and published by {known_by}."
    )


def _base(question: Question) -> str:
    return "claim or cell" if question.counts else "claim"


def _deprecated(engine: Engine, claims: tuple[str, ...]) -> tuple[str, ...]:
    normal = IRI(f"{CG}rank-normal")
    found = evidence(engine, claims)
    return tuple(c for c in claims if normal not in found[c].properties[f"{CG}rank"])


def _holds(found: Answer, thing: str) -> bool:
    for row in found.rows:
        if thing in row.claims or thing in row.observations:
            return True
        for cell in row.cells.values():
            values = cell if isinstance(cell, tuple) else (cell,)
            if any(isinstance(value, IRI) and value.short == thing for value in values):
                return True
    return False


def _true(engine: Engine, pattern: str) -> bool:
    prefixes = " ".join(f"PREFIX {name}: <{iri}>" for name, iri in PREFIXES.items())
    _, rows = engine.select(f"{prefixes} SELECT (1 AS ?one) WHERE {{ {pattern} }} LIMIT 1")
    return bool(rows)


