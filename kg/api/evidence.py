"""What a thing rests on: its claims with all that is known of them, or the cells it is."""

from __future__ import annotations

from kg.api.named import named, stamp, thing
from kg.ask.bind import day
from kg.ask.corrections import corrections
from kg.ask.evidence import evidence as read
from kg.ask.family import lineage, relations, unread
from kg.ask.find import find
from kg.ask.reading import concerning, readings, vintages
from kg.ask.related import citation, claims_of, headline

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from kg.ask.reading import Reading
    from kg.graph import Graph


def evidence(
    graph: Graph, name: str, as_of: str | None = None, known_by: str | None = None
) -> dict[str, object]:
    """The evidence of a thing as ``docs/schema/api.schema.json`` has it.

    Raises KgError where nothing has that name or a day is none.
    """
    days(as_of, known_by)
    engine = graph.engine
    one = find(engine, name)
    claims = read(engine, claims_of(engine, one, as_of, known_by))
    found = sources(graph, {claim.document for claim in claims.values()})
    log = corrections(engine)
    others = {x for claim in claims.values() for x in (*claim.origins, *claim.contested_by)}
    return {
        "thing": thing(graph, one),
        "as_of": as_of,
        "known_by": known_by,
        "graph": stamp(graph),
        "headline": headline(engine, one) or None,
        "claims": {claim.id: claim.to_json() for claim in claims.values()},
        **found,
        "related": {claim: list(said) for claim in claims if (said := relations(engine, claim))},
        "corrections": {
            claim: [entry.to_json() for entry in log[claim]] for claim in claims if claim in log
        },
        "cells": len(concerning(engine, one)),
        "observations": {cell.id: cell.to_json() for cell in _cells(graph, one)},
        "labels": named(graph, {*found["citations"], *others}),
    }


def sources(graph: Graph, documents: Iterable[str]) -> dict[str, Any]:
    """Of documents ``lineage``, and of their whole family ``citations`` and ``unseen``."""
    engine = graph.engine
    steps = {document: lineage(engine, document) for document in sorted(documents)}
    family = {*steps, *(origin for found in steps.values() for _, _, origin in found)}
    return {
        "lineage": {
            document: [{"document": a, "how": how, "from": b} for a, how, b in found]
            for document, found in steps.items()
        },
        "citations": {document: citation(engine, document) for document in sorted(family)},
        "unseen": sorted(family & unread(engine)),
    }


def days(as_of: str | None, known_by: str | None) -> None:
    """Raise KgError where a day that is given is none."""
    for name, value in (("as_of", as_of), ("known_by", known_by)):
        if value is not None:
            day(value, name)


def _cells(graph: Graph, name: str) -> list[Reading]:
    """A cell in every publication that has it; nothing for what is no cell."""
    if not name.startswith("observation/"):
        return []
    return vintages(graph.engine, readings(graph.engine, [name])[name])
