"""What the importer knows: tables, labels and sheets, read from the two TOML files beside it."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent


def fold(text: object) -> str:
    """A label as it is compared: lower case, single blanks, no stars or colon at its end.

    >>> fold(" ICE   Average\\u00a0* :")
    'ice average'
    """
    return " ".join(str(text).replace("\u00a0", " ").split()).rstrip("*: ").lower()


@dataclass(frozen=True, slots=True)
class Heading:
    """One wording of a table's heading, with what it alone decides."""

    pattern: re.Pattern[str]
    measure: str
    dims: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Total:
    """What must add up: along a dimension (or month), to the line named, from these parts."""

    dimension: str
    total: str
    parts: frozenset[str]
    leave_out: frozenset[str]
    measures: frozenset[str]


@dataclass(frozen=True, slots=True)
class Line:
    """A column or row that stands for a measure, a unit or fixed dimensions."""

    measure: str
    unit: str
    before: tuple[str, str] | None
    dims: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One kind of table."""

    key: str
    title: str
    headings: tuple[Heading, ...]
    labels: tuple[str, ...]
    mixed: bool
    months: bool
    across: str
    columns: dict[str, Line]
    lines: dict[str, Line]
    period: str
    end: tuple[tuple[str, re.Pattern[str]], ...]
    unit: str
    population: str
    denominator: str
    tolerance: float
    totals: tuple[Total, ...]
    ship: frozenset[str]
    ship_only: dict[str, str]


@dataclass(frozen=True, slots=True)
class Aside:
    """A table or sheet that is known and not read, and why."""

    pattern: re.Pattern[str]
    kind: str
    reason: str


@dataclass(frozen=True, slots=True)
class Definitions:
    """All of it."""

    tables: tuple[Table, ...]
    asides: tuple[Aside, ...]
    sheets: tuple[Aside, ...]
    labels: dict[str, dict[str, str]]

    def table(self, key: str) -> Table:
        """The table of this key; KeyError if there is none."""
        return {table.key: table for table in self.tables}[key]


@cache
def definitions() -> Definitions:
    """What the two files say."""
    raw = tomllib.loads((_HERE / "tables.toml").read_text(encoding="utf-8"))
    labels = tomllib.loads((_HERE / "labels.toml").read_text(encoding="utf-8"))
    return Definitions(
        tuple(_table(one) for one in raw["table"]),
        tuple(_aside(one) for one in raw["aside"]),
        tuple(_aside(one) for one in raw["sheet"]),
        labels,
    )


def _aside(raw: dict[str, str]) -> Aside:
    return Aside(re.compile(raw["pattern"]), raw.get("kind", "aside"), raw.get("reason", ""))


def _table(raw: dict[str, Any]) -> Table:
    measure = raw.get("measure", "")
    return Table(
        key=raw["key"],
        title=raw["title"],
        headings=tuple(
            Heading(
                re.compile(one["pattern"]),
                one.get("measure", measure),
                tuple((k, v) for k, v in one.items() if k not in ("pattern", "measure")),
            )
            for one in raw["headings"]
        ),
        labels=tuple(raw["labels"]),
        mixed=raw["mode"] == "mixed",
        months=raw.get("months", False),
        across=raw.get("across", ""),
        columns={label: _line(one) for label, one in raw.get("columns", {}).items()},
        lines={label: _line(one) for label, one in raw.get("lines", {}).items()},
        period=raw["period"],
        end=tuple((how, re.compile(what)) for one in raw["end"] for how, what in one.items()),
        unit=raw["unit"],
        population=raw["population"],
        denominator=raw["denominator"],
        tolerance=raw.get("tolerance", 0.0),
        totals=tuple(_total(one) for one in raw.get("totals", ())),
        ship=frozenset(raw.get("ship", ())),
        ship_only=raw.get("ship_only", {}),
    )


def _line(raw: dict[str, Any]) -> Line:
    before = raw.get("before")
    return Line(
        raw.get("measure", ""),
        raw.get("unit", ""),
        (before[0], before[1]) if before else None,
        tuple((k, v) for k, v in raw.items() if k not in ("measure", "unit", "before")),
    )


def _total(raw: dict[str, Any]) -> Total:
    return Total(
        raw["dimension"],
        raw.get("total", "all"),
        frozenset(raw.get("parts", ())),
        frozenset(raw.get("except", ())),
        frozenset(raw.get("measures", ())),
    )
