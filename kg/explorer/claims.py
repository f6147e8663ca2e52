"""Claims as the page has them: their evidence, what they join, and the bounds of their time."""

from __future__ import annotations

from kg.ask.evidence import Evidence, evidence
from kg.engine.value import IRI
from kg.names import CG, GRAPH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.graph import Graph

#: bounds of a claim's time and of its being known: name in the page → property
_BOUNDS = {
    "from": "earliestStart", "certain_from": "latestStart",
    "certain_until": "earliestEnd", "until": "latestEnd", "known_from": "knownFrom",
}


def claims(graph: Graph) -> dict[str, dict[str, object]]:
    """All claims by id, those withdrawn left out."""
    _, rows = graph.select(
        f"SELECT ?claim WHERE {{ GRAPH <{GRAPH}claims> {{ ?claim a <{CG}Claim> }} }}"
    )
    names = [row[0].short for row in rows if isinstance(row[0], IRI)]
    return {name: _claim(one) for name, one in evidence(graph.engine, names).items()}


def _claim(one: Evidence) -> dict[str, object]:
    said = one.to_json() | {
        "document_label": one.document_label,
        "origin_labels": list(one.origin_labels),
        "stance_label": one.stance_label,
        "shared_source": one.shared_source,
    }
    for name, verb in {**_BOUNDS, "subject": "subject", "predicate": "predicate",
                       "object": "object"}.items():
        value = one.properties.get(CG + verb, (None,))[0]
        said[name] = value.short if isinstance(value, IRI) else value and str(value)
    return {name: value for name, value in said.items() if value not in (None, [], "")}
