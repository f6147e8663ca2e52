"""A workbook of a year that nobody has seen: made of a real one, moved, renamed and extended."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from kg.records.workbook.importer import Imported, import_workbook
from tests.records import material
from tests.records.books import saved


def sheets(path: Path, names: tuple[str, ...]) -> dict[str, dict[tuple[int, int], object]]:
    """The values of some sheets of a real workbook."""
    book = load_workbook(path, data_only=True, read_only=True)
    found: dict[str, dict[tuple[int, int], object]] = {
        name: {
            (row, column): value
            for row, line in enumerate(book[name].iter_rows(values_only=True), 1)
            for column, value in enumerate(line, 1)
            if value is not None
        }
        for name in names
    }
    book.close()
    return found


def year_on(value: object, old: int, new: int) -> object:
    """A text with the fiscal year changed, and dates moved with it."""
    if not isinstance(value, str):
        return value
    gap = new - old
    for year in (old - 1, old, old + 1) if gap < 0 else (old + 1, old, old - 1):
        value = value.replace(f"/{year}", f"/{year + gap}").replace(f".{year}", f".{year + gap}")
        value = value.replace(f"FY{year}", f"FY{year + gap}")
    return value.replace(f"FY{old % 100} ", f"FY{new % 100} ").replace(
        f"FY{old % 100},", f"FY{new % 100},"
    )


@pytest.fixture(scope="module")
def unseen(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Imported]:
    """FY2023 from FY2022, and FY2027 from FY2026 with a new release line and technology."""
    found = {}
    for old, new in ((2022, 2023), (2026, 2027)):
        (path,) = (p for p in material.files() if f"_FY{old % 100}" in p.name)
        atd, detention = (
            ("ATD FY22", "Detention FY22") if old == 2022 else ("ATD FY26 YTD", "Detention FY26")
        )
        content = sheets(path, (atd, detention, "Footnotes"))
        made = Workbook()
        made.remove(made.worksheets[0])
        for name, values in content.items():
            sheet = made.create_sheet({atd: f"ATD FY{new % 100} Final",
                                       detention: f"Detention EOFY{new}"}.get(name, name))
            move = (0, 0) if name == "Footnotes" else (5, 2)
            for (row, column), value in values.items():
                sheet.cell(row + move[0], column + move[1], year_on(value, old, new))
            if new == 2027:
                extend(sheet)
        name = f"FY{new % 100}_detentionStats_0409{new}.xlsx"
        found[new] = import_workbook(saved(made, tmp_path_factory.mktemp("unseen"), name))
    return found


def extend(sheet: Worksheet) -> None:
    """The release line Relief Granted by IJ and the technology Wristworn get new names."""
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value == "Relief Granted by IJ":
                cell.value = "Released under New Program"
            elif cell.value == "Wristworn":
                cell.value = "LocatorRing"


def test_a_year_with_known_words_imports_without_a_finding(unseen: dict[int, Imported]) -> None:
    one = unseen[2023]
    # the difference of family facilities is ICE's; it is explained for ICE's own file only
    assert {f.code for f in one.findings} == {"KG810"}
    assert all("population-by-facility-type" in f.message for f in one.findings)
    mine = {c.period for c in one.cells if c.table == "book-outs-by-reason"}
    assert min(mine) == "2022-10" and max(mine) == "2023-09"
    (real,) = (o for o in material.imported().values() if o.published == "2022-10-30")
    wanted = [c for c in real.cells if c.table not in ("bond-by-month",)]
    # openpyxl writes one digit less than ICE's files have
    assert [c.value for c in one.cells] == pytest.approx([c.value for c in wanted], rel=1e-12)
    assert [(c.row, c.column) for c in one.cells] == [(c.row + 5, c.column + 2) for c in wanted]


def test_what_is_new_is_named_exactly(unseen: dict[int, Imported]) -> None:
    one = unseen[2027]
    assert one.document == "ice-workbook-2027-04-09"
    assert [(f.code, f.message.split("“")[1].split("”")[0]) for f in one.findings] == [
        ("KG808", "LocatorRing"),
        ("KG808", "LocatorRing"),
        ("KG808", "Released under New Program"),
    ]
    assert {f.place.file.split("!")[1] for f in one.findings} == {
        "ATD FY27 Final", "Detention EOFY2027",
    }
    (real,) = (o for o in material.imported().values() if o.published == "2026-04-09")
    lost = {"line-relief-granted-by-ij", "tech-wristworn"}
    wanted = [
        c.value
        for c in real.cells
        if c.table != "bond-by-month" and not lost & {value for _, value in c.dims}
    ]
    assert [c.value for c in one.cells] == pytest.approx(wanted, rel=1e-12)
