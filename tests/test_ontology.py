"""The ontology keeps its rules, and every check finds what it is there to find."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

import owlrl  # type: ignore[import-untyped]
import pyoxigraph as ox
import pytest
from owlrl.Namespaces import ERRNS  # type: ignore[import-untyped]
from rdflib import OWL, RDF, RDFS, Graph, URIRef

from kg import paths
from kg.check.ontology import CODES, check_ontology, shapes_index
from kg.check.ontology_graph import CLAIM_PREDICATE, Index, iri, key
from kg.check.shapes import merged
from kg.model import entity as entities
from kg.model.vocabulary import SCHEMES
from kg.names import CG, GRAPH
from kg.store.build import vocabulary

FOLDER = Path(__file__).parent / "ontology"
VALID = FOLDER / "valid.ttl"
REAL = vocabulary()
INDEX = Index(REAL)

PREFIXES = """
@prefix cg: <https://w3id.org/custody-graph/def/> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix graph: <https://w3id.org/custody-graph/graph/> .
@prefix id: <https://w3id.org/custody-graph/id/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix schema: <https://schema.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
#: a small ontology that is sound, with data and a shape
SOUND = (FOLDER / "sound.trig").read_text(encoding="utf-8")
SHAPE = PREFIXES + (
    'cg:S a sh:PropertyShape ; sh:path cg:size ; sh:message "m"@en .'
    " cg:N sh:targetClass cg:Thing ; sh:property cg:S ."
)


def problems(text: str, shape: str = SHAPE) -> set[tuple[str, str]]:
    """Code and local name of everything wrong with a small ontology."""
    quads = ox.parse(PREFIXES + text, format=ox.RdfFormat.TRIG)
    shapes = Index(list(ox.parse(shape, format=ox.RdfFormat.TURTLE)))
    return {(code, name.removeprefix(CG)) for code, name, _ in check_ontology(quads, shapes)}


def quads(path: Path, graph: str) -> list[ox.Quad]:
    name = ox.NamedNode(GRAPH + graph)
    found = ox.parse(path=path, format=ox.RdfFormat.TURTLE)
    return [ox.Quad(q.subject, q.predicate, q.object, name) for q in found]


def test_the_ontology_keeps_every_rule() -> None:
    assert check_ontology(REAL) == []


def test_the_schemes_are_those_of_the_records() -> None:
    stated: dict[str, set[str]] = {}
    for scheme in INDEX.typed(iri("skos:ConceptScheme")):
        tops = {key(o) for o in INDEX.values(scheme, iri("skos:hasTopConcept"))}
        name = scheme.removeprefix(CG + "scheme-")
        members = {s for s, o in INDEX.by_predicate[iri("skos:inScheme")] if key(o) == scheme}
        assert tops == members
        stated[name] = set()
        for concept in members:
            (notation,) = INDEX.values(concept, iri("skos:notation"))
            assert concept == f"{CG}{name}-{key(notation)}"
            stated[name].add(key(notation))
    computed = {"family", "role", "direction"}
    assert {k: v for k, v in stated.items() if k not in computed} == {
        name: set(values) for name, values in SCHEMES.items()
    }
    assert computed < set(stated)


def test_every_class_of_a_record_is_an_entity() -> None:
    unions = (entities.Thing, entities.RecordCode, entities.CodeList, entities.Actor,
              entities.UnnamedSources, entities.Country,
              entities.Factor, entities.Outcome, entities.Measure, entities.Event)
    for model in unions:
        for name in get_args(model.model_fields["entity_class"].annotation):
            assert CG + "Entity" in INDEX.above(CG + name), name
            if model is entities.Actor or model is entities.UnnamedSources:
                assert CG + "Actor" in INDEX.above(CG + name), name


def test_stances_that_commit_are_marked() -> None:
    supports = {s.removeprefix(CG + "stance-"): key(o)
                for s, o in INDEX.by_predicate[CG + "supports"]}
    assert {s for s, word in supports.items() if word == "yes"} == {
        "asserted", "interested-party", "hedged"
    }
    assert set(supports) == set(SCHEMES["stance"])


def test_only_causes_have_a_sign() -> None:
    for name in INDEX.typed(CLAIM_PREDICATE):
        family = INDEX.nodes(name, CG + "family")
        signed = [key(v) for v in INDEX.values(name, CG + "sign")]
        assert bool(signed) == (family == [CG + "family-causal"]), name
        direction = INDEX.nodes(name, CG + "bearingDirection")
        if signed:
            towards = signed == ["1"]
            assert direction == [CG + f"direction-{'toward' if towards else 'against'}"]


def test_labels_that_readers_know() -> None:
    wanted = {"stance-interested-party": "stated by an interested party",
              "stance-no-evidence": "no evidence that"}
    for name, label in wanted.items():
        assert [key(v) for v in INDEX.values(CG + name, iri("skos:prefLabel"))] == [label]
    words = {name: key(INDEX.values(f"{CG}modality-{name}", CG + "shortWording")[0])
             for name in SCHEMES["modality"]}
    assert words == {"may": "may", "sometimes": "in some cases", "does": "does", "must": "must",
                     "not-applicable": ""}


def test_the_files_hold_no_blank_node_and_no_boolean() -> None:
    for quad in REAL:
        assert not isinstance(quad.subject, ox.BlankNode)
        assert not isinstance(quad.object, ox.BlankNode)
        if isinstance(quad.object, ox.Literal):
            assert quad.object.datatype.value != iri("xsd:boolean")


def closure(*more: str) -> tuple[Graph, list[str]]:
    """The OWL 2 RL closure of ontology and valid data, and the contradictions in it."""
    graph = merged([*REAL, *quads(VALID, "claims")])
    graph.parse(data=PREFIXES + "".join(more), format="turtle")
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph, [str(o) for _, p, o in graph if str(p).startswith(str(ERRNS))]


def test_owl_rl_closure_has_no_contradiction() -> None:
    graph, errors = closure()
    assert errors == []
    assert not list(graph.subjects(RDF.type, OWL.Nothing))
    assert (URIRef(CG + "Country"), RDFS.subClassOf, URIRef(CG + "Referable")) in graph


def test_owl_rl_closure_shows_a_contradiction() -> None:
    _, errors = closure("id:illness a cg:Claim .")
    assert errors


def test_the_small_ontology_is_sound() -> None:
    assert problems(SOUND) == set()


#: code and term → the change that must be found: text to replace, its replacement
BROKEN: dict[tuple[str, str], list[tuple[str, str]]] = {
    ("KG501", ""): [
        ("cg: a owl:Ontology ;", "cg:"),
        ("### more", "<https://example.org/other#> a owl:Ontology ."),
    ],
    ("KG502", ""): [
        ('dcterms:title "T"@en ;', ""),
        ('dcterms:description "D"@en ;', ""),
        ("dcterms:license <https://example.org/licence> ;\n", ""),
        ("dcterms:license <https://example.org/licence> ;\n", 'dcterms:license "CC BY" ;\n'),
        ('dcterms:creator "C"@en ;', ""),
        ('dcterms:publisher "P"@en ;', ""),
        ('dcterms:created "2026-11-24"^^xsd:date ;', ""),
        ('dcterms:issued "2026-11-24"^^xsd:date ;', ""),
        ("owl:versionIRI cg:1 ;", ""),
        ("owl:versionIRI cg:1 ;", "owl:versionIRI cg: ;"),
        ('owl:versionInfo "1" ;', ""),
        ('vann:preferredNamespacePrefix "cg" ;', ""),
        ("/custody-graph/def/\" .", "/elsewhere/\" ."),
    ],
    ("KG503", "Thing"): [
        ('rdfs:label "Thing"@en', 'rdfs:label "Thing"'),
        ('rdfs:label "Thing"@en', 'rdfs:label "Thing"@en, "Object"@en'),
        ('rdfs:label "Thing"@en', 'rdfs:label "Thing "@en'),
        ('rdfs:label "Thing"@en', 'rdfs:label "Big  thing"@en'),
        ('rdfs:label "Thing"@en', 'rdfs:label "other"@en'),
        ('skos:definition "It is."@en ;', ""),
        ('skos:definition "It is."@en', 'skos:definition "It is."@en, "It was."@en'),
        ('skos:definition "It is."@en', 'skos:definition "It is another."@en'),
        ('skos:scopeNote "Not Other."@en ;', ""),
        ('skos:example "A stone."@en ;', ""),
        ("rdfs:isDefinedBy cg: ; # Thing", ""),
    ],
    ("KG504", "Missing"): [
        ("rdfs:subClassOf cg:Base", "rdfs:subClassOf cg:Missing"),
        ("rdfs:domain cg:Thing ;\n", "rdfs:domain cg:Missing ;\n"),
        ("rdfs:range xsd:integer", "rdfs:range cg:Missing"),
        ("id:stone a cg:Thing", "id:stone a cg:Thing, cg:Missing"),
    ],
    ("KG504", "missing"): [("cg:size 3", 'cg:size 3 ; cg:missing "x"')],
    ("KG504", "http://www.w3.org/2004/02/skos/core#label"): [
        ("### more", "skos:label a owl:AnnotationProperty ."),
    ],
    ("KG504", "https://example.org/mine"): [
        ("### more", "<https://example.org/mine> a owl:Class ."),
    ],
    ("KG505", "Base"): [
        ("### more", "cg:Base rdfs:subClassOf cg:Thing ."),
        ("### more", "cg:Base owl:equivalentClass [ owl:intersectionOf ( cg:Base cg:Other ) ] ."),
    ],
    ("KG505", "near"): [
        ("### more", "cg:near owl:inverseOf cg:near ."),
        ("### more", "cg:near a owl:SymmetricProperty ; owl:inverseOf cg:size ."),
        ("### more", "cg:near owl:propertyChainAxiom ( cg:size ) ."),
        ("### more", "cg:near rdfs:subPropertyOf cg:near ."),
    ],
    ("KG506", "size"): [
        ("rdfs:domain cg:Thing ;\n", "rdfs:domain cg:Thing, cg:Base ;\n"),
        ("rdfs:range xsd:integer", "rdfs:range xsd:integer, xsd:decimal"),
    ],
    ("KG507", "Thing"): [
        ("### more", "cg:Thing owl:deprecated true ."),
        ("### more", "cg:Thing owl:deprecated true ; dcterms:isReplacedBy cg:Base ."),
        ("### more", 'cg:Thing owl:deprecated "yes" .'),
    ],
    ("KG508", "http://www.w3.org/2002/07/owl#Class"): [
        ("### more", 'owl:Class rdfs:comment "mine" .'),
    ],
    ("KG508", "http://www.w3.org/2002/07/owl#Klass"): [("### more", "cg:Thing a owl:Klass .")],
    ("KG508", "Thing"): [
        ("### more", 'cg:Thing rdfs:subClassOf "Base" .'),
        ("### more", "cg:Thing rdfs:subClassOf [ a owl:Class ] ."),
        ("### more", "cg:Thing a owl:ObjectProperty ."),
        ("rdfs:subClassOf cg:Base", "rdfs:subClassOf cg:Base, cg:Other"),
    ],
    ("KG508", "size"): [
        ("### more", "cg:size rdfs:range cg:Thing ."),
        ("### more", "cg:size rdfs:subPropertyOf cg:near ."),
    ],
    ("KG508", "near"): [("### more", "cg:near rdfs:range xsd:date .")],
    ("KG508", "https://w3id.org/custody-graph/id/stone"): [
        ("id:stone a cg:Thing", "id:stone a cg:Thing, cg:Other"),
    ],
    ("KG509", "thing-two"): [("### more", "cg:thing-two a owl:Class .")],
    ("KG509", "Near"): [("### more", "cg:Near a owl:ObjectProperty .")],
    ("KG509", "Blue"): [("### more", "cg:Blue a skos:Concept .")],
    ("KG514", "https://w3id.org/custody-graph/id/stone"): [
        ("id:stone a cg:Thing", "id:stone a cg:Other"),
        ("cg:size 3", 'cg:size "3"'),
        ("cg:size 3", "cg:size id:tree"),
        ("cg:near id:tree", 'cg:near "tree"'),
        ("cg:near id:tree", "cg:near id:gone"),
        ("### data", "id:stone cg:predicate cg:rests ; cg:subject id:tree ; cg:object id:tree ."),
        ("### data", "id:stone cg:predicate cg:rests ; cg:subject id:stone ; cg:object id:stone ."),
    ],
    ("KG516", "https://w3id.org/custody-graph/graph/claims"): [
        ("graph:claims dcterms:license <https://example.org/licence> ;", "graph:claims"),
        ('dcterms:creator "Us"@en . # claims', "."),
    ],
    ("KG520", "Spare"): [("### more", "cg:Spare a owl:Class .")],
    ("KG520", "spare"): [
        ("### more", "cg:spare a owl:DatatypeProperty ."),
        ("### more", "cg:spare a owl:ObjectProperty, cg:ClaimPredicate ."),
    ],
    ("KG520", "hue-blue"): [("### more", "cg:hue-blue a skos:Concept .")],
}
CASES = [(*wanted, old, new) for wanted, changes in BROKEN.items() for old, new in changes]


@pytest.mark.parametrize(("code", "term", "old", "new"), CASES)
def test_a_broken_ontology_is_found_out(code: str, term: str, old: str, new: str) -> None:
    assert SOUND.count(old) == 1
    other = term == "" and old == "### more"
    assert (code, "https://example.org/other#" if other else term) in problems(
        SOUND.replace(old, new)
    )


def test_a_term_in_reserve_needs_no_data() -> None:
    spare = 'cg:Spare a owl:Class ; cg:reserved "Kept."@en .'
    assert ("KG520", "Spare") not in problems(SOUND.replace("### more", spare))


@pytest.mark.parametrize(
    ("term", "old", "new"),
    [
        ("N", "sh:targetClass cg:Thing", "sh:targetClass cg:Missing"),
        ("S", "sh:path cg:size", "sh:path cg:missing"),
        ("S", 'sh:message "m"@en', 'sh:name "m"@en'),
        ("S", 'sh:message "m"@en', 'sh:message "m"@en ; sh:class cg:Missing'),
        ("size", "sh:path cg:size", "sh:path cg:near"),
    ],
)
def test_a_shape_without_its_term_is_found_out(term: str, old: str, new: str) -> None:
    assert SHAPE.count(old) == 1
    assert ("KG515", term) in problems(SOUND, SHAPE.replace(old, new))


def test_paths_of_several_steps_are_followed() -> None:
    both = SHAPE.replace("sh:path cg:size", "sh:path ( cg:size [ sh:inversePath cg:missing ] )")
    assert ("KG515", "size") not in problems(SOUND, both)
    assert any(code == "KG515" for code, _ in problems(SOUND, both))


#: what each kind of node needs in order to reach a source; the valid data have all of them
SOURCES = (
    ("claim/report/one", "cg:statedIn"),
    ("claim/report/one", "cg:attribution"),
    ("claim/report/one/attribution/1", "cg:speaker"),
    ("id/report", "dcterms:publisher"),
    ("link/l1", "cg:byRule"),
    ("origin/o1", "cg:premise"),
    ("id/conflict/side/1", "cg:claim"),
    ("id/refinement", "cg:ofClaim"),
)


@pytest.mark.parametrize(("node", "predicate"), SOURCES)
def test_a_statement_without_a_source_is_found_out(node: str, predicate: str) -> None:
    name = CG.replace("def/", node)
    data = quads(VALID, "claims")
    less = [
        q for q in data if not (key(q.subject) == name and q.predicate.value == iri(predicate))
    ]
    assert len(less) < len(data)
    assert "KG516" not in {c for c, at, _ in check_ontology([*REAL, *data]) if at == name}
    assert "KG516" in {c for c, at, _ in check_ontology([*REAL, *less]) if at == name}


def test_the_valid_data_fit_the_ontology() -> None:
    found = check_ontology([*REAL, *quads(VALID, "claims")])
    assert {code for code, *_ in found} <= {"KG516", "KG520"}
    assert {at for code, at, _ in found if code == "KG516"} <= {
        GRAPH + "claims", GRAPH + "vocabulary"
    }


def test_every_code_is_documented_and_proven() -> None:
    assert {code for code, _ in BROKEN} | {"KG515"} == set(CODES)
    for title, why, remedy in CODES.values():
        assert title[-1] != "."
        assert why[-1] == remedy[-1] == "."


def test_the_shapes_are_not_part_of_the_store() -> None:
    assert "shapes.ttl" not in paths.VOCABULARY
    assert shapes_index().quads
