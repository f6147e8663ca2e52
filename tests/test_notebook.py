"""What a notebook shows: the display methods that IPython calls, opened in a browser."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest
from playwright.sync_api import Page

from kg.draw.errors import DrawError
from kg.draw.notebook import Drawing
from kg.engine.embedded import Embedded
from kg.errors import KgError
from kg.graph import Graph
from kg.render.cells import grid
from tests.axe import violations
from tests.browser import Opener
from tests.draw.sample import sample
from tests.generated import generated

HOSTILE = (
    "</table></details><script>window.__hit=1</script><img src=x onerror=window.__hit=1>\"'&lt;-->"
)


def displayed(value: Any) -> dict[str, str]:
    """What IPython's display protocol gets from a value, by media type."""
    if hasattr(value, "_repr_mimebundle_"):
        found: dict[str, str] = value._repr_mimebundle_(include=None, exclude=None)
        return found
    return {"text/plain": repr(value), "text/html": value._repr_html_()}


@pytest.fixture(scope="module")
def hostile() -> Graph:
    """A random graph whose texts are hostile."""
    quads = []
    for quad in generated(12):
        value = quad.object
        if isinstance(value, ox.Literal) and value.language:
            value = ox.Literal(f"{value.value} {HOSTILE}", language="en")
        quads.append(ox.Quad(quad.subject, quad.predicate, value, quad.graph_name))
    return Graph(Embedded.of(quads), "0" * 64)


@pytest.fixture
def shown(opener: Opener, tmp_path: Path) -> Iterator[Any]:
    """Shows values below each other as a notebook does; nothing of them ran."""
    pages: list[Page] = []

    def show(*values: Any, size: tuple[int, int] = (1400, 900)) -> Page:
        cells = "".join(f'<div class="cell">{displayed(one)["text/html"]}</div>' for one in values)
        path = tmp_path / "notebook.html"
        path.write_text(
            '<!doctype html><html lang="en"><meta charset="utf-8"><title>Notebook</title>'
            f"<main><h1>Notebook</h1>{cells}</main></html>", encoding="utf-8",
        )
        page = opener.open(path.as_uri(), size=size)
        page.eval_on_selector_all("details", "all => all.forEach((one) => { one.open = true; })")
        pages.append(page)
        return page

    yield show
    for page in pages:
        assert page.evaluate("window.__hit") is None
        assert page.locator("script, main img:not([src^='data:image/svg+xml'])").count() == 0


def rows(page: Page, number: int) -> list[list[str]]:
    """The texts of a table's cells."""
    found: list[list[str]] = page.locator("table").nth(number).evaluate(
        "table => [...table.tBodies[0].rows].map((r) => [...r.cells].map((c) => c.textContent))"
    )
    return found


def test_an_answer_shows_its_rows_claims_and_limits(graph: Graph, shown: Any) -> None:
    answer = graph.ask("release-factors", known_by="2025-02-28")
    page = shown(answer)
    assert rows(page, 0) == grid(answer, claims=True, figures=True)[1]
    assert len(answer.rows) > 5
    told = rows(page, 1)
    assert [row[0] for row in told] == list(answer.claims)
    for row, claim in zip(told, answer.claims.values(), strict=True):
        assert row[1] == claim.text
        assert claim.attribution[0].label in row[2]
        assert row[3].startswith(claim.stance_label)
    text = page.inner_text("main")
    assert all(limit in text for limit in answer.limits)
    assert answer.heading in text
    assert "known by 2025-02-28" in text
    assert answer.digest[:12] in text
    assert page.locator("th[scope=col]").count() == page.locator("thead th").count() > 5


def test_a_question_without_an_answer_says_so(graph: Graph, shown: Any) -> None:
    answer = graph.ask("release-factors", known_by="1990-01-01")
    page = shown(answer)
    assert rows(page, 0) == []
    assert answer.question.empty in page.inner_text("main")


def test_hostile_texts_stay_texts(hostile: Graph, shown: Any) -> None:
    answers = [hostile.ask(name) for name in ("release-factors", "conflicts", "pathway")]
    assert any(answer.claims for answer in answers)
    claim = next(c for answer in answers for c in answer.claims.values())
    counts = hostile.ask("releases-by-month", line="line-paroled")
    cell = next(iter(counts.observations.values()))
    whole = hostile.drawing()
    part = hostile.drawing(whole.view.nodes[0].id)
    page = shown(*answers, counts, claim, cell, whole, part)
    assert page.inner_text("main").count("</table></details><script>") > 10
    # nothing in a text ended a table
    assert page.locator(".cell").count() == 8
    assert page.locator("main > .cell > table").count() >= 6


def test_a_claim_shows_its_evidence(graph: Graph, shown: Any) -> None:
    known = "pickaway-2025-02/c56-medical-release"
    claim = graph.ask("unnamed-only-factors", known_by="2025-02-03").claims[known]
    page = shown(claim)
    facts = dict(rows(page, 0))
    assert facts["claim"] == known
    assert facts["said by"].startswith("Three unnamed sources")
    assert facts["stance"] == claim.stance_label
    assert facts["modality"] == "may"
    assert claim.text in page.inner_text("caption")


def test_a_cell_shows_what_it_counts(graph: Graph, shown: Any) -> None:
    found = graph.ask("releases-by-month", line="line-paroled", known_by="2025-09-24")
    cell = next(iter(found.observations.values()))
    page = shown(cell)
    facts = dict(rows(page, 0))
    assert facts["cell"] == cell.id
    assert facts["where"].endswith(f"{cell.sheet.strip()}!{cell.cell}")
    assert facts["period"] == f"{cell.period} ({cell.coverage})"


def test_a_drawing_shows_its_links_as_picture_and_table(graph: Graph, shown: Any) -> None:
    drawing = graph.drawing("medical-need")
    page = shown(drawing)
    image = page.locator("img")
    assert image.evaluate("one => one.complete && one.naturalWidth") > 300
    assert (image.get_attribute("alt") or "").startswith("What is said of: Medical need. Things: ")
    told = rows(page, 0)
    assert [row[5].split() for row in told] == [list(e.claims) for e in drawing.view.edges]
    assert [row[1] for row in told] == [e.wording for e in drawing.view.edges]
    assert len(told) >= 1
    assert all(limit in page.inner_text("main") for limit in drawing.view.limits)
    bundle = displayed(drawing)
    assert set(bundle) == {"text/plain", "text/html", "image/svg+xml"}
    assert bundle["image/svg+xml"] == drawing._repr_svg_()
    assert bundle["text/html"] == drawing._repr_html_()


def test_a_hostile_drawing_is_a_picture(shown: Any) -> None:
    from dataclasses import replace

    view = sample()
    nodes = tuple(replace(one, label=f"{one.label} {HOSTILE}") for one in view.nodes)
    edges = tuple(replace(one, label=f"{one.label} {HOSTILE}") for one in view.edges)
    drawing = Drawing(replace(view, nodes=nodes, edges=edges, title=HOSTILE, limits=(HOSTILE,)))
    page = shown(drawing)
    assert page.locator("img").evaluate("one => one.naturalWidth") > 300
    parts = list(ET.fromstring(drawing.svg()).iter())  # noqa: S314 - made by the test
    assert len(parts) > 100
    assert not [part.tag for part in parts if re.search("script|foreign|image", part.tag)]
    assert not [name for part in parts for name in part.attrib if name.startswith("on")]


@pytest.mark.parametrize("name", ["releases", "atd", "population"])
def test_a_chart_shows_its_figures(graph: Graph, shown: Any, name: str) -> None:
    picture = graph.chart(name, date(2024, 10, 1), date(2025, 10, 1), known_by="2025-09-30")
    page = shown(picture)
    assert page.locator("img").evaluate("one => one.naturalWidth") > 300
    points = [p for one in picture.chart.series() for p in one.points]
    levels = [one for panel in picture.chart.panels for one in panel.levels]
    told = rows(page, 0)
    assert len(told) == len(points) + len(levels) > 3
    assert [row[2] for row in told[: len(points)]] == [p.period for p in points]


def test_pictures_are_saved(graph: Graph, tmp_path: Path) -> None:
    drawing = graph.drawing("medical-need", as_of=date(2025, 2, 3), known_by="2025-02-28")
    assert "as of 2025-02-03, known by 2025-02-28" in drawing.view.caption
    for ending, head in ((".svg", b"<?xml"), (".png", b"\x89PNG"), (".html", b"<!doctype html>")):
        path = tmp_path / f"drawing{ending}"
        drawing.save(path)
        assert path.read_bytes()[: len(head)].lower() == head.lower()
    assert (tmp_path / "drawing.svg").read_text(encoding="utf-8") == drawing.svg()
    with pytest.raises(DrawError, match="no ending that can be drawn"):
        drawing.save(tmp_path / "drawing.gif")
    assert "Medical need" in repr(drawing)


def test_what_cannot_be_drawn_is_named(graph: Graph) -> None:
    with pytest.raises(KgError, match="Did you mean medical-need"):
        graph.drawing("medical-ned")
    with pytest.raises(KgError, match="Did you mean releases"):
        graph.chart("relaeses")
    with pytest.raises(KgError, match="known_by '2025-02-30' is not a day"):
        graph.drawing(known_by="2025-02-30")
    with pytest.raises(DrawError) as error:
        graph.drawing(known_by="1990-01-01")
    assert error.value.code == "KG705"


@pytest.mark.parametrize("size", [(1400, 900), (390, 844)])
def test_axe_finds_nothing(graph: Graph, shown: Any, size: tuple[int, int]) -> None:
    answer = graph.ask("unnamed-only-factors", known_by="2025-02-03")
    page = shown(
        answer, next(iter(answer.claims.values())), graph.drawing("medical-need"),
        graph.chart("atd"), size=size,
    )
    assert violations(page) == []
    # axe leaves its script behind, which is none of the page's
    page.evaluate("document.querySelectorAll('script').forEach((one) => one.remove())")
