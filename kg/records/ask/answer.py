"""Answers to questions about rows: small counts withheld, and what has to stand beside a figure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from kg.errors import KgError
from kg.records.ask.question import RecordQuestion
from kg.records.ask.source import Release, Source
from kg.records.suppress import ALL, THRESHOLD, WIDTH, Count, Key, below, protect

#: a limit of every answer
TOGETHER = (
    "Small counts are withheld in each answer by itself: two answers that differ by one --set, or"
    " by the release, can be subtracted. Publish one of them."
)


@dataclass(frozen=True, slots=True)
class Row:
    """A count with its dimensions, and what else is given for them."""

    key: Key
    count: Count
    extra: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RecordAnswer:
    """The counts of an answer, and everything that has to stand beside them."""

    question: RecordQuestion
    parameters: Mapping[str, str]
    release: Release
    engine: str
    threshold: int
    rows: tuple[Row, ...]
    #: names of what stands beside a count
    extra: tuple[str, ...]
    limits: tuple[str, ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """Dimensions, count, and what stands beside it."""
        return (*self.question.dimensions, "count", *self.extra)

    def withheld(self) -> tuple[int, int]:
        """Counts below the threshold, and further ones withheld so that no sum gives them back."""
        states = Counter(row.count.state for row in self.rows)
        return states["below"], states["suppressed"]


def ask(
    source: Source, asked: RecordQuestion, given: Mapping[str, str], threshold: int = THRESHOLD
) -> RecordAnswer:
    """The answer of a release; raises KgError where it has not the fields for it."""
    _check(source, asked, given, threshold)
    cells = named(read(source, asked, given), asked, given)
    if asked.summed:
        counts, extra = protect(cells, threshold), {}
    else:
        counts = {key: below(value, threshold) for key, value in cells.items()}
        extra = _shares(counts, source.release.rows[asked.table])
    if asked.values is not None:
        build = partial(asked.values, source.tables, given)
        _, numbers = source.fetch((asked.id, asked.median, *sorted(given.items())), build)
        extra = _medians(numbers, counts, asked, threshold)
    names = tuple(sorted({name for found in extra.values() for name in found}))
    rows = [Row(key, counts[key], extra.get(key, {})) for key in sorted(counts, key=_order(asked))]
    limits = [*asked.cannot, TOGETHER]
    if not asked.summed and source.release.absent:
        limits.append(f"Absent in this release: {', '.join(sorted(source.release.absent))}.")
    return RecordAnswer(
        asked, dict(given), source.release, source.engine, threshold, tuple(rows), names,
        tuple(limits),
    )


def _check(
    source: Source, asked: RecordQuestion, given: Mapping[str, str], threshold: int
) -> None:
    if threshold < 2:
        raise KgError("KG603", f"--small {threshold} withholds nothing.", "Use 2 or more.")
    needed = [*asked.needs, *([given["by"]] if "by" in given else [])]
    columns = source.tables[asked.table].columns
    if absent := [name for name in needed if name not in columns]:
        raise KgError(
            "KG865",
            f"{asked.id} needs {', '.join(absent)}, which {source.release.name} does not have.",
            "Ask another release, or another question: kg records ask.",
        )


def read(source: Source, asked: RecordQuestion, given: Mapping[str, str]) -> dict[Key, int]:
    """The counts of the question as the engine gives them; nothing is withheld yet."""
    build = partial(asked.cells, source.tables, given)
    columns, rows = source.fetch((asked.id, *sorted(given.items())), build)
    if asked.wide:
        return {(name,): int(n or 0) for name, n in zip(columns, rows[0], strict=True)}
    at = [columns.index(name) for name in asked.dimensions]
    count = columns.index("n")
    # a value that reads like the mark of a total is put in quotes
    return {
        tuple(f'"{row[i]}"' if row[i] == ALL else str(row[i]) for i in at): int(row[count])
        for row in rows
    }


def named(
    cells: Mapping[Key, int], asked: RecordQuestion, given: Mapping[str, str]
) -> dict[Key, int]:
    """The counts with all but the most frequent values of a dimension made into one."""
    found = dict(cells)
    for dimension, parameter in asked.named.items():
        at, most = list(asked.dimensions).index(dimension), int(given[parameter])
        totals: Counter[str] = Counter()
        for key, value in found.items():
            totals[key[at]] += value
        # equal totals in the order of the alphabet, so that the answer is always the same
        ranked = sorted(totals, key=lambda name: (-totals[name], name))
        if len(ranked) <= most + 1:
            continue
        kept, rest = set(ranked[:most]), f"{len(ranked) - most} others"
        merged: Counter[Key] = Counter()
        for key, value in found.items():
            name = key[at] if key[at] in kept else rest
            merged[(*key[:at], name, *key[at + 1 :])] += value
        found = dict(merged)
    return found


def _shares(counts: Mapping[Key, Count], rows: int) -> dict[Key, dict[str, str]]:
    return {
        key: {"rows": str(rows)}
        | ({} if count.value is None else {"share": f"{count.value / max(rows, 1):.2%}"})
        for key, count in counts.items()
    }


def _medians(
    rows: Iterable[tuple[Any, ...]], counts: Mapping[Key, Count], asked: RecordQuestion,
    threshold: int,
) -> dict[Key, dict[str, str]]:
    """The median of each group and of all, where both the count and the numbers are enough."""
    groups: dict[Key, Counter[int]] = {}
    for *group, number, n in rows:
        for key in ((*map(str, group), ALL), (ALL,) * (len(group) + 1)):
            groups.setdefault(key, Counter())[int(number)] += int(n)
    return {
        key: {f"median_{asked.median}": f"{middle:g}"}
        for key, numbers in groups.items()
        if key in counts and counts[key].value is not None and numbers.total() >= threshold
        for middle in [median(numbers)]
    }


def median(numbers: Mapping[int, int]) -> float:
    """The median of numbers, given how often each occurs; between two middle ones, their mean.

    >>> median({1: 1, 3: 1}), median({1: 1, 2: 5, 9: 1})
    (2.0, 2.0)
    """
    total, passed, low = sum(numbers.values()), 0, None
    for number in sorted(numbers):
        passed += numbers[number]
        if low is None and 2 * passed >= total:
            low = number
        if low is not None and 2 * passed > total:
            return (low + number) / 2
    raise ValueError("the median of nothing")


def _order(asked: RecordQuestion) -> Any:
    """Sorts keys: given orders, else the alphabet; totals last."""
    orders = [asked.order.get(name, ()) for name in asked.dimensions]

    def by(key: Key) -> list[tuple[int, int, str]]:
        return [
            (int(part == ALL), order.index(part) if part in order else 0, part)
            for order, part in zip(orders, key, strict=True)
        ]

    return by


def withheld_line(answer: RecordAnswer) -> str:
    """What was withheld, in words."""
    small, more = answer.withheld()
    if not small and not more:
        return f"nothing: no count is below {answer.threshold}"
    width = min(WIDTH, max(1, answer.threshold - 2)) + 1
    text = f"{small} counts below {answer.threshold}"
    if answer.question.summed:
        text += (
            f", and {more} more so that no sum gives them back; every small one can be any of at"
            f" least {width} numbers"
        )
    return text
