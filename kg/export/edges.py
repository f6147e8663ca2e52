"""The network with attributes that are text, number or lists of text, as graph files want them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kg.ask.bind import admitted
from kg.ask.evidence import Evidence, evidence
from kg.engine.value import IRI
from kg.names import CG, GRAPH

TYPE_CHECKING = False
if TYPE_CHECKING:
    import networkx as nx

    from kg.export.exporter import Times
    from kg.graph import Graph
    from kg.network.attributes import EdgeAttributes, NodeAttributes

#: between the parts of an attribute that speak of one claim each, in the order of ``claims``
SEPARATOR = " | "


def plain(graph: Graph, times: Times) -> nx.MultiDiGraph[str]:
    """The links of the times with their evidence, ids and labels as text.

    The attributes ``claims``, ``asserters``, ``manners``, ``stances``, ``documents``,
    ``paragraphs`` and ``stated`` of an edge have one part for each claim, in one order. The
    graph's ``claims_without_link`` names the claims that no edge carries.
    """
    network = rich(graph, times)
    network.graph.update(_flat(network.graph))
    for _, node in network.nodes(data=True):
        node.update(_flat(node))
    for *_, edge in network.edges(data=True):
        edge.update(_flat(edge))
    return network


def rich(graph: Graph, times: Times) -> nx.MultiDiGraph[str]:
    """The same as ``plain``, with lists of text where there are several parts."""
    import networkx as nx

    network = graph.network(*times)
    ids = {c for *_, d in network.edges(data=True) for c in (*d["claims"], *d["disputed"])}
    known = evidence(graph.engine, ids)
    result: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        name="Custody Graph", version=graph.version, digest=graph.digest,
        as_of=times.as_of or "", known_by=times.known_by or "",
        claims_without_link=sorted(_admitted(graph, times) - ids),
    )
    for name, node in network.nodes(data=True):
        result.add_node(name, **_node(node))  # type: ignore[arg-type]
    for one, other, link, edge in network.edges(keys=True, data=True):
        result.add_edge(one, other, key=link, **_edge(edge, known))  # type: ignore[arg-type]
    return result


def _node(node: NodeAttributes) -> dict[str, str | list[str]]:
    return {"label": node["label"], "kind": node["kind"], "broader": [*node["broader"]]}


def _edge(edge: EdgeAttributes, known: dict[str, Evidence]) -> dict[str, str | int | list[str]]:
    claims = [known[claim] for claim in edge["claims"]]
    found: dict[str, str | int | list[str]] = {
        "label": edge["label"],
        "predicate": edge["predicate"],
        "polarity": edge["polarity"],
        "modality": edge["modality"],
        "stage": [*edge["stages"]],
        "jurisdiction": edge["jurisdiction"] or "",
        "family": edge["family"] or "",
        "direction": edge["direction"] or "",
        "valid": [f"{start or '..'}/{end or '..'}" for start, end in edge["intervals"]],
        "claims": [*edge["claims"]],
        "texts": [claim.text for claim in claims],
        "asserters": [claim.attribution[0].speaker for claim in claims],
        "asserter_labels": [claim.asserter for claim in claims],
        "manners": [*edge["manners"]],
        "stances": [*edge["stances"]],
        "documents": [claim.document for claim in claims],
        "paragraphs": [claim.place for claim in claims],
        "stated": [claim.stated_on for claim in claims],
        "conditions": [f"{claim}: {thing}" for claim, thing in edge["conditions"]],
        "exceptions": [f"{claim}: {thing}" for claim, thing in edge["exceptions"]],
        "disputed": [*edge["disputed"]],
        "contested": sorted({x for claim in claims for x in claim.contested_by}),
    }
    if edge["sign"] is not None:
        found["sign"] = edge["sign"]
    return found


def _admitted(graph: Graph, times: Times) -> set[str]:
    _, rows = graph.select(
        f"""PREFIX cg: <{CG}> PREFIX graph: <{GRAPH}>
        SELECT ?claim WHERE {{ GRAPH graph:claims {{ ?claim a cg:Claim }}
        {admitted("?claim", *times)} }}"""
    )
    return {row[0].short for row in rows if isinstance(row[0], IRI)}


def _flat(attributes: Mapping[str, object]) -> dict[str, str]:
    """Those that are lists, as text."""
    return {name: _joined(x) for name, x in attributes.items() if isinstance(x, list)}


def _joined(parts: Iterable[str]) -> str:
    # a bar in a text must not look like a new part
    return SEPARATOR.join(part.replace("|", "¦") for part in parts)
