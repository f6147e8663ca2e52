"""Record-level files of every known release become stints and stays, and no row is lost."""

from __future__ import annotations

import gzip
import json
from collections import Counter
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.errors import KgError
from kg.findings import Findings
from kg.records import rows
from kg.records.rows.release import identify
from kg.records.synthetic import synthesize

_ROWS = 1500
_START = "2025-01-02 03:04:00"
#: a small file of the release of July 2025: the columns that matter
_HEADER = (
    "Stay Book In Date Time,Book In Date Time,Detention Facility Code,Stay Book Out Date Time,"
    "Detention Release Reason,Stay Release Reason,Initial Bond Set Amount,Citizenship Country,"
    "Unique Identifier"
)


def _load(folder: Path, text: str, name: str = "rows.csv", **options: Any) -> rows.Loaded:
    file = folder / name
    file.write_text(text, encoding="utf-8", newline="")
    return rows.load([file], folder / "out", **options)


def _table(loaded: rows.Loaded, name: str, columns: str = "*") -> list[tuple[Any, ...]]:
    file = str(loaded.folder / f"{name}.parquet")
    with duckdb.connect() as connection:
        return connection.execute(
            f"SELECT {columns} FROM read_parquet(?)",  # noqa: S608 - our own words
            [file],
        ).fetchall()


def _line(
    person: str = "SYNTHETIC-1",
    start: str = _START,
    stay: str = _START,
    code: str = "JENATLA",
    reason: str = "Removed",
    bond: str = "",
    country: str = "MEXICO",
) -> str:
    return f"{stay},{start},{code},2025-02-01 00:00:00,{reason},{reason},{bond},{country},{person}"


def _codes(loaded: rows.Loaded) -> set[str]:
    return {one.code for one in loaded.findings} - {"KG836"}  # of these short headers


def test_every_release_is_known_by_its_own_header() -> None:
    for key, release in rows.releases().items():
        found = identify(release.columns)
        assert found is not None
        assert (found.release.key, found.unknown, found.missing) == (key, (), ())


@pytest.mark.parametrize(
    ("key", "columns"),
    # research on published code: the numbers of raw columns
    [("linked-2012-2023", 33), ("jul-2025", 37), ("mar-2026", 53), ("newest-2026", 34)],
)
def test_a_release_has_as_many_columns_as_published(key: str, columns: int) -> None:
    assert len(rows.releases()[key].columns) == columns


@pytest.mark.parametrize("key", sorted(rows.releases()))
def test_synthetic_rows_of_each_release_load(key: str, tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    synthesize(key, _ROWS, 1, file)
    loaded = rows.load([file], tmp_path / "out")
    counts = loaded.manifest["rows"]
    assert loaded.manifest["release"] == key
    assert loaded.manifest["synthetic"]
    assert counts["read"] == _ROWS == counts["stints"] + counts["set_aside"]
    assert counts["set_aside_by_reason"]  # the generator repeats rows
    assert {one.code for one in loaded.findings} <= {"KG840"}
    timed = {timed for (timed,) in _table(loaded, "stints", "start_has_time")}
    assert timed == {rows.releases()[key].times}


def test_the_same_rows_are_read_from_csv_gz_parquet_and_workbook(tmp_path: Path) -> None:
    found = []
    for ending in ("csv", "csv.gz", "parquet", "xlsx"):
        file = tmp_path / f"rows.{ending}"
        synthesize("jul-2025", 400, 7, file)
        loaded = rows.load([file], tmp_path / "out")
        columns = "* EXCLUDE (file, sheet, row, redacted, unreadable)"
        found.append((_table(loaded, "stints", columns), loaded.manifest["rows"]))
    assert found[0] == found[1] == found[2] == found[3]


def test_rows_of_a_workbook_are_numbered_as_in_its_sheet(tmp_path: Path) -> None:
    file = tmp_path / "rows.xlsx"
    synthesize("linked-2012-2023", 30, 1, file)
    loaded = rows.load([file], tmp_path / "out")
    numbers = sorted(
        row for table in ("stints", "set_aside") for (row,) in _table(loaded, table, "row")
    )
    assert numbers == list(range(7, 37))  # header on row 6
    assert {sheet for (sheet,) in _table(loaded, "stints", "sheet")} == {"Synthetic 1"}


def test_of_equal_stints_the_one_with_the_lowest_bond_stays(tmp_path: Path) -> None:
    lines = [_line(bond="5000"), _line(bond="1500"), _line(bond="1500.0"), _line(bond="")]
    loaded = _load(tmp_path, "\n".join([_HEADER, *lines]))
    assert _table(loaded, "stints", "bond_set_amount, row") == [(1500.0, 4)]
    assert _table(loaded, "set_aside", "row, reason") == [
        (2, "duplicate-bond"), (3, "duplicate-bond"), (5, "duplicate-bond"),
    ]
    assert "lowest initial bond" in loaded.manifest["duplicate_rule"]


def test_of_one_day_in_2026_the_last_stays(tmp_path: Path) -> None:
    header = ",".join(rows.releases()["newest-2026"].columns)
    names = [*rows.releases()["newest-2026"].columns]

    def line(start: str, bond: str) -> str:
        values = {
            "Detention Book In Date Time": start, "Stay Book In Date Time": _START,
            "Detention Facility Code": "JENATLA", "Initial Bond Set Amount": bond,
            "Detention Release Reason": "Removed", "Anonymized Unique Identifier": "SYNTHETIC-1",
        }
        return ",".join(values.get(name, "") for name in names)

    lines = [
        line("2025-01-02 03:04:00", "1500"),
        line("2025-01-02 09:00:00", "1500"),
        line("2025-01-02 09:00:00", "2500"),
        line("2025-01-03 09:00:00", ""),
    ]
    loaded = _load(tmp_path, "\n".join([header, *lines]))
    assert _table(loaded, "stints", "row") == [(3,), (5,)]
    assert _table(loaded, "set_aside", "row, reason") == [
        (2, "duplicate-same-day"), (4, "duplicate-bond"),
    ]


def test_uwchr_drops_equal_rows_and_rows_without_a_person(tmp_path: Path) -> None:
    names = list(rows.releases()["uwchr"].columns)

    def line(person: str) -> str:
        values = {
            "stay_book_in_date_time": _START, "detention_book_in_date_and_time": _START,
            "detention_release_reason": "Removed", "anonymized_identifier": person,
        }
        return "|".join(values.get(name, "") for name in names)

    text = "\n".join(["|".join(names), line("SYNTHETIC-1"), line(""), line("SYNTHETIC-1")])
    loaded = _load(tmp_path, text)
    assert _table(loaded, "stints", "row") == [(2,)]
    assert _table(loaded, "set_aside", "row, reason") == [(3, "no-person"), (4, "duplicate-exact")]


def test_times_are_as_written_and_never_converted(tmp_path: Path) -> None:
    lines = [
        _line("SYNTHETIC-1", "2025-01-02T03:04:00-05:00"), _line("SYNTHETIC-2", "1/2/2025 3:04"),
        _line("SYNTHETIC-3", "2025-01-02"), _line("SYNTHETIC-4", "01/02/2025 03:04 PM"),
        _line("SYNTHETIC-5", "2025-01-02 03:04:00.000Z"),
    ]
    loaded = _load(tmp_path, "\n".join([_HEADER, *lines]))
    found = _table(loaded, "stints", "strftime(stint_start, '%d %H:%M'), start_has_time")
    assert found == [
        ("02 03:04", True), ("02 03:04", True), ("02 00:00", False), ("02 15:04", True),
        ("02 03:04", True),
    ]


def test_marks_of_redaction_are_null_and_counted(tmp_path: Path) -> None:
    marks = ["(b)(6)(b)(7)(c)", '"b(6), b(7)c"', '"b(6), b(7)C"', "b(7)(e)"]
    lines = [_line(f"SYNTHETIC-{i}", country=mark) for i, mark in enumerate(marks)]
    loaded = _load(tmp_path, "\n".join([_HEADER, *lines, _line("SYNTHETIC-9")]))
    assert loaded.manifest["redacted"] == {"citizenship": 4}
    assert Counter(_table(loaded, "stints", "citizenship")) == {(None,): 4, ("MEXICO",): 1}


def test_values_that_no_list_has_are_kept_and_counted(tmp_path: Path) -> None:
    reasons = ["REMOVED", "Beamed up", "Beamed up", "Order of Recognizance"]
    lines = [_line(f"SYNTHETIC-{i}", reason=one) for i, one in enumerate(reasons)]
    loaded = _load(tmp_path, "\n".join([_HEADER, *lines]))
    assert loaded.manifest["unknown_values"] == {
        "stint_reason": {"Beamed up": 2}, "stay_reason": {"Beamed up": 2},
    }
    assert [value for (value,) in _table(loaded, "stints", "stint_reason")] == reasons
    assert _codes(loaded) == {"KG837"}


def test_unknown_and_missing_columns_are_findings(tmp_path: Path) -> None:
    loaded = _load(tmp_path, f"{_HEADER},Shoe Size\n{_line()},42\n")
    messages = {one.code: one.message for one in loaded.findings}
    assert "Shoe Size" in messages["KG835"]
    assert "Gender" in messages["KG836"]
    assert "gender" in loaded.manifest["absent"]


def test_a_stay_has_its_own_limits_and_its_last_stint(tmp_path: Path) -> None:
    stay = "2025-01-01 00:00:00"
    lines = [
        _line(start="2025-01-05 00:00:00", stay=stay, code="PIC", reason="Removed"),
        _line(start="2025-01-02 00:00:00", stay=stay, code="EAZ", reason="Transferred"),
    ]
    loaded = _load(tmp_path, "\n".join([_HEADER, *lines]))
    columns = "strftime(stay_start, '%m-%d'), stints, first_facility_code, facility_code"
    assert _table(loaded, "stays", columns) == [("01-01", 2, "EAZ", "PIC")]
    assert loaded.manifest["stays"]["begin_before_first_stint"] == 1
    assert loaded.manifest["stays"]["two_ends"] == 0


def test_a_stint_in_two_stays_is_a_finding(tmp_path: Path) -> None:
    lines = [_line(stay="2025-01-01 00:00:00"), _line(stay="2025-01-02 00:00:00")]
    loaded = _load(tmp_path, "\n".join([_HEADER, *lines]))
    assert "KG842" in _codes(loaded)
    assert loaded.manifest["stays"]["stints_in_two_stays"] == 1


def test_rows_without_a_person_are_in_no_stay(tmp_path: Path) -> None:
    loaded = _load(tmp_path, "\n".join([_HEADER, _line(""), _line(""), _line()]))
    assert loaded.manifest["rows"]["stints"] == 3
    assert loaded.manifest["rows"]["stays"] == 1
    assert _codes(loaded) == {"KG840"}


def test_rows_without_a_start_and_ragged_rows_are_set_aside_by_row(tmp_path: Path) -> None:
    lines = [_line("SYNTHETIC-1"), "1,2,3", _line("SYNTHETIC-2", "never"), _line() + ",x,y",
             _line("SYNTHETIC-3"), '"a\nb",2', _line("SYNTHETIC-4"), _line('"x"y')]
    loaded = _load(tmp_path, "\n".join([_HEADER, *lines]))
    assert sorted(_table(loaded, "stints", "row")) == [(2,), (6,), (8,)]
    assert _table(loaded, "set_aside", "row, reason") == [
        (3, "too-few-cells"), (4, "no-start"), (5, "too-many-cells"), (7, "too-few-cells"),
        (9, "bad-quotes"),
    ]
    assert _codes(loaded) == {"KG839", "KG841"}


def test_a_banner_above_the_header_is_passed_over(tmp_path: Path) -> None:
    text = f"ICE Detentions\n,,,\n{_HEADER}\n{_line()}\n"
    assert _table(_load(tmp_path, text), "stints", "row") == [(4,)]


def test_processed_names_are_the_same_names(tmp_path: Path) -> None:
    header = _HEADER.lower().replace(" ", "_") + ",stay_ID,duplicate_likely"
    loaded = _load(tmp_path, f"{header}\n{_line()},x,FALSE\n")
    assert _codes(loaded) == set()


def test_files_of_one_release_are_stacked(tmp_path: Path) -> None:
    one, two = tmp_path / "1.csv", tmp_path / "2.csv"
    one.write_text(f"{_HEADER}\n{_line(bond='9')}\n")
    two.write_text(f"{_HEADER}\n{_line(bond='7')}\n{_line('SYNTHETIC-2')}\n")
    loaded = rows.load([one, two], tmp_path / "out")
    assert _table(loaded, "stints", "file, row") == [("2.csv", 2), ("2.csv", 3)]
    assert _table(loaded, "set_aside", "file, row") == [("1.csv", 2)]


def test_files_of_two_releases_are_refused(tmp_path: Path) -> None:
    for key in ("jul-2025", "uwchr"):
        synthesize(key, 10, 1, tmp_path / f"{key}.csv")
    with pytest.raises(Findings, match="several releases"):
        rows.load(sorted(tmp_path.glob("*.csv")), tmp_path / "out")


def test_an_import_that_stands_is_not_made_again(tmp_path: Path) -> None:
    first = _load(tmp_path, f"{_HEADER}\n{_line()}\n")
    again = _load(tmp_path, f"{_HEADER}\n{_line()}\n")
    assert (first.stood, again.stood, again.folder) == (False, True, first.folder)
    assert again.manifest == first.manifest == json.loads(
        (first.folder / "manifest.json").read_text("utf-8")
    )
    assert again.findings == first.findings


def test_a_release_that_is_not_known_is_named(tmp_path: Path) -> None:
    with pytest.raises(KgError, match="jul-2025"):
        _load(tmp_path, f"{_HEADER}\n{_line()}\n", release="jul-2052")


_CELL = st.sampled_from(["", "x", '"a,b"', '"a\nb"', "2025-01-02", "b(6)", "é", "=1+1", "0", "\t"])
_PEOPLE = st.sampled_from(["", "SYNTHETIC-1", "SYNTHETIC-2"])
_DAYS = st.sampled_from(["", "2025-01-02", "2025-01-02 03:04:00", "never"])


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    drawn=st.lists(st.tuples(_DAYS, _DAYS, _CELL, _CELL, _PEOPLE, _CELL), max_size=12),
    ragged=st.sets(st.integers(0, 11)),
    release=st.sampled_from(["jul-2025", "mar-2026", "uwchr"]),
)
def test_rows_in_are_rows_kept_and_rows_set_aside(
    drawn: list[tuple[str, ...]], ragged: set[int], release: str, tmp_path: Path
) -> None:
    names = {
        "jul-2025": ("Stay Book In Date Time", "Book In Date Time", "Detention Release Reason",
                     "Initial Bond Set Amount", "Unique Identifier", "Gender"),
        "mar-2026": ("Stay Book In Date Time", "Book In Date Time", "Detention Release Reason",
                     "Initial Bond Set Amount", "Anonymized Identifier", "Race"),
        "uwchr": ("stay_book_in_date_time", "detention_book_in_date_and_time",
                  "detention_release_reason", "msc_charge", "anonymized_identifier", "gender"),
    }[release]
    lines = [",".join(cells) + (",x,y" if i in ragged else "") for i, cells in enumerate(drawn)]
    loaded = _load(tmp_path, "\n".join([",".join(names), *lines]) + "\n", release=release)
    kept = [row for (row,) in _table(loaded, "stints", "row")]
    aside = [row for (row,) in _table(loaded, "set_aside", "row")]
    assert sorted(kept + aside) == list(range(2, len(drawn) + 2))
    assert loaded.manifest["rows"]["read"] == len(drawn)


def test_gz_members_are_read_one_after_the_other(tmp_path: Path) -> None:
    file = tmp_path / "rows.csv.gz"
    file.write_bytes(
        gzip.compress(f"{_HEADER}\n{_line()}\n".encode())
        + gzip.compress(f"{_line('SYNTHETIC-2')}\n".encode())
    )
    assert rows.load([file], tmp_path / "out").manifest["rows"]["stints"] == 2
