"""The code lists of the loader are those of the seeds, which it does not read."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
import yaml

from kg import paths
from kg.records.rows.release import FOLDER

_LISTS = {
    "reason": "list-release-reason",
    "case_status": "list-case-status",
    "case_category": "list-case-category",
    "program": "list-final-program",
    "criminality": "list-book-in-criminality",
}


def _seeds(listed: str) -> set[str]:
    found = set()
    for file in Path(paths.ROOT, "seeds", "entities").glob("record-codes*.yaml"):
        for entity in yaml.safe_load(file.read_text("utf-8"))["entities"].values():
            if entity["class"] == "RecordCode" and entity.get("in_list") == listed:
                found.add(entity.get("value") or entity["label"])
    return found - {"(blank)"}


@pytest.mark.parametrize("column", sorted(_LISTS))
def test_a_code_list_is_that_of_the_seeds(column: str) -> None:
    codes = tomllib.loads((FOLDER / "codes.toml").read_text("utf-8"))
    assert sorted(codes) == sorted(_LISTS)
    assert len(set(codes[column])) == len(codes[column])
    assert set(codes[column]) == _seeds(_LISTS[column])
