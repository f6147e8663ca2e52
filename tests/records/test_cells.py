"""Cells of published tables in kg why and why-not, in case files, and on the site."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kg.ask.find import find
from kg.ask.question import parse
from kg.ask.reading import readings, vintages
from kg.ask.why_not import why_not
from kg.cases import run
from kg.engine.embedded import Embedded
from kg.errors import KgError
from kg.graph import Graph
from kg.render.counted import shown
from kg.site import asked as pages
from tests.records import sheets
from tests.records.test_answers import FIRST, QUERY, SECOND, ask, cell

SMALL = parse("small", QUERY)


@pytest.fixture(scope="module")
def graph() -> Graph:
    found = sheets.graph()
    found._questions["small"] = SMALL
    return found


@pytest.fixture(scope="module")
def engine(graph: Graph) -> Embedded:
    return graph.engine


def test_a_cell_is_found_by_its_id_and_by_what_is_near(engine: Embedded) -> None:
    assert find(engine, cell(FIRST, "C63")) == cell(FIRST, "C63")
    assert find(engine, cell(FIRST, "c63")) == cell(FIRST, "C63")
    for wrong, meant in (
        (cell(FIRST, "C65"), cell(FIRST, "C63")),
        (f"observation/{FIRST}/detention-fy52/C63", f"observation/{FIRST}/detention-fy25"),
        ("observation/ice-workbook-2025-09-42/detention-fy25/C63", f"observation/{FIRST}"),
    ):
        with pytest.raises(KgError, match="Nothing is called") as error:
            find(engine, wrong)
        assert meant in str(error.value)


def test_publications_of_a_cell_stand_beside_each_other(
    engine: Embedded, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = readings(engine, [cell(FIRST, "C63")])[cell(FIRST, "C63")]
    assert [(v.published, str(v.value)) for v in vintages(engine, one)] == [
        ("2025-09-24", "14962"), ("2026-04-09", "14970")
    ]
    monkeypatch.setenv("COLUMNS", "150")
    text = shown(engine, cell(FIRST, "C63"), "table")
    for part in ("14,962 events: Final book-outs, Jan 2025", "Paroled", "Who made the arrest.",
                 "where  ICE workbook of 24 Sep 2025, Detention FY25, C63", "2026-04-09", "14,970"):
        assert part in text
    assert "No other publication" in shown(engine, cell(FIRST, "K63"), "table")
    assert json.loads(shown(engine, cell(FIRST, "C63"), "json")).keys() == {
        cell(FIRST, "C63"), cell(SECOND, "C63")
    }
    assert f"2026-04-09,14970,whole,{SECOND}" in shown(engine, cell(FIRST, "C63"), "csv")


@pytest.mark.parametrize(
    ("as_of", "known_by", "words"),
    [
        (None, None, "in the answer"),
        ("2024-12-31", None, "period begins after 2024-12-31"),
        (None, "2025-01-01", "workbook was not published by 2025-01-01"),
        ("2025-01-01", "2025-01-01", "workbook was not published"),
    ],
)
def test_why_a_cell_is_not_in_an_answer(
    engine: Embedded, as_of: str | None, known_by: str | None, words: str
) -> None:
    assert words in why_not(engine, cell(FIRST, "C63"), SMALL, {}, as_of, known_by).reason


def test_why_a_cell_that_nobody_asks_for_is_not_in_an_answer(engine: Embedded) -> None:
    narrow = parse("small", QUERY.replace("cg:period ?month", 'cg:period ?month, "2025-02"'))
    assert "does not ask" in why_not(engine, cell(FIRST, "C63"), narrow, {}).reason


CASE = f"""\
question: small
source: The figures of sheets.py
document: {FIRST}
rows:
  - cells: {{month: "2025-01", line: line-paroled, value: "14962"}}
    observations: [detention-fy25/C63]
  - cells: {{month: "2025-02", value: "1559"}}
    observations: [detention-fy25/D63, observation/{SECOND}/detention-fy25/D63]
count: 6
"""


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("", "", ""),
        ('"14962"', '"14963"', "the nearest has value 149"),
        ("detention-fy25/C63]", "detention-fy25/C64]", f"instead of {cell(FIRST, 'C64')}"),
        ("count: 6", "count: 5", "6 rows instead of 5"),
        ('month: "2025-02", value: "1559"', 'month: "1999-01"', "no row has month 1999-01"),
        ("line: line-paroled", "lines: x", "there is no column lines"),
    ],
)
def test_a_case_expects_figures_and_cells(
    graph: Graph, tmp_path: Path, old: str, new: str, words: str
) -> None:
    path = tmp_path / "case.yaml"
    path.write_text(CASE.replace(old, new), encoding="utf-8")
    differences = run(graph, path).differences
    assert words in "; ".join(differences)
    assert bool(differences) == bool(words)


def test_a_page_names_table_workbook_and_cells(engine: Embedded) -> None:
    found = ask(engine, SMALL)
    lines = pages._lines(found)
    row = next(i for i, one in enumerate(found.rows) if len(one.observations) == 2)
    assert "".join(map(str, lines[row].tables[0])).endswith(f"{SECOND}, Detention FY25, D63")
    assert "book-outs-by-reason" in str(lines[row].tables[0][0])
    assert ["14,962"] in [cell for line in lines for cell in line.cells]
    (head, known), = pages._counted(found)
    assert "events, flow" in "".join(map(str, head))
    assert dict(known)["not separable"] == "Who made the arrest."
