"""Graph files: GraphML, GEXF and DOT, each edge with its claims and their evidence."""

from __future__ import annotations

from typing import BinaryIO

from kg.export.edges import plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.export.exporter import Times
    from kg.graph import Graph


def graphml(graph: Graph, stream: BinaryIO, times: Times) -> None:
    """Write GraphML; an edge's id is its link's."""
    from networkx.readwrite.graphml import GraphMLWriter

    # the other writer of networkx depends on whether lxml is installed
    writer = GraphMLWriter(graph=plain(graph, times), encoding="utf-8", prettyprint=True)
    stream.write(f"<?xml version='1.0' encoding='utf-8'?>\n{writer}\n".encode())


def gexf(graph: Graph, stream: BinaryIO, times: Times) -> None:
    """Write GEXF without the date of writing; what it says of the whole stands in the meta."""
    from xml.etree.ElementTree import SubElement

    from networkx.readwrite.gexf import GEXFWriter

    network = plain(graph, times)
    for _, _, link, edge in network.edges(keys=True, data=True):
        edge["id"] = link
    writer = GEXFWriter(encoding="utf-8", prettyprint=True, version="1.2draft")
    meta = writer.xml.find("meta")
    del meta.attrib["lastmodifieddate"]
    meta.find("creator").text = "Custody Graph"
    about = "; ".join(f"{name}: {value}" for name, value in network.graph.items() if value)
    SubElement(meta, "description").text = about
    writer.add_graph(network)
    stream.write(f"<?xml version='1.0' encoding='utf-8'?>\n{writer}\n".encode())


def dot(graph: Graph, stream: BinaryIO, times: Times) -> None:
    """Write DOT for Graphviz; negated links are dashed."""
    network = plain(graph, times)
    lines = ["digraph custody {", f"  graph [{_attributes(network.graph)}];", "  node [shape=box];"]
    for name, node in network.nodes(data=True):
        lines.append(f"  {_quoted(name)} [{_attributes(node)}];")
    for one, other, link, edge in network.edges(keys=True, data=True):
        style = {"style": "dashed"} if edge["polarity"] == "negated" else {}
        found = _attributes({"id": link, **edge, **style})
        lines.append(f"  {_quoted(one)} -> {_quoted(other)} [{found}];")
    stream.write("\n".join([*lines, "}", ""]).encode())


def _attributes(data: dict[str, object]) -> str:
    """What is known, by name; to Graphviz, what is empty is not there."""
    given = sorted((name, str(value)) for name, value in data.items() if value != "")
    return ", ".join(f"{name}={_quoted(value)}" for name, value in given)


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'
