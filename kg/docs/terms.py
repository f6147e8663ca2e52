"""The terms of the ontology, as the pages and the schema need them."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from kg import paths
from kg.check.ontology_graph import Index, iri, key
from kg.names import CG, short


@dataclass(frozen=True, slots=True)
class Term:
    """A term: what it is called, what it means, and what it is not."""

    name: str
    types: frozenset[str]
    label: str
    definition: str
    border: str
    example: str
    #: property (as a short name) → values, for what only some kinds of term have
    more: dict[str, tuple[str, ...]]


_MORE = (
    "rdfs:subClassOf", "rdfs:domain", "rdfs:range", "cg:family", "cg:sign", "cg:bearingDirection",
    "cg:supports", "skos:inScheme", "skos:notation", "cg:reserved",
)


def terms() -> list[Term]:
    """Every term of ``vocabulary.ttl`` and ``schemes.ttl``, in the order of the files."""
    quads = [
        quad
        for name in ("vocabulary.ttl", "schemes.ttl")
        for quad in ox.parse(path=Path(paths.ONTOLOGY, name), format=ox.RdfFormat.TURTLE)
    ]
    index = Index(quads)
    order = dict.fromkeys(
        key(quad.subject) for quad in quads if quad.predicate.value == iri("rdf:type")
    )
    return [_term(index, name) for name in order if name.startswith(CG) and name != CG]


def predicates() -> list[Term]:
    """Those that a claim may use."""
    return [term for term in terms() if "cg:ClaimPredicate" in term.types]


def _term(index: Index, subject: str) -> Term:
    def texts(curie: str) -> tuple[str, ...]:
        return tuple(_short(key(value)) for value in index.values(subject, iri(curie)))

    def text(*curies: str) -> str:
        return next((value for curie in curies for value in texts(curie)), "")

    return Term(
        name=subject.removeprefix(CG),
        types=frozenset(_short(name) for name in index.types(subject)),
        label=text("rdfs:label", "skos:prefLabel"),
        definition=text("skos:definition"),
        border=text("skos:scopeNote"),
        example=text("skos:example"),
        more={curie: texts(curie) for curie in _MORE if texts(curie)},
    )


def _short(value: str) -> str:
    for prefix in ("rdfs:", "owl:", "xsd:", "skos:", "prov:", "dcterms:"):
        if value.startswith(iri(prefix)):
            return prefix + value.removeprefix(iri(prefix))
    return short(value)
