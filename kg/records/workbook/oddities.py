"""What real workbooks get wrong, found by arithmetic: never mended, always said."""

from __future__ import annotations

from collections import defaultdict

from kg.findings.model import Finding
from kg.records.workbook.cells import Cell, canonical
from kg.records.workbook.definitions import Table
from kg.records.workbook.found import finding

_BONDED = ("book-outs-with-bond-posted",)
_LEAVING = ("final-releases", "final-book-outs")
_SHARE = "share-with-bond-posted"


def empty_months(
    file: str, table: Table, cells: list[Cell], ended: bool
) -> tuple[list[Cell], list[Finding]]:
    """The cells without those of months that were not filled in, and a finding for each month.

    Where the end of the data is not known (a finding of its own), such a month may not have begun.
    """
    if not table.months:
        return cells, []
    months: dict[str, list[Cell]] = defaultdict(list)
    for cell in cells:
        if "/" not in cell.period:
            months[cell.period].append(cell)
    gone = {
        month: found for month, found in months.items() if not any(cell.value for cell in found)
    }
    findings = [
        finding(
            "KG816",
            file,
            f"{table.key}: all {len(found)} lines of {month} are zero, though the month had begun.",
            found[0].sheet,
            found[0].cell,
            "warning",
        )
        for month, found in gone.items()
        if ended
    ]
    return [cell for cell in cells if cell.period not in gone], findings


def swapped_bond(
    file: str, table: Table, cells: list[Cell]
) -> tuple[list[Cell], list[Finding]]:
    """The cells without counts of months in which more people left on bond than left at all."""
    if table.key != "bond-by-month":
        return cells, []
    by_month: dict[str, dict[str, Cell]] = defaultdict(dict)
    for cell in cells:
        kind = next(
            (k for k, names in (("bonded", _BONDED), ("leaving", _LEAVING), ("share", (_SHARE,)))
             if cell.measure in names),
            "",
        )
        if kind:
            by_month[cell.period][kind] = cell
    out: set[str] = set()
    findings = []
    for month, found in by_month.items():
        bonded, leaving = found.get("bonded"), found.get("leaving")
        if bonded is None or leaving is None or bonded.value <= leaving.value:
            continue
        out |= {cell.cell for cell in found.values()}
        message = (
            f"bond-by-month, {month}: “{bonded.label}” is {canonical(bonded.value)} ({bonded.cell})"
            f", more than “{leaving.label}”, {canonical(leaving.value)} ({leaving.cell}). "
            "Both counts and the share are left out."
        )
        findings.append(finding("KG815", file, message, bonded.sheet, bonded.cell, "warning"))
    return [cell for cell in cells if cell.cell not in out], findings


def doubles(file: str, cells: list[Cell]) -> tuple[list[Cell], list[Finding]]:
    """The cells, the first where two claim one observation; a finding for each table with more."""
    seen: dict[tuple[object, ...], Cell] = {}
    kept: list[Cell] = []
    found: dict[tuple[str, str], Finding] = {}
    for cell in cells:
        key = (cell.table, cell.measure, cell.period, cell.dims)
        first = seen.setdefault(key, cell)
        if first is cell:
            kept.append(cell)
            continue
        there = f"{first.sheet.strip()}!{first.cell}"
        message = f"{cell.table}, {cell.period}: the same line stands in {there}."
        found.setdefault(
            (cell.table, cell.sheet),
            finding("KG817", file, message, cell.sheet, cell.cell, "warning"),
        )
    return kept, list(found.values())
