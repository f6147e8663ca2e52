"""Cells of published tables → the graph ``observations``, as RDF Data Cube."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from pyoxigraph import Literal, Quad

from kg.compile.terms import Graph, Node, cg, concept, day, number, term
from kg.model.observation import ALL, span
from kg.names import GRAPH, ID, full

if TYPE_CHECKING:
    from kg.model.entity import RecordTable
    from kg.model.observation import Observation

#: column of a file of cells → the property of its dimension
DIMENSION = {
    "reason": "cg:releaseLine",
    "criminality": "cg:criminality",
    "agency": "cg:arrestingAgency",
    "disposition": "cg:disposition",
    "technology": "cg:technology",
    "status": "cg:participantStatus",
}
#: what tells apart the figures of every table, beside its own dimensions: one figure for each
#: measure and period in each document
EVERY_DIMENSION = ("prov:wasDerivedFrom", "qb:measureType", "cg:period")
EVERY_ATTRIBUTE = ("cg:periodStart", "cg:periodEnd", "cg:coverage", "cg:sheet", "cg:cell")

_GRAPH = Node(GRAPH + "observations")
_TYPE, _OBSERVATION = term("rdf:type"), term("qb:Observation")
_DATA_SET, _FROM, _MEASURE = term("qb:dataSet"), term("prov:wasDerivedFrom"), term("qb:measureType")
_PERIOD, _START, _END = term("cg:period"), term("cg:periodStart"), term("cg:periodEnd")
_COVERAGE, _SHEET, _CELL = term("cg:coverage"), term("cg:sheet"), term("cg:cell")
_DIMENSION = {name: term(curie) for name, curie in DIMENSION.items()}


def structure(graph: Graph, key: str, record: RecordTable) -> None:
    """Write a table as a data set of the cube, with its structure; its measures as properties."""
    node, whole = Node(ID + key), Node(f"{ID}{key}/structure")
    graph.add(node, "rdf:type", term("qb:DataSet"))
    graph.add(node, "qb:structure", whole)
    graph.add(whole, "rdf:type", term("qb:DataStructureDefinition"))
    components = [
        *(("qb:dimension", curie) for curie in EVERY_DIMENSION),
        *(("qb:dimension", DIMENSION[name]) for name in record.dimensions),
        *(("qb:measure", f"id:{measure}") for measure in record.measures),
        *(("qb:attribute", curie) for curie in EVERY_ATTRIBUTE),
    ]
    for role, curie in components:
        part = Node(f"{ID}{key}/structure/{curie.partition(':')[2]}")
        graph.add(whole, "qb:component", part)
        graph.add(part, "rdf:type", term("qb:ComponentSpecification"))
        graph.add(part, role, term(curie))
    for measure in record.measures:
        for kind in ("rdf:Property", "qb:MeasureProperty"):
            graph.add(Node(ID + measure), "rdf:type", term(kind))


def observations(cells: dict[str, Observation]) -> Iterable[Quad]:
    """The quads of cells by short id."""
    for short_id, one in cells.items():
        node = Node(full(short_id))
        document = short_id.split("/")[1]
        for verb, value in _statements(document, one):
            yield Quad(node, verb, value, _GRAPH)


def _statements(document: str, one: Observation) -> Iterator[tuple[Node, Node | Literal]]:
    measure = Node(ID + one.measure)
    yield _TYPE, _OBSERVATION
    yield _DATA_SET, Node(ID + one.table)
    yield _FROM, Node(ID + document)
    yield _MEASURE, measure
    yield measure, number(one.value)
    yield _PERIOD, Literal(one.period)
    bounds = span(one.period).bounds()
    if bounds.earliest_start and bounds.latest_end:
        yield _START, day(bounds.earliest_start)
        yield _END, day(bounds.latest_end)
    yield _COVERAGE, concept("coverage", one.coverage)
    for name, key in one.categories().items():
        yield _DIMENSION[name], cg(ALL) if key == ALL else Node(ID + key)
    yield _SHEET, Literal(one.sheet)
    yield _CELL, Literal(one.cell)
