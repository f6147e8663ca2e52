"""Large drawings: every line is there, and what is asked about is drawn by itself."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page, expect

from kg.draw.prepare import pathway
from kg.graph import Graph

from .conftest import Explorer
from .looking import arrows, nodes, parameters

_EVERYTHING = "view=look&look.mode=everything"
#: an arrow that no other line and no box covers, with the place of its middle on the screen
_FREE = """() => {
  const drawing = document.querySelector('#look .drawing');
  const seen = drawing.getBoundingClientRect();
  for (const one of shownArrows()) {
    const place = (key) => document.querySelector(
      `#look .node[data-id="${key}"]`).getBoundingClientRect();
    const [from, to] = [place(one.source), place(one.target)];
    const [x, y] = [from, to].map(at => [at.left + at.width / 2, at.top + at.height / 2])
      .reduce(([ax, ay], [bx, by]) => [(ax + bx) / 2, (ay + by) / 2]);
    const inside = x > seen.left && x < seen.right && y > seen.top && y < seen.bottom;
    if (one.source !== one.target && inside
      && document.elementFromPoint(x, y) === drawing) return { key: one.key, x, y };
  }
  return null;
}"""


def lines(page: Page) -> int:
    """How many lines the drawing has that are not drawn by themselves."""
    found: int = page.evaluate("""() => [...document.querySelectorAll('#look .many .line')]
      .reduce((sum, one) => sum + (one.getAttribute('d').match(/M/g) || []).length, 0)""")
    return found


def shown(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate("() => shownArrows()")
    return found


def test_every_line_is_drawn_and_follows_filters_and_days(
    explorer: Explorer, graph: Graph
) -> None:
    page = explorer(_EVERYTHING)
    every = len(shown(page))
    assert every > 500 and lines(page) == every
    heads = page.eval_on_selector_all(
        "#look .many .head", "all => all.map(one => one.getAttribute('d')).join('')")
    assert heads.count("M") == every
    page.get_by_role("checkbox", name="Factor").uncheck()
    assert 0 < lines(page) == len(shown(page)) < every
    page.evaluate("go({as_of: '2020-01-01'})")
    assert lines(page) == (len(shown(page)) if len(nodes(page)) >= 150 else 0)
    # the lines of a small drawing have their own names
    page.evaluate("location.hash = 'view=look'")
    expect(page.locator("#look .drawing .node")).to_have_count(len(pathway(graph).nodes))
    assert lines(page) == 0 and len(arrows(page)) == len(shown(page))


def test_what_is_chosen_has_its_arrows_by_themselves(explorer: Explorer) -> None:
    page = explorer(_EVERYTHING)
    page.locator("#look").get_by_role("button", name="All", exact=True).click()
    expect(page.locator("#look .drawing .edge")).to_have_count(0)
    page.evaluate("go({thing: 'release'})")
    near = {one["key"] for one in shown(page) if "release" in (one["source"], one["target"])}
    assert near and arrows(page) == near
    assert set(page.eval_on_selector_all(
        "#look .drawing .edge.near", "all => all.map(one => one.dataset.id)")) == near
    expect(page.locator("#look .node.selected")).to_have_attribute("data-id", "release")
    page.evaluate("go({thing: 'immigration-arrest'})")
    # what was chosen before is near, and no longer chosen
    expect(page.locator("#look .node.selected")).to_have_attribute(
        "data-id", "immigration-arrest")
    page.evaluate("go({thing: undefined})")
    assert arrows(page) == set()


def test_labels_and_signs_come_when_it_is_looked_at_from_near(explorer: Explorer) -> None:
    page = explorer(_EVERYTHING)
    page.locator("#look").get_by_role("button", name="All", exact=True).click()
    expect(page.locator("#look .drawing .edge")).to_have_count(0)
    for _ in range(12):
        page.locator("#look").get_by_role("button", name="Nearer").click()
    expect(page.locator("#look .drawing .edge")).not_to_have_count(0)
    spoken = page.eval_on_selector_all(
        "#look .drawing .edge", "all => all.map(one => one.getAttribute('aria-label'))")
    assert all("claim" in one for one in spoken)


def test_a_line_is_found_under_the_pointer_and_by_a_tap(explorer: Explorer) -> None:
    page = explorer(_EVERYTHING)
    page.locator("#look").get_by_role("button", name="All", exact=True).click()
    expect(page.locator("#look .drawing .edge")).to_have_count(0)
    free = page.evaluate(_FREE)
    assert free
    page.mouse.move(free["x"], free["y"])
    under = arrows(page)
    assert len(under) == 1
    page.mouse.click(free["x"], free["y"])
    assert parameters(page)["look.edge"] == list(under)
    page.evaluate("go({'look.edge': undefined})")
    page.mouse.move(0, 0)
    expect(page.locator("#look .drawing .edge")).to_have_count(0)
    # a finger meets the ground, as no line was drawn by itself before
    free = page.evaluate(_FREE)
    page.evaluate("""({x, y}) => document.querySelector('#look .drawing').dispatchEvent(
      new MouseEvent('click', {bubbles: true, clientX: x, clientY: y}))""", free)
    assert parameters(page)["look.edge"] == list(under)


def test_beside_all_lines_nothing_is_chosen(explorer: Explorer) -> None:
    page = explorer(_EVERYTHING)
    page.locator("#look").get_by_role("button", name="All", exact=True).click()
    sheet = page.locator("#look .sheet").bounding_box()
    assert sheet
    page.mouse.click(sheet["x"] + 3, sheet["y"] + 3)
    assert "look.edge" not in parameters(page)


def test_a_kept_picture_has_every_name_and_sign(explorer: Explorer) -> None:
    page = explorer(_EVERYTHING)
    page.locator("#look").get_by_role("button", name="All", exact=True).click()
    expect(page.locator("#look .drawing .edge")).to_have_count(0)
    kept: dict[str, Any] = page.evaluate("""() => {
      const text = svgOf(document.querySelector('#look .drawing')).text;
      const made = new DOMParser().parseFromString(text, 'image/svg+xml');
      const read = (one) => one.getAttribute('display') !== 'none';
      const labels = [...made.querySelectorAll('[data-id]')]
        .filter(one => [...one.querySelectorAll('text')].some(read)).map(one => one.dataset.id);
      return { labels, signs: text.split('>!<').length - 1 };
    }""")
    assert nodes(page) <= set(kept["labels"])
    assert kept["signs"] == sum("disputed" in one["marks"] for one in shown(page))
    # afterwards it is as it was
    assert arrows(page) == set()
