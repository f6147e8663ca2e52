"""Pages of entities, conflicts and links between claims: what claims say, in both directions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from kg.ask.reading import readings, spoken
from kg.check.ontology_graph import TYPE, iri
from kg.engine.value import IRI
from kg.names import CG, CLAIM, ID, LINK, short
from kg.render.cells import figure
from kg.site import tables
from kg.site.frame import Site
from kg.site.instruments import Timeline, timeline
from kg.site.statements import Pieces, Row, capital, own

#: ways in which a claim can name a thing, in the order of the page, and what the page calls them
_WAYS = {
    "subject": "What claims say of it",
    "object": "Where it is what a claim speaks of",
    "condition": "Where it is a condition",
    "exception": "Where it is an exception",
    "asserter": "What it says",
    "speaker": "What it passes on",
    "occasion": "What was said on this occasion",
    "measure": "Figures of this measure",
    "population": "Claims about this group",
    "binds": "Norms that bind it",
    "jurisdiction": "Claims for this jurisdiction",
    "place": "Claims about this place",
    "premise": "Where it is a premise",
    "statedIn": "Claims of this document",
}
_OWN = {TYPE, *map(iri, ("dcterms:identifier", "skos:prefLabel", "skos:definition", "skos:note"))}


class Group(NamedTuple):
    """Claims that say the same of the same things."""

    heading: Pieces
    anchors: list[str]
    claims: list[str]


class Section(NamedTuple):
    """One way in which claims name a thing."""

    anchor: str
    title: str
    groups: list[Group]

    @property
    def total(self) -> int:
        """How many claims it has."""
        return sum(len(group.claims) for group in self.groups)


def sections(site: Site, thing: str) -> list[Section]:
    """The claims that name a thing, by the way they do; those it states itself are left out."""
    ways = dict(site.facts.about.get(thing, {}))
    said = set(ways.get(CG + "asserter", ()))
    passed = [name for name in ways.get(CG + "speaker", ()) if name not in said]
    ways[CG + "speaker"] = passed
    order = [CG + name for name in _WAYS]
    found = []
    for way in sorted(ways, key=lambda w: (order.index(w) if w in order else len(order), w)):
        if not ways[way] or way == CG + "statedIn":
            continue
        name = way.removeprefix(CG)
        title = _WAYS.get(name) or f"Named as: {site.facts.label(way)}"
        found.append(Section(f"As-{name}", title, _groups(site, thing, name, ways[way])))
    return found


def _groups(site: Site, thing: str, way: str, names: list[str]) -> list[Group]:
    facts = site.facts
    if way not in ("subject", "object"):
        return [Group([], [], names)]
    other = "object" if way == "subject" else "subject"
    grouped: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in names:
        verb = facts.all.nodes(CLAIM + name, CG + "predicate")[0]
        ends = facts.all.nodes(CLAIM + name, CG + other)
        grouped[verb, ends[0] if ends else ""].append(name)
    found = []
    for (verb, far), claims in sorted(
        grouped.items(), key=lambda item: (facts.label(item[0][0]), facts.label(item[0][1]))
    ):
        heading: Pieces = [IRI(verb)] if way == "subject" else [IRI(far), " ", IRI(verb)]
        heading += [" ", IRI(far)] if far and way == "subject" else []
        # a derived link is shown where its subject is
        links = facts.links.get((thing, verb, far), []) if way == "subject" else []
        anchors = [f"Link-{link.removeprefix(LINK)}" for link in links]
        found.append(Group(heading, anchors, claims))
    return found


def facts_of(site: Site, thing: str) -> list[Row]:
    """What the graph holds of a thing itself, and what of other records leads to it."""
    facts = site.facts
    found = own(facts, thing, _OWN)
    reverse: dict[str, list[str]] = defaultdict(list)
    for predicate, subject in facts.by_object.get(thing, ()):
        if subject in facts.records and predicate != iri("prov:entity"):
            reverse[predicate].append(subject)
    for predicate, subjects in sorted(reverse.items()):
        name = f"{capital(facts.label(predicate))} (of others)"
        found.append(Row(name, [[IRI(s)] for s in sorted(set(subjects), key=facts.label)]))
    return found


def write(site: Site) -> None:
    """Write the page of every entity, conflict and link between claims."""
    facts = site.facts
    for thing, kind in facts.records.items():
        page = site.place(thing)
        # documents have their own pages
        if page is None or kind == CG + "Document":
            continue
        label, name = facts.label(thing), kind.removeprefix(CG)
        if name == "Conflict":
            _conflict(site, thing, page, label)
        elif name == "ClaimRelation":
            _relation(site, thing, page)
        elif name == "Correction":
            _correction(site, thing, page)
        elif name == "RecordTest":
            _record_test(site, thing, page)
        elif name == "RecordTable":
            tables.write(site, thing, page, label)
        else:
            _entity(site, thing, page, label, kind)


def _entity(site: Site, thing: str, page: str, label: str, kind: str) -> None:
    facts = site.facts
    found = sections(site, thing)
    history: Timeline | None = None
    if kind == CG + "LegalInstrument":
        history = timeline(site, thing)
    definition = facts.text(thing, "skos:definition")
    site.add(
        page, "entity.html", label, iri=thing, kind=kind, definition=definition,
        note=facts.text(thing, "skos:note"), rows=facts_of(site, thing), sections=found,
        timeline=history,
    )
    names = " ".join([definition, facts.text(thing, "cg:citation"),
                      *(str(v.value) for v in facts.all.values(thing, iri("skos:altLabel"))
                        if hasattr(v, "value"))])
    site.found(facts.label(kind), label, names, page)


def _conflict(site: Site, thing: str, page: str, label: str) -> None:
    facts = site.facts
    sides = sorted(facts.nodes(thing, "cg:side"), key=lambda s: int(facts.text(s, "cg:position")))
    site.add(
        page, "conflict.html", label, iri=thing,
        kind=facts.all.nodes(thing, CG + "conflictKind")[0],
        compatibility=facts.all.nodes(thing, CG + "compatibility")[0],
        reason=facts.text(thing, "cg:reason"),
        sides=[(s, facts.label(s), [c.removeprefix(CLAIM) for c in facts.nodes(s, "cg:claim")])
               for s in sides],
        sections=sections(site, thing),
    )
    site.found("Conflict", label, facts.text(thing, "cg:reason"), page)


def _relation(site: Site, thing: str, page: str) -> None:
    facts = site.facts
    relation = facts.all.nodes(thing, CG + "relation")[0]
    ends = [facts.all.nodes(thing, CG + name)[0] for name in ("claim", "ofClaim")]
    title = f"{facts.label(relation)}: {facts.text(thing, 'dcterms:identifier')}"
    site.add(
        page, "relation.html", title, iri=thing, relation=relation, ends=ends,
        reason=facts.text(thing, "cg:reason"),
    )



def _record_test(site: Site, thing: str, page: str) -> None:
    facts = site.facts
    title = f"Beside the official record: {facts.text(thing, 'dcterms:identifier')}"
    counts = sorted(facts.nodes(thing, "cg:counts"),
                    key=lambda count: int(facts.text(count, "cg:position")))
    site.add(
        page, "comparison.html", title, iri=thing, kind=facts.records[thing],
        tested=facts.all.nodes(thing, CG + "tests")[0],
        verdict=facts.all.nodes(thing, CG + "verdict")[0],
        same=facts.text(thing, "cg:sameThing"), reason=facts.text(thing, "cg:reason"),
        counts=[(facts.label(one), list(_cells(site, facts.nodes(one, "cg:ofCell"))))
                for one in counts],
        on=facts.text(thing, "cg:comparedOn"),
    )
    site.found("Comparison with the record", title, facts.text(thing, "cg:reason"), page)


def _cells(site: Site, cells: list[str]) -> Iterator[tuple[str, str]]:
    """Table and words of each cell: its figure, and where it stands."""
    for one in readings(site.graph.engine, map(short, cells)).values():
        where = f"workbook of {spoken(one.published)}, {one.sheet}, {one.cell}"
        value = one.value if isinstance(one.value, str) else figure(one.value)
        yield ID + one.table, f"{value} ({where})"


def _correction(site: Site, thing: str, page: str) -> None:
    facts = site.facts
    title = f"Correction: {facts.text(thing, 'dcterms:identifier')}"
    site.add(page, "correction.html", title, iri=thing, kind=facts.records[thing],
             rows=own(facts, thing, _OWN))
    site.found("Correction", title, facts.text(thing, "cg:wasWrong"), page)
