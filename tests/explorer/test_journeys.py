"""Ten journeys of the people who use it, by mouse and by keys alone, in a file and from a server.

Each follows one person of those the project is for, from the first view to what they take along.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Download, Locator, Page, expect

from kg.graph import Graph
from tests.browser import Opener

from .looking import arrows, nodes
from .walking import Keys, Mouse, Walker

READY = "window.__ready === true"
Journey = Callable[[Walker, Graph], None]


def evidence(page: Page) -> Locator:
    return page.locator("#evidence")


def asked(walker: Walker, question: str, search: str = "") -> None:
    """Find a question, by the box or in the list, and open it."""
    page = walker.page
    if search:
        walker.write(page.locator("#ask-box"), search)
        found = page.locator(f'#ask-found [data-found="{question}"]')
        expect(found).to_be_visible()
        walker.choose(found)
    else:
        walker.choose(page.locator(f'#ask-list [data-q="{question}"]').first)
    expect(page.locator("#ask-heading")).to_be_visible()
    expect(page.locator("#ask-body")).not_to_have_attribute("aria-busy", "true")
    expect(page.locator("#ask-body .sentence")).to_be_visible()


def row_of(page: Page, text: str) -> Locator:
    return page.locator("#ask-seen tbody tr").filter(
        has=page.locator("th", has_text=re.compile(f"^{re.escape(text)}$")))


def saved(walker: Walker, form: str) -> Download:
    page = walker.page
    menu = page.locator(".tools > summary")
    if not page.locator("#tools-menu").is_visible():
        walker.choose(menu)
    with page.expect_download() as taken:
        walker.choose(page.locator(f'#tools-menu [data-save="{form}"]'))
    return taken.value


def text_of(download: Download) -> str:
    return Path(download.path()).read_bytes().decode("utf-8-sig")


def sole_carers(walker: Walker, graph: Graph) -> None:
    """A journalist: who says that sole carers are released, on record or not, to be cited."""
    page = walker.page
    asked(walker, "release-factors", "factors lead to release")
    walker.choose(row_of(page, "Sole care of children").locator("[data-open]"))
    walker.choose(evidence(page).locator("[data-claim]").first)
    pane = evidence(page)
    expect(pane.locator(".tags")).to_contain_text("unnamed")
    expect(pane).to_contain_text("paragraph 14")
    expect(pane).to_contain_text("original not seen")
    walker.choose(page.locator(".tools > summary"))
    cited = page.locator("#citation").input_value()
    assert "release-factors" in cited and "c57" in cited and graph.digest[:12] in cited
    assert "Original not seen: " in cited and "Accessed 20" in cited


def one_origin(walker: Walker, graph: Graph) -> None:
    """A fact-checker: from a claim that many outlets carried to the origin that they share."""
    page = walker.page
    answer = graph.ask("single-origin")
    asked(walker, "single-origin", "one origin")
    expect(page.locator("#ask-seen tbody tr")).to_have_count(len(answer.rows))
    walker.choose(page.locator("#ask-seen [data-open]").first)
    walker.choose(evidence(page).locator("[data-claim]").first)
    walker.choose(evidence(page).locator('[data-thing^="origin/"]').first)
    expect(evidence(page).locator(".kind")).to_contain_text("origin")
    assert evidence(page).locator("[data-claim]").count() > 1
    walker.choose(evidence(page).locator("[data-close]"))
    expect(evidence(page)).to_be_hidden()


def contested(walker: Walker, graph: Graph) -> None:
    """A fact-checker: which claims cannot both hold, and what each side says."""
    page = walker.page
    asked(walker, "conflicts")
    walker.pick(page.locator("#p-compatibility"), "cannot both hold")
    expected = graph.ask("conflicts", compatibility="compatibility-cannot-both-hold")
    expect(page.locator("#ask-seen tbody tr")).to_have_count(len(expected.rows))
    walker.choose(page.locator("#ask-seen tbody tr").first.locator("[data-open]"))
    assert evidence(page).locator("[data-claim]").count() >= 2
    walker.choose(evidence(page).locator("[data-claim]").nth(1))
    expect(evidence(page)).to_contain_text("Contested by")


def no_evidence(walker: Walker, graph: Graph) -> None:
    """A journalist: "no evidence that" is not "not", and says found by whom."""
    page = walker.page
    asked(walker, "no-evidence", "no evidence")
    expect(page.locator("#ask-seen tbody tr")).to_have_count(len(graph.ask("no-evidence").rows))
    walker.choose(page.locator("#ask-seen [data-open]").first)
    walker.choose(evidence(page).locator("[data-claim]").first)
    expect(evidence(page).locator(".tags")).to_contain_text("no evidence")
    expect(page.locator("#ask-body .limits li").first).to_be_visible()


def stage_d(walker: Walker, graph: Graph) -> None:
    """A lawyer: what lets somebody be released after a final order, and what surrounds the norm."""
    page = walker.page
    asked(walker, "release-authority")
    expect(page.locator("#ask-seen tbody tr")).to_have_count(
        len(graph.ask("release-authority").rows))
    walker.choose(page.locator("#ask-seen tbody tr td [data-thing]").first)
    label = evidence(page).locator("h2").inner_text()
    walker.choose(evidence(page).get_by_role("button", name="Draw what surrounds it"))
    expect(page.locator("#look")).to_be_visible()
    assert len(nodes(page)) > 1 and len(arrows(page)) > 0
    expect(page.locator("#look .modes input").first).to_have_value(label)


def two_days(walker: Walker, graph: Graph) -> None:
    """A researcher: what changed between two days, in the list and in the drawing."""
    page = walker.page
    walker.choose(page.locator("#to-time"))
    fields = page.locator("#time input[type=date]")
    for field, day in ((fields.nth(0), "2025-01-10"), (fields.nth(2), "2025-03-01")):
        write_day(walker, field, day)
    expect(page.locator("#time .changes")).to_contain_text("2025-03-01")
    walker.choose(page.get_by_role("button", name="Show in the drawing"))
    expect(page.locator("#look .compared")).to_contain_text("2025-03-01 compared with 2025-01-10")
    assert page.evaluate("location.hash").count("2025-0") == 2


def write_day(walker: Walker, field: Locator, day: str) -> None:
    """Into a field for a date, whose parts are typed one after the other: month, day, year."""
    year, month, number = day.split("-")
    if isinstance(walker, Keys):
        walker.reach(field)
    else:
        field.click(position={"x": 12, "y": 10})
    walker.page.keyboard.type(month + number + year)
    expect(field).to_have_value(day)
    walker.page.keyboard.press("Tab")


def claim_and_count(walker: Walker, graph: Graph) -> None:
    """A researcher: does the claim that releases went on agree with the counts?"""
    page = walker.page
    walker.choose(page.locator("#to-record"))
    beside = page.locator("#record-beside li").filter(
        has_text="1,796").filter(has_text="ICE goes on releasing")
    expect(beside).to_contain_text("consistent, not established")
    expect(beside).to_contain_text("7,199")
    walker.choose(beside.locator("[data-claim]"))
    expect(evidence(page)).to_contain_text("paragraph 9")
    walker.choose(page.locator("#to-ask"))
    asked(walker, "line-change", "release lines move")
    walker.choose(row_of(page, "Paroled (monthly table)").locator("[data-open]"))
    walker.choose(evidence(page).locator("[data-cell]").first)
    pane = evidence(page)
    expect(pane.locator("h2")).to_have_text("4,962")
    for said in ("Population", "Denominator", "Not separable", "published 2025-09-24"):
        expect(pane).to_contain_text(said)


def taken_along(walker: Walker, graph: Graph) -> None:
    """A researcher: rows for a spreadsheet, data for a program, a chart for a paper."""
    page = walker.page
    asked(walker, "line-change")
    answer = graph.ask("line-change")
    lines = text_of(saved(walker, "CSV")).split("\r\n")
    assert lines[0].startswith("line,measure") and len(lines) == len(answer.rows) + 2
    data = json.loads(text_of(saved(walker, "JSON")))
    assert data["graph"]["digest"] == graph.digest and len(data["rows"]) == len(answer.rows)
    walker.choose(page.locator("#ask-body [data-as=chart]"))
    expect(page.locator("#ask-seen svg.plot")).to_be_visible()
    picture = text_of(saved(walker, "SVG"))
    assert picture.startswith("<svg") and "4,962" in picture and "font-size=" in picture
    assert Path(saved(walker, "PNG").path()).read_bytes().startswith(b"\x89PNG")


def own_query(walker: Walker, graph: Graph) -> None:
    """A developer: a query from the examples, run here or taken to a terminal."""
    page = walker.page
    walker.choose(page.locator("#to-sparql"))
    title = page.locator("#sparql-example option").nth(3).inner_text()
    walker.pick(page.locator("#sparql-example"), title)
    walker.choose(page.get_by_role("button", name="Show in the editor"))
    text = page.locator("#sparql-text").input_value()
    assert "SELECT" in text
    if page.evaluate("pack.meta.live"):
        walker.choose(page.locator("#sparql-run"))
        expect(page.locator("#sparql-seen tbody tr").first).to_be_visible()
        rows = graph.select(text)[1]
        expect(page.locator("#sparql-seen tbody tr")).to_have_count(min(len(rows), 500))
    else:
        walker.choose(page.get_by_role("button", name="Copy as command"))
        expect(page.locator("#sparql-said")).to_contain_text("The command was copied")


def from_limit_to_monitoring(walker: Walker, graph: Graph) -> None:
    """A curator: how two things are joined, filtered and undone; the link gives it back."""
    page = walker.page
    walker.choose(page.locator("#to-look"))
    walker.choose(page.get_by_role("button", name="From one thing to another"))
    fields = page.locator("#look .modes input")
    for field, text in ((fields.nth(1), "Capacity limit of detention centres"),
                        (fields.nth(2), "Alternatives to Detention")):
        walker.write(field, text)
        page.keyboard.press("Tab")
    expect(page.locator("#look .chains li").first).to_be_visible()
    walker.choose(page.locator("#look .chains [data-edge]").first)
    expect(evidence(page).locator("h2")).to_contain_text("→")
    page.keyboard.press("Escape")
    expect(evidence(page)).to_be_hidden()
    here = page.url
    walker.choose(page.locator("#look").get_by_role("button", name="Statements"))
    expect(page.locator("#look .statements table")).to_be_visible()
    walker.choose(page.locator("#look").get_by_role("button", name="Undo"))
    expect(page.locator("#look .statements table")).to_be_hidden()
    seen = nodes(page)
    page.goto("about:blank")
    page.goto(here)
    page.wait_for_function(READY)
    assert nodes(page) == seen and len(seen) > 1


JOURNEYS: tuple[Journey, ...] = (
    sole_carers, one_origin, contested, no_evidence, stage_d, two_days, claim_and_count,
    taken_along, own_query, from_limit_to_monitoring,
)


@pytest.mark.parametrize("hand", [Mouse, Keys], ids=["mouse", "keys"])
@pytest.mark.parametrize("place", ["file", "server"])
@pytest.mark.parametrize("journey", JOURNEYS, ids=[one.__name__ for one in JOURNEYS])
def test_journey(
    journey: Journey, place: str, hand: type[Mouse] | type[Keys], opener: Opener, graph: Graph,
    request: pytest.FixtureRequest,
) -> None:
    if place == "server":
        address = str(request.getfixturevalue("served_address"))
        opener.allow(address)
    else:
        address = Path(request.getfixturevalue("explorer_file")).as_uri()
    page = opener.open(address, ready=READY)
    journey(hand(page), graph)
