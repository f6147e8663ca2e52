"""The published aggregates that the project ships: one CSV for each workbook."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from kg.records.workbook.cells import SHIPPED, Cell, canonical
from kg.records.workbook.definitions import definitions
from kg.records.workbook.importer import Imported

HEADER = ("table", "measure", "period", "coverage", *SHIPPED, "value", "sheet", "cell")


def shipped(imported: Imported) -> list[Cell]:
    """The cells of the tables and measures that are shipped, in the order of the workbook."""
    return [cell for cell in imported.cells if _wanted(cell)]


def _wanted(cell: Cell) -> bool:
    table = definitions().table(cell.table)
    if cell.measure not in table.ship:
        return False
    for name, value in cell.dims:
        if name not in SHIPPED and table.ship_only.get(name) != value:
            return False
    return True


def text(imported: Imported) -> str:
    """The CSV: a header, then one row for each cell; UTF-8 with line feeds."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADER)
    for cell in shipped(imported):
        writer.writerow(
            [
                cell.table, cell.measure, cell.period, cell.coverage,
                *(cell.dim(name) for name in SHIPPED),
                canonical(cell.value), cell.sheet, cell.cell,
            ]
        )
    return out.getvalue()


def write(imported: Imported, folder: Path) -> Path:
    """Write the CSV of a workbook into a folder, in one step; returns its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{imported.document}.csv"
    fresh = path.with_suffix(".csv.new")
    fresh.write_text(text(imported), encoding="utf-8", newline="\n")
    fresh.replace(path)
    return path
