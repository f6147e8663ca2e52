from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from kg import paths
from kg.ask.answer import answer, grouped_rows
from kg.ask.bind import bind, values
from kg.ask.question import Question, question, questions
from kg.cases import read_case, run
from kg.engine.embedded import Embedded
from kg.engine.rdf import Rdf
from kg.errors import KgError
from kg.graph import Graph
from kg.render.answer import FORMATS, to_json
from kg.store.build import dataset_quads
from tests.generated import generated

CASES = sorted((Path(__file__).parent / "cases").glob("*.yaml"))
QUESTIONS = questions()
#: one case of each question: the second engine takes minutes for all of them
FIRST = list({read_case(path).question: path for path in reversed(CASES)}.values())
#: what generated graphs are asked of, where the default of a question is a thing of the real one
GIVEN: dict[str, dict[str, str]] = {
    "atd-contracts": {"programme": "programme"},
    "condition-not-basis": {"programme": "programme"},
    "cause-over-time": {"factor": "factor-0"},
    "court-decisions": {"document": "doc-0"},
    "known-before": {"actor": "ice"},
    "near-claims": {"claim": "doc-0/c0-random"},
    "releases-around": {"event": "february"},
    "provenance-chain": {"claim": "doc-2/c0-random"},
}
TIMES = ((None, None), ("2025-02-03", None), (None, "2025-02-02"), ("2025-01-25", "2025-02-10"))


@pytest.fixture(scope="module")
def engines() -> tuple[Embedded, Rdf]:
    _, quads = dataset_quads(paths.seeds())
    return Embedded.of(quads), Rdf.of(quads)


@pytest.mark.parametrize("path", CASES, ids=lambda p: p.stem)
def test_case_holds(graph: Graph, path: Path) -> None:
    assert run(graph, path).differences == ()


def test_every_question_has_a_case() -> None:
    asked = {read_case(path).question for path in CASES}
    assert asked == {q.id for q in QUESTIONS}
    assert len(asked) >= 16


def test_a_case_that_does_not_hold_says_why(graph: Graph, tmp_path: Path) -> None:
    text = (Path(__file__).parent / "cases" / "unnamed-only-factors.yaml").read_text()
    path = tmp_path / "wrong.yaml"
    path.write_text(text.replace("[c56]", "[c55]").replace("sole-care-of-children", "bed-limit"))
    differences = run(graph, path).differences
    assert "bed-limit is missing" in differences
    assert "sole-care-of-children is not expected" in differences
    assert any("c56" in d and "instead of c55" in d for d in differences)


def test_a_case_within_documents_leaves_out_the_others(graph: Graph, tmp_path: Path) -> None:
    text = (Path(__file__).parent / "cases" / "conflicts-incompatible.yaml").read_text()
    path = tmp_path / "narrow.yaml"
    path.write_text(re.sub(r"within: .*", "within: [pickaway-2025-02]", text))
    assert any("instead of" in d for d in run(graph, path).differences)
    path.write_text(re.sub(r"within: .*", "within: [fox-2024-12-17]", text))
    assert run(graph, path).differences == ("x11-almost-or-more-than-8000 is missing",)


@pytest.mark.parametrize("path", FIRST, ids=lambda p: p.stem)
def test_engines_agree_on_the_real_graph(engines: tuple[Embedded, Rdf], path: Path) -> None:
    case = read_case(path)
    asked = question(case.question)
    parameters = values(asked, case.set)
    first, second = (
        grouped_rows(engine, asked, parameters, case.as_of, case.known_by) for engine in engines
    )
    assert first == second


@pytest.mark.parametrize("name", ["release-factors", "unnamed-claims", "drift"])
@pytest.mark.parametrize(("as_of", "known_by"), TIMES)
def test_engines_give_the_same_evidence(
    engines: tuple[Embedded, Rdf], name: str, as_of: str | None, known_by: str | None
) -> None:
    first, second = (answer(engine, question(name), {}, as_of, known_by) for engine in engines)
    assert first.rows == second.rows
    assert first.claims == second.claims


@pytest.mark.parametrize("seed", range(100))
def test_engines_agree_on_generated_graphs(seed: int) -> None:
    quads = generated(seed)
    engines = Embedded.of(quads), Rdf.of(quads)
    as_of, known_by = TIMES[seed % len(TIMES)]
    # a third of the catalogue for each graph, so that every question meets 33 graphs at all times
    for asked in QUESTIONS[seed % 3 :: 3]:
        parameters = values(asked, GIVEN.get(asked.id, {}))
        first, second = (
            grouped_rows(engine, asked, parameters, as_of, known_by) for engine in engines
        )
        assert first == second, asked.id


def test_generated_graphs_give_rows_to_every_question() -> None:
    answered = set()
    for seed in range(40):
        engine = Embedded.of(generated(seed))
        for asked in QUESTIONS:
            if grouped_rows(engine, asked, values(asked, GIVEN.get(asked.id, {}))):
                answered.add(asked.id)
    assert answered == {q.id for q in QUESTIONS}


def test_valid_on_a_day_and_known_by_a_day_differ(graph: Graph) -> None:
    # c43 and c44 were valid in December 2024 and published in February 2025
    ids = {
        "pickaway-2025-02/c43-incoming-team-knew",
        "pickaway-2025-02/c44-considered-more-monitors",
    }
    valid = graph.ask("third-party", as_of="2024-12-17", speaker="fox-news")
    known = graph.ask("third-party", known_by="2024-12-17", speaker="fox-news")
    later = graph.ask("third-party", as_of="2025-02-03", speaker="fox-news")
    found = [
        {c for row in answer.rows for c in row.claims if c.startswith("pickaway-2025-02/")}
        for answer in (valid, known, later)
    ]
    assert found == [ids, set(), set()]


def test_release_factors_say_who_where_and_how(graph: Graph) -> None:
    found = graph.ask("factors-in-document", document="pickaway-2025-02")
    rows = {row.cells["factor"].short: row.cells for row in found.rows}  # type: ignore[union-attr]
    assert len(rows) == 7
    assert rows["court-rulings"]["strength"] == ("does", "may", "required in some cases")
    assert rows["no-safety-threat"]["strength"] == ("condition, not a cause",)
    assert rows["no-major-criminal-record"]["strength"] == ("permits",)
    assert "p14" in str(rows["medical-need"]["speakers"])
    for factor in rows:
        unnamed = factor in ("medical-need", "sole-care-of-children")
        assert (rows[factor]["record"] == "unnamed only") == unnamed
    assert found.unseen == ("NBC News, 2-3 February 2025",)


def test_strength_of_a_cause_is_worded_alike_in_query_and_evidence(graph: Graph) -> None:
    for row in graph.ask("release-factors").rows:
        if row.cells["strength"] != ("condition, not a cause",) and len(row.claims) == 1:
            claim = graph.ask("release-factors").claims[row.claims[0]]
            assert (claim.strength,) == row.cells["strength"]


@pytest.mark.parametrize("asked", QUESTIONS, ids=lambda q: q.id)
def test_queries_keep_to_what_engines_share(asked: Question) -> None:
    text = "\n".join(line.partition("#?")[0] for line in asked.query.splitlines()
                     if not line.lstrip().startswith("#"))
    # a query within a query is held to the same, and values stand where they are joined
    body = re.sub(r"\{\s*SELECT [^{}]*WHERE", "{", text)
    body = re.sub(r"VALUES [^{}]*\{[^{}]*\}|GROUP BY( \?\w+)+", "", body)
    assert "DESCRIBE" not in body
    assert "<<" not in body
    assert "_:" not in body
    # outside GRAPH blocks stand no triples: what is left there is filters, binds and braces
    rest = _without(body[body.index("WHERE") :], r"GRAPH graph:\w+ \{", "{}")
    rest = _without(rest, r"(FILTER|BIND)\s*\(", "()")
    rest = re.sub(r"FILTER (NOT )?EXISTS|OPTIONAL|MINUS|UNION|WHERE|[{}]", " ", rest)
    assert rest.split() == [], f"outside GRAPH: {rest.split()}"


def _without(text: str, opening: str, pair: str) -> str:
    """The text without what begins with the pattern and ends with its closing bracket."""
    while match := re.search(opening, text):
        depth, end = 1, match.end()
        while depth:
            depth += {pair[0]: 1, pair[1]: -1}.get(text[end], 0)
            end += 1
        text = text[: match.start()] + text[end:]
    return text


def test_answers_come_in_every_format(graph: Graph) -> None:
    for asked in QUESTIONS:
        found = graph.ask(asked.id)
        for render in FORMATS.values():
            assert render(found)
        data = json.loads(FORMATS["json"](found))
        assert data == json.loads(json.dumps(to_json(found)))
        assert {c for row in data["rows"] for c in row["claims"]} == set(data["claims"])


def test_parameters_are_checked(graph: Graph) -> None:
    with pytest.raises(KgError, match="outcome"):
        graph.ask("release-factors", outcom="release")
    with pytest.raises(KgError, match="not a day"):
        graph.ask("release-factors", as_of="2025-02-30")
    with pytest.raises(KgError, match="Did you mean release"):
        graph.ask("release-factors", outcome="relase")
    with pytest.raises(KgError, match="Did you mean cg:conflict-kind-scope"):
        graph.ask("conflicts", kind="conflict-kind-scop")
    with pytest.raises(KgError, match="Nothing is called"):
        graph.ask("release-factors", outcome="x> } DROP ALL {")
    with pytest.raises(KgError, match="not an id"):
        bind(question("release-factors"), {"outcome": "x> } DROP ALL {"})
    with pytest.raises(KgError, match="release-factors"):
        graph.ask("relese-factors")


def test_a_parameter_cannot_change_the_query() -> None:
    asked = question("release-factors")
    bound = bind(asked, {"outcome": "release"})
    assert "$outcome" not in bound
    assert "id/release>" in bound
