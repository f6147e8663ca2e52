"""Where claims come from, and what was said of them later: documents, lineage, corrections."""

from __future__ import annotations

from typing import Any

from kg.ask.corrections import corrections
from kg.ask.family import edges, relations, unread
from kg.ask.related import citation
from kg.engine.value import IRI
from kg.names import CG, GRAPH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.graph import Graph

_DOCUMENTS = f"SELECT ?d WHERE {{ GRAPH <{GRAPH}entities> {{ ?d a <{CG}Document> }} }}"
_ADDRESSES = f"""SELECT ?document ?address WHERE {{ GRAPH <{GRAPH}entities> {{
  ?document a <{CG}Document> ; <{CG}address> ?address }} }}"""


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
