"""Every constraint of every shape: valid data conform, and breaking one is reported."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from pyshacl import validate as run
from rdflib import RDF, RDFS, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import SH, SKOS
from rdflib.term import IdentifiedNode, Node

from kg.check.shapes import merged, shapes_graph, validate
from kg.names import BASE, CG, GRAPH, ID
from kg.store.build import vocabulary

VALID = Path(__file__).parent / "ontology" / "valid.ttl"
SHAPE = Namespace(BASE + "shape/")
DEF = Namespace(CG)
NOTHING = URIRef(ID + "nothing")
OTHER = Literal("true", datatype=XSD.boolean)
#: parameters that qualify a constraint or document a shape, and constrain nothing alone
QUIET = {SH.path, SH.message, SH.property, SH.targetClass, SH.targetSubjectsOf, RDF.type,
         RDFS.comment}


def quads() -> list[ox.Quad]:
    """The vocabulary and the valid data."""
    graph = ox.NamedNode(GRAPH + "claims")
    data = ox.parse(path=VALID, format=ox.RdfFormat.TURTLE)
    return [*vocabulary(), *(ox.Quad(q.subject, q.predicate, q.object, graph) for q in data)]


SHAPES = shapes_graph()
DATA = merged(quads())


def named(node: Node) -> bool:
    return isinstance(node, URIRef) and str(node).startswith(str(SHAPE))


def focuses(shape: Node) -> Iterator[IdentifiedNode]:
    """Nodes of the data that the shape targets, sorted."""
    found = set[Node]()
    for kind in SHAPES.objects(shape, SH.targetClass):
        for below in DATA.transitive_subjects(RDFS.subClassOf, kind):
            found |= set(DATA.subjects(RDF.type, below))
    for predicate in SHAPES.objects(shape, SH.targetSubjectsOf):
        found |= set(DATA.subjects(predicate, None))
    yield from (node for node in sorted(found, key=str) if isinstance(node, IdentifiedNode))


def constraints() -> Iterator[tuple[URIRef, URIRef]]:
    """Property shape and parameter, for all that stand in the shapes."""
    for shape in sorted(SHAPES.subjects(RDF.type, SH.PropertyShape), key=str):
        if named(shape) and not str(shape).startswith(str(SHAPE["in-"])):
            for parameter in sorted(set(SHAPES.predicates(shape)) - QUIET, key=str):
                assert isinstance(shape, URIRef)
                assert isinstance(parameter, URIRef)
                yield shape, parameter


def reported(focus: Node, shape: Node, *, nested: bool = False) -> set[str]:
    """Local names of the constraint components that the shape reports of the node.

    Given a focus node, the engine is quicker and skips shapes of other nodes (``nested``).
    """
    parent = next(iter(SHAPES.subjects(SH.property, shape)), None)
    parent = parent or next(iter(SHAPES.subjects(SH.node, shape)), None) or shape
    only = None if nested else [str(focus)]
    _, report, _ = run(DATA, shacl_graph=SHAPES, inplace=True, focus_nodes=only)
    assert isinstance(report, Graph)
    return {
        str(component).removeprefix(str(SH)).removesuffix("ConstraintComponent")
        for result in report.subjects(SH.focusNode, focus)
        if report.value(result, SH.sourceShape) in (shape, parent)
        for component in report.objects(result, SH.sourceConstraintComponent)
    }


class Mutation:
    """Changes the data, and puts them back."""

    def __init__(self, remove: Graph, *add: tuple[Node, Node, Node]) -> None:
        self.remove, self.add = remove, add

    def __enter__(self) -> None:
        for triple in self.remove:
            DATA.remove(triple)
        for triple in self.add:
            DATA.add(triple)

    def __exit__(self, *_: object) -> None:
        for triple in self.add:
            DATA.remove(triple)
        for triple in self.remove:
            DATA.add(triple)


def triples(focus: Node, path: Node) -> Graph:
    found = Graph()
    for value in DATA.objects(focus, path):
        found.add((focus, path, value))
    return found


def broken(shape: URIRef, parameter: URIRef) -> tuple[Node, Mutation]:
    """A node that the shape targets, and a change by which it breaks the constraint."""
    path = SHAPES.value(shape, SH.path)
    parent = next(iter(SHAPES.subjects(SH.property, shape)))
    assert path is not None
    focus = next(node for node in focuses(parent) if (node, path, None) in DATA)
    old = triples(focus, path)
    if parameter == SH.minCount:
        return focus, Mutation(old)
    if parameter == SH.maxCount:
        return focus, Mutation(Graph(), (focus, path, NOTHING), (focus, path, OTHER))
    if parameter == SH.lessThanOrEquals:
        least = Literal("99", datatype=XSD.decimal)
        focus = next(n for n in focuses(parent) if (n, DEF.high, None) in DATA)
        return focus, Mutation(triples(focus, path), (focus, path, least))
    if parameter == SH.lessThan:
        last = Literal("2999-12-31", datatype=XSD.date)
        return focus, Mutation(old, (focus, path, last))
    if parameter == SH.disjoint:
        other = DATA.value(focus, SHAPES.value(shape, parameter))
        assert other is not None
        return focus, Mutation(old, (focus, path, other))
    wrong: dict[URIRef, Node] = {
        SH.datatype: OTHER,
        SH.languageIn: Literal("autre", lang="fr"),
        SH.minLength: Literal("", lang="en"),
        SH.pattern: Literal("(no)"),
        SH.minInclusive: Literal(0),
        SH["class"]: NOTHING,
        SH["or"]: NOTHING,
        SH["in"]: Literal("maybe"),
        SH.nodeKind: Literal("no IRI"),
        # a concept, but of another scheme
        SH.node: DEF["rank-normal"] if path != DEF.rank else DEF["stage-a"],
    }
    return focus, Mutation(old, (focus, path, wrong[parameter]))


def component(parameter: URIRef) -> str:
    name = str(parameter).removeprefix(str(SH))
    return name[0].upper() + name[1:]


def test_valid_data_conform() -> None:
    assert validate(quads()) == []


def test_every_shape_has_a_node_in_the_valid_data() -> None:
    for shape in SHAPES.subjects(RDF.type, SH.NodeShape):
        if any((shape, kind, None) in SHAPES for kind in (SH.targetClass, SH.targetSubjectsOf)):
            assert list(focuses(shape)), shape


def test_every_property_shape_has_a_value_in_the_valid_data() -> None:
    for shape in SHAPES.subjects(RDF.type, SH.PropertyShape):
        for parent in SHAPES.subjects(SH.property, shape):
            path = SHAPES.value(shape, SH.path)
            if (parent, SH.targetClass, None) in SHAPES:
                assert any((node, path, None) in DATA for node in focuses(parent)), shape


def test_every_shape_says_what_is_wrong() -> None:
    for kind in (SH.PropertyShape, SH.NodeShape):
        for shape in SHAPES.subjects(RDF.type, kind):
            silent = str(shape).startswith(str(SHAPE["in-"])) and kind == SH.NodeShape
            languages = [getattr(m, "language", None) for m in SHAPES.objects(shape, SH.message)]
            assert silent or languages == ["en"], shape


@pytest.mark.parametrize(
    ("shape", "parameter"),
    [pytest.param(s, p, id=f"{s.removeprefix(str(SHAPE))}-{component(p)}")
     for s, p in constraints()],
)
def test_a_broken_constraint_is_reported(shape: URIRef, parameter: URIRef) -> None:
    focus, mutation = broken(shape, parameter)
    nested = parameter in (SH.node, SH["or"])
    assert component(parameter) not in reported(focus, shape, nested=nested)
    with mutation:
        assert component(parameter) in reported(focus, shape, nested=nested)


@pytest.mark.parametrize(
    "shape", sorted(set(SHAPES.subjects(SH.targetClass, None)), key=str), ids=str
)
def test_a_blank_node_is_reported(shape: URIRef) -> None:
    kind = SHAPES.value(shape, SH.targetClass)
    assert kind is not None
    blank = BNode()
    DATA.add((blank, RDF.type, kind))
    try:
        _, report, _ = run(DATA, shacl_graph=SHAPES, inplace=True)
        assert isinstance(report, Graph)
        found = report.subjects(SH.sourceConstraintComponent, SH.NodeKindConstraintComponent)
        assert any(
            report.value(r, SH.focusNode) == blank and report.value(r, SH.sourceShape) == shape
            for r in found
        )
    finally:
        DATA.remove((blank, RDF.type, kind))


ONE = URIRef(BASE + "claim/report/one")
TWO = URIRef(BASE + "claim/report/two")
FIGURE = URIRef(BASE + "claim/report/three/q")
ORIGIN = URIRef(BASE + "origin/o1")
WHOLE: dict[str, tuple[URIRef, str, list[URIRef], list[tuple[URIRef, Node]]]] = {
    "claim without a value": (ONE, "Claim-one-value", [DEF.object], []),
    "claim with object and text": (
        ONE, "Claim-one-value", [], [(DEF.objectText, Literal("x", lang="en"))]
    ),
    "claim with quantity and state": (
        TWO, "Claim-one-value", [], [(DEF.objectState, DEF["object-state-none"])]
    ),
    "claim nowhere": (TWO, "Claim-one-place", [DEF.locator], []),
    "claim at two places": (ONE, "Claim-one-place", [], [(DEF.locator, Literal("at 1"))]),
    "claim with a number and no paragraph": (ONE, "Claim-one-place", [DEF.inParagraph], []),
    "quantity without a figure": (FIGURE, "Quantity-some-figure", [DEF.value], []),
    "origin nowhere": (ORIGIN, "Origin-somewhere", [DEF.rootDocument, DEF.occasion], []),
}


@pytest.mark.parametrize("case", WHOLE)
def test_a_node_that_breaks_a_choice_is_reported(case: str) -> None:
    focus, shape, gone, new = WHOLE[case]
    remove = Graph()
    for path in gone:
        remove += triples(focus, path)
    with Mutation(remove, *((focus, p, o) for p, o in new)):
        _, report, _ = run(DATA, shacl_graph=SHAPES, inplace=True)
        assert isinstance(report, Graph)
        shapes = {report.value(r, SH.sourceShape) for r in report.subjects(SH.focusNode, focus)}
        owner = next(iter(SHAPES.subjects(SH.node, SHAPE[shape])))
        assert shapes & {owner, SHAPE[shape]}


def test_some_needs_no_figure() -> None:
    with Mutation(
        triples(FIGURE, DEF.value) + triples(FIGURE, DEF.comparator),
        (FIGURE, DEF.comparator, DEF["comparator-some"]),
    ):
        assert not reported(FIGURE, SHAPE["Quantity-some-figure"], nested=True)


def test_every_scheme_that_shapes_name_is_a_scheme() -> None:
    for shape in SHAPES.subjects(SH.hasValue, None):
        value = SHAPES.value(shape, SH.hasValue)
        assert (value, RDF.type, None) in DATA
    for _, value in SHAPES.subject_objects(SH.node):
        if str(value).startswith(str(SHAPE["in-"])):
            scheme = SHAPES.value(URIRef(f"{value}-scheme"), SH.hasValue)
            assert (scheme, RDF.type, SKOS.ConceptScheme) in DATA


def test_violations_name_node_property_and_message() -> None:
    broken_quads = [q for q in quads() if not (
        q.subject == ox.NamedNode(str(ONE)) and q.predicate.value == CG + "stance")]
    message = "A claim has exactly one stance; values come from the scheme stance."
    assert validate(broken_quads) == [(str(ONE), CG + "stance", message)]
