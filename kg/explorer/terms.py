"""What a query can name: terms of the vocabulary, properties in use, named graphs, prefixes."""

from __future__ import annotations

from kg.engine.value import IRI
from kg.names import CG, GRAPH, PREFIXES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.graph import Graph

_RDFS, _SKOS, _OWL = PREFIXES["rdfs"], PREFIXES["skos"], PREFIXES["owl"]
#: kinds of terms, the first that fits
_KINDS = {
    f"{_OWL}Class": "class",
    f"{_SKOS}ConceptScheme": "scheme",
    f"{CG}ClaimPredicate": "predicate of claims",
    f"{_OWL}ObjectProperty": "property",
    f"{_OWL}DatatypeProperty": "property",
    f"{_OWL}AnnotationProperty": "property",
    f"{_SKOS}Concept": "concept",
}
_TERMS = f"""SELECT ?term ?kind ?label ?definition WHERE {{ GRAPH <{GRAPH}vocabulary> {{
  ?term a ?kind .
  {{ ?term <{_RDFS}label> ?label }} UNION {{ ?term <{_SKOS}prefLabel> ?label }}
  OPTIONAL {{ ?term <{_SKOS}definition> ?definition }}
}} }}"""
_USED = "SELECT DISTINCT ?graph ?property WHERE { GRAPH ?graph { ?s ?property ?o } }"
_TYPES = "SELECT DISTINCT ?graph ?class WHERE { GRAPH ?graph { ?s a ?class } }"
_GRAPHS = f"""SELECT ?graph ?text WHERE {{ GRAPH <{GRAPH}meta> {{
  ?graph <{PREFIXES["dcterms"]}description> ?text
  FILTER(STRSTARTS(STR(?graph), "{GRAPH}")) }} }}"""


def terms(graph: Graph) -> dict[str, dict[str, object]]:
    """Terms by their prefixed name: label, kind, definition, graphs that use them.

    A term is used as a property, or as a type.
    """
    found: dict[str, dict[str, object]] = {}
    order = list(_KINDS)
    best: dict[str, int] = {}
    for term, kind, label, definition in sorted(graph.select(_TERMS)[1], key=str):
        name, rank = _prefixed(str(term)), order.index(str(kind)) if str(kind) in order else 99
        if not name or rank > best.get(name, 98):
            continue
        best[name] = rank
        found[name] = {"label": str(label), "kind": _KINDS[str(kind)]}
        if definition:
            found[name]["definition"] = str(definition)
    used: dict[str, list[str]] = {}
    for kind, query in (("property", _USED), ("class", _TYPES)):
        for place, term in sorted(graph.select(query)[1], key=str):
            name = _prefixed(str(term))
            if name and not name.startswith("id:"):
                found.setdefault(name, {"label": name.partition(":")[2], "kind": kind})
                used.setdefault(name, []).append(str(place).removeprefix(GRAPH))
    for name, places in used.items():
        found[name]["in"] = places
    for place, text in sorted(graph.select(_GRAPHS)[1], key=str):
        if isinstance(place, IRI):
            found[_prefixed(str(place))] = {
                "label": str(place).removeprefix(GRAPH), "kind": "graph", "definition": str(text),
            }
    return dict(sorted(found.items()))


def prefixes() -> dict[str, str]:
    """The prefixes of the project, by name."""
    return dict(PREFIXES)


def _prefixed(iri: str) -> str:
    """The prefixed name; empty where no prefix of ours leads to it."""
    for prefix, space in PREFIXES.items():
        rest = iri.removeprefix(space)
        if rest != iri and rest and "/" not in rest:
            return f"{prefix}:{rest}"
    return ""
