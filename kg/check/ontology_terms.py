"""Checks of single terms: metadata, labels, declarations, names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

import pyoxigraph as ox

from kg.check.ontology_external import known, stranger
from kg.check.ontology_graph import (
    ANNOTATION_PROPERTY,
    BUILT_IN,
    CLASS,
    CONCEPT,
    DATATYPE_PROPERTY,
    DISJOINT,
    DOMAIN,
    LABEL,
    OBJECT_PROPERTY,
    ONTOLOGY,
    PREF_LABEL,
    PROPERTY,
    PROPERTY_KINDS,
    RANGE,
    SCHEME,
    SUBCLASS,
    SUBPROPERTY,
    TYPE,
    Index,
    Problem,
    iri,
    key,
)
from kg.names import CG

_NEEDED = (
    "dcterms:title", "dcterms:description", "dcterms:license", "dcterms:creator",
    "dcterms:publisher", "dcterms:created", "owl:versionIRI", "owl:versionInfo",
)
_VANN = "http://purl.org/vocab/vann/preferredNamespace"
_PROSE = ("skos:definition", "skos:scopeNote", "skos:example")
_NAMES = (
    (CLASS, re.compile(r"[A-Z][A-Za-z0-9]*"), "classes are named in UpperCamelCase"),
    (OBJECT_PROPERTY, re.compile(r"[a-z][A-Za-z0-9]*"), "properties are named in lowerCamelCase"),
    (DATATYPE_PROPERTY, re.compile(r"[a-z][A-Za-z0-9]*"), "properties are named in lowerCamelCase"),
    (ANNOTATION_PROPERTY, re.compile(r"[a-z][A-Za-z0-9]*"),
     "properties are named in lowerCamelCase"),
    (CONCEPT, re.compile(r"[a-z]+(-[a-z]+)+"), "concepts are named scheme-value in lower case"),
    (SCHEME, re.compile(r"scheme(-[a-z]+)+"), "schemes are named scheme-name in lower case"),
)


def declared_once(v: Index) -> Iterator[Problem]:
    """C2-1: one owl:Ontology, whose IRI is the namespace and has no file extension."""
    found = list(v.typed(iri("owl:Ontology")))
    if len(found) != 1:
        yield "KG501", ONTOLOGY, f"owl:Ontology is declared {len(found)} times, not once"
    for name in found:
        if name != ONTOLOGY:
            yield "KG501", name, f"the ontology's IRI is not the namespace of its terms {ONTOLOGY}"
        if re.search(r"\.(ttl|owl|rdf|xml|n3|nt|jsonld|json)$", name.rstrip("/#")):
            yield "KG501", name, "the ontology's IRI ends in a file extension"


def metadata(v: Index) -> Iterator[Problem]:
    """C2-2: what a reader must know of an ontology before using it."""
    for name in v.typed(iri("owl:Ontology")):
        for curie in _NEEDED:
            if not v.values(name, iri(curie)):
                yield "KG502", name, f"{curie} is missing"
        if not any(v.values(name, iri(f"dcterms:{day}")) for day in ("issued", "modified")):
            yield "KG502", name, "dcterms:issued or dcterms:modified is missing"
        for part in ("Prefix", "Uri"):
            if not v.values(name, _VANN + part):
                yield "KG502", name, f"vann:preferredNamespace{part} is missing"
        for uri in v.values(name, _VANN + "Uri"):
            if key(uri) != name:
                yield "KG502", name, f"the preferred namespace {key(uri)} is another"
        for licence in v.values(name, iri("dcterms:license")):
            if not isinstance(licence, ox.NamedNode):
                yield "KG502", name, "the licence is not an IRI"
        if name in v.nodes(name, iri("owl:versionIRI")):
            yield "KG502", name, "owl:versionIRI equals the ontology's IRI"


def labels(v: Index) -> Iterator[Problem]:
    """C2-3: one label and one definition per language, a border test and an example."""
    users: dict[tuple[str, str], set[str]] = defaultdict(set)
    for term in v.own():
        kind = PREF_LABEL if v.types(term) & {CONCEPT, SCHEME} else LABEL
        for predicate in (kind, *map(iri, _PROSE)):
            name = re.split(r"[#/]", predicate)[-1]
            seen: dict[str, int] = defaultdict(int)
            for value in v.values(term, predicate):
                text = key(value)
                tag = value.language if isinstance(value, ox.Literal) else None
                seen[tag or ""] += 1
                if not tag:
                    yield "KG503", term, f"{name} has no language"
                if text != " ".join(text.split()) or not text:
                    yield "KG503", term, f"{name} has stray white space or is empty"
                if predicate in (kind, iri("skos:definition")):
                    field = "label" if predicate == kind else "definition"
                    users[field, text.casefold()].add(term)
            if "en" not in seen:
                yield "KG503", term, f"{name} in English is missing"
            for tag, times in seen.items():
                if times > 1 and name != "example":
                    yield "KG503", term, f"{name} stands {times} times in the language {tag or '-'}"
        if ONTOLOGY not in v.nodes(term, iri("rdfs:isDefinedBy")):
            yield "KG503", term, "rdfs:isDefinedBy does not name this ontology"
    for (field, text), terms in users.items():
        for term in sorted(terms)[1:]:
            yield "KG503", term, f"it shares the {field} “{text}” with {min(terms)}"


def declarations(v: Index, data: Index) -> Iterator[Problem]:
    """C2-4: what is used is declared, and exists in the vocabulary it is taken from."""
    lists = known()
    classes, properties = set(v.typed(CLASS)), set(v.typed(*PROPERTY_KINDS))
    # a measure of a table is a property that the data declare themselves
    properties |= set(data.typed(PROPERTY))
    for index in (v, data):
        used = {p for p in index.by_predicate if index.by_predicate[p]}
        for term in sorted(used - properties):
            if not term.startswith(BUILT_IN):
                yield "KG504", term, "it is used as a property and not declared"
        for term in sorted({key(o) for _, o in index.by_predicate[TYPE]} - classes):
            if not term.startswith(BUILT_IN):
                yield "KG504", term, "it is used as a class and not declared"
    for predicate, among, what in (
        (SUBCLASS, classes, "class"),
        (DISJOINT, classes, "class"),
        (DOMAIN, classes, "class"),
        (SUBPROPERTY, properties, "property"),
        (RANGE, classes, "class"),
    ):
        for subject, value in v.by_predicate[predicate]:
            term = key(value)
            if term not in among and not term.startswith((*BUILT_IN, "_:")):
                yield "KG504", term, f"it is used as a {what} by {subject} and not declared"
    for term in sorted(s for s in v.by_subject if not s.startswith((CG, "_:")) and s != ONTOLOGY):
        if TYPE in v.by_subject[term]:
            why = stranger(term, lists)
            if why:
                yield "KG504", term, f"it is declared here, but {why}"


def deprecations(v: Index, data: Index) -> Iterator[Problem]:
    """C2-7: a deprecated term names its successor, and nothing alive uses it."""
    flag, successor = iri("owl:deprecated"), iri("dcterms:isReplacedBy")
    gone = set()
    for term, value in v.by_predicate[flag]:
        if not isinstance(value, ox.Literal) or value.datatype.value != iri("xsd:boolean"):
            yield "KG507", term, "owl:deprecated is not a boolean"
        if key(value) in ("true", "1"):
            gone.add(term)
            if not v.values(term, successor):
                yield "KG507", term, "it is deprecated and dcterms:isReplacedBy names no successor"
    for quad in (*v.quads, *data.quads):
        user = key(quad.subject)
        if user in gone or quad.predicate.value in (successor, iri("skos:hasTopConcept")):
            continue
        for term in {quad.predicate.value, key(quad.object)} & gone:
            yield "KG507", term, f"it is deprecated and {user} still uses it"


def names(v: Index) -> Iterator[Problem]:
    """C2-9: one style of names for each kind of term."""
    for term in v.own():
        for kind, pattern, rule in _NAMES:
            if kind in v.types(term) and not pattern.fullmatch(term.removeprefix(CG)):
                yield "KG509", term, rule
