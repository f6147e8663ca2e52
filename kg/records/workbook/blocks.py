"""Blocks: where a heading's table begins and ends on its sheet."""

from __future__ import annotations

from dataclasses import dataclass

from kg.records.workbook.definitions import Definitions, Heading, Table, fold
from kg.records.workbook.grid import Grid

#: a header stands at most so many rows below its heading
_HEADER_WITHIN = 3
#: rows of text without a number that may follow a table, such as its source
_NOTES = 6


@dataclass(frozen=True, slots=True)
class Block:
    """A table's place: heading, header row, first and last data row, and its columns."""

    table: Table
    wording: Heading
    heading: str
    row: int
    column: int
    header: int
    columns: tuple[int, ...]
    bottom: int
    notes: tuple[tuple[str, str], ...]

    @property
    def right(self) -> int:
        """The last column."""
        return self.columns[-1] if self.columns else self.column


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell whose text is a heading: of a table, or of one that is set aside."""

    row: int
    column: int
    text: str
    table: Table | None
    wording: Heading | None
    aside: str


def spots(grid: Grid, known: Definitions) -> list[Spot]:
    """The headings on a sheet, from the top, and from the left within a row."""
    found = []
    for (row, column), value in sorted(grid.cells.items()):
        if not isinstance(value, str) or len(value) > 300:
            continue
        text = fold(value)
        hit = next(
            ((t, h) for t in known.tables for h in t.headings if h.pattern.search(text)), None
        )
        aside = next((a.reason for a in known.asides if a.pattern.search(text)), "")
        if hit:
            found.append(Spot(row, column, value, hit[0], hit[1], ""))
        elif aside:
            found.append(Spot(row, column, value, None, None, aside))
    return found


def extent(grid: Grid, spot: Spot, others: list[Spot]) -> tuple[int, tuple[int, ...], int]:
    """Header row, columns and last row of the table below a heading; header 0 if there is none."""
    limit = min(
        (
            other.column - 1
            for other in others
            if other.column > spot.column and abs(other.row - spot.row) <= _HEADER_WITHIN - 1
        ),
        default=grid.width,
    )
    header = next(
        (
            row
            for row in range(spot.row + 1, spot.row + 1 + _HEADER_WITHIN)
            if grid.filled(row, spot.column, limit)
        ),
        0,
    )
    if not header:
        return 0, (), spot.row
    columns = grid.filled(header, spot.column, limit)
    right = columns[-1]
    below = min(
        (
            other.row
            for other in others
            if other.row > header and spot.column <= other.column <= right
        ),
        default=grid.height + 1,
    )
    bottom = header
    for row in range(header + 1, below):
        filled = grid.filled(row, spot.column, right)
        if not filled:
            break
        bottom = row
    return header, tuple(columns), bottom


def block(grid: Grid, spot: Spot, others: list[Spot]) -> Block | None:
    """The block of a known heading; None where no header row follows."""
    if spot.table is None or spot.wording is None:
        raise ValueError("a heading that is set aside has no block")
    header, columns, bottom = extent(grid, spot, others)
    if not header:
        return None
    last = bottom
    right = columns[-1]
    while last > header and not _numbers(grid, last, spot.column, right):
        last -= 1
    notes = tuple(
        (f"{chr(64 + min(spot.column, 26))}{row}", grid.text(row, spot.column))
        for row in range(last + 1, last + 1 + _NOTES)
        if grid.text(row, spot.column)
    )
    return Block(
        spot.table, spot.wording, spot.text, spot.row, spot.column, header, columns, last, notes
    )


def _numbers(grid: Grid, row: int, left: int, right: int) -> bool:
    return any(
        not isinstance(grid.cells.get((row, column)), str)
        for column in grid.filled(row, left, right)
    )
