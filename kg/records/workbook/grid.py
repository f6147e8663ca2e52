"""A workbook as grids of values: what was stored, never what a formula would give."""

from __future__ import annotations

import pickle
import subprocess
import sys
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from importlib.util import find_spec
from pathlib import Path

from kg.errors import KgError
from kg.findings.model import Findings
from kg.records.workbook import limits
from kg.records.workbook.found import finding
from kg.records.workbook.guard import Package
from kg.records.workbook.places import cell_name
from kg.records.workbook.scan import Scanned, scan

Value = float | int | str | bool | date | datetime | time | timedelta | None


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet; rows and columns count from 1."""

    name: str
    cells: dict[tuple[int, int], Value]
    height: int
    width: int
    formulas: frozenset[str]
    unstored: frozenset[str]

    def text(self, row: int, column: int) -> str:
        """The cell's text without outer blanks; empty for anything else."""
        value = self.cells.get((row, column))
        return value.strip() if isinstance(value, str) else ""

    def number(self, row: int, column: int) -> float | int | None:
        """The cell's number, if it is one."""
        value = self.cells.get((row, column))
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None
        return value

    def filled(self, row: int, left: int, right: int) -> list[int]:
        """The columns of the row that hold something, or a formula without its result."""
        return [
            column
            for column in range(left, right + 1)
            if (row, column) in self.cells
            or (bool(self.unstored) and cell_name(row, column) in self.unstored)
        ]


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook: its file and its sheets in order."""

    package: Package
    grids: tuple[Grid, ...]


def read(package: Package) -> Book:
    """All sheets of a file that was measured; raises Findings where it cannot be read."""
    scanned = scan(package)
    values = _values(package)
    return Book(
        package,
        tuple(_grid(name, values[name], one) for name, one in scanned.items() if name in values),
    )


def _values(package: Package) -> dict[str, dict[tuple[int, int], Value]]:
    """What each sheet holds, read in a process of its own."""
    if find_spec("python_calamine") is None:
        raise KgError(
            "KG601",
            "Reading workbooks needs python-calamine.",
            "pip install 'custody-graph[records]'",
        )
    command = [
        sys.executable, "-P", str(Path(__file__).with_name("child.py")),
        str(package.path), str(limits.SECONDS), str(limits.MEMORY_BYTES),
    ]
    try:
        ran = subprocess.run(  # noqa: S603 - our own program and a file's name
            command, stdin=subprocess.DEVNULL, capture_output=True, check=False,
            timeout=limits.SECONDS * 2,
        )
    except subprocess.TimeoutExpired:
        message = f"Reading it took more than {limits.SECONDS * 2} seconds."
        raise Findings([finding("KG804", package.name, message)]) from None
    if ran.returncode:
        said = ran.stderr.decode(errors="replace").strip().splitlines()
        why = said[-1][:200] if said and ran.returncode > 0 else (
            f"it asked for more than it may have (signal {-ran.returncode})"
        )
        message = f"The reader gave up on the workbook: {why}."
        raise Findings([finding("KG802", package.name, message)])
    found: dict[str, dict[tuple[int, int], Value]] = pickle.loads(ran.stdout)  # noqa: S301 - ours
    return found


def _grid(name: str, values: dict[tuple[int, int], Value], scanned: Scanned) -> Grid:
    cells = {
        place: value
        for place, value in values.items()
        if not (isinstance(value, str) and not value.strip())
    }
    for place, error in scanned.errors.items():
        cells.setdefault(place, error)
    return Grid(
        name,
        cells,
        max(scanned.rows, max((row for row, _ in cells), default=0)),
        max(scanned.columns, max((column for _, column in cells), default=0)),
        frozenset(scanned.formulas),
        frozenset(scanned.unstored),
    )
