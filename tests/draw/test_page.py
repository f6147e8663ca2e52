"""The page in a real browser: what readers do with it, by pointer and by keyboard."""

from __future__ import annotations

import itertools
import re
from dataclasses import replace
from pathlib import Path

from playwright.sync_api import Page, expect

from kg.draw import Edge, Node, View, draw
from kg.draw.page import page as rendered

from .conftest import Opened
from .sample import sample

HOSTILE = "</script><img src=x onerror=window.__hit=1><!--<script>{{data}}"


def counts(page: Page) -> tuple[int, ...]:
    """Boxes, arrows and statements shown."""
    return tuple(int(n) for n in re.findall(r"(\d+) of", page.inner_text("#status")))


def test_everything_is_drawn(opened: Opened) -> None:
    page = opened()
    assert page.locator("#sheet .node").count() == 30
    assert page.locator("#sheet .edge").count() == 32
    assert counts(page) == (30, 32, 33)
    assert page.title() == "From arrest to release"
    expect(page.locator("#limits")).to_contain_text("condition of release, not a factor")
    expect(page.locator("footer")).to_contain_text("sha256:0123456789abcdef")
    expect(page.locator("footer")).to_contain_text("2025-02-03")


def test_text_stays_in_its_box(opened: Opened) -> None:
    page = opened()
    wide = page.evaluate(
        """() => [...document.querySelectorAll('#sheet .node')].filter((node) => {
          const box = node.querySelector('.outline').getBBox();
          return [...node.querySelectorAll('text')].some((text) => {
            const b = text.getBBox();
            return b.x < box.x || b.x + b.width > box.x + box.width
              || b.y < box.y || b.y + b.height > box.y + box.height; });
        }).map((node) => node.dataset.id)"""
    )
    assert wide == []


def test_boxes_do_not_overlap_on_screen(opened: Opened) -> None:
    boxes = opened().evaluate(
        """() => [...document.querySelectorAll('#sheet .outline')].map((o) => {
          const b = o.getBoundingClientRect(); return [b.x, b.y, b.right, b.bottom]; })"""
    )
    assert len(boxes) == 30
    for a, b in itertools.combinations(boxes, 2):
        assert a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]


def test_click_on_a_box_shows_its_evidence(opened: Opened) -> None:
    page = opened()
    page.click('#sheet [data-id="medical-need"] .outline')
    pane = page.locator("#pane")
    expect(pane.locator("h2")).to_have_text("Medical need")
    pane.locator("details summary").click()
    for words in ("three people (unnamed), through NBC News (institutional)",
                  "pickaway-2025-02", "paragraph 14", "[2025-02-02..2025-02-03]", "asserted",
                  "may", "origin/7d6e0cbf", "no curated conflict", "yes, against"):
        expect(pane).to_contain_text(words)
    assert pane.get_attribute("aria-live") == "polite"


def test_click_on_an_arrow_shows_what_disputes_it(opened: Opened) -> None:
    page = opened()
    page.click('#sheet [data-id="link/25"] .label')
    expect(page.locator("#pane h2")).to_contain_text("applies to → Venezuela")
    assert page.locator("#pane .claim").count() == 2
    expect(page.locator("#pane .disputes summary")).to_contain_text("Disputes: ")


def test_a_walk_by_keyboard_alone(opened: Opened) -> None:
    page = opened()
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "search"
    for _ in range(60):
        if page.evaluate("document.activeElement.classList.contains('node')"):
            break
        page.keyboard.press("Tab")

    def here() -> str:
        return str(page.evaluate("document.activeElement.dataset.id"))

    assert here() == "immigration-arrest"
    page.keyboard.press("ArrowDown")
    assert here() == "detention"
    page.keyboard.press("ArrowDown")
    assert here() == "release"
    page.keyboard.press("ArrowUp")
    assert here() == "detention"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#pane h2")).to_have_text("Release")
    # Tab leaves the drawing for the pane, where every arrow is a button.
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "pane"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.edge") == "link/03"
    page.keyboard.press("Enter")
    expect(page.locator("#pane h2")).to_contain_text("on condition of → Alternatives")
    assert page.evaluate("document.activeElement.tagName") == "H2"
    page.keyboard.press("Escape")
    expect(page.locator("#pane h2")).to_have_text("Evidence")
    assert here() == "release"


def test_left_and_right_reach_every_box(opened: Opened) -> None:
    page = opened()
    page.locator('#sheet [tabindex="0"]').focus()
    seen = set()
    for _ in range(30):
        seen.add(page.evaluate("document.activeElement.dataset.id"))
        page.keyboard.press("ArrowRight")
    assert len(seen) == 30


def test_one_box_is_a_tab_stop(opened: Opened) -> None:
    page = opened()
    page.locator('#sheet [tabindex="0"]').focus()
    page.keyboard.press("End")
    assert page.locator('#sheet .node[tabindex="0"]').count() == 1


def test_search_finds_boxes_and_claims(opened: Opened) -> None:
    page = opened()
    page.keyboard.press("/")
    page.keyboard.type("sole care")
    assert page.locator("#results button").count() == 1
    page.keyboard.press("Enter")
    expect(page.locator("#pane h2")).to_have_text("Sole care of children")
    page.keyboard.press("Escape")
    page.fill("#search", "c11 puts it")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#pane .claim summary")).to_contain_text("c11 puts it")
    page.fill("#search", "no such thing anywhere")
    expect(page.locator("#results")).to_contain_text("Nothing in this drawing")


def test_legend_filters_kinds_and_evidence(opened: Opened) -> None:
    page = opened()
    view = sample()
    left = {node.id for node in view.nodes if node.kind != "Factor"}
    edges = [edge for edge in view.edges if {edge.source, edge.target} <= left]
    page.uncheck('#kinds input[value="Factor"]')
    boxes, arrows, statements = counts(page)
    assert (boxes, arrows, statements) == (len(left), len(edges), len(edges))
    assert 0 < arrows < 32
    assert page.locator("#sheet .node:not(.hidden)").count() == boxes
    assert page.locator("#sheet .edge:not(.hidden)").count() == arrows
    page.check('#kinds input[value="Factor"]')
    for status, number in (("unnamed", 3), ("hedged", 2), ("no-evidence", 1), ("negated", 1)):
        before = counts(page)
        page.uncheck(f'#statuses input[value="{status}"]')
        assert counts(page)[1] == before[1] - number
    page.keyboard.press("Escape")
    assert counts(page) == (30, 32, 33)


def test_the_table_has_every_claim(opened: Opened) -> None:
    page = opened()
    page.click("#show-table")
    rows = page.locator("#table tbody tr:visible")
    assert rows.count() == 33
    ids = {row.get_attribute("data-claim") for row in rows.all()}
    assert ids == set(sample().claims)
    assert page.locator("#drawing").is_hidden()
    page.click('#table tr[data-claim="pickaway-2025-02/c19"] button')
    expect(page.locator("#pane h2")).to_contain_text("Medical need")


def test_the_address_restores_what_was_seen(opened: Opened) -> None:
    page = opened()
    page.uncheck('#kinds input[value="Agency"]')
    page.uncheck('#statuses input[value="unnamed"]')
    page.click('#sheet [data-id="court-limit"] .outline')
    page.click("#show-table")
    address = page.evaluate("location.hash")
    again = opened(None, address)
    assert counts(again) == counts(page)
    expect(again.locator("#pane h2")).to_have_text("Court limit where the country refuses")
    assert again.locator("#table").is_visible()
    assert not again.is_checked('#kinds input[value="Agency"]')
    again.evaluate("location.hash = '#node=release'")
    expect(again.locator("#pane h2")).to_have_text("Release")
    assert again.locator("#drawing").is_visible()


def test_an_address_that_names_nothing_known_does_no_harm(opened: Opened) -> None:
    page = opened(None, "#node=nowhere&without=Nothing&view=odd&claim=%3Cscript%3E")
    expect(page.locator("#pane h2")).to_have_text("Evidence")
    assert counts(page) == (30, 32, 33)


def test_zoom_and_pan(opened: Opened) -> None:
    page = opened()
    box = page.locator("#sheet svg")

    def seen() -> list[float]:
        return [float(n) for n in str(box.get_attribute("viewBox")).split()]

    whole = seen()
    page.click("#nearer")
    assert seen()[2] < whole[2]
    page.click("#farther")
    page.click("#all")
    assert seen() == whole
    box.hover()
    page.mouse.wheel(0, -300)
    expect(box).not_to_have_attribute("viewBox", " ".join(f"{n:g}" for n in whole))
    assert seen()[2] < whole[2]
    page.locator('#sheet [tabindex="0"]').focus()
    page.keyboard.press("0")
    assert seen() == whole
    page.keyboard.press("Shift+ArrowRight")
    assert seen()[0] > whole[0]
    page.keyboard.press("+")
    assert seen()[2] < whole[2]


def test_dragging_moves_and_does_not_select(opened: Opened) -> None:
    page = opened()
    before = page.locator("#sheet svg").get_attribute("viewBox")
    place = page.locator('#sheet [data-id="release"] .outline').bounding_box()
    assert place
    page.mouse.move(place["x"] + 10, place["y"] + 5)
    page.mouse.down()
    page.mouse.move(place["x"] + 90, place["y"] + 60, steps=4)
    page.mouse.up()
    assert page.locator("#sheet svg").get_attribute("viewBox") != before
    expect(page.locator("#pane h2")).to_have_text("Evidence")


def test_a_phone_is_wide_enough(opened: Opened) -> None:
    page = opened(size=(390, 844))
    for address in ("#node=country-refuses", "#view=table", "#edge=link%2F25"):
        page.evaluate(f"location.hash = '{address}'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.evaluate("location.hash = '#node=release'")
    box = page.locator('#sheet [data-id="release"] .label').bounding_box()
    assert box
    assert box["height"] >= 9


def test_the_theme_follows_the_system_and_the_button(opened: Opened) -> None:
    page = opened(dark=True)
    ground = "getComputedStyle(document.body).backgroundColor"
    dark = page.evaluate(ground)
    page.click("#theme")
    light = page.evaluate(ground)
    assert (dark, light) == ("rgb(21, 24, 27)", "rgb(255, 255, 255)")
    page.click("#theme")
    assert page.evaluate(ground) == dark


def test_print_shows_drawing_table_and_limits(opened: Opened) -> None:
    page = opened(dark=True)
    page.emulate_media(media="print")
    for part in ("#sheet svg", "#table", "#limits", "#kinds"):
        assert page.locator(part).is_visible()
    for part in (".bar", "#pane", ".zoom"):
        assert page.locator(part).is_hidden()
    assert page.pdf().startswith(b"%PDF")


def test_labels_are_text_whatever_they_say(opened: Opened) -> None:
    page = opened(hostile())
    assert page.evaluate("window.__hit") is None
    assert page.locator("img").count() == 0
    assert page.locator("script").count() == 2
    assert page.locator("h1").inner_text() == HOSTILE
    page.click("#sheet .node .outline")
    expect(page.locator("#pane h2")).to_have_text(HOSTILE)
    page.locator("#pane details summary").first.click()
    expect(page.locator("#pane")).to_contain_text(HOSTILE)
    page.fill("#search", "onerror")
    page.click("#show-table")
    expect(page.locator("#table tbody tr").first).to_contain_text(HOSTILE)
    assert page.evaluate("window.__hit") is None
    assert page.locator("img").count() == 0


def test_the_file_names_no_other_place(tmp_path: Path) -> None:
    draw(sample(), tmp_path / "a.html")
    text = (tmp_path / "a.html").read_text(encoding="utf-8")
    assert re.findall(r"https?://[^\"' ]+", text) == ["http://www.w3.org/2000/svg"]
    assert "default-src 'none'" in text
    assert "innerHTML" not in text


def test_data_cannot_leave_its_element() -> None:
    text = rendered(hostile())
    data = text.split('id="data">')[1].split("</script>")[0]
    assert "<" not in data
    assert text.count("</script>") == 2


def test_an_empty_view_opens(opened: Opened) -> None:
    page = opened(replace(sample(), nodes=(), edges=(), claims={}))
    assert counts(page) == (0, 0, 0)


def hostile() -> View:
    """A view in which every text tries to become markup."""
    nodes = (
        Node(HOSTILE, HOSTILE, "Factor", HOSTILE),
        Node("constructor", "Release", "__proto__", HOSTILE),
    )
    edge = Edge(
        HOSTILE, HOSTILE, "constructor", HOSTILE, HOSTILE, "affirmed", HOSTILE, (HOSTILE,), 1,
        ("c",), ("toString",), False, False,
    )
    texts: dict[str, object] = dict.fromkeys(
        ("text", "asserter", "stance", "modality", "polarity", "document", "stated_on", "valid"),
        HOSTILE,
    )
    claim = texts | {"attribution": [HOSTILE], "origin": HOSTILE, "contested_by": [HOSTILE]}
    return View(
        HOSTILE, HOSTILE, nodes, (edge,), {"c": claim, "toString": claim}, (HOSTILE,), HOSTILE,
        HOSTILE, HOSTILE,
    )
