"""The description of the dataset: it can be read, and its counts are true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import rdflib
from rdflib.namespace import DCAT, DCTERMS, RDF, VOID
from rdflib.term import Node

from kg.export import FORMATS
from kg.export.void import describe
from kg.graph import Graph
from kg.names import BASE, GRAPH, GRAPHS

DATASET = rdflib.URIRef(BASE)


@pytest.fixture(scope="module")
def described(graph: Graph) -> rdflib.Graph:
    return rdflib.Graph().parse(data=describe(graph), format="turtle")


@pytest.fixture(scope="module")
def dump(site: Path) -> rdflib.Graph:
    """The export that the counts are about, as another program reads it."""
    return rdflib.Graph().parse(site / "data/custody-graph.ttl", format="turtle")


def count(graph: rdflib.Graph, subject: Node, predicate: rdflib.URIRef) -> int:
    value = graph.value(subject, predicate)
    assert isinstance(value, rdflib.Literal)
    return int(value)


def test_it_says_what_a_reader_must_know(described: rdflib.Graph) -> None:
    for predicate in (DCTERMS.title, DCTERMS.description, DCTERMS.license, DCTERMS.creator,
                      DCTERMS.modified, DCTERMS.identifier, DCAT.landingPage,
                      VOID.exampleResource, VOID.vocabulary, VOID.uriSpace, VOID.dataDump):
        assert list(described.objects(DATASET, predicate)), predicate
    assert not [s for s in described.subjects() if isinstance(s, rdflib.BNode)]


def test_counts_are_true(described: rdflib.Graph, dump: rdflib.Graph) -> None:
    assert count(described, DATASET, VOID.triples) == len(dump) > 5000
    assert count(described, DATASET, VOID.distinctSubjects) == len(set(dump.subjects()))
    assert count(described, DATASET, VOID.distinctObjects) == len(set(dump.objects()))
    assert count(described, DATASET, VOID.properties) == len(set(dump.predicates()))
    assert count(described, DATASET, VOID.classes) == len(set(dump.objects(None, RDF.type)))
    pattern = re.compile(str(described.value(DATASET, VOID.uriRegexPattern)))
    entities = {s for s in dump.subjects() if pattern.search(str(s))}
    assert count(described, DATASET, VOID.entities) == len(entities) > 100


def test_partitions_are_true(described: rdflib.Graph, dump: rdflib.Graph) -> None:
    classes = list(described.objects(DATASET, VOID.classPartition))
    for part in classes:
        members = set(dump.subjects(RDF.type, described.value(part, VOID["class"])))
        assert count(described, part, VOID.entities) == len(members) > 0
    assert len(classes) == len(set(dump.objects(None, RDF.type)))
    properties = list(described.objects(DATASET, VOID.propertyPartition))
    for part in properties:
        named = described.value(part, VOID.property)
        assert isinstance(named, rdflib.URIRef)
        assert count(described, part, VOID.triples) == len(list(dump.subject_objects(named))) > 0
    assert len(properties) == len(set(dump.predicates()))


def test_named_graphs_are_those_of_the_endpoint(described: rdflib.Graph, graph: Graph) -> None:
    named = {GRAPH + name for name in GRAPHS}
    for part in described.objects(DATASET, VOID.subset):
        if str(part).startswith(GRAPH):
            assert str(part) in named
            rows = graph.sparql(f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{part}> {{ ?s ?p ?o }} }}")
            assert count(described, part, VOID.triples) == rows[0]["n"]


def test_link_sets_are_true(described: rdflib.Graph, dump: rdflib.Graph) -> None:
    sets = list(described.subjects(RDF.type, VOID.Linkset))
    assert sets
    for one in sets:
        verb = described.value(one, VOID.linkPredicate)
        target = str(described.value(one, VOID.objectsTarget))
        assert isinstance(verb, rdflib.URIRef)
        found = [o for _, o in dump.subject_objects(verb) if str(o).startswith(target)]
        assert count(described, one, VOID.triples) == len(found) > 0


def test_distributions_are_there(described: rdflib.Graph, site: Path) -> None:
    found = list(described.objects(DATASET, DCAT.distribution))
    assert len(found) == len(FORMATS)
    for one in found:
        address = str(described.value(one, DCAT.downloadURL))
        assert (site / address.removeprefix(BASE)).is_file()
        assert str(described.value(one, DCAT.mediaType)).startswith("https://www.iana.org/")
        assert described.value(one, DCTERMS.license)


def test_examples_exist(described: rdflib.Graph, dump: rdflib.Graph) -> None:
    for one in described.objects(DATASET, VOID.exampleResource):
        assert (one, RDF.type, None) in dump


def test_the_same_graph_has_the_same_description(graph: Graph) -> None:
    assert describe(graph) == describe(graph)
