"""The facility list: one row for each facility, with its average daily population by class."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from kg.findings.model import Finding
from kg.records.workbook import dates
from kg.records.workbook.definitions import fold
from kg.records.workbook.found import finding
from kg.records.workbook.grid import Grid
from kg.records.workbook.places import cell_name, range_name

#: label (folded, without a fiscal year) → column of the tidy table
TEXTS = {
    "name": "name",
    "address": "address",
    "city": "city",
    "state": "state",
    "zip": "zip",
    "aor": "area",
    "type detailed": "type",
    "male/female": "sex",
}
NUMBERS = {
    "alos": "average_length_of_stay",
    "level a": "level_a",
    "level b": "level_b",
    "level c": "level_c",
    "level d": "level_d",
    "male crim": "male_crim",
    "male non-crim": "male_non_crim",
    "female crim": "female_crim",
    "female non-crim": "female_non_crim",
    "ice threat level 1": "threat_level_1",
    "ice threat level 2": "threat_level_2",
    "ice threat level 3": "threat_level_3",
    "no ice threat level": "no_threat_level",
    "mandatory": "mandatory",
    "guaranteed minimum": "guaranteed_minimum",
}
# N/A among the numbers, as ICE prints where a contract has no guaranteed minimum, is no value
#: inspection columns change every year and are not read
_INSPECTION = re.compile(r"inspection|last final rating|second to last rating|^pending fy")
_YEAR = re.compile(r"^fy\s?\d{2,4}\s+")
_FROM = re.compile(r"source: ice integrated decision support")


@dataclass(frozen=True, slots=True)
class Facility:
    """One line of the list."""

    values: dict[str, str | float | int | None]
    row: int
    cells: str


@dataclass(frozen=True, slots=True)
class Listed:
    """The list, its fiscal year and the day of its data."""

    facilities: tuple[Facility, ...]
    sheet: str
    year: int | None
    day: date | None
    claimed: frozenset[tuple[int, int]]


def facilities(file: str, grid: Grid) -> tuple[Listed | None, list[Finding]]:
    """The facilities of a sheet, and what was not understood; None where there is no list."""
    header = next(
        (
            row
            for row in range(1, min(grid.height, 40) + 1)
            if {"name", "city", "aor"}
            <= {fold(grid.text(row, column)) for column in range(1, grid.width + 1)}
        ),
        0,
    )
    if not header:
        message = "No row of the sheet has the labels Name, City and AOR."
        return None, [finding("KG809", file, message, grid.name, "", "error")]
    found: list[Finding] = []
    columns: dict[int, str] = {}
    for column in grid.filled(header, 1, grid.width):
        label = _YEAR.sub("", fold(grid.text(header, column)))
        name = TEXTS.get(label) or NUMBERS.get(label)
        if name:
            columns[column] = name
        elif not _INSPECTION.search(fold(grid.text(header, column))):
            message = f"The facility list has the column “{grid.text(header, column)}”."
            place = cell_name(header, column)
            found.append(finding("KG808", file, message, grid.name, place, "warning"))
    rows = []
    for row in range(header + 1, grid.height + 1):
        values = _row(file, grid, row, columns, found)
        if values:
            cells = range_name(row, min(columns), row, max(columns))
            rows.append(Facility(values, row, cells))
    top = " ".join(grid.text(row, 1) for row in range(1, header))
    day = next(
        (
            dates.first_day(grid.text(row, 1))
            for row in range(1, header)
            if _FROM.search(fold(grid.text(row, 1)))
        ),
        None,
    )
    claimed = frozenset(key for key in grid.cells if key[0] >= header)
    year = dates.fiscal_year(grid.name) or dates.fiscal_year(top)
    return Listed(tuple(rows), grid.name, year, day, claimed), found


def _row(
    file: str, grid: Grid, row: int, columns: dict[int, str], found: list[Finding]
) -> dict[str, str | float | int | None] | None:
    values: dict[str, str | float | int | None] = {}
    for column, name in columns.items():
        value = grid.cells.get((row, column))
        if name in TEXTS.values():
            values[name] = _text(value)
            continue
        number = grid.number(row, column)
        values[name] = number
        place = cell_name(row, column)
        if place in grid.unstored:
            message = "A formula has no stored result."
            found.append(finding("KG812", file, message, grid.name, place, "error"))
        elif number is None and fold(value or "n/a") != "n/a" and values.get("name"):
            message = f"The facility list: “{value}” is no number."
            found.append(finding("KG811", file, message, grid.name, place, "warning"))
    numbers = [values[name] for name in columns.values() if name in NUMBERS.values()]
    if values.get("name") and any(number is not None for number in numbers):
        return values
    return None


def _text(value: object) -> str | None:
    """The text without outer blanks; a zip code that was stored as a number is one again."""
    if value is None:
        return None
    if isinstance(value, float) and value.is_integer():
        return f"{int(value):05d}"
    if isinstance(value, date | datetime):
        return value.isoformat()
    return " ".join(str(value).split())
