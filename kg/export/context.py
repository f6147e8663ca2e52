"""The JSON-LD context: prefixes, and how values are typed, from the vocabulary itself."""

from __future__ import annotations

import json
from typing import Any

import pyoxigraph as ox

from kg.names import CG, PREFIXES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

_RDFS_RANGE = PREFIXES["rdfs"] + "range"
_TYPE = PREFIXES["rdf"] + "type"
_LANG = PREFIXES["rdf"] + "langString"
_STRING = PREFIXES["xsd"] + "string"
#: terms of other vocabularies that the data uses; our own are typed by the ontology
_REUSED = {
    "@id": (
        "dcterms:isPartOf", "dcterms:isReplacedBy", "prov:entity", "prov:qualifiedDerivation",
        "prov:wasDerivedFrom", "qb:attribute", "qb:component", "qb:dataSet", "qb:dimension",
        "qb:measure", "qb:measureType", "qb:structure", "rdfs:domain", "rdfs:isDefinedBy",
        "rdfs:range", "rdfs:seeAlso",
        "rdfs:subClassOf", "rdfs:subPropertyOf", "owl:disjointWith", "skos:broader",
        "skos:closeMatch", "skos:exactMatch", "skos:hasTopConcept", "skos:inScheme",
        "skos:topConceptOf",
    ),
    "en": (
        "rdfs:label", "skos:altLabel", "skos:definition", "skos:example", "skos:note",
        "skos:prefLabel", "skos:scopeNote", "dcterms:title", "dcterms:description",
    ),
}


def context(vocabulary: Iterable[ox.Quad]) -> dict[str, Any]:
    """The context: prefixes, then terms by prefixed name with their type or language."""
    objects: set[str] = set()
    ranges: dict[str, str] = {}
    for quad in vocabulary:
        subject, value = quad.subject, quad.object
        if not (isinstance(subject, ox.NamedNode) and isinstance(value, ox.NamedNode)):
            continue
        if not subject.value.startswith(CG):
            continue
        name = "cg:" + subject.value.removeprefix(CG)
        if quad.predicate.value == _TYPE and value.value == PREFIXES["owl"] + "ObjectProperty":
            objects.add(name)
        elif quad.predicate.value == _RDFS_RANGE:
            ranges[name] = value.value
    terms: dict[str, Any] = {name: {"@type": "@id"} for name in (*objects, *_REUSED["@id"])}
    terms |= {name: {"@language": "en"} for name in _REUSED["en"]}
    for name, kind in ranges.items():
        if kind == _LANG:
            terms[name] = {"@language": "en"}
        elif kind.startswith(PREFIXES["xsd"]) and kind != _STRING:
            terms[name] = {"@type": "xsd:" + kind.removeprefix(PREFIXES["xsd"])}
    return {"@version": 1.1, **dict(sorted(PREFIXES.items())), **dict(sorted(terms.items()))}


def published() -> str:
    """The text of ``docs/schema/context.jsonld``: the context of the project's own ontology."""
    from kg.store.build import vocabulary

    packed = json.dumps({"@context": context(vocabulary())}, indent=2, ensure_ascii=False)
    return packed + "\n"
