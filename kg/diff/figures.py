"""Figures of one measure nearest to either day; measures are never joined, shares never made."""

from __future__ import annotations

from datetime import date, timedelta

from kg.diff.lines import Line, State
from kg.diff.window import Window
from kg.edtf import Edtf
from kg.engine.value import IRI
from kg.frozen import Frozen
from kg.names import CG, GRAPH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.ask.evidence import Engine
    from kg.diff.facts import Fact
    from kg.engine.value import Value

#: days from a figure's own time to the day it stands for, at most
NEAR = 62
_PARTS = ("measure", "comparator", "value", "low", "high", "denominator", "period")
#: what figures of one measure have to share besides, or they count different things
_ABOUT = ("population", "place", "jurisdiction")
_MONTH = 28
#: types of measure of which one figure can hold for a time
_LASTING = (f"{CG}measure-type-level", f"{CG}measure-type-duration")


class Figure(Frozen):
    """A figure with the days it is of."""

    claim: str
    words: str
    time: str
    first: date
    last: date


class Figures(Frozen):
    """Lines with a figure for either day, and those with one only, which say nothing of change."""

    pairs: list[Line]
    single: list[Line]


def figures(engine: Engine, window: Window, facts: Iterable[Fact]) -> Figures:
    """For each measure, population and place: the figures nearest to the two days."""
    groups: dict[tuple[str, ...], list[Figure]] = {}
    known = {fact.claim: fact for fact in facts}
    kinds = _measures(engine)
    for claim, parts in _read(engine).items():
        fact = known.get(claim)
        words = _words(parts)
        if fact is None or not words:
            continue
        time = parts.get("period") or fact.valid or fact.stated
        days = _days(time)
        # a flow counts through a period: without one, and with another length, nothing compares
        kind, unit = kinds[parts["measure"]]
        flow = kind == f"{CG}measure-type-flow"
        if days is None or (flow and not (parts.get("period") or "/" in fact.valid)):
            continue
        lasts = "/" in time and kind in _LASTING
        if not flow and not lasts and (days[1] - days[0]).days > NEAR:
            # a count of a moment that may be any of a year is near no day
            continue
        length = str(_length(*days)) if flow else ""
        about = [parts.get(name, "") for name in (*_ABOUT, "denominator")]
        key = (parts["measure"], fact.subject, *about, unit, kind, length)
        groups.setdefault(key, []).append(Figure(claim, words, time, *days))
    found = Figures([], [])
    for (measure, *rest, length), mine in sorted(groups.items()):
        before = _nearest(mine, window.first, -1 if length else 0)
        after = _nearest(mine, window.last, 1 if length else 0)
        line = _line(window, measure, tuple(part for part in rest if part), before, after)
        if line:
            (found.pairs if line.after else found.single).append(line)
    return found


def _line(
    window: Window, measure: str, of: tuple[str, ...], before: list[Figure], after: list[Figure]
) -> Line | None:
    """A line with both figures; with one, where they are of one time that is not both days'."""
    if not before and not after:
        return None
    times = {figure.time for figure in before}
    both = before and after and times.isdisjoint(figure.time for figure in after)
    lasting = before == after and all(
        one.first <= window.first and window.last <= one.last for one in before
    )
    one, other = _states(before), _states(after)
    same = {figure.words for figure in before} == {figure.words for figure in after}
    if not both and not lasting:
        one, other = one or other, ()
    return Line(
        "same" if other and same else "figure", "", "", measure, of, one, other,
        tuple(sorted({claim for state in (*one, *other) for claim in state.claims})), (),
    )


def _nearest(found: list[Figure], day: date, end: int) -> list[Figure]:
    """The figures of the time nearest to the day, if one is near at all.

    A flow stands for the period that begins (``end`` -1) or ends (1) by the day.
    """

    def distance(figure: Figure) -> int:
        if end:
            return abs(((figure.first if end < 0 else figure.last) - day).days)
        if figure.first <= day <= figure.last:
            return 0
        return min(abs((figure.first - day).days), abs((figure.last - day).days))

    least = min(map(distance, found))
    return [figure for figure in found if distance(figure) == least] if least <= NEAR else []


def _states(found: list[Figure]) -> tuple[State, ...]:
    states: dict[tuple[str, str], list[str]] = {}
    for figure in found:
        states.setdefault((figure.words, figure.time), []).append(figure.claim)
    return tuple(
        State(words, time, "", tuple(sorted(claims)))
        for (words, time), claims in sorted(states.items())
    )


def _days(time: str) -> tuple[date, date] | None:
    """First and last day of a time; None where it is not known when it began.

    What has no end lasts; where an end exists and is not known, the last day is the start.
    """
    parsed = Edtf.parse(time)
    bounds = parsed.bounds()
    if bounds.earliest_start is None:
        return None
    if bounds.latest_end:
        return bounds.earliest_start, bounds.latest_end - timedelta(days=1)
    last = date.max if parsed.open_end else bounds.latest_start or bounds.earliest_start
    return bounds.earliest_start, last


def _length(first: date, last: date) -> int:
    """Length of a period: in months, as they differ in days; in days where it is shorter."""
    days = (last - first).days + 1
    return days if days < _MONTH else 1000 * round(days / 30.4)


def _words(parts: dict[str, str]) -> str:
    """The figure as its document qualifies it; empty where it gives none."""
    how = parts.get("comparator", "").removeprefix("cg:comparator-").replace("-", " ")
    figure = parts.get("value") or " to ".join(
        parts[name] for name in ("low", "high") if parts.get(name)
    )
    return figure if not figure or how == "exactly" else f"{how} {figure}"


def _measures(engine: Engine) -> dict[str, tuple[str, str]]:
    """Measure → what type it is of, and its unit."""
    _, rows = engine.select(
        f"""SELECT ?m ?type ?unit WHERE {{ GRAPH <{GRAPH}entities> {{
        ?m <{CG}measureType> ?type ; <{CG}unit> ?unit }} }}"""
    )
    return {str(measure): (str(kind), str(unit)) for measure, kind, unit in rows}


def _read(engine: Engine) -> dict[str, dict[str, str]]:
    """Claim → parts of its quantity, and what the claim is about."""
    inner = " ".join(f"<{CG}{name}>" for name in _PARTS)
    outer = " ".join(f"<{CG}{name}>" for name in _ABOUT)
    _, rows = engine.select(
        f"""SELECT ?claim ?p ?o WHERE {{ GRAPH <{GRAPH}claims> {{
        ?claim <{CG}quantity> ?figure .
        {{ ?figure ?p ?o VALUES ?p {{ {inner} }} }} UNION {{ ?claim ?p ?o VALUES ?p {{ {outer} }} }}
        }} }}"""
    )
    found: dict[str, dict[str, str]] = {}
    for claim, verb, value in rows:
        if isinstance(claim, IRI):
            found.setdefault(claim.short, {})[str(verb).removeprefix(CG)] = _shown(value)
    return found


def _shown(value: Value) -> str:
    return value.short if isinstance(value, IRI) and value.startswith(CG) else str(value)
