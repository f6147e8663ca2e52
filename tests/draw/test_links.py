"""What an arrow looks like comes from the claims that carry it; what speaks against it marks it."""

from __future__ import annotations

import random
from contextlib import suppress
from typing import Any

import pytest

from kg.ask.question import ids
from kg.compile import compile_dataset
from kg.draw import DrawError, Edge
from kg.draw.prepare import around, of_question
from kg.engine.embedded import Embedded
from kg.graph import Graph
from kg.model.document import DocumentFile
from kg.model.entity import EntityFile
from kg.model.vocabulary import SCHEMES
from kg.names import CG, GRAPH, ID
from kg.read import Dataset
from kg.store.build import complete, vocabulary
from tests.generated import generated

ENTITIES: dict[str, dict[str, Any]] = {
    "need": {"class": "Factor", "label": "Medical need"},
    "release": {"class": "Outcome", "label": "Release"},
    "sources": {
        "class": "UnnamedSources", "label": "Three people", "quoted_in": "doc", "number": 3,
    },
    "ice": {"class": "Agency", "label": "ICE"},
    "paper": {"class": "MediaOutlet", "label": "Paper"},
}


def graph_of(*claims: dict[str, Any]) -> Graph:
    """A graph with one document whose claims all say that the need leads to release."""
    entities = {
        key: {"definition": "Something to speak of."} | entity for key, entity in ENTITIES.items()
    }
    dataset = Dataset(
        entities=EntityFile.model_validate(
            {"record": "entities", "key": "all", "description": "All.", "entities": entities}
        ).entities
    )
    plain = {
        "text": "The need leads to release.", "subject": "need", "predicate": "leadsTo",
        "object": "release", "stance": "asserted", "modality": "does", "kind": "fact",
        "polarity": "affirmed", "locator": "somewhere", "verification": {"status": "unverified"},
        "said_by": [{"speaker": "ice", "as": "institutional"}],
    }
    document = DocumentFile.model_validate(
        {
            "record": "document", "key": "doc", "label": "Document", "kind": "news",
            "publisher": "paper", "date": "2025-02-03", "licence": "None known.",
            "reuse": "Facts.", "voice": [{"speaker": "paper", "as": "institutional"}],
            "claims": {f"c{n}-said": plain | claim for n, claim in enumerate(claims, 1)},
        }
    )
    dataset.documents["doc"] = document
    dataset.claims |= {f"doc/{key}": claim for key, claim in document.claims.items()}
    return Graph(Embedded.of(complete(compile_dataset(dataset) + vocabulary())), "0" * 64)


def drawn(*claims: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Wording, status, line, marks, claims and disputes of each arrow."""
    edges = around(graph_of(*claims), "need").edges
    return [
        (e.wording, e.status, e.line, e.marks, short(e.claims), short(e.disputed)) for e in edges
    ]


def short(claims: tuple[str, ...]) -> list[str]:
    return [claim.removeprefix("doc/").removesuffix("-said") for claim in claims]


UNNAMED: dict[str, Any] = {"said_by": [{"speaker": "sources", "as": "unnamed"}]}
DENIED: dict[str, Any] = {"stance": "denied"}
PROMISED: dict[str, Any] = {"stance": "promised"}
NEGATED: dict[str, Any] = {"polarity": "negated"}


def test_a_denial_on_record_puts_nothing_on_record() -> None:
    assert drawn(UNNAMED) == [("leads to", "unnamed", "dotted", (), ["c1"], [])]
    assert drawn(UNNAMED, DENIED) == [
        ("leads to", "unnamed", "dotted", ("disputed",), ["c1"], ["c2"])
    ]
    assert drawn({"stance": "hedged"}, DENIED, PROMISED) == [
        ("leads to", "hedged", "dashed", ("disputed",), ["c1"], ["c2"]),
        ("leads to", "hedged", "dashed", (), ["c3"], []),
    ]


def test_a_denial_of_another_strength_is_a_dispute() -> None:
    assert drawn({}, DENIED | {"modality": "may"}) == [
        ("leads to", "record", "solid", ("disputed",), ["c1"], ["c2"])
    ]


@pytest.mark.parametrize("manner", [{}, UNNAMED])
def test_what_is_only_denied_is_dashed_and_says_so(manner: dict[str, Any]) -> None:
    assert drawn(DENIED | manner) == [
        ("denied: leads to", "hedged", "dashed", ("disputed",), [], ["c1"])
    ]


def test_a_promise_is_an_arrow_of_its_own() -> None:
    assert drawn(UNNAMED, PROMISED) == [
        ("leads to", "unnamed", "dotted", (), ["c1"], []),
        ("leads to", "hedged", "dashed", (), ["c2"], []),
    ]


def test_the_opposite_disputes_and_no_evidence_does_not() -> None:
    assert drawn({}, NEGATED, {"stance": "no-evidence"}, PROMISED | NEGATED) == [
        ("leads to", "record", "solid", ("disputed",), ["c1"], ["c2"]),
        ("leads to", "no-evidence", "sparse", ("no-evidence",), ["c3"], []),
        ("not: leads to", "negated", "solid", ("negated", "disputed"), ["c2"], ["c1"]),
        ("not: leads to", "negated", "dashed", ("negated",), ["c4"], []),
    ]


def test_a_claim_is_drawn_with_what_disputes_it() -> None:
    edges = around(graph_of({}, DENIED), "doc/c1-said").edges
    assert [(short(e.claims), short(e.disputed)) for e in edges] == [(["c1"], ["c2"])]


def test_arrows_agree_with_derived_links() -> None:
    compared = disputed = 0
    for seed in range(16):
        for graph in (Graph(Embedded.of(generated(seed)), "0" * 64), argument(seed)):
            links = derived(graph)
            for edge in arrows(graph):
                if carried(edge):
                    behind = set(edge.claims), set(edge.disputed)
                    assert behind == links[proposition(edge)], (seed, edge)
                    compared, disputed = compared + 1, disputed + bool(edge.disputed)
    assert compared > 40
    assert disputed > 10


def argument(seed: int) -> Graph:
    """A random graph whose claims are all about one thing."""
    rng = random.Random(seed)  # noqa: S311 - not for secrets
    return graph_of(
        *(
            {
                "stance": rng.choice(SCHEMES["stance"]),
                "modality": rng.choice(("does", "may")),
                "polarity": rng.choice(("affirmed", "negated")),
            }
            for _ in range(6)
        )
    )


def arrows(graph: Graph) -> list[Edge]:
    """The arrows around each of the things that generated claims are about."""
    found: list[Edge] = []
    for thing in ("release", "parole", "detention", "topic", "law", "ice", "programme", "event"):
        with suppress(DrawError):
            found += around(graph, thing).edges
    return found


def carried(edge: Edge) -> bool:
    """Whether claims carry the edge that are a link's: no promise, no absence, no condition."""
    apart = edge.no_evidence or edge.stances == ("promised",) or not edge.claims
    return not apart and not edge.predicate.startswith("role-")


def proposition(edge: Edge) -> tuple[str, ...]:
    return edge.source, edge.predicate, edge.target, edge.polarity, edge.modality


def derived(graph: Graph) -> dict[tuple[str, ...], tuple[set[str], set[str]]]:
    """Supporting and disputing claims by proposition, of whatever stage or jurisdiction."""
    query = f"""PREFIX cg: <{CG}> SELECT ?s ?p ?o ?polarity ?modality ?for ?against WHERE {{
      GRAPH <{GRAPH}inferred> {{
        ?link a cg:Link ; cg:subject ?s ; cg:predicate ?p ; cg:object ?o ;
          cg:polarity ?polarity ; cg:modality ?modality ; cg:supportedBy ?for .
        OPTIONAL {{ ?link cg:disputedBy ?against }}
      }} }}"""
    links: dict[tuple[str, ...], tuple[set[str], set[str]]] = {}
    for s, p, o, polarity, modality, supporting, against in graph.select(query)[1]:
        key = (
            str(s).removeprefix(ID), str(p).removeprefix(CG), str(o).removeprefix(ID),
            str(polarity).removeprefix(f"{CG}polarity-"),
            str(modality).removeprefix(f"{CG}modality-"),
        )
        behind = links.setdefault(key, (set(), set()))
        for claims, claim in zip(behind, (supporting, against), strict=True):
            if claim:
                claims.add(str(claim).split("/claim/")[1])
    return links


def test_conflicts_are_refused_with_where_to_find_them() -> None:
    assert "conflicts" in ids()
    with pytest.raises(DrawError, match=r"KG705 Conflicts are not drawn"):
        of_question(graph_of({}), "conflicts")


def test_claims_that_join_no_two_things_are_counted() -> None:
    state: dict[str, Any] = {"object": None, "object_state": "unknown"}
    claims: list[dict[str, Any]] = [UNNAMED, UNNAMED | DENIED, UNNAMED | state]
    view = of_question(graph_of(*claims), "unnamed-claims")
    assert "1 of 3 claims joins no two things and is not drawn." in view.limits
    view = of_question(graph_of(*claims[:2]), "unnamed-claims")
    assert not any("not drawn" in limit for limit in view.limits)
    assert around(graph_of({}), "need").caption == "1 claim"
    assert around(graph_of({}, {}), "need").caption == "2 claims"


def test_limits_fit_page_and_figure() -> None:
    for view in (around(graph_of({}), "need"), of_question(graph_of({}), "who-said-what")):
        assert "An arrow is what somebody says, not an established fact." in view.limits
        assert not any("open it" in limit for limit in view.limits)
