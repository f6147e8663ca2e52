"""Ask: what is found and answered, what opens behind it, and what is said where nothing is."""

from __future__ import annotations

import base64
import gzip
import json
import random
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from kg.api.search import search
from kg.explorer.asked import MOST_CHOICES, asked
from kg.explorer.claims import claims
from kg.graph import Graph
from kg.render.answer import to_json
from tests.axe import violations
from tests.browser import Opener

from .conftest import Explorer

READY = "window.__ready === true"
_STATES = (
    "", "s=medical", "q=release-factors&row=3", "q=line-change&ask.as=chart",
    "q=release-factors&ask.as=graph&claim=pickaway-2025-02%2Fc56-medical-release",
    "q=line-change&cell=observation%2Fice-workbook-2025-09-24%2Fdetention-fy25%2FF79",
    "thing=nbc-2025-02-03", "thing=x8-capacity-or-courts", "q=none-such",
)
_SEARCHES = (
    "medical", "zadvydas", "venezuela refuses returns", "who said what", "parole", "INA 241",
    "Tom Homan", "bond", "leads to", "cbs", "the", "countries", "Niño",
)


@pytest.fixture(scope="module")
def held(graph: Graph) -> dict[str, Any]:
    return asked(graph, answers=True, claims=list(claims(graph)), known=())


def at(explorer: Explorer, state: str, **how: Any) -> Page:
    page = explorer(state, **how)
    if "q=" in state and "none-such" not in state:
        expect(page.locator("#ask-body .sentence")).to_be_visible()
    return page


# --- the answers in a file --------------------------------------------------------------------


def test_answers_in_a_file_are_those_of_the_graph(
    explorer: Explorer, held: dict[str, Any], graph: Graph
) -> None:
    page = explorer()
    assert len(held["answers"]) > len(held["questions"]) >= 80
    for question in held["questions"]:
        name = question["id"]
        said = page.evaluate("name => heldAnswer(questionOf(name), {})", name)
        answer: Any = to_json(graph.ask(name))
        assert said["columns"] == answer["columns"], name
        assert said["limits"] == answer["limits"] and said["rests_on"] == answer["rests_on"]
        assert [(row["claims"], row["observations"]) for row in said["rows"]] == [
            (row["claims"], row["observations"]) for row in answer["rows"]], name
        cells = [[row["cells"][column] for column in said["columns"]] for row in said["rows"]]
        assert cells == [[_bare(row[column]) for column in said["columns"]]
                         for row in answer["rows"]], name
        for cell in answer["observations"]:
            assert page.evaluate("id => readingOf(id)", cell) == answer["observations"][cell]


def _bare(cell: Any) -> Any:
    if isinstance(cell, list):
        return [_bare(one) for one in cell]
    return {"id": cell["id"]} if isinstance(cell, dict) else cell


def test_parameters_that_narrow_do_as_the_question_does(
    explorer: Explorer, held: dict[str, Any], graph: Graph
) -> None:
    page = explorer()
    drawn = random.Random(7)  # noqa: S311 - a sample that is the same each time
    narrowing = [(question, one) for question in held["questions"]
                 for one in question["parameters"] if one["narrows"]]
    assert len(narrowing) > 20
    for question, one in narrowing:
        for choice in drawn.sample(one["choices"], min(3, len(one["choices"]))):
            given = {one["name"]: choice}
            answer: Any = to_json(graph.ask(question["id"], **given))
            said = page.evaluate(
                "([name, given]) => heldAnswer(questionOf(name), given)", [question["id"], given])
            assert [row["claims"] for row in said["rows"]] == [
                row["claims"] for row in answer["rows"]], (question["id"], given)
            assert said["limits"] == answer["limits"], (question["id"], given)


_DATES = [
    ("2025-02-03", "2025-02-03"), ("[2025-02-05..2025-02-28]", "between 2025-02-05 and 2025-02-28"),
    ("2025-02-10/..", "from 2025-02-10, no end named"), ("/2025-02-09", "until 2025-02-09"),
    ("[2025-02-21..2025-02-24]/[2025-03-22..2025-03-23]",
     "from between 2025-02-21 and 2025-02-24 until between 2025-03-22 and 2025-03-23"),
    ("2025~", "about 2025"), ("[..2025-02-03]", "2025-02-03 or earlier"),
    ("8 CFR 241.4", "8 CFR 241.4"),
    ("2025/2026", "from 2025 until 2026"), ("p3; p9", "p3; p9"), ("", ""),
]


def test_dates_in_words(explorer: Explorer) -> None:
    found = explorer().evaluate("texts => texts.map(dateText)", [edtf for edtf, _ in _DATES])
    assert found == [words for _, words in _DATES]


def test_what_is_saved_is_what_is_found(explorer: Explorer) -> None:
    page = at(explorer, "q=first-number&ask.find=461")
    rows = page.locator("#ask-seen tbody tr").count()
    assert 0 < rows < 20
    assert page.evaluate("answerSheet(answered.answer).length") == rows + 1
    assert page.evaluate("answerData(answered.answer).rows.length") == rows
    cited = page.evaluate("citationOfView()")
    assert "rows with “461”" in cited and "file:" not in cited


def test_the_tab_leads_back_to_the_beginning(explorer: Explorer) -> None:
    page = at(explorer, "q=release-factors&p.outcome=removal&row=0")
    page.click("#to-ask")
    expect(page.locator("#ask-begin")).to_be_visible()
    expect(page.locator("#ask-answer")).to_be_hidden()
    expect(page.locator("#evidence")).to_be_hidden()
    assert "p.outcome" not in page.url


def test_some_of_the_words_are_better_than_none(explorer: Explorer) -> None:
    page = explorer("s=who+first+said+how+many+were+released+zzz")
    expect(page.locator("#ask .summary").first).to_contain_text("some of them")
    assert page.locator('#ask-found [data-found="first-number"]').count() == 1


def test_a_conflict_stands_side_by_side(explorer: Explorer, graph: Graph) -> None:
    page = explorer("thing=x8-capacity-or-courts")
    pane = page.locator("#evidence")
    expect(pane.locator("h3", has_text="Side 1")).to_be_visible()
    expect(pane.locator("h3", has_text="Side 2")).to_be_visible()
    answer = graph.ask("conflict-sides", conflict="x8-capacity-or-courts")
    wanted = {claim for row in answer.rows for claim in row.claims}
    shown = page.eval_on_selector_all(
        "#evidence [data-claim]", "found => found.map(one => one.dataset.claim)")
    assert set(shown) == wanted


def test_few_choices_are_in_the_file_and_many_are_not(held: dict[str, Any]) -> None:
    for question in held["questions"]:
        for one in question["parameters"]:
            for choice in one["choices"] or ():
                if choice != one["default"]:
                    inside = f"{question['id']}?{one['name']}={choice}" in held["answers"]
                    few = len(one["choices"]) <= MOST_CHOICES and not one["narrows"]
                    assert inside == few, (question["id"], choice)


def test_every_name_in_an_answer_is_known_to_the_page(
    explorer: Explorer, held: dict[str, Any], graph: Graph
) -> None:
    page = explorer()
    names: dict[str, str] = {}
    said = claims(graph)
    for question in held["questions"]:
        answer: Any = to_json(graph.ask(question["id"]))
        for row in answer["rows"]:
            for cell in (one for name in answer["columns"] for one in _several(row[name])):
                if isinstance(cell, dict) and cell["id"] not in said:
                    names[cell["id"]] = cell["label"]
    assert len(names) > 500
    assert page.evaluate("ids => ids.map(id => textOfCell({ id }))", list(names)) == [
        *names.values()]


def _several(cell: Any) -> list[Any]:
    return cell if isinstance(cell, list) else [cell]


# --- search -----------------------------------------------------------------------------------


def test_the_page_finds_what_the_interface_for_programs_finds(
    explorer: Explorer, graph: Graph
) -> None:
    page = explorer()
    for text in _SEARCHES:
        found: Any = search(graph, text, limit=12)
        here = page.evaluate("text => find(text).map(one => one.id)", text)
        wanted = [one["id"] for one in found["results"]]
        # what is said of publishers is not in the page, so the end of long lists may differ
        assert here[:6] == wanted[:6], text
        assert bool(here) == bool(wanted), text


def test_the_box_finds_and_arrow_down_leads_into_the_list(explorer: Explorer) -> None:
    page = explorer()
    page.focus("#ask-box")
    page.keyboard.type("medical need")
    expect(page.locator('#ask-found [data-found="medical-need"]')).to_be_visible()
    expect(page.locator("#ask .summary").first).to_contain_text("found.")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.dataset.found")
    page.locator('#ask-found [data-found="medical-need"]').click()
    expect(page.locator("#evidence h2")).to_have_text("Medical need")
    page.fill("#ask-box", "qqqzzz")
    expect(page.locator("#ask .summary").first).to_contain_text("Nothing is found")


# --- answers ----------------------------------------------------------------------------------


def test_an_answer_says_what_it_rests_on_and_cannot_say(explorer: Explorer, graph: Graph) -> None:
    page = at(explorer, "q=release-factors")
    answer = graph.ask("release-factors")
    expect(page.locator("#ask-heading")).to_have_text(answer.heading)
    expect(page.locator("#ask-seen tbody tr")).to_have_count(len(answer.rows))
    sentence = page.locator(".sentence").inner_text()
    assert sentence.startswith(f"{len(answer.rows)} rows, on: ")
    assert answer.evidence_line().split(", in: ")[0] in sentence
    assert page.locator(".limits li").all_inner_texts() == list(answer.limits)
    first = page.locator("#ask-seen tbody tr").first
    cell = answer.rows[0].cells["factor"]
    assert not isinstance(cell, tuple)
    assert first.locator("th").inner_text() == answer.label(cell)
    assert first.locator("[data-open]").inner_text() == f"{len(answer.rows[0].claims)} claims"


def test_rows_sort_and_are_searched_and_keep_their_evidence(
    explorer: Explorer, graph: Graph
) -> None:
    page = at(explorer, "q=release-factors")
    page.click('[data-sort="factor"]')
    page.click('[data-sort="factor"]')
    expect(page.locator("th[aria-sort]")).to_have_attribute("aria-sort", "descending")
    names = page.locator("#ask-seen tbody th").all_inner_texts()
    assert names == sorted(names, key=str.lower, reverse=True)
    page.fill("#ask-find", "sole care")
    expect(page.locator("#ask-seen tbody tr")).to_have_count(1)
    expect(page.locator("#ask-find")).to_be_focused()
    page.click("#ask-seen [data-open]")
    expect(page.locator("#evidence h2")).to_have_text("Sole care of children")
    [row] = [row for row in graph.ask("release-factors").rows
             if str(row.cells["factor"]).endswith("sole-care-of-children")]
    assert page.eval_on_selector_all(
        "#evidence [data-claim]", "found => found.map(one => one.dataset.claim)"
    ) == list(row.claims)


def test_a_choice_in_a_file_asks_anew(explorer: Explorer, graph: Graph) -> None:
    page = at(explorer, "q=release-factors")
    page.select_option("#p-outcome", label="Removal")
    answer = graph.ask("release-factors", outcome="removal")
    expect(page.locator("#ask-heading")).to_have_text(answer.heading)
    expect(page.locator("#ask-seen tbody tr")).to_have_count(len(answer.rows))
    assert "p.outcome=removal" in page.url
    page.go_back()
    expect(page.locator("#p-outcome")).to_have_value("release")


def test_a_file_says_what_it_does_not_hold(explorer: Explorer) -> None:
    page = explorer("q=release-authority&p.days=10&as_of=2025-04-01")
    expect(page.locator("#ask-body .wrong")).to_contain_text("does not hold the answer")
    expect(page.locator("#ask-body")).to_contain_text(
        "kg ask release-authority --set days=10 --as-of 2025-04-01")
    expect(page.locator("#ask-answer .note")).to_contain_text("does not narrow")


def test_a_question_that_is_not_there_is_told(explorer: Explorer) -> None:
    page = explorer("q=release-factor")
    expect(page.locator("#ask-heading")).to_have_text("There is no question release-factor.")
    expect(page.locator("#ask-all")).to_be_visible()


def test_an_empty_answer_says_why(explorer: Explorer, graph: Graph) -> None:
    [empty] = [name for name in ("court-decisions",) if not graph.ask(name).rows]
    page = at(explorer, f"q={empty}")
    expect(page.locator(".sentence")).to_have_text(graph.ask(empty).question.empty)


def test_the_server_answers_with_days_and_any_value(
    served_address: str, opener: Opener, graph: Graph
) -> None:
    opener.allow(served_address)
    asked_at = "q=release-authority&p.days=10&as_of=2025-04-15"
    page = opener.open(f"{served_address}#{asked_at}", ready=READY)
    answer = graph.ask("release-authority", as_of="2025-04-15", days="10")
    expect(page.locator("#ask-seen tbody tr")).to_have_count(len(answer.rows))
    expect(page.locator("#ask-heading")).to_have_text(answer.heading)
    expect(page.locator("#ask-answer input[type=date]").first).to_have_value("2025-04-15")
    page.fill("#p-days", "200")
    page.keyboard.press("Tab")
    more = graph.ask("release-authority", as_of="2025-04-15", days="200")
    expect(page.locator("#ask-heading")).to_have_text(more.heading)
    expect(page.locator("#ask-seen tbody tr")).to_have_count(len(more.rows))


def test_the_server_says_what_is_wrong_with_a_value(served_address: str, opener: Opener) -> None:
    opener.allow(served_address)
    opener.expect_error("404")
    page = opener.open(f"{served_address}#q=release-authority&p.country=venezela", ready=READY)
    expect(page.locator("#ask-body .wrong")).to_be_visible()
    expect(page.locator("#ask-body")).to_contain_text("venezuela")


# --- evidence ---------------------------------------------------------------------------------


def test_the_pane_goes_in_and_out_and_gives_the_focus_back(explorer: Explorer) -> None:
    page = at(explorer, "q=release-factors")
    page.focus('[data-open="0"]')
    page.keyboard.press("Enter")
    expect(page.locator("#evidence h2")).to_be_focused()
    page.locator("#evidence [data-claim]").first.click()
    expect(page.locator("#evidence .statement")).to_be_visible()
    page.click("#evidence [data-back]")
    expect(page.locator("#evidence h2")).to_have_text("Capacity and funding")
    page.keyboard.press("Escape")
    expect(page.locator("#evidence")).to_be_hidden()
    expect(page.locator('[data-open="0"]')).to_be_focused()


def test_every_claim_has_a_pane_with_what_is_known(explorer: Explorer, graph: Graph) -> None:
    page = explorer()
    wrong = page.evaluate("""() => Object.keys(pack.claims).filter((id) => {
      const said = claimPane(id).map((one) => one.textContent).join(" ");
      const one = pack.claims[id];
      return ![one.text, dateText(one.stated_on), one.stance_label, labelOf(one.document),
        ...one.attribution.map((step) => step.label)].every((text) => said.includes(text));
    })""")
    assert wrong == []
    count = page.evaluate("Object.keys(pack.things).filter(id => !thingPane(id).length).length")
    assert count == 0
    assert page.evaluate("Object.keys(pack.cells).filter(id => cellPane(id).length < 4)") == []


def test_a_copy_leads_to_what_was_not_seen(explorer: Explorer) -> None:
    page = explorer("claim=pickaway-2025-02%2Fc57-sole-care-release")
    claim = page.evaluate("Object.keys(pack.claims).find(id => id.includes('/c57'))")
    page.evaluate("id => go({ claim: id })", claim)
    way = page.locator("#evidence .way")
    expect(way.first).to_contain_text("unnamed")
    expect(way.last).to_contain_text("original not seen")
    cited = page.evaluate("id => citationOfClaim(id)", claim)
    assert "Original not seen" in cited and f"claim/{claim}" in cited


def test_no_address_of_a_document_is_a_script(explorer: Explorer) -> None:
    page = explorer()
    links = page.evaluate("""() => Object.keys(pack.documents).flatMap((id) => {
      pack.documents[id].address = "javascript:window.__hit=1";
      return documentParts(id).flatMap((one) => [...one.querySelectorAll("a")]);
    }).length""")
    assert links == 0


# --- for everybody ----------------------------------------------------------------------------


@pytest.mark.parametrize(("width", "dark", "states"), [
    (1400, False, _STATES), (390, True, _STATES), (390, False, _STATES[2:8:2]),
    (1400, True, _STATES[2:8:2]),
])
def test_axe_finds_nothing(
    explorer: Explorer, width: int, dark: bool, states: tuple[str, ...]
) -> None:
    page = explorer(size=(width, 900), dark=dark, bypass_csp=True)
    for state in states:
        page.evaluate("state => { location.hash = state; }", state)
        page.wait_for_function(
            "() => !document.querySelector('#ask-body[aria-busy]')")
        assert violations(page) == [], state
        assert page.evaluate("document.documentElement.scrollWidth") <= width, state
    page.click(".tools > summary")
    assert violations(page) == []


def test_spreadsheets_get_no_formula(explorer: Explorer) -> None:
    page = explorer()
    assert page.evaluate("asCsv([['=1+1', '-5', '-x', '@a', 'a,\"b']])") == (
        "'=1+1,-5,'-x,'@a,\"a,\"\"b\"\r\n")


def test_paper_shows_the_answer_without_controls(explorer: Explorer) -> None:
    page = at(explorer, "q=release-factors")
    page.emulate_media(media="print")
    expect(page.locator("#ask-seen table")).to_be_visible()
    for hidden in ("#ask-box", "#ask-all", ".tools", "header nav"):
        expect(page.locator(hidden)).to_be_hidden()


def test_the_file_is_where_the_answers_are(explorer_file: Path) -> None:
    text = explorer_file.read_text(encoding="utf-8")
    packed = re.search(r'id="held">([^<]*)<', text)
    assert packed
    answers = json.loads(gzip.decompress(base64.b64decode(packed[1])))
    assert len(answers) > 300 and all("rests_on" in one for one in answers.values())
    assert len(text) < 5_000_000
