"""Do the parts add up to the printed total? Each difference is a finding with both numbers."""

from __future__ import annotations

from collections import defaultdict

from kg.findings.model import Finding
from kg.records.workbook.cells import Cell, canonical
from kg.records.workbook.definitions import Table, Total
from kg.records.workbook.found import finding

_Group = tuple[object, ...]


def check(file: str, table: Table, cells: list[Cell]) -> list[Finding]:
    """The totals of one block that its parts do not make up."""
    found: list[Finding] = []
    for total in table.totals:
        wanted = [
            cell for cell in cells if not total.measures or cell.measure in total.measures
        ]
        groups: dict[_Group, list[Cell]] = defaultdict(list)
        for cell in wanted:
            groups[_group(cell, total)].append(cell)
        for group in groups.values():
            found += _compare(file, table, total, group)
    return found


def _group(cell: Cell, total: Total) -> _Group:
    dims = tuple((name, value) for name, value in cell.dims if name != total.dimension)
    if total.dimension == "month":
        return (cell.measure, dims)
    return (cell.measure, cell.period, dims)


def _compare(file: str, table: Table, total: Total, group: list[Cell]) -> list[Finding]:
    wholes = [cell for cell in group if _is_whole(cell, total)]
    parts = [cell for cell in group if not _is_whole(cell, total) and _is_part(cell, total)]
    if len(wholes) != 1 or not parts:
        return []
    whole = wholes[0]
    made = sum(cell.value for cell in parts)
    if abs(made - whole.value) <= table.tolerance + 1e-6:
        return []
    first, last = parts[0].cell, parts[-1].cell
    message = (
        f"{table.key}, {whole.period}: the {len(parts)} parts by {total.dimension} "
        f"({first} to {last}) make {canonical(round(made, 6))}, "
        f"the printed total is {canonical(whole.value)} ({whole.label or whole.heading})."
    )
    return [finding("KG810", file, message, whole.sheet, whole.cell, "warning")]


def _is_whole(cell: Cell, total: Total) -> bool:
    if total.dimension == "month":
        return "/" in cell.period
    return cell.dim(total.dimension) == total.total


def _is_part(cell: Cell, total: Total) -> bool:
    if total.dimension == "month":
        return True
    value = cell.dim(total.dimension)
    if total.parts:
        return value in total.parts
    return value != "all" and value not in total.leave_out
