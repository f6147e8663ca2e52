"""Workbooks made for the test: tables by heading, months and their ends, what is new."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from kg.findings.model import Finding, Findings
from kg.records.workbook import ship
from kg.records.workbook.cells import Cell
from kg.records.workbook.importer import Imported, import_workbook
from tests.records.books import altered, areas, book, releases, save_day, saved, technology


def imported(made: Workbook, folder: Path) -> Imported:
    return import_workbook(saved(made, folder))


def cell(one: Imported, period: str, reason: str, criminality: str = "all") -> Cell:
    (found,) = (
        c
        for c in one.cells
        if c.table == "book-outs-by-reason"
        and (c.period, c.dim("reason"), c.dim("criminality")) == (period, reason, criminality)
    )
    return found


def brief(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(one.code, one.place.file.split("!", 1)[-1]) for one in findings]


def detention(made: Workbook) -> Worksheet:
    sheet = made["Detention FY27"]
    assert isinstance(sheet, Worksheet)
    return sheet


def test_months_are_whole_part_or_not_there(tmp_path: Path) -> None:
    one = imported(book(), tmp_path)
    assert not one.findings
    assert cell(one, "2026-11", "line-paroled").coverage == "whole"
    last = cell(one, "2026-12", "line-paroled", "crim-convicted")
    assert (last.value, last.coverage, last.cell) == (6, "part", "E14")
    assert not [c for c in one.cells if c.period == "2027-01"]
    total = cell(one, "2026-10/2026-12", "all")
    assert (total.value, total.coverage) == (117, "part")
    assert (one.document, one.published) == ("ice-workbook-2026-12-18", "2026-12-18")


def test_a_table_is_found_wherever_it_stands(tmp_path: Path) -> None:
    made = book()
    sheet = detention(made)
    sheet.move_range("A10:O20", rows=13, cols=4)
    sheet.title = "Detention numbers"
    one = imported(made, tmp_path)
    assert not one.findings
    assert cell(one, "2026-10", "line-paroled").cell == "G26"
    assert ship.text(one).count("book-outs-by-reason") == 36


def test_two_tables_side_by_side(tmp_path: Path) -> None:
    made = book()
    sheet = made["ATD FY27 YTD"]
    sheet["E8"] = "FY27 thru November Court Appearance: Total Hearings*"
    for row, line in enumerate((("Metric", "Count", "%"), ("Attended", 9, 0.9),
                                ("Failed to Attend", 1, 0.1), ("Total", 10, 1)), 9):
        for column, value in enumerate(line, 5):
            sheet.cell(row, column, value)
    one = imported(made, tmp_path)
    assert not one.findings
    hearings = [c for c in one.cells if c.measure == "court-hearings"]
    assert [(c.dim("outcome"), c.value, c.period) for c in hearings] == [
        ("attended", 9, "2026-10/2026-11"),
        ("failed-to-attend", 1, "2026-10/2026-11"),
        ("all", 10, "2026-10/2026-11"),
    ]


def test_a_new_line_is_one_finding_and_the_rest_imports(tmp_path: Path) -> None:
    made = book()
    sheet = detention(made)
    sheet["A17"] = "Released to Sponsor"
    one = imported(made, tmp_path)
    assert brief(one.findings) == [("KG808", "Detention FY27!A17")]
    assert "Released to Sponsor" in one.findings[0].message
    assert cell(one, "2026-10", "line-paroled").value == 15
    assert not [c for c in one.cells if "Sponsor" in c.label or "Supervision" in c.label]


def test_a_wrong_total_is_a_finding_with_both_numbers(tmp_path: Path) -> None:
    made = book()
    detention(made)["D12"] = 40
    one = imported(made, tmp_path)
    messages = [f.message for f in one.findings if f.place.file.endswith("!D12")]
    assert [f.code for f in one.findings] == ["KG810", "KG810"]
    assert "make 39, the printed total is 40" in messages[0]
    assert any("make 118, the printed total is 117" in f.message for f in one.findings)


def test_a_number_after_the_end_of_the_data(tmp_path: Path) -> None:
    made = book()
    detention(made)["G13"] = 2
    one = imported(made, tmp_path)
    assert ("KG813", "Detention FY27!G13") in brief(one.findings)


def test_unknown_tables_sheets_and_strays(tmp_path: Path) -> None:
    made = book()
    sheet = detention(made)
    sheet["B30"] = "People Released to Sponsors by Month: FY2027"
    sheet["B31"], sheet["C31"], sheet["B32"], sheet["C32"] = "Kind", "Total", "Adults", 7
    sheet["B33"], sheet["C33"] = "Children", 8
    extra = made.create_sheet("Flights")
    extra["A1"] = 5
    one = imported(made, tmp_path)
    assert brief(one.findings) == [("KG807", "Detention FY27!C32"), ("KG806", "Flights!A1")]
    assert "2 numbers in C32:C33" in one.findings[0].message
    assert "People Released to Sponsors by Month" in one.findings[0].message


def test_without_a_day_for_the_data_no_month_is_whole(tmp_path: Path) -> None:
    made = book()
    del made["Footnotes"]
    one = imported(made, tmp_path)
    assert brief(one.findings) == [("KG814", "Detention FY27!A10")]
    assert {c.coverage for c in one.cells if c.table == "book-outs-by-reason"} == {"part"}


def test_a_stock_without_its_day_is_refused(tmp_path: Path) -> None:
    made = book()
    made["ATD FY27 YTD"]["A12"] = None
    with pytest.raises(Findings) as error:
        imported(made, tmp_path)
    assert [f.code for f in error.value.errors] == ["KG814"]


def test_bond_lines_under_each_others_label_are_left_out(tmp_path: Path) -> None:
    made = book()
    sheet = made.create_sheet("Monthly Bond Statistics")
    sheet["A1"] = "FY2027 Bonded Out Book Outs Count and ALOS - Prior 12 months plus Current Month"
    lines: tuple[tuple[object, ...], ...] = (
        (None, datetime(2026, 9, 1), datetime(2026, 10, 1), datetime(2026, 11, 1)),
        ("Total ICE Final Book Outs", 0, 1000, 90),
        ("ICE Final Book Outs with Bond Posted", 0, 100, 900),
        ("Bond Posted Book Outs/Releases (%)", 0, 0.1, 10),
        ("Average Bond Amount ($)", 0, 5000.5, 6000),
        ("ALOS (Days)", 0, 40, 50),
    )
    for row, line in enumerate(lines, 3):
        for column, value in enumerate(line, 1):
            sheet.cell(row, column, value)
    notes = made["Footnotes"]
    notes["A12"] = "Monthly Bond Statistics"
    notes["B12"] = "FY2027 YTD data are updated through 11/30/2026 (run)."
    one = imported(made, tmp_path)
    assert brief(one.findings) == [
        ("KG816", "Monthly Bond Statistics!B4"),
        ("KG815", "Monthly Bond Statistics!D5"),
    ]
    assert [(c.measure, c.period, c.value) for c in one.cells if c.table == "bond-by-month"] == [
        ("final-book-outs", "2026-10", 1000),
        ("book-outs-with-bond-posted", "2026-10", 100),
        ("share-with-bond-posted", "2026-10", 0.1),
        ("average-bond-amount", "2026-10", 5000.5),
        ("average-bond-amount", "2026-11", 6000),
        ("stay-before-bond", "2026-10", 40),
        ("stay-before-bond", "2026-11", 50),
    ]


def test_a_table_that_stands_twice(tmp_path: Path) -> None:
    made = book()
    technology(made["ATD FY27 YTD"], 30)
    one = imported(made, tmp_path)
    assert brief(one.findings) == [("KG817", "ATD FY27 YTD!B32")]


def test_releases_and_book_outs_are_two_measures(tmp_path: Path) -> None:
    made = book(2023, "12/15/2022")
    sheet = made["Detention FY23"]
    sheet["A10"] = "ICE Final Releases by Release Reason, Month and Criminality: FY2023 YTD"
    releases(sheet, 30, 2023)
    one = imported(made, tmp_path)
    found = {c.measure for c in one.cells if c.table == "book-outs-by-reason"}
    assert found == {"final-releases", "final-book-outs"}
    assert not one.findings


def test_text_among_numbers_and_formulas_without_result(tmp_path: Path) -> None:
    made = book()
    detention(made)["C14"] = "n.a."
    one = imported(made, tmp_path)
    assert ("KG811", "Detention FY27!C14") in brief(one.findings)
    detention(made)["C14"] = "=C13-C15"
    with pytest.raises(Findings) as error:
        imported(made, tmp_path)
    assert [(f.code, f.place.file.split("!")[-1]) for f in error.value.errors] == [
        ("KG812", "C14")
    ]


def by_area(one: Imported) -> list[tuple[str, str, float | int]]:
    return [
        (c.dim("area"), c.dim("technology"), c.value)
        for c in one.cells
        if c.table == "atd-by-area" and c.measure == "atd-active-participants"
    ]


def test_a_new_technology_and_a_new_area_are_told_apart_by_their_sums(tmp_path: Path) -> None:
    made = book()
    areas(made["ATD FY27 YTD"], 30, ("Boston", "Buffalo"), "LocatorRing")
    one = imported(made, tmp_path)
    assert brief(one.findings) == [("KG808", "ATD FY27 YTD!A35")]
    assert "LocatorRing” (2 rows, first A35)" in one.findings[0].message
    known = [("all", "all", 140), ("boston", "all", 70), ("boston", "tech-smartlink", 50)]
    assert by_area(one)[:4] == [*known, ("boston", "tech-gps", 5)]
    made = book()
    areas(made["ATD FY27 YTD"], 30, ("Boston", "Guam"), "Wristworn")
    one = imported(made, tmp_path)
    assert brief(one.findings) == [("KG808", "ATD FY27 YTD!A37")]
    assert by_area(one) == [
        *known, ("boston", "tech-wristworn", 15), ("boston", "tech-gps", 5)
    ]
    made = book()
    areas(made["ATD FY27 YTD"], 30, ("Guam", "Boston"), "Wristworn")
    one = imported(made, tmp_path)
    assert brief(one.findings) == [("KG808", "ATD FY27 YTD!A33")]
    assert [row[0] for row in by_area(one)] == ["all", *["boston"] * 4]


def test_a_new_column(tmp_path: Path) -> None:
    made = book()
    sheet = made["ATD FY27 YTD"]
    sheet["D8"], sheet["D9"] = "Waiting", 3
    one = imported(made, tmp_path)
    assert brief(one.findings) == [("KG808", "ATD FY27 YTD!D8")]
    assert "The column “waiting” is not known" in one.findings[0].message


def test_a_heading_without_its_table(tmp_path: Path) -> None:
    made = book()
    sheet = detention(made)
    sheet["A40"] = "ICE Removals: FY2027"
    sheet["R10"] = "ICE Initial Book-Ins by Arresting Agency and Month: FY2027"
    sheet["R11"], sheet["S11"], sheet["R12"], sheet["S12"] = "Agency", "Week 1", "Total", 5
    with pytest.raises(Findings) as error:
        imported(made, tmp_path)
    assert brief(error.value.errors) == [
        ("KG809", "Detention FY27!A40"), ("KG809", "Detention FY27!R11")
    ]


def test_without_a_day_of_publication(tmp_path: Path) -> None:
    path = saved(book(), tmp_path, "detention.xlsx")
    one = import_workbook(path)
    assert brief(one.findings) == [("KG818", "detention.xlsx")]
    assert one.published == "2026-12-16"  # the run date of the sheet Footnotes
    assert import_workbook(path, "2026-12-20").document == "ice-workbook-2026-12-20"


def test_saved_after_its_day(tmp_path: Path) -> None:
    path = saved(book(), tmp_path)
    later = altered(path, lambda content: save_day(content, "2026-12-19"), path.name)
    one = import_workbook(later)
    assert brief(one.findings) == [("KG819", path.name)]
    assert "saved on 2026-12-19, its day of publication is 2026-12-18" in one.findings[0].message
    assert one.saved == "2026-12-19"
