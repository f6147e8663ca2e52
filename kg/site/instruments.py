"""The timeline of a legal instrument: its history and its norms, as claims date them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from kg.ask.evidence import Evidence
from kg.engine.value import IRI
from kg.names import CG, CLAIM
from kg.site.facts import Facts
from kg.site.frame import Site
from kg.site.statements import Pieces, sentence, value

#: families of predicates that change an instrument, and of those that are its norms
_HISTORY, _NORMS = {"family-history"}, {"family-normative", "family-permissive"}
#: width of the drawing in its own units
_WIDTH = 1000.0


class Entry(NamedTuple):
    """One claim of the timeline, with its qualifiers in the order of the columns."""

    claim: Evidence
    time: str
    sentence: Pieces
    cells: list[list[Pieces]]


class Bar(NamedTuple):
    """A time as drawn: where it is possible, and within that where it is certain."""

    label: str
    possible: tuple[float, float]
    certain: tuple[float, float] | None


class Timeline(NamedTuple):
    """History and norms of an instrument, and the drawing of the history."""

    history: list[Entry]
    norms: list[Entry]
    bars: list[Bar]
    years: list[tuple[float, str]]


def timeline(site: Site, thing: str) -> Timeline:
    """What claims say of the instrument's history, oldest first, and of its norms."""
    facts = site.facts
    ways = facts.about.get(thing, {})
    named = [name for way in ("subject", "object") for name in ways.get(CG + way, ())]
    history = [name for name in named if _family(facts, name) in _HISTORY]
    norms = [n for n in ways.get(CG + "subject", ()) if _family(facts, n) in _NORMS]
    entries = sorted((_entry(facts, n) for n in dict.fromkeys(history)), key=_order(facts))
    bars, years = _drawn(facts, thing, [e.claim for e in entries])
    return Timeline(
        entries, sorted((_entry(facts, n) for n in norms), key=_order(facts)), bars, years
    )


#: columns after time and statement
COLUMNS = ("Binds", "Stage", "Jurisdiction", "Threshold")


def _entry(facts: Facts, name: str) -> Entry:
    claim, node = facts.claims[name], CLAIM + name
    cells: list[list[Pieces]] = [
        [[IRI(one)] for one in facts.nodes(node, f"cg:{way}")]
        for way in ("binds", "stage", "jurisdiction")
    ]
    cells.append([value(facts, part, node)
                  for part in facts.all.values(node, CG + "threshold")])
    return Entry(claim, claim.valid or f"stated {claim.stated_on}", sentence(facts, claim), cells)


def _family(facts: Facts, name: str) -> str:
    verb = facts.all.nodes(CLAIM + name, CG + "predicate")[0]
    found = facts.vocabulary.nodes(verb, CG + "family")
    return found[0].removeprefix(CG) if found else ""


def _order(facts: Facts) -> Callable[[Entry], tuple[str, str]]:
    def start(entry: Entry) -> tuple[str, str]:
        node = CLAIM + entry.claim.id
        day = facts.text(node, "cg:earliestStart") or facts.text(node, "cg:statedEarliest")
        return day, entry.claim.id

    return start


def _drawn(
    facts: Facts, thing: str, claims: list[Evidence]
) -> tuple[list[Bar], list[tuple[float, str]]]:
    dated = [claim for claim in claims if claim.valid]
    bounds = {
        claim.id: [_day(facts, claim, name)
                   for name in ("earliestStart", "latestStart", "earliestEnd", "latestEnd")]
        for claim in dated
    }
    days = [day for four in bounds.values() for day in four if day]
    if not days:
        return [], []
    # what has no end yet is drawn up to the day the graph is current to, or a little beyond
    first = date(min(days).year, 1, 1)
    now = date.fromisoformat(facts.current_to) if facts.current_to else max(days)
    last = date(max(*days, now).year + 1, 1, 1)

    def at(day: date) -> float:
        return round((day - first).days / (last - first).days * _WIDTH, 1)

    bars = []
    for claim in dated:
        start, certain, early, late = bounds[claim.id]
        possible = (at(start or first), at(late or last))
        inner = (at(certain), at(early or last)) if certain else None
        shown = inner if inner and inner[0] < inner[1] else None
        bars.append(Bar(_label(facts, claim, thing), possible, shown))
    step = max(1, round((last.year - first.year) / 8))
    years = [(at(date(year, 1, 1)), str(year)) for year in range(first.year, last.year, step)]
    return bars, years


def _label(facts: Facts, claim: Evidence, thing: str) -> str:
    """The sentence of a claim without the instrument itself."""
    node = CLAIM + claim.id
    names = [name for way in ("subject", "predicate", "object")
             for name in facts.all.nodes(node, CG + way) if name != thing]
    negated = "not: " if claim.polarity == "negated" else ""
    return negated + " ".join(map(facts.label, names))


def _day(facts: Facts, claim: Evidence, name: str) -> date | None:
    found = facts.text(CLAIM + claim.id, f"cg:{name}")
    return date.fromisoformat(found) if found else None
