"""Things by id and label, as every answer names them."""

from __future__ import annotations

from kg.ask.evidence import evidence, labels
from kg.names import CLAIM, full

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.graph import Graph


def named(graph: Graph, things: Iterable[str]) -> dict[str, str]:
    """Short id → label, for a claim its text; the id again where there is neither."""
    wanted = sorted(set(things))
    known = labels(graph.engine, map(full, wanted))
    claims = [one for one in wanted if full(one).startswith(CLAIM)]
    texts = {name: one.text for name, one in evidence(graph.engine, claims).items()}
    return {one: texts.get(one) or known.get(full(one), one) for one in wanted}


def thing(graph: Graph, name: str) -> dict[str, str]:
    """Id and label of one thing."""
    return {"id": name, "label": named(graph, [name])[name]}


def stamp(graph: Graph) -> dict[str, str]:
    """Which graph says so: its version and its digest."""
    return {"version": graph.version, "digest": graph.digest}
