"""The report: findings of ``kg check`` by code, both catalogues, and the measures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from kg.check.quality import oops, robot
from kg.check.quality.measures import tables
from kg.check.quality.model import Check, Result, Subject, Table
from kg.findings import Finding
from kg.names import short

#: catalogue → its checks
CATALOGUES: dict[str, tuple[Check, ...]] = {
    "OOPS!": oops.CHECKS,
    "ROBOT report": robot.CHECKS,
}


@dataclass(frozen=True, slots=True)
class Report:
    """What was checked, what was found, what was measured."""

    findings: dict[str, int]
    results: tuple[Result, ...]
    tables: tuple[Table, ...]

    def counted(self, state: str) -> int:
        """How many checks ended in a state."""
        return sum(result.state == state for result in self.results)


def report(quads: Iterable[ox.Quad], findings: Iterable[Finding] = ()) -> Report:
    """The report on a graph; ``findings`` are those of ``kg check``, counted by code."""
    subject = Subject(quads)
    return Report(
        dict(sorted(Counter(f"{one.code} {one.severity}" for one in findings).items())),
        tuple(_run(subject, name, one) for name, checks in CATALOGUES.items() for one in checks),
        tuple(tables(subject)),
    )


def _run(subject: Subject, catalogue: str, check: Check) -> Result:
    if isinstance(check.run, str):
        return Result(catalogue, check.code, check.name, "not-applicable", (), check.run)
    found = tuple(sorted({short(name) for name in check.run(subject)}))
    state = "found" if found else "passed"
    return Result(catalogue, check.code, check.name, state, found, check.note if found else "")
