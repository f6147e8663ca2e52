"""A table of all claims: one row each, with everything that is known of it."""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from typing import BinaryIO

from kg.ask.bind import admitted
from kg.ask.evidence import Evidence, evidence, labels
from kg.engine.value import IRI, Value
from kg.names import CG, GRAPH, full

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.export.exporter import Times
    from kg.graph import Graph

#: columns that are a property of the claim, by its local name
_PROPERTIES = {
    "subject": "subject", "predicate": "predicate", "object": "object",
    "object_text": "objectText", "object_state": "objectState",
    "conditions": "condition", "exceptions": "exception",
    "polarity": "polarity", "stance": "stance", "modality": "modality", "kind": "claimKind",
    "asserter": "asserter", "asserter_manner": "asserterManner", "document": "statedIn",
    "paragraph": "paragraph", "locator": "locator", "seen_in": "seenIn",
    "stages": "stage", "jurisdiction": "jurisdiction", "place": "place",
    "population": "population", "stated": "stated", "valid": "valid",
    "earliest_start": "earliestStart", "latest_start": "latestStart",
    "earliest_end": "earliestEnd", "latest_end": "latestEnd", "known_from": "knownFrom",
    "premises": "premise", "shared_source": "sharedSource", "verification": "verification",
    "verified_against": "verifiedAgainst", "verified_on": "verifiedOn", "curators": "curators",
    "rank": "rank", "rank_reason": "rankReason", "content_hash": "contentHash",
}
#: columns whose values are concepts, by the scheme they are from
_CONCEPTS = {
    "object_state": "object-state", "polarity": "polarity", "stance": "stance",
    "modality": "modality", "kind": "claim-kind", "asserter_manner": "manner",
    "stages": "stage", "shared_source": "shared-source", "verification": "verification",
    "rank": "rank", "comparator": "comparator",
}
_FIGURES = ("measure", "comparator", "value", "low", "high", "denominator", "period")
COLUMNS = (
    "id", "text", *_PROPERTIES, "subject_label", "object_label", "asserter_label",
    "document_label", "strength", "attribution", *_FIGURES, "origins", "contested_by", "note",
)
#: columns that hold a list, also where it has one value or none
MANY = frozenset({
    "conditions", "exceptions", "seen_in", "stages", "premises", "attribution", "origins",
    "contested_by",
})
#: between several values in a cell
SEPARATOR = " | "


def write(graph: Graph, stream: BinaryIO, times: Times) -> None:
    """Write the claims as CSV (UTF-8, header row); of a day, those that it admits.

    Deprecated claims are in, with their rank: this is a table of what was curated.
    """
    text = io.StringIO()
    table = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    table.writeheader()
    for row in rows(graph, times):
        table.writerow({
            name: SEPARATOR.join(cell) if isinstance(cell, list) else cell
            for name, cell in row.items()
        })
    stream.write(text.getvalue().encode())


def rows(graph: Graph, times: Times) -> list[dict[str, str | list[str]]]:
    """A row of :data:`COLUMNS` for each claim, with lists in the columns of :data:`MANY`.

    A column of the figure is missing where the claim has none.
    """
    _, found = graph.select(
        f"""PREFIX cg: <{CG}> PREFIX graph: <{GRAPH}>
        SELECT ?claim WHERE {{ GRAPH graph:claims {{ ?claim a cg:Claim }}
        {admitted("?claim", *times, any_rank=True)} }}"""
    )
    known = evidence(graph.engine, {row[0].short for row in found if isinstance(row[0], IRI)})
    ends = {v for c in known.values() for n in ("subject", "object") for v in _values(c, n)}
    names = labels(graph.engine, {v for v in ends if isinstance(v, IRI)})
    figures = _figures(graph)
    return [_row(claim, names) | figures[claim.id] for claim in known.values()]


def _row(claim: Evidence, names: dict[str, str]) -> dict[str, str | list[str]]:
    def label(name: str) -> str:
        return SEPARATOR.join(names.get(str(v), "") for v in _values(claim, name))

    def cell(column: str, name: str) -> str | list[str]:
        found = [_shown(value, column) for value in _values(claim, name)]
        return found if column in MANY else SEPARATOR.join(found)

    return {
        "id": claim.id,
        "text": claim.text,
        **{column: cell(column, name) for column, name in _PROPERTIES.items()},
        "subject_label": label("subject"),
        "object_label": label("object"),
        "asserter_label": claim.asserter,
        "document_label": claim.document_label,
        "strength": claim.strength,
        # innermost speaker first
        "attribution": [f"{s.speaker} ({s.manner})" for s in claim.attribution],
        "origins": [*claim.origins],
        "contested_by": [*claim.contested_by],
        "note": claim.note or "",
    }


def _figures(graph: Graph) -> dict[str, dict[str, str | list[str]]]:
    """Parts of the quantity of each claim that has one."""
    names = ", ".join(f"<{CG}{name}>" for name in _FIGURES)
    _, parts = graph.select(
        f"""SELECT ?claim ?p ?o WHERE {{ GRAPH <{GRAPH}claims> {{
        ?claim <{CG}quantity> ?figure . ?figure ?p ?o }} FILTER(?p IN ({names})) }}"""
    )
    found: dict[str, dict[str, str | list[str]]] = defaultdict(dict)
    for claim, verb, value in parts:
        if isinstance(claim, IRI):
            name = str(verb).removeprefix(CG)
            found[claim.short][name] = _shown(value, name)
    return found


def _values(claim: Evidence, name: str) -> tuple[Value, ...]:
    return claim.properties.get(full(f"cg:{name}"), ())


def _shown(value: Value, column: str) -> str:
    """The short id of a thing, the value of a concept, or the text."""
    if not isinstance(value, IRI):
        return str(value)
    return value.short.removeprefix(f"cg:{_CONCEPTS.get(column)}-")
