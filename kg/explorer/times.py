"""What the timeline shows beside claims: events with their bounds, and the months of the record."""

from __future__ import annotations

from typing import Any

from kg.engine.value import IRI
from kg.names import CG, GRAPH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.graph import Graph

#: bounds of an event's date: name in the page → property
_BOUNDS = {
    "from": "earliestStart", "certain_from": "latestStart",
    "certain_until": "earliestEnd", "until": "latestEnd",
}


def times(graph: Graph) -> dict[str, Any]:
    """Events by id, and how many cells of published tables begin in each month."""
    return {"events": _events(graph), "months": _months(graph)}


def _events(graph: Graph) -> dict[str, dict[str, Any]]:
    """Date, bounds and the claims that speak of each event, or were made at it."""
    optional = " ".join(f"OPTIONAL {{ ?event cg:{verb} ?{verb} }}" for verb in _BOUNDS.values())
    _, rows = graph.select(
        f"""PREFIX cg: <{CG}> SELECT ?event ?date {' '.join(f'?{v}' for v in _BOUNDS.values())}
        WHERE {{ GRAPH <{GRAPH}entities> {{ ?event a cg:Event ; cg:date ?date . {optional} }} }}"""
    )
    found: dict[str, dict[str, Any]] = {}
    for event, when, *days in sorted(rows, key=str):
        if isinstance(event, IRI):
            bounds = {name: str(day) for name, day in zip(_BOUNDS, days, strict=True) if day}
            found[event.short] = {"date": str(when), **bounds, "claims": []}
    _, said = graph.select(
        f"""PREFIX cg: <{CG}> SELECT DISTINCT ?event ?claim WHERE {{
        GRAPH <{GRAPH}entities> {{ ?event a cg:Event }}
        GRAPH <{GRAPH}claims> {{ ?claim a cg:Claim .
          {{ ?claim cg:subject|cg:object|cg:condition|cg:exception ?event }}
          UNION {{ ?claim cg:attribution ?step . ?step cg:occasion ?event }} }} }}"""
    )
    for event, claim in sorted(said, key=str):
        if isinstance(event, IRI) and isinstance(claim, IRI) and event.short in found:
            found[event.short]["claims"].append(claim.short)
    return found


def _months(graph: Graph) -> dict[str, int]:
    _, rows = graph.select(
        f"""SELECT ?start (COUNT(?cell) AS ?cells) WHERE {{
        GRAPH <{GRAPH}observations> {{ ?cell <{CG}periodStart> ?start }} }} GROUP BY ?start"""
    )
    found: dict[str, int] = {}
    for start, cells in sorted(rows, key=str):
        found[str(start)[:7]] = found.get(str(start)[:7], 0) + int(str(cells))
    return found
