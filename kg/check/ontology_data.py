"""Checks of the ontology against the data: fit, use, sources; and against the shapes."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pyoxigraph as ox

from kg.check.ontology_graph import (
    ANNOTATION_PROPERTY,
    BUILT_IN,
    CLAIM_PREDICATE,
    CLASS,
    CONCEPT,
    DATATYPE_PROPERTY,
    DOMAIN,
    META_GRAPH,
    OBJECT_PROPERTY,
    PROPERTY_KINDS,
    RANGE,
    Index,
    Problem,
    Term,
    iri,
    key,
)
from kg.names import CG, short

_PATHS = tuple(iri(f"sh:{name}") for name in (
    "inversePath", "alternativePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath",
))
_SOURCES = tuple(map(iri, (
    "dcterms:creator", "dcterms:source", "dcterms:provenance", "prov:wasDerivedFrom",
    "prov:wasGeneratedBy", "prov:wasAttributedTo",
)))


class _Types:
    """Types of nodes with everything above them; each is worked out once."""

    def __init__(self, v: Index, data: Index) -> None:
        self._v, self._data = v, data
        self._known: dict[str, set[str]] = {}

    def of(self, node: str) -> set[str]:
        if node not in self._known:
            stated = self._v.types(node) | self._data.types(node)
            self._known[node] = stated.union(*(self._v.above(t) for t in stated))
        return self._known[node]


def fit(v: Index, data: Index) -> Iterator[Problem]:
    """C2-14: subjects and objects are of the classes that their property asks for."""
    types = _Types(v, data)
    for predicate, pairs in sorted(data.by_predicate.items()):
        for wanted in v.nodes(predicate, DOMAIN):
            for subject, _ in pairs:
                if wanted not in types.of(subject):
                    yield "KG514", subject, f"it has {short(predicate)} and is no {short(wanted)}"
        for wanted in v.nodes(predicate, RANGE):
            for subject, value in pairs:
                if not _in_range(value, wanted, types):
                    yield "KG514", subject, (
                        f"{short(predicate)} is {short(key(value))}, which is no {short(wanted)}"
                    )
        for subject, value in pairs:
            literal = isinstance(value, ox.Literal)
            if literal and OBJECT_PROPERTY in v.types(predicate):
                yield "KG514", subject, f"{short(predicate)} has a literal, not a node"
            if not literal and DATATYPE_PROPERTY in v.types(predicate):
                yield "KG514", subject, f"{short(predicate)} has a node, not a literal"
    yield from _propositions(v, data, types)


def _in_range(value: Term, wanted: str, types: _Types) -> bool:
    if isinstance(value, ox.Literal):
        return wanted in (value.datatype.value, iri("rdfs:Literal"))
    return wanted in types.of(key(value))


def _propositions(v: Index, data: Index, types: _Types) -> Iterator[Problem]:
    """A claim's subject and object fit the predicate that the claim uses."""
    for node, predicate in data.by_predicate[iri("cg:predicate")]:
        for axiom, part in ((DOMAIN, "cg:subject"), (RANGE, "cg:object")):
            for wanted in v.nodes(key(predicate), axiom):
                for name in data.nodes(node, iri(part)):
                    if wanted not in types.of(name):
                        yield "KG514", node, (
                            f"{short(name)} is no {short(wanted)}, which {part} of"
                            f" {short(key(predicate))} must be"
                        )


def unused(v: Index, data: Index) -> Iterator[Problem]:
    """C2-14: every declared term is used, or says why it is kept."""
    used = {p for index in (v, data) for p, pairs in index.by_predicate.items() if pairs}
    used |= {key(value) for _, value in data.by_predicate[iri("cg:predicate")]}
    for index in (v, data):
        for predicate, pairs in index.by_predicate.items():
            if predicate == iri("rdf:type"):
                for name in {key(value) for _, value in pairs}:
                    used |= {name, *v.above(name)}
            elif index is data or predicate.startswith(CG):
                used |= {key(value) for _, value in pairs if isinstance(value, ox.NamedNode)}
    for term in v.own():
        kinds = v.types(term) & {CLASS, CONCEPT, *PROPERTY_KINDS}
        if kinds and term not in used and not v.values(term, iri("cg:reserved")):
            yield "KG520", term, "no data uses it, and cg:reserved gives no reason to keep it"


def covered(v: Index, shapes: Index) -> Iterator[Problem]:
    """C2-15: shapes speak of terms that exist, and every property has one."""
    classes, properties = set(v.typed(CLASS)), set(v.typed(*PROPERTY_KINDS))
    for predicate in ("sh:targetClass", "sh:class"):
        for shape, value in shapes.by_predicate[iri(predicate)]:
            if key(value) not in classes:
                yield "KG515", shape, f"{predicate} {key(value)} is not a class of the ontology"
    paths = {
        (shape, path)
        for predicate in (iri("sh:path"), *_PATHS, iri("rdf:first"))
        for shape, path in ((s, key(o)) for s, o in shapes.by_predicate[predicate])
        if predicate != iri("rdf:first") or shape in _path_lists(shapes)
    } | {
        (shape, key(value))
        for predicate in ("sh:targetSubjectsOf", "sh:targetObjectsOf")
        for shape, value in shapes.by_predicate[iri(predicate)]
    }
    for shape, path in sorted(paths):
        if not path.startswith((*BUILT_IN, "_:")) and path not in properties:
            yield "KG515", shape, f"its path {path} is not a property of the ontology"
    for shape in shapes.typed(iri("sh:PropertyShape")):
        if not shapes.values(shape, iri("sh:message")):
            yield "KG515", shape, "it has no sh:message"
    reached = {path for _, path in paths}
    for term in v.own():
        kinds = v.types(term)
        if (
            kinds & set(PROPERTY_KINDS)
            and not kinds & {CLAIM_PREDICATE, ANNOTATION_PROPERTY}
            and term not in reached
        ):
            yield "KG515", term, "no shape covers the property"


def _path_lists(shapes: Index) -> set[str]:
    """Blank nodes of lists that are paths (and not lists of values or shapes)."""
    found = set[str]()
    starts = [key(o) for p in (iri("sh:path"), *_PATHS) for _, o in shapes.by_predicate[p]]
    while starts:
        node = starts.pop()
        if node.startswith("_:") and node not in found:
            found.add(node)
            starts += shapes.nodes(node, iri("rdf:rest"))
            starts += shapes.nodes(node, iri("rdf:first"))
    return found


def sources(v: Index, data: Index) -> Iterator[Problem]:
    """C2-16: every statement reaches a source, and every graph says where it is from."""
    types = _Types(v, data)
    needs = (
        ("cg:Claim", "cg:statedIn", "cg:Document"),
        ("cg:Claim", "cg:attribution", "cg:Attribution"),
        ("cg:Attribution", "cg:speaker", "cg:Actor"),
        ("cg:Document", "dcterms:publisher", "cg:Actor"),
        ("cg:Inferred", "cg:byRule", "cg:Rule"),
        ("cg:Inferred", "cg:premise", "cg:Claim"),
        ("cg:Side", "cg:claim", "cg:Claim"),
        ("cg:ClaimRelation", "cg:claim", "cg:Claim"),
        ("cg:ClaimRelation", "cg:ofClaim", "cg:Claim"),
    )
    for node in sorted(s for s, values in data.by_subject.items() if iri("rdf:type") in values):
        for kind, predicate, wanted in needs:
            if iri(kind) in types.of(node):
                ends = data.nodes(node, iri(predicate))
                if not ends or any(iri(wanted) not in types.of(end) for end in ends):
                    what = re.sub("^cg:", "", wanted)
                    yield "KG516", node, f"{predicate} leads to no {what}"
    meta = Index([q for q in data.quads if key(q.graph_name) == META_GRAPH])
    named = {key(q.graph_name) for i in (v, data) for q in i.quads
             if isinstance(q.graph_name, ox.NamedNode)}
    for graph in sorted(named):
        if not meta.nodes(graph, iri("dcterms:license")):
            yield "KG516", graph, "the graph has no licence in the graph meta"
        if not any(meta.values(graph, source) for source in _SOURCES):
            yield "KG516", graph, "the graph has no provenance in the graph meta"
