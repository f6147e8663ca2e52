"""What nodes and edges of the network carry, and the intervals they are valid in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias, TypedDict

#: from the earliest start to the latest end, half-open; None is no bound
Interval: TypeAlias = tuple[str | None, str | None]


class NodeAttributes(TypedDict):
    """A thing that claims speak of; ``proposition`` only where it is itself a claim."""

    id: str
    label: str
    #: local name of its class, such as ``Factor``
    kind: str
    #: the next broader factors or outcomes
    broader: tuple[str, ...]
    #: subject, predicate and object of a claim that is spoken of
    proposition: tuple[str, str, str] | None


class EdgeAttributes(TypedDict):
    """A link; ``stances`` and ``manners`` have one entry for each of ``claims``, in order."""

    predicate: str
    #: label of the predicate, after ``not:`` where the link is negated
    label: str
    polarity: str
    modality: str
    #: the stage the link is limited to; none is no limit
    stages: tuple[str, ...]
    jurisdiction: str | None
    sign: int | None
    family: str | None
    #: ``toward`` or ``against``, where the predicate bears on an outcome
    direction: str | None
    claims: tuple[str, ...]
    disputed: tuple[str, ...]
    stances: tuple[str, ...]
    manners: tuple[str, ...]
    #: pairs of a claim and what it holds under (``if``)
    conditions: tuple[tuple[str, str], ...]
    #: pairs of a claim and what it does not hold under (``unless``)
    exceptions: tuple[tuple[str, str], ...]
    #: when its claims can be valid, without overlap, in order
    intervals: tuple[Interval, ...]


def merged(intervals: Iterable[Interval]) -> tuple[Interval, ...]:
    """The union of the intervals as intervals that neither overlap nor touch.

    >>> merged([("2025-01-01", "2025-02-01"), (None, "2025-01-15"), ("2025-03-01", None)])
    ((None, '2025-02-01'), ('2025-03-01', None))
    """
    found: list[Interval] = []
    for start, end in sorted(intervals, key=lambda one: (one[0] or "", one[1] or "~")):
        last = found[-1] if found else None
        if last and (last[1] is None or start is None or start <= last[1]):
            longer = None if last[1] is None or end is None else max(last[1], end)
            found[-1] = (last[0], longer)
        else:
            found.append((start, end))
    return tuple(found)


def common(one: Iterable[Interval], other: Iterable[Interval]) -> tuple[Interval, ...]:
    """What two unions of intervals have in common.

    >>> common([(None, "2025-02-01")], [("2025-01-20", None)])
    (('2025-01-20', '2025-02-01'),)
    >>> common([(None, "2025-02-01")], [("2025-02-01", None)])
    ()
    """
    others = tuple(other)
    found: list[Interval] = []
    for start, end in one:
        for start2, end2 in others:
            latest = max(start or "", start2 or "") or None
            earliest = min(end or "~", end2 or "~")
            if latest is None or latest < earliest:
                found.append((latest, None if earliest == "~" else earliest))
    return merged(found)
