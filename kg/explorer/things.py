"""What can be named on the page: entities, documents and conflicts, with what they are called."""

from __future__ import annotations

from kg.draw import style
from kg.engine.value import IRI
from kg.names import CG, GRAPH, PREFIXES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.graph import Graph

_SKOS = PREFIXES["skos"]
_TITLE = PREFIXES["dcterms"] + "title"
_QUERY = f"""SELECT ?thing ?label ?kind ?definition WHERE {{
  VALUES ?g {{ <{GRAPH}entities> <{GRAPH}curation> }}
  GRAPH ?g {{
    ?thing a ?kind ; <{_SKOS}prefLabel> ?label .
    OPTIONAL {{ ?thing <{_SKOS}definition>|<{CG}reason> ?definition }}
  }}
}}"""
_NAMES = f"""SELECT ?thing ?name WHERE {{
  GRAPH <{GRAPH}entities> {{ ?thing <{_SKOS}altLabel>|<{CG}citation>|<{_TITLE}> ?name }}
}}"""


def things(graph: Graph) -> dict[str, dict[str, object]]:
    """Things by id: label, kind, what it is, and other names."""
    found: dict[str, dict[str, object]] = {}
    for thing, label, kind, definition in sorted(graph.select(_QUERY)[1], key=str):
        if not isinstance(thing, IRI) or not isinstance(kind, IRI):
            continue
        found[thing.short] = {
            "label": str(label), "kind": style.words(kind.short.removeprefix("cg:")),
        }
        if definition:
            found[thing.short]["definition"] = str(definition)
    others: dict[str, list[str]] = {}
    for thing, name in sorted(graph.select(_NAMES)[1], key=str):
        if isinstance(thing, IRI) and thing.short in found:
            others.setdefault(thing.short, []).append(str(name))
    for thing, names in others.items():
        found[thing]["names"] = names
    return found
