"""The site in a real browser: no error, no request, no sideways scrolling, search, keyboard."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.axe import violations

from .conftest import Opened

#: a page of each kind in the real graph
KINDS = (
    "index.html", "about.html", "data.html", "rules.html", "questions.html",
    "conflicts.html", "def/isSilentOn.html", "def/Claim.html", "def/stance-hedged.html",
    "id/newsmax-2025-02-03.html", "id/medical-need.html", "id/x8-capacity-or-courts.html",
    "question/release-factors.html",
)
#: axe takes seconds a view here, so that each width and each scheme is seen once
LONG = (
    "all.html", "documents.html", "entities.html", "origins.html", "def/index.html",
    "id/pickaway-2025-02.html", "id/book-outs-by-reason.html",
)
SMALL = ("id/law.html", "id/decision.html", "id/doc-0.html", "id/x0.html", "id/drift.html",
         "instruments.html", "question/release-factors.html")
WIDTHS = (1400, 390)
Scheme = Literal["light", "dark"]
VIEWS: tuple[tuple[int, Scheme], ...] = (
    (1400, "light"), (1400, "dark"), (390, "light"), (390, "dark"),
)


def quiet(page: Page) -> None:
    """Nothing of the data ran, and the page is no wider than the screen."""
    assert page.evaluate("window.__hit") is None
    assert page.evaluate(
        "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    )


def settled(page: Page, views: Sequence[tuple[int, Scheme]] = VIEWS) -> None:
    """axe finds nothing in light and dark, wide and narrow; nothing is wider than the screen."""
    for width, scheme in views:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        quiet(page)
        assert violations(page) == [], (width, scheme)


@pytest.mark.parametrize("name", KINDS)
def test_axe_finds_nothing(site: Path, opened: Opened, name: str) -> None:
    # axe is injected, which the page's own policy forbids
    settled(opened(site / name, bypass_csp=True))


@pytest.mark.parametrize("name", LONG)
def test_axe_finds_nothing_in_long_pages(site: Path, opened: Opened, name: str) -> None:
    settled(opened(site / name, bypass_csp=True), [VIEWS[0], VIEWS[3]])


@pytest.mark.parametrize("name", SMALL)
def test_hostile_texts_stay_texts(small: Path, opened: Opened, name: str) -> None:
    for width in WIDTHS:
        page = opened(small / name, size=(width, 900))
        quiet(page)
        assert page.locator("main").inner_text().count("<img src=x") > 0


@pytest.mark.parametrize("name", ["id/law.html", "id/drift.html"])
def test_axe_finds_nothing_in_kinds_of_the_small_site(
    small: Path, opened: Opened, name: str
) -> None:
    settled(opened(small / name, bypass_csp=True))


def search(page: Page, text: str) -> list[str]:
    page.keyboard.press("/")
    page.keyboard.type(text)
    expect(page.locator("#Status")).to_contain_text("found")
    return page.locator("#Found a").all_inner_texts()


@pytest.mark.parametrize(
    ("text", "kind", "label"),
    [
        ("leads to", "Term", "leads to"),
        ("leadsTo", "Term", "leads to"),
        ("medical reasons", "Claim", "Medical reasons may also lead to release."),
        ("c56-medical", "Claim", "Medical reasons may also lead to release."),
        ("pickaway", "Document", "Pickaway Cultivator, paraphrase of NBC News"),
        ("which factors lead", "Question", "Which factors lead to release?"),
        ("medical need", "Factor", "Medical need"),
        ("zadvydas", "Legal instrument", "Zadvydas v. Davis"),
    ],
)
@pytest.mark.parametrize("start", ["index.html", "def/leadsTo.html"])
def test_search_finds(
    site: Path, opened: Opened, start: str, text: str, kind: str, label: str
) -> None:
    page = opened(site / start)
    assert f"{kind}: {label}" in search(page, text)
    page.locator("#Found a", has_text=f"{kind}: {label}").first.click()
    expect(page.locator("main")).to_contain_text(label)


@pytest.mark.parametrize("text", ["law", "1 x y", "legal instrument"])
def test_search_finds_an_instrument(small: Path, opened: Opened, text: str) -> None:
    page = opened(small / "index.html")
    found = search(page, text)
    assert any("Law </script>" in one for one in found)
    quiet(page)


def test_search_finds_nothing_and_says_so(site: Path, opened: Opened) -> None:
    page = opened(site / "index.html", size=(390, 800))
    page.click("#Query")
    page.keyboard.type("qqqq")
    expect(page.locator("#Status")).to_have_text("Nothing found")
    assert page.get_attribute("#Status", "role") == "status"
    quiet(page)


def test_search_by_keyboard_alone(site: Path, opened: Opened) -> None:
    page = opened(site / "id/ice.html", size=(390, 800))
    assert search(page, "medical")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.closest('#Found') !== null")
    page.keyboard.press("Escape")
    expect(page.locator("#Found")).to_be_hidden()
    assert page.evaluate("document.activeElement.id") == "Query"
    page.keyboard.type(" need")
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Medical need")
    # what was searched for has left no trace in the address
    assert "medical need" not in page.url and "?" not in page.url


def test_the_first_stop_leads_to_the_content(site: Path, opened: Opened) -> None:
    page = opened(site / "documents.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "To the content"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "Main"


def test_an_address_of_a_claim_leads_to_the_claim(site: Path, opened: Opened) -> None:
    page = opened(site / "id/pickaway-2025-02.html")
    page.click('#Claims ~ article a.key[href="#c56-medical-release"]')
    assert page.locator(":target h3").inner_text() == "Medical reasons may also lead to release."
    expect(page.locator(":target")).to_be_in_viewport()
