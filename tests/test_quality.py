"""The quality report: both catalogues in full, what each check finds, and true measures."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.check.quality import Report, report
from kg.check.quality.report import CATALOGUES
from kg.cli import run
from kg.graph import Graph
from kg.names import CG, GRAPH, ID, PREFIXES
from kg.render.quality import FORMATS, as_json

_VOCABULARY, _ENTITIES = (ox.NamedNode(GRAPH + name) for name in ("vocabulary", "entities"))
_EN = "en"


@pytest.fixture(scope="module")
def real(graph: Graph) -> Report:
    return report(graph.quads())


def _node(curie: str) -> ox.NamedNode:
    if "://" in curie:
        return ox.NamedNode(curie)
    prefix, _, name = curie.partition(":")
    return ox.NamedNode(PREFIXES[prefix] + name)


def _quad(subject: str, verb: str, value: str, graph: ox.NamedNode) -> ox.Quad:
    thing = ox.Literal(value[1:], language=_EN) if value[:1] == "=" else _node(value)
    return ox.Quad(_node(subject), _node(verb), thing, graph)


def _changed(
    graph: Graph, added: list[tuple[str, str, str]], gone: list[tuple[str, str]] = []  # noqa: B006
) -> dict[str, tuple[str, ...]]:
    """Code → what the report finds after statements are added and taken out."""
    dropped = {(_node(s), _node(p)) for s, p in gone}
    quads = [q for q in graph.quads() if (q.subject, q.predicate) not in dropped]
    for subject, verb, value in added:
        name = _ENTITIES if subject.startswith("id:") else _VOCABULARY
        quads.append(_quad(subject, verb, value, name))
    return {result.code: result.found for result in report(quads).results}


def test_catalogues_are_whole() -> None:
    assert [c.code for c in CATALOGUES["OOPS!"]] == [f"P{n:02}" for n in range(1, 42)]
    # the queries that ROBOT's documentation lists
    names = [c.code for c in CATALOGUES["ROBOT report"]]
    assert len(names) == len(set(names)) == 33
    assert {"missing_label", "duplicate_label", "missing_definition", "duplicate_definition",
            "multiple_labels", "label_whitespace", "annotation_whitespace"} <= set(names)


def test_every_check_says_how_it_ended(real: Report) -> None:
    for result in real.results:
        assert result.state in ("passed", "found", "not-applicable")
        assert bool(result.found) == (result.state == "found")
        assert result.state != "not-applicable" or result.note.endswith(".")
    assert real.counted("passed") >= 40
    assert sum(real.counted(s) for s in ("passed", "found", "not-applicable")) == 41 + 33


BREAKS: list[tuple[str, str, list[tuple[str, str, str]], list[tuple[str, str]]]] = [
    ("P03", "cg:is", [("cg:is", "rdf:type", "owl:ObjectProperty")], []),
    ("P04", "cg:Alone", [("cg:Alone", "rdf:type", "owl:Class")], []),
    ("P05", "cg:asserter", [("cg:asserter", "owl:inverseOf", "cg:quantity")], []),
    ("P06", "cg:Actor", [("cg:Actor", "rdfs:subClassOf", "cg:Agency")], []),
    ("P07", "cg:LawAndOrder", [("cg:LawAndOrder", "rdf:type", "owl:Class")], []),
    ("P08", "cg:Actor", [], [("cg:Actor", "rdfs:label")]),
    ("P11", "cg:high", [], [("cg:high", "rdfs:domain")]),
    ("P12", "cg:low", [("cg:low", "rdfs:label", "=value"), ("cg:value", "rdfs:label", "=value")],
     []),
    ("P19", "cg:value", [("cg:value", "rdfs:domain", "cg:Actor")], []),
    ("P20", "cg:Actor", [("cg:Actor", "skos:definition", "=An")], []),
    ("P21", "cg:OtherThing", [("cg:OtherThing", "rdf:type", "owl:Class")], []),
    ("P22", "cg:some_class", [("cg:some_class", "rdf:type", "owl:Class")], []),
    ("P23", "cg:Date", [("cg:Date", "rdf:type", "owl:Class")], []),
    ("P25", "cg:value", [("cg:value", "owl:inverseOf", "cg:value")], []),
    ("P29", "cg:statedIn",
     [("cg:statedIn", "rdf:type", "owl:TransitiveProperty")], []),
    ("P31", "cg:Actor", [("cg:Actor", "owl:equivalentClass", "cg:Agency")], []),
    ("P32", "cg:Actor", [("cg:Actor", "rdfs:label", "=Agency")], []),
    ("P35", "cg:unheard", [("cg:Actor", "cg:unheard", "cg:Agency")], []),
    ("P38", "cg:", [], [(CG, "rdf:type")]),
    ("P40", "foaf", [("http://xmlns.com/foaf/0.1/Nothing", "rdf:type", "owl:Class")], []),
    ("P41", "cg:", [], [(CG, "dcterms:license")]),
    ("annotation_whitespace", "medical-need", [("id:medical-need", "skos:note", "= spaced")], []),
    ("duplicate_definition", "ice",
     [("id:ice", "skos:definition", "=Same."), ("id:release", "skos:definition", "=Same.")], []),
    ("duplicate_exact_synonym", "ice",
     [("id:ice", "skos:altLabel", "=Both"), ("id:release", "skos:altLabel", "=Both")], []),
    ("duplicate_label", "release", [("id:release", "skos:prefLabel", "=Medical need")], []),
    ("duplicate_label_synonym", "release", [("id:release", "skos:altLabel", "=Medical need")], []),
    ("label_formatting", "ice", [("id:ice", "skos:prefLabel", "=ICE\n")], []),
    ("label_whitespace", "ice", [("id:ice", "skos:prefLabel", "= ICE")], []),
    ("lowercase_definition", "ice", [("id:ice", "skos:definition", "=the agency.")], []),
    ("missing_definition", "dhs", [], [("id:dhs", "skos:definition")]),
    ("missing_label", "dhs", [], [("id:dhs", "skos:prefLabel")]),
    ("multiple_definitions", "ice", [("id:ice", "skos:definition", "=Another.")], []),
    ("multiple_labels", "ice", [("id:ice", "skos:prefLabel", "=Another")], []),
    ("misused_replaced_by", "cg:Actor", [("cg:Actor", "dcterms:isReplacedBy", "cg:Agency")], []),
    ("misused_obsolete_label", "cg:Actor", [("cg:Actor", "rdfs:label", "=obsolete actor")], []),
    ("missing_ontology_title", "cg:", [], [(CG, "dcterms:title")]),
    ("missing_superclass", "cg:Alone", [("cg:Alone", "rdf:type", "owl:Class")], []),
]


def test_each_check_finds_what_it_is_for(real: Report, graph: Graph) -> None:
    # all at once: the checks are of single terms, and none hides another
    before = {result.code: result.found for result in real.results}
    apart = {"P38", "P08", "P41", "missing_ontology_title"}
    together = [one for one in BREAKS if one[0] not in apart]
    found = _changed(graph, [q for _, _, a, _ in together for q in a],
                     [q for *_, g in together for q in g])
    for code, name, _, _ in together:
        assert any(name in one for one in found[code]), code
        assert not any(one == name for one in before[code]) or code == "P11", code
    rest = [one for one in BREAKS if one[0] in apart]
    found = _changed(graph, [], [q for *_, g in rest for q in g])
    for code, name, _, _ in rest:
        assert name in found[code], code


def _table(real: Report, title: str) -> dict[str, tuple[str, ...]]:
    return {row[0]: row[1:] for row in next(t for t in real.tables if t.title == title).rows}


def _count(graph: Graph, pattern: str) -> str:
    _, rows = graph.select(
        f"PREFIX cg: <{CG}> SELECT (COUNT(DISTINCT ?x) AS ?n) {{ GRAPH ?g {{ {pattern} }} }}"
    )
    return str(rows[0][0])


@pytest.mark.parametrize(
    ("row", "pattern"),
    [
        ("verified against a copy", "?x a cg:Claim ; cg:verification cg:verification-verified"),
        ("with a pinpoint (paragraph or locator)", "?x a cg:Claim ; cg:paragraph|cg:locator ?p"),
        ("with a quantity", "?x a cg:Claim ; cg:quantity ?q"),
        ("deprecated", "?x a cg:Claim ; cg:rank cg:rank-deprecated"),
    ],
)
def test_shares_of_claims_are_true(real: Report, graph: Graph, row: str, pattern: str) -> None:
    count, whole, share = _table(real, "Claims")[row]
    assert count == _count(graph, pattern)
    assert whole == _count(graph, "?x a cg:Claim")
    assert share == f"{100 * int(count) / int(whole):.1f} %"


def test_other_measures_are_true(real: Report, graph: Graph) -> None:
    speakers = _table(real, "Who speaks")
    assert speakers["unnamed"][0] == _count(
        graph, "?x a cg:Claim ; cg:asserterManner cg:manner-unnamed")
    documents = _table(real, "Claims per document")
    assert documents["documents"][0] == _count(graph, "?x a cg:Document")
    assert documents["pickaway-2025-02"][0] == _count(
        graph, f"?x a cg:Claim ; cg:statedIn <{ID}pickaway-2025-02>")
    without = documents["without claims"]
    assert int(without[0]) == len(without[1].split())
    assert _table(real, "Origins")["all"][0] == _count(graph, "?x a cg:Origin")
    conflicts = next(t for t in real.tables if t.title == "Conflicts by kind")
    assert sum(int(row[-1]) for row in conflicts.rows) == int(_count(graph, "?x a cg:Conflict"))
    complete = next(t for t in real.tables if t.title == "Completeness").rows
    wanted = [row for row in complete if row[:2] == ("cg:Document", "dcterms:title")]
    assert wanted[0][2] == _count(graph, "?x a cg:Document ; <http://purl.org/dc/terms/title> ?t")
    assert not any(row[:2] == ("cg:Document", "dcterms:publisher") for row in complete)


def test_formats_say_the_same(real: Report) -> None:
    data = json.loads(as_json(real))
    assert len(data["checks"]) == len(real.results)
    for form in ("text", "md"):
        text = FORMATS[form](real)
        assert all(result.code in text for result in real.results)
        assert all(table.title in text for table in real.tables)
        assert re.search(r"\d+ checks passed, \d+ found something, \d+ do not apply", text)


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "quality.json"
    seeds = str(Path(__file__).parent / "broken-base")
    given = ["check", "--report", "--format", "json", "-o", str(target), "--seeds", seeds]
    assert run(given) == 0
    assert "checks passed" in capsys.readouterr().out
    data = json.loads(target.read_text(encoding="utf-8"))
    assert {"checks", "findings", "measures"} == data.keys()
    assert run(["check", "-o", str(target)]) == 2
    assert run(["check", "--report", "--format", "sarif"]) == 2
