"""Every value of an independent parser's tables is reproduced, or the difference is noted."""

from __future__ import annotations

import csv
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from kg.records.workbook.cells import Cell
from kg.records.workbook.definitions import definitions, fold
from kg.records.workbook.facilities import NUMBERS, Facility
from kg.records.workbook.importer import Imported
from tests.records import material

NOTES = Path(__file__).with_name("derived_notes.toml")
#: the other tables are rounded to two decimals
TOLERANCE = 0.00501
COLUMNS = {
    "aor": "area", "type_detailed": "type", "male_female": "sex",
    "alos": "average_length_of_stay", "ice_threat_level_1": "threat_level_1",
    "ice_threat_level_2": "threat_level_2", "ice_threat_level_3": "threat_level_3",
    "no_ice_threat_level": "no_threat_level",
}
#: columns that are not ICE's, or are compared by what they select
OWN = {"fiscal_year", "source_file", "adp_total_sum_of_sex_x_criminality"}


def rows(name: str) -> Iterator[tuple[dict[str, str], Imported]]:
    """The lines of a table whose source is among the seven workbooks."""
    found = material.imported()
    path = material.folder() / "data" / "ice-derived" / name
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["source_file"] in found:
                yield row, found[row["source_file"]]


def code(dimension: str, label: str) -> str:
    return definitions().labels[dimension][fold(label)]


def index(one: Imported) -> dict[tuple[str, str, tuple[str, ...]], Cell]:
    return {
        (cell.table, cell.period, tuple(value for _, value in cell.dims)): cell
        for cell in one.cells
        if cell.unit not in ("days", "share of the line", "US dollars a day")
    }


def compare(name: str, key: object, expected: int) -> None:
    """Every line's value, at the key that a function makes of the line, is in the import."""
    assert callable(key)
    tables: dict[str, dict[tuple[str, str, tuple[str, ...]], Cell]] = {}
    count = 0
    for row, one in rows(name):
        if one.file not in tables:
            tables[one.file] = index(one)
        cells = tables[one.file]
        place, value = key(row)
        assert place in cells, row
        assert abs(cells[place].value - float(value)) < TOLERANCE, (row, cells[place])
        count += 1
    assert count == expected


def test_releases_and_book_outs_by_month() -> None:
    compare(
        "final_book_outs_by_reason_month.csv",
        lambda row: (
            (
                "book-outs-by-reason",
                row["month"],
                (code("criminality", row["criminality"]), code("reason", row["release_reason"])),
            ),
            row["n"],
        ),
        2133,
    )


def test_releases_by_year() -> None:
    def key(row: dict[str, str]) -> object:
        year = int(row["fiscal_year"])
        dims = (code("criminality", row["criminality"]), code("reason", row["release_reason"]))
        return ("book-outs-by-reason", f"{year - 1}-10/{year}-09", dims), row["n"]

    compare("final_releases_by_reason_fy2019_fy2020_annual.csv", key, 64)


def test_average_daily_population() -> None:
    def key(row: dict[str, str]) -> object:
        agency = row["arresting_agency"].replace("All", "Total")
        dims = (code("agency", agency), code("criminality", row["criminality"]))
        return ("population-by-agency", row["month"], dims), row["adp"]

    compare("adp_by_agency_criminality_month.csv", key, 912)


def test_people_held() -> None:
    days = {"2026-04-09": "2026-04-04", "2021-11-13": "2021-09-11"}

    def key(row: dict[str, str]) -> object:
        day = days[row["taken_from_file_dated"]]
        if row["table"] == "Criminality":
            dims = (code("agency", row["column"]), code("criminality", row["row"]))
            return ("held-by-criminality", day, dims), row["n"]
        dims = (code("disposition", row["row"]), code("facility_type", row["column"]))
        return ("held-by-disposition", day, dims), row["n"]

    compare("currently_detained_snapshots.csv", key, 32)


def test_atd_counts_and_costs() -> None:
    count = 0
    for row, one in rows("atd_population_by_technology.csv"):
        found = {
            cell.measure: cell.value
            for cell in one.cells
            if cell.table == "atd-by-technology"
            and cell.period == row["as_of_BI_report"]
            and cell.dim("technology") == code("technology", row["technology"])
        }
        assert found["atd-active-participants"] == int(row["count"])
        cost = float(row["daily_tech_cost_usd"])
        assert abs(found["daily-technology-cost"] - cost) < TOLERANCE, row
        count += 1
    assert count == 24


def test_facilities() -> None:
    notes = tomllib.loads(NOTES.read_text(encoding="utf-8"))
    left = {
        one.file: [facility for listed in one.facilities for facility in listed.facilities]
        for one in material.imported().values()
    }
    differences: Counter[tuple[str, str, str]] = Counter()
    for row, one in rows("facilities_by_fiscal_year.csv"):
        mine = match(row, left[one.file])
        left[one.file].remove(mine)
        for column, theirs in row.items():
            if column not in OWN and not same(mine, COLUMNS.get(column, column), theirs):
                differences[one.file, column, theirs] += 1
    for note in notes["difference"]:
        hits = [
            key
            for key in differences
            if (key[0], key[2]) == (note["workbook"], note["theirs"])
            and note["column"] in ("*", key[1])
        ]
        assert sum(differences.pop(key) for key in hits) == note["rows"], note
    assert not differences
    extra = {(one["workbook"], one["name"]) for one in notes["extra"]}
    assert {(file, f.values["name"]) for file, found in left.items() for f in found} == extra


def match(row: dict[str, str], facilities: list[Facility]) -> Facility:
    """The facility of the same name; where two share it, of the same address."""
    found = [f for f in facilities if f.values["name"] == " ".join(row["name"].split())]
    address = " ".join(row["address"].split())
    return next((f for f in found if f.values["address"] == address), found[0])


def same(mine: Facility, column: str, theirs: str) -> bool:
    value = mine.values.get(column)
    if column not in NUMBERS.values():
        return (value or "") == " ".join(theirs.split())
    if value is None or theirs == "":
        return value is None and theirs == ""
    try:
        return abs(float(value) - float(theirs)) < TOLERANCE
    except ValueError:
        return False
