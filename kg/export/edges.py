"""The network with attributes that are text or number only, as graph files want them."""

from __future__ import annotations

from collections.abc import Iterable

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
    import networkx as nx

    network = graph.network(*times)
    ids = {c for *_, d in network.edges(data=True) for c in (*d["claims"], *d["disputed"])}
    known = evidence(graph.engine, ids)
    without = sorted(_admitted(graph, times) - ids)
    result: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        name="Custody Graph", version=graph.version, digest=graph.digest,
        as_of=times.as_of or "", known_by=times.known_by or "",
        claims_without_link=SEPARATOR.join(without),
    )
    for name, node in network.nodes(data=True):
        result.add_node(name, **_node(node))  # type: ignore[arg-type]
    for one, other, link, edge in network.edges(keys=True, data=True):
        result.add_edge(one, other, key=link, **_edge(edge, known))  # type: ignore[arg-type]
    return result


def _node(node: NodeAttributes) -> dict[str, str]:
    return {"label": node["label"], "kind": node["kind"], "broader": _joined(node["broader"])}


def _edge(edge: EdgeAttributes, known: dict[str, Evidence]) -> dict[str, str | int]:
    claims = [known[claim] for claim in edge["claims"]]
    found: dict[str, str | int] = {
        "label": edge["label"],
        "predicate": edge["predicate"],
        "polarity": edge["polarity"],
        "modality": edge["modality"],
        "stage": _joined(edge["stages"]),
        "jurisdiction": edge["jurisdiction"] or "",
        "family": edge["family"] or "",
        "direction": edge["direction"] or "",
        "valid": _joined(f"{start or '..'}/{end or '..'}" for start, end in edge["intervals"]),
        "claims": _joined(edge["claims"]),
        "texts": _joined(claim.text for claim in claims),
        "asserters": _joined(claim.attribution[0].speaker for claim in claims),
        "asserter_labels": _joined(claim.asserter for claim in claims),
        "manners": _joined(edge["manners"]),
        "stances": _joined(edge["stances"]),
        "documents": _joined(claim.document for claim in claims),
        "paragraphs": _joined(claim.place for claim in claims),
        "stated": _joined(claim.stated_on for claim in claims),
        "conditions": _joined(f"{claim}: {thing}" for claim, thing in edge["conditions"]),
        "exceptions": _joined(f"{claim}: {thing}" for claim, thing in edge["exceptions"]),
        "disputed": _joined(edge["disputed"]),
        "contested": _joined(sorted({x for claim in claims for x in claim.contested_by})),
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


def _joined(parts: Iterable[str]) -> str:
    # a bar in a text must not look like a new part
    return SEPARATOR.join(part.replace("|", "¦") for part in parts)
