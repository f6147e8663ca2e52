"""A folder of seed files → one dataset of records, or all findings at once."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

from kg.findings import Finding, Findings, Place
from kg.model.claim import Claim, Tombstone
from kg.model.curation import Conflict, Correction, CuratedLink, RecordTest
from kg.model.document import DocumentFile
from kg.model.entity import Entity, EntityFile
from kg.model.observation import Observation
from kg.read import observations as cells
from kg.read.record import File, record
from kg.read.resolve import resolve
from kg.read.tree import MAX_BYTES, Tree, tree


@dataclass(slots=True)
class Dataset:
    """Every record by its key; claims and tombstones by ``document/key``."""

    entities: dict[str, Entity] = field(default_factory=dict)
    documents: dict[str, DocumentFile] = field(default_factory=dict)
    claims: dict[str, Claim] = field(default_factory=dict)
    tombstones: dict[str, Tombstone] = field(default_factory=dict)
    conflicts: dict[str, Conflict] = field(default_factory=dict)
    links: dict[str, CuratedLink] = field(default_factory=dict)
    corrections: dict[str, Correction] = field(default_factory=dict)
    record_tests: dict[str, RecordTest] = field(default_factory=dict)
    #: cells of published tables by short id
    observations: dict[str, Observation] = field(default_factory=dict)
    #: short id → the place of the record
    places: dict[str, Place] = field(default_factory=dict)


def files(folder: FilePath) -> list[FilePath]:
    """The seed files of a folder, sorted by path."""
    return sorted(p for p in folder.rglob("*.y*ml") if p.suffix in (".yaml", ".yml"))


def read(folder: FilePath, predicates: Collection[str]) -> Dataset:
    """Read every seed file below the folder.

    ``predicates`` are the local names of the properties a claim may use.
    Raises Findings with everything that is wrong in any file.
    """
    trees: list[Tree] = []
    records: list[tuple[Tree, File]] = []
    found: list[Finding] = []
    unread = set[str]()
    paths = files(folder)
    if not paths:
        raise Findings(
            [Finding(Place(str(folder)), "KG601", "No seed files here.", "Name another folder.")]
        )
    for path in paths:
        name = path.relative_to(folder.parent).as_posix()
        raw = _bytes(path, name, MAX_BYTES, found)
        if raw is None:
            unread.add(path.stem)
            continue
        one = tree(name, raw)
        trees.append(one)
        made = record(one)
        if made is None:
            unread.update((path.stem, *_words(raw)))
        else:
            if made.key != path.stem:
                one.add(
                    "KG112",
                    one.place(("key",)),
                    f"The key {made.key} is not the file's name {path.stem}.",
                    f"Rename the file to {made.key}{path.suffix}, or mend the key.",
                )
            records.append((one, made))
    result = _gather(records)
    for path in cells.files(folder):
        name = path.relative_to(folder.parent).as_posix()
        raw = _bytes(path, name, cells.MAX_BYTES, found)
        if raw is not None:
            found += cells.observations(name, path.stem, raw, result, unread)
    resolve(result, records, predicates, unread)
    found += [finding for one in trees for finding in one.findings]
    if found:
        raise Findings(found)
    return result


def _bytes(path: FilePath, name: str, limit: int, found: list[Finding]) -> bytes | None:
    """The bytes of a file, one more than the limit at most; None where it cannot be read."""
    try:
        with path.open("rb") as file:
            return file.read(limit + 1)
    except OSError as error:
        found.append(
            Finding(Place(name), "KG601", f"Cannot be read: {error.strerror}.", "Mend the file.")
        )
        return None


def _words(raw: bytes) -> list[str]:
    """Whatever in a file that was not read may be the key of a record."""
    return [word.decode() for word in re.findall(rb"[a-z0-9]+(?:-[a-z0-9]+)*", raw)]


def _gather(records: list[tuple[Tree, File]]) -> Dataset:
    result = Dataset()

    def add(key: str, one: Tree, path: tuple[str, ...]) -> bool:
        place = one.place(path)
        if key in result.places:
            one.add(
                "KG202",
                place,
                f"The key {key} is already used in {result.places[key]}.",
                "Give the newer record another key.",
            )
            return False
        result.places[key] = place
        return True

    def keep(kind: str, into: dict[str, Any], parts: dict[str, Any], one: Tree) -> None:
        for key, part in parts.items():
            if add(key, one, (kind, key)):
                into[key] = part

    for one, made in records:
        if isinstance(made, DocumentFile):
            if not add(made.key, one, ("key",)):
                continue
            result.documents[made.key] = made
            for key, claim in made.claims.items():
                add(f"{made.key}/{key}", one, ("claims", key))
                result.claims[f"{made.key}/{key}"] = claim
            for key, tombstone in made.tombstones.items():
                add(f"{made.key}/{key}", one, ("tombstones", key))
                result.tombstones[f"{made.key}/{key}"] = tombstone
        elif isinstance(made, EntityFile):
            keep("entities", result.entities, made.entities, one)
        else:
            keep("conflicts", result.conflicts, made.conflicts, one)
            keep("links", result.links, made.links, one)
            keep("corrections", result.corrections, made.corrections, one)
            keep("record_tests", result.record_tests, made.record_tests, one)
    return result
