"""Imported workbooks in the user's cache: ``records/<sha256>/`` with Parquet and a manifest.

A folder is written beside and renamed into place, so a failed import leaves the last good one.
Two publications of one fiscal year are two files with two digests: neither overwrites the other.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from kg import paths
from kg.errors import KgError
from kg.findings.model import Finding
from kg.records.workbook.cells import DIMENSIONS, Cell, canonical
from kg.records.workbook.definitions import definitions
from kg.records.workbook.importer import Imported

CELLS, FACILITIES, MANIFEST = "cells.parquet", "facilities.parquet", "manifest.json"
#: of the manifest; a folder with another is read as not imported
LAYOUT = 1


def folder() -> Path:
    """The folder of all imports."""
    return Path(paths.cache()) / "records"


def save(imported: Imported, base: Path | None = None) -> Path:
    """Write the import; returns its folder. An earlier import of the same file is replaced."""
    base = base or folder()
    base.mkdir(parents=True, exist_ok=True)
    target = base / imported.digest
    fresh = Path(tempfile.mkdtemp(prefix=".new-", dir=base))
    try:
        _parquet(_rows(imported), fresh / CELLS)
        _parquet(_facilities(imported), fresh / FACILITIES)
        text = json.dumps(manifest(imported), indent=2, ensure_ascii=False)
        (fresh / MANIFEST).write_text(text + "\n", encoding="utf-8")
        if target.exists():
            old = Path(tempfile.mkdtemp(prefix=".old-", dir=base)) / target.name
            target.rename(old)
            fresh.rename(target)
            shutil.rmtree(old.parent, ignore_errors=True)
        else:
            fresh.rename(target)
    except BaseException:
        shutil.rmtree(fresh, ignore_errors=True)
        raise
    return target


def manifests(base: Path | None = None) -> list[dict[str, Any]]:
    """The manifests of all imported workbooks, the oldest publication first."""
    found = []
    base = base or folder()
    for path in sorted(base.glob(f"*/{MANIFEST}")) if base.is_dir() else ():
        try:
            one = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        if isinstance(one, dict) and one.get("kind") == "ice-workbook" and one["layout"] == LAYOUT:
            found.append(one)
    return sorted(found, key=lambda one: (one["published"], one["digest"]))


def manifest(imported: Imported) -> dict[str, Any]:
    """What the import is, as data: file, vintage, tables with what they count, findings."""
    counts = Counter(cell.table for cell in imported.cells)
    tables = {table.key: table for table in definitions().tables}
    return {
        "kind": "ice-workbook",
        "layout": LAYOUT,
        "file": imported.file,
        "digest": imported.digest,
        "bytes": imported.size,
        "document": imported.document,
        "published": imported.published,
        "published_how": imported.published_how,
        "saved": imported.saved,
        "tables": [
            {
                "table": key,
                "title": tables[key].title,
                "cells": count,
                "unit": tables[key].unit,
                "population": tables[key].population,
                "denominator": tables[key].denominator,
                "vintage": imported.published,
                "places": [
                    {
                        "sheet": one.sheet,
                        "cells": one.cells,
                        "heading": one.heading,
                        "fiscal_year": one.year,
                        "data_through": one.end,
                        "data_through_how": one.how,
                    }
                    for one in imported.tables
                    if one.table == key
                ],
            }
            for key, count in sorted(counts.items())
        ],
        "facilities": [
            {
                "sheet": one.sheet,
                "fiscal_year": one.year,
                "data_through": one.day.isoformat() if one.day else "",
                "facilities": len(one.facilities),
            }
            for one in imported.facilities
        ],
        "set_aside": [
            {"place": one.place, "heading": one.heading, "reason": one.reason}
            for one in imported.aside
        ],
        "findings": [_finding(one) for one in imported.findings],
        "explained": [_finding(one) | {"reason": why} for one, why in imported.explained],
    }


def _finding(one: Finding) -> dict[str, str]:
    return {
        "place": one.place.file,
        "code": one.code,
        "severity": one.severity,
        "message": one.message,
    }


def _rows(imported: Imported) -> dict[str, list[Any]]:
    tables = {table.key: table for table in definitions().tables}
    columns: dict[str, list[Any]] = {}

    def add(cell: Cell) -> None:
        table = tables[cell.table]
        row = {
            "document": imported.document,
            "digest": imported.digest,
            "vintage": imported.published,
            "table": cell.table,
            "measure": cell.measure,
            "unit": cell.unit,
            "population": table.population,
            "denominator": table.denominator,
            "period": cell.period,
            "coverage": cell.coverage,
            **{name: cell.dim(name) or None for name in DIMENSIONS},
            "value": float(cell.value),
            "printed": canonical(cell.value),
            "sheet": cell.sheet,
            "cell": cell.cell,
            "row_label": cell.label,
            "column_label": cell.heading,
            "formula": cell.formula,
        }
        for name, value in row.items():
            columns.setdefault(name, []).append(value)

    for cell in imported.cells:
        add(cell)
    return columns


def _facilities(imported: Imported) -> dict[str, list[Any]]:
    from kg.records.workbook.facilities import NUMBERS, TEXTS

    columns: dict[str, list[Any]] = {
        name: []
        for name in (
            "document", "digest", "vintage", "fiscal_year", "data_through",
            *TEXTS.values(), *NUMBERS.values(), "sheet", "cells",
        )
    }
    for listed in imported.facilities:
        for one in listed.facilities:
            row = {
                "document": imported.document,
                "digest": imported.digest,
                "vintage": imported.published,
                "fiscal_year": listed.year,
                "data_through": listed.day.isoformat() if listed.day else None,
                **one.values,
                "sheet": listed.sheet,
                "cells": one.cells,
            }
            for name, into in columns.items():
                value = row.get(name)
                numeric = name in NUMBERS.values() and value is not None
                into.append(float(str(value)) if numeric else value)
    return columns


def _parquet(columns: dict[str, list[Any]], path: Path) -> None:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError:
        raise KgError(
            "KG601", "Storing tables needs pyarrow.", "pip install 'custody-graph[records]'"
        ) from None
    from kg.records.workbook.facilities import NUMBERS

    types = {
        "value": pa.float64(),
        "formula": pa.bool_(),
        "fiscal_year": pa.int64(),
        **dict.fromkeys(NUMBERS.values(), pa.float64()),
    }
    table = pa.table(
        {name: pa.array(values, types.get(name, pa.string())) for name, values in columns.items()}
    )
    pq.write_table(table, path, compression="zstd")
