"""The catalogue of pitfalls of OOPS! (Poveda-Villalón and others, 2014), P01 to P41.

A pitfall that only a reader can judge is named as such; that is not a pass.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from kg.check.ontology_graph import (
    CLASS,
    DATATYPE_PROPERTY,
    DISJOINT,
    DOMAIN,
    LABEL,
    OBJECT_PROPERTY,
    ONTOLOGY,
    RANGE,
    iri,
    key,
)
from kg.check.quality.model import Check, Subject
from kg.names import CG

_INVERSE = iri("owl:inverseOf")
_EQUAL_CLASS, _EQUAL_PROPERTY = iri("owl:equivalentClass"), iri("owl:equivalentProperty")
_PROPERTIES = (OBJECT_PROPERTY, DATATYPE_PROPERTY)
_NO_EXPRESSION = "No class is defined by an expression: shapes hold what must be closed."
_READER = "Only a reader can judge it; each term has a border test to be judged by."
_DATATYPES = {"Date", "DateTime", "Time", "String", "Integer", "Decimal", "Boolean", "Float",
              "Number", "Text", "Literal", "Duration", "Year"}


def _local(name: str) -> str:
    return name.removeprefix(CG)


def _unconnected(s: Subject) -> Iterator[str]:
    """Terms that no statement joins to another term of the ontology."""
    joined = set[str]()
    for quad in s.v.quads:
        ends = (key(quad.subject), key(quad.object))
        if all(end.startswith(CG) and end != ONTOLOGY for end in ends):
            joined.update(ends)
    yield from (term for term in s.v.typed(CLASS, *_PROPERTIES)
                if term.startswith(CG) and term not in joined)


def _wrong_inverse(s: Subject) -> Iterator[str]:
    for term, value in s.v.by_predicate.get(_INVERSE, ()):
        one = (s.v.nodes(term, DOMAIN), s.v.nodes(term, RANGE))
        other = (s.v.nodes(key(value), RANGE), s.v.nodes(key(value), DOMAIN))
        if any(a and b and a != b for a, b in zip(one, other, strict=True)):
            yield term


def _one_ended(s: Subject) -> Iterator[str]:
    for term in s.v.typed(*_PROPERTIES):
        if term.startswith(CG) and not (s.v.nodes(term, DOMAIN) and s.v.nodes(term, RANGE)):
            yield term


def _without_inverse(s: Subject) -> Iterator[str]:
    paired = {end for t, o in s.v.by_predicate.get(_INVERSE, ()) for end in (t, key(o))}
    symmetric = set(s.v.typed(iri("owl:SymmetricProperty")))
    for term in s.v.typed(OBJECT_PROPERTY):
        if term.startswith(CG) and term not in paired | symmetric:
            yield term


def _same_label(s: Subject, *kinds: str) -> list[str]:
    by_label: dict[str, list[str]] = defaultdict(list)
    for term in s.v.typed(*kinds):
        for text in s.texts(term, LABEL):
            by_label[text.casefold()].append(term)
    return sorted(term for terms in by_label.values() if len(terms) > 1 for term in terms)


def _swapped(s: Subject) -> Iterator[str]:
    """A label as long as a definition, or equal to it."""
    for term in s.v.own():
        labels = s.texts(term, LABEL) + s.texts(term, iri("skos:prefLabel"))
        definitions = s.texts(term, iri("skos:definition"))
        if any(len(a) > len(b) or a == b for a in labels for b in definitions):
            yield term


def _uneven(s: Subject, kind: str) -> Iterator[str]:
    """Symmetric or transitive properties from one class to another."""
    for term in s.v.typed(iri(kind)):
        if s.v.nodes(term, DOMAIN) != s.v.nodes(term, RANGE):
            yield term


def _equated(s: Subject, predicate: str) -> list[str]:
    return sorted(term for term, value in s.v.by_predicate.get(predicate, ())
                  if term.startswith(CG) and key(value).startswith(CG))


def _named(s: Subject, pattern: str, kind: str = CLASS) -> list[str]:
    return [t for t in s.v.typed(kind) if t.startswith(CG) and re.search(pattern, _local(t))]


CHECKS = (
    Check("P01", "Creating polysemous elements", _READER),
    Check("P02", "Creating synonyms as classes", lambda s: _equated(s, _EQUAL_CLASS)),
    Check("P03", "Creating the relationship “is”",
          lambda s: [t for t in s.v.typed(*_PROPERTIES) if _local(t).lower() in ("is", "isa")]),
    Check("P04", "Creating unconnected ontology elements", _unconnected),
    Check("P05", "Defining wrong inverse relationships", _wrong_inverse),
    Check("P06", "Including cycles in a class hierarchy",
          lambda s: s.told("KG505", "the class stands above itself")),
    Check("P07", "Merging different concepts in the same class",
          lambda s: _named(s, r"[a-z](And|Or)[A-Z]")),
    Check("P08", "Missing annotations", lambda s: s.told("KG503", "is missing")),
    Check("P09", "Missing domain information",
          "It needs the requirements; the questions and their cases are tested instead."),
    Check("P10", "Missing disjointness", lambda s: [] if s.uses(DISJOINT) else [ONTOLOGY]),
    Check("P11", "Missing domain or range in properties", _one_ended,
          "A claim predicate without one takes anything that a claim can name."),
    Check("P12", "Equivalent properties not explicitly declared",
          lambda s: _same_label(s, *_PROPERTIES)),
    Check("P13", "Inverse relationships not explicitly declared", _without_inverse,
          "One direction is stored, and queries read it both ways: an inverse would be stored "
          "twice or not at all."),
    Check("P14", "Misusing owl:allValuesFrom", _NO_EXPRESSION),
    Check("P15", "Using “some not” in place of “not some”", _NO_EXPRESSION),
    Check("P16", "Using a primitive class in place of a defined one", _NO_EXPRESSION),
    Check("P17", "Overspecializing a hierarchy", _READER),
    Check("P18", "Overspecializing the domain or range",
          lambda s: s.told("KG514", "and is no", "which is no", "must be")),
    Check("P19", "Defining multiple domains or ranges in properties", lambda s: s.told("KG506")),
    Check("P20", "Misusing ontology annotations", _swapped),
    Check("P21", "Using a miscellaneous class",
          lambda s: _named(s, r"^(Other|Misc|Miscellaneous|Various|Unknown)")),
    Check("P22", "Using different naming conventions", lambda s: s.told("KG509")),
    Check("P23", "Duplicating a datatype",
          lambda s: [t for t in s.v.typed(CLASS) if _local(t) in _DATATYPES]),
    Check("P24", "Using recursive definitions",
          lambda s: s.told("KG505", "used in its own definition")),
    Check("P25", "Defining a relationship as inverse to itself",
          lambda s: s.told("KG505", "its own inverse")),
    Check("P26", "Defining inverse relationships for a symmetric one",
          lambda s: s.told("KG505", "symmetric and has an inverse")),
    Check("P27", "Defining wrong equivalent properties", lambda s: _equated(s, _EQUAL_PROPERTY)),
    Check("P28", "Defining wrong symmetric relationships",
          lambda s: _uneven(s, "owl:SymmetricProperty")),
    Check("P29", "Defining wrong transitive relationships",
          lambda s: _uneven(s, "owl:TransitiveProperty")),
    Check("P30", "Equivalent classes not explicitly declared", _READER),
    Check("P31", "Defining wrong equivalent classes", lambda s: _equated(s, _EQUAL_CLASS)),
    Check("P32", "Several classes with the same label", lambda s: _same_label(s, CLASS)),
    Check("P33", "Creating a property chain with just one property",
          lambda s: s.told("KG505", "property chain has one link")),
    Check("P34", "Untyped class", lambda s: s.told("KG504", "as a class")),
    Check("P35", "Untyped property", lambda s: s.told("KG504", "as a property")),
    Check("P36", "URI contains file extension", lambda s: s.told("KG501", "file extension")),
    Check("P37", "Ontology not available on the Web",
          "It asks the network, which checks do not."),
    Check("P38", "No OWL ontology declaration",
          lambda s: [] if list(s.v.typed(iri("owl:Ontology"))) else [ONTOLOGY]),
    Check("P39", "Ambiguous namespace",
          lambda s: s.told("KG501", "not the namespace") + s.told("KG502", "preferred")),
    Check("P40", "Namespace hijacking", lambda s: s.told("KG504", "declared here, but")),
    Check("P41", "No license declared",
          lambda s: [] if s.v.values(ONTOLOGY, iri("dcterms:license")) else [ONTOLOGY]),
)
