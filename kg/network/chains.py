"""Chains of links toward a target, paths of evidence, and what surrounds a thing.

Signs are multiplied, and nothing else is: no strength, no probability, no count.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise, product

import networkx as nx

from kg.network.attributes import EdgeAttributes, Interval, common

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.network.build import Network

#: from the weakest; what has no modality holds as it is said
_ORDER = ("may", "sometimes", "does", "must")
_ALWAYS: tuple[Interval, ...] = ((None, None),)


@dataclass(frozen=True, slots=True)
class Edge:
    """A link as a step of a chain, always from its subject to its object."""

    id: str
    source: str
    target: str
    predicate: str
    label: str
    polarity: str
    modality: str
    sign: int | None
    stages: tuple[str, ...]
    intervals: tuple[Interval, ...]
    claims: tuple[str, ...]
    disputed: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """Links one after another, and whether they can hold together."""

    edges: tuple[Edge, ...]
    #: whether each link leads to the next; else the links only touch
    directed: bool
    #: stages that all links with a stage share; None where no link has one
    stages: tuple[str, ...] | None
    #: when all links can be valid
    intervals: tuple[Interval, ...]

    @property
    def counts(self) -> bool:
        """Whether stages and intervals of the links overlap."""
        return self.stages != () and self.intervals != ()

    @property
    def sign(self) -> int | None:
        """Product of the signs; None unless it counts and all links are affirmed causes."""
        result = 1
        for edge in self.edges:
            if edge.sign is None or edge.polarity != "affirmed":
                return None
            result *= edge.sign
        return result if self.counts and self.directed else None

    @property
    def weakest(self) -> str:
        """The weakest modality of its links: may, sometimes, does or must."""
        return min((_strength(edge.modality) for edge in self.edges), key=_ORDER.index)

    @property
    def claims(self) -> tuple[str, ...]:
        """Claims that support its links, sorted."""
        return tuple(sorted({claim for edge in self.edges for claim in edge.claims}))

    @property
    def why(self) -> str:
        """Why it counts, or does not, in a sentence."""
        if self.stages == ():
            return "Does not count: its links share no legal stage."
        if not self.intervals:
            return "Does not count: its links are not valid at one time."
        times = ", ".join(
            f"{start or 'no known start'} to {end or 'no known end'}"
            for start, end in self.intervals
        )
        at = f"at stage {', '.join(self.stages)}" if self.stages else "at any stage"
        return f"Counts: its links can hold together {at}, from {times}."


def chains(
    network: Network, source: str | None, target: str, max_length: int = 4
) -> tuple[Chain, ...]:
    """Chains of affirmed links to the target that count, from the source or from anywhere.

    No chain passes a thing twice. They are sorted by length and by the ids of their links.
    """
    if target not in network or (source is not None and source not in network):
        return ()
    found = [
        chain for chain in _toward(network, (), target, {target}, max_length)
        if source is None or chain.edges[0].source == source
    ]
    return tuple(sorted(found, key=_order))


def _toward(
    network: Network, tail: tuple[Edge, ...], node: str, passed: set[str], left: int
) -> Iterator[Chain]:
    if not left:
        return
    for before, _, key, data in network.in_edges(node, keys=True, data=True):
        edge = _edge(before, node, key, data)  # type: ignore[arg-type]
        if before in passed or edge.polarity != "affirmed":
            continue
        longer = _chain((edge, *tail), directed=True)
        # what does not hold together cannot be mended by one more link
        if longer.counts:
            yield longer
            yield from _toward(network, longer.edges, before, passed | {before}, left - 1)


def paths(network: Network, one: str, other: str, limit: int = 10) -> tuple[Chain, ...]:
    """The shortest paths of evidence from one thing to the other, and those one link longer.

    Directed ones if there are any; else the direction of links is ignored, and ``directed`` of
    each chain is False. Negated links and chains that do not count are in: they say so.
    """
    if one not in network or other not in network or one == other:
        return ()
    forward = nx.DiGraph(network)
    directed = nx.has_path(forward, one, other)
    plain = forward if directed else nx.Graph(network)
    if not directed and not nx.has_path(plain, one, other):
        return ()
    found: list[Chain] = []
    shortest = 0
    for nodes in nx.shortest_simple_paths(plain, one, other):
        shortest = shortest or len(nodes)
        if len(nodes) > shortest + 1 or len(found) >= limit:
            break
        steps = [_between(network, a, b, directed) for a, b in pairwise(nodes)]
        found += (_chain(edges, directed) for edges in islice(product(*steps), limit))
    return tuple(sorted(found, key=_order)[:limit])


def neighbourhood(network: Network, node: str, depth: int = 1) -> Network:
    """The part of the network within so many links of the node, in any direction."""
    if node not in network:
        return nx.MultiDiGraph()
    near = nx.single_source_shortest_path_length(nx.Graph(network), node, cutoff=depth)
    return nx.MultiDiGraph(network.subgraph(near))


def _between(network: Network, one: str, other: str, directed: bool) -> list[Edge]:
    """The links from one thing to the other, or either way."""
    ways = [(one, other)] if directed else [(one, other), (other, one)]
    return [
        _edge(a, b, key, data)
        for a, b in ways
        if network.has_edge(a, b)
        for key, data in sorted(network[a][b].items())
    ]


def _edge(source: str, target: str, key: str, data: EdgeAttributes) -> Edge:
    return Edge(
        id=key, source=source, target=target, predicate=data["predicate"], label=data["label"],
        polarity=data["polarity"], modality=data["modality"], sign=data["sign"],
        stages=data["stages"], intervals=data["intervals"], claims=data["claims"],
        disputed=data["disputed"],
    )


def _chain(edges: tuple[Edge, ...], directed: bool) -> Chain:
    limited = [set(edge.stages) for edge in edges if edge.stages]
    intervals = _ALWAYS
    for edge in edges:
        intervals = common(intervals, edge.intervals)
    return Chain(
        edges, directed, tuple(sorted(set.intersection(*limited))) if limited else None, intervals
    )


def _strength(modality: str) -> str:
    return modality if modality in _ORDER else "does"


def _order(chain: Chain) -> tuple[int, tuple[str, ...]]:
    return len(chain.edges), tuple(edge.id for edge in chain.edges)
