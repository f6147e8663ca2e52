"""GraphML that yEd opens as a drawing: shapes, colours, labels and lines as in ``kg draw``."""

from __future__ import annotations

from typing import BinaryIO
from xml.etree.ElementTree import Element, SubElement, indent, register_namespace, tostring

from kg.draw import style
from kg.draw.geometry import Box
from kg.draw.view import Edge
from kg.export.edges import SEPARATOR, plain
from kg.export.places import lines, places

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.export.exporter import Times
    from kg.graph import Graph

_GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_Y = "http://www.yworks.com/xml/graphml"
#: shape of a family → yEd's name for the nearest one
_SHAPES = {
    "pill": "ellipse", "hexagon": "hexagon", "round": "roundrectangle", "chamfer": "octagon",
    "fold": "trapezoid2", "box": "rectangle", "double": "rectangle3d", "slant": "parallelogram",
}
_LINES = {"solid": "line", "dotted": "dotted", "dashed": "dashed", "sparse": "dashed_dotted"}
_GREY = "#4b5158"


def write(graph: Graph, stream: BinaryIO, times: Times) -> None:
    """Write the network of the GraphML export, drawn; what is negated ends in a bar.

    Lines are dotted where only unnamed sources speak, dashed where all is hedged; a disputed
    link has a lozenge at its beginning.
    """
    network = plain(graph, times)
    register_namespace("", _GRAPHML)
    register_namespace("y", _Y)
    root = Element(_graphml("graphml"))
    names = {
        "graph": sorted(network.graph),
        "node": sorted({name for _, d in network.nodes(data=True) for name in d}),
        "edge": sorted({name for *_, d in network.edges(data=True) for name in d}),
    }
    for what, found in names.items():
        for name in found:
            SubElement(root, _graphml("key"), {
                "for": what, "id": f"{what}-{name}", "attr.name": name,
                "attr.type": "int" if name == "sign" else "string",
            })
    for what in ("node", "edge"):
        SubElement(root, _graphml("key"), {
            "for": what, "id": f"{what}-graphics", "yfiles.type": f"{what}graphics",
        })
    body = SubElement(root, _graphml("graph"), {"edgedefault": "directed", "id": "G"})
    _data(body, "graph", network.graph)
    at = places({key: (d["kind"], d["label"]) for key, d in network.nodes(data=True)})
    for key, node in network.nodes(data=True):
        element = SubElement(body, _graphml("node"), {"id": key})
        _data(element, "node", node)
        _shape(element, node, at[key])
    for one, other, link, edge in network.edges(keys=True, data=True):
        element = SubElement(body, _graphml("edge"), {"id": link, "source": one, "target": other})
        _data(element, "edge", edge)
        _line(element, _drawn(one, other, link, edge))
    indent(root, " ")
    stream.write(tostring(root, encoding="utf-8", xml_declaration=True) + b"\n")


def _data(parent: Element, what: str, attributes: dict[str, object]) -> None:
    for name, value in sorted(attributes.items()):
        SubElement(parent, _graphml("data"), {"key": f"{what}-{name}"}).text = str(value)


def _shape(parent: Element, node: dict[str, str], at: Box) -> None:
    look = style.FAMILIES[style.family(node["kind"])]
    part = _graphics(parent, "node", "ShapeNode")
    _y(part, "Geometry", x=at.x - at.width / 2, y=at.y - at.height / 2,
       width=at.width, height=at.height)
    _y(part, "Fill", color=look.fill[0], transparent="false")
    _y(part, "BorderStyle", color=look.ink[0], type="line", width=1.4)
    _y(part, "NodeLabel", fontSize=12, textColor=look.ink[0]).text = "\n".join(
        lines(node["label"])
    )
    _y(part, "Shape", type=_SHAPES[look.shape])


def _line(parent: Element, edge: Edge) -> None:
    part = _graphics(parent, "edge", "PolyLineEdge")
    _y(part, "LineStyle", color=_GREY, type=_LINES[edge.line], width=1.4)
    _y(part, "Arrows", source="white_diamond" if edge.disputed else "none",
       target="t_shape" if edge.polarity == "negated" else "standard")
    _y(part, "EdgeLabel", fontSize=10, textColor=_GREY, backgroundColor="#ffffff").text = (
        edge.wording
    )


def _drawn(one: str, other: str, link: str, edge: dict[str, str]) -> Edge:
    """The link as an arrow of ``kg draw``, which knows its wording and its line."""
    manners = edge["manners"].split(SEPARATOR)
    return Edge(
        id=link, source=one, target=other, predicate=edge["predicate"],
        label=edge["label"].removeprefix("not: "), polarity=edge["polarity"],
        modality=edge["modality"], stances=tuple(edge["stances"].split(SEPARATOR)), sign=None,
        claims=tuple(edge["claims"].split(SEPARATOR)),
        disputed=tuple(x for x in edge["disputed"].split(SEPARATOR) if x),
        unnamed_only=set(manners) == {"unnamed"}, no_evidence=False,
    )


def _graphics(parent: Element, what: str, kind: str) -> Element:
    data = SubElement(parent, _graphml("data"), {"key": f"{what}-graphics"})
    return SubElement(data, f"{{{_Y}}}{kind}")


def _y(parent: Element, name: str, **attributes: str | float) -> Element:
    return SubElement(parent, f"{{{_Y}}}{name}", {k: str(v) for k, v in attributes.items()})


def _graphml(name: str) -> str:
    return f"{{{_GRAPHML}}}{name}"
