"""Positions: sizes from the labels, places from graphviz-pure, labels where there is room."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kg.draw.dot import places
from kg.draw.geometry import Box, Point, Room, along, arrowhead, measure, middle
from kg.draw.view import Edge, Node, View

NODE_SIZE, NODE_LEADING = 12.0, 15.0
EDGE_SIZE, EDGE_LEADING = 10.0, 12.0
#: room at the left of a box for the letters of its kind
CHIP = 26.0
MARK = 15.0
_WRAP, _LONGEST, _LINES = 16, 24, 5
#: layouts of a good shape that are compared by how well their labels fit
_FINALISTS = 6


@dataclass(frozen=True, slots=True)
class NodeBox:
    """A node in place: centre, size, and its label in lines."""

    id: str
    box: Box
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A sign on a line, with the angle of the line there in degrees."""

    name: str
    x: float
    y: float
    angle: float


@dataclass(frozen=True, slots=True)
class EdgePath:
    """An edge in place: a chain of cubic curves (1 + 3n points), its arrowhead and its label.

    ``crowded`` says that the label covers a box or another label wherever it stands.
    """

    id: str
    points: tuple[Point, ...]
    head: tuple[Point, Point, Point]
    label: Point
    lines: tuple[str, ...]
    marks: tuple[Mark, ...]
    crowded: bool


@dataclass(frozen=True, slots=True)
class Layout:
    """A drawing in place, in pixels from the upper left corner."""

    width: float
    height: float
    nodes: tuple[NodeBox, ...]
    edges: tuple[EdgePath, ...]


def layout(view: View, timeout: float = 30.0) -> Layout:
    """Places for everything in the view, in its order; equal views get equal places.

    Raises DrawError: KG702 where the layout program is missing, fails, or needs more than
    ``timeout`` seconds; KG703 where the view does not fit together.
    """
    view.check()
    if not view.nodes:
        return Layout(0.0, 0.0, (), ())
    # The places must not hang on the order in which a caller happened to collect the parts.
    nodes = sorted(view.nodes, key=lambda node: (not node.spine, node.id))
    edges = sorted(view.edges, key=lambda edge: (not edge.spine, edge.id))
    lines = {node.id: wrapped(node.label) for node in nodes}
    arriving = Counter(edge.target for edge in edges)
    sizes = {node.id: size(lines[node.id], arriving[node.id]) for node in nodes}
    # Sorting is stable, so of equals the first stands: the result hangs on the view alone.
    return min(
        (
            _placed(view, nodes, edges, lines, sizes, found)
            for found in places(nodes, edges, sizes, timeout)[:_FINALISTS]
        ),
        key=lambda one: sum(edge.crowded for edge in one.edges),
    )


def _placed(
    view: View,
    nodes: list[Node],
    edges: list[Edge],
    lines: dict[str, tuple[str, ...]],
    sizes: dict[str, tuple[float, float]],
    found: dict[str, Any],
) -> Layout:
    width, height = (float(side) for side in found["bb"].split(",")[2:])

    def point(text: str) -> Point:
        x, y = text.split(",")
        return round(float(x), 2), round(height - float(y), 2)

    at = {item["name"]: item["pos"] for item in found["objects"]}
    boxes = {
        node.id: Box(*point(at[f"n{n}"]), *sizes[node.id]) for n, node in enumerate(nodes)
    }
    ways = {item["id"]: item["pos"] for item in found.get("edges", [])}
    routes = {edge.id: _route(ways[f"e{n}"], point) for n, edge in enumerate(edges)}
    placed = _labelled(edges, boxes, routes)
    return Layout(
        round(width, 2),
        round(height, 2),
        tuple(NodeBox(node.id, boxes[node.id], lines[node.id]) for node in view.nodes),
        tuple(placed[edge.id] for edge in view.edges),
    )


def wrapped(label: str, width: int = _WRAP) -> tuple[str, ...]:
    """The label in lines of about ``width`` characters, five at most, with an ellipsis if cut."""
    lines = textwrap.wrap(
        label, width, break_long_words=False, break_on_hyphens=False
    ) or [label.strip() or "—"]
    if any(len(line) > _LONGEST for line in lines):
        lines = textwrap.wrap(label, _LONGEST)
    if len(lines) > _LINES:
        lines = [*lines[: _LINES - 1], lines[_LINES - 1].rstrip(" ,;") + "…"]
    return tuple(lines)


def size(lines: tuple[str, ...], busy: int = 0) -> tuple[float, float]:
    """Width and height of a box with these lines, at which so many arrows arrive."""
    # Where many arrows arrive, a wide box keeps their heads apart.
    width = max(measure(line, NODE_SIZE) for line in lines) + CHIP + 18
    return round(max(width, min(busy * 18.0, 260.0)), 1), len(lines) * NODE_LEADING + 14


def _route(
    pos: str, point: Callable[[str], Point]
) -> tuple[tuple[Point, ...], Point]:
    words = pos.split()
    tip = next((word[2:] for word in words if word.startswith("e,")), None)
    points = tuple(point(word) for word in words if word[:2] not in ("e,", "s,"))
    return points, point(tip) if tip else points[-1]


def _labelled(
    edges: list[Edge], boxes: dict[str, Box], routes: dict[str, tuple[tuple[Point, ...], Point]]
) -> dict[str, EdgePath]:
    heads = [Box(*middle(points[-1], tip), 9, 9) for points, tip in routes.values()]
    paths = {name: along(points) for name, (points, _) in routes.items()}
    room = Room([*boxes.values(), *heads], paths)
    arriving = Counter(edge.target for edge in edges)
    leaving = Counter(edge.source for edge in edges)
    labels = {}
    # Short lines have least choice, so theirs come first.
    for edge in sorted(edges, key=lambda edge: len(paths[edge.id])):
        lines = wrapped(edge.wording)
        width = max(measure(line, EDGE_SIZE) for line in lines) + 4
        # Lines lie closest together at the busier end.
        wanted = 0.6 if leaving[edge.source] > arriving[edge.target] else 0.4
        height = len(lines) * EDGE_LEADING
        labels[edge.id] = (lines, *room.label(edge.id, width, height, wanted))
    placed = {}
    for edge in edges:
        points, tip = routes[edge.id]
        lines, at, crowded = labels[edge.id]
        marks = tuple(Mark(name, *room.mark(edge.id, MARK)) for name in edge.marks)
        head = arrowhead(points[-1], tip)
        placed[edge.id] = EdgePath(edge.id, points, head, at, lines, marks, crowded)
    return placed
