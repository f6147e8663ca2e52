"""All checks over a seeds folder; every finding leads back to a line."""

from __future__ import annotations

import os
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from kg import paths
from kg.ask.question import ids, question
from kg.errors import KgError
from kg.findings import Finding, Place
from kg.names import short
from kg.query_file import header
from kg.read import Dataset
from kg.store.build import dataset_quads

#: a term of the ontology that nothing uses
_UNUSED = "KG520"


def check(seeds: str, *, shapes: bool = True) -> list[Finding]:
    """Findings of the SPARQL checks, the shapes, the ontology checks and the query headers.

    Raises Findings where the seeds cannot be read at all.
    """
    found = checked(*dataset_quads(seeds), shapes=shapes)
    if os.path.realpath(seeds) == os.path.realpath(paths.seeds()):
        return found
    # other seeds need not use every term of the ontology
    return [one for one in found if one.code != _UNUSED]


def checked(dataset: Dataset, quads: list[ox.Quad], *, shapes: bool = True) -> list[Finding]:
    """The findings of :func:`check` on records that are read and compiled already."""
    store = ox.Store()
    store.bulk_extend(quads)
    found = [*_queries(), *_sparql(store, dataset)]
    if shapes:
        from kg.check.cells import sample

        kept = sample(quads)
        found += _shapes(kept, dataset)
        found += _ontology(kept)
    return sorted(set(found))


def _queries() -> Iterator[Finding]:
    for name in ids():
        try:
            question(name)
        except KgError as error:
            place = Place(f"queries/{name}.rq", 1, 1)
            yield Finding(place, error.code, error.message, error.remedy)


def severities() -> dict[str, str]:
    """Severity of each SPARQL check by its code, from ``queries/checks/profile.toml``."""
    text = Path(paths.CHECKS, "profile.toml").read_text(encoding="utf-8")
    return dict(tomllib.loads(text)["severity"])


def _sparql(store: ox.Store, dataset: Dataset) -> Iterator[Finding]:
    severity = severities()
    for path in sorted(Path(paths.CHECKS).glob("*.rq")):
        query = path.read_text(encoding="utf-8")
        about = header(query)
        code = about["id"][0]
        if severity[code] == "off":
            continue
        for solution in _solutions(store, query):
            entity, value = solution["entity"], solution["value"]
            name = short(entity.value) if isinstance(entity, ox.NamedNode) else str(entity)
            shown = short(value.value) if isinstance(value, ox.NamedNode) else (
                value.value if isinstance(value, ox.Literal) else ""
            )
            yield Finding(
                locate(dataset, name),
                code,
                f"{name}: {about['title'][0]}{f' ({shown})' if shown else ''}.",
                about["fix"][0],
                severity[code],
            )


def _solutions(store: ox.Store, query: str) -> ox.QuerySolutions:
    result = store.query(query)
    if not isinstance(result, ox.QuerySolutions):
        raise TypeError("a check is a SELECT query")
    return result


def _shapes(quads: list[ox.Quad], dataset: Dataset) -> Iterator[Finding]:
    from kg.check.shapes import validate

    for focus, path, message in validate(quads):
        name = short(focus)
        where = f" ({short(path)})" if path else ""
        yield Finding(
            locate(dataset, name), "KG401", f"{name}{where}: {message}",
            "Mend the record; ontology/shapes.ttl has the shape.",
        )


def _ontology(quads: list[ox.Quad]) -> Iterator[Finding]:
    from kg.check.ontology import CODES, check_ontology

    for code, iri, message in check_ontology(quads):
        place = Place(os.path.relpath(paths.ONTOLOGY, paths.ROOT))
        yield Finding(place, code, f"{short(iri)}: {message}", CODES[code][2])


def locate(dataset: Dataset, name: str) -> Place:
    """The place of the record that a short id belongs to, parts of records included."""
    while name not in dataset.places and "/" in name:
        name = name.rpartition("/")[0]
    return dataset.places.get(name, Place("seeds"))
