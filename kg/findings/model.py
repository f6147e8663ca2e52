"""A finding and an ordered collection of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """Where in a file: line and column count from 1; 0 is the file as a whole."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


@dataclass(frozen=True, order=True, slots=True)
class Finding:
    """One thing that is wrong."""

    place: Place
    code: str
    message: str
    remedy: str
    severity: str = "error"


class Findings(Exception):
    """All that is wrong, at once, in the order of files and lines."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(sorted(set(findings)))
        super().__init__("; ".join(f"{f.place} {f.code} {f.message}" for f in self.findings))

    @property
    def errors(self) -> tuple[Finding, ...]:
        """The findings that keep the dataset from being built."""
        return tuple(f for f in self.findings if f.severity == "error")
