"""Waivers let a warning stand for a reason and a time, and nothing else."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kg.check.waivers import MOST, waive
from kg.findings import Finding, Place

TODAY = date(2026, 11, 24)
WARNING = Finding(Place("seeds/a.yaml", 3, 3), "KG301", "thing: unused.", "Delete it.", "warning")
ERROR = Finding(Place("seeds/a.yaml", 9, 3), "KG302", "doc/c1: unseen.", "Name a copy.")


def _file(folder: Path, *, code: str = "KG301", about: str = "thing", more: str = "",
          expires: str = "2027-01-01") -> None:
    (folder / "waivers.toml").write_text(
        f'[[waiver]]\ncode = "{code}"\nabout = "{about}"\nreason = "Known."\n'
        f"expires = {expires}\n{more}",
        encoding="utf-8",
    )


def test_without_a_file_nothing_changes(tmp_path: Path) -> None:
    assert waive([WARNING, ERROR], str(tmp_path), TODAY) == [WARNING, ERROR]


def test_a_waived_warning_says_until_when_and_why(tmp_path: Path) -> None:
    _file(tmp_path)
    waived, error = waive([WARNING, ERROR], str(tmp_path), TODAY)
    assert waived.severity == "waived"
    assert "until 2027-01-01: Known." in waived.message
    assert error == ERROR


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"expires": "2026-11-23"}, "out of date"),
        ({"about": "other"}, "meets no warning"),
        ({"code": "KG302", "about": "doc/c1"}, "meets no warning"),
        ({"expires": '"soon"'}, "needs expires"),
        ({"more": 'until = "x"'}, "no field until"),
        ({"more": "["}, "cannot be read"),
    ],
)
def test_a_waiver_that_does_not_hold(tmp_path: Path, given: dict[str, str], message: str) -> None:
    _file(tmp_path, **given)
    found = waive([WARNING, ERROR], str(tmp_path), TODAY)
    assert found[:2] == [WARNING, ERROR]
    assert [f.code for f in found[2:]] == ["KG402"]
    assert message in found[2].message


def test_waivers_stay_few(tmp_path: Path) -> None:
    text = "".join(
        f'[[waiver]]\ncode = "KG301"\nabout = "t{i}"\nreason = "R."\nexpires = 2027-01-01\n'
        for i in range(MOST + 1)
    )
    (tmp_path / "waivers.toml").write_text(text, encoding="utf-8")
    warnings = [
        Finding(Place("a"), "KG301", f"t{i}: unused.", "Delete.", "warning")
        for i in range(MOST + 1)
    ]
    found = waive(warnings, str(tmp_path), TODAY)
    assert [f.message for f in found if f.severity == "error"] == [
        f"{MOST + 1} warnings are waived; {MOST} is the most."
    ]
