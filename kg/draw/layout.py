"""Positions: sizes from the labels, places from graphviz-pure, labels where there is room."""

from __future__ import annotations

import json
import subprocess
import textwrap
from collections import Counter
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any

from kg.draw.errors import DrawError
from kg.draw.geometry import Box, Point, Room, along, arrowhead, measure
from kg.draw.view import Edge, Node, View

NODE_SIZE, NODE_LEADING = 12.0, 15.0
EDGE_SIZE, EDGE_LEADING = 10.0, 12.0
#: room at the left of a box for the letters of its kind
CHIP = 26.0
MARK = 15.0
_WRAP, _LONGEST, _LINES = 16, 24, 5
_PROGRAM = "graphviz-pure"


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
    lines = {node.id: wrapped(node.label, _WRAP) for node in nodes}
    found = _run(_dot(nodes, edges, lines), timeout)
    height = float(found["bb"].split(",")[3])

    def point(text: str) -> Point:
        x, y = text.split(",")
        return round(float(x), 2), round(height - float(y), 2)

    at = {item["name"]: item["pos"] for item in found["objects"]}
    boxes = {
        node.id: Box(*point(at[f"n{n}"]), *_size(lines[node.id])) for n, node in enumerate(nodes)
    }
    ways = {item["id"]: item["pos"] for item in found.get("edges", [])}
    routes = {edge.id: _route(ways[f"e{n}"], point) for n, edge in enumerate(edges)}
    placed = _labelled(edges, boxes, routes)
    return Layout(
        round(float(found["bb"].split(",")[2]), 2),
        round(height, 2),
        tuple(NodeBox(node.id, boxes[node.id], lines[node.id]) for node in view.nodes),
        tuple(placed[edge.id] for edge in view.edges),
    )


def wrapped(label: str, width: int) -> tuple[str, ...]:
    """The label in lines of about ``width`` characters, five at most, with an ellipsis if cut."""
    lines = textwrap.wrap(label, width, break_long_words=False) or [label.strip() or "—"]
    if any(len(line) > _LONGEST for line in lines):
        lines = textwrap.wrap(label, _LONGEST)
    if len(lines) > _LINES:
        lines = [*lines[: _LINES - 1], lines[_LINES - 1].rstrip(" ,;") + "…"]
    return tuple(lines)


def _size(lines: tuple[str, ...]) -> tuple[float, float]:
    width = max(measure(line, NODE_SIZE) for line in lines)
    return round(width + CHIP + 18, 1), len(lines) * NODE_LEADING + 14


def _dot(nodes: list[Node], edges: list[Edge], lines: dict[str, tuple[str, ...]]) -> str:
    # Neither ids nor labels get into the text: numbers stand for them, sizes are given.
    number = {node.id: n for n, node in enumerate(nodes)}
    text = [
        "digraph {",
        "graph [rankdir=TB nodesep=0.28 ranksep=0.72 pad=0 margin=0]",
        'node [shape=box fixedsize=true label=""]',
        "edge [arrowsize=0.9]",
    ]
    for n, node in enumerate(nodes):
        width, height = (side / 72 for side in _size(lines[node.id]))
        group = " group=spine" if node.spine else ""
        text.append(f"n{n} [width={width:.4f} height={height:.4f}{group}]")
    lengths = _lengths(edges)
    for n, edge in enumerate(edges):
        weight = 9 if edge.spine else 1
        text.append(
            f"n{number[edge.source]} -> n{number[edge.target]} "
            f"[id=e{n} weight={weight} minlen={lengths[edge.id]}]"
        )
    return "\n".join([*text, "}"])


def _lengths(edges: list[Edge]) -> dict[str, int]:
    """Rows each edge spans: many loose nodes at one node stand in two rows, not in one long one."""
    degree = Counter(end for edge in edges for end in (edge.source, edge.target))
    loose: dict[tuple[str, bool], list[str]] = {}
    for edge in edges:
        if degree[edge.source] == 1:
            loose.setdefault((edge.target, True), []).append(edge.id)
        elif degree[edge.target] == 1:
            loose.setdefault((edge.source, False), []).append(edge.id)
    lengths = dict.fromkeys((edge.id for edge in edges), 1)
    for ids in loose.values():
        if len(ids) > 4:
            lengths.update({name: 1 + n % 2 for n, name in enumerate(ids)})
    return lengths


def _run(dot: str, timeout: float) -> dict[str, Any]:
    remedy = "Install the project again: it brings the program."
    try:
        done = subprocess.run(  # noqa: S603 - the project's own dependency, found by its metadata
            [str(_program()), "-Kdot", "-Tjson0"],
            input=dot,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=timeout,
            check=False,
        )
        found: dict[str, Any] = json.loads(done.stdout) if done.returncode == 0 else {}
    except subprocess.TimeoutExpired:
        raise DrawError(
            "KG702",
            f"The layout was not ready after {timeout:g} seconds.",
            "Draw less at once: a question, or an entity with its neighbours.",
        ) from None
    except OSError as error:
        raise DrawError("KG702", f"{_PROGRAM} cannot be run: {error}.", remedy) from None
    except json.JSONDecodeError as error:
        raise DrawError("KG702", f"{_PROGRAM} gave no layout: {error}.", remedy) from None
    if not found:
        said = done.stderr.strip() or f"exit status {done.returncode}"
        raise DrawError("KG702", f"{_PROGRAM} failed: {said}.", remedy)
    return found


def _program() -> Path:
    # The wheel has no importable package: its one program is known from the installed metadata,
    # which holds in a venv, in a user's folder and where nothing is on the path.
    try:
        files = metadata.distribution(_PROGRAM).files or []
    except metadata.PackageNotFoundError:
        raise DrawError(
            "KG702", f"{_PROGRAM} is not installed.", "Install the project again."
        ) from None
    for file in files:
        if file.name in (_PROGRAM, f"{_PROGRAM}.exe"):
            return Path(str(file.locate())).resolve()
    raise DrawError("KG702", f"{_PROGRAM} has no program.", "Install the project again.")


def _route(pos: str, point: Any) -> tuple[tuple[Point, ...], Point]:
    words = pos.split()
    tip = next((word[2:] for word in words if word.startswith("e,")), None)
    points = tuple(point(word) for word in words if word[:2] not in ("e,", "s,"))
    return points, point(tip) if tip else points[-1]


def _labelled(
    edges: list[Edge], boxes: dict[str, Box], routes: dict[str, tuple[tuple[Point, ...], Point]]
) -> dict[str, EdgePath]:
    room = Room(list(boxes.values()), {name: along(route[0]) for name, route in routes.items()})
    labels = {}
    for edge in edges:
        lines = wrapped(edge.label, _WRAP)
        width = max(measure(line, EDGE_SIZE) for line in lines) + 4
        labels[edge.id] = (lines, *room.label(edge.id, width, len(lines) * EDGE_LEADING))
    placed = {}
    for edge in edges:
        points, tip = routes[edge.id]
        lines, at, crowded = labels[edge.id]
        marks = tuple(Mark(name, *room.mark(edge.id, MARK)) for name in edge.marks)
        head = arrowhead(points[-1], tip)
        placed[edge.id] = EdgePath(edge.id, points, head, at, lines, marks, crowded)
    return placed
