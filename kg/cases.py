"""Case files: a question, the ids its answer must have, and where the expectation comes from."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import Field, ValidationError

from kg.ask.answer import Answer, AnswerRow
from kg.engine.value import IRI
from kg.errors import KgError
from kg.findings import Finding, Findings, Place
from kg.model.base import Day, Record, Text
from kg.read.tree import tree

if TYPE_CHECKING:
    from kg.graph import Graph


class ExpectedRow(Record):
    """A row that an answer has to have."""

    cells: dict[str, str] = Field(
        min_length=1, description="Column → id or figure; columns that are not named are open."
    )
    observations: tuple[str, ...] = Field(
        (),
        description="The cells of published tables that the row rests on, and no other: whole "
        "ids, or sheet and cell (detention-fy25/F59) of the case's document.",
    )


class Case(Record):
    """One case of a case file."""

    question: str = Field(description="Id of the question.")
    source: Text = Field(description="Where the expectation comes from.")
    set: dict[str, str] = Field({}, description="Parameters.")
    as_of: Day | None = Field(None, description="Valid on this day.")
    known_by: Day | None = Field(None, description="Published by this day.")
    within: tuple[str, ...] = Field(
        (), description="Documents whose claims alone are compared; rows of others are left out."
    )
    document: str | None = Field(None, description="Document of claims named without one.")
    column: str | None = Field(None, description="The column whose ids are expected.")
    expect: dict[str, tuple[str, ...]] = Field(
        {},
        description="Id in the column → the claims of its rows, whole or up to a hyphen (c15); "
        "an empty list leaves the claims open.",
    )
    least: dict[str, tuple[str, ...]] = Field(
        {},
        description="Like expect, for an answer that may hold more: these ids have to be there, "
        "with at least these claims.",
    )
    rows: tuple[ExpectedRow, ...] = Field(
        (), description="Rows that have to be there; the answer may hold more."
    )
    count: int | None = Field(None, ge=1, description="How many rows the answer has.")
    never: tuple[str, ...] = Field((), description="Ids that must not be in the column.")
    empty: Text | None = Field(None, description="Words of the reason, where no row is expected.")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a case gave: no differences means that it holds."""

    file: str
    question: str
    differences: tuple[str, ...]


def read_case(path: Path) -> Case:
    """The case of a file; raises Findings where it is not one."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        raise KgError("KG601", f"{path} cannot be read: {error.strerror}.", "Check it.") from None
    found = tree(path.name, raw)
    if not found.findings:
        try:
            return Case.model_validate(found.data)
        except ValidationError as error:
            for detail in error.errors():
                steps = tuple(s for s in detail["loc"] if isinstance(s, str))
                found.add("KG105", found.place(steps), detail["msg"] + ".", "See docs/cases.md.")
    raise Findings(found.findings)


def run(graph: Graph, path: Path) -> Outcome:
    """Ask a case's question and compare."""
    case = read_case(path)
    answer = graph.ask(case.question, case.as_of, case.known_by, **case.set)
    return Outcome(path.name, case.question, tuple(_compare(case, answer)))


def finding(outcome: Outcome) -> Finding:
    """A case that does not hold, as a finding."""
    return Finding(
        Place(outcome.file),
        "KG606",
        f"{outcome.question}: {'; '.join(outcome.differences)}.",
        "Correct the data, the question or the case.",
    )


def _compare(case: Case, answer: Answer) -> list[str]:
    if case.empty is not None:
        if answer.rows:
            return [f"{len(answer.rows)} rows where none is expected"]
        reason = " ".join(answer.limits)
        return [] if case.empty in reason else [f"the reason does not say '{case.empty}'"]
    problems = [problem for row in case.rows for problem in _row(case, row, answer)]
    if case.count not in (None, len(answer.rows)):
        problems.append(f"{len(answer.rows)} rows instead of {case.count}")
    if case.expect or case.least:
        return problems + _column(case, answer)
    if not case.rows:
        return ["the case expects nothing: give expect, least, rows or empty"]
    return problems


def _column(case: Case, answer: Answer) -> list[str]:
    """What differs in the column whose ids are expected."""
    if case.column not in answer.columns:
        return [f"there is no column {case.column}; there are {', '.join(answer.columns)}"]
    found: dict[str, set[str]] = {}
    for row in answer.rows:
        claims = [claim for claim in row.claims if _counts(case, claim)]
        if claims or not case.within:
            for value in _ids(row, case.column):
                found.setdefault(value, set()).update(claims)
    problems = [f"{name} must not be there" for name in case.never if name in found]
    for name, least in ((_whole(case, n, found), claims) for n, claims in case.least.items()):
        if name not in found:
            problems.append(f"{name} is missing")
            continue
        missing = {_whole(case, claim, found[name]) for claim in least} - found[name]
        if missing:
            problems.append(f"{name} does not rest on {', '.join(sorted(missing))}")
    return problems + (_exactly(case, found) if case.expect else [])


def _exactly(case: Case, found: dict[str, set[str]]) -> list[str]:
    wanted = {_whole(case, name, found): claims for name, claims in case.expect.items()}
    problems = [f"{name} is missing" for name in sorted(set(wanted) - set(found))]
    problems += [f"{name} is not expected" for name in sorted(set(found) - set(wanted))]
    for name in sorted(set(wanted) & set(found)):
        expected = {_whole(case, claim, found[name]) for claim in wanted[name]}
        if expected and expected != found[name]:
            problems.append(
                f"{name} rests on {', '.join(sorted(found[name]))}"
                f" instead of {', '.join(sorted(expected))}"
            )
    return problems


def _row(case: Case, wanted: ExpectedRow, answer: Answer) -> list[str]:
    """What is wrong with a row that has to be there: what the nearest one has instead."""
    unknown = [name for name in wanted.cells if name not in answer.columns]
    if unknown:
        return [f"there is no column {', '.join(unknown)}; there are {', '.join(answer.columns)}"]
    named = ", ".join(f"{name} {value}" for name, value in wanted.cells.items())

    def wrong(row: AnswerRow) -> list[str]:
        return [name for name, value in wanted.cells.items() if value not in _ids(row, name)]

    fitting = [row for row in answer.rows if not wrong(row)]
    if not fitting:
        nearest = min(answer.rows, key=lambda row: len(wrong(row)), default=None)
        if nearest is None or len(wrong(nearest)) == len(wanted.cells):
            return [f"no row has {named}"]
        instead = ", ".join(f"{n} {' '.join(_ids(nearest, n)) or 'nothing'}"
                            for n in wrong(nearest))
        return [f"no row has {named}: the nearest has {instead}"]
    expected = {_cell(case, one) for one in wanted.observations}
    if not expected or any(set(row.observations) == expected for row in fitting):
        return []
    found = sorted({one for row in fitting for one in row.observations})
    return [f"{named} rests on {', '.join(found) or 'no cell'}"
            f" instead of {', '.join(sorted(expected))}"]


def _cell(case: Case, name: str) -> str:
    """The whole id of a cell of the case's document."""
    if name.startswith("observation/") or not case.document:
        return name
    return f"observation/{case.document}/{name}"


def _whole(case: Case, name: str, known: Collection[str]) -> str:
    """The one known id that a case's id is the beginning of, else the id as it stands."""
    if name in known:
        return name
    start = name if "/" in name or not case.document else f"{case.document}/{name}"
    fits = [one for one in known if one == start or one.startswith(f"{start}-")]
    return fits[0] if len(fits) == 1 else name


def _counts(case: Case, claim: str) -> bool:
    """Whether a claim belongs to what the case compares."""
    return not case.within or claim.partition("/")[0] in case.within


def _ids(row: AnswerRow, column: str) -> list[str]:
    cell = row.cells[column]
    values = cell if isinstance(cell, tuple) else (cell,)
    return [value.short if isinstance(value, IRI) else str(value) for value in values]
