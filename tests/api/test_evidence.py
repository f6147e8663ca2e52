"""Evidence, things and paths as plain data."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kg.api.about import about
from kg.api.evidence import evidence
from kg.api.paths import joined
from kg.api.things import described
from kg.ask.related import claims_of
from kg.cli import run
from kg.errors import KgError
from kg.graph import Graph

CLAIM = "pickaway-2025-02/c56-medical-release"


def test_evidence_of_a_claim_leads_to_its_root(graph: Graph) -> None:
    found: Any = evidence(graph, "c56")
    assert found["thing"] == {"id": CLAIM, "label": found["claims"][CLAIM]["text"]}
    steps = found["lineage"]["pickaway-2025-02"]
    assert steps[0]["document"] == "pickaway-2025-02"
    family = {name for step in steps for name in (step["document"], step["from"])}
    assert family <= found["citations"].keys()
    assert family <= found["labels"].keys()
    assert {*found["claims"][CLAIM]["origin"], *found["claims"][CLAIM]["contested_by"]} <= (
        found["labels"].keys()
    )


def test_documents_that_nobody_read_are_named(graph: Graph) -> None:
    found: Any = evidence(graph, "release")
    assert found["unseen"]
    for document in found["unseen"]:
        assert found["citations"][document].endswith("not consulted")


def test_days_narrow_it(graph: Graph) -> None:
    every: Any = evidence(graph, "medical-need")
    early: Any = evidence(graph, "medical-need", known_by="2025-02-04")
    assert 0 < len(early["claims"]) < len(every["claims"])
    assert early["claims"].items() <= every["claims"].items()
    assert evidence(graph, "c56", known_by="1999-01-01")["claims"] == {}


def test_a_cell_has_every_publication_of_it(graph: Graph) -> None:
    cells = graph.ask("releases-by-month").rows[0].observations
    found: Any = evidence(graph, cells[0])
    assert cells[0] in found["observations"]
    assert found["claims"] == {}


def test_a_conflict_says_what_it_is(graph: Graph) -> None:
    found: Any = evidence(graph, "x8")
    assert found["headline"].startswith(found["thing"]["id"])
    assert len(found["claims"]) > 1


@pytest.mark.parametrize("thing", ["medicl-need", "http://x/ y", "c\\5", ""])
def test_what_is_not_there_is_refused(graph: Graph, thing: str) -> None:
    for function in (evidence, described):
        with pytest.raises(KgError) as caught:
            function(graph, thing)
        assert caught.value.code == "KG602"


@pytest.mark.parametrize("day", ["2025-02-30", "yesterday", "2025-2-3", "²025-02-03"])
def test_a_day_has_to_be_one(graph: Graph, day: str) -> None:
    for function in (evidence, described):
        for name in ("as_of", "known_by"):
            with pytest.raises(KgError) as caught:
                function(graph, "medical-need", **{name: day})
            assert caught.value.code == "KG603"
            assert caught.value.message.startswith(name)


def test_why_prints_the_same(graph: Graph, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["why", "medical-need", "--format", "json"]) == 0
    printed = json.loads(capsys.readouterr().out)
    assert printed == json.loads(json.dumps(evidence(graph, "medical-need")))


def test_a_thing_says_what_it_is_and_how_claims_name_it(graph: Graph) -> None:
    found: Any = described(graph, "medical-need")
    assert [one["id"] for one in found["kinds"]] == ["cg:Factor"]
    assert found["definition"].startswith("Illness")
    assert found["claims"] == len(claims_of(graph.engine, "medical-need"))
    assert 0 < found["roles"]["subject"] <= found["claims"]
    speaker: Any = described(graph, "tom-homan")
    said = claims_of(graph.engine, "tom-homan")
    assert 0 < speaker["roles"]["speaker"] <= len(said)


def test_a_term_is_a_thing_too(graph: Graph) -> None:
    found: Any = described(graph, "cg:leadsTo")
    assert found["thing"] == {"id": "cg:leadsTo", "label": "leads to"}
    assert found["roles"]["predicate"] > 0


def test_a_path_has_claims_on_every_link(graph: Graph) -> None:
    found: Any = joined(graph, "capacity-limit", "alternatives-to-detention")
    assert found["paths"]
    for path in found["paths"]:
        ends = [(link["source"]["id"], link["target"]["id"]) for link in path["links"]]
        assert "capacity-limit" in ends[0]
        assert "alternatives-to-detention" in ends[-1]
        for link in path["links"]:
            assert link["claims"] or link["disputed"]
    assert joined(graph, "release", "release")["paths"] == []


def test_the_graph_says_how_current_it_is(graph: Graph) -> None:
    found: Any = about(graph)
    assert found["graph"] == {"version": graph.version, "digest": graph.digest}
    _, rows = graph.select(
        "PREFIX cg: <https://w3id.org/custody-graph/def/> SELECT DISTINCT ?x WHERE"
        " { GRAPH ?g { ?x a cg:Claim } }"
    )
    assert found["counts"]["claims"] == len(rows)
    assert found["current_to"] >= "2025-02-28"
