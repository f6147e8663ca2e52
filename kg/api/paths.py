"""How two things are joined, with the claims on each link."""

from __future__ import annotations

from kg.api.evidence import days
from kg.api.named import named, stamp
from kg.ask.find import find

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.graph import Graph
    from kg.network.build import Network
    from kg.network.chains import Chain, Edge

#: how many networks are kept: each is of a pair of days, and large
_REMEMBERED = 8


def joined(
    graph: Graph, source: str, target: str, as_of: str | None = None, known_by: str | None = None
) -> dict[str, object]:
    """The shortest paths of claims as ``docs/schema/api.schema.json`` has them.

    Raises KgError where nothing has one of the names or a day is none.
    """
    from kg.network.chains import paths

    days(as_of, known_by)
    one, other = find(graph.engine, source), find(graph.engine, target)
    network = _network(graph, as_of, known_by)
    found = paths(network, one, other)
    ends = {end for chain in found for edge in chain.edges for end in (edge.source, edge.target)}
    known = named(graph, {one, other, *ends})
    return {
        "from": {"id": one, "label": known[one]},
        "to": {"id": other, "label": known[other]},
        "as_of": as_of,
        "known_by": known_by,
        "graph": stamp(graph),
        "paths": [_chain(chain, known) for chain in found],
    }


def _network(graph: Graph, as_of: str | None, known_by: str | None) -> Network:
    """The network of a day; a server is asked for the same one again and again."""
    memo: dict[object, Network] = graph.engine.memo.setdefault("networks", {})
    key = (as_of, known_by)
    if key not in memo:
        if len(memo) >= _REMEMBERED:
            memo.clear()
        memo[key] = graph.network(as_of, known_by)
    return memo[key]


def _chain(chain: Chain, known: dict[str, str]) -> dict[str, object]:
    return {
        "links": [_edge(edge, known) for edge in chain.edges],
        "directed": chain.directed,
        "counts": chain.counts,
        "why": chain.why,
        "sign": chain.sign,
        "weakest": chain.weakest,
    }


def _edge(edge: Edge, known: dict[str, str]) -> dict[str, object]:
    return {
        "id": edge.id,
        "source": {"id": edge.source, "label": known[edge.source]},
        "predicate": {"id": edge.predicate, "label": edge.label},
        "target": {"id": edge.target, "label": known[edge.target]},
        "polarity": edge.polarity,
        "modality": edge.modality,
        "claims": list(edge.claims),
        "disputed": list(edge.disputed),
    }
