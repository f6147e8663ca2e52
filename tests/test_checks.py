"""Each check across records is shown data that breaks it, and data that does not."""

from __future__ import annotations

import shutil
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import paths
from kg.check.run import check, severities
from kg.check.waivers import MOST, waive
from kg.compile.terms import Graph, Node, cg, concept, day, number, term, text
from kg.names import CLAIM, ID
from kg.query_file import header
from kg.store.build import dataset_quads

CHECKS = sorted(Path(paths.CHECKS).glob("*.rq"))
C, C2 = Node(CLAIM + "pickaway-2025-02/c15-capacity-moves-release"), Node(CLAIM + "x/c1-x")
X = Node(ID + "x")


def _same(name: str, value: str) -> list[tuple[str, Node, str, Node | ox.Literal]]:
    return [("claims", C2, f"cg:{name}", Node(ID + value))]


def _cells() -> list[tuple[str, Node, str, Node | ox.Literal]]:
    """A total that is not the sum of its two parts."""
    found: list[tuple[str, Node, str, Node | ox.Literal]] = []
    for cell, agency, figure in (
        (X, cg("all"), 9), (Node(X.value + "/1"), Node(ID + "ice"), 5),
        (Node(X.value + "/2"), Node(ID + "cbp"), 3),
    ):
        found += [("observations", cell, verb, value) for verb, value in (
            ("qb:dataSet", Node(ID + "book-ins-by-agency")),
            ("qb:measureType", Node(ID + "initial-book-ins")),
            ("id:initial-book-ins", number(Decimal(figure))),
            ("cg:arrestingAgency", agency), ("cg:period", ox.Literal("1900-01")),
            ("prov:wasDerivedFrom", Node(ID + "nbc-2025-02-03")),
        )]
    return found


def _broken() -> dict[str, list[tuple[str, Node, str, Node | ox.Literal]]]:
    """Code → quads to add to the real graph so that the check of that code finds something."""
    three = Node(ID + "three-sources-nbc-2025-02-03")
    fox = Node(ID + "fox-2024-12-17")
    step = Node(C2.value + "/attribution/1")
    return {
        "KG301": [("entities", X, "skos:definition", text("Nothing."))],
        "KG302": [("claims", C2, "rdf:type", cg("Claim")),
                  ("claims", C2, "cg:statedIn", Node(ID + "nbc-2025-02-03"))],
        "KG303": [("claims", C, "cg:seenIn", fox)],
        "KG304": [("claims", C, "cg:verifiedAgainst", fox)],
        "KG305": [("claims", C2, "cg:attribution", step), ("claims", step, "cg:speaker", three),
                  ("claims", step, "cg:manner", concept("manner", "on-record"))],
        "KG306": [("claims", C2, "cg:statedIn", fox), ("claims", C2, "cg:attribution", step),
                  ("claims", step, "cg:speaker", three)],
        "KG307": [("curation", X, "cg:side", Node(ID + "x/side/1")),
                  ("curation", X, "cg:side", Node(ID + "x/side/2")),
                  ("curation", Node(ID + "x/side/1"), "cg:claim", C),
                  ("curation", Node(ID + "x/side/2"), "cg:claim", C)],
        "KG308": [("curation", X, "cg:relation", concept("relation", "differs-from")),
                  ("curation", X, "cg:claim", Node(CLAIM + "nbc-2025-02-03/d3-courts-against-"
                                                   "indefinite")),
                  ("curation", X, "cg:ofClaim", C)],
        "KG309": [("claims", C, "cg:statedEarliest", day(date(2030, 1, 1)))],
        "KG310": [("claims", C2, "cg:contentHash", ox.Literal("same")),
                  ("claims", C, "cg:contentHash", ox.Literal("same"))],
        "KG311": [("claims", C2, "cg:asserter", Node(ID + "custody-graph")),
                  ("claims", C2, "cg:predicate", cg("leadsTo"))],
        "KG312": [("claims", C2, "cg:premise", X),
                  ("claims", C2, "cg:rank", concept("rank", "normal")),
                  ("claims", X, "cg:rank", concept("rank", "deprecated"))],
        "KG313": [("entities", X, "rdf:type", cg("Factor")),
                  ("entities", X, "skos:definition", text("Another need.")),
                  ("entities", X, "skos:prefLabel", text("Medical need"))],
        "KG314": [("entities", X, "cg:mayOverlap", three)],
        "KG315": [("entities", X, "rdf:type", cg("Factor")),
                  ("entities", X, "skos:prefLabel", text("Idle"))],
        "KG317": [("inferred", X, "cg:originOf", C), ("inferred", X, "cg:originOf", C2),
                  *_same("subject", "capacity-limit"), *_same("object", "release"),
                  ("claims", C2, "cg:predicate", cg("leadsTo")),
                  ("claims", C2, "cg:polarity", concept("polarity", "affirmed")),
                  ("claims", C2, "cg:modality", concept("modality", "does")),
                  ("claims", C2, "cg:population", Node(ID + "people-caught-in-operations")),
                  ("claims", C2, "cg:latestStart", day(date(2025, 2, 3)))],
        "KG318": [*_same("subject", "capacity-limit"), *_same("object", "release"),
                  ("claims", C2, "cg:predicate", cg("leadsTo")),
                  ("claims", C2, "cg:polarity", concept("polarity", "negated")),
                  ("claims", C2, "cg:latestStart", day(date(2025, 2, 3)))],
        "KG319": [("entities", X, "rdf:type", cg("RecordCode"))],
        "KG320": [("entities", X, "rdf:type", cg("RecordCode")),
                  ("entities", X, "skos:closeMatch", Node(ID + "medical-need"))],
        "KG321": _cells(),
        "KG322": [("observations", C2, "qb:dataSet", C),
                  ("observations", C2, "prov:wasDerivedFrom", X)],
        "KG316": [("curation", X, "cg:side", Node(ID + "x/side/1")),
                  ("curation", Node(ID + "x/side/1"), "skos:prefLabel", text("Empty"))],
    }


@pytest.fixture(scope="module")
def quads() -> list[ox.Quad]:
    return dataset_quads(paths.seeds())[1]


@pytest.mark.parametrize("path", CHECKS, ids=lambda p: p.stem)
def test_check_finds_what_it_is_for_and_nothing_else(path: Path, quads: list[ox.Quad]) -> None:
    query = path.read_text(encoding="utf-8")
    store = ox.Store()
    store.bulk_extend(quads)
    planted = {X, C, C2, Node(CLAIM + "x/c1-x")}
    assert not planted & _entities(store, query)
    for graph, subject, verb, value in _broken()[header(query)["id"][0]]:
        collector = Graph(graph)
        collector.add(subject, verb, value)
        store.extend(collector.quads)
    assert planted & _entities(store, query)


def _entities(store: ox.Store, query: str) -> set[object]:
    found = store.query(query)
    assert isinstance(found, ox.QuerySolutions)
    return {solution["entity"] for solution in found}


@pytest.mark.parametrize("path", CHECKS, ids=lambda p: p.stem)
def test_check_is_documented_and_graded(path: Path) -> None:
    about = header(path.read_text(encoding="utf-8"))
    code = about["id"][0]
    assert path.stem.startswith(code.lower() + "-")
    assert all(about[name][0].endswith(".") for name in ("problem", "why", "fix"))
    assert severities()[code] in ("error", "warning", "off")
    assert len(severities()) == len(CHECKS)


def test_the_real_seeds_have_no_finding_that_is_not_waived() -> None:
    found = waive(check(paths.seeds()), paths.seeds(), date.today())
    assert [one for one in found if one.severity != "waived"] == []
    assert len(found) <= MOST


def test_a_finding_leads_to_the_line_of_its_record(tmp_path: Path) -> None:
    seeds = tmp_path / "seeds"
    shutil.copytree(paths.seeds(), seeds)
    file = seeds / "entities" / "sources.yaml"
    content = file.read_text(encoding="utf-8")
    start = content.index("  three-sources-nbc-2025-02-03:")
    cut = content[start:].replace("may_overlap", "# may_overlap", 1)
    lines = cut.splitlines()
    i = next(i for i, line in enumerate(lines) if "# may_overlap" in line)
    if not lines[i].rstrip().endswith("]"):
        lines[i + 1] = "# " + lines[i + 1]
    file.write_text(content[:start] + "\n".join(lines) + "\n", encoding="utf-8")
    found = [f for f in check(str(seeds), shapes=False) if f.code == "KG314"]
    assert len(found) == 1
    named = content.splitlines()[found[0].place.line - 1]
    assert found[0].place.file == "seeds/entities/sources.yaml"
    assert named.strip() == "five-sources-nbc-2025-02-03:"
    assert found[0].remedy


def test_terms_of_checks_are_prefixed() -> None:
    assert term("skos:note").value.endswith("core#note")
