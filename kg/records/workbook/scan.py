"""A first pass over the sheets' XML: how far the cells go, and which are formulas.

A reader lays a sheet out as rows times columns. One cell in the last corner makes that 17
billion, so the corner is measured before a reader sees the file.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from xml.parsers import expat

from kg.findings.model import Findings
from kg.records.workbook import limits
from kg.records.workbook.found import finding
from kg.records.workbook.guard import Package
from kg.records.workbook.places import cell_name, column_number

#: all tags of cells; those as every known writer writes them, and of these the ones not blank
_ANY = re.compile(rb"<(?:[\w.-]+:)?(?:row|c)[\s/>]")
_ANY_CELL = re.compile(rb"<(?:[\w.-]+:)?c[\s/>]")
_PLACED = re.compile(rb'<c r="[A-Z]{1,3}[0-9]{1,7}"(?: [a-z]+="[^"<>]*")*/?>')
_FILLED = re.compile(rb'<()c (r="[A-Z]{1,3}[0-9]{1,7}"(?: [a-z]+="[^"<>]*")*)()>')
_TAG = re.compile(
    rb"""<(?:[\w.-]+:)?(row|c)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(/?)>"""
)
_CLOSED = re.compile(rb"</(?:[\w.-]+:)?c\s*>")
_R = re.compile(rb"""(?:^|\s)r\s*=\s*["']([A-Za-z]*)(\d*)["']""")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|t)(?:\s[^<>]*)?>[^<]")
_ERROR = re.compile(rb"""(?:^|\s)t\s*=\s*["']e["']""")
_ERROR_TEXT = re.compile(rb">(#[A-Z0-9/!?]{1,12})<")
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(slots=True)
class Scanned:
    """Of one sheet: its last row and column with content, and its formulas."""

    rows: int = 0
    columns: int = 0
    cells: int = 0
    formulas: set[str] = field(default_factory=set)
    unstored: set[str] = field(default_factory=set)
    #: cells that hold an error, such as #N/A, which readers give as empty
    errors: dict[tuple[int, int], str] = field(default_factory=dict)


def scan(package: Package) -> dict[str, Scanned]:
    """What each sheet holds, by the sheet's name; raises Findings where it is too much."""
    try:
        with zipfile.ZipFile(package.path) as archive:
            return _scan(archive, package.name)
    except (
        zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, KeyError,
        NotImplementedError, expat.ExpatError,
    ) as error:
        message = f"A part of the archive cannot be read: {error}."
        raise Findings([finding("KG802", package.name, message)]) from None


def _scan(archive: zipfile.ZipFile, name: str) -> dict[str, Scanned]:
    targets = _targets(archive, name)
    found: dict[str, Scanned] = {}
    cells = 0
    for sheet, part in targets.items():
        xml = _read(archive, part, name)
        one = _sheet(xml, name, sheet)
        cells += one.cells
        if cells > limits.CELLS:
            message = f"The sheets hold more than {limits.CELLS:,} cells."
            raise Findings([finding("KG805", name, message, sheet)])
        found[sheet] = one
    for part in archive.namelist():
        if part.startswith("xl/") and part.endswith(".xml") and part not in targets.values():
            _read(archive, part, name)
    return found


def _read(archive: zipfile.ZipFile, part: str, name: str) -> bytes:
    """The part's bytes; the size in the directory is not trusted."""
    with archive.open(part) as file:
        xml = file.read(limits.PART_BYTES + 1)
    if len(xml) > limits.PART_BYTES:
        raise Findings([finding("KG804", name, f"The part {part} is larger than it says.")])
    head = xml[:4096]
    if head[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in head:
        raise Findings([finding("KG802", name, f"The part {part} is not in UTF-8.")])
    if b"<!DOCTYPE" in xml or b"<!ENTITY" in xml:
        raise Findings([finding("KG802", name, f"The part {part} declares entities.")])
    return xml


def _targets(archive: zipfile.ZipFile, name: str) -> dict[str, str]:
    """Sheet names in order → their part in the archive."""
    sheets: list[tuple[str, str]] = []
    relations: dict[str, str] = {}

    def sheet(tag: str, found: dict[str, str]) -> None:
        if tag.rpartition("}")[2] == "sheet":
            sheets.append((found.get("name", ""), found.get(_REL, "")))

    def relation(tag: str, found: dict[str, str]) -> None:
        if tag.rpartition("}")[2] == "Relationship" and found.get("Type", "").endswith(
            "/worksheet"
        ):
            target = found.get("Target", "")
            relations[found.get("Id", "")] = (
                target[1:] if target.startswith("/") else f"xl/{target}"
            )

    for part, handler in (("xl/workbook.xml", sheet), ("xl/_rels/workbook.xml.rels", relation)):
        parser = expat.ParserCreate(namespace_separator="}")
        # expat writes uri}name; the handlers compare names only
        parser.StartElementHandler = lambda tag, found, handler=handler: handler(
            tag, {("{" + key if "}" in key else key): value for key, value in found.items()}
        )
        parser.Parse(_read(archive, part, name), True)
    if not sheets or len(sheets) > limits.SHEETS:
        message = f"It has {len(sheets)} sheets; 1 to {limits.SHEETS} are allowed."
        raise Findings([finding("KG804", name, message)])
    return {label: relations[key] for label, key in sheets if key in relations}


def _sheet(xml: bytes, name: str, sheet: str) -> Scanned:
    one = Scanned()
    for row, column, attributes, inner in _filled(xml, name, sheet):
        one.cells += 1
        if one.cells > limits.CELLS:
            message = f"The sheet holds more than {limits.CELLS:,} cells."
            raise Findings([finding("KG805", name, message, sheet)])
        one.rows, one.columns = max(one.rows, row), max(one.columns, column)
        if one.rows * one.columns > limits.AREA:
            message = f"Content reaches row {one.rows:,} and column {one.columns:,}."
            raise Findings([finding("KG805", name, message, sheet, cell_name(row, column))])
        if _ERROR.search(attributes):
            text = _ERROR_TEXT.search(inner)
            one.errors[row, column] = text.group(1).decode() if text else "#ERROR"
        if _FORMULA.search(inner):
            one.formulas.add(cell_name(row, column))
            if not _VALUE.search(inner):
                one.unstored.add(cell_name(row, column))
    return one


def _filled(xml: bytes, name: str, sheet: str) -> Iterator[tuple[int, int, bytes, bytes]]:
    """Row, column, attributes and content of each cell that is not blank.

    Blank cells, of which some sheets have hundreds of thousands, are not looked at where all
    cells say their place. The end of a cell is searched once only, so that cells without an end
    cost no more than others.
    """
    tags = _count(_ANY_CELL, xml)
    if tags > limits.TAGS:
        message = f"The sheet has more than {limits.TAGS:,} cells, blank ones with them."
        raise Findings([finding("KG805", name, message, sheet)])
    placed = tags == _count(_PLACED, xml)
    if not placed and _count(_ANY, xml) != _count(_TAG, xml):
        message = "Cells are written in a way that cannot be measured."
        raise Findings([finding("KG802", name, message, sheet)])
    row = column = last = 0
    for match in (_FILLED if placed else _TAG).finditer(xml):
        kind, attributes, empty = match.groups()
        place = _R.search(attributes)
        letters, digits = place.groups() if place else (b"", b"")
        if kind == b"row":
            row, column = (int(digits[:9]) if digits else row + 1), 0
            continue
        if letters and digits:
            column, row = column_number(letters.decode()), int(digits[:9])
        else:
            column += 1
        if empty:
            continue
        closed = _CLOSED.search(xml, match.end())
        if closed is None or match.start() < last:
            message = f"The cell {cell_name(row, column)} is not closed."
            raise Findings([finding("KG802", name, message, sheet)])
        last = closed.start()
        inner = xml[match.end() : last]
        if inner.strip():
            yield row, column, attributes, inner


def _count(pattern: re.Pattern[bytes], xml: bytes) -> int:
    """How often a pattern occurs; at most one more than is allowed, and without a list of them."""
    return sum(1 for _ in islice(pattern.finditer(xml), 2 * limits.TAGS))
