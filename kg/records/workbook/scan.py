"""A first pass over the sheets' XML: how far the cells go, and which are formulas.

A reader lays a sheet out as rows times columns. One cell in the last corner makes that 17
billion, so the corner is measured before a reader sees the file.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass, field
from xml.parsers import expat

from kg.findings.model import Findings
from kg.records.workbook import limits
from kg.records.workbook.found import finding
from kg.records.workbook.guard import Package
from kg.records.workbook.places import cell_name, column_number

_TAG = re.compile(rb"<(?:\w+:)?(row|c)(?:\s([^<>]*?))?(/?)>")
_R = re.compile(rb"""(?:^|\s)r\s*=\s*["']([A-Za-z]*)(\d*)["']""")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_VALUE = re.compile(rb"<(?:\w+:)?(?:v|t)(?:\s[^<>]*)?>[^<]")
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(slots=True)
class Scanned:
    """Of one sheet: its last row and column with content, and its formulas."""

    rows: int = 0
    columns: int = 0
    cells: int = 0
    formulas: set[str] = field(default_factory=set)
    unstored: set[str] = field(default_factory=set)


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
    row = column = 0
    for match in _TAG.finditer(xml):
        kind, attributes, empty = match.groups()
        place = _R.search(attributes or b"")
        if kind == b"row":
            row = int(place.group(2)[:9]) if place and place.group(2) else row + 1
            column = 0
            continue
        letters = place.group(1).decode() if place else ""
        if place and letters and place.group(2):
            column, row = column_number(letters), int(place.group(2)[:9])
        else:
            column += 1
        if empty:
            continue
        end = xml.find(b"</", match.end())
        close = _close(xml, match.end(), end)
        inner = xml[match.end() : close]
        if not inner.strip():
            continue
        one.cells += 1
        if one.cells > limits.CELLS:
            message = f"The sheet holds more than {limits.CELLS:,} cells."
            raise Findings([finding("KG805", name, message, sheet)])
        one.rows, one.columns = max(one.rows, row), max(one.columns, column)
        if one.rows * one.columns > limits.AREA:
            message = f"Content reaches row {one.rows:,} and column {one.columns:,}."
            raise Findings([finding("KG805", name, message, sheet, cell_name(row, column))])
        if _FORMULA.search(inner):
            one.formulas.add(cell_name(row, column))
            if not _VALUE.search(inner):
                one.unstored.add(cell_name(row, column))
    return one


def _close(xml: bytes, start: int, end: int) -> int:
    """Where the cell that starts here is closed; the end of the text if nowhere."""
    for _ in range(200):
        if end < 0:
            return len(xml)
        tag = xml[end + 2 : end + 40].split(b">", 1)[0].rpartition(b":")[2].strip()
        if tag == b"c":
            return end
        end = xml.find(b"</", end + 2)
    return start if end < 0 else end
