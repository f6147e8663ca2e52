"""Up to when a table's data go, in the workbook's own words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from kg.records.workbook.blocks import Block
from kg.records.workbook.dates import first_day, month_end, month_number, month_of, year_end
from kg.records.workbook.definitions import fold
from kg.records.workbook.grid import Grid

_THROUGH = re.compile(
    r"(?:through|filtered to|snapshot as(?: of)?)\s+(\d{1,2}/\d{1,2}/\d{4})", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class End:
    """A day, and the words and cell that say it."""

    day: date
    how: str


@dataclass(frozen=True, slots=True)
class Footnote:
    """A term of the sheet Footnotes with its lines, each with its cell."""

    term: str
    lines: tuple[tuple[str, str], ...]


def footnotes(grid: Grid) -> tuple[Footnote, ...]:
    """The terms of the sheet and the lines up to the next term."""
    found: list[tuple[str, list[tuple[str, str]]]] = []
    for row in range(1, grid.height + 1):
        term, line = grid.text(row, 1), grid.text(row, 2)
        if term:
            found.append((fold(term), []))
        if line and found:
            found[-1][1].append((f"B{row}", line))
    return tuple(Footnote(term, tuple(lines)) for term, lines in found)


def end_of(
    block: Block, year: int | None, sheet: Grid, notes: tuple[Footnote, ...]
) -> End | None:
    """The end of a table's data, from the first place of its definition that says one."""
    for how, what in block.table.end:
        found = _from(how, what, block, year, sheet, notes)
        if found:
            return found
    return None


def _from(
    how: str,
    what: re.Pattern[str],
    block: Block,
    year: int | None,
    sheet: Grid,
    notes: tuple[Footnote, ...],
) -> End | None:
    if how == "footnote":
        return _footnote(what, notes)
    if how == "heading":
        return _heading(block.heading, what, year)
    if how == "note":
        lines = block.notes
    else:
        lines = tuple(
            (f"A{row}", sheet.text(row, 1)) for row in range(1, sheet.height + 1)
        )
    for cell, line in lines:
        day = first_day(line) if what.search(fold(line)) else None
        if day:
            return End(day, f"{sheet.name.strip()}!{cell}: {' '.join(line.split())}")
    return None


def _footnote(what: re.Pattern[str], notes: tuple[Footnote, ...]) -> End | None:
    for note in notes:
        if not what.search(note.term):
            continue
        for cell, line in note.lines:
            found = _THROUGH.search(line)
            day = first_day(found.group(1)) if found else None
            if found and day:
                return End(day, f"Footnotes!{cell}: {found.group(0)}")
    return None


def _heading(heading: str, what: re.Pattern[str], year: int | None) -> End | None:
    text = fold(heading)
    found = what.search(text)
    if not found:
        return None
    day = first_day(text[found.start() :])
    if day is None and year is not None:
        words = text[found.end() :].replace(":", " ").split()
        month = month_number(words[0]) if words else None
        if found.group(0) == "year end":
            day = year_end(year)
        elif month:
            day = month_end(month_of(year, month))
    return End(day, f"heading: {heading.strip()}") if day else None
