"""The view for queries, with a real endpoint beside it and as a file."""

from __future__ import annotations

import json
import shlex
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from playwright.sync_api import Page, expect

from kg.cli import run
from kg.engine.value import IRI
from kg.explorer.examples import TEACHING, examples
from kg.explorer.terms import prefixes, terms
from kg.graph import Graph
from kg.names import PREFIXES
from kg.serve.limits import Limits
from tests.axe import violations
from tests.browser import Opener

from .live import live

READY = "window.__ready === true"
SIZES = [(1400, False), (1400, True), (390, False), (390, True)]
HOSTILE = "<img src=x onerror=window.__hit=1>"


@pytest.fixture
def file(explorer_file: Path) -> str:
    return explorer_file.as_uri() + "#view=sparql"


@pytest.fixture(scope="module")
def address(graph: Graph) -> Iterator[str]:
    # few rows, so that the limit is reached by a query that is quickly done; little time, so that
    # the worker of a query that nobody waits for is free again
    with live(graph, Limits(seconds=3, rows=5000)) as found:
        yield found


def opened(opener: Opener, address: str, more: str = "", **how: object) -> Page:
    opener.allow(address)
    made = opener.open(f"{address}#view=sparql{more}", ready=READY, **how)  # type: ignore[arg-type]
    return made


def ask(page: Page, text: str) -> None:
    page.fill("#sparql-text", text)
    page.click("#sparql-run")
    expect(page.locator("#sparql-result")).to_have_attribute("aria-busy", "false")


def rows(page: Page) -> list[list[str]]:
    return [
        [cell.strip() for cell in row.locator("td").all_inner_texts()]
        for row in page.locator("#sparql-seen tbody tr").all()
    ]


# --- what the page offers ---------------------------------------------------------------------


def test_every_example_gives_rows(graph: Graph) -> None:
    every = examples()
    assert len({one["id"] for one in every}) == len(every)
    taught = [one for one in every if one["theme"] == TEACHING]
    assert 8 <= len(taught) <= 12
    for one in taught:
        found = graph.engine.store.query(one["text"])
        assert not isinstance(found, ox.QueryBoolean)
        assert list(found), one["id"]
        assert len(one["text"].splitlines()) < 25 and one["about"].endswith(".")


def test_examples_of_questions_are_what_the_engine_gets(graph: Graph) -> None:
    [one] = [one for one in examples() if one["id"] == "release-factors"]
    assert one["text"].startswith("# Which factors lead to release?\nPREFIX")
    assert "#?" not in one["text"] and "#+" not in one["text"] and "$" not in one["text"]
    names, found = graph.select(one["text"])
    assert "claim" in names
    behind = {row[names.index("claim")] for row in found}
    answered = {claim for row in graph.ask("release-factors").rows for claim in row.claims}
    assert {value.short for value in behind if isinstance(value, IRI)} == answered
    assert len(answered) > 5


def test_terms_are_those_of_the_ontology(graph: Graph) -> None:
    found = terms(graph)
    # ontology/vocabulary.ttl
    assert found["cg:Claim"]["kind"] == "class" and found["cg:Claim"]["in"] == ["claims"]
    assert found["cg:leadsTo"]["label"] == "leads to"
    assert found["cg:leadsTo"]["kind"] == "predicate of claims"
    assert found["cg:stance-hedged"]["kind"] == "concept"
    assert found["graph:claims"]["kind"] == "graph"
    assert "claims" in str(found["rdf:type"]["in"])
    assert prefixes() == PREFIXES
    assert all(name.partition(":")[0] in PREFIXES for name in found)


# --- running ----------------------------------------------------------------------------------


def test_rows_carry_names_and_open_evidence(graph: Graph, address: str, opener: Opener) -> None:
    page = opened(opener, address)
    text = next(one["text"] for one in examples() if one["id"] == "claims")
    ask(page, text)
    names, direct = graph.select(text)
    assert names == ["claim", "what", "modality"]
    shown = rows(page)
    assert len(shown) == len(direct)
    assert "capacity-limit" in {row[1].split("\n")[-1] for row in shown}
    expect(page.locator("#sparql-said")).to_contain_text(f"{len(direct)} rows in")
    page.locator("#sparql-seen button.link").first.click()
    claim = page.evaluate("value('claim')")
    assert claim in shown[0][0]


def test_a_key_runs_and_the_address_keeps_the_text(address: str, opener: Opener) -> None:
    page = opened(opener, address)
    text = "SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g"
    page.fill("#sparql-text", text)
    page.keyboard.press("Control+Enter")
    expect(page.locator("#sparql-said")).to_contain_text("7 rows in")
    assert page.evaluate("value('sparql.text')").startswith("SELECT ?g (COUNT")


def test_a_link_is_not_run_unasked(address: str, opener: Opener) -> None:
    query = "ASK%20%7B%20GRAPH%20%3Fg%20%7B%3Fs%20%3Fp%20%3Fo%7D%20%7D"
    page = opened(opener, address, f"&sparql.text={query}")
    assert page.input_value("#sparql-text") == "ASK { GRAPH ?g {?s ?p ?o} }"
    expect(page.locator("#sparql-arrived")).to_contain_text("has not been run")
    page.wait_for_timeout(700)
    assert [url for url in opener.requests if url.endswith("/sparql")] == []
    assert page.inner_text("#sparql-result") == ""
    page.click("#sparql-run")
    expect(page.locator("#sparql-result .said")).to_have_text("Yes")
    expect(page.locator("#sparql-arrived")).to_be_hidden()


def test_errors_say_where_and_lead_there(address: str, opener: Opener) -> None:
    opener.expect_error("400 (Bad Request)")
    page = opened(opener, address)
    ask(page, "SELECT ?x WHERE {\n  ?x ?y\n}")
    wrong = page.locator("#sparql-wrong")
    expect(wrong).to_contain_text("The query is refused")
    wrong.get_by_role("button").click()
    assert page.evaluate("document.activeElement.id") == "sparql-text"
    # the engine looks for an object where the group ends, in the third line
    caret = page.evaluate("queryArea().selectionStart")
    assert page.evaluate("queryArea().value")[:caret].count("\n") == 2
    for text, code in (("DELETE WHERE { ?s ?p ?o }", "read-only"),
                       ("SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", "refused")):
        opener.expect_error("403 (Forbidden)")
        ask(page, text)
        expect(wrong).to_contain_text(code)
        assert page.inner_text("#sparql-result") == ""


def test_too_many_rows_say_what_to_do(address: str, opener: Opener) -> None:
    opener.expect_error("413")
    page = opened(opener, address)
    ask(page, "SELECT * WHERE { GRAPH ?g { ?s ?p ?o } }")
    expect(page.locator("#sparql-wrong")).to_contain_text("LIMIT")


def test_many_rows_come_in_parts(address: str, opener: Opener) -> None:
    page = opened(opener, address)
    ask(page, "SELECT * WHERE { GRAPH ?g { ?s ?p ?o } } LIMIT 1200")
    assert len(page.locator("#sparql-seen tbody tr").all()) == 500
    page.get_by_role("button", name="Show 500 more of 700").click()
    page.get_by_role("button", name="Show 200 more of 200").click()
    assert len(page.locator("#sparql-seen tbody tr").all()) == 1200


def test_a_query_outside_of_graphs_is_told_so(address: str, opener: Opener) -> None:
    page = opened(opener, address)
    ask(page, "SELECT * WHERE { ?s a ?kind }")
    expect(page.locator("#sparql-said")).to_contain_text("0 rows")
    expect(page.locator("#sparql-result .note")).to_contain_text("named graphs")


def test_values_never_become_markup(address: str, opener: Opener) -> None:
    page = opened(opener, address)
    ask(page, f'SELECT ("{HOSTILE}" AS ?x) (STRLANG("{HOSTILE}", "en") AS ?y) '
              '(IRI("javascript:window.__hit=1") AS ?z) ("1" AS ?n) WHERE {}')
    assert rows(page) == [[HOSTILE, HOSTILE, "javascript:window.__hit=1", "1"]]
    assert page.locator("#sparql-seen a, #sparql-seen img").count() == 0
    ask(page, f'CONSTRUCT {{ <urn:a> <urn:b> "{HOSTILE}\\n\\"\\\\é" }} WHERE {{}}')
    assert rows(page) == [["urn:a", "urn:b", f'{HOSTILE}\n"\\é']]
    ask(page, f'SELECT ("{HOSTILE}" AS ?name) (5 AS ?n) WHERE {{}}')
    page.get_by_role("button", name="Chart").click()
    assert HOSTILE[:20] in str(page.locator("svg.plot").text_content())
    assert page.evaluate("window.__hit") is None


def test_bars_have_the_figures_of_the_rows(address: str, opener: Opener) -> None:
    page = opened(opener, address)
    ask(page, "SELECT ?name ?n WHERE { VALUES (?name ?n) { (\"a\" 10) (\"b\" -5) (\"c\" 2.5) } }")
    page.get_by_role("button", name="Chart").click()
    assert page.locator("svg.plot text:not(.name)").all_text_contents() == ["10", "-5", "2.5"]
    wide = [float(one.get_attribute("width") or 0) for one in page.locator("svg.plot rect").all()]
    assert wide[0] == pytest.approx(2 * wide[1], rel=.01) == pytest.approx(4 * wide[2], rel=.01)
    # the view stands in the address, and the table comes back
    assert page.evaluate("value('sparql.as')") == "chart"
    page.get_by_role("button", name="Table").click()
    assert rows(page)[0] == ["a", "10"]


def test_claims_and_statements_are_drawn_apart(address: str, opener: Opener) -> None:
    page = opened(opener, address)
    ask(page, next(one["text"] for one in examples() if one["id"] == "claims"))
    page.get_by_role("button", name="Graph").click()
    expect(page.locator("#sparql-seen .note")).to_contain_text("claims of this result")
    expect(page.locator("#sparql-seen .edge").first).to_be_attached()
    ask(page, next(one["text"] for one in examples() if one["id"] == "drawing"))
    expect(page.locator("#sparql-seen .note")).to_contain_text("not claims")
    assert page.locator("#sparql-seen .node").count() > 10


# --- writing ----------------------------------------------------------------------------------


def write(page: Page, text: str) -> None:
    page.fill("#sparql-text", "")
    page.locator("#sparql-text").press_sequentially(text)


def test_completion_by_keyboard(file: str, opener: Opener) -> None:
    page = opener.open(file, ready=READY)
    write(page, "SELECT ?x WHERE { GRAPH graph:claims { ?x cg:leadsT")
    page.keyboard.press("Control+Space")
    expect(page.locator("#sparql-choices")).to_be_visible()
    assert page.locator("[role=option]").first.inner_text().startswith("cg:leadsTo leads to")
    assert page.get_attribute("#sparql-text", "aria-activedescendant") == "sparql-choice-0"
    page.keyboard.press("Enter")
    assert page.input_value("#sparql-text") == (
        "PREFIX cg: <https://w3id.org/custody-graph/def/>\n"
        "SELECT ?x WHERE { GRAPH graph:claims { ?x cg:leadsTo"
    )
    # the caret is behind the word, and what was done can be undone
    page.keyboard.type(" ?y")
    assert page.input_value("#sparql-text").endswith("cg:leadsTo ?y")
    page.keyboard.press("Control+Space")
    assert page.locator("[role=option]").all_inner_texts() == []
    write(page, "?claim ?cl")
    page.keyboard.press("Control+Space")
    assert page.locator("[role=option]").all_inner_texts() == ["?claim variable"]
    page.keyboard.press("Escape")
    expect(page.locator("#sparql-choices")).to_be_hidden()


@pytest.mark.parametrize(
    ("text", "name", "inserted"),
    [
        ("id:medical-n", "id:medical-need", "id:medical-need"),
        ("claim:c40-interior", "claim:pickaway-2025-02/c40-interior-releases-continue",
         "<https://w3id.org/custody-graph/claim/pickaway-2025-02/c40-interior-releases-continue>"),
        ("graph:obs", "graph:observations", "graph:observations"),
        ("OPTI", "OPTIONAL", "OPTIONAL"), ("sko", "skos:", "skos:"),
        ("hedged", "cg:stance-hedged", "cg:stance-hedged"),
    ],
)
def test_what_is_offered(
    file: str, opener: Opener, text: str, name: str, inserted: str
) -> None:
    page = opener.open(file, ready=READY)
    found = page.evaluate("text => choicesAt(text, text.length)", text)
    assert name in [one["name"] for one in found], [one["name"] for one in found][:5]
    assert next(one["insert"] for one in found if one["name"] == name) == inserted


def test_tab_is_never_trapped(file: str, opener: Opener) -> None:
    page = opener.open(file, ready=READY)
    write(page, "cg:le")
    page.keyboard.press("Control+Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Tab")
    expect(page.locator("#sparql-choices")).to_be_hidden()
    assert page.evaluate("document.activeElement.textContent") == "Complete"
    assert page.input_value("#sparql-text") == "cg:le"
    page.keyboard.press("Enter")
    expect(page.locator("#sparql-choices")).to_be_visible()


def test_prefixes_are_declared_once(file: str, opener: Opener) -> None:
    page = opener.open(file, ready=READY)
    text = '# a note\nSELECT * { GRAPH graph:claims { ?x a cg:Claim ; nope:x "rdf:type" } }'
    page.fill("#sparql-text", text)
    page.get_by_role("button", name="Add prefixes").click()
    after = page.input_value("#sparql-text")
    assert after == (
        "# a note\nPREFIX cg: <https://w3id.org/custody-graph/def/>\n"
        "PREFIX graph: <https://w3id.org/custody-graph/graph/>\n" + text.partition("\n")[2]
    )
    page.get_by_role("button", name="Add prefixes").click()
    assert page.input_value("#sparql-text") == after


def test_a_file_says_how_to_run_and_asks_nothing(
    file: str, opener: Opener, capsys: pytest.CaptureFixture[str]
) -> None:
    page = opener.open(file, ready=READY)
    assert page.get_by_role("button", name="Run").count() == 0
    expect(page.locator("#sparql")).to_contain_text("A file runs no query")
    page.keyboard.press("Control+Enter")
    # the command that is copied asks the same of the graph, whatever stands in the text
    text = "SELECT (\"it's $HOME `x`\" AS ?y) WHERE {}"
    command = shlex.split(page.evaluate("asCommand", text))
    assert command[:3] == ["kg", "sparql", "-q"] and command[3] == text
    assert run([*command[1:], "--format", "json"]) == 0
    assert "it's $HOME `x`" in json.dumps(json.loads(capsys.readouterr().out))


def test_an_example_comes_into_the_editor_and_back_undoes(file: str, opener: Opener) -> None:
    page = opener.open(file, ready=READY)
    page.fill("#sparql-text", "SELECT * {}")
    page.wait_for_function("() => value('sparql.text') === 'SELECT * {}'")
    page.select_option("#sparql-example", "sides")
    expect(page.locator("#sparql-about")).to_contain_text("two or more sides")
    assert page.input_value("#sparql-text") == "SELECT * {}"
    page.get_by_role("button", name="Show in the editor").click()
    assert "cg:Conflict" in page.input_value("#sparql-text")
    page.go_back()
    assert page.input_value("#sparql-text") == "SELECT * {}"


@pytest.mark.parametrize(("width", "dark"), SIZES)
def test_axe_finds_nothing(address: str, opener: Opener, width: int, dark: bool) -> None:
    page = opened(opener, address, size=(width, 900), dark=dark, bypass_csp=True)
    ask(page, next(one["text"] for one in examples() if one["id"] == "record"))
    for name in ("Table", "Chart"):
        page.get_by_role("button", name=name, exact=True).click()
        settled(page)
    page.focus("#sparql-text")
    page.keyboard.press("Control+Space")
    settled(page)


def settled(page: Page) -> None:
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


@pytest.mark.parametrize(("width", "dark"), SIZES)
def test_axe_finds_nothing_in_about(file: str, opener: Opener, width: int, dark: bool) -> None:
    address = file.replace("view=sparql", "view=about")
    page = opener.open(address, size=(width, 900), dark=dark, bypass_csp=True, ready=READY)
    settled(page)
    expect(page.locator("#about")).to_contain_text("Custody Graph contributors")
    expect(page.locator("#case-profile")).to_contain_text("enters no address")



def test_about_follows_where_the_page_is(
    graph: Graph, address: str, opener: Opener, tmp_path: Path
) -> None:
    opener.allow(address)
    served = opener.open(f"{address}#view=about", ready=READY)
    expect(served.locator("#about")).to_contain_text("answers programs on this machine")
    link = served.locator("#about a", has_text="The whole graph")
    assert link.get_attribute("href") == "./data.html"
    served.get_by_role("button", name="Keys").click()
    assert served.evaluate("document.activeElement.id") == "about-keys"


def test_a_running_query_can_be_cancelled(address: str, opener: Opener) -> None:
    page = opened(opener, address)
    page.fill("#sparql-text", "SELECT (COUNT(*) AS ?n) WHERE { GRAPH ?a { ?s ?p ?o }"
              " GRAPH ?b { ?q ?r ?t } GRAPH ?c { ?u ?v ?w } }")
    page.click("#sparql-run")
    expect(page.locator("#sparql-said")).to_have_text("Running …")
    page.click("#sparql-cancel")
    expect(page.locator("#sparql-wrong")).to_contain_text("cancelled")
    expect(page.locator("#sparql-cancel")).to_be_disabled()
    assert page.evaluate("document.activeElement.id") == "sparql-run"
    # the server ends the work by its limit, and answers again
    ask(page, "ASK { GRAPH ?g { ?s ?p ?o } }")
    expect(page.locator("#sparql-result .said")).to_have_text("Yes")
