"""All records → all quads, in one order."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pyoxigraph import Quad

from kg.compile.claim import claim, node, tombstone
from kg.compile.entity import document, entity, table
from kg.compile.observation import observations, structure
from kg.compile.terms import Graph, Node, cg, concept, day, number, text
from kg.model.curation import Conflict, Correction, CuratedLink, RecordTest
from kg.model.entity import RecordTable
from kg.names import ID, OBSERVATION

if TYPE_CHECKING:
    from kg.read import Dataset


def compile_dataset(dataset: Dataset) -> list[Quad]:
    """The quads of the graphs that are read out of seeds, sorted."""
    entities, claims, curation = Graph("entities"), Graph("claims"), Graph("curation")
    cube = Graph("observations")
    for key, one in dataset.entities.items():
        entity(entities, key, one)
        if isinstance(one, RecordTable):
            table(entities, key, one)
            structure(cube, key, one)
    for record in dataset.documents.values():
        document(entities, record)
        for key, made in record.claims.items():
            claim(claims, record, key, made)
    for name, stone in dataset.tombstones.items():
        tombstone(claims, name, stone)
    for key, conflict in dataset.conflicts.items():
        _conflict(curation, key, conflict)
    for key, link in dataset.links.items():
        _link(curation, key, link)
    for key, correction in dataset.corrections.items():
        _correction(curation, key, correction)
    for key, test in dataset.record_tests.items():
        _record_test(curation, key, test)
    quads = {*entities.quads, *claims.quads, *curation.quads, *cube.quads}
    quads.update(observations(dataset.observations))
    return sorted(quads, key=str)


def _conflict(graph: Graph, key: str, record: Conflict) -> None:
    one = Node(ID + key)
    graph.add(one, "rdf:type", cg("Conflict"))
    graph.add(one, "dcterms:identifier", key)
    graph.add(one, "skos:prefLabel", text(record.label))
    graph.add(one, "cg:conflictKind", concept("conflict-kind", record.kind))
    graph.add(one, "cg:compatibility", concept("compatibility", record.compatibility))
    graph.add(one, "cg:reason", text(record.reason))
    for position, side in enumerate(record.sides, 1):
        part = Node(f"{ID}{key}/side/{position}")
        graph.add(one, "cg:side", part)
        graph.add(part, "rdf:type", cg("Side"))
        graph.add(part, "skos:prefLabel", text(side.label))
        graph.add(part, "cg:position", number(position))
        graph.add(part, "cg:claim", *(node(name, "") for name in side.claims))


def _link(graph: Graph, key: str, record: CuratedLink) -> None:
    one = Node(ID + key)
    graph.add(one, "rdf:type", cg("ClaimRelation"))
    graph.add(one, "dcterms:identifier", key)
    graph.add(one, "cg:relation", concept("relation", record.relation))
    graph.add(one, "cg:claim", node(record.claim, ""))
    graph.add(one, "cg:ofClaim", node(record.of, ""))
    graph.add(one, "cg:reason", text(record.reason))


def _correction(graph: Graph, key: str, record: Correction) -> None:
    one = Node(ID + key)
    graph.add(one, "rdf:type", cg("Correction"))
    graph.add(one, "dcterms:identifier", key)
    graph.add(one, "cg:corrects", node(record.claim, ""))
    graph.add(one, "cg:wasWrong", text(record.was))
    graph.add(one, "cg:saysNow", text(record.now))
    graph.add(one, "cg:foundBy", concept("finder", record.found_by))
    graph.add(one, "cg:correctedOn", day(date.fromisoformat(record.on)))


def _record_test(graph: Graph, key: str, record: RecordTest) -> None:
    one = Node(ID + key)
    graph.add(one, "rdf:type", cg("RecordTest"))
    graph.add(one, "dcterms:identifier", key)
    graph.add(one, "cg:tests", node(record.claim, ""))
    graph.add(one, "cg:verdict", concept("verdict", record.verdict))
    graph.add(one, "cg:sameThing", text(record.same_thing))
    graph.add(one, "cg:reason", text(record.reason))
    graph.add(one, "cg:comparedOn", day(date.fromisoformat(record.on)))
    for position, count in enumerate(record.counts, 1):
        part = Node(f"{ID}{key}/count/{position}")
        graph.add(one, "cg:counts", part)
        graph.add(part, "rdf:type", cg("Count"))
        graph.add(part, "skos:prefLabel", text(count.label))
        graph.add(part, "cg:position", number(position))
        graph.add(part, "cg:ofCell", *(Node(OBSERVATION + cell) for cell in count.cells))
