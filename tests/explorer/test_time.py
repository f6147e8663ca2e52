"""Time: the day that all views follow, what differs between two, and the timeline."""

from __future__ import annotations

import re
from datetime import date, timedelta

from playwright.sync_api import expect

from kg.draw.prepare import pathway
from kg.explorer.times import times
from kg.graph import Graph

from .conftest import Explorer
from .looking import arrows, parameters


def test_the_drawing_follows_the_day(explorer: Explorer, graph: Graph) -> None:
    page = explorer("view=look")
    whole = len(arrows(page))
    page.locator("#look").get_by_label("As of").fill("2003-03-01")
    page.locator("#look").get_by_label("As of").dispatch_event("change")
    assert parameters(page)["as_of"] == ["2003-03-01"]
    assert len(arrows(page)) == len(pathway(graph, "2003-03-01").edges)
    assert len(arrows(page)) < whole
    page.locator("#look").get_by_label("Known by").fill("2025-02-04")
    page.locator("#look").get_by_label("Known by").dispatch_event("change")
    assert len(arrows(page)) == len(pathway(graph, "2003-03-01", "2025-02-04").edges)
    page.get_by_role("link", name="Time").click()
    expect(page.locator("#time").get_by_label("As of")).to_have_value("2003-03-01")
    page.locator("#time").get_by_role("button", name="Any day").click()
    page.get_by_role("link", name="Look").click()
    assert len(arrows(page)) == whole


def test_the_slider_stops_where_something_changes(explorer: Explorer) -> None:
    page = explorer("view=look&as_of=2025-02-01")
    slider = page.locator("#look input[type=range]")
    slider.focus()
    page.keyboard.press("ArrowRight")
    day = parameters(page)["as_of"][0]
    assert day > "2025-02-01"
    assert slider.get_attribute("aria-valuetext") == day
    changed = page.evaluate(
        "day => Object.values(pack.claims).some(one => one.from === day || one.until === day)", day)
    assert changed
    page.locator("#look").get_by_role("button", name="Change before").click()
    assert parameters(page)["as_of"][0] < day
    page.locator("#look").get_by_role("button", name="Next change").click()
    assert parameters(page)["as_of"] == [day]


def test_two_days_are_compared_in_list_and_drawing(explorer: Explorer, graph: Graph) -> None:
    first, last = "2001-01-01", "2025-06-01"
    page = explorer(f"view=time&as_of={first}&compare={last}")
    for title, sign in ((f"Possible on {last}", "+"), (f"Possible on {first}", "\N{MINUS SIGN}")):
        summary = page.locator("#time summary", has_text=title)
        expect(summary).to_contain_text(sign)
    ids = {key: set(found) for key, found in page.evaluate(
        """([a, b]) => ({ added: claimsOnlyOn(b, a, ''), removed: claimsOnlyOn(a, b, '') })""",
        [first, last]).items()}
    for name, found in ids.items():
        assert found, name
        one = date.fromisoformat
        for claim in list(found)[:30]:
            said = page.evaluate("id => pack.claims[id]", claim)
            bound = said["from"] if name == "added" else said["until"]
            assert one(first) < one(bound) <= one(last), claim
    page.locator("#time").get_by_role("button", name="Show in the drawing").click()
    view = {}
    for day in (first, last):
        view[day] = {(e.source, e.predicate, e.target, e.polarity, e.modality, e.stances == (
            "denied",), e.no_evidence, e.stances == ("promised",))
            for e in pathway(graph, day).edges}
    expect(page.locator("#look .edge.added")).to_have_count(len(view[last] - view[first]))
    expect(page.locator("#look .edge.removed")).to_have_count(len(view[first] - view[last]))
    assert page.locator("#look .edge.added .mark.added").count()
    expect(page.locator("#look .compared")).to_contain_text(f"{last} compared with {first}")
    page.locator("#look").get_by_role("button", name="Stop comparing").click()
    expect(page.locator("#look .edge.added")).to_have_count(0)


def test_the_timeline_and_its_list_say_the_same(explorer: Explorer, graph: Graph) -> None:
    page = explorer("view=time")
    page.get_by_role("button", name="All years").click()
    known = times(graph)
    items = page.locator("#time .timeline .item")
    drawn = set(items.evaluate_all("found => found.map(one => one.dataset.item)"))
    dated = {key for key, one in known["events"].items() if "from" in one or "certain_from" in one}
    assert dated
    assert dated <= drawn
    listed = 0
    for lane in page.locator("#time .timelist .lane").all()[:3]:
        text = lane.locator("summary").inner_text()
        listed += int(re.findall(r"\((\d+)\)", text)[0])
    assert listed == items.count()
    cells = page.locator("#time .timelist .lane", has_text="Published counts")
    cells.locator("summary").click()
    first, number = next(iter(sorted(known["months"].items())))
    expect(cells.locator("li").first).to_have_text(re.compile(f"^{first} {number} cells?$"))


def test_each_item_opens_its_evidence(explorer: Explorer) -> None:
    page = explorer("view=time")
    page.locator("#time .timelist summary", has_text="Instruments").click()
    entry = page.locator("#time .timelist .lane", has_text="Instruments").locator("button").first
    entry.focus()
    page.keyboard.press("Enter")
    assert "/" in parameters(page)["claim"][0]
    page.locator("#time .timelist summary", has_text="Events").click()
    page.locator("#time .timelist .lane", has_text="Events").locator("button").first.click()
    assert "claim" not in parameters(page)
    assert page.evaluate("id => pack.times.events[id] !== undefined", parameters(page)["thing"][0])
    page.locator("#time .timeline .item").first.click()
    assert {"thing", "claim"} & parameters(page).keys()


def test_uncertain_ends_are_dashed(explorer: Explorer) -> None:
    page = explorer("view=time&time.first=1990&time.last=2028")
    bar = page.evaluate("""() => {
      for (const [id, one] of Object.entries(pack.claims)) {
        const made = document.querySelector(`#time [data-item="${id}"]`);
        if (made && one.from && one.certain_from > one.from && made.querySelector('.certain')) {
          const dashed = made.querySelector('.possible');
          return { start: Number(dashed.getAttribute('d').match(/^M([\\d.]+)/)[1]),
            dash: getComputedStyle(dashed).strokeDasharray,
            sure: Number(made.querySelector('.certain').getAttribute('x')) };
        }
      }
    }""")
    assert bar["start"] < bar["sure"]
    assert bar["dash"] != "none"


def test_years_can_be_narrowed_and_moved(explorer: Explorer) -> None:
    page = explorer("view=time&time.first=2016&time.last=2026&as_of=2025-03-01")
    page.get_by_role("button", name="Fewer years").click()
    first, last = (int(parameters(page)[f"time.{name}"][0]) for name in ("first", "last"))
    assert 2016 < first <= 2025 < last <= 2026
    assert page.locator("#time .timeline line.as_of").count() == 1
    page.get_by_role("button", name="Earlier").click()
    assert int(parameters(page)["time.first"][0]) < first
    page.get_by_role("checkbox", name="Events").uncheck()
    expect(page.locator("#time .timeline .lane", has_text="Events")).to_have_count(0)


def test_claims_of_a_month_are_listed(explorer: Explorer) -> None:
    page = explorer("view=time&time.month=2025-02")
    found = page.locator("#time h3", has_text="Stated in 2025-02")
    number = int(re.findall(r"\((\d+) claims?\)", found.inner_text())[0])
    day = date(2025, 2, 1)
    month = {str(day + timedelta(days=n)) for n in range(28)} | {"2025-02"}
    counted = page.evaluate(
        "() => Object.values(pack.claims).filter(one => one.rank !== 'deprecated')"
        ".map(one => one.stated_on.replace(/[[\\]]/g, '').split('..'))")
    assert number == sum(all(part in month for part in parts) for parts in counted)
