"""The checks of ``robot report`` (the queries of its documentation), over terms and records.

Records are entities, documents and conflicts: what has a label and is looked up by it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from kg.check.ontology_graph import (
    CLASS,
    CONCEPT,
    LABEL,
    ONTOLOGY,
    PREF_LABEL,
    SCHEME,
    SUBCLASS,
    TYPE,
    iri,
    key,
)
from kg.check.quality.model import Check, Subject
from kg.names import BASE, CG, ID

_DEFINITION, _SYNONYM = iri("skos:definition"), iri("skos:altLabel")
_DEPRECATED, _SUCCESSOR = iri("owl:deprecated"), iri("dcterms:isReplacedBy")
_EQUAL = iri("owl:equivalentClass")
_NO_EXPRESSION = "No class is defined by an expression."
_OBO = "A convention of OBO ontologies that others do not have."


def _records(s: Subject) -> list[str]:
    return [n for n in sorted(s.data.by_subject)
            if n.startswith(ID) and "/" not in n.removeprefix(ID) and s.data.types(n)]


def _labels(s: Subject, thing: str) -> list[str]:
    concept = s.v.types(thing) & {CONCEPT, SCHEME}
    return s.texts(thing, LABEL if thing.startswith(CG) and not concept else PREF_LABEL)


def _everything(s: Subject) -> list[str]:
    return [*s.v.own(), *_records(s)]


def _shared(pairs: Iterable[tuple[str, str]]) -> list[str]:
    """Things that have a text in common with another."""
    users: dict[str, set[str]] = defaultdict(set)
    for thing, text in pairs:
        users[text].add(thing)
    return sorted({thing for things in users.values() if len(things) > 1 for thing in things})


def _each(s: Subject, things: Iterable[str], predicate: str) -> Iterator[tuple[str, str]]:
    yield from ((thing, text) for thing in things for text in s.texts(thing, predicate))


def _duplicate_labels(s: Subject) -> list[str]:
    # a term and a record are never taken for one another, so each has its own round
    return _shared((t, x) for t in s.v.own() for x in _labels(s, t)) + _shared(
        (t, x) for t in _records(s) for x in _labels(s, t))


def _duplicate_definitions(s: Subject) -> list[str]:
    return _shared(_each(s, s.v.own(), _DEFINITION)) + _shared(_each(s, _records(s), _DEFINITION))


def _label_synonyms(s: Subject) -> list[str]:
    names = {text for thing in _records(s) for text in _labels(s, thing)}
    return sorted({t for t, text in _each(s, _records(s), _SYNONYM) if text in names})


def _spaced(s: Subject, predicates: Iterable[str] | None = None) -> list[str]:
    wanted = set(predicates) if predicates else None
    return sorted({
        key(q.subject) for q in s.quads
        if isinstance(q.object, ox.Literal) and q.object.language
        and (wanted is None or q.predicate.value in wanted)
        and q.object.value != q.object.value.strip()
    })


def _of(s: Subject, *names: str) -> list[str]:
    """Terms, and records of the classes or of one below them."""
    wanted = {CG + name for name in names}
    kinds = {c for c in s.v.typed(CLASS) if {c, *s.v.above(c)} & wanted}
    return [*s.v.own(), *(r for r in _records(s) if s.data.types(r) & kinds)]


def _undefined(s: Subject) -> Iterator[str]:
    # documents have titles; conflicts, links and corrections have reasons
    yield from (t for t in _of(s, "Entity") if not s.texts(t, _DEFINITION))


def _unlabelled(s: Subject) -> Iterator[str]:
    yield from (t for t in _of(s, "Entity", "Document", "Conflict") if not _labels(s, t))


def _several(s: Subject, predicate: str) -> list[str]:
    """Things with two texts of one property in one language."""
    found = []
    for thing in _everything(s):
        tags = [v.language or "" for v in s.all.values(thing, predicate)
                if isinstance(v, ox.Literal)]
        if len(tags) != len(set(tags)):
            found.append(thing)
    return found


def _strange_names(s: Subject) -> list[str]:
    """Subjects outside the patterns that our addresses follow."""
    ours = re.compile(
        rf"{re.escape(BASE)}(def/[A-Za-z-]*|id/[a-z0-9-]+(/.+)?|claim/[a-z0-9-]+/[a-z0-9-]+(/.+)?"
        r"|(link|origin|bearing|rule|graph)/[A-Za-z0-9-]+|)"
    )
    return sorted({key(q.subject) for q in s.data.quads if not ours.fullmatch(key(q.subject))})


def _gone(s: Subject) -> set[str]:
    return {t for t, v in s.v.by_predicate.get(_DEPRECATED, ()) if key(v) in ("true", "1")}


def _obsolete(s: Subject) -> list[str]:
    return [t for t in s.v.own() if t not in _gone(s)
            and any(text.lower().startswith("obsolete") for text in _labels(s, t))]


def _replaced(s: Subject) -> list[str]:
    gone = _gone(s)
    return [t for t, _ in s.v.by_predicate.get(_SUCCESSOR, ()) if t not in gone]


def _above(s: Subject) -> Iterator[tuple[str, int]]:
    for term in s.v.typed(CLASS):
        if term.startswith(CG):
            yield term, len([x for x in s.v.nodes(term, SUBCLASS) if x.startswith(CG)])


def _reference(s: Subject, kinds: bool) -> list[str]:
    """Deprecated terms in use: classes, or properties."""
    gone = _gone(s)
    classes = set(s.v.typed(CLASS))
    used = {q.predicate.value for q in s.quads} | {
        key(q.object) for q in s.quads if q.predicate.value == TYPE}
    return sorted(t for t in gone & used if (t in classes) is kinds)


def _equal(s: Subject) -> list[str]:
    return sorted(t for t, _ in s.v.by_predicate.get(_EQUAL, ()))


def _lacks(curie: str) -> Check:
    name = curie.partition(":")[2]
    return Check(
        f"missing_ontology_{name}", f"The ontology has no {name}",
        lambda s: [] if s.v.values(ONTOLOGY, iri(curie)) else [ONTOLOGY],
    )


CHECKS = (
    Check("annotation_whitespace", "A text begins or ends with white space", _spaced),
    Check("deprecated_boolean_datatype", "owl:deprecated is not a boolean",
          lambda s: s.told("KG507", "not a boolean")),
    Check("deprecated_class_reference", "A deprecated class is used",
          lambda s: _reference(s, kinds=True)),
    Check("deprecated_property_reference", "A deprecated property is used",
          lambda s: _reference(s, kinds=False)),
    Check("duplicate_definition", "Two have the same definition", _duplicate_definitions),
    Check("duplicate_exact_synonym", "Two have the same other name",
          lambda s: _shared(_each(s, _records(s), _SYNONYM))),
    Check("duplicate_label", "Two have the same label", _duplicate_labels),
    Check("duplicate_label_synonym", "Another name is a label too", _label_synonyms),
    Check("duplicate_scoped_synonym", "Two other names of one scope",
          "Other names have no scopes."),
    Check("equivalent_class_axiom_no_genus", "An equivalence without a class", _NO_EXPRESSION),
    Check("equivalent_pair", "Two classes are equivalent", _equal),
    Check("illegal_use_of_built_in_vocabulary", "A term of RDF, RDFS or OWL is misused",
          lambda s: s.told("KG508", "is described here", "does not have")),
    Check("invalid_entity_uri", "An address of another form", _strange_names),
    Check("invalid_xref", "A malformed cross-reference",
          "Cross-references are IRIs (skos:exactMatch), which shapes check."),
    Check("label_formatting", "A label with a line break or a tab",
          lambda s: [t for t in _everything(s)
                     if any(re.search(r"[\n\r\t]", x) for x in _labels(s, t))]),
    Check("label_whitespace", "A label begins or ends with white space",
          lambda s: _spaced(s, (LABEL, PREF_LABEL))),
    Check("lowercase_definition", "A definition begins in lower case",
          lambda s: sorted({t for t, x in _each(s, _everything(s), _DEFINITION)
                            if x[:1].islower()})),
    Check("missing_definition", "No definition", _undefined),
    Check("missing_label", "No label", _unlabelled),
    Check("missing_obsolete_label", "A deprecated term is not called obsolete", _OBO),
    *map(_lacks, ("dcterms:description", "dcterms:license", "dcterms:title")),
    Check("missing_subset_declaration", "A subset is not declared", _OBO),
    Check("missing_superclass", "A class has no superclass",
          lambda s: [t for t, n in _above(s) if n == 0],
          "What stands at the top of the hierarchy has none."),
    Check("missing_synonymtype_declaration", "A type of other names is not declared", _OBO),
    Check("misused_obsolete_label", "A live term is called obsolete", _obsolete),
    Check("misused_replaced_by", "A live term has a successor", _replaced),
    Check("multiple_asserted_superclasses", "A class has several superclasses",
          lambda s: [t for t, n in _above(s) if n > 1]),
    Check("multiple_definitions", "Several definitions in one language",
          lambda s: _several(s, _DEFINITION)),
    Check("multiple_equivalent_class_definitions", "A class is defined twice by expressions",
          _NO_EXPRESSION),
    Check("multiple_equivalent_classes", "A class has several equivalent ones",
          lambda s: [t for t in _equal(s) if len(s.v.values(t, _EQUAL)) > 1]),
    Check("multiple_labels", "Several labels in one language",
          lambda s: sorted({*_several(s, LABEL), *_several(s, PREF_LABEL)})),
)
