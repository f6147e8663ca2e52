"""Where claims come from, and what was said of them later: documents, lineage, corrections."""

from __future__ import annotations

from typing import Any

from kg.ask.corrections import corrections
from kg.ask.family import edges, relations, unread
from kg.ask.related import citation
from kg.engine.value import IRI
from kg.names import CG, GRAPH, PREFIXES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.graph import Graph

_DOCUMENTS = f"SELECT ?d WHERE {{ GRAPH <{GRAPH}entities> {{ ?d a <{CG}Document> }} }}"
_ADDRESSES = f"""SELECT ?document ?address WHERE {{ GRAPH <{GRAPH}entities> {{
  ?document a <{CG}Document> ; <{CG}address> ?address }} }}"""


_SIDES = f"""PREFIX cg: <{CG}> PREFIX skos: <{PREFIXES["skos"]}>
SELECT ?conflict ?kind ?can ?side ?label ?claim WHERE {{
  GRAPH <{GRAPH}curation> {{
    ?conflict cg:side ?side ; cg:conflictKind ?k ; cg:compatibility ?c .
    ?side skos:prefLabel ?label ; cg:claim ?claim }}
  GRAPH <{GRAPH}vocabulary> {{ ?k skos:prefLabel ?kind . ?c skos:prefLabel ?can }} }}"""


def conflicts(graph: Graph) -> dict[str, dict[str, Any]]:
    """Conflicts by id: ``kind``, ``can`` (whether both can hold), and ``sides`` with claims."""
    found: dict[str, dict[str, Any]] = {}
    for conflict, kind, can, side, label, claim in sorted(graph.select(_SIDES)[1], key=str):
        if isinstance(conflict, IRI) and isinstance(side, IRI) and isinstance(claim, IRI):
            one = found.setdefault(
                conflict.short, {"kind": str(kind), "can": str(can), "sides": {}})
            one["sides"].setdefault(side.short, [str(label)]).append(claim.short)
    return {name: one | {"sides": [
        {"label": label, "claims": claims} for label, *claims in one["sides"].values()
    ]} for name, one in found.items()}


def sources(graph: Graph, claims: Iterable[str]) -> dict[str, Any]:
    """``documents`` by id, and by claim ``corrections`` and ``relations`` where it has any.

    A document has ``citation``, ``made`` (what it was made from, with how), ``unseen`` where it
    was never consulted, and ``address`` where one is known.
    """
    engine = graph.engine
    _, rows = graph.select(_DOCUMENTS)
    names = sorted(row[0].short for row in rows if isinstance(row[0], IRI))
    where = {
        document.short: str(address)
        for document, address in sorted(graph.select(_ADDRESSES)[1], key=str, reverse=True)
        if isinstance(document, IRI)
    }
    above, never, log = edges(engine), unread(engine), corrections(engine)
    documents: dict[str, dict[str, Any]] = {}
    for name in names:
        one: dict[str, Any] = {"citation": citation(engine, name)}
        if name in above:
            one["made"] = [[source, how] for source, how in above[name]]
        if name in never:
            one["unseen"] = True
        if name in where:
            one["address"] = where[name]
        documents[name] = one
    ids = list(claims)
    return {
        "documents": documents,
        "corrections": {
            name: [entry.to_json() for entry in log[name]] for name in ids if name in log
        },
        "relations": {name: list(found) for name in ids if (found := relations(engine, name))},
    }
