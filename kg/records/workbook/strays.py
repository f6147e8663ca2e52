"""Numbers that no known table claimed: a new table, or a stray."""

from __future__ import annotations

from dataclasses import dataclass

from kg.findings.model import Finding
from kg.records.workbook.found import finding
from kg.records.workbook.grid import Grid
from kg.records.workbook.places import range_name

#: cells of one stray table lie at most so many rows and columns apart
_ROWS, _COLUMNS = 1, 2


@dataclass(slots=True)
class _Box:
    top: int
    left: int
    bottom: int
    right: int
    count: int = 1

    def near(self, row: int, column: int) -> bool:
        return (
            row - self.bottom <= _ROWS
            and self.left - _COLUMNS <= column <= self.right + _COLUMNS
        )

    def take(self, row: int, column: int) -> None:
        self.bottom = max(self.bottom, row)
        self.left, self.right = min(self.left, column), max(self.right, column)
        self.count += 1


def strays(file: str, grid: Grid, claimed: set[tuple[int, int]]) -> list[Finding]:
    """A finding for each patch of numbers outside of all known tables."""
    boxes: list[_Box] = []
    open_boxes: list[_Box] = []
    for row, column in sorted(grid.cells):
        if (row, column) in claimed or grid.number(row, column) is None:
            continue
        open_boxes = [box for box in open_boxes if row - box.bottom <= _ROWS]
        home = next((box for box in open_boxes if box.near(row, column)), None)
        if home:
            home.take(row, column)
        else:
            box = _Box(row, column, row, column)
            boxes.append(box)
            open_boxes.append(box)
    return [_finding(file, grid, box) for box in boxes]


def _finding(file: str, grid: Grid, box: _Box) -> Finding:
    where = range_name(box.top, box.left, box.bottom, box.right)
    heading = _heading(grid, box)
    under = f"under “{heading}”" if heading else "without a heading"
    message = f"{box.count} numbers in {where} {under} belong to no known table."
    return finding("KG807", file, message, grid.name, where.split(":")[0], "warning")


def _heading(grid: Grid, box: _Box) -> str:
    """The text that stands alone above the numbers, skipping the row of column labels."""
    labels = ""
    for row in range(box.top - 1, max(0, box.top - 8), -1):
        texts = [
            grid.text(row, column)
            for column in range(max(1, box.left - 2), box.right + 1)
            if grid.text(row, column)
        ]
        if len(texts) == 1:
            return " ".join(texts[0].split())[:120]
        if texts and not labels:
            labels = " | ".join(texts)[:120]
    return labels
