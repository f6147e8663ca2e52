"""The family of a document: drawn from the root down, each document once, unread ones marked."""

from __future__ import annotations

import subprocess
import sys

import pytest

from kg.ask.family import drawing, relations, roots
from kg.compile.terms import Graph as Quads
from kg.compile.terms import Node, cg, concept, day, text
from kg.engine.embedded import Embedded
from kg.graph import Graph, open_graph
from kg.names import ID


@pytest.fixture(scope="module")
def graph() -> Graph:
    return open_graph()


def _engine(*steps: tuple[str, str, str]) -> Embedded:
    """An engine over documents and steps: child, how, parent; only b was consulted."""
    from datetime import date

    made = Quads("entities")
    for name in sorted({n for child, _, parent in steps for n in (child, parent)}):
        made.add(Node(ID + name), "rdf:type", cg("Document"))
        made.add(Node(ID + name), "skos:prefLabel", text(name))
    made.add(Node(ID + "b"), "cg:consultedOn", day(date(2025, 1, 1)))
    for i, (child, how, parent) in enumerate(steps):
        step = Node(f"{ID}{child}/derivation/{i}")
        made.add(Node(ID + child), "prov:qualifiedDerivation", step)
        made.add(step, "prov:entity", Node(ID + parent))
        made.add(step, "cg:derivationKind", concept("derivation", how))
    return Embedded.of(made.quads)


def test_a_tree_has_a_line_for_each_document_and_marks_the_one_asked_for() -> None:
    engine = _engine(("b", "copy", "a"), ("c", "translation", "b"), ("d", "summary", "a"))
    assert drawing(engine, "c") == [
        "a not seen",
        "├─ b (copy)",
        "│  └─ c (translation) not seen ◀ this document",
        "└─ d (summary) not seen",
    ]


def test_a_document_of_two_roots_is_drawn_under_both() -> None:
    engine = _engine(("c", "summary", "a"), ("c", "summary", "b"))
    assert roots(engine, "c") == ["a", "b"]
    assert [line for line in drawing(engine, "c") if "◀" in line] == [
        "└─ c (summary) not seen ◀ this document"] * 2


def test_a_circle_ends() -> None:
    engine = _engine(("a", "copy", "b"), ("b", "copy", "a"), ("a", "copy", "r"))
    assert len(drawing(engine, "b")) < 6


def test_retellings_of_the_report_are_one_family(graph: Graph) -> None:
    lines = drawing(graph.engine, "pickaway-2025-02")
    assert lines[0] == "nbc-2025-02-03 not seen"
    assert len(lines) > 10
    assert sum("◀" in line for line in lines) == 1


def test_links_of_a_claim_are_told_from_both_ends(graph: Graph) -> None:
    name = "pickaway-2025-02/c19-released-not-published"
    later = relations(graph.engine, name)
    assert any(line.startswith("superseded by ") for line in later)
    other = next(line for line in later if line.startswith("superseded by ")).split()[-1]
    assert f"supersedes {name}" in relations(graph.engine, other)


def test_why_draws_the_family_of_a_lone_claim() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kg", "why", "pickaway-2025-02/c56-medical-release"],
        capture_output=True, text=True, check=True,
    )
    assert "documents of one report:" in done.stdout
    assert "├─ newsmax-2025-02-03 (summary)" in done.stdout
