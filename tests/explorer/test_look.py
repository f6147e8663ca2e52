"""Look: the graph in its modes, its filters, what can be undone, linked to and read as a table."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from kg.draw.prepare import pathway, statements
from kg.graph import Graph
from kg.network.build import network
from kg.network.chains import paths

from .conftest import Explorer
from .looking import arrows, nodes, overlaps, parameters


def test_it_opens_on_the_pathway_where_it_can_be_read(explorer: Explorer, graph: Graph) -> None:
    page = explorer("view=look")
    view = pathway(graph)
    assert nodes(page) == {node.id for node in view.nodes}
    assert len(arrows(page)) == len(view.edges)
    expect(page.locator("#look .summary")).to_have_text(re.compile(
        f"{len(view.nodes)} things, {len(view.edges)} arrows"))
    seen = page.locator("#look .sheet").bounding_box()
    assert seen
    for spine in ("immigration-arrest", "release", "alternatives-to-detention"):
        box = page.locator(f"#look .node[data-id={spine}]").bounding_box()
        assert box, spine
        assert seen["y"] <= box["y"] <= seen["y"] + seen["height"], spine
    letters = page.locator("#look .node[data-id=release] .label").bounding_box()
    assert letters
    assert letters["height"] >= 8, "labels can be read"


def test_boxes_never_cover_each_other(explorer: Explorer) -> None:
    page = explorer("view=look")
    for state in (
        "view=look", "view=look&look.mode=everything",
        "view=look&look.mode=around&look.around=release",
        "view=look&look.mode=around&look.around=zadvydas-v-davis&look.depth=2",
        "view=look&look.mode=path&look.from=country-refuses-returns&look.to=release",
    ):
        page.evaluate("state => { location.hash = state; }", state)
        page.wait_for_function("state => location.hash === '#' + state", arg=state)
        assert len(nodes(page)) > 3, state
        assert overlaps(page) == [], state


def test_around_a_thing_by_depth(explorer: Explorer, graph: Graph) -> None:
    page = explorer("view=look")
    page.get_by_role("button", name="Around a thing").click()
    expect(page.get_by_text("Choose a thing")).to_be_visible()
    page.get_by_label("Thing", exact=True).fill("Smartphone app")
    page.get_by_label("Thing", exact=True).press("Enter")
    rows = statements(graph)
    one = {end for row in rows for end in (row.source, row.target)
           if "smartphone-app" in (row.source, row.target)}
    assert nodes(page) == one
    page.get_by_role("button", name="2 links far").click()
    two = {end for row in rows for end in (row.source, row.target)
           if {row.source, row.target} & one}
    assert one < nodes(page)
    assert nodes(page) <= two
    assert parameters(page)["look.depth"] == ["2"]


def test_too_many_are_counted_and_not_drawn(explorer: Explorer) -> None:
    page = explorer("view=look&look.mode=around&look.around=release&look.depth=3")
    assert len(nodes(page)) == 60
    expect(page.locator("#look .left")).to_contain_text("more not shown: narrow")


def test_paths_are_those_of_the_network(explorer: Explorer, graph: Graph) -> None:
    page = explorer("view=look")
    links = network(graph.engine)
    ways = set()
    for one, other in (
        ("country-refuses-returns", "release"), ("release", "smartphone-app"),
        ("medical-need", "zadvydas-v-davis"), ("immigration-arrest", "wrist-device"),
        ("smartphone-app", "medical-need"),
    ):
        wanted = paths(links, one, other, 200)
        page.evaluate("state => { location.hash = state; }",
                      f"view=look&look.mode=path&look.from={one}&look.to={other}")
        found = page.evaluate(
            "([a, b]) => linkedChains(arrowsOf(rowsOn('', ''), rowsOn('', '')), a, b)",
            [one, other])
        if not wanted:
            assert found is None
            continue
        ways.add(found["directed"])
        assert found["directed"] == wanted[0].directed, (one, other)
        assert min(len(c["steps"]) for c in found["chains"]) == len(wanted[0].edges)
        drawn = {tuple(chain["nodes"]) for chain in found["chains"]}
        known = {_passed(one, [(e.source, e.target) for e in chain.edges]) for chain in wanted}
        assert drawn <= known, (one, other)
        assert found["more"] or drawn == known, (one, other)
        expect(page.locator("#look .chains li")).to_have_count(len(drawn))
    assert ways == {True, False}, "both along the arrows and either way"


def _passed(start: str, steps: list[tuple[str, str]]) -> tuple[str, ...]:
    found = [start]
    for source, target in steps:
        found.append(target if source == found[-1] else source)
    return tuple(found)


def test_a_step_of_a_path_opens_its_claims(explorer: Explorer) -> None:
    page = explorer("view=look&look.mode=path&look.from=capacity-limit&look.to=release")
    page.locator("#look .chains button").first.click()
    key = parameters(page)["look.edge"][0]
    assert key.startswith("capacity-limit|leadsTo|")
    texts = page.evaluate("key => edgePane(key).map(one => one.textContent).join(' ')", key)
    claims = page.evaluate(
        "key => arrowsOf(rowsOn('', ''), rowsOn('', '')).find(one => one.key === key).claims", key)
    assert claims
    for claim in claims:
        assert page.evaluate("id => pack.claims[id].text", claim) in texts


def test_no_path_is_said_plainly(explorer: Explorer) -> None:
    page = explorer("view=look&look.mode=path&look.from=release&look.to=smartphone-app"
                    "&as_of=1900-01-01&known_by=1900-01-01")
    expect(page.locator("#look .chained")).to_contain_text("No path of claims leads from Release")
    expect(page.locator("#look .chained")).to_contain_text("does not say that there is no")


def test_filters_narrow_and_undo_brings_back(explorer: Explorer, graph: Graph) -> None:
    page = explorer("view=look")
    before = nodes(page)
    view = pathway(graph)
    factors = {node.id for node in view.nodes if node.kind == "Factor"}
    left = [one for one in view.edges
            if one.status != "unnamed" and not {one.source, one.target} & factors]
    box = page.get_by_role("checkbox", name=re.compile(r"^Factor"))
    expect(page.locator("label", has=box).locator(".count")).to_have_text(str(len(factors)))
    box.uncheck()
    assert nodes(page)
    assert not nodes(page) & factors
    page.get_by_role("checkbox", name=re.compile("^Unnamed sources only")).uncheck()
    narrowed = nodes(page)
    assert narrowed == {end for one in left for end in (one.source, one.target)}
    assert len(arrows(page)) == len(left)
    undo = page.locator("#look").get_by_role("button", name="Undo")
    undo.click()
    expect(page.get_by_role("checkbox", name=re.compile("^Unnamed sources only"))).to_be_checked()
    undo.click()
    expect(box).to_be_checked()
    assert nodes(page) == before
    expect(undo).to_be_disabled()
    redo = page.locator("#look").get_by_role("button", name="Redo")
    redo.click()
    redo.click()
    expect(redo).to_be_disabled()
    assert nodes(page) == narrowed
    page.get_by_role("button", name="Clear filters").click()
    assert nodes(page) == before


def test_documents_stages_and_days_stated_filter_claims(explorer: Explorer, graph: Graph) -> None:
    def shown(state: str, disputing: bool = False) -> list[dict[str, str]]:
        page.evaluate("state => { location.hash = state; }",
                      f"view=look&look.mode=everything&look.show=table{state}")
        more = page.locator("#look .statements > p button")
        if more.count():
            more.click()
        found: list[dict[str, str]] = page.eval_on_selector_all(
            "#look .statements tbody tr",
            """(found, all) => found
              .filter(row => all || !row.cells[1].textContent.startsWith('disputes'))
              .map(row => row.querySelector('button').dataset.claim)
              .map(id => ({ id, ...pack.claims[id] }))""", disputing)
        return found

    page = explorer("view=look")
    every = shown("", disputing=True)
    assert {one["id"] for one in every} == {row.claim for row in statements(graph)}
    one = shown("&look.document=nbc-2025-02-03")
    assert one
    assert {claim["document"] for claim in one} == {"nbc-2025-02-03"}
    late = shown("&look.since=2025-06-01&look.before=2025-06-30")
    assert late
    assert all(claim["stated_on"].startswith(("2025-06", "[")) or claim["stated_on"] == "2025"
               for claim in late)
    assert any(len(claim["stated_on"]) == 7 for claim in shown("&look.since=2025-01-31"))
    stages = page.evaluate("pack.drawn.stages.of")
    staged = shown("&look.no-stage=none&look.no-stage=stage-a&look.no-stage=stage-b"
                   "&look.no-stage=stage-c")
    assert staged
    assert all("stage-d" in stages.get(claim["id"], []) for claim in staged)


def test_the_table_is_the_drawing_in_rows_and_sorts(explorer: Explorer) -> None:
    page = explorer("view=look")
    drawn = arrows(page)
    page.locator("#look").get_by_role("button", name="Statements", exact=True).click()
    expect(page.locator("#look .sheet.tall")).to_be_hidden()
    expect(page.locator("#look .statements caption")).to_contain_text(f"{len(drawn)} arrows")
    page.get_by_role("button", name="Stated on").click()
    days = page.locator("#look .statements tbody tr td:nth-child(8)").all_inner_texts()
    assert len(days) > 50
    assert [day.strip("[") for day in days] == sorted(day.strip("[") for day in days)
    page.get_by_role("button", name="Stated on").click()
    expect(page.locator("#look th[aria-sort=descending]")).to_have_count(1)
    page.locator("#look .statements tbody button").first.click()
    assert "claim" in parameters(page)


def test_a_link_restores_what_is_seen(explorer: Explorer) -> None:
    page = explorer("view=look&look.mode=around&look.around=parole&look.depth=2&as_of=2025-03-01"
                    "&look.no-kind=Record+code&thing=parole")
    wanted = (nodes(page), arrows(page))
    assert page.locator("#look .node.selected").get_attribute("data-id") == "parole"
    again = explorer(page.evaluate("location.hash").lstrip("#"))
    assert (nodes(again), arrows(again)) == wanted
    assert again.locator("#look .node.selected").get_attribute("data-id") == "parole"


def test_keys_alone_lead_along_the_arrows_to_the_claims(explorer: Explorer) -> None:
    page = explorer("view=look")
    _tab_to(page, "document.activeElement.classList.contains('node')")
    page.keyboard.press("Home")
    page.focus("#look .node[data-id=immigration-arrest]")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.dataset.id") == "release"
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.dataset.id") == "immigration-arrest"
    page.keyboard.press("Enter")
    assert parameters(page)["thing"] == ["immigration-arrest"]
    assert page.locator("#look .drawing [tabindex='0']").count() == 1
    _tab_to(page, "document.activeElement.dataset.edge")
    page.keyboard.press("Enter")
    assert parameters(page)["look.edge"][0].startswith("immigration-arrest|")
    _tab_to(page, "document.activeElement.textContent === 'Undo'", back=True)
    page.keyboard.press("Enter")
    page.wait_for_function("!location.hash.includes('look.edge')")


def _tab_to(page: Page, reached: str, *, back: bool = False) -> None:
    for _ in range(90):
        page.keyboard.press("Shift+Tab" if back else "Tab")
        if page.evaluate(reached):
            return
    raise AssertionError(reached)
