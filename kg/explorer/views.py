"""The drawings that are laid out before the page is opened: the pathway, and everything."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from kg import paths
from kg.draw.data import data
from kg.draw.dot import run
from kg.draw.errors import DrawError
from kg.draw.files import write
from kg.draw.layout import layout, size, wrapped
from kg.draw.links import APART
from kg.draw.prepare import pathway

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.draw.links import Statement
    from kg.draw.view import Edge, Node
    from kg.graph import Graph

#: modules whose text decides how things are laid out
_LAYING = ("draw/layout.py", "draw/dot.py", "draw/geometry.py", "draw/data.py",
           "explorer/views.py")
_SECONDS = 60.0


def views(
    graph: Graph, every: Sequence[Statement], boxes: Mapping[str, Node]
) -> dict[str, Any]:
    """The pathway with its lines in place, and the places of everything; raises DrawError.

    Without a pathway, ``pathway`` is None. Places are kept in the cache, as finding them takes
    seconds and other claims of a graph leave them as they are.
    """
    return {
        "pathway": _pathway(graph),
        "everything": _kept(_dot(every, boxes), lambda: _everything(every, boxes)) if boxes
        else None,
    }


def _pathway(graph: Graph) -> dict[str, Any] | None:
    try:
        view = pathway(graph)
    except DrawError as error:
        if error.code != "KG705":
            raise
        return None

    def placed() -> dict[str, Any]:
        found = data(view, layout(view))
        return {
            "width": found["width"], "height": found["height"],
            "nodes": {
                node["id"]: [node["x"], node["y"], node["w"], node["h"], node["spine"]]
                for node in found["nodes"]
            },
            "edges": {
                name(edge): {part: one[part] for part in
                             ("path", "head", "at", "crowded", "marks", "spine")}
                for edge, one in zip(view.edges, found["edges"], strict=True)
            },
        }

    return {**_kept(repr((view.nodes, view.edges)), placed), "limits": list(view.limits)}


def name(edge: Edge) -> str:
    """How the page names an arrow: what it joins, how, and what sets its claims apart."""
    apart = edge.stances[0] if len(edge.stances) == 1 and edge.stances[0] in APART else ""
    return "|".join(
        (edge.source, edge.predicate, edge.target, edge.polarity, edge.modality, apart)
    )


def _everything(every: Sequence[Statement], boxes: Mapping[str, Node]) -> dict[str, Any]:
    found = run(_dot(every, boxes), _SECONDS, "sfdp")[0]
    width, height = (round(float(side), 1) for side in found["bb"].split(",")[2:])
    places = {item["name"]: item["pos"].split(",") for item in found["objects"]}
    nodes = {}
    for n, key in enumerate(sorted(boxes)):
        x, y = places[f"n{n}"]
        nodes[key] = [round(float(x), 1), round(height - float(y), 1)]
    return {"width": width, "height": height, "nodes": nodes}


def _dot(every: Sequence[Statement], boxes: Mapping[str, Node]) -> str:
    # Layers of so many boxes would be wider than anything that can be read; forces keep what
    # belongs together in one place.
    number = {key: n for n, key in enumerate(sorted(boxes))}
    text = ["digraph {", "graph [overlap=prism K=1.2 splines=false]",
            'node [shape=box fixedsize=true label=""]']
    for key, n in number.items():
        width, height = (side / 72 for side in size(wrapped(boxes[key].label)))
        text.append(f"n{n} [width={width:.4f} height={height:.4f}]")
    joined = sorted({(number[one.source], number[one.target]) for one in every})
    return "\n".join([*text, *(f"n{one} -> n{other}" for one, other in joined), "}"])


def _kept(asked: str, find: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """What was found before for the same question by the same code, else what is found now."""
    texts = [asked.encode(), *((Path(paths.package()) / part).read_bytes() for part in _LAYING)]
    digest = sha256(b"\0".join(texts)).hexdigest()[:24]
    file = Path(paths.cache()) / "layouts" / f"{digest}.json"
    try:
        kept: dict[str, Any] = json.loads(file.read_bytes())
        return kept
    except (OSError, ValueError):
        found = find()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write(file, json.dumps(found).encode())
    except (OSError, DrawError):
        # The cache saves time only: without it the page is the same.
        pass
    return found
