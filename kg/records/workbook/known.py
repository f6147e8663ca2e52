"""Differences in real workbooks that were looked into, each with its reason."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.findings.model import Finding
from kg.records.workbook.places import cells_of

_FILE = Path(__file__).parent / "known.toml"


@dataclass(frozen=True, slots=True)
class Explained:
    """A finding that is expected: in which file, with which code, at which cells, and why."""

    workbook: str
    code: str
    sheet: str
    cells: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook whose publication is on record: its digest, document and day."""

    digest: str
    document: str
    published: str


@cache
def workbooks() -> tuple[Workbook, ...]:
    """The workbooks that the project cites."""
    raw = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(
        Workbook(one["sha256"], one["document"], one["published"]) for one in raw["workbook"]
    )


@cache
def explained() -> tuple[Explained, ...]:
    """All explained findings."""
    raw = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    return tuple(
        Explained(
            one["document"],
            one["code"],
            one["sheet"],
            tuple(c for place in one["cells"] for c in (cells_of(place) if place else [""])),
            one["reason"],
        )
        for one in raw.get("explained", ())
    )


def reason(digest: str, found: Finding) -> str:
    """Why the finding is expected in the file of this digest; empty if it is not."""
    document = next((one.document for one in workbooks() if one.digest == digest), "")
    if not document:
        return ""
    parts = found.place.file.split("!")
    sheet, cell = (parts[1], parts[2]) if len(parts) == 3 else ("", "")
    for one in explained():
        place = (one.workbook, one.code, one.sheet.strip())
        if place == (document, found.code, sheet) and cell in one.cells:
            return re.sub(r"\s+", " ", one.reason).strip()
    return ""
