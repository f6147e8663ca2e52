"""The comparison of two days: sections of lines, their claims, and what cannot be said."""

from __future__ import annotations

from kg.ask.evidence import Evidence, evidence, labels
from kg.ask.reading import Reading, readings
from kg.diff.counts import counts
from kg.diff.events import events
from kg.diff.facts import STANDINGS, Fact, facts
from kg.diff.figures import NEAR, figures
from kg.diff.lines import Line, changes, positions
from kg.diff.window import POSSIBLE, VAGUE, window
from kg.errors import KgError
from kg.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.graph import Graph

#: area → heading of its section
AREAS = {
    "law": "Law", "practice": "Practice", "country": "Country", "events": "Events",
    "quantities": "Figures", "record": "Counts of the official record",
}
STAGES = ("a", "b", "c", "d")
#: areas of figures, which begin and end nothing
_FIGURES = ("quantities", "record")
_CAUSE = "Timing only: nothing here says that one change is the cause of another."
_COVERED = "What was not curated: a day without a line is not a day on which nothing changed."
_POSSIBLE = (
    "Whether lines marked possible fall between the two days: their dates leave it open."
)
_VAGUE = f"Changes whose day may lie anywhere in more than {VAGUE} days: they have no line."
_EVENTS = (
    "Whether each event took place: an event is here because claims speak of it, and they may"
    " announce, deny or doubt it."
)
_RECORD = (
    "Of the record: whole months between the two days only, events and not people, whoever had"
    " arrested them and whenever; a day has no count."
)
_COUNTS = (
    "More of figures than they say of their own day and population, in their own publication: no"
    " two measures are joined, and no share is made."
)


class Diff(Frozen):
    """What changed from one day to another, as far as claims say it."""

    first: str
    last: str
    known_by: str | None
    stage: str | None
    areas: tuple[str, ...]
    #: section → lines: the areas, and ``unchanged``
    sections: dict[str, tuple[Line, ...]]
    #: figures with no other to compare them with
    single: tuple[Line, ...]
    claims: dict[str, Evidence]
    observations: dict[str, Reading]
    labels: dict[str, str]
    limits: tuple[str, ...]
    version: str
    digest: str


def diff(
    graph: Graph,
    first: str,
    last: str,
    *,
    area: str | None = None,
    stage: str | None = None,
    known_by: str | None = None,
) -> Diff:
    """Compare two days.

    ``area`` and ``stage`` narrow it. Raises KgError for days out of order and unknown values.
    """
    between = window(first, last)
    for name, value, values in (("--area", area, AREAS), ("--stage", stage, STAGES)):
        if value is not None and value not in values:
            from kg.suggest import did_you_mean

            raise KgError(
                "KG603", f"{name} {value!r} is none.{did_you_mean(value, values)}",
                f"Use one of: {', '.join(values)}.",
            )
    if known_by is not None:
        from kg.ask.bind import day

        day(known_by, "--known-by")
    areas = (area,) if area else tuple(AREAS)
    found = facts(graph.engine, known_by, stage)
    by_area = {name: [fact for fact in found if fact.area == name] for name in areas}
    sections = {name: changes(between, by_area[name]) for name in areas if name not in _FIGURES}
    stood = positions(between, [fact for name in areas for fact in by_area[name]])
    # where a standing is disputed or negated, its own line says more than a list of both
    countries = {fact.subject for fact in by_area.get("country", []) if _stands(fact)}
    if "country" in areas:
        sections["country"] += [
            one for one in stood if one.change == "position" and one.subject in countries
        ]
    same = [one for one in stood if one.change == "same"]
    single: list[Line] = []
    if "events" in areas:
        sections["events"] = events(graph.engine, between, known_by, stage)
    if "quantities" in areas:
        counted = figures(graph.engine, between, by_area["quantities"])
        sections["quantities"] = [one for one in counted.pairs if one.change != "same"]
        same += [one for one in counted.pairs if one.change == "same"]
        single = counted.single
    if "record" in areas and stage is None:
        sections["record"] = counts(graph.engine, between, known_by)
    sections["unchanged"] = same
    lines = [*(one for lines in sections.values() for one in lines), *single]
    return Diff(
        first, last, known_by, stage, areas,
        {name: tuple(lines) for name, lines in sections.items()}, tuple(single),
        evidence(graph.engine, {claim for line in lines for claim in line.claims}),
        readings(graph.engine, {cell for line in lines for cell in line.observations}),
        labels(graph.engine, _iris(lines)),
        _limits(sections, stage), graph.version, graph.digest,
    )


def _stands(fact: Fact) -> bool:
    return fact.predicate in STANDINGS


def _iris(lines: Iterable[Line]) -> set[str]:
    """Everything in the lines that has a label."""
    found = set()
    for line in lines:
        states = (state.what.removeprefix("!") for state in (*line.before, *line.after))
        found |= {iri for iri in (line.subject, *line.of, *states) if iri.startswith("http")}
    return found


def _limits(sections: dict[str, list[Line]], stage: str | None) -> tuple[str, ...]:
    limits = [_CAUSE, _COVERED]
    limits.append(_VAGUE)
    if any(one.certainty == POSSIBLE for lines in sections.values() for one in lines):
        limits.append(_POSSIBLE)
    if sections.get("events"):
        limits.append(_EVENTS)
    if "quantities" in sections:
        limits += [_COUNTS, f"What figures say that are more than {NEAR} days from either day."]
    if "record" in sections:
        limits.append(_RECORD)
    if stage:
        limits.append(f"Whether claims that name no stage hold at stage {stage}; they are in.")
    return tuple(limits)
