"""Checks of how terms hang together: circles, domains, profile, disjointness."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import pyoxigraph as ox

from kg.check.ontology_external import known
from kg.check.ontology_graph import (
    ANNOTATION_PROPERTY,
    BUILT_IN,
    CLASS,
    DATATYPE_PROPERTY,
    DISJOINT,
    DOMAIN,
    OBJECT_PROPERTY,
    RANGE,
    SUBCLASS,
    SUBPROPERTY,
    TYPE,
    Index,
    Problem,
    iri,
    key,
)

_INVERSE = iri("owl:inverseOf")
_KINDS = (OBJECT_PROPERTY, DATATYPE_PROPERTY, ANNOTATION_PROPERTY)
_AXIOMS = (SUBCLASS, SUBPROPERTY, DOMAIN, RANGE, DISJOINT, _INVERSE, iri("owl:equivalentClass"))
_RDF, _RDFS, _OWL = (space for space in BUILT_IN[:3])


def circles(v: Index) -> Iterator[Problem]:
    """C2-5: no class or property above itself, and no inverse or chain that says nothing."""
    for predicate, what in ((SUBCLASS, "class"), (SUBPROPERTY, "property")):
        for term in sorted({s for s, _ in v.by_predicate[predicate]}):
            if term in v.above(term, predicate):
                yield "KG505", term, f"the {what} stands above itself"
    symmetric = set(v.typed(iri("owl:SymmetricProperty")))
    for term, value in v.by_predicate[_INVERSE]:
        if key(value) == term:
            yield "KG505", term, "it is its own inverse: owl:SymmetricProperty says that"
        for name in sorted({term, key(value)} & symmetric):
            yield "KG505", name, "it is symmetric and has an inverse"
    for term, value in v.by_predicate[iri("owl:propertyChainAxiom")]:
        if v.nodes(key(value), iri("rdf:rest")) == [iri("rdf:nil")]:
            yield "KG505", term, "its property chain has one link: rdfs:subPropertyOf says that"
    for predicate in (iri("owl:equivalentClass"), SUBCLASS):
        for term, value in v.by_predicate[predicate]:
            if isinstance(value, ox.BlankNode) and term in _reached(v, key(value)):
                yield "KG505", term, "it is used in its own definition"


def _reached(v: Index, start: str) -> set[str]:
    """What an anonymous expression is made of."""
    seen, queue = set[str](), [start]
    while queue:
        name = queue.pop()
        for values in v.by_subject.get(name, {}).values():
            for value in map(key, values):
                if value not in seen:
                    seen.add(value)
                    if value.startswith("_:"):
                        queue.append(value)
    return seen


def one_domain(v: Index) -> Iterator[Problem]:
    """C2-6: several domains or ranges mean their intersection, which is seldom meant."""
    for predicate, what in ((DOMAIN, "domains"), (RANGE, "ranges")):
        for term in sorted({s for s, _ in v.by_predicate[predicate]}):
            several = set(map(key, v.values(term, predicate)))
            if len(several) > 1:
                yield "KG506", term, f"it has {len(several)} {what}: give a common superclass"


def built_in(v: Index) -> Iterator[Problem]:
    """C2-8: the terms of RDF, RDFS and OWL are used, as they are, and not described anew."""
    lists = known()
    for quad in v.quads:
        if key(quad.subject).startswith(BUILT_IN) and key(quad.subject) != iri("rdf:nil"):
            yield "KG508", key(quad.subject), "a term of RDF, RDFS, OWL or XSD is described here"
        for term in (quad.predicate.value, key(quad.object)):
            space = next((s for s in (_RDF, _RDFS, _OWL) if term.startswith(s)), None)
            if space and isinstance(quad.object, ox.NamedNode) and term not in lists[space]:
                yield "KG508", term, f"{key(quad.subject)} uses a term that {space} does not have"
        if quad.predicate.value in _AXIOMS and isinstance(quad.object, ox.Literal):
            yield "KG508", key(quad.subject), f"{quad.predicate.value} has a literal as its value"
        for node in (quad.subject, quad.object):
            if isinstance(node, ox.BlankNode):
                yield "KG508", key(quad.subject), "a blank node stands in the vocabulary"


def profile(v: Index) -> Iterator[Problem]:
    """C2-8: a term is of one kind, as OWL 2 DL and RL demand."""
    datatypes = ("http://www.w3.org/2001/XMLSchema#",)
    literal = (iri("rdfs:Literal"), iri("rdf:langString"), iri("rdf:PlainLiteral"))
    for term in v.own():
        kinds = v.types(term) & {*_KINDS, CLASS}
        if len(kinds) > 1:
            yield "KG508", term, "it is declared as more than one kind of term"
        for value in v.nodes(term, RANGE):
            of_data = value.startswith(datatypes) or value in literal
            if of_data and OBJECT_PROPERTY in kinds:
                yield "KG508", term, "an object property has a datatype as its range"
            if not of_data and DATATYPE_PROPERTY in kinds:
                yield "KG508", term, "a datatype property has a class as its range"
        for value in v.nodes(term, SUBPROPERTY):
            other = v.types(value) & set(_KINDS)
            if other and not other & kinds:
                yield "KG508", term, f"it and {value} above it are properties of different kinds"


def disjointness(v: Index, data: Index) -> Iterator[Problem]:
    """C2-8: nothing belongs to two classes that exclude each other."""
    apart = {frozenset((s, key(o))) for s, o in v.by_predicate[DISJOINT]}
    above = {term: {term, *v.above(term)} for term in v.typed(CLASS)}
    for term, classes in above.items():
        if clash := _clash(classes, apart):
            yield "KG508", term, f"it can have no instance: {clash}"
    for subject in sorted({s for i in (v, data) for s, _ in i.by_predicate[TYPE]}):
        types = data.types(subject) | v.types(subject)
        if len(types) > 1:
            every = set[str]().union(*(above.get(t, {t}) for t in types))
            if clash := _clash(every, apart):
                yield "KG508", subject, f"it is of two classes that exclude each other: {clash}"


def _clash(classes: set[str], apart: set[frozenset[str]]) -> str | None:
    for pair in combinations(sorted(classes), 2):
        if frozenset(pair) in apart:
            return " and ".join(pair)
    return None
