"""ICE's own workbooks, from the folder that KG_TEST_MATERIAL names."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest

from kg.records.workbook.importer import Imported, import_workbook


def folder() -> Path:
    """The folder; skips the test where there is none."""
    named = os.environ.get("KG_TEST_MATERIAL")
    if not named:
        pytest.skip(
            "NO MATERIAL: set KG_TEST_MATERIAL to a folder with data/ice-workbooks and "
            "data/ice-derived; ICE's own workbooks are NOT TESTED."
        )
    return Path(named)


def files() -> list[Path]:
    """The seven workbooks, the oldest first."""
    return sorted((folder() / "data" / "ice-workbooks").glob("*.xlsx"))


@cache
def _imported(path: Path) -> Imported:
    return import_workbook(path)


def imported() -> dict[str, Imported]:
    """File name → its import, read once in a session."""
    return {path.name: _imported(path) for path in files()}
