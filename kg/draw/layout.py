"""Positions: sizes from the labels, places from graphviz-pure, labels where there is room."""

from __future__ import annotations

import json
import subprocess
import textwrap
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any
from zlib import crc32

from kg.draw.errors import DrawError
from kg.draw.geometry import Box, Point, Room, along, arrowhead, measure
from kg.draw.view import Edge, Node, View

NODE_SIZE, NODE_LEADING = 12.0, 15.0
EDGE_SIZE, EDGE_LEADING = 10.0, 12.0
#: room at the left of a box for the letters of its kind
CHIP = 26.0
MARK = 15.0
_WRAP, _LONGEST, _LINES = 16, 24, 5
#: edges at one node before its neighbours are put into another row
_ROW = 4
#: layouts tried at most for one view, and edges laid out in all tries together
_TRIES, _EDGES_TRIED = 24, 1200
#: width of a drawing that is 1 high, as screens and sheets are
_ASPECT = 1.4
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
    arriving = Counter(edge.target for edge in edges)
    sizes = {node.id: _size(lines[node.id], arriving[node.id]) for node in nodes}
    # One row of many neighbours is too wide to read. Which rows suit is found by trying a few.
    tries = max(1, min(_TRIES, _EDGES_TRIED // (len(edges) or 1)))
    variants = "\n".join(_dot(nodes, edges, sizes, variant) for variant in range(tries))
    found = min(_run(variants, timeout), key=_awkward)
    height = float(found["bb"].split(",")[3])

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
        round(float(found["bb"].split(",")[2]), 2),
        round(height, 2),
        tuple(NodeBox(node.id, boxes[node.id], lines[node.id]) for node in view.nodes),
        tuple(placed[edge.id] for edge in view.edges),
    )


def wrapped(label: str, width: int) -> tuple[str, ...]:
    """The label in lines of about ``width`` characters, five at most, with an ellipsis if cut."""
    lines = textwrap.wrap(
        label, width, break_long_words=False, break_on_hyphens=False
    ) or [label.strip() or "—"]
    if any(len(line) > _LONGEST for line in lines):
        lines = textwrap.wrap(label, _LONGEST)
    if len(lines) > _LINES:
        lines = [*lines[: _LINES - 1], lines[_LINES - 1].rstrip(" ,;") + "…"]
    return tuple(lines)


def _size(lines: tuple[str, ...], busy: int) -> tuple[float, float]:
    # Where many arrows arrive, a wide box keeps their heads apart.
    width = max(measure(line, NODE_SIZE) for line in lines) + CHIP + 18
    return round(max(width, min(busy * 18.0, 260.0)), 1), len(lines) * NODE_LEADING + 14


def _dot(
    nodes: list[Node], edges: list[Edge], sizes: dict[str, tuple[float, float]], variant: int
) -> str:
    # Neither ids nor labels get into the text: numbers stand for them, sizes are given.
    number = {node.id: n for n, node in enumerate(nodes)}
    text = [
        "digraph {",
        "graph [rankdir=TB nodesep=0.2 ranksep=0.72 pad=0 margin=0]",
        'node [shape=box fixedsize=true label=""]',
        "edge [arrowsize=0.9]",
    ]
    for n, node in enumerate(nodes):
        width, height = (side / 72 for side in sizes[node.id])
        group = " group=spine" if node.spine else ""
        text.append(f"n{n} [width={width:.4f} height={height:.4f}{group}]")
    lengths = _lengths(edges, variant)
    for n, edge in enumerate(edges):
        weight = 9 if edge.spine else 1
        text.append(
            f"n{number[edge.source]} -> n{number[edge.target]} "
            f"[id=e{n} weight={weight} minlen={lengths[edge.id]}]"
        )
    return "\n".join([*text, "}"])


def _lengths(edges: list[Edge], variant: int) -> dict[str, int]:
    """Rows each edge spans: many neighbours of one node stand in several rows, not in one.

    Which stand in which row is drawn by a checksum, so that variants differ and runs do not.
    """
    arriving = Counter(edge.target for edge in edges)
    leaving = Counter(edge.source for edge in edges)
    lengths = {}
    for edge in edges:
        busiest = 0 if edge.spine else max(arriving[edge.target], leaving[edge.source])
        rows = min(-(-busiest // _ROW), 4) or 1
        lengths[edge.id] = 1 + crc32(f"{variant} {edge.source} {edge.target}".encode()) % rows
    return lengths


def _awkward(found: dict[str, Any]) -> float:
    """How far a layout is from one that is read at a glance: its size, and length of its lines."""
    _, _, width, height = (float(side) for side in found["bb"].split(","))
    length = 0.0
    for edge in found.get("edges", []):
        ends = [word.split(",") for word in edge["pos"].split() if word[1] != ","]
        length += abs(float(ends[0][0]) - float(ends[-1][0]))
    return max(width, height * _ASPECT) + length / (len(found.get("edges", [])) or 1)


def _run(dot: str, timeout: float) -> list[dict[str, Any]]:
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
        found = list(_documents(done.stdout)) if done.returncode == 0 else []
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


def _documents(text: str) -> Iterator[dict[str, Any]]:
    decoder, at = json.JSONDecoder(), 0
    while text[at:].strip():
        at += len(text[at:]) - len(text[at:].lstrip())
        document, at = decoder.raw_decode(text, at)
        yield document


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
