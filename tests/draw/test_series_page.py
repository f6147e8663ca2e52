"""Charts in a browser: nothing is asked for, every theme and width is read by axe."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kg.draw import draw as draw_view
from kg.draw.series import draw
from tests.axe import violations
from tests.browser import Opener

from .sample import sample as view
from .sample_series import sample

SIZES = [(1400, False), (1400, True), (390, False), (390, True)]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """A chart's own page, and the opening page at its Record view."""
    folder = tmp_path_factory.mktemp("series")
    draw(sample(), folder / "chart.html")
    draw_view(view(), folder / "opening.html", (sample(),))
    return {
        "chart": (folder / "chart.html").as_uri(),
        "record": (folder / "opening.html").as_uri() + "#view=record",
    }


@pytest.fixture
def page(opener: Opener, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page of that width and theme; afterwards nothing was fetched."""
    width, dark = getattr(request, "param", (1400, False))
    yield opener.context(size=(width, 900), dark=dark, bypass_csp=True).new_page()
    assert [url for url in opener.requests if not url.startswith("file:")] == []


@pytest.mark.parametrize("page", SIZES, indirect=True, ids=["light", "dark", "phone", "phone-dark"])
@pytest.mark.parametrize("name", ["chart", "record"])
def test_axe_finds_nothing(page: Page, pages: dict[str, str], name: str) -> None:
    page.goto(pages[name])
    page.locator("section.chart").first.wait_for()
    page.locator("section.chart details summary").click()
    assert violations(page) == []
    # nothing lies beyond the right edge
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    # one drawing is shown, the one for this width
    assert page.locator("section.chart svg:visible").count() == 1


@pytest.mark.parametrize("page", [SIZES[0], SIZES[2]], indirect=True, ids=["wide", "phone"])
def test_text_can_be_read_and_overlaps_nothing(page: Page, pages: dict[str, str]) -> None:
    page.goto(pages["chart"])
    found = page.evaluate(
        """() => [...document.querySelectorAll('section.chart svg')]
          .filter((svg) => svg.checkVisibility())
          .flatMap((svg) => [...svg.querySelectorAll('text')].map((text) => {
            const b = text.getBoundingClientRect();
            return [text.textContent, b.x, b.y, b.right, b.bottom]; }))"""
    )
    assert len(found) > 40
    # lines of text are 1.16 times as high as their letters' size
    assert min(bottom - y for _, _, y, _, bottom in found) >= 10 * 1.1
    for n, (text, x, y, right, bottom) in enumerate(found):
        for other, x2, y2, right2, bottom2 in found[n + 1 :]:
            across = min(right, right2) - max(x, x2)
            down = min(bottom, bottom2) - max(y, y2)
            # the boxes of letters have air above and below
            assert across <= 1 or down <= 4, (text, other)


def test_the_record_is_a_view_of_the_opening_page(page: Page, pages: dict[str, str]) -> None:
    page.goto(pages["record"].partition("#")[0])
    page.wait_for_function("window.__ready === true", timeout=10_000)
    expect(page.locator("#record")).to_be_hidden()
    page.click("#show-record")
    expect(page.locator("#record")).to_be_visible()
    expect(page.locator("#drawing")).to_be_hidden()
    expect(page.locator("#pane")).to_be_hidden()
    assert page.evaluate("location.hash") == "#view=record"
    # evidence is shown beside the drawing, so a find leads there
    page.keyboard.press("/")
    page.keyboard.type("sole care")
    page.keyboard.press("Enter")
    expect(page.locator("#pane h2")).to_have_text("Sole care of children")
    expect(page.locator("#record")).to_be_hidden()


def test_a_drawing_without_charts_has_no_record(page: Page, tmp_path: Path) -> None:
    draw_view(view(), tmp_path / "a.html")
    page.goto((tmp_path / "a.html").as_uri() + "#view=record")
    page.wait_for_function("window.__ready === true", timeout=10_000)
    assert page.locator("#record, #show-record").count() == 0
    expect(page.locator("#drawing")).to_be_visible()


def test_drawings_have_a_name_and_a_description(page: Page, pages: dict[str, str]) -> None:
    page.goto(pages["chart"])
    expect(page.get_by_role("img", name="Releases & <b>")).to_be_visible()
    said = page.locator("section.chart svg:visible desc").first.text_content() or ""
    assert "highest 5,000 in 2023-10" in said
    assert "not joined" in said
    # every figure of every series stands in the table too
    assert page.locator("section.chart tbody tr").count() == 27
