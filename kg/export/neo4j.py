"""Files for Neo4j: tables for its import tool, and Cypher that does the same to a running one."""

from __future__ import annotations

from itertools import groupby
from typing import BinaryIO

from kg.export import claims, cypher
from kg.export.archive import archive
from kg.export.edges import rich
from kg.export.neo4j_tables import table

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.export.cypher import Properties
    from kg.export.exporter import Times
    from kg.graph import Graph

    #: labels and properties of a node; type, ends and properties of a relationship
    Node = tuple[tuple[str, ...], Properties]
    Link = tuple[str, str, str, Properties]

#: what every node is, so that one constraint and one index serve all
THING, META = "Thing", "CustodyGraph"
#: what a relationship has of its link; texts and speakers stand on the nodes of the claims
_OF_LINK = (
    "label", "predicate", "polarity", "modality", "jurisdiction", "family", "direction", "sign",
    "stage", "valid", "claims", "manners", "stances", "conditions", "exceptions", "disputed",
    "contested",
)
_BATCH = 200
_NUMBERS = {"paragraph": int, "value": float, "low": float, "high": float}
_README = """\
// Custody Graph {version}, {digest}. Licence of the data: CC BY 4.0.
// Valid on: {as_of}. Known by: {known_by}.
//
// Into an empty database, with the server stopped:
//   neo4j-admin database import full neo4j --multiline-fields=true
//     --nodes=nodes.csv --relationships=relationships.csv
// Into a running one, again and again:
//   cypher-shell -f load.cypher
// What an older file brought and this one lacks is not deleted.
//
// A relationship is what claims say, not a fact. Its claims are nodes:
//   MATCH (a)-[r]->(b) UNWIND r.claims AS id MATCH (c:Claim {{id: id}}) RETURN a, b, c
// Where the claims say that it is not so, its type begins with NOT_.
"""


def write(graph: Graph, stream: BinaryIO, times: Times) -> None:
    """Write a zip archive of ``nodes.csv``, ``relationships.csv`` and ``load.cypher``.

    Nodes are the things of the network, every claim of the times with its evidence, and one
    that says which graph this is; relationships are the links.
    """
    network = rich(graph, times)
    nodes: dict[str, Node] = {
        key: ((THING, node["kind"] or "Unknown"), _given(node))
        for key, node in network.nodes(data=True)
    }
    for one in claims.rows(graph, times):
        key = str(one["id"])
        spoken_of = nodes[key][1] if key in nodes else {}
        nodes[key] = ((THING, "Claim"), _given({
            **spoken_of, **one, "label": one["text"], "kind": "Claim", "claim_kind": one["kind"],
        }))
    about = {k: v for k, v in network.graph.items() if k != "claims_without_link"}
    nodes["custody-graph"] = ((THING, META), _given(about))
    links: list[Link] = [
        (_type(edge), one, other, {"id": link, **_given({n: edge.get(n, "") for n in _OF_LINK})})
        for one, other, link, edge in network.edges(keys=True, data=True)
    ]
    head = _README.format_map(
        about | {name: about[name] or "any day" for name in ("as_of", "known_by")}
    )
    stream.write(archive({
        "nodes.csv": table([
            {"id:ID": key, ":LABEL": list(kinds), **values}
            for key, (kinds, values) in nodes.items()
        ]),
        "relationships.csv": table([
            {":START_ID": one, ":END_ID": other, ":TYPE": kind, **values}
            for kind, one, other, values in links
        ]),
        "load.cypher": "\n".join([head, *_cypher(nodes, links), ""]).encode(),
    }))


def _type(edge: dict[str, str]) -> str:
    """The type of a relationship: ``LEADS_TO``, or ``NOT_LEADS_TO`` where it is negated."""
    name = edge["predicate"].rpartition(":")[2]
    words = "".join(f"_{c}" if c.isupper() else c.upper() for c in name)
    return f"NOT_{words}" if edge["polarity"] == "negated" else words


def _given(properties: Properties) -> Properties:
    """Those that are not empty; figures as numbers."""
    return {
        name: _NUMBERS[name](value) if name in _NUMBERS else value
        for name, value in properties.items() if value not in ("", [])
    }


def _cypher(
    nodes: dict[str, Node],
    links: list[Link],
) -> Iterator[str]:
    yield cypher.constraint(THING)
    by_kind = sorted(nodes.items(), key=lambda item: (item[1][0], item[0]))
    for kinds, found in groupby(by_kind, key=lambda item: item[1][0]):
        rows = [{"id": key, "is": values} for key, (_, values) in found]
        for start in range(0, len(rows), _BATCH):
            yield cypher.merged_nodes(kinds, rows[start : start + _BATCH])
    for kind, these in groupby(sorted(links, key=lambda one: one[0]), key=lambda one: one[0]):
        rows = [
            {"id": values["id"], "from": one, "to": other, "is": values}
            for _, one, other, values in these
        ]
        for start in range(0, len(rows), _BATCH):
            yield cypher.merged_relationships(THING, kind, rows[start : start + _BATCH])
