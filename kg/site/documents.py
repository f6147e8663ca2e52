"""Pages of documents: what was consulted, where the text comes from, and each claim in full."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import NamedTuple

from kg.ask.evidence import Evidence
from kg.ask.related import citation
from kg.check.ontology_graph import TYPE, iri
from kg.engine.value import IRI
from kg.names import CG, CLAIM, ID
from kg.site.facts import Facts
from kg.site.frame import Site
from kg.site.statements import Pieces, Row, own, rows, sentence
from kg.site.things import sections

_OWN = {TYPE, *map(iri, (
    "dcterms:identifier", "skos:prefLabel", "skos:note", "prov:wasDerivedFrom",
    "prov:qualifiedDerivation", "cg:consultedOn", "cg:consultedWhat", "cg:issuedEarliest",
    "cg:issuedLatest",
))}


class Block(NamedTuple):
    """A claim in full."""

    claim: Evidence
    anchor: str
    sentence: Pieces
    rows: list[Row]


class Paragraph(NamedTuple):
    """A paragraph that was consulted: its number, digest and the claims that stand on it."""

    number: int
    digest: str
    claims: list[str]


def write(site: Site) -> None:
    """Write the page of every document; raises KgError where a citation cannot be read."""
    facts = site.facts
    gone: dict[str, list[tuple[str, str, str, list[str]]]] = defaultdict(list)
    for stone in facts.all.typed(CG + "Tombstone"):
        name = stone.removeprefix(CLAIM)
        document, _, key = name.partition("/")
        gone[document].append(
            (key, facts.text(stone, "cg:reason"), facts.text(stone, "cg:withdrawnOn"),
             facts.nodes(stone, "dcterms:isReplacedBy"))
        )
    for thing, kind in facts.records.items():
        page = site.place(thing)
        if kind == CG + "Document" and page:
            name = thing.removeprefix(ID)
            _document(site, thing, page, sorted(gone.pop(name, [])))


def _document(
    site: Site, thing: str, page: str, gone: list[tuple[str, str, str, list[str]]]
) -> None:
    facts = site.facts
    names = sorted(facts.about.get(thing, {}).get(CG + "statedIn", []), key=_position(facts))
    label = facts.label(thing)
    site.add(
        page, "document.html", label, iri=thing, rows=own(facts, thing, _OWN),
        note=facts.text(thing, "skos:note"), tombstones=gone,
        cite=citation(facts.graph.engine, thing.removeprefix(ID)),
        consulted=facts.text(thing, "cg:consultedOn"),
        what=facts.text(thing, "cg:consultedWhat"),
        paragraphs=_paragraphs(facts, thing), lineage=_lineage(facts, thing),
        copies=[(s, _how(facts, s, thing)) for s in facts.subjects(thing, "prov:wasDerivedFrom")],
        sections=sections(site, thing),
        claims=[Block(c, c.id.rpartition("/")[2], sentence(facts, c), rows(facts, c))
                for c in map(facts.claims.__getitem__, names)],
    )
    site.found("Document", label, facts.text(thing, "dcterms:title"), page)
    for name in names:
        claim = facts.claims[name]
        words = f"{claim.asserter} {name}"
        site.found("Claim", claim.text, words, f"{page}#{name.rpartition('/')[2]}")


def _position(facts: Facts) -> Callable[[str], tuple[int, str, str]]:
    def place(name: str) -> tuple[int, str, str]:
        claim = facts.claims[name]
        return claim.paragraph or 0, claim.locator or "", claim.id

    return place


def _paragraphs(facts: Facts, thing: str) -> list[Paragraph]:
    found = []
    for one in facts.subjects(thing, "dcterms:isPartOf"):
        if facts.kind(one) == CG + "Paragraph":
            claims = [s.removeprefix(CLAIM) for s in facts.subjects(one, "cg:inParagraph")]
            number = int(facts.text(one, "cg:paragraph"))
            found.append(Paragraph(number, facts.text(one, "cg:sha256"), sorted(claims)))
    return sorted(found)


def _derived(facts: Facts, thing: str) -> list[tuple[str, str, str]]:
    """What a document derives from: the document, how, and the curator's note."""
    return [
        (facts.all.nodes(step, iri("prov:entity"))[0],
         facts.all.nodes(step, CG + "derivationKind")[0], facts.text(step, "skos:note"))
        for step in facts.nodes(thing, "prov:qualifiedDerivation")
    ]


def _lineage(facts: Facts, thing: str) -> list[tuple[str, str, str, str]]:
    """The steps from a document to its roots: document, how, from which, and the note."""
    found, queue = [], [thing]
    for one in queue:
        for origin, how, note in _derived(facts, one):
            found.append((one, how, origin, note))
            if origin not in queue:
                queue.append(origin)
    return found


def _how(facts: Facts, copy: str, original: str) -> IRI:
    return IRI(next(how for one, how, _ in _derived(facts, copy) if one == original))
