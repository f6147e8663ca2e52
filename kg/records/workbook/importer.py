"""One workbook: file → guard → grids → blocks → cells, with all findings at once."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kg.findings.model import Finding, Findings
from kg.records.workbook import dates, ends, known, limits, oddities, totals
from kg.records.workbook.blocks import Spot, block, extent, spots
from kg.records.workbook.cells import Cell
from kg.records.workbook.definitions import Aside, Definitions, Table, definitions, fold
from kg.records.workbook.ends import Footnote
from kg.records.workbook.facilities import Listed, facilities
from kg.records.workbook.found import finding
from kg.records.workbook.grid import Book, Grid, read
from kg.records.workbook.guard import package, saved_on
from kg.records.workbook.layout import Layout
from kg.records.workbook.places import range_name
from kg.records.workbook.strays import strays

_ISO = re.compile(r"^(20\d\d-\d\d-\d\d)_")
_AMERICAN = re.compile(r"(\d{2})(\d{2})(20\d\d)(?!\d)")
_RUN = re.compile(r"run (?:date|as of) (\d{1,2}/\d{1,2}/\d{4})", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Placed:
    """A table of the workbook: where it stands, its fiscal year, and up to when its data go."""

    table: str
    sheet: str
    cells: str
    heading: str
    year: int | None
    end: str
    how: str


@dataclass(frozen=True, slots=True)
class SetAside:
    """A sheet or table that is known and not read."""

    place: str
    heading: str
    reason: str


@dataclass(frozen=True, slots=True)
class Imported:
    """What one workbook gave."""

    file: str
    digest: str
    size: int
    document: str
    published: str
    published_how: str
    saved: str
    cells: tuple[Cell, ...]
    facilities: tuple[Listed, ...]
    tables: tuple[Placed, ...]
    aside: tuple[SetAside, ...]
    findings: tuple[Finding, ...]
    explained: tuple[tuple[Finding, str], ...]


def import_workbook(path: Path, published: str | None = None) -> Imported:
    """The workbook's cells and findings; raises Findings where it cannot be read as one.

    Findings that ``known.toml`` explains stand apart with their reason.
    """
    return _Importer(read(package(path)), published).run()


class _Importer:
    """Collects what the sheets of one book give."""

    def __init__(self, book: Book, published: str | None) -> None:
        self.book, self.file = book, book.package.name
        self.published = published
        self.known = definitions()
        self.cells: list[Cell] = []
        self.lists: list[Listed] = []
        self.tables: list[Placed] = []
        self.aside: list[SetAside] = []
        self.findings: list[Finding] = []

    def run(self) -> Imported:
        kinds = [(grid, _kind(grid, self.known)) for grid in self.book.grids]
        notes = [grid for grid, kind in kinds if kind and kind.kind == "footnotes"]
        footnotes = tuple(note for grid in notes for note in ends.footnotes(grid))
        for grid, kind in kinds:
            self._sheet(grid, kind, footnotes)
        if not self.cells:
            message = "No table of ICE's Detention Statistics was found in it."
            self.findings.append(finding("KG801", self.file, message))
        self.cells, double = oddities.doubles(self.file, self.cells)
        self.findings += double
        document, day, how = self._publication(footnotes)
        saved = saved_on(self.book.package)
        if day and saved > day:
            message = f"The file was saved on {saved}, its day of publication is {day}."
            self.findings.append(finding("KG819", self.file, message, severity="warning"))
        listed = sorted(set(self.findings))
        errors = [one for one in listed if one.severity == "error"]
        if errors:
            raise Findings(listed[: limits.FINDINGS])
        digest = self.book.package.digest
        why = [(one, known.reason(digest, one)) for one in listed]
        return Imported(
            self.file, digest, self.book.package.size, document, day, how, saved,
            tuple(cell for cell in self.cells if cell.known), tuple(self.lists),
            tuple(self.tables), tuple(self.aside),
            tuple(one for one, reason in why if not reason)[: limits.FINDINGS],
            tuple((one, reason) for one, reason in why if reason),
        )

    def _sheet(self, grid: Grid, kind: Aside | None, footnotes: tuple[Footnote, ...]) -> None:
        heads = spots(grid, self.known)
        if kind is None and not any(spot.table for spot in heads):
            if not grid.cells:
                return
            message = f"The sheet “{grid.name.strip()}” with {len(grid.cells)} cells is not known."
            self.findings.append(
                finding("KG806", self.file, message, grid.name, "A1", "warning")
            )
            return
        if kind is not None and kind.kind == "aside":
            self.aside.append(SetAside(grid.name, "", kind.reason))
            return
        if kind is not None and kind.kind in ("footnotes", "text"):
            return
        claimed: set[tuple[int, int]] = set()
        if kind is not None and kind.kind == "facilities":
            listed, found = facilities(self.file, grid)
            self.findings += found
            if listed:
                self.lists.append(listed)
                claimed |= listed.claimed
        for spot in heads:
            claimed |= self._table(grid, spot, heads, footnotes)
        self.findings += strays(self.file, grid, claimed)

    def _table(
        self, grid: Grid, spot: Spot, heads: list[Spot], footnotes: tuple[Footnote, ...]
    ) -> set[tuple[int, int]]:
        if spot.table is None:
            header, columns, bottom = extent(grid, spot, heads)
            right = columns[-1] if columns else spot.column
            where = range_name(spot.row, spot.column, bottom, right)
            self.aside.append(SetAside(f"{grid.name}!{where}", spot.text.strip(), spot.aside))
            return _area(spot.row, spot.column, bottom if header else spot.row, right)
        found = block(grid, spot, heads)
        if found is None:
            message = f"{spot.table.key}: no row of column labels follows the heading."
            place = range_name(spot.row, spot.column, spot.row, spot.column)
            self.findings.append(finding("KG809", self.file, message, grid.name, place))
            return set()
        year = dates.fiscal_year(spot.text) or _sheet_year(grid)
        end = ends.end_of(found, year, grid, footnotes)
        if end is None:
            message = f"{spot.table.key}: nothing says up to when its data go."
            place = range_name(spot.row, spot.column, spot.row, spot.column)
            severity = "warning" if spot.table.period == "year" else "error"
            self.findings.append(finding("KG814", self.file, message, grid.name, place, severity))
        self._read(grid, found.table, Layout(self.file, grid, found, year, end, self.known))
        area = range_name(found.header, found.column, found.bottom, found.right)
        self.tables.append(
            Placed(
                spot.table.key, grid.name, area, " ".join(spot.text.split()), year,
                end.day.isoformat() if end else "", end.how if end else "",
            )
        )
        return _area(spot.row, spot.column, found.bottom, found.right)

    def _read(self, grid: Grid, table: Table, layout: Layout) -> None:
        result = layout.run()
        self.findings += result.findings
        cells, found = oddities.empty_months(
            self.file, table, result.cells, layout.end is not None
        )
        self.findings += found
        cells, found = oddities.swapped_bond(self.file, table, cells)
        self.findings += found
        self.findings += totals.check(self.file, table, cells)
        self.cells += cells

    def _publication(self, footnotes: tuple[Footnote, ...]) -> tuple[str, str, str]:
        """Document key, day of publication, and how the day is known."""
        digest = self.book.package.digest
        for one in known.workbooks():
            if one.digest == digest:
                return one.document, one.published, "the file is on record by its digest"
        day, how = self.published or "", "as given"
        if not day:
            day, how = _name_day(self.file), "from the file's name"
        if not day:
            runs = [
                found
                for note in footnotes
                for _, line in note.lines
                for text in _RUN.findall(line)
                if (found := dates.first_day(text))
            ]
            day, how = (max(runs).isoformat() if runs else ""), "not before the last run of data"
            message = (
                f"The day of publication is not known; it is not before {day}."
                if day
                else "The day of publication is not known."
            )
            self.findings.append(finding("KG818", self.file, message, severity="warning"))
        return f"ice-workbook-{day or digest[:12]}", day, how


def _kind(grid: Grid, known: Definitions) -> Aside | None:
    name = fold(grid.name)
    return next((one for one in known.sheets if one.pattern.search(name)), None)


def _sheet_year(grid: Grid) -> int | None:
    """The fiscal year of the sheet's title, else of its name."""
    for row in range(1, 7):
        text = grid.text(row, 1)
        if len(text) < 100 and (year := dates.fiscal_year(text)):
            return year
    return dates.fiscal_year(grid.name)


def _name_day(name: str) -> str:
    found = _ISO.search(name)
    if found:
        return found.group(1)
    for month, day, year in _AMERICAN.findall(name):
        try:
            return date(int(year), int(month), int(day)).isoformat()
        except ValueError:
            continue
    return ""


def _area(top: int, left: int, bottom: int, right: int) -> set[tuple[int, int]]:
    return {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
