"""What graph this is: version, digest, how current, how much of what."""

from __future__ import annotations

from kg.api.named import stamp
from kg.names import BASE, CG, GRAPH, PREFIXES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.graph import Graph

_IDENTIFIER = PREFIXES["dcterms"] + "identifier"
#: what is counted → the graph that has it, and the pattern of one
_COUNTED = {
    "claims": ("claims", f"?x a <{CG}Claim>"),
    "documents": ("entities", f"?x a <{CG}Document>"),
    "entities": (
        "entities",
        f"?x <{_IDENTIFIER}> ?id FILTER NOT EXISTS {{ ?x a <{CG}Document> }}",
    ),
    "conflicts": ("curation", f"?x a <{CG}Conflict>"),
    "origins": ("inferred", f"?x a <{CG}Origin>"),
    "observations": ("observations", f"?x <{CG}cell> ?cell"),
}


def about(graph: Graph) -> dict[str, object]:
    """The graph as ``docs/schema/api.schema.json`` has it.

    ``current_to`` is the latest day on which a claim was stated; an uncertain date counts from its
    first day.
    """
    last = graph.select(
        f"SELECT (MAX(?day) AS ?last) WHERE {{ GRAPH <{GRAPH}claims>"
        f" {{ ?claim a <{CG}Claim> ; <{CG}statedEarliest> ?day }} }}"
    )[1][0][0]
    return {
        "graph": stamp(graph),
        "base": BASE,
        "current_to": None if last is None else str(last),
        "counts": {name: _count(graph, *which) for name, which in _COUNTED.items()},
    }


def _count(graph: Graph, place: str, pattern: str) -> int:
    _, rows = graph.select(
        f"SELECT (COUNT(DISTINCT ?x) AS ?n) WHERE {{ GRAPH <{GRAPH}{place}> {{ {pattern} }} }}"
    )
    return int(str(rows[0][0]))
