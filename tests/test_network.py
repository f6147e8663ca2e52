from __future__ import annotations

from collections import defaultdict
from itertools import product
from typing import Any

import networkx as nx
import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.ask.answer import Cell, grouped_rows
from kg.ask.bind import values
from kg.ask.question import question
from kg.engine.embedded import Embedded
from kg.engine.rdf import Rdf
from kg.engine.value import IRI
from kg.errors import KgError
from kg.graph import Graph
from kg.names import CG, GRAPH, PREFIXES, full, short
from kg.network.answers import pathway, release_factors, toward_and_against
from kg.network.attributes import Interval, common, merged
from kg.network.build import network
from kg.network.chains import chains, neighbourhood, paths
from kg.network.impact import impact
from kg.network.support import support
from kg.store.build import complete
from tests.dense import dense
from tests.generated import generated

TIMES = ((None, None), ("2025-02-03", None), (None, "2025-02-02"), ("2025-01-25", "2025-02-10"))
TYPE = PREFIXES["rdf"] + "type"
DERIVED = PREFIXES["prov"] + "wasDerivedFrom"
SEEDS = range(40)
Found = dict[tuple[str, ...], tuple[str, ...]]
TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.network.build import Network


def asked(
    engine: Embedded, name: str, as_of: str | None, known_by: str | None, **given: str
) -> Found:
    """Key columns of a question's rows as short ids, with the claims."""
    one = question(name)
    found = {}
    for cells, claims in grouped_rows(engine, one, values(one, given), as_of, known_by):
        keys = [_short(cells[c.name]) for c in one.columns if not c.is_list]
        found[tuple(keys)] = claims
    return found


def _short(cell: Cell) -> str:
    assert isinstance(cell, IRI)
    return cell.short.removeprefix("cg:direction-")


def agree(engine: Embedded, as_of: str | None, known_by: str | None) -> int:
    """Assert that both engines give equal rows; the number of rows."""
    graph = network(engine, as_of, known_by)
    rows = 0
    for outcome in ("release", "detention"):
        mine: Found = {(k,): v for k, v in release_factors(graph, outcome).items()}
        assert mine == asked(engine, "release-factors", as_of, known_by, outcome=outcome)
        both: Found = dict(toward_and_against(graph, outcome).items())
        assert both == asked(engine, "toward-and-against", as_of, known_by, outcome=outcome)
        rows += len(mine) + len(both)
    steps: Found = dict(pathway(graph).items())
    assert steps == asked(engine, "pathway", as_of, known_by)
    every: Found = dict(toward_and_against(graph).items())
    assert every == asked(engine, "toward-and-against", as_of, known_by)
    return rows + len(steps)


@pytest.mark.parametrize("times", TIMES)
def test_network_and_sparql_agree_on_the_real_graph(
    graph: Graph, times: tuple[str | None, str | None]
) -> None:
    assert agree(graph.engine, *times) or times[1]


def test_network_and_sparql_agree_on_generated_graphs() -> None:
    for seed in range(12):
        agree(Embedded.of(generated(seed)), *TIMES[seed % len(TIMES)])
    assert sum(agree(Embedded.of(dense(s)), *TIMES[s % len(TIMES)]) for s in range(99)) > 300


@pytest.mark.parametrize("seed", range(8))
def test_both_engines_give_the_same_network(seed: int) -> None:
    quads = dense(seed) if seed % 2 else generated(seed)
    one, other = (network(e, *TIMES[seed % 4]) for e in (Embedded.of(quads), Rdf.of(quads)))
    assert list(one.nodes(data=True)) == list(other.nodes(data=True))
    assert list(one.edges(keys=True, data=True)) == list(other.edges(keys=True, data=True))


def test_edges_are_the_links_and_carry_their_claims(graph: Graph) -> None:
    found = graph.network()
    _, rows = graph.select(
        f"""SELECT ?l ?s ?o ?c WHERE {{ GRAPH <{GRAPH}inferred> {{ ?l <{CG}subject> ?s ;
        <{CG}object> ?o ; <{CG}supportedBy> ?c }} }}"""
    )
    wanted = defaultdict(set)
    for row in rows:
        link, subject, obj, claim = (short(str(v)) for v in row)
        wanted[subject, obj, link].add(claim)
    assert wanted == {(u, v, k): set(d["claims"]) for u, v, k, d in found.edges(
        keys=True, data=True)}
    assert len(wanted) > 40
    for _, _, data in found.edges(data=True):
        assert len(data["stances"]) == len(data["manners"]) == len(data["claims"])
    assert found.nodes["medical-need"]["label"]
    assert found.nodes["medical-need"]["kind"] == "Factor"


def test_a_link_is_there_while_one_of_its_claims_is_admitted() -> None:
    lost = kept = 0
    for seed in SEEDS:
        engine = Embedded.of(dense(seed))
        whole, some = network(engine), network(engine, "2025-02-03", "2025-02-02")
        admitted = {c for _, _, d in some.edges(data=True) for c in d["claims"]}
        for u, v, key, data in whole.edges(keys=True, data=True):
            assert some.has_edge(u, v, key) == bool(admitted & set(data["claims"]))
            lost += not some.has_edge(u, v, key)
            kept += some.has_edge(u, v, key)
    assert lost
    assert kept


def test_what_disputes_a_link_is_named() -> None:
    # the definition of the rule, over what each claim says
    disputed = 0
    for seed in SEEDS:
        quads = dense(seed)
        facts: dict[str, dict[str, str]] = defaultdict(dict)
        for quad in quads:
            if quad.graph_name == ox.NamedNode(GRAPH + "claims"):
                name = short(quad.predicate.value)
                facts[short(quad.subject.value)][name] = short(quad.object.value)  # type: ignore[union-attr]
        for u, v, data in network(Embedded.of(quads)).edges(data=True):
            same, wanted = (u, data["predicate"], v), set()
            for claim, fact in facts.items():
                said = tuple(fact.get(f"cg:{part}") for part in ("subject", "predicate", "object"))
                if said != same or fact["cg:rank"] != "cg:rank-normal":
                    continue
                stance = fact["cg:stance"].removeprefix("cg:stance-")
                if fact["cg:polarity"] == f"cg:polarity-{data['polarity']}":
                    wanted |= {claim} if stance == "denied" else set()
                elif stance in ("asserted", "hedged"):
                    wanted.add(claim)
            assert set(data["disputed"]) == wanted
            disputed += len(wanted)
    assert disputed


def test_disputes_are_admitted_like_support() -> None:
    early = late = 0
    for seed in SEEDS:
        engine = Embedded.of(dense(seed))
        _, rows = engine.select(
            f"SELECT ?c ?day WHERE {{ GRAPH <{GRAPH}claims> {{ ?c <{CG}knownFrom> ?day }} }}"
        )
        known = {short(str(claim)) for claim, day in rows if str(day) <= "2025-02-02"}
        whole = network(engine)
        for *link, data in network(engine, None, "2025-02-02").edges(keys=True, data=True):
            every = set(whole.edges[*link]["disputed"])
            assert set(data["disputed"]) == every & known
            early += len(every & known)
            late += len(every - known)
    assert early
    assert late


def test_negated_links_say_so() -> None:
    found = [
        data for seed in SEEDS for _, _, data in
        network(Embedded.of(dense(seed))).edges(data=True) if data["polarity"] == "negated"
    ]
    assert found
    assert all(data["label"].startswith("not: ") for data in found)


DAYS = st.none() | st.dates().map(lambda day: day.isoformat())
INTERVALS = st.lists(
    st.tuples(DAYS, DAYS).filter(lambda i: (i[0] or "") < (i[1] or "~")), max_size=4
)


def _within(day: str, intervals: tuple[Interval, ...] | list[Interval]) -> bool:
    return any((a or "") <= day < (b or "~") for a, b in intervals)


@given(INTERVALS, INTERVALS, st.dates())
def test_intervals_are_sets_of_days(one: list[Interval], other: list[Interval], d: object) -> None:
    day = str(d)
    assert _within(day, merged(one)) == _within(day, one)
    both = common(merged(one), merged(other))
    assert _within(day, both) == (_within(day, one) and _within(day, other))
    assert both == merged(both)


def brute(graph: Network, source: str, target: str, longest: int) -> dict[tuple[str, ...], int]:
    """Chains of affirmed links that hold at a common day and stage, and their sign or 0."""
    found = {}
    every: Any = nx.all_simple_edge_paths(graph, source, target, cutoff=longest)
    for steps in every:
        data = [graph.edges[step] for step in steps]
        starts = {a or "" for d in data for a, _ in d["intervals"]}
        holds = any(
            all(_within(day, d["intervals"]) for d in data)
            and all(not d["stages"] or stage in d["stages"] for d in data)
            for day, stage in product(starts, "abcd")
        )
        if holds and all(d["polarity"] == "affirmed" for d in data):
            sign = 1
            for d in data:
                sign *= d["sign"] or 0
            found[tuple(str(key) for _, _, key in steps)] = sign
    return found


def test_chains_are_those_whose_links_hold_together() -> None:
    signed = several = 0
    for seed in SEEDS:
        graph = network(Embedded.of(dense(seed)))
        for target in ("release", "detention"):
            every = chains(graph, None, target, 3)
            for source in {chain.edges[0].source for chain in every} | {"factor-0"}:
                if source not in graph or target not in graph:
                    continue
                found = chains(graph, source, target, 3)
                assert found == tuple(c for c in every if c.edges[0].source == source)
                mine = {tuple(e.id for e in c.edges): c.sign or 0 for c in found}
                assert mine == brute(graph, source, target, 3)
                signed += sum(1 for c in found if c.sign)
                several += sum(1 for c in found if len(c.edges) > 1)
    assert signed
    assert several


def test_a_chain_has_the_weakest_modality_and_the_product_of_signs(article: Graph) -> None:
    found = chains(article.network(), "medical-need", "release", 1)
    assert [(c.sign, c.weakest, c.counts) for c in found] == [(1, "may", True)]
    assert found[0].why.startswith("Counts")
    # weighing is no cause, so the chain over it has no sign
    longer = chains(article.network(), "venezuela-agreement-on-returns", "release")
    assert [c.sign for c in longer] == [None]


def test_paths_follow_direction_first() -> None:
    graph: Network = nx.MultiDiGraph()
    sample = next(
        d for _, _, d in network(Embedded.of(dense(1))).edges(data=True)
    ) | {"sign": 1, "polarity": "affirmed"}
    for one, other, key in (("a", "b", "1"), ("b", "c", "2"), ("b", "c", "3"), ("d", "c", "4")):
        graph.add_edge(one, other, key=key, **sample)
    assert [[e.id for e in p.edges] for p in paths(graph, "a", "c")] == [["1", "2"], ["1", "3"]]
    assert all(p.directed for p in paths(graph, "a", "c"))
    back = paths(graph, "a", "d")
    assert [[e.id for e in p.edges] for p in back] == [["1", "2", "4"], ["1", "3", "4"]]
    assert not any(p.directed for p in back)
    assert back[0].sign is None
    assert back[0].edges[-1].source == "d"
    assert len(paths(graph, "a", "d", limit=1)) == 1
    assert paths(graph, "a", "nowhere") == paths(graph, "a", "a") == ()


def test_paths_on_the_real_graph_name_claims(graph: Graph) -> None:
    found = paths(graph.network(), "immigration-arrest", "ankle-monitor")
    assert found
    assert all(edge.claims for chain in found for edge in chain.edges)


def test_neighbourhood_is_what_is_near(graph: Graph) -> None:
    whole = graph.network()
    near = neighbourhood(whole, "release", 1)
    assert set(near) == {"release", *whole.predecessors("release"), *whole.successors("release")}
    assert len(neighbourhood(whole, "release", 2)) > len(near)
    assert len(neighbourhood(whole, "nowhere")) == 0


def rederived(quads: list[ox.Quad], fallen: set[str]) -> dict[str, set[str]]:
    """Links and factors with the claims that support them, after the claims are taken out."""
    gone = {ox.NamedNode(full(claim)) for claim in fallen}
    left = [
        q for q in quads
        if q.graph_name != ox.NamedNode(GRAPH + "inferred") and q.subject not in gone
    ]
    found: dict[str, set[str]] = defaultdict(set)
    _, rows = Embedded.of(complete(left)).select(
        f"""SELECT ?x ?c WHERE {{ GRAPH <{GRAPH}inferred> {{
        {{ ?x <{CG}supportedBy> ?c }} UNION {{ ?b <{CG}countsToward> ?x ; <{CG}claim> ?c }} }} }}"""
    )
    for thing, claim in rows:
        found[short(str(thing))].add(short(str(claim)))
    return found


def withdrawn(quads: list[ox.Quad], thing: str) -> set[str]:
    """Claims that fall with a document or an origin, stated plainly over the quads."""
    said: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for quad in quads:
        one, other = short(quad.subject.value), short(quad.object.value)  # type: ignore[union-attr]
        verb = short(quad.predicate.value)
        said[verb][one].add(other)
        said[f"of {verb}"][other].add(one)
    fallen = {thing}
    while True:
        more = {d for d, roots in said[DERIVED].items() if roots & fallen}
        for claim in said["of " + TYPE]["cg:Claim"]:
            origins = said["of cg:originOf"][claim]
            seen = said["cg:seenIn"][claim]
            if (
                said["cg:statedIn"][claim] & fallen or said["cg:premise"][claim] & fallen
                or (seen and not seen - fallen) or (origins and not origins - fallen)
            ):
                more.add(claim)
        if more <= fallen:
            return {x for x in fallen if x in said["of " + TYPE]["cg:Claim"]}
        fallen |= more


def held(engine: Embedded, quads: list[ox.Quad], thing: str) -> bool:
    """Assert that impact says what deriving again without the claims says."""
    found = impact(engine, thing)
    assert set(found.claims) == withdrawn(quads, thing)
    before, after = rederived(quads, set()), rederived(quads, set(found.claims))
    assert {*found.links, *found.factors} == set(before) - set(after)
    _, rows = engine.select(
        f"SELECT ?c ?m WHERE {{ GRAPH <{GRAPH}claims> {{ ?c <{CG}asserterManner> ?m }} }}"
    )
    named = {short(str(c)) for c, m in rows if not str(m).endswith("manner-unnamed")}
    off = {x for x in after if before[x] & named and not after[x] & named}
    assert {*found.links_off_record, *found.factors_off_record} == off
    return bool(off)


def test_impact_is_what_deriving_again_says() -> None:
    off = False
    for seed in range(12):
        quads = dense(seed)
        engine = Embedded.of(quads)
        graph = support(engine)
        for thing, data in graph.nodes(data=True):
            if data["kind"] in ("document", "origin"):
                off |= held(engine, quads, thing)
    assert off


@pytest.mark.parametrize("thing", ["nbc-2025-02-03", "pickaway-2025-02", "fox-2024-12-17"])
def test_impact_of_documents_of_the_article(article: Graph, thing: str) -> None:
    held(article.engine, article.quads(), thing)


def test_impact_of_a_real_document_with_copies(graph: Graph) -> None:
    held(graph.engine, graph.quads(), "nbc-2025-02-03")


def test_documents_made_from_a_document_fall_with_it(graph: Graph) -> None:
    found = impact(graph.engine, "nbc-2025-02-03")
    assert "pickaway-2025-02" in found.documents
    assert any(claim.startswith("pickaway-2025-02/") for claim in found.claims)
    copy = impact(graph.engine, "crooks-and-liars-2025-02")
    # what was seen in other copies too does not fall with one copy
    assert not any(claim.startswith("nbc-2025-02-03/") for claim in copy.claims)
    assert found.rows()[0] == ("document", "crooks-and-liars-2025-02", "falls")
    assert str(len(found.claims)) in found.summary()


def test_cells_of_a_workbook_fall_with_it(graph: Graph) -> None:
    printed: dict[str, set[str]] = defaultdict(set)
    of_cells = {
        q.subject for q in graph.quads() if q.object == ox.NamedNode(PREFIXES["qb"] + "Observation")
    }
    for quad in graph.quads():
        if quad.subject in of_cells and short(quad.predicate.value) == DERIVED:
            printed[short(quad.object.value)].add(str(quad.subject))  # type: ignore[union-attr]
    assert len(printed) > 3
    for document, cells in printed.items():
        found = impact(graph.engine, document)
        assert found.cells[document] == len(cells) > 1
        assert ("cells", document, f"{len(cells)} cells fall") in found.rows()
        assert f"cells of tables: {sum(found.cells.values())};" in found.summary()
        assert set(found.cells) <= set(found.documents)
    assert impact(graph.engine, "nbc-2025-02-03").cells == {}


def test_an_origin_without_claims_left_is_named(article: Graph) -> None:
    origins = [
        name for name, data in support(article.engine).nodes(data=True) if data["kind"] == "origin"
    ]
    assert len(origins) > 5
    for origin in origins:
        found = impact(article.engine, origin)
        assert origin in found.origins
        assert found.claims
        assert found.documents == ()


def test_only_documents_and_origins_can_be_withdrawn(graph: Graph) -> None:
    for name in ("medical-need", "nothing-of-the-kind"):
        with pytest.raises(KgError, match="neither a document nor an origin"):
            impact(graph.engine, name)
