"""What the page shows as it opens: how much of the drawing, which labels, and what it counts."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from playwright.sync_api import expect

from .conftest import Opened
from .sample import sample

OUTSIDE = re.compile(r"^\d+ box(es)? outside the view: All shows the whole$")


@pytest.mark.parametrize("size", [(1280, 800), (1400, 900)])
def test_the_whole_is_in_view_where_it_can_be_read(opened: Opened, size: tuple[int, int]) -> None:
    page = opened(size=size)
    before = page.locator("#sheet svg").get_attribute("viewBox")
    page.click("#all")
    assert page.locator("#sheet svg").get_attribute("viewBox") == before
    expect(page.locator("#outside")).to_have_text("")
    page.click("#nearer")
    expect(page.locator("#outside")).to_have_text(OUTSIDE)


@pytest.mark.parametrize("width", [390, 420])
def test_a_narrow_page_opens_at_the_pathway_and_says_so(opened: Opened, width: int) -> None:
    page = opened(size=(width, 844))
    expect(page.locator("#outside")).to_have_text(OUTSIDE)
    sheet = page.locator("#sheet").bounding_box()
    box = page.locator('#sheet [data-id="immigration-arrest"] .outline').bounding_box()
    assert sheet
    assert box
    assert sheet["x"] <= box["x"]
    assert box["x"] + box["width"] <= sheet["x"] + sheet["width"]
    assert sheet["y"] <= box["y"]
    page.click("#all")
    expect(page.locator("#outside")).to_have_text("")


def test_every_arrow_has_its_label_in_words_and_when_chosen(opened: Opened) -> None:
    page = opened()
    for edge in sample().edges:
        drawn = page.locator(f'#sheet [data-id="{edge.id}"]')
        assert edge.wording in str(drawn.get_attribute("aria-label"))
        page.evaluate("id => select({ type: 'edge', id })", edge.id)
        assert drawn.locator(".label").is_visible()
        assert " ".join(drawn.locator("tspan").all_text_contents()).startswith(edge.wording)


def test_a_crowded_label_goes_only_if_it_weakens_nothing(opened: Opened) -> None:
    view = sample()
    nodes = view.nodes[:2]
    plain = replace(view.edges[0], label="is followed, in the words of many documents, by")
    edges = [
        replace(plain, id=f"e{n}", modality="may" if n % 2 else "does") for n in range(16)
    ]
    page = opened(replace(view, nodes=nodes, edges=tuple(edges)))
    hidden = page.locator("#sheet .label.crowded").all()
    assert hidden
    assert all("(may)" not in str(label.text_content()) for label in hidden)


def test_one_of_something_is_no_plural(opened: Opened) -> None:
    view = sample()
    page = opened(replace(view, nodes=view.nodes[:2], edges=view.edges[:1]))
    expect(page.locator("#status")).to_have_text("2 of 2 boxes, 1 of 1 arrow, 1 of 1 statement")


def test_what_is_only_denied_can_be_opened(opened: Opened) -> None:
    view = sample()
    denied = replace(
        view.edges[0], stances=("denied",), claims=(), disputed=view.edges[0].claims
    )
    page = opened(replace(view, edges=(denied,)))
    assert page.locator("#sheet .mark.disputed").count() == 1
    page.evaluate("id => select({ type: 'edge', id })", denied.id)
    expect(page.locator("#pane h2")).to_contain_text("denied: followed by")
    expect(page.locator("#pane .disputes summary")).to_contain_text("Disputes: ")
