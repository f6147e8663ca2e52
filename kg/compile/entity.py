"""Entities and documents → the graph ``entities``."""

from __future__ import annotations

from kg.compile.terms import Graph, Node, cg, concept, day, number, term, text
from kg.edtf import Edtf
from kg.model.document import DocumentFile
from kg.model.entity import (
    Actor,
    CodeList,
    Country,
    Entity,
    Event,
    Factor,
    LegalInstrument,
    Measure,
    Outcome,
    RecordCode,
    RecordTable,
    Thing,
    UnnamedSources,
)
from kg.names import ID

#: the other way round of a match that has a direction
INVERSE = {"broad": "narrow", "narrow": "broad"}


def ref(key: str | None) -> Node | None:
    """The node of an entity or a document."""
    return Node(ID + key) if key else None


def entity(graph: Graph, key: str, record: Entity) -> None:
    """Write one entity."""
    node = Node(ID + key)
    graph.add(node, "rdf:type", cg(record.entity_class))
    graph.add(node, "dcterms:identifier", key)
    graph.add(node, "skos:prefLabel", text(record.label))
    graph.add(node, "skos:definition", text(record.definition))
    graph.add(node, "skos:exactMatch", *(Node(url) for url in record.same_as))
    if record.note:
        graph.add(node, "skos:note", text(record.note))
    for i, alias in enumerate(record.aliases, 1):
        one = Node(f"{ID}{key}/alias/{i}")
        graph.add(node, "skos:altLabel", text(alias.name))
        graph.add(one, "rdf:type", cg("Alias"))
        graph.add(one, "cg:aliasOf", node)
        graph.add(one, "skos:prefLabel", text(alias.name))
        graph.add(one, "cg:used", alias.used)
        graph.add(one, "skos:note", text(alias.note) if alias.note else None)
    if isinstance(record, Thing | Actor | LegalInstrument | RecordCode):
        graph.add(node, "dcterms:isPartOf", ref(record.part_of))
    if isinstance(record, RecordCode):
        _code(graph, node, record)
    elif isinstance(record, CodeList):
        graph.add(node, "cg:listVersion", text(record.version))
        graph.add(node, "dcterms:issued", record.date)
        graph.add(node, "dcterms:source", ref(record.document))
    elif isinstance(record, Actor):
        graph.add(node, "cg:speaksFor", ref(record.speaks_for))
    elif isinstance(record, UnnamedSources):
        graph.add(node, "cg:number", number(record.number) if record.number else None)
        graph.add(node, "cg:quotedIn", ref(record.quoted_in))
        graph.add(node, "cg:mayOverlap", *(ref(other) for other in record.may_overlap))
    elif isinstance(record, Country):
        graph.add(node, "cg:countryCode", record.code)
    elif isinstance(record, Factor | Outcome):
        graph.add(node, "skos:broader", ref(record.broader))
    elif isinstance(record, LegalInstrument):
        graph.add(node, "cg:citation", record.citation)
        graph.add(node, "cg:instrumentKind", concept("instrument-kind", record.kind))
        graph.add(node, "cg:issuedBy", ref(record.issued_by))
    elif isinstance(record, Measure):
        graph.add(node, "cg:unit", text(record.unit))
        graph.add(node, "cg:measureType", concept("measure-type", record.measure_type))
        graph.add(node, "cg:measurePopulation", text(record.population))
    elif isinstance(record, Event):
        graph.add(node, "cg:date", record.date)
        graph.bounds(node, Edtf.parse(record.date).bounds())
        graph.add(node, "cg:place", ref(record.place))


def _code(graph: Graph, node: Node, record: RecordCode) -> None:
    graph.add(node, "skos:notation", record.value or record.label)
    scheme = ref(record.in_list)
    graph.add(node, "skos:inScheme", scheme)
    if scheme and not record.broader:
        graph.add(node, "skos:topConceptOf", scheme)
        graph.add(scheme, "skos:hasTopConcept", node)
    graph.add(node, "skos:broader", ref(record.broader))
    for match in record.matches:
        # a question may start at either end
        other = Node(ID + match.of)
        graph.add(node, f"skos:{match.how}Match", other)
        graph.add(other, f"skos:{INVERSE.get(match.how, match.how)}Match", node)
    graph.add(node, "cg:seenSince", record.since)
    graph.add(node, "cg:seenUntil", record.until)


def table(graph: Graph, key: str, record: RecordTable) -> None:
    """Write what a table has beyond other entities."""
    node = Node(ID + key)
    graph.add(node, "cg:denominator", text(record.denominator))
    graph.add(node, "cg:notSeparable", text(record.not_separable))
    for i, one in enumerate(record.breaks, 1):
        part = Node(f"{ID}{key}/break/{i}")
        graph.add(node, "cg:seriesBreak", part)
        graph.add(part, "rdf:type", cg("SeriesBreak"))
        graph.add(part, "cg:at", one.at)
        graph.add(part, "cg:reason", text(one.reason))


def document(graph: Graph, record: DocumentFile) -> None:
    """Write a document, its lineage and the digests of its paragraphs."""
    node = Node(ID + record.key)
    issued = Edtf.parse(record.date).bounds()
    graph.add(node, "rdf:type", cg("Document"))
    graph.add(node, "dcterms:identifier", record.key)
    graph.add(node, "skos:prefLabel", text(record.label))
    graph.add(node, "dcterms:title", text(record.title) if record.title else None)
    graph.add(node, "cg:documentKind", concept("document-kind", record.kind))
    graph.add(node, "dcterms:publisher", ref(record.publisher))
    graph.add(node, "dcterms:issued", record.date)
    if issued.earliest_start and issued.latest_start:
        graph.add(node, "cg:issuedEarliest", day(issued.earliest_start))
        graph.add(node, "cg:issuedLatest", day(issued.latest_start))
    graph.add(node, "dcterms:language", record.language)
    graph.add(node, "cg:address", Node(record.url) if record.url else None)
    graph.add(node, "cg:archiveAddress", Node(record.archive_url) if record.archive_url else None)
    graph.add(node, "dcterms:license", text(record.licence))
    graph.add(node, "dcterms:rights", text(record.reuse))
    graph.add(node, "skos:note", text(record.note) if record.note else None)
    for i, step in enumerate(record.derived_from, 1):
        one = Node(f"{ID}{record.key}/derivation/{i}")
        graph.add(node, "prov:wasDerivedFrom", ref(step.document))
        graph.add(node, "prov:qualifiedDerivation", one)
        graph.add(one, "rdf:type", term("prov:Derivation"))
        graph.add(one, "prov:entity", ref(step.document))
        graph.add(one, "cg:derivationKind", concept("derivation", step.how))
        graph.add(one, "skos:note", text(step.note) if step.note else None)
    if record.consulted:
        consulted = Edtf.parse(record.consulted.on).bounds().earliest_start
        graph.add(node, "cg:consultedOn", day(consulted) if consulted else None)
        graph.add(node, "cg:consultedWhat", text(record.consulted.what))
        graph.add(node, "cg:fileSha256", record.consulted.file)
        for i, digest in enumerate(record.consulted.paragraphs, 1):
            one = paragraph(record.key, i)
            graph.add(one, "rdf:type", cg("Paragraph"))
            graph.add(one, "dcterms:isPartOf", node)
            graph.add(one, "cg:paragraph", number(i))
            graph.add(one, "cg:sha256", digest)


def paragraph(document_key: str, index: int) -> Node:
    """The node of a paragraph."""
    return Node(f"{ID}{document_key}/p{index}")
