"""Files of cells → observations: one row per printed cell, as the importer writes them."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Set
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import TYPE_CHECKING

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from kg.findings import CODES, Finding, Place
from kg.model.entity import RecordTable
from kg.model.observation import ALL, COLUMNS, DIMENSIONS, Observation, short_id, slug
from kg.read.tree import HIDDEN, end
from kg.suggest import did_you_mean

if TYPE_CHECKING:
    from kg.read.folder import Dataset

#: the folder of the files below the seeds, and what one of them stays under
FOLDER = "observations"
MAX_BYTES, MAX_LINE = 8_000_000, 1_000
#: after so many findings the rest of a file is only counted
MAX_FINDINGS = 50

_HEADER = ",".join(COLUMNS)
_WRITTEN = "Let kg records import write the file; never edit it by hand."
_CODES = {
    "missing": "KG106",
    "literal_error": "KG107",
    "edtf": "KG108",
}


def files(folder: FilePath) -> list[FilePath]:
    """The files of cells of a seeds folder, sorted by name."""
    return sorted((folder / FOLDER).glob("*.csv"))


def observations(
    name: str, document: str, raw: bytes, dataset: Dataset, unread: Set[str]
) -> list[Finding]:
    """Read one file of cells into the dataset; returns what is wrong with it.

    ``document`` is the key of the document, which is the file's name. ``unread`` are keys that
    may stand in files that could not be read: what names one of them is not reported.
    """
    reader = _Reader(name, document, dataset, unread)
    text = reader.text(raw)
    if text is not None:
        reader.lines(text)
    return reader.findings


@dataclass(slots=True)
class _Reader:
    """One file while it is read."""

    name: str
    document: str
    dataset: Dataset
    unread: Set[str]
    findings: list[Finding] = field(default_factory=list)
    #: place of a cell, and what a figure is of → the line it stands in
    cells: dict[tuple[str, str], int] = field(default_factory=dict)
    figures: dict[tuple[str | None, ...], int] = field(default_factory=dict)

    def add(
        self, code: str, line: int, column: int, message: str, remedy: str | None = None
    ) -> None:
        place = Place(self.name, line, column)
        self.findings.append(Finding(place, code, message, remedy or CODES[code].remedy))

    def text(self, raw: bytes) -> str | None:
        """The file as text, or None where it is none or too much."""
        if len(raw) > MAX_BYTES:
            self.add("KG114", 0, 0, f"The file has more than {MAX_BYTES:,} bytes.")
            return None
        try:
            text = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            place = end(self.name, raw[: error.start].decode())
            self.add("KG111", place.line, place.column, "Bytes that are not UTF-8.", _WRITTEN)
            return None
        hidden = HIDDEN.search(text)
        if hidden:
            place = end(self.name, text[: hidden.start()])
            shown = f"A character that does not show (U+{ord(hidden[0]):04X})."
            self.add("KG111", place.line, place.column, shown, _WRITTEN)
            return None
        if "\r" in text:
            place = end(self.name, text[: text.index("\r")])
            self.add("KG117", place.line, place.column, "A line ends in CRLF, not LF.")
            return None
        return text

    def lines(self, text: str) -> None:
        """Every row of the file."""
        head, *rows = text.split("\n")
        if head != _HEADER:
            self.add("KG116", 1, _differs(head), "The first line is not the header.",
                     f"Begin with {_HEADER}")
            return
        if rows and rows[-1] == "":
            rows.pop()
        else:
            self.add("KG117", len(rows) + 1, 1, "The last line does not end.")
        if self.document not in self.dataset.documents and self.document not in self.unread:
            near = did_you_mean(self.document, self.dataset.documents)
            self.add("KG201", 0, 0, f"No document has the key {self.document}.{near}",
                     "Name the file after the document whose cells it holds.")
            return
        for number, line in enumerate(rows, 2):
            if len(self.findings) >= MAX_FINDINGS:
                left = len(rows) - number + 2
                self.add("KG114", number, 1, f"{left:,} more lines are not looked at.",
                         "Mend what stands above first.")
                return
            self.row(number, line)

    def row(self, number: int, line: str) -> None:
        """One row into the dataset, or a finding for each thing wrong with it."""
        if len(line) > MAX_LINE:
            self.add("KG114", number, MAX_LINE + 1, f"The line is longer than {MAX_LINE:,}.")
            return
        parts = _fields(line)
        if parts is None or len(parts) != len(COLUMNS):
            what = "It is not CSV as the importer writes it" if parts is None else (
                f"It has {len(parts)} fields and needs {len(COLUMNS)}"
            )
            self.add("KG117", number, 1, f"{what}.")
            return
        given = {name: part for name, part in zip(COLUMNS, parts, strict=True) if part}
        try:
            made = Observation.model_validate(given)
        except ValidationError as error:
            for detail in error.errors(include_url=False):
                code, message = _explain(detail)
                self.at(code, number, line, str(detail["loc"][0]), message)
            return
        before = len(self.findings)
        self.refer(number, line, made)
        self.twice(number, line, made)
        if len(self.findings) == before:
            name = short_id(self.document, made.sheet, made.cell)
            self.dataset.observations[name] = made
            self.dataset.places[name] = Place(self.name, number, 1)

    def at(
        self, code: str, number: int, line: str, column: str, message: str,
        remedy: str | None = None,
    ) -> None:
        """A finding at a column of a line."""
        self.add(code, number, _start(line, COLUMNS.index(column)), message, remedy)

    def refer(self, number: int, line: str, made: Observation) -> None:
        """The table, the measure and the lines are there, and go together."""
        table = self.known(number, line, "table", made.table, ("RecordTable",))
        self.known(number, line, "measure", made.measure, ("Measure",))
        categories = made.categories()
        for dimension, key in categories.items():
            if key != ALL:
                kinds = ("Agency",) if dimension == "agency" else ("RecordCode",)
                self.known(number, line, dimension, key, kinds)
        if not isinstance(table, RecordTable):
            return
        if made.measure not in table.measures:
            self.at("KG208", number, line, "measure",
                    f"The table {made.table} does not give {made.measure}.")
        for dimension in DIMENSIONS:
            if (dimension in table.dimensions) != (dimension in categories):
                has = "has" if dimension in table.dimensions else "has not"
                self.at("KG118", number, line, dimension,
                        f"The table {made.table} {has} the dimension {dimension}.")

    def known(
        self, number: int, line: str, column: str, key: str, kinds: tuple[str, ...]
    ) -> object:
        """The entity of a key; a finding where there is none of that kind."""
        entity = self.dataset.entities.get(key)
        if entity is None:
            if key not in self.unread:
                fit = [k for k, e in self.dataset.entities.items() if e.entity_class in kinds]
                self.at("KG201", number, line, column,
                        f"Nothing has the key {key}.{did_you_mean(key, fit)}")
        elif entity.entity_class not in kinds:
            self.at("KG203", number, line, column,
                    f"{key} is {entity.entity_class}; here {' or '.join(kinds)} is needed.")
        return entity

    def twice(self, number: int, line: str, made: Observation) -> None:
        """No cell stands twice, and no figure has two cells."""
        first = self.cells.setdefault((slug(made.sheet), made.cell), number)
        if first != number:
            self.at("KG206", number, line, "cell",
                    f"The cell {made.cell} of this sheet already stands in line {first}.")
            return
        what = (made.table, made.measure, made.period, *(getattr(made, d) for d in DIMENSIONS))
        first = self.figures.setdefault(what, number)
        if first != number:
            self.at("KG207", number, line, "value",
                    f"The same figure already stands in line {first}.")


def _explain(detail: ErrorDetails) -> tuple[str, str]:
    code = _CODES.get(detail["type"], "KG105")
    column, value = detail["loc"][0], detail["input"]
    if code == "KG106":
        return code, f"The column {column} is empty."
    why = detail["msg"].rstrip(".")
    shown = value[:60] if isinstance(value, str) else ""
    return code, f"{shown!r} does not fit the column {column}: {why}."


def _fields(line: str) -> list[str] | None:
    """The fields of a line; None where it is not CSV, or not as the importer quotes it."""
    if '"' not in line:
        return line.split(",")
    try:
        (parts,) = csv.reader([line], strict=True)
    except (csv.Error, ValueError):
        return None
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(parts)
    return parts if out.getvalue() == line else None


def _start(line: str, index: int) -> int:
    """The column of a line in which a field begins, counted from 1."""
    starts = list(_starts(line))
    return starts[index]


def _starts(line: str) -> Iterator[int]:
    yield 1
    quoted = False
    for i, char in enumerate(line, 2):
        quoted ^= char == '"'
        if char == "," and not quoted:
            yield i


def _differs(head: str) -> int:
    """The first column in which a line is not the header."""
    for i, (one, other) in enumerate(zip(head, _HEADER, strict=False), 1):
        if one != other:
            return i
    return min(len(head), len(_HEADER)) + 1
