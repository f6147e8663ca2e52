from __future__ import annotations

from pathlib import Path

import pytest

from kg import paths
from kg.ask.evidence import evidence
from kg.ask.family import lineage
from kg.ask.question import question
from kg.ask.related import claims_of
from kg.ask.support import interval, origins, overlaps
from kg.ask.verify import verify
from kg.ask.why_not import why_not
from kg.errors import KgError
from kg.graph import Graph
from kg.names import full, short
from kg.read import read

KEY = "pickaway-2025-02"
FIVE, THREE = f"{KEY}/c04-some-already-released", f"{KEY}/c56-medical-release"
TRUMP = f"{KEY}/c55-venezuela-has-agreed"


def test_a_chain_runs_from_the_innermost_speaker_to_the_document(graph: Graph) -> None:
    claim = evidence(graph.engine, [f"{KEY}/c43-incoming-team-knew"])[
        f"{KEY}/c43-incoming-team-knew"
    ]
    assert [step.speaker for step in claim.attribution] == [
        "fox-news", "nbc-news", "pickaway-cultivator",
    ]
    assert claim.document == KEY
    assert claim.paragraph == 10
    assert claim.verified


def test_groups_that_may_overlap_make_an_interval(graph: Graph) -> None:
    maybe = overlaps(graph.engine)
    found = evidence(graph.engine, [FIVE, THREE, TRUMP])
    assert origins([found[FIVE], found[THREE]], maybe) == (1, 2)
    assert origins([found[FIVE], found[TRUMP]], maybe) == (2, 2)
    assert origins([found[FIVE], found[THREE]], frozenset()) == (2, 2)
    assert (interval(1, 2), interval(2, 2)) == ("1-2", "2")


def test_a_copy_and_its_original_are_one_origin(graph: Graph) -> None:
    copy, original = f"{KEY}/c02-almost-8000-arrested", "nbc-2025-02-03/d1-more-than-8000-arrested"
    found = evidence(graph.engine, [copy, original])
    assert found[copy].document != found[original].document
    assert origins(list(found.values()), frozenset()) == (1, 1)


def test_ids_that_are_no_claims_have_no_evidence(graph: Graph) -> None:
    assert evidence(graph.engine, []) == {}
    assert evidence(graph.engine, ["no/such", "x"]) == {}


def test_claims_that_concern_a_thing(graph: Graph) -> None:
    of_article = [c for c in claims_of(graph.engine, "medical-need") if c.startswith(f"{KEY}/")]
    assert of_article == [THREE]
    assert claims_of(graph.engine, THREE) == [THREE]
    assert f"{KEY}/c15-capacity-moves-release" in claims_of(graph.engine, "capacity-and-funding")
    assert f"{KEY}/c39-41500-beds-paid-for" in claims_of(graph.engine, "funded-beds")
    assert FIVE in claims_of(graph.engine, "x1-promise-and-release")
    assert claims_of(graph.engine, "medical-need", known_by="1990-01-01") == []
    assert TRUMP in claims_of(graph.engine, "trump-venezuela-statement-2025-02-01")


def test_lineage_leads_to_the_root(graph: Graph) -> None:
    assert lineage(graph.engine, KEY) == [(KEY, "paraphrase", "nbc-2025-02-03")]
    assert lineage(graph.engine, "nbc-2025-02-03") == []
    steps = lineage(graph.engine, "tombettenhausen-2025-02-03")
    assert steps[-1][2] == "nbc-2025-02-03"
    assert len(steps) == 2


@pytest.mark.parametrize(
    ("thing", "asked", "days", "words"),
    [
        ("medical-need", "release-factors", {}, "in the answer"),
        ("medical-need", "release-factors", {"known_by": "2025-01-01"}, "published by 2025-01-01"),
        ("fox-news", "third-party", {"as_of": "2024-12-17"}, "in the answer"),
        ("public-safety-threat", "release-factors", {}, "toward release, not against it"),
        ("funded-bed-limit", "release-factors", {}, "not counted within a broader factor"),
        ("court-rulings", "unnamed-only-factors", {}, "on record or by an institution"),
        ("ice", "release-factors", {}, "it is a factor"),
        (FIVE, "no-evidence", {}, 'its stance is "no evidence that"'),
    ],
)
def test_why_not_names_the_filter_or_the_fact(
    graph: Graph, thing: str, asked: str, days: dict[str, str], words: str
) -> None:
    found = why_not(graph.engine, thing, question(asked), {}, **days)
    assert words in found.reason
    assert found.present == (words == "in the answer")


def test_why_not_names_a_parameter(graph: Graph) -> None:
    found = why_not(
        graph.engine, "fox-news", question("third-party"), {"speaker": "donald-trump"}
    )
    assert "speaker=donald-trump" in found.reason


def test_paragraphs_are_followed_where_they_went(graph: Graph) -> None:
    known = verify(graph.engine, KEY, [f"{n:064x}" for n in range(15)])
    assert [p.state for p in known] == ["changed"] * 14 + ["new at 15"]
    assert THREE in known[13].claims
    assert {p.state for p in verify(graph.engine, KEY, [])} == {"missing"}
    consulted = read(Path(paths.seeds()), []).documents[KEY].consulted
    assert consulted is not None
    digests = list(consulted.paragraphs)
    assert {p.state for p in verify(graph.engine, KEY, digests)} == {"unchanged"}
    later = verify(graph.engine, KEY, ["f" * 64, *digests])
    assert [p.state for p in later] == [f"moved to {n}" for n in range(2, 16)] + ["new at 1"]
    assert THREE in later[13].claims
    shorter = verify(graph.engine, KEY, digests[:-1])
    assert [p.state for p in shorter] == ["unchanged"] * 13 + ["missing"]
    with pytest.raises(KgError, match="no paragraph digests"):
        verify(graph.engine, "nbc-2025-02-03", [])


@pytest.mark.parametrize("name", ["medical-need", THREE, "cg:leadsTo", "link/ab", "graph/claims"])
def test_short_ids_lead_back(name: str) -> None:
    assert short(full(name)) == name


def test_python_interface(graph: Graph) -> None:
    answer = graph.ask("release-factors")
    frame = answer.to_pandas()
    assert list(frame["factor"])[:1] == ["Capacity and funding"]  # type: ignore[index]
    assert "<table>" in answer._repr_html_()
    assert len(graph.sparql("SELECT ?g WHERE { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g")) == 7
    dataset = graph.rdf()
    assert len(dataset) == len(graph.quads())
    place = graph.place("medical-need")
    assert place is not None
    line = (Path(paths.ROOT) / place[0]).read_text().splitlines()[place[1] - 1]
    assert line.strip() == "medical-need:"
