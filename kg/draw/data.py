"""A drawing in place as data for the scripts of a page."""

from __future__ import annotations

from typing import Any

from kg.draw import style
from kg.draw.geometry import Point
from kg.draw.layout import Layout
from kg.draw.view import View


def data(view: View, placed: Layout) -> dict[str, Any]:
    """Nodes and edges in place, with the legend and the claims, as the scripts take them."""
    kinds = sorted({node.kind for node in view.nodes}, key=style.words)
    return {
        "title": view.title,
        "width": placed.width,
        "height": placed.height,
        "claims": view.claims,
        "nodes": [
            {
                "id": node.id, "label": node.label, "kind": node.kind,
                "definition": node.definition, "spine": node.spine,
                "x": at.box.x, "y": at.box.y, "w": at.box.width, "h": at.box.height,
                "lines": at.lines,
                "outlines": [points(o) for o in
                             style.outlines(node.kind, at.box.width, at.box.height)],
            }
            for node, at in zip(view.nodes, placed.nodes, strict=True)
        ],
        "edges": [
            {
                "id": edge.id, "source": edge.source, "target": edge.target,
                "predicate": edge.predicate, "label": edge.wording, "polarity": edge.polarity,
                "modality": edge.modality, "stances": edge.stances, "sign": edge.sign,
                "claims": edge.claims, "disputed": edge.disputed, "status": edge.status,
                "line": edge.line, "spine": edge.spine,
                "path": path(way.points), "head": points(way.head), "at": way.label,
                # A label that weakens its arrow stays, whatever it covers.
                "lines": way.lines, "crowded": way.crowded and edge.wording == edge.label,
                "marks": [[m.name, m.x, m.y, m.angle] for m in way.marks],
            }
            for edge, way in zip(view.edges, placed.edges, strict=True)
        ],
        "kinds": [
            {
                "id": kind, "label": style.words(kind), "family": style.family(kind),
                "letters": style.letters(kind),
                "outlines": [points(o) for o in style.outlines(kind, 30, 18)],
            }
            for kind in kinds
        ],
        "statuses": [
            {"id": name, "label": status.label, "line": status.line, "marks": status.marks}
            for name, status in style.STATUSES.items()
        ],
        "dashes": {
            name: " ".join(f"{length:g}" for length in dash)
            for name, dash in style.DASHES.items()
        },
    }


def points(of: tuple[Point, ...]) -> str:
    """Points as an attribute of a polygon has them."""
    return " ".join(f"{x:.2f},{y:.2f}" for x, y in of)


def path(of: tuple[Point, ...]) -> str:
    """A chain of cubic curves as a path has it."""
    first, *rest = (f"{x:.2f},{y:.2f}" for x, y in of)
    return f"M{first} C{' '.join(rest)}"
