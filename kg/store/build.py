"""Building a store: read, compile, derive, write beside, rename into place.

A build that dies leaves the old stores as they were and a folder in ``tmp`` that a later
build sweeps away.
"""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox

from kg import paths
from kg.compile import compile_dataset
from kg.derive import derive, describe
from kg.findings import Finding, Findings, Place
from kg.names import CG, GRAPH
from kg.read import Dataset, read
from kg.store.digest import digest
from kg.store.places import GRACE, folder, stands, stores

#: the phases a build announces, in order
PHASES = ("read", "compile", "derive", "write", "publish", "sweep")
#: how many built stores are kept in any case
KEEP = 8


def build(seeds: str, announce: Callable[[str], object] = lambda phase: None) -> tuple[str, bool]:
    """Build the store of a seeds folder; returns its digest and whether anything was done.

    ``announce`` is called with the name of each phase as it begins. Raises Findings where
    the seeds are not valid; the stores that exist stay as they are.
    """
    wanted = _digest(seeds)
    if stands(wanted):
        return wanted, False
    announce("read")
    wanted, dataset = _read(seeds, wanted)
    target = folder(wanted)
    announce("compile")
    quads = compile_dataset(dataset) + vocabulary()
    announce("derive")
    quads = complete(quads)
    announce("write")
    temporary = _write(wanted, quads, dataset)
    announce("publish")
    _publish(temporary, target)
    announce("sweep")
    _sweep(target)
    return wanted, True


def complete(quads: list[ox.Quad]) -> list[ox.Quad]:
    """The quads, what the rules derive from them and their description, sorted, each once."""
    memory = ox.Store()
    memory.extend(quads)
    whole = {*quads, *derive(memory, Path(paths.RULES))}
    return sorted({*whole, *describe(whole)}, key=str)


def dataset_quads(seeds: str) -> tuple[Dataset, list[ox.Quad]]:
    """Records and all quads of a seeds folder, without storing anything."""
    dataset = read(Path(seeds), predicates())
    return dataset, complete(compile_dataset(dataset) + vocabulary())


def vocabulary() -> list[ox.Quad]:
    """The quads of the graph ``vocabulary``."""
    graph = ox.NamedNode(GRAPH + "vocabulary")
    quads: list[ox.Quad] = []
    for name in paths.VOCABULARY:
        for quad in ox.parse(path=os.path.join(paths.ONTOLOGY, name), format=ox.RdfFormat.TURTLE):
            quads.append(ox.Quad(quad.subject, quad.predicate, quad.object, graph))
    return quads


def predicates() -> frozenset[str]:
    """Local names of the properties that a claim may use."""
    wanted = ox.NamedNode(CG + "ClaimPredicate")
    return frozenset(
        quad.subject.value.removeprefix(CG)
        for quad in vocabulary()
        if quad.object == wanted and isinstance(quad.subject, ox.NamedNode)
        and quad.predicate.value.endswith("#type")
    )


def _read(seeds: str, before: str) -> tuple[str, Dataset]:
    """The records and the digest of the very files they were read from."""
    for _ in range(5):
        dataset = read(Path(seeds), predicates())
        after = _digest(seeds)
        if after == before:
            return after, dataset
        before = after
    raise Findings(
        [Finding(Place(seeds), "KG601", "The files change while they are read.", "Try again.")]
    )


def _digest(seeds: str) -> str:
    try:
        return digest(seeds)
    except OSError as error:
        place = Place(str(error.filename or seeds))
        raise Findings(
            [Finding(place, "KG601", f"Cannot be read: {error.strerror}.", "Check the path.")]
        ) from None


def _write(wanted: str, quads: list[ox.Quad], dataset: Dataset) -> str:
    temporary = os.path.join(paths.cache(), "tmp", f"{wanted[:16]}-{os.getpid()}-{time.time_ns()}")
    try:
        os.makedirs(temporary)
        store = ox.Store(os.path.join(temporary, "store"))
        store.bulk_extend(quads)
        store.optimize()
        store.flush()
        del store
        sheet = {
            "digest": wanted,
            "quads": len(quads),
            "claims": len(dataset.claims),
            "documents": len(dataset.documents),
            "places": {k: [p.file, p.line, p.column] for k, p in sorted(dataset.places.items())},
        }
        with open(os.path.join(temporary, "sheet.json"), "w", encoding="utf-8") as file:
            json.dump(sheet, file, sort_keys=True)
    except OSError as error:
        shutil.rmtree(temporary, ignore_errors=True)
        raise Findings(
            [
                Finding(
                    Place(paths.cache()),
                    "KG601",
                    f"The store cannot be written: {error}.",
                    "Set KG_CACHE to a folder that can be written.",
                )
            ]
        ) from None
    return temporary


def _publish(temporary: str, target: str) -> None:
    os.makedirs(os.path.dirname(target), exist_ok=True)
    if os.path.isdir(target) and not stands(os.path.basename(target)):
        # someone emptied it: readers have nothing there to lose
        os.rename(target, temporary + "-damaged")
    try:
        os.rename(temporary, target)
    except OSError:
        # another build of the same inputs was first: its store is equal to ours
        if not os.path.isdir(target):
            raise
        shutil.rmtree(temporary, ignore_errors=True)


def _sweep(target: str) -> None:
    """Remove old stores beyond those kept, and what dead builds left behind."""
    now = time.time()
    old = [path for path in stores()[KEEP:] if path != target]
    trash = os.path.join(paths.cache(), "tmp")
    old += [os.path.join(trash, name) for name in os.listdir(trash)]
    for path in old:
        try:
            if now - os.stat(path).st_mtime > GRACE:
                shutil.rmtree(path, ignore_errors=True)
        except FileNotFoundError:
            continue
