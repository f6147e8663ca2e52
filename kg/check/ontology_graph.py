"""An index over quads, for the ontology checks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.names import CG, GRAPH, PREFIXES

#: code, IRI of the term or node, and what is wrong with it
Problem = tuple[str, str, str]

ONTOLOGY = CG
VOCABULARY_GRAPH = GRAPH + "vocabulary"
META_GRAPH = GRAPH + "meta"
BUILT_IN = tuple(PREFIXES[name] for name in ("rdf", "rdfs", "owl", "xsd"))


def iri(curie: str) -> str:
    """The IRI of a prefixed name, such as ``skos:prefLabel``."""
    prefix, _, name = curie.partition(":")
    return PREFIXES[prefix] + name


TYPE, LABEL, PREF_LABEL = iri("rdf:type"), iri("rdfs:label"), iri("skos:prefLabel")
SUBCLASS, SUBPROPERTY = iri("rdfs:subClassOf"), iri("rdfs:subPropertyOf")
DOMAIN, RANGE = iri("rdfs:domain"), iri("rdfs:range")
CLASS, DISJOINT = iri("owl:Class"), iri("owl:disjointWith")
OBJECT_PROPERTY, DATATYPE_PROPERTY = iri("owl:ObjectProperty"), iri("owl:DatatypeProperty")
ANNOTATION_PROPERTY, PROPERTY = iri("owl:AnnotationProperty"), iri("rdf:Property")
CONCEPT, SCHEME = iri("skos:Concept"), iri("skos:ConceptScheme")
CLAIM_PREDICATE = iri("cg:ClaimPredicate")
PROPERTY_KINDS = (OBJECT_PROPERTY, DATATYPE_PROPERTY, ANNOTATION_PROPERTY, PROPERTY)

Term = ox.NamedNode | ox.BlankNode | ox.Literal


def key(term: object) -> str:
    """The IRI of a named node, ``_:…`` of a blank one, the text of a literal."""
    if isinstance(term, ox.BlankNode):
        return "_:" + term.value
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else str(term)


@dataclass(slots=True)
class Index:
    """Quads by subject and predicate, and by predicate."""

    quads: list[ox.Quad]
    by_subject: dict[str, dict[str, list[Term]]] = field(init=False)
    by_predicate: dict[str, list[tuple[str, Term]]] = field(init=False)

    def __post_init__(self) -> None:
        self.by_subject = defaultdict(lambda: defaultdict(list))
        self.by_predicate = defaultdict(list)
        for quad in self.quads:
            subject, predicate, value = key(quad.subject), quad.predicate.value, quad.object
            if isinstance(value, ox.NamedNode | ox.BlankNode | ox.Literal):
                self.by_subject[subject][predicate].append(value)
                self.by_predicate[predicate].append((subject, value))

    def values(self, subject: str, predicate: str) -> list[Term]:
        """The objects of a subject and a predicate."""
        return list(self.by_subject[subject][predicate]) if subject in self.by_subject else []

    def nodes(self, subject: str, predicate: str) -> list[str]:
        """The objects of a subject and a predicate that are not literals."""
        return [key(v) for v in self.values(subject, predicate) if not isinstance(v, ox.Literal)]

    def types(self, subject: str) -> set[str]:
        """The types that are stated of a subject."""
        return set(self.nodes(subject, TYPE))

    def typed(self, *kinds: str) -> Iterator[str]:
        """Subjects with one of the types, sorted, each once."""
        found = {s for s, o in self.by_predicate[TYPE] if key(o) in kinds}
        yield from sorted(found)

    def own(self) -> list[str]:
        """The terms of our namespace that have a type, without the ontology itself."""
        return sorted(
            s for s in self.by_subject
            if s.startswith(CG) and s != ONTOLOGY and TYPE in self.by_subject[s]
        )

    def above(self, term: str, predicate: str = SUBCLASS) -> set[str]:
        """Everything above a term, without the term itself unless it stands in a circle."""
        seen = set[str]()
        queue = self.nodes(term, predicate)
        while queue:
            name = queue.pop()
            if name not in seen:
                seen.add(name)
                queue += self.nodes(name, predicate)
        return seen


def split(quads: Iterable[ox.Quad]) -> tuple[Index, Index]:
    """The index of the graph ``vocabulary``, and that of everything else.

    Quads of the default graph count as vocabulary: files parsed alone have no graph name.
    """
    vocabulary, data = [], []
    for quad in quads:
        name = quad.graph_name
        if isinstance(name, ox.DefaultGraph) or key(name) == VOCABULARY_GRAPH:
            vocabulary.append(quad)
        else:
            data.append(quad)
    return Index(vocabulary), Index(data)
