"""Answers that rest on cells of published tables."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]
import pytest

from kg import paths
from kg.ask.answer import Answer, answer
from kg.ask.counted import counted
from kg.ask.question import Question, parse
from kg.cli import inspect
from kg.engine.embedded import Embedded
from kg.engine.rdf import Rdf
from kg.graph import Graph
from kg.render.answer import FORMATS
from tests.records import sheets

QUERY = """# id: small
# title: How many were let go, by month?
# theme: records
# answers: Figures.
# cannot: Why.
# column: month | The month.
# column: line | The line.
# column: value | The figure.
# support: source vintage
# empty: No figure.
# keywords: figures
PREFIX cg: <https://w3id.org/custody-graph/def/>
PREFIX graph: <https://w3id.org/custody-graph/graph/>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX qb: <http://purl.org/linked-data/cube#>
SELECT ?month ?line ?value ?observation WHERE {
  GRAPH graph:observations {
    ?observation qb:measureType ?measure ; ?measure ?value ; cg:period ?month ;
      cg:releaseLine ?line ; prov:wasDerivedFrom ?workbook .
  }
  #+ published ?workbook
  #+ counted ?observation
}
"""
FIRST, SECOND = "ice-workbook-2025-09-24", "ice-workbook-2026-04-09"


def cell(document: str, name: str) -> str:
    return f"observation/{document}/detention-fy25/{name}"


@pytest.fixture(scope="module")
def engine() -> Embedded:
    return Embedded.of(sheets.quads())


@pytest.fixture(scope="module")
def small() -> Question:
    return parse("small", QUERY)


def ask(engine: Embedded, asked: Question, *days: str | None) -> Answer:
    return answer(engine, asked, {}, *days, version="0", digest="0" * 64)


def test_rows_rest_on_cells(engine: Embedded, small: Question) -> None:
    found = ask(engine, small)
    rows = {(r.cells["month"], str(r.cells["value"])): r for r in found.rows}
    assert len(found.rows) == 6
    # the revised figure has a row for each publication; the one that stayed rests on both
    assert rows["2025-01", "14962"].observations == (cell(FIRST, "C63"),)
    assert rows["2025-01", "14970"].observations == (cell(SECOND, "C63"),)
    assert rows["2025-02", "1559"].observations == (cell(FIRST, "D63"), cell(SECOND, "D63"))
    assert all(row.claims == () for row in found.rows)
    assert len(found.observations) == len(sheets.CELLS)
    assert rows["2025-02", "1559"].cells["vintage"] == "2025-09-24; 2026-04-09"
    assert rows["2025-02", "1559"].cells["source"] == (
        "workbook of 24 Sep 2025, Detention FY25, D63;"
        " workbook of 9 Apr 2026, Detention FY25, D63"
    )


def test_a_reading_says_all_that_a_figure_needs(engine: Embedded, small: Question) -> None:
    one = ask(engine, small).observations[cell(FIRST, "K63")]
    assert str(one.value) == "7.5"
    assert (one.unit, one.kind, one.population) == ("events", "flow", "Stays that ended.")
    assert (one.denominator, one.not_separable) == ("A count: none.", "Who made the arrest.")
    assert (one.published, one.sheet, one.cell) == ("2025-09-24", "Detention FY25", "K63")
    assert (one.period, one.start, one.end) == ("2025-09", "2025-09-01", "2025-10-01")
    assert one.coverage == "part"
    assert one.dimensions == {
        "criminality": ("cg:all", "all"), "releaseLine": ("line-paroled", "Paroled"),
    }


def test_known_by_a_day_and_counted_on_a_day(engine: Embedded, small: Question) -> None:
    known = ask(engine, small, None, "2026-01-01")
    assert {one.document for one in known.observations.values()} == {FIRST}
    counted = ask(engine, small, "2025-01-31", None)
    assert {one.period for one in counted.observations.values()} == {"2025-01"}
    assert "on_day" not in counted.columns
    assert ask(engine, small, None, "2024-01-01").rows == ()


def test_both_engines_give_the_same_readings(engine: Embedded, small: Question) -> None:
    other = answer(Rdf.of(sheets.quads()), small, {})
    found = answer(engine, small, {})
    assert other.rows == found.rows
    assert other.observations == found.observations


def test_a_table_says_what_is_counted(
    engine: Embedded, small: Question, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "150")
    text = FORMATS["table"](ask(engine, small))
    assert "Rests on 7 cells of 2 workbooks (24 Sep 2025, 9 Apr 2026)." in text
    for part in ("Final book-outs (events, flow), table: Book-outs by reason",
                 "population    Stays that ended.", "denominator   A count: none.",
                 "vintage       24 Sep 2025, 9 Apr 2026", "not separable Who made the arrest.",
                 "series break  Oct 2025: Counted anew.", "part only     Sep 2025"):
        assert part in text
    rows = [line for line in text.splitlines() if line.startswith("2025")]
    place = {line.index(figure) + len(figure)
             for figure in ("14,962", "14,970", "1,559", "7.50", " 12")
             for line in rows if figure in line}
    assert len(place) == 1, "figures end at one edge"
    # the break is between cells of the whole answer only
    assert "series break" not in FORMATS["table"](ask(engine, small, "2025-09-30", None))


def test_each_format_has_cells_and_figures(engine: Embedded, small: Question) -> None:
    found = ask(engine, small)
    sheet = FORMATS["csv"](found).splitlines()
    assert sheet[0].endswith("vintage,claims,observations")
    assert any(",14962," in line for line in sheet)
    assert f"{cell(FIRST, 'D63')} {cell(SECOND, 'D63')}" in "\n".join(sheet)
    md = FORMATS["md"](found)
    assert "| --- | --- | ---: |" in md
    assert "| 14,962 |" in md
    assert "- Counted: Final book-outs (events, flow)" in md
    data = json.loads(FORMATS["json"](found))
    schema = json.loads((Path(paths.SCHEMA) / "answer.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(schema).validate(data)
    one = data["observations"][cell(FIRST, "C63")]
    assert one["value"] == 14962
    assert data["rows"][0]["observations"]
    assert data["last_confirmed"] == "2026-04-09"
    assert "14,962" in found._repr_html_()
    assert "Who made the arrest" in found._repr_html_()


def test_a_data_frame_has_figures_as_numbers(engine: Embedded, small: Question) -> None:
    frame = ask(engine, small).to_pandas()
    assert frame["value"].sum() == 14962 + 14970 + 1559 + 7.5 + 12 + 31  # type: ignore[index]


def test_hundreds_of_cells_take_a_few_queries(small: Question) -> None:
    engine = Embedded.of(sheets.quads())
    asked: list[str] = []
    select = engine.select

    def counting(query: str) -> object:
        asked.append(query)
        return select(query)

    engine.select = counting  # type: ignore[method-assign, assignment]
    ask(engine, small)
    first = len(asked)
    ask(engine, small)
    assert first <= 10
    assert len(asked) == first + 1, "what stands behind an answer is read once"


def test_the_real_tables_answer(
    graph: Graph, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(inspect, "opened", lambda _: graph)
    name = "observation/ice-workbook-2025-09-24/detention-fy25/F59"
    assert inspect.why(name, None, None, "table", None) == 0
    assert "4,962 book-outs: Final book-outs, Jan 2025" in capsys.readouterr().out
    assert inspect.show(name, None, None, "table", None) == 0
    assert "not separable" in capsys.readouterr().out
    assert inspect.why_not(name, "releases-by-month", [], None, "2025-01-01", "table", None) == 0
    assert "was not published by 2025-01-01" in capsys.readouterr().out
    assert inspect.why("book-outs-by-reason", None, None, "table", None) == 0
    assert "Cells of published tables that have it:" in capsys.readouterr().out
    both = graph.ask("releases-by-month").observations.values()
    # no figure of one measure may be read as a continuation of the other
    assert {one.measure: {b.at for b in one.breaks} for one in counted(both)} == {
        "final-releases": {"2023-10"}, "final-book-outs": {"2023-10", "2025-10"},
    }
