"""Cytoscape JSON (CYJS), as Cytoscape, Cytoscape.js and NetworkX read it."""

from __future__ import annotations

import json
from typing import BinaryIO

from kg.draw import style
from kg.export.edges import rich
from kg.export.places import places

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.export.exporter import Times
    from kg.graph import Graph


def write(graph: Graph, stream: BinaryIO, times: Times) -> None:
    """Write nodes and edges with their evidence; what has several parts is a list.

    What is true of the whole stands in ``data``, with the claims that no edge carries.
    """
    network = rich(graph, times)
    at = places({key: (d["kind"], d["label"]) for key, d in network.nodes(data=True)})
    nodes = [
        {
            "data": {
                "id": key, "value": key, "name": node["label"], **node,
                "look": style.family(node["kind"]),
            },
            "position": {"x": at[key].x, "y": at[key].y},
        }
        for key, node in network.nodes(data=True)
    ]
    edges = [
        {
            "data": {
                "id": link, "key": link, "source": one, "target": other,
                "name": edge["label"], "interaction": edge["predicate"], **edge,
            }
        }
        for one, other, link, edge in network.edges(keys=True, data=True)
    ]
    document = {
        "format_version": "1.0",
        "generated_by": f"Custody Graph {graph.version}",
        "data": network.graph,
        "directed": True,
        "multigraph": True,
        "elements": {"nodes": nodes, "edges": edges},
    }
    stream.write(json.dumps(document, ensure_ascii=False, indent=1).encode() + b"\n")
