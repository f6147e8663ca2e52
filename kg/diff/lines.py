"""Lines of a comparison: what begins, ends or happens, and where things stood on either day."""

from __future__ import annotations

from datetime import date, timedelta

from kg.diff.facts import ACTS, NORMS, STANDINGS, Fact
from kg.diff.window import CERTAIN, POSSIBLE, Window, holds
from kg.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator


class State(Frozen):
    """A standing or a figure on or near one of the two days."""

    #: IRI of a standing, or the figure in words
    what: str
    #: the time it is given for, as EDTF; empty where none is
    day: str
    #: empty for a figure: it is of its own day, whatever holds on others
    certainty: str
    claims: tuple[str, ...]


class Line(Frozen):
    """One line; its words are made of its claims."""

    #: begins, ends, on (a day), event, position, figure, counted or same
    change: str
    #: as EDTF; empty where the line is of both days
    day: str
    #: empty for figures
    certainty: str
    #: IRI of what it is about
    subject: str
    #: what sets apart figures of one measure; empty for other lines
    of: tuple[str, ...]
    before: tuple[State, ...]
    after: tuple[State, ...]
    claims: tuple[str, ...]
    #: cells of the official record
    observations: tuple[str, ...]


def changes(window: Window, facts: Iterable[Fact]) -> list[Line]:
    """What begins, ends or happens in the window; claims that say the same share a line."""
    groups: dict[tuple[str, ...], list[str]] = {}
    for fact in facts:
        for change, day, certainty in _changes(window, fact):
            key = (day, change, certainty, fact.subject, fact.predicate, fact.object, fact.polarity)
            # without an object, the texts of two claims need not say the same
            groups.setdefault((*key, "" if fact.object else fact.claim), []).append(fact.claim)
    return [
        Line(change, day, certainty, subject, (), (), (), tuple(sorted(claims)), ())
        for (day, change, certainty, subject, *_), claims in sorted(
            # standings and acts before what an instrument says
            groups.items(), key=lambda item: (_sortable(item[0][0]), item[0][4] in NORMS, item[0])
        )
    ]


def _changes(window: Window, fact: Fact) -> Iterator[tuple[str, str, str]]:
    """Change, day and certainty."""
    if not fact.valid:
        # said in the window and of no time of its own: it may have happened then
        if fact.predicate in ACTS and window.starts(fact.said):
            yield "on", fact.stated, POSSIBLE
        return
    start, slash, end = fact.valid.partition("/")
    certainty = window.starts(fact.bounds)
    if certainty and (start or not slash):
        yield "begins" if slash else "on", start, certainty
    certainty = window.ends(fact.bounds) if slash and end not in ("", "..") else ""
    if certainty and not _still(fact):
        yield "ends", end, certainty


def _still(fact: Fact) -> bool:
    """Whether it is said to hold up to the day of saying so, which is no end."""
    after, said = fact.bounds.latest_end, fact.said
    if after is None or said.earliest_start is None or said.latest_start is None:
        return False
    return said.earliest_start < after <= said.latest_start + timedelta(days=1)


def positions(window: Window, facts: Iterable[Fact]) -> list[Line]:
    """Where each thing with a standing stood on the first and the last day.

    The line is ``same`` where the standings are equal, else ``position``. It is certain where
    the standings of both days are.
    """
    by_subject: dict[str, list[Fact]] = {}
    for fact in facts:
        if fact.predicate in STANDINGS and fact.object:
            by_subject.setdefault(fact.subject, []).append(fact)
    found = []
    for subject, mine in sorted(by_subject.items()):
        before, after = (_standing(mine, day) for day in (window.first, window.last))
        if not before and not after:
            continue
        same = {one.what for one in before} == {one.what for one in after}
        sure = before and after and all(s.certainty == CERTAIN for s in (*before, *after))
        claims = sorted({claim for state in (*before, *after) for claim in state.claims})
        found.append(
            Line("same" if same else "position", "", CERTAIN if sure else POSSIBLE, subject, (),
                 before, after, tuple(claims), ())
        )
    return found


def _standing(facts: list[Fact], day: date) -> tuple[State, ...]:
    """The standings that certainly hold on a day; those that possibly do where none does."""
    found: dict[str, list[tuple[str, Fact]]] = {}
    for fact in facts:
        certainty = holds(fact.bounds, day)
        if certainty:
            mark = "!" if fact.polarity == "negated" else ""
            found.setdefault(mark + fact.object, []).append((certainty, fact))
    states = []
    for what, held in sorted(found.items()):
        certainty = CERTAIN if any(c == CERTAIN for c, _ in held) else POSSIBLE
        days = sorted({fact.valid or fact.stated for _, fact in held})
        claims = tuple(sorted(fact.claim for _, fact in held))
        states.append(State(what, "; ".join(days), certainty, claims))
    sure = tuple(state for state in states if state.certainty == CERTAIN)
    return sure or tuple(states)


def _sortable(day: str) -> str:
    """A day to sort by: of a choice, its first; what has none comes first."""
    return day.strip("[]").partition("..")[0]
