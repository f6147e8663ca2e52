"""Texts are kept by lists made from some rows first; what the lists lack is not lost."""

from __future__ import annotations

from pathlib import Path
from random import Random

import duckdb
import pytest

from kg.records import rows
from kg.records.rows import lists, opened

_HEADER = (
    "Stay Book In Date Time,Book In Date Time,Detention Facility,Detention Facility Code,"
    "Detention Release Reason,Stay Release Reason,Citizenship Country,Gender,Unique Identifier"
)
_DAY = "2025-01-02 03:04:00"
_MARK = "(b)(6)(b)(7)(c)"


def _line(number: int, country: str, gender: str = "Male", code: str = "JENATLA") -> str:
    return f"{_DAY},{_DAY},{'A place ' * 4},{code},Removed,Removed,{country},{gender},P{number}"


def _load(folder: Path, *files: list[str], header: str = _HEADER) -> rows.Loaded:
    named = []
    for number, lines in enumerate(files):
        named.append(folder / f"{number}.csv")
        named[-1].write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return rows.load(named, folder / "out")


def _values(loaded: rows.Loaded, table: str, columns: str) -> list[tuple[object, ...]]:
    with duckdb.connect() as connection:
        return connection.execute(
            f"SELECT {columns} FROM read_parquet(?) ORDER BY file, row",  # noqa: S608 - our words
            [str(loaded.folder / f"{table}.parquet")],
        ).fetchall()


@pytest.fixture
def small_samples(monkeypatch: pytest.MonkeyPatch) -> None:
    """A few kilobytes are looked at first."""
    monkeypatch.setattr(opened, "_FIRST", 4096)
    monkeypatch.setattr(opened, "_SAMPLE", 1024)


@pytest.mark.usefixtures("small_samples")
def test_every_text_is_as_the_file_has_it(tmp_path: Path) -> None:
    draw = Random(1)  # noqa: S311 - repeatable, not secret
    countries = [
        draw.choice(("MEXICO", "CÔTE D'IVOIRE", "", _MARK, f"RARE {n}" if n % 50 == 0 else "CUBA"))
        for n in range(3000)
    ]
    lines = [
        _line(n, country, "b(6)" if n % 700 == 0 else "Male", f"F{n // 1000}")
        for n, country in enumerate(countries)
    ]
    loaded = _load(tmp_path, lines)
    expected = [
        (None if country in ("", _MARK) else country, None if n % 700 == 0 else "Male",
         f"F{n // 1000}", f"P{n}_{_DAY}_F{n // 1000}")
        for n, country in enumerate(countries)
    ]
    assert _values(loaded, "stints", "citizenship, gender, facility_code, stint") == expected
    assert _values(loaded, "stays", "citizenship, gender, facility_code") == [
        one[:3] for one in expected
    ]
    assert loaded.manifest["redacted"] == {"citizenship": countries.count(_MARK), "gender": 5}
    assert loaded.manifest["unreadable"] == {}


@pytest.mark.usefixtures("small_samples")
def test_two_files_with_other_values_meet(tmp_path: Path) -> None:
    header = _HEADER.replace(",Gender", ",Shoe Size")
    one = [_line(n, "MEXICO" if n else "TONGA") for n in range(500)]
    two = [_line(n, "CUBA" if n < 900 else f"C{n}", code="EAZ") for n in range(500, 1000)]
    loaded = _load(tmp_path, one, two)
    assert _values(loaded, "stints", "citizenship, facility_code") == [
        *[("TONGA" if not n else "MEXICO", "JENATLA") for n in range(500)],
        *[("CUBA" if n < 900 else f"C{n}", "EAZ") for n in range(500, 1000)],
    ]
    # one file has a column that the other has not
    (tmp_path / "0.csv").write_text("\n".join([header, *one]) + "\n")
    again = rows.load([tmp_path / "0.csv", tmp_path / "1.csv"], tmp_path / "out")
    genders = [gender for (gender,) in _values(again, "stints", "gender")]
    assert genders == [None] * 500 + ["Male"] * 500


def test_a_copy_in_another_file_is_a_copy(tmp_path: Path) -> None:
    loaded = _load(tmp_path, [_line(1, "CUBA"), _line(2, "MALI")], [_line(2, "CHAD")])
    assert loaded.manifest["rows"]["set_aside_by_reason"] == {"duplicate-bond": 1}


def test_a_column_of_too_many_values_stays_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "_MOST", 5)
    monkeypatch.setattr(opened, "_FIRST", 1024)
    monkeypatch.setattr(opened, "_SAMPLE", 256)
    lines = [_line(n, f"C{n}" if n > 400 else "CUBA", f"G{n}") for n in range(500)]
    loaded = _load(tmp_path, lines)
    assert _values(loaded, "stints", "citizenship, gender") == [
        (f"C{n}" if n > 400 else "CUBA", f"G{n}") for n in range(500)
    ]


@pytest.mark.usefixtures("small_samples")
@pytest.mark.parametrize("end", ["\r", "\r\n"])
def test_lines_may_end_in_other_ways(tmp_path: Path, end: str) -> None:
    file = tmp_path / "rows.csv"
    lines = [_line(n, f"C{n}") for n in range(1000)]
    file.write_text(end.join([_HEADER, *lines]) + end, encoding="utf-8", newline="")
    loaded = rows.load([file], tmp_path / "out")
    assert _values(loaded, "stints", "citizenship") == [(f"C{n}",) for n in range(1000)]
