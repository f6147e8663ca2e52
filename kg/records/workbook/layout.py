"""A block becomes cells: its header and labels are looked up, and what is new is a finding."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime

from kg.findings.model import Finding
from kg.records.workbook import dates
from kg.records.workbook.blocks import Block
from kg.records.workbook.cells import UNKNOWN, Cell
from kg.records.workbook.definitions import Definitions, Line, fold
from kg.records.workbook.ends import End
from kg.records.workbook.found import finding
from kg.records.workbook.grid import Grid
from kg.records.workbook.places import cell_name

_PLAIN = Line("", "", None, ())


@dataclass(frozen=True, slots=True)
class Column:
    """What a column stands for: a month, the whole period, or a value of a dimension."""

    number: int
    label: str
    month: str
    line: Line


@dataclass(slots=True)
class Read:
    """What one block gave."""

    cells: list[Cell] = field(default_factory=list)
    #: cells of months before the end that hold zero in every line: they are left out
    empty: list[Cell] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


class Layout:
    """Reads one block of one sheet."""

    def __init__(
        self,
        file: str,
        grid: Grid,
        block: Block,
        year: int | None,
        end: End | None,
        known: Definitions,
    ) -> None:
        self.file, self.grid, self.block, self.known = file, grid, block, known
        self.table, self.year, self.end = block.table, year, end
        self.read = Read()
        self.unknown: dict[str, list[str]] = {}

    def run(self) -> Read:
        """The cells and findings of the block."""
        labels, columns = self._header()
        if not columns:
            self._say("KG809", "No column of the table is known.", self.block.header, "error")
            return self.read
        outer: list[str] = [""] * len(self.table.labels)
        lost = False
        for row in range(self.block.header + 1, self.block.bottom + 1):
            printed, dims, lost = self._labels(row, labels, outer, lost)
            if dims is None:
                continue
            for column in columns:
                self._cell(row, column, printed, dims)
        for label, places in self.unknown.items():
            where = places[0] if len(places) == 1 else f"{len(places)} rows, first {places[0]}"
            message = f"The table {self.table.key} has the label “{label}” ({where})."
            self.read.findings.append(
                finding("KG808", self.file, message, self.grid.name, places[0], "warning")
            )
        return self.read

    def _say(self, code: str, message: str, row: int, severity: str, column: int = 0) -> None:
        cell = cell_name(row, column or self.block.column)
        message = f"{self.table.key}: {message}"
        self.read.findings.append(
            finding(code, self.file, message, self.grid.name, cell, severity)
        )

    def _header(self) -> tuple[list[int], list[Column]]:
        """The columns of labels and of values."""
        wanted = 1 if self.table.mixed else len(self.table.labels)
        labels = [self.block.column]
        columns: list[Column] = []
        for number in self.block.columns:
            if number == self.block.column:
                continue
            value = self.grid.cells.get((self.block.header, number))
            text = fold(value) if isinstance(value, str) else str(value)
            if len(labels) < wanted and number == labels[-1] + 1 and text in self.table.labels:
                labels.append(number)
                continue
            column = self._column(number, value)
            if column is None:
                message = f"The column “{text}” is not known."
                self._say("KG808", message, self.block.header, "warning", number)
            else:
                columns.append(column)
        return labels, columns

    def _column(self, number: int, value: object) -> Column | None:
        if isinstance(value, date | datetime):
            month = f"{value.year}-{value.month:02d}"
            return Column(number, month, month, _PLAIN) if self.table.months else None
        text = fold(value)
        if text in self.table.columns:
            return Column(number, text, "", self.table.columns[text])
        if self.table.months and self.year is not None:
            short = dates.month_number(text)
            if short:
                return Column(number, text, dates.month_of(self.year, short), _PLAIN)
            if text in ("total", "fy overall"):
                return Column(number, text, "", _PLAIN)
        across = self.known.labels.get(self.table.across, {}).get(text)
        if across:
            return Column(number, text, "", Line("", "", None, ((self.table.across, across),)))
        return None

    def _labels(
        self, row: int, columns: list[int], outer: list[str], lost: bool
    ) -> tuple[str, dict[str, str] | None, bool]:
        """The row's label as printed, its dimensions, and whether its group is unknown."""
        names = self.table.labels
        texts = [self.grid.text(row, column) for column in columns]
        printed = " / ".join(text for text in texts if text)
        if self.table.lines:
            return self._lines(row, printed)
        if self.table.mixed:
            return self._mixed(row, printed, outer, lost)
        for position, text in enumerate(texts):
            if text:
                outer[position] = self._known(names[position], text, row, columns[position])
            elif position:
                outer[position] = "all"
            elif not outer[0] or len(columns) == 1:
                if self._any_number(row):
                    message = "A line of numbers has no label."
                    self._say("KG808", message, row, "warning")
                return printed, None, lost
        found = dict(zip(names, outer, strict=False))
        if len(columns) < len(names):
            found = {name: found[name] for name in names[: len(columns)]}
        if not self._any_number(row):
            return printed, None, lost
        return printed, found, lost

    def _any_number(self, row: int) -> bool:
        return any(
            self.grid.number(row, column) is not None
            or cell_name(row, column) in self.grid.unstored
            for column in self.block.columns
        )

    def _lines(self, row: int, printed: str) -> tuple[str, dict[str, str] | None, bool]:
        if fold(printed) not in self.table.lines:
            if self._any_number(row):
                self._known("line", printed or "(none)", row, self.block.column)
            return printed, None, False
        return printed, {"line": fold(printed)}, False

    def _mixed(
        self, row: int, printed: str, outer: list[str], lost: bool
    ) -> tuple[str, dict[str, str] | None, bool]:
        first, second = self.table.labels
        text = fold(printed)
        if not self._any_number(row):
            return printed, None, lost
        if not text:
            self._say("KG808", "A line of numbers has no label.", row, "warning")
            return printed, None, lost
        if text in self.known.labels[first]:
            outer[:] = [self.known.labels[first][text], "all"]
            return printed, {first: outer[0], second: "all"}, False
        if text in self.known.labels[second] and outer[0]:
            outer[1] = self.known.labels[second][text]
            return printed, {first: outer[0], second: outer[1]}, lost
        value = self._known("", printed, row, self.block.column)
        if self._group_is_full(outer[0], first, second):
            outer[:] = [value, "all"]
            return printed, {first: value, second: "all"}, True
        outer[1] = value
        return printed, {first: outer[0], second: value}, lost

    def _group_is_full(self, group: str, first: str, second: str) -> bool:
        """Whether the parts of a group already make up its total: then a new label is a group.

        In a table whose parts do not add up nothing tells the two apart, and it is taken for a
        group, so that no line below it is booked on the group above. The line of the whole table
        has no parts in some tables, and a new label below it is a group too.
        """
        if not any(total.dimension == second for total in self.table.totals):
            return True
        inside = [cell for cell in self.read.cells if cell.dim(first) == group]
        # one column is enough: the first in which the group has its total
        whole = next((cell for cell in inside if cell.dim(second) == "all"), None)
        if whole is None:
            return True
        parts = [c for c in inside if c.column == whole.column and c.dim(second) != "all"]
        left = abs(whole.value - sum(c.value for c in parts))
        return (group == "all" and not parts) or left <= self.table.tolerance

    def _known(self, name: str, text: str, row: int, column: int) -> str:
        found = self.known.labels.get(name, {}).get(fold(text))
        if found:
            return found
        self.unknown.setdefault(" ".join(text.split()), []).append(cell_name(row, column))
        return UNKNOWN + fold(text)

    def _cell(self, row: int, column: Column, printed: str, dims: dict[str, str]) -> None:
        place = cell_name(row, column.number)
        value = self.grid.number(row, column.number)
        if value is None:
            held = self.grid.cells.get((row, column.number))
            if place in self.grid.unstored:
                self._say("KG812", "A formula has no stored result.", row, "error", column.number)
            elif held is not None:
                self._say("KG811", f"“{held}” is no number.", row, "warning", column.number)
            return
        line = self.table.lines.get(dims.get("line", ""), column.line)
        period, coverage = self._period(column)
        measure = line.measure or self.block.wording.measure
        if line.before and period < line.before[0]:
            measure = line.before[1]
        found = {**dict(self.block.wording.dims), **dims, **dict(column.line.dims)}
        found.pop("line", None)
        if self.table.across and self.table.across not in found:
            found[self.table.across] = "all"
        cell = Cell(
            self.table.key, measure, line.unit or self.table.unit, period, coverage,
            tuple(sorted(found.items())), value, self.grid.name, row, column.number, place,
            " ".join(printed.split()), column.label, place in self.grid.formulas,
        )
        if coverage:
            self.read.cells.append(cell)
        elif value:
            end = self.end.day.isoformat() if self.end else "?"
            message = f"{value:g} in {period}, after the end of the data ({end})."
            self._say("KG813", message, row, "warning", column.number)

    def _period(self, column: Column) -> tuple[str, str]:
        end = self.end.day if self.end else None
        if column.month:
            return column.month, dates.month_period(column.month, end)
        if self.table.period == "day":
            return (end.isoformat() if end else ""), "whole"
        return dates.year_period(self.year, end) if self.year else ("", "part")

