"""The layout program graphviz-pure: what it is asked, and what it answers."""

from __future__ import annotations

import json
import subprocess
from collections import Counter
from collections.abc import Iterator, Sequence
from importlib import metadata
from pathlib import Path
from typing import Any
from zlib import crc32

from kg.draw.errors import DrawError
from kg.draw.view import Edge, Node

_PROGRAM = "graphviz-pure"
#: edges at one node before its neighbours are put into another row
_ROW = 4
#: layouts tried at most for one view; the time of one grows about as the square of its edges
_TRIES, _EFFORT = 64, 200_000
#: width of a drawing that is 1 high, as screens and sheets are
_ASPECT = 1.4


def places(
    nodes: Sequence[Node],
    edges: Sequence[Edge],
    sizes: dict[str, tuple[float, float]],
    timeout: float,
) -> list[dict[str, Any]]:
    """Layouts as the program's JSON, the best shape first; node n is ``n<n>``, edge n ``e<n>``.

    One row of many neighbours is too wide to read; which rows suit is found by trying some.
    Raises DrawError (KG702) where the program is missing, fails, or is not ready after
    ``timeout`` seconds.
    """
    tries = max(1, min(_TRIES, _EFFORT // (len(edges) ** 2 or 1)))
    variants = "\n".join(_dot(nodes, edges, sizes, variant) for variant in range(tries))
    return sorted(run(variants, timeout), key=_awkward)


def run(dot: str, timeout: float, engine: str = "dot") -> list[dict[str, Any]]:
    """One JSON document for each graph of the text. Raises DrawError (KG702)."""
    remedy = "Install the project again: it brings the program."
    try:
        done = subprocess.run(  # noqa: S603 - the project's own dependency, found by its metadata
            [str(_program()), f"-K{engine}", "-Tjson0"],
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


def _dot(
    nodes: Sequence[Node],
    edges: Sequence[Edge],
    sizes: dict[str, tuple[float, float]],
    variant: int,
) -> str:
    # Neither ids nor labels get into the text: numbers stand for them, sizes are given.
    number = {node.id: n for n, node in enumerate(nodes)}
    text = [
        "digraph {",
        "graph [rankdir=TB nodesep=0.2 ranksep=0.85 pad=0 margin=0]",
        'node [shape=box fixedsize=true label=""]',
        "edge [arrowsize=0.9]",
    ]
    for n, node in enumerate(nodes):
        width, height = (side / 72 for side in sizes[node.id])
        group = " group=spine" if node.spine else ""
        text.append(f"n{n} [width={width:.4f} height={height:.4f}{group}]")
    lengths = _lengths(edges, variant)
    down = {(edge.source, edge.target) for edge in edges if edge.spine}
    for n, edge in enumerate(edges):
        weight = 9 if edge.spine else 1
        # The pathway runs down, also where an arrow beside it leads back up.
        free = " constraint=false" if (edge.target, edge.source) in down else ""
        text.append(
            f"n{number[edge.source]} -> n{number[edge.target]} "
            f"[id=e{n} weight={weight} minlen={lengths[edge.id]}{free}]"
        )
    return "\n".join([*text, "}"])


def _lengths(edges: Sequence[Edge], variant: int) -> dict[str, int]:
    """Rows each edge spans: many neighbours of one node stand in several rows, not in one.

    Which stand in which row is drawn by a checksum, so that variants differ and runs do not.
    """
    arriving = Counter(edge.target for edge in edges)
    leaving = Counter(edge.source for edge in edges)
    between = Counter((edge.source, edge.target) for edge in edges)
    lengths = {}
    for edge in edges:
        busiest = 0 if edge.spine else max(arriving[edge.target], leaving[edge.source])
        rows = min(-(-busiest // _ROW), 4) or 1
        row = crc32(f"{variant} {edge.source} {edge.target}".encode()) % rows
        # Labels of parallel edges need a place above each other.
        lengths[edge.id] = 1 + max(row, between[edge.source, edge.target] > 1)
    return lengths


def _awkward(found: dict[str, Any]) -> float:
    """How far a layout is from one that is read at a glance: its size, and length of its lines."""
    _, _, width, height = (float(side) for side in found["bb"].split(","))
    length = 0.0
    for edge in found.get("edges", []):
        ends = [word.split(",") for word in edge["pos"].split() if word[1] != ","]
        length += abs(float(ends[0][0]) - float(ends[-1][0]))
    return max(width, height * _ASPECT) + length / (len(found.get("edges", [])) or 1)


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
