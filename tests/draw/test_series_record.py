"""Charts of the project's own graph: every figure is the cell it names, and the command."""

from __future__ import annotations

import csv
from collections import defaultdict
from datetime import date
from pathlib import Path

import pytest

from kg.cli import run
from kg.draw.series.cells import cells, publications
from kg.draw.series.chart import Chart
from kg.draw.series.prepare import CAPACITY, LINES, atd, population, releases
from kg.errors import KgError
from kg.graph import Graph

FOLDER = Path(__file__).parents[2] / "seeds" / "observations"
OCTOBER = date(2024, 10, 1)


@pytest.fixture(scope="module")
def printed() -> dict[tuple[str, str, str], list[dict[str, str]]]:
    """Rows of the files of cells by document, sheet and cell: one figure may be in two tables."""
    found = defaultdict(list)
    for path in sorted(FOLDER.glob("*.csv")):
        with path.open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                found[path.stem, row["sheet"], row["cell"]].append(row)
    return found


@pytest.fixture(scope="module")
def charts(graph: Graph) -> list[Chart]:
    """All three, over all time."""
    return [releases(graph), atd(graph), population(graph)]


def test_points_equal_cells(
    charts: list[Chart], printed: dict[tuple[str, str, str], list[dict[str, str]]]
) -> None:
    count = 0
    for chart in charts:
        for series in chart.series():
            table, name, measure = series.key.split("/")
            for point in series.points:
                rows = [
                    row for row in printed[point.document, point.sheet, point.cell]
                    if (row["table"], row["measure"]) == (table, measure)
                ]
                assert [
                    (float(row["value"]), row["period"], row["coverage"]) for row in rows
                ] == [(point.value, point.period, point.coverage)]
                assert name in (rows[0]["reason"], rows[0]["technology"], rows[0]["agency"])
                assert rows[0]["criminality"] in ("", "all")
                count += 1
    assert count > 300


def test_the_latest_publication_counts(graph: Graph) -> None:
    everything = cells(graph, "book-outs-by-reason", "releaseLine", ("criminality",), None)
    early = cells(graph, "book-outs-by-reason", "releaseLine", ("criminality",), "2024-12-31")
    days = {key: book.published for key, book in publications(graph).items()}
    assert max(p.published for p in everything["line-paroled"]) == max(days.values())
    assert max(p.published for p in early["line-paroled"]) == date(2024, 10, 1)


def test_the_fall_of_parole_and_the_rise_of_bond(graph: Graph) -> None:
    """Figures of the target in OUTPUTS: January and February 2025, vintage 24 September 2025."""
    chart = releases(graph, OCTOBER)
    found = {
        series.key.split("/")[1]: {p.period: p.value for p in series.points}
        for series in chart.series()
    }
    assert list(found) == list(LINES)
    seen = {name: (points.get("2025-01"), points.get("2025-02")) for name, points in found.items()}
    assert seen == {
        "line-paroled": (4962, 559), "line-order-of-recognizance": (1023, 326),
        "line-order-of-supervision": (537, 108), "line-bond-set-by-ice": (149, 80),
        "line-bond-set-by-ij": (528, 723), "line-court-ordered": (None, None),
    }
    assert found["line-court-ordered"]["2026-03"] == 1005


def test_releases_and_book_outs_are_two_series(charts: list[Chart]) -> None:
    measures = {one.measure for one in charts[0].series()}
    assert measures == {"final-releases", "final-book-outs"}
    assert any("Final book-outs replace final releases" in note for note in charts[0].notes)
    assert any("Left out of the axis" in note for note in charts[0].notes)


def test_every_chart_says_where_it_is_from(charts: list[Chart], graph: Graph) -> None:
    for chart in charts:
        used = {p.document for one in chart.series() for p in one.points}
        assert len(chart.sources) == len(used)
        for key in used:
            book = publications(graph)[key]
            (said,) = [line for line in chart.sources if book.published.isoformat() in line]
            assert book.digest[:12] in said
            assert "sheet “" in said
        assert any(text.startswith("Denominator") for text in chart.measures)
        assert any(text.startswith("Not separable") for text in chart.notes)
        assert any("latest publication" in text for text in chart.notes)


def test_policy_events_of_early_2025(graph: Graph) -> None:
    chart = releases(graph, OCTOBER)
    found = [(event.start.isoformat(), event.label) for event in chart.events]
    assert ("2025-01-20", "Executive Order 14159; Executive Order 14165") in found
    assert ("2025-01-29", "Laken Riley Act") in found
    assert all(event.claims for event in chart.events)
    assert releases(graph, OCTOBER, beside="none").events == ()
    inauguration = releases(graph, OCTOBER, beside="trump-inauguration-2025").events
    assert [event.start for event in inauguration] == [date(2025, 1, 20)]
    with pytest.raises(KgError, match=r"KG602 .*Did you mean policies"):
        releases(graph, OCTOBER, beside="policy")


def test_capacity_is_never_one_figure(graph: Graph) -> None:
    chart = population(graph, OCTOBER)
    assert len(chart.panels) == len(CAPACITY)
    for panel, measure in zip(chart.panels, CAPACITY, strict=True):
        assert {level.measure for level in panel.levels} == {measure}
        assert all(level.source and level.claim for level in panel.levels)
    beds = {level.figure for level in chart.panels[0].levels}
    assert beds == {"41,500"}
    assert [level.figure for level in chart.panels[-1].levels] == ["62,913"]


def test_what_was_not_yet_out_is_not_drawn(graph: Graph) -> None:
    chart = population(graph, OCTOBER, known_by="2025-02-28")
    assert "the latest publication that prints it and that was out by 28 Feb 2025" in " ".join(
        chart.notes
    )


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["series"], 2, "releases, atd, population"),
        (["series", "relases"], 2, "Did you mean releases"),
        (["series", "releases", "--set", "lin=x"], 2, "Did you mean line"),
        (["series", "releases", "--set", "line=line-parolled"], 2, "Did you mean line-paroled"),
        (["series", "population", "--set", "measure=funded-bed"], 2, "Did you mean funded-beds"),
        (["series", "releases", "--from", "2025-13"], 2, "is no month"),
        (["series", "releases", "--from", "2025", "--to", "2024"], 2, "lies before"),
        (["series", "releases", "--as-of", "2025-01-01"], 2, "--from and --to"),
        (["series", "releases", "--known-by", "2019-01-01"], 1, "a later day for --known-by"),
        (["release", "--from", "2025"], 2, "are for series"),
    ],
)
def test_mistakes_say_what_was_meant(
    arguments: list[str], status: int, said: str, graph: Graph, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["draw", *arguments, "-o", str(tmp_path / "a.svg")]) == status
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_command_draws(
    graph: Graph, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.html"
    assert run(
        ["draw", "series", "releases", "--from", "2024-10", "--to", "2025-08",
         "--set", "line=line-paroled", "-o", str(path)]
    ) == 0
    assert "Drew panels: 1, figures: 11, events: 7" in capsys.readouterr().out
    assert "<td>Final book-outs</td><td>2025-02</td><td>whole</td><td class=\"n\">559</td>" in (
        path.read_text()
    )
