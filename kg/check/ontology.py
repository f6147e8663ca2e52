"""Checks of the ontology: what OOPS!, FOOPS! and ROBOT check and needs no judgement.

The last two figures of a code are the row of the list of checks it belongs to, from 1 to 16.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from kg import paths
from kg.check import ontology_data, ontology_logic, ontology_terms
from kg.check.ontology_graph import Index, Problem, split

__all__ = ["CODES", "Problem", "check_ontology", "shapes_index"]

#: code → what it is called, why it matters, and how to mend it
CODES: dict[str, tuple[str, str, str]] = {
    "KG501": (
        "The ontology is not declared once under its namespace",
        "Whoever follows a term's address must reach the one ontology it belongs to.",
        "Declare owl:Ontology once, with the namespace of its terms as its IRI.",
    ),
    "KG502": (
        "The ontology lacks something a reader must know of it",
        "Without licence, version and author nobody can cite or reuse it.",
        "Add the property that is named to the owl:Ontology.",
    ),
    "KG503": (
        "A term without its own label, definition, border test or example",
        "Two terms that read alike are used for one another.",
        "Give it one of each in English, and mend the one that two terms share.",
    ),
    "KG504": (
        "A term that is used and not declared, or that its vocabulary does not have",
        "A misspelt term looks like a term and is found by no query.",
        "Correct the name, or declare the term in the ontology.",
    ),
    "KG505": (
        "A circle among terms",
        "What stands above itself, or is defined by itself, says nothing.",
        "Take the axiom out that closes the circle.",
    ),
    "KG506": (
        "A property with several domains or ranges",
        "They mean that every subject is of all these classes at once.",
        "Name one class that lies above them.",
    ),
    "KG507": (
        "A deprecated term that is used, or has no successor",
        "Readers of old data must be led to the term that took its place.",
        "Name the successor in dcterms:isReplacedBy, and use it.",
    ),
    "KG508": (
        "A use of terms that RDF or OWL does not allow, or that contradicts itself",
        "Reasoners refuse such an ontology, or conclude that nothing exists.",
        "Follow OWL 2, and keep to classes that do not exclude each other.",
    ),
    "KG509": (
        "A name in another style",
        "Classes and properties are told apart by their names.",
        "Write Classes, properties and scheme-values in their styles.",
    ),
    "KG514": (
        "Data that do not fit a term's domain or range",
        "Either the record or the term says something that is not meant.",
        "Use another property, or mend the record or the definition.",
    ),
    "KG515": (
        "A shape without its term, or a property without a shape",
        "Consumers of the data rely on what the shapes promise.",
        "Correct the shape, or add one to ontology/shapes.ttl.",
    ),
    "KG516": (
        "A statement that reaches no source",
        "Nothing is shown without the claims it rests on, nor a graph without its licence.",
        "Add the source, or describe the graph in the graph meta.",
    ),
    "KG520": (
        "A term that nothing uses",
        "A vocabulary is read whole; what is not used misleads.",
        "Take the term out, or say in cg:reserved why it is kept.",
    ),
}


def shapes_index() -> Index:
    """The shapes of ``ontology/shapes.ttl``."""
    path = Path(paths.ONTOLOGY, "shapes.ttl")
    return Index(list(ox.parse(path=path, format=ox.RdfFormat.TURTLE)))


def check_ontology(quads: Iterable[ox.Quad], shapes: Index | None = None) -> list[Problem]:
    """Everything wrong with the vocabulary among the quads, and with the data that use it.

    ``shapes`` are those of the project unless others are given. Sorted, each problem once.
    Without data (all quads vocabulary) only the vocabulary and the shapes are checked.
    """
    v, data = split(quads)
    found = {
        *ontology_terms.declared_once(v),
        *ontology_terms.metadata(v),
        *ontology_terms.labels(v),
        *ontology_terms.declarations(v, data),
        *ontology_terms.deprecations(v, data),
        *ontology_terms.names(v),
        *ontology_logic.circles(v),
        *ontology_logic.one_domain(v),
        *ontology_logic.built_in(v),
        *ontology_logic.profile(v),
        *ontology_logic.disjointness(v, data),
        *ontology_data.covered(v, shapes or shapes_index()),
    }
    if data.quads:
        found |= {
            *ontology_data.fit(v, data),
            *ontology_data.unused(v, data),
            *ontology_data.sources(v, data),
        }
    return sorted(found)
