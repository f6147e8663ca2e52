"""The second pass: every reference leads to a record of the right kind."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Set
from typing import TYPE_CHECKING

from kg.model.curation import CurationFile, RecordTest
from kg.model.document import DocumentFile
from kg.model.entity import (
    Actor,
    CodeList,
    Entity,
    EntityFile,
    Event,
    Factor,
    LegalInstrument,
    Outcome,
    RecordCode,
    RecordTable,
    UnnamedSources,
)
from kg.read.record import File
from kg.read.tree import Path, Tree
from kg.suggest import did_you_mean

if TYPE_CHECKING:
    from kg.model.claim import Claim
    from kg.read.folder import Dataset

#: a reference: where it stands, what it names, and which kinds fit (None is any entity)
Reference = tuple[Path, str, tuple[str, ...] | None]

ACTORS = ("Actor", "UnnamedSources")
DOCUMENT = ("document",)
CLAIM = ("claim",)


def resolve(
    dataset: Dataset,
    records: list[tuple[Tree, File]],
    predicates: Collection[str],
    unread: Set[str],
) -> None:
    """Add a finding to its tree for each reference that leads nowhere or to the wrong kind.

    ``unread`` are the keys that files may hold which could not be read: a reference to one of
    them may only follow from that, so it is not reported.
    """
    for tree, made in records:
        if isinstance(made, DocumentFile) and dataset.documents.get(made.key) is not made:
            # a second document of one key: its own claims are not in the dataset
            continue
        for path, name, kinds in references(made):
            target = _absolute(name, made)
            kind = _kind(dataset, target)
            if kind is None:
                if target.rpartition("/")[2] not in unread:
                    names = _names(dataset, target, made)
                    tree.add(
                        "KG201",
                        tree.place(path),
                        f"Nothing has the key {name}.{did_you_mean(name, names)}",
                        "Correct the key, or add the record it names.",
                    )
            elif kinds is not None and kind not in kinds and not _general(kind, kinds):
                tree.add(
                    "KG203",
                    tree.place(path),
                    f"{name} is {kind}; here {' or '.join(kinds)} is needed.",
                    "Name a record of that kind.",
                )
        if isinstance(made, DocumentFile):
            for key, claim in made.claims.items():
                if predicates and claim.predicate not in predicates:
                    tree.add(
                        "KG204",
                        tree.place(("claims", key, "predicate")),
                        f"The ontology has no predicate {claim.predicate}."
                        + did_you_mean(claim.predicate, predicates),
                        "Use a predicate of ontology/vocabulary.ttl, or define it there first.",
                    )
    _circles(dataset, records)


def references(made: File) -> Iterator[Reference]:
    """Every reference a record makes."""
    if isinstance(made, DocumentFile):
        yield from _document(made)
    elif isinstance(made, EntityFile):
        for key, entity in made.entities.items():
            for path, name, kinds in _entity(entity):
                yield ("entities", key, *path), name, kinds
    else:
        yield from _curation(made)


def _curation(made: CurationFile) -> Iterator[Reference]:
    for key, conflict in made.conflicts.items():
        for i, side in enumerate(conflict.sides):
            for j, name in enumerate(side.claims):
                yield ("conflicts", key, "sides", i, "claims", j), name, CLAIM
    for key, link in made.links.items():
        yield ("links", key, "claim"), link.claim, CLAIM
        yield ("links", key, "of"), link.of, CLAIM
    for key, correction in made.corrections.items():
        yield ("corrections", key, "claim"), correction.claim, (*CLAIM, "tombstone")
    for key, test in made.record_tests.items():
        for path, name, kinds in _record_test(test):
            yield ("record_tests", key, *path), name, kinds


def _record_test(test: RecordTest) -> Iterator[Reference]:
    yield ("claim",), test.claim, CLAIM
    for i, count in enumerate(test.counts):
        for j, cell in enumerate(count.cells):
            yield ("counts", i, "cells", j), f"observation/{cell}", ("cell",)


def _document(made: DocumentFile) -> Iterator[Reference]:
    yield ("publisher",), made.publisher, ACTORS
    for i, step in enumerate(made.derived_from):
        yield ("derived_from", i, "document"), step.document, DOCUMENT
    for i, voice in enumerate(made.voice):
        yield ("voice", i, "speaker"), voice.speaker, ACTORS
        if voice.occasion:
            yield ("voice", i, "occasion"), voice.occasion, ("Event", "document")
    for key, claim in made.claims.items():
        for path, name, kinds in _claim(claim):
            yield ("claims", key, *path), name, kinds
    for key, stone in made.tombstones.items():
        if stone.went_to:
            yield ("tombstones", key, "went_to"), stone.went_to, CLAIM


def _entity(entity: Entity) -> Iterator[Reference]:
    for field, kinds in (("part_of", ("entity",)), ("speaks_for", ("Actor",))):
        name: str | None = getattr(entity, field, None)
        if name:
            yield (field,), name, kinds
    if isinstance(entity, Factor) and entity.broader:
        yield ("broader",), entity.broader, ("Factor",)
    if isinstance(entity, Outcome) and entity.broader:
        # a form of leaving is a kind of an outcome, never the other way round
        pathway = entity.entity_class == "ReleasePathway"
        yield ("broader",), entity.broader, ("Outcome", "ReleasePathway")[: 1 + pathway]
    if isinstance(entity, RecordCode | CodeList):
        yield from _code(entity)
    if isinstance(entity, LegalInstrument) and entity.issued_by:
        yield ("issued_by",), entity.issued_by, ACTORS
    if isinstance(entity, UnnamedSources):
        yield ("quoted_in",), entity.quoted_in, DOCUMENT
        for i, other in enumerate(entity.may_overlap):
            yield ("may_overlap", i), other, ("UnnamedSources",)
    if isinstance(entity, RecordTable):
        for i, measure in enumerate(entity.measures):
            yield ("measures", i), measure, ("Measure",)
    if isinstance(entity, Event) and entity.place:
        yield ("place",), entity.place, ("Place", "Country")


def _code(entity: RecordCode | CodeList) -> Iterator[Reference]:
    if isinstance(entity, CodeList):
        if entity.document:
            yield ("document",), entity.document, DOCUMENT
        return
    if entity.in_list:
        yield ("in_list",), entity.in_list, ("CodeList",)
    if entity.broader:
        yield ("broader",), entity.broader, ("RecordCode",)
    for i, match in enumerate(entity.matches):
        yield ("matches", i, "of"), match.of, ("RecordCode",)


def _claim(claim: Claim) -> Iterator[Reference]:
    any_kind = ("entity", "document", "claim")
    yield ("subject",), claim.subject, any_kind
    if claim.object:
        yield ("object",), claim.object, any_kind
    for field, names in (("if", claim.if_), ("unless", claim.unless)):
        for i, name in enumerate(names):
            yield (field, i), name, any_kind
    for i, speaker in enumerate(claim.said_by):
        yield ("said_by", i, "speaker"), speaker.speaker, ACTORS
        if speaker.occasion:
            yield ("said_by", i, "occasion"), speaker.occasion, ("Event", "document")
    if claim.quantity:
        yield ("quantity", "measure"), claim.quantity.measure, ("Measure",)
    for i, seen in enumerate(claim.seen_in):
        yield ("seen_in", i, "document"), seen.document, DOCUMENT
    if claim.verification.against:
        yield ("verification", "against"), claim.verification.against, DOCUMENT
    for i, premise in enumerate(claim.premises):
        yield ("premises", i), premise, CLAIM
    for field, kinds in (
        ("jurisdiction", ("entity",)),
        ("place", ("Place", "Country")),
        ("population", ("PopulationGroup",)),
        ("binds", ACTORS),
    ):
        name = getattr(claim, field)
        if name:
            yield (field,), name, kinds


def _absolute(name: str, made: File) -> str:
    return f"{made.key}/{name[2:]}" if name.startswith("./") else name


def _kind(dataset: Dataset, name: str) -> str | None:
    if name in dataset.claims:
        return "claim"
    if name in dataset.documents:
        return "document"
    if name in dataset.observations:
        return "cell"
    entity = dataset.entities.get(name)
    if entity is None:
        return _other(dataset, name)
    return "Actor" if isinstance(entity, Actor) else entity.entity_class


def _other(dataset: Dataset, name: str) -> str | None:
    if name in dataset.tombstones:
        return "tombstone"
    curated = (dataset.conflicts, dataset.links, dataset.corrections, dataset.record_tests)
    if any(name in part for part in curated):
        return "curation"
    return None


def _general(kind: str, kinds: tuple[str, ...]) -> bool:
    return "entity" in kinds and kind not in ("claim", "document", "tombstone", "curation", "cell")


def _names(dataset: Dataset, target: str, made: File) -> list[str]:
    if "/" not in target:
        return [*dataset.entities, *dataset.documents]
    here = f"{made.key}/"
    return [f"./{n[len(here) :]}" if n.startswith(here) else n for n in dataset.claims]


def _circles(dataset: Dataset, records: list[tuple[Tree, File]]) -> None:
    above = _above(dataset)
    trees = {tree.file: tree for tree, _ in records}
    known = set[str]()
    for key in above:
        circle = [] if key in known else _circle(above, key)
        if circle:
            # one finding for a circle, whichever of its members is met first
            known.update(circle)
            place = dataset.places[key]
            trees[place.file].add(
                "KG205",
                place,
                f"{key} stands above itself: {' → '.join((*circle, key))}.",
                "Break the circle: one broader, part_of, derived_from or premise in it is wrong.",
            )


def _above(dataset: Dataset) -> dict[str, list[str]]:
    """What each record rests on, where nothing may rest on itself."""
    above: dict[str, list[str]] = {}
    for key, entity in dataset.entities.items():
        names = (getattr(entity, field, None) for field in ("broader", "part_of"))
        above[key] = [name for name in names if name]
    for key, document in dataset.documents.items():
        above[key] = [step.document for step in document.derived_from]
        for name, claim in document.claims.items():
            above[f"{key}/{name}"] = [_absolute(one, document) for one in claim.premises]
    return above


def _circle(above: dict[str, list[str]], key: str) -> list[str]:
    """The shortest way from a key back to itself, or nothing."""
    ways, seen = [[key]], set[str]()
    for way in ways:
        for name in above.get(way[-1], []):
            if name == key:
                return way
            if name not in seen:
                seen.add(name)
                ways.append([*way, name])
    return []
