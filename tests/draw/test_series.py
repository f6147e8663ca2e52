"""Charts: what may be joined, what is said beside them, equal bytes."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from datetime import date
from itertools import combinations, pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kg.draw import DrawError
from kg.draw.geometry import Box, measure
from kg.draw.series import draw
from kg.draw.series.cells import ranges
from kg.draw.series.chart import Chart, Series
from kg.draw.series.figure import rendered
from kg.draw.series.marks import COLOURS, SHAPES, Dot, Line, Text, outline
from kg.draw.series.page import page
from kg.draw.series.plan import NARROW, WIDE, Sheet, plan
from kg.draw.series.svg import svg
from kg.draw.series.time import axis, spans, ticks
from kg.draw.series.words import listed

from .sample_series import line, point, sample
from .test_view import contrast

MAGIC = {".png": b"\x89PNG\r\n\x1a\n", ".pdf": b"%PDF-", ".svg": b"<?xml"}


def test_a_line_joins_whole_months_that_follow_each_other() -> None:
    old, new = line("a", "Paroled", 0)
    assert [[p.period for p in run] for run in old.runs()] == [
        ["2023-05", "2023-06", "2023-07", "2023-08"], ["2023-09"],
    ]
    # January 2024 has no figure, March is a part
    assert [[p.period for p in run] for run in new.runs()] == [
        ["2023-10", "2023-11", "2023-12"], ["2024-02"], ["2024-03"],
    ]


def test_a_break_parts_a_line() -> None:
    months = tuple(point(f"2025-{n:02}", 1) for n in (8, 9, 10, 11))
    one = Series("a", "A", "book-outs", "Book-outs", "periods", months,
                 ((date(2025, 10, 1), "A new line."),))
    assert [len(run) for run in one.runs()] == [2, 2]
    assert len(replace(one, breaks=()).runs()) == 1


def test_figures_of_days_are_never_joined() -> None:
    one = Series("a", "A", "book-outs", "Book-outs", "days",
                 tuple(point(f"2025-{n:02}", 1) for n in (8, 9)))
    assert [len(run) for run in one.runs()] == [1, 1]


@pytest.mark.parametrize(
    "points",
    [
        (point("2023-09", 1, measure="releases"), point("2023-10", 1)),
        (point("2023-11", 1), point("2023-10", 1)),
        (point("2023-10", 1), point("2023-10", 2)),
    ],
    ids=["two measures", "out of order", "twice"],
)
def test_a_series_that_mixes_is_refused(points: tuple[object, ...]) -> None:
    with pytest.raises(DrawError, match="KG703"):
        Series("a", "A", "book-outs", "Book-outs", "periods", points)  # type: ignore[arg-type]


def test_a_chart_without_a_source_is_refused() -> None:
    with pytest.raises(DrawError, match="KG703"):
        replace(sample(), sources=())


@pytest.mark.parametrize("sheet", [WIDE, NARROW], ids=["wide", "narrow"])
def test_no_path_crosses_a_break(sheet: Sheet) -> None:
    chart = sample()
    assert len(spans(chart)) == 2
    placed = axis(spans(chart), 0, 300)
    assert placed.place(date(2023, 9, 30)) is not None
    (cut,) = placed.cuts()
    assert (placed.place(date(2023, 9, 30)) or 0) < cut < (placed.place(date(2023, 10, 1)) or 0)
    for mark in plan(chart, sheet).marks:
        if isinstance(mark, Line) and mark.series:
            # at most the four months of releases, or the three of book-outs, in one path
            assert len(mark.points) == (4 if mark.series.endswith("old") else 3)
            # and months lie at even distances, the first no farther than the others
            steps = [b[0] - a[0] for a, b in pairwise(mark.points)]
            assert max(steps) < 1.1 * min(steps)


def test_an_axis_leaves_out_long_gaps_only() -> None:
    months = [point(f"2022-{n:02}", 1) for n in (1, 2, 4)] + [point("2023-06", 1)]
    one = Series("a", "A", "book-outs", "Book-outs", "periods", tuple(months))
    chart = replace(sample(), panels=(replace(sample().panels[1], series=(one,)),),
                    start=months[0].start, end=months[-1].end)
    found = spans(chart)
    assert [(span.start, span.end) for span in found] == [
        (date(2022, 1, 1), date(2022, 5, 1)), (date(2023, 6, 1), date(2023, 7, 1)),
    ]
    assert axis(found, 0, 100).place(date(2022, 12, 1)) is None


@pytest.mark.parametrize("apart", [20.0, 35.0, 60.0])
def test_ticks_keep_their_distance(apart: float) -> None:
    found = ticks(axis(spans(sample()), 0, 300), apart)
    places = [x for x, _, _ in found]
    assert len(places) > 1
    assert all(b - a >= apart * 0.89 for a, b in pairwise(places))


@pytest.mark.parametrize("sheet", [WIDE, NARROW], ids=["wide", "narrow"])
def test_no_text_covers_another_or_leaves_the_sheet(sheet: Sheet) -> None:
    made = plan(sample(), sheet)
    boxes = []
    for mark in made.marks:
        if isinstance(mark, Text):
            wide = measure(mark.text, mark.size) * (0.9 if mark.text.isupper() else 0.8)
            left = {"left": 0.0, "center": wide / 2, "right": wide}[mark.align]
            x = mark.at[0] - left
            assert x >= -1, mark
            assert x + wide <= made.width + 8, mark
            boxes.append((mark.text, Box(x + wide / 2, mark.at[1] - mark.size * 0.36, wide,
                                         mark.size * 0.7)))
    hits = [(a, b) for (a, one), (b, other) in combinations(boxes, 2) if one.overlap(other) > 1]
    assert hits == []


def test_parts_are_hollow_and_whole_figures_are_not() -> None:
    dots = [m for m in plan(sample()).marks if isinstance(m, Dot) and m.title]
    parts = [m for m in dots if "part of the period" in m.title]
    assert len(parts) == 5
    assert all(m.hollow for m in parts)
    assert not any(m.hollow for m in dots if m not in parts)


def test_each_place_of_the_palette_has_a_marker_of_its_own() -> None:
    assert len({outline(shape, 10) for shape in SHAPES}) == len(SHAPES)


def test_colours_stand_out_from_the_ground() -> None:
    for name, (light, dark) in COLOURS.items():
        if name not in ("paper", "rule", "band"):
            assert contrast(light, COLOURS["paper"][0]) >= 4.5, name
            assert contrast(dark, COLOURS["paper"][1]) >= 4.5, name


def test_source_and_timing_stand_in_every_format() -> None:
    chart = sample()
    html = page(chart)
    assert "SHA-256 0123456789ab" in html
    assert "Timing only" in html
    assert "doc/c3-order-in-force" in html
    assert "1 · 20 Nov 2023: An order (doc)" in listed(chart)
    assert "denominator: a count" in html
    assert "<script" not in html.replace("Paroled &lt;script&gt;", "")
    ElementTree.fromstring(svg(chart))  # noqa: S314 - our own text
    # text of a figure is drawn as outlines: what is not drawn makes it lower
    assert _height(rendered(chart, "svg")) > _height(
        rendered(replace(chart, sources=("S",), measures=()), "svg")
    )


def _height(content: bytes) -> float:
    return float(ElementTree.fromstring(content).attrib["height"].removesuffix("pt"))  # noqa: S314


@pytest.mark.parametrize("ending", [*MAGIC, ".html"])
def test_two_runs_give_the_same_bytes(ending: str, tmp_path: Path) -> None:
    code = (
        "import sys; from kg.draw.series import draw; "
        "from tests.draw.sample_series import sample; draw(sample(), sys.argv[1])"
    )
    paths = [tmp_path / f"{seed}{ending}" for seed in ("1", "2")]
    draw(sample(), paths[0])
    subprocess.run(
        [sys.executable, "-c", code, str(paths[1])],
        env={**os.environ, "PYTHONHASHSEED": "2", "PYTHONPATH": "."}, check=True,
    )
    first, second = (path.read_bytes() for path in paths)
    assert first.startswith(MAGIC.get(ending, b"<!doctype"))
    assert first == second


def test_other_endings_are_refused(tmp_path: Path) -> None:
    with pytest.raises(DrawError, match=r"KG701 .*\.html"):
        draw(sample(), tmp_path / "a.gif")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["B2", "C2", "D2", "B3", "C3", "D3", "F9"], "B2:D3, F9"),
        (["Z1", "AA1", "AB1"], "Z1:AB1"),
        (["B2", "D2"], "B2, D2"),
        ([], ""),
    ],
)
def test_cells_are_named_as_blocks(cells: list[str], said: str) -> None:
    assert ranges(cells) == said


def test_an_empty_panel_is_drawn() -> None:
    chart: Chart = sample()
    empty = replace(chart.panels[0], series=(), levels=())
    assert plan(replace(chart, panels=(empty, *chart.panels[1:]))).marks
