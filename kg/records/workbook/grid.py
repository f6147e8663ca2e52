"""A workbook as grids of values: what was stored, never what a formula would give."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from kg.errors import KgError
from kg.findings.model import Findings
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
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ImportError:
        raise KgError(
            "KG601",
            "Reading workbooks needs python-calamine.",
            "pip install 'custody-graph[records]'",
        ) from None
    try:
        workbook = CalamineWorkbook.from_path(str(package.path))
        grids = tuple(
            _grid(name, workbook.get_sheet_by_name(name).to_python(skip_empty_area=False), one)
            for name, one in scanned.items()
            if name in workbook.sheet_names
        )
    except (CalamineError, OSError, ValueError) as error:
        message = f"The workbook cannot be read: {error}."
        raise Findings([finding("KG802", package.name, message)]) from None
    return Book(package, grids)


def _grid(name: str, rows: Sequence[Sequence[Value]], scanned: Scanned) -> Grid:
    cells: dict[tuple[int, int], Value] = {}
    for row, line in enumerate(rows, 1):
        for column, value in enumerate(line, 1):
            if value is None or (isinstance(value, str) and not value.strip()):
                continue
            cells[row, column] = value
    return Grid(
        name,
        cells,
        max(scanned.rows, max((row for row, _ in cells), default=0)),
        max(scanned.columns, max((column for _, column in cells), default=0)),
        frozenset(scanned.formulas),
        frozenset(scanned.unstored),
    )
