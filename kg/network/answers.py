"""Catalogue questions answered by NetworkX; each function is named like its question.

They are what the SPARQL answers are held against: values of the key columns, with the claims.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple, TypeVar

import networkx as nx

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.network.build import Network

_Key = TypeVar("_Key")
_STEPS = ("cg:followedBy", "cg:hasAlternative", "cg:hasCondition", "cg:usesTechnology")
_OPPOSITE = {"toward": "against", "against": "toward"}
_ENDS = ("Outcome", "ReleasePathway")


class Bearing(NamedTuple):
    """A factor bears on an outcome by a claim."""

    factor: str
    outcome: str
    direction: str
    claim: str


def release_factors(network: Network, outcome: str = "release") -> dict[str, tuple[str, ...]]:
    """Broadest factors that work toward the outcome or a kind of it, with their claims."""
    broader = _broader(network)
    if outcome not in broader:
        return {}
    kinds = {outcome, *nx.ancestors(broader, outcome)}
    return _gathered(
        (above, bearing.claim)
        for bearing in bearings(network)
        if bearing.direction == "toward" and bearing.outcome in kinds
        for above in (bearing.factor, *nx.descendants(broader, bearing.factor))
        if not network.nodes[above]["broader"]
    )


def pathway(network: Network) -> dict[tuple[str, str, str], tuple[str, ...]]:
    """Steps, alternatives, conditions and technologies, with their claims."""
    return _gathered(
        ((source, data["predicate"], target), claim)
        for source, target, data in network.edges(data=True)
        if data["polarity"] == "affirmed" and data["predicate"] in _STEPS
        for claim in data["claims"]
    )


def toward_and_against(
    network: Network, outcome: str | None = None
) -> dict[tuple[str, str, str], tuple[str, ...]]:
    """What has a direction toward an outcome, the direction, the outcome, with the claims."""
    return _gathered(
        ((source, data["direction"], target), claim)
        for source, target, data in network.edges(data=True)
        if data["polarity"] == "affirmed" and data["direction"]
        and network.nodes[target]["kind"] == "Outcome" and outcome in (None, target)
        for claim in data["claims"]
    )


def bearings(network: Network) -> Iterator[Bearing]:
    """How factors bear on outcomes: as subject, condition or exception, or condition of a claim.

    Norms of legal instruments are left out, as in the rule: they say what the law lays down.
    """
    directions: dict[str, str] = network.graph["directions"]
    for source, target, data in network.edges(data=True):
        if data["polarity"] != "affirmed" or network.nodes[source]["kind"] == "LegalInstrument":
            continue
        found: list[tuple[str, str, str, str]] = []
        if data["direction"]:
            way = data["direction"]
            found += [(source, target, way, claim) for claim in data["claims"]]
            found += [(x, target, way, claim) for claim, x in data["conditions"]]
            found += [(x, target, _OPPOSITE[way], claim) for claim, x in data["exceptions"]]
        proposition = network.nodes[target]["proposition"]
        if data["predicate"] == "cg:isConditionOf" and proposition:
            _, predicate, outcome = proposition
            if predicate in directions:
                way = directions[predicate]
                found += [(source, outcome, way, claim) for claim in data["claims"]]
        for factor, outcome, way, claim in found:
            kinds = network.nodes[factor]["kind"], network.nodes[outcome]["kind"]
            if kinds[0] == "Factor" and kinds[1] in _ENDS:
                yield Bearing(factor, outcome, way, claim)


def _broader(network: Network) -> nx.DiGraph[str]:
    """Edges from each factor and outcome to the next broader."""
    graph: nx.DiGraph[str] = nx.DiGraph()
    graph.add_nodes_from(network.nodes)
    graph.add_edges_from((n, above) for n, d in network.nodes(data=True) for above in d["broader"])
    return graph


def _gathered(pairs: Iterator[tuple[_Key, str]]) -> dict[_Key, tuple[str, ...]]:
    found: dict[_Key, set[str]] = defaultdict(set)
    for key, claim in pairs:
        found[key].add(claim)
    return {key: tuple(sorted(claims)) for key, claims in found.items()}
