"""Everything that pages show, read from the graph once: statements by subject and by object."""

from __future__ import annotations

from collections import Counter, defaultdict
from functools import cached_property

import pyoxigraph as ox

from kg.ask.evidence import Evidence, evidence
from kg.check.ontology_graph import LABEL, PREF_LABEL, TYPE, Index, Term, iri, key
from kg.graph import Graph
from kg.names import CG, CLAIM, GRAPH, ID, full, short

#: properties of a claim that say where it stands, not what it is about
_PLACING = {CG + name for name in ("statedIn", "inParagraph", "seenIn", "verifiedAgainst")}
#: what terms of other vocabularies are called here; they are not part of the graph
_FOREIGN = {
    "dcterms:issued": "date", "dcterms:language": "language", "dcterms:license": "licence",
    "dcterms:publisher": "publisher", "dcterms:rights": "reuse", "dcterms:title": "title",
    "dcterms:isPartOf": "part of", "dcterms:created": "created", "dcterms:creator": "creator",
    "dcterms:description": "description", "dcterms:modified": "modified",
    "owl:versionIRI": "version address", "owl:versionInfo": "version",
    "rdf:type": "class", "rdfs:isDefinedBy": "defined by", "skos:altLabel": "other name",
    "skos:broader": "broader", "skos:exactMatch": "same as", "skos:inScheme": "list",
    "dcterms:identifier": "key", "skos:prefLabel": "label", "skos:definition": "definition",
    "skos:note": "note", "prov:entity": "derived from", "prov:wasDerivedFrom": "derived from",
}
#: parts of a claim whose own references count as the claim's
_PARTS = tuple(CG + name for name in ("attribution", "quantity", "threshold"))


class Facts:
    """One graph, indexed for pages."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        every = graph.quads()
        #: property → how many statements with it each named graph has
        self.statements: dict[str, Counter[str]] = defaultdict(Counter)
        for quad in every:
            self.statements[quad.predicate.value][key(quad.graph_name).removeprefix(GRAPH)] += 1
        # cells have no pages: they stand as rows on the page of their table
        cells = GRAPH + "observations"
        self.quads = [quad for quad in every if key(quad.graph_name) != cells]
        self.cells = Index([quad for quad in every if key(quad.graph_name) == cells])
        self.all = Index(self.quads)
        #: object → property and subject of each statement that leads to it
        self.by_object: dict[str, list[tuple[str, str]]] = {}
        for quad in self.quads:
            if isinstance(quad.object, ox.NamedNode):
                pair = (quad.predicate.value, key(quad.subject))
                self.by_object.setdefault(quad.object.value, []).append(pair)

    def named(self, name: str) -> Index:
        """The statements of one named graph."""
        wanted = GRAPH + name
        return Index([quad for quad in self.quads if key(quad.graph_name) == wanted])

    @cached_property
    def vocabulary(self) -> Index:
        """The ontology."""
        return self.named("vocabulary")

    @cached_property
    def twins(self) -> frozenset[str]:
        """Names of properties that differ from a class's name by case only."""
        names = {term.removeprefix(CG) for term in self.vocabulary.by_subject
                 if term.startswith(CG)}
        classes = {name.lower() for name in names if name[:1].isupper()}
        return frozenset(name for name in names if name[:1].islower() and name.lower() in classes)

    @cached_property
    def claims(self) -> dict[str, Evidence]:
        """All claims by id, those withdrawn left out."""
        return evidence(self.graph.engine, map(short, self.all.typed(CG + "Claim")))

    @cached_property
    def about(self) -> dict[str, dict[str, list[str]]]:
        """Thing → the way in which claims name it (a property) → ids of the claims."""
        found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        for name, claim in self.claims.items():
            for way, thing in self._named_by(name):
                if name not in found[thing][way]:
                    found[thing][way].append(name)
            document = full(claim.document)
            found[document][CG + "statedIn"].append(name)
        return found

    def _named_by(self, claim: str) -> list[tuple[str, str]]:
        found = []
        subject = CLAIM + claim
        for way, values in self.said(subject):
            for value in map(key, values):
                if way in _PARTS:
                    found += [(w, key(v)) for w, vs in self.said(value) for v in vs
                              if key(v).startswith(ID)]
                elif way not in _PLACING and value.startswith((ID, CLAIM)):
                    found.append((way, value))
        return found

    def label(self, thing: str) -> str:
        """The label of an IRI, or its short id."""
        for predicate in (PREF_LABEL, LABEL, iri("dcterms:title")):
            for value in self.all.values(thing, predicate):
                return key(value)
        return self._foreign.get(thing) or short(thing)

    @cached_property
    def _foreign(self) -> dict[str, str]:
        return {iri(curie): text for curie, text in _FOREIGN.items()}

    def said(self, thing: str) -> list[tuple[str, list[Term]]]:
        """Property and values of everything stated of a thing, sorted by property."""
        found = self.all.by_subject.get(thing, {})
        return sorted((predicate, list(values)) for predicate, values in found.items() if values)

    def text(self, thing: str, curie: str) -> str:
        """The one value of a property as text, or nothing."""
        return next((key(value) for value in self.all.values(thing, iri(curie))), "")

    def nodes(self, thing: str, curie: str) -> list[str]:
        """The IRIs that a property leads to, sorted by label."""
        return sorted(self.all.nodes(thing, iri(curie)), key=self.label)

    def subjects(self, thing: str, curie: str) -> list[str]:
        """What leads to a thing by a property, sorted by label."""
        predicate = iri(curie)
        pairs = self.by_object.get(thing, ())
        found = {subject for verb, subject in pairs if verb == predicate}
        return sorted(found, key=self.label)

    def kind(self, thing: str) -> str:
        """The class of a record as an IRI, or nothing."""
        return min(self.all.nodes(thing, TYPE), default="")

    def of_class(self, name: str) -> list[str]:
        """Everything whose class is the one named or one below it, sorted by label."""
        wanted = CG + name
        kinds = {wanted} | {c for c in self.vocabulary.typed(iri("owl:Class"))
                            if wanted in self.vocabulary.above(c)}
        return sorted(self.all.typed(*kinds), key=lambda one: (self.label(one).lower(), one))

    @cached_property
    def records(self) -> dict[str, str]:
        """IRI → class of all entities, documents, conflicts and links between claims."""
        return {
            s: self.kind(s) for s in sorted(self.all.by_subject)
            if s.startswith(ID) and "/" not in s.removeprefix(ID) and self.kind(s)
        }

    @cached_property
    def links(self) -> dict[tuple[str, str, str], list[str]]:
        """Subject, predicate and object → the derived links between them."""
        found: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        for link in self.all.typed(CG + "Link"):
            ends = (self.all.nodes(link, CG + name) for name in ("subject", "predicate", "object"))
            s, p, o = (end[0] if end else "" for end in ends)
            found[s, p, o].append(link)
        return found

    @cached_property
    def current_to(self) -> str:
        """The latest day on which a document was consulted or a claim verified or withdrawn."""
        days = [key(value) for name in ("consultedOn", "verifiedOn", "withdrawnOn")
                for _, value in self.all.by_predicate[CG + name]]
        return max(days, default="")
