"""The record's view: charts, the claims set beside them, and what a day leaves out."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kg.explorer import page
from kg.explorer.charts import charts, part, record
from kg.graph import Graph
from tests.axe import violations
from tests.browser import Opener

READY = "window.__ready === true"
#: seeds/curation/record-tests.yaml sets this claim beside the table of book-outs
CLAIM = "pickaway-2025-02/c40-interior-releases-continue"
SIZES = [(1400, False), (1400, True), (390, False), (390, True)]


@pytest.fixture
def address(explorer_file: Path) -> str:
    return explorer_file.as_uri()


@pytest.fixture(scope="module")
def tests(graph: Graph) -> list[dict[str, object]]:
    found = record(graph, charts(graph))["tests"]
    assert isinstance(found, list)
    return found


def test_comparisons_are_those_of_the_question(
    graph: Graph, tests: list[dict[str, object]]
) -> None:
    answer = graph.ask("claim-and-record")
    assert {one["claim"] for one in tests} == {row.claims[0] for row in answer.rows}
    [one] = [one for one in tests if one["claim"] == CLAIM]
    assert one["verdict_label"] == "consistent, not established"
    assert one["charts"] == ["releases"]
    counts = one["counts"]
    assert isinstance(counts, list)
    # OUTPUTS: Feb 2025 1,796, Jan 7,199, Mar 1,998, of them 1,741 on bond set by a judge
    assert sorted(count["total"] for count in counts) == ["1,741", "1,796", "1,998", "7,199"]
    assert all(count["source"].startswith("workbook of 24 Sep 2025") for count in counts)


def test_what_cannot_be_tested_has_a_reason_and_no_count(tests: list[dict[str, object]]) -> None:
    untestable = [one for one in tests if one["verdict"] == "cg:verdict-not-testable"]
    assert len(untestable) > 3
    for one in untestable:
        assert one["reason"] and one["counts"] == [] and one["charts"] == []


def test_each_chart_once_with_the_claims_that_are_drawn_in_it(graph: Graph) -> None:
    made = charts(graph)
    found = record(graph, made)["charts"]
    assert isinstance(found, list)
    assert [one["id"] for one in found] == [chart.id for chart in made]
    text = part(made)
    for one in found:
        assert text.count(f'id="chart-{one["id"]}"') == 1
    events = [event for one in found for event in one["events"]]
    assert all(event["claims"] for event in events)
    assert len(events) == sum(len(chart.events) for chart in made) > 3


def shown(page: Page) -> str:
    return page.locator("#record-drawn h3").inner_text()


def test_a_claim_beside_the_chart_opens_its_evidence(address: str, opener: Opener) -> None:
    opened = opener.open(address + "#view=record", ready=READY)
    assert shown(opened).startswith("Releases from ICE detention")
    item = opened.locator("#record-beside > ul > li", has_text="1,741")
    expect(item).to_contain_text("consistent, not established")
    expect(item).to_contain_text("No: the table counts people arrested at any time")
    item.locator("button").click()
    assert opened.evaluate("value('claim')") == CLAIM
    expect(opened.locator("#record-drawn")).to_contain_text("timing only")


def test_the_address_restores_the_chart(address: str, opener: Opener) -> None:
    opened = opener.open(address + "#view=record", ready=READY)
    opened.select_option("#record-chart", "population")
    assert shown(opened).startswith("People in ICE detention")
    again = opener.open(opened.url, ready=READY)
    assert shown(again) == shown(opened)
    assert again.input_value("#record-chart") == "population"
    opened.go_back()
    assert shown(opened).startswith("Releases from ICE detention")
    wrong = opener.open(address + "#view=record&record.chart=none", ready=READY)
    assert shown(wrong).startswith("Releases from ICE detention")


def test_a_day_leaves_out_what_was_not_yet_out(address: str, opener: Opener) -> None:
    opened = opener.open(address + "#view=record", ready=READY)
    every = opened.locator("#record-beside > ul > li").count()
    # the workbook of 24 September 2025 was not out, and neither were later claims
    opened.evaluate("go({ known_by: '2025-03-01' })")
    expect(opened.locator("#record-day")).to_contain_text("2025-03-01")
    left = opened.locator("#record-beside > ul > li")
    assert 0 < left.count() < every
    assert "Counted" not in " ".join(left.all_inner_texts())


def test_by_keyboard_alone(address: str, opener: Opener) -> None:
    opened = opener.open(address + "#view=record", ready=READY)
    opened.focus("#to-record")
    for _ in range(12):
        opened.keyboard.press("Tab")
        if opened.evaluate("document.activeElement.id") == "record-chart":
            break
    opened.keyboard.press("ArrowDown")
    assert shown(opened).startswith("Alternatives to Detention")
    for _ in range(12):
        opened.keyboard.press("Tab")
        if opened.evaluate("document.activeElement.matches('#record-beside button.link')"):
            break
    opened.keyboard.press("Enter")
    assert opened.evaluate("value('claim') in pack.claims")


@pytest.mark.parametrize(("width", "dark"), SIZES)
def test_axe_finds_nothing(address: str, opener: Opener, width: int, dark: bool) -> None:
    opened = opener.open(
        address + "#view=record", size=(width, 900), dark=dark, bypass_csp=True, ready=READY
    )
    opened.locator("#record-beside summary").first.click()
    assert violations(opened) == []
    assert opened.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_graph_without_tables_says_so(article: Graph, opener: Opener, tmp_path: Path) -> None:
    file = tmp_path / "explorer.html"
    file.write_text(page(article).text, encoding="utf-8")
    opened = opener.open(file.as_uri() + "#view=record", ready=READY)
    expect(opened.locator("#record")).to_contain_text("holds no published table")
