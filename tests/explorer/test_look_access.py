"""Look and Time for who hears or taps them, and for labels that somebody wrote to do harm."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from kg.draw.embed import embedded
from tests.axe import violations

from .conftest import Explorer
from .looking import nodes

_STATES = (
    "view=look&thing=release",
    "view=look&look.mode=around&look.around=parole&as_of=2025-03-01&compare=2025-09-01",
    "view=look&look.mode=path&look.from=country-refuses-returns&look.to=release",
    "view=look&look.show=table&look.sort=stated",
    "view=time&as_of=2025-03-01&compare=2025-09-01&time.month=2025-02",
)


@pytest.mark.parametrize(("width", "dark", "states"), [
    (1400, False, _STATES), (390, True, _STATES), (390, False, _STATES[1::3]),
    (1400, True, _STATES[1::3]),
])
def test_axe_finds_nothing(
    explorer: Explorer, width: int, dark: bool, states: tuple[str, ...]
) -> None:
    # axe is injected, which the page's own policy forbids.
    page = explorer(size=(width, 900), dark=dark, bypass_csp=True)
    for state in states:
        page.evaluate("state => { location.hash = state; }", state)
        page.wait_for_function("state => location.hash === '#' + state", arg=state)
        assert violations(page, "#content") == [], state


def test_it_fits_a_phone_and_its_targets_are_large(explorer: Explorer) -> None:
    page = explorer(_STATES[0], size=(390, 844))
    for state in _STATES:
        page.evaluate("state => { location.hash = state; }", state)
        page.wait_for_function("state => location.hash === '#' + state", arg=state)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, state
        small = page.eval_on_selector_all(
            "#content section:not([hidden]) :is(button, summary, input[type=range])",
            """found => found.map(one => [one.textContent, one.getBoundingClientRect()])
              .filter(([, box]) => box.height && (box.height < 24 || box.width < 24))""")
        assert small == [], state


def test_what_changes_is_told_and_the_graph_has_one_stop(explorer: Explorer) -> None:
    page = explorer("view=look")
    summary = page.locator("#look .summary")
    assert summary.get_attribute("role") == "status"
    before = summary.inner_text()
    page.get_by_role("checkbox", name=re.compile("^Factor")).uncheck()
    assert summary.inner_text() != before
    assert page.locator("#look .drawing [tabindex='0']").count() == 1
    names = page.eval_on_selector_all(
        "#look .drawing .node", "found => found.map(one => one.getAttribute('aria-label'))")
    assert all(re.search(r", \d+ out, \d+ in$", name) for name in names)
    spoken = page.eval_on_selector_all(
        "#look .drawing .edge", "found => found.map(one => one.getAttribute('aria-label'))")
    assert any("Negated" in one for one in spoken)
    assert all(re.search(r"\d+ claims?$", one) for one in spoken)


def test_paper_shows_the_drawing_without_controls(explorer: Explorer) -> None:
    page = explorer("view=look")
    page.emulate_media(media="print")
    expect(page.locator("#look .modes")).to_be_hidden()
    expect(page.locator("#look .sightbar")).to_be_hidden()
    expect(page.locator("#look .drawing")).to_be_visible()


@pytest.mark.parametrize("state", _STATES)
def test_hostile_words_stay_words(
    explorer: Explorer, explorer_file: Path, tmp_path: Path, state: str
) -> None:
    text = explorer_file.read_text(encoding="utf-8")
    before, data, after = re.split(
        r'(?<=<script type="application/json" id="pack">)(.*?)(?=</script>)', text,
        maxsplit=1, flags=re.S)
    pack: dict[str, Any] = json.loads(data)
    harm = '</script><img src=x onerror="window.__hit=1">" onload="window.__hit=2'
    for thing in pack["things"].values():
        thing["label"] = harm
        thing["definition"] = harm
    for claim in pack["claims"].values():
        claim |= {"text": harm, "asserter": harm, "document_label": harm, "stance_label": harm}
    for one in pack["drawn"]["predicates"].values():
        one["label"] = harm
    for box in pack["drawn"]["boxes"].values():
        box[2:] = [harm]
    hostile = tmp_path / "hostile.html"
    hostile.write_text(before + embedded(pack) + after, encoding="utf-8")
    page = explorer(state, file=hostile)
    assert page.evaluate("window.__hit") is None
    assert page.locator("#content img").count() == 0
    assert page.locator("#content").get_by_text("onerror").first.count() == 1
    if "look.mode" not in state and "table" not in state and "time" not in state:
        assert "release" in nodes(page)


def test_an_address_of_nonsense_shows_the_pathway(explorer: Explorer) -> None:
    page = explorer(
        "view=look&look.mode=nothing&as_of=2025-99-99&compare=yesterday&look.depth=99"
        "&look.edge=a|b|c&thing=%3Cimg%3E&look.no-kind=%3Cb%3E&look.sort=-nothing&time.first=x")
    assert "release" in nodes(page)
    page.evaluate("location.hash = 'view=look&look.mode=around&look.around=no-such-thing'")
    expect(page.locator("#look .chained")).to_contain_text("No claim is left")
    page.evaluate("location.hash = 'view=time&time.first=99999&time.month=x&as_of=2025-99-99'")
    expect(page.locator("#time .timeline")).to_be_visible()
