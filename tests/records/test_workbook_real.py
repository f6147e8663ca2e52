"""ICE's own workbooks of seven fiscal years: complete, without an unexplained finding."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import yaml
from openpyxl import load_workbook

from kg import paths
from kg.cli import run
from kg.records.workbook import known, ship, store
from kg.records.workbook.definitions import definitions
from tests.records import material

SEEDS = Path(paths.ROOT) / "seeds"


def test_all_seven_import_without_an_unexplained_finding() -> None:
    found = material.imported()
    assert len(found) == 7
    assert {name: one.findings for name, one in found.items() if one.findings} == {}


def test_every_explanation_explains_something() -> None:
    """A stale entry of known.toml would hide the next defect at its place."""
    seen = {
        (one.document, finding.code, *[*finding.place.file.split("!")[1:], "", ""][:2])
        for one in material.imported().values()
        for finding, _ in one.explained
    }
    entries = Counter(
        (entry.workbook, entry.code, entry.sheet.strip(), cell)
        for entry in known.explained()
        for cell in entry.cells
    )
    assert set(entries) == seen
    assert set(entries.values()) == {1}


def test_digests_stand_in_the_documents() -> None:
    for one in material.imported().values():
        document = yaml.safe_load(
            (SEEDS / "documents" / f"{one.document}.yaml").read_text(encoding="utf-8")
        )
        assert document["consulted"]["file"] == one.digest
        assert document["date"] == one.published


def test_shipped_cells_are_what_the_importer_writes() -> None:
    for one in material.imported().values():
        path = SEEDS / "observations" / f"{one.document}.csv"
        assert path.read_text(encoding="utf-8") == ship.text(one), (
            f"{path.name}: kg records import {one.file} --ship seeds/observations"
        )


def test_every_shipped_table_is_in_the_workbooks_that_have_it() -> None:
    tables = {
        one.document: {cell.table for cell in ship.shipped(one)}
        for one in material.imported().values()
    }
    always = {
        "book-outs-by-reason", "book-ins-by-agency", "population-by-agency", "stay-by-agency",
        "held-by-criminality", "held-by-disposition", "removals", "atd-by-status",
    }
    for document, found in tables.items():
        later = {"atd-by-technology", "bond-by-month"} if document > "ice-workbook-2022" else set()
        assert found == always | later, document


def test_months_and_ends_of_the_latest() -> None:
    (one,) = (o for o in material.imported().values() if o.published == "2026-04-09")
    court = {
        cell.period: (cell.value, cell.coverage, cell.cell)
        for cell in one.cells
        if cell.dim("reason") == "line-court-ordered" and cell.dim("criminality") == "all"
    }
    # sheet Detention FY26, row 51
    assert court == {
        "2025-10": (46, "whole", "C51"),
        "2025-11": (76, "whole", "D51"),
        "2025-12": (138, "whole", "E51"),
        "2026-01": (240, "whole", "F51"),
        "2026-02": (354, "whole", "G51"),
        "2026-03": (1005, "whole", "H51"),
        "2026-04": (198, "part", "I51"),
        "2025-10/2026-04": (2057, "part", "O51"),
    }
    ends = {(table.table, table.end) for table in one.tables}
    assert ("held-by-criminality", "2026-04-04") in ends
    assert ("court-appearance", "2026-03-31") in ends


@pytest.mark.parametrize("published", ["2019-10-06", "2026-04-09"])
def test_another_reader_finds_the_same_values(published: str) -> None:
    """openpyxl as the oracle of every cell: its place is where the value stands."""
    (path,) = (p for p in material.files() if p.name.startswith(published))
    one = material.imported()[path.name]
    book = load_workbook(path, data_only=True, read_only=True)
    for sheet in {cell.sheet for cell in one.cells}:
        values = {
            (row, column): value
            for row, line in enumerate(book[sheet].iter_rows(values_only=True), 1)
            for column, value in enumerate(line, 1)
        }
        for cell in one.cells:
            if cell.sheet == sheet:
                assert values[cell.row, cell.column] == cell.value, cell
    book.close()


def test_publications_stand_side_by_side_with_what_they_count(tmp_path: Path) -> None:
    found = [material.imported()[path.name] for path in material.files()[-2:]]
    for one in found:
        place = store.save(one, tmp_path)
        table = pq.read_table(place / store.CELLS).to_pylist()
        assert len(table) == len(one.cells)
        for row in table:
            assert row["population"] and row["denominator"] and row["unit"]
            assert (row["vintage"], row["document"]) == (one.published, one.document)
        sheet = json.loads((place / store.MANIFEST).read_text(encoding="utf-8"))
        assert sum(one["cells"] for one in sheet["tables"]) == len(table)
        assert pq.read_table(place / store.FACILITIES).num_rows > 180
    listed = store.manifests(tmp_path)
    assert [one["published"] for one in listed] == ["2025-09-24", "2026-04-09"]


def test_commands(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KG_CACHE", str(tmp_path))
    latest = material.files()[-1]
    command = ["records", "import", str(latest), "--ship", str(tmp_path / "out"), "--format"]
    assert run([*command, "json"]) == 0
    (line,) = json.loads(capsys.readouterr().out)
    assert (line["workbook"], line["findings"]) == ("ice-workbook-2026-04-09", "0")
    shipped = (tmp_path / "out" / "ice-workbook-2026-04-09.csv").read_text(encoding="utf-8")
    assert shipped.splitlines()[0] == ",".join(ship.HEADER)
    assert run(["records", "show", "--format", "csv"]) == 0
    assert "ice-workbook-2026-04-09,removals,2,removals,2026-04-04" in capsys.readouterr().out
    wanted = ["--set", "reason=line-paroled", "--set", "period=2026-04", "--format", "json"]
    assert run(["records", "show", "book-outs-by-reason", *wanted]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert {(row["criminality"], row["printed"]) for row in rows} == {
        ("all", "25"),
        ("crim-convicted", "0"),
        ("crim-pending", "2"),
        ("crim-other-violator", "23"),
    }
    assert run(["records", "show", "facilities", "--set", "state=LA"]) == 0
    assert "ALEXANDRIA" in capsys.readouterr().out
    wanted = ["--set", "code=KG815", "--format", "json"]
    assert run(["records", "show", "findings", "--workbook", "2026-04-09", *wanted]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert len(rows) == 7 and all("Nothing is swapped" in row["reason"] for row in rows)
    assert run(["records", "show", "set-aside", "--format", "csv"]) == 0
    assert "Semiannual" in capsys.readouterr().out
    assert run(["records", "show", "removal"]) == 2
    assert "Did you mean removals?" in capsys.readouterr().err
    assert run(["records", "show", "removals", "--workbook", "2020"]) == 2


def test_labels_are_used() -> None:
    """A label that no workbook prints is a guess."""
    used: dict[str, set[str]] = {}
    for one in material.imported().values():
        for cell in one.cells:
            for name, value in cell.dims:
                used.setdefault(name, set()).add(value)
    for name, labels in definitions().labels.items():
        assert set(labels.values()) == used[name], name
