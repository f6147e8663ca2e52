"""Mermaid: the pathway from arrest to release as text that many pages draw by themselves."""

from __future__ import annotations

import re
from typing import BinaryIO

from kg.draw import style
from kg.draw.errors import DrawError
from kg.draw.prepare import counted, pathway
from kg.draw.view import WEAK_STANCES, Edge, Node, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.export.exporter import Times
    from kg.graph import Graph

#: Mermaid's own limits where a page sets no others (``maxEdges``, ``maxTextSize``)
EDGES, CHARACTERS = 500, 50_000
#: what the lines about things that were left out may take
_RESERVE = 400
_SHAPES = {
    "pill": ("([", "])"), "hexagon": ("{{", "}}"), "round": ("(", ")"), "chamfer": ("[[", "]]"),
    "fold": ("[/", "\\]"), "box": ("[", "]"), "double": ("[[", "]]"), "slant": ("[/", "/]"),
}
#: everything else could be read as a bracket, a comment, an entity or an instruction
_PLAIN = re.compile(r"[^\w .,:'\u2018-\u201d\u2026\u2013\u2014·+=?!/()-]|:(?! )|_")


def write(graph: Graph, stream: BinaryIO, times: Times) -> None:
    """Write the pathway of the times as a flowchart that stays below Mermaid's limits.

    Under each arrow, a comment has its claims and their evidence. What is left out is counted in
    a comment; where there is nothing to draw, a comment says so.
    """
    try:
        text = flowchart(pathway(graph, *times))
    except DrawError as error:
        if error.code != "KG705":
            raise
        text = f"flowchart TD\n  %% {_comment(error.message)}\n"
    stream.write(text.encode())


def flowchart(view: View, edges: int = EDGES, characters: int = CHARACTERS) -> str:
    """The view as Mermaid, with at most so many arrows and characters."""
    head = "\n".join(["flowchart TD", *_head(view), ""])
    names = {node.id: f"n{n}" for n, node in enumerate(view.nodes)}
    nodes = {node.id: node for node in view.nodes}
    room = characters - _RESERVE - len(head)
    body: list[str] = []
    shown: set[str] = set()
    drawn = 0
    for edge in sorted(view.edges, key=lambda one: not one.spine):
        fresh = [end for end in dict.fromkeys((edge.source, edge.target)) if end not in shown]
        lines = [*(_node(names[end], nodes[end]) for end in fresh), *_edge(names, edge)]
        size = sum(len(line) + 1 for line in lines)
        if drawn < edges and size <= room:
            body += lines
            shown.update(fresh)
            room -= size
            drawn += 1
    return head + "\n".join([*body, *_left(view, drawn, len(shown)), ""])


def _head(view: View) -> Iterator[str]:
    yield f"  accTitle: {_comment(view.title)}"
    yield f"  accDescr: {_comment(view.caption)}; an arrow is what somebody says, not a fact"
    yield f"  %% Custody Graph {view.version}, {view.digest}, CC BY 4.0"
    yield f"  %% Current to {view.current_to}"
    for limit in view.limits:
        yield f"  %% Cannot say: {_comment(limit)}"
    for name in sorted({style.family(node.kind) for node in view.nodes}):
        look = style.FAMILIES[name]
        yield f"  classDef {name} fill:{look.fill[0]},stroke:{look.ink[0]},color:{look.ink[0]}"


def _node(name: str, node: Node) -> str:
    family = style.family(node.kind)
    before, after = _SHAPES[style.FAMILIES[family].shape]
    return f'  {name}{before}"{quoted(node.label)}"{after}:::{family}'


def _edge(names: dict[str, str], edge: Edge) -> list[str]:
    """An arrow, and a comment with its evidence."""
    source, target = names[edge.source], names[edge.target]
    said = " · ".join([edge.wording, *_strength(edge)])
    parts = [
        ("polarity", [edge.polarity]), ("modality", [edge.modality]), ("stances", edge.stances),
        ("claims", edge.claims), ("disputed", edge.disputed),
    ]
    told = "; ".join(f"{name} {' '.join(map(_comment, found))}" for name, found in parts if found)
    return [
        f'  {source} {_arrow(edge)}|"{quoted(said)}"| {target}',
        f"  %% {edge.id} {_comment(edge.predicate)}: {told}",
    ]


def _arrow(edge: Edge) -> str:
    """A cross ends what is negated, a ring that of which there is no evidence."""
    end = "o" if edge.no_evidence else "x" if edge.polarity == "negated" else ">"
    if edge.line != "solid":
        return f"-.-{end}"
    return f"=={end}" if edge.spine else f"--{end}"


def _strength(edge: Edge) -> Iterator[str]:
    """What the drawing says by the pattern of a line, in words."""
    if edge.no_evidence:
        yield "no evidence found"
    elif edge.unnamed_only:
        yield "unnamed sources"
    elif edge.stances and set(edge.stances) <= WEAK_STANCES - {"denied"}:
        yield " or ".join(edge.stances)
    if edge.disputed:
        yield "disputed"


def _left(view: View, drawn: int, shown: int) -> Iterable[str]:
    left = len(view.edges) - drawn
    if left:
        yield (
            f"  %% Left out, as Mermaid draws no more: {counted(left, 'arrow')} and "
            f"{counted(len(view.nodes) - shown, 'thing')}. kg draw and the other exports have them."
        )


def quoted(text: str) -> str:
    """The text for use between quotes, with what Mermaid could read as its own as entities.

    >>> quoted('a "b" <c> #d')
    'a #34;b#34; #60;c#62; #35;d'
    """
    return _PLAIN.sub(lambda found: f"#{ord(found[0])};", " ".join(text.split()))


def _comment(text: str) -> str:
    # a brace would begin an instruction
    return " ".join(re.sub(r"[{}%;]", " ", text).split())
