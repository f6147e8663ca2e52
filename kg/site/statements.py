"""Claims in words and links: pieces of text (str) and of things (IRI), one list to a line."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from kg.ask.evidence import Evidence
from kg.check.ontology_graph import TYPE, iri, key
from kg.engine.value import IRI
from kg.names import CG, CLAIM, ORIGIN, full
from kg.site.facts import Facts

Pieces = list[str]
#: what a claim's own block says elsewhere, or what only serves queries
_SHOWN = {
    CG + name
    for name in (
        "text", "subject", "predicate", "object", "objectText", "objectState", "quantity",
        "condition", "exception", "polarity", "stance", "claimKind", "modality", "statedIn",
        "inParagraph", "paragraph", "locator", "seenIn", "seenAt", "asserter", "asserterManner",
        "chainLength", "attribution", "valid", "earliestStart", "latestStart", "earliestEnd",
        "latestEnd", "stated", "statedEarliest", "statedLatest", "verification",
        "verifiedAgainst", "verifiedOn", "curators", "rank", "rankReason", "premise",
        "contentHash", "knownFrom",
    )
} | {TYPE, iri("dcterms:identifier"), iri("skos:note")}
_BOUNDS = ("earliestStart", "latestStart", "earliestEnd", "latestEnd")


class Row(NamedTuple):
    """A line of a claim's block: the name of what it says, and each of its values."""

    name: str
    values: list[Pieces]


def joined(parts: Iterable[Pieces], between: str = "; ") -> Pieces:
    """The lists as one, with the text between them."""
    found: Pieces = []
    for part in parts:
        found += [between, *part] if found else part
    return found


def sentence(facts: Facts, claim: Evidence) -> Pieces:
    """Subject, predicate and object, then conditions and exceptions."""
    node = CLAIM + claim.id
    verb = facts.all.nodes(node, CG + "predicate")[0]
    pieces: Pieces = [IRI(facts.all.nodes(node, CG + "subject")[0]), " "]
    pieces += ["not: "] if claim.polarity == "negated" else []
    pieces += [IRI(verb), " ", *_object(facts, node)]
    for word, name in ((" if ", "condition"), (" unless ", "exception")):
        things = facts.nodes(node, f"cg:{name}")
        if things:
            pieces += [word, *joined([[IRI(thing)] for thing in things], ", ")]
    return pieces


def _object(facts: Facts, node: str) -> Pieces:
    for thing in facts.all.nodes(node, CG + "object"):
        return [IRI(thing)]
    for part in facts.all.nodes(node, CG + "quantity"):
        return quantity(facts, part)
    text = facts.text(node, "cg:objectText")
    if text:
        return [f"“{text}”"]
    return [IRI(state) for state in facts.all.nodes(node, CG + "objectState")]


def quantity(facts: Facts, node: str) -> Pieces:
    """A figure with its comparator, measure, denominator and period."""
    figure = facts.text(node, "cg:value") or " to ".join(
        bound for name in ("low", "high") if (bound := facts.text(node, f"cg:{name}"))
    )
    comparator = facts.all.nodes(node, CG + "comparator")
    exact = not comparator or comparator[0].endswith("-exactly")
    pieces: Pieces = [] if exact else [facts.label(comparator[0]).lower(), " "]
    pieces += [figure, " "]
    pieces += [IRI(measure) for measure in facts.all.nodes(node, CG + "measure")]
    denominator, period = facts.text(node, "cg:denominator"), facts.text(node, "cg:period")
    pieces += [f", out of {denominator}"] if denominator else []
    pieces += [f", {period}"] if period else []
    return pieces


def chain(claim: Evidence) -> Pieces:
    """Who says it and through whom, innermost first."""
    return joined(
        ([IRI(full(s.speaker)), f" ({s.manner.replace('-', ' ')})"] for s in claim.attribution),
        ", through ",
    )


def tags(claim: Evidence) -> list[str]:
    """What a reader must not overlook: how firmly, by whom, and whether it stands."""
    found = [claim.stance_label] if claim.stance != "asserted" else []
    if claim.modality not in ("does", "not-applicable"):
        found.append(claim.modality.replace("-", " "))
    found += ["negated"] if claim.polarity == "negated" else []
    found += [claim.kind.replace("-", " ")] if claim.kind != "fact" else []
    found += ["unnamed sources"] if claim.manner == "unnamed" else []
    found += ["contested"] if claim.contested_by else []
    found += [] if claim.verified else ["not verified"]
    return [*found, "deprecated"] if claim.rank == "deprecated" else found


def rows(facts: Facts, claim: Evidence) -> list[Row]:
    """Everything else that the graph holds of a claim."""
    return [row for row in _rows(facts, claim) if row.values]


def _rows(facts: Facts, claim: Evidence) -> Iterator[Row]:
    node = CLAIM + claim.id
    yield Row("Said by", [chain(claim)])
    yield Row("Where", _where(facts, claim, node))
    firmness: list[Pieces] = [[IRI(v)] for name in ("stance", "modality", "polarity", "claimKind")
                              for v in facts.all.nodes(node, CG + name)]
    yield Row("How firmly", [joined(firmness)])
    yield from own(facts, node, _SHOWN)
    yield Row("Stated", [[claim.stated_on]])
    yield Row("Holds", [[claim.valid or "no time given: certain only on the day it was stated"],
                        *([[bounds]] if (bounds := _bounds(facts, node)) else [])])
    origins = zip(claim.origins, claim.origin_labels, strict=True)
    yield Row("Origin", [[IRI(full(o))] for o, _ in origins if full(o).startswith(ORIGIN)])
    yield Row("Contested by", [[IRI(full(one))] for one in claim.contested_by])
    yield Row("Relations", [[IRI(s)] for p in ("cg:claim", "cg:ofClaim")
                            for s in facts.subjects(node, p)
                            if facts.kind(s) == CG + "ClaimRelation"])
    yield Row("Corrected", [[IRI(s)] for s in facts.subjects(node, "cg:corrects")])
    yield Row("Premises", [[IRI(one)] for one in facts.nodes(node, "cg:premise")])
    yield Row("Premise of", [[IRI(one)] for one in facts.subjects(node, "cg:premise")
                             if one.startswith(CLAIM)])
    yield Row("Checked", [_checked(facts, node, claim)])
    if claim.rank == "deprecated":
        yield Row("Deprecated", [[claim.rank_reason or ""]])
    yield Row("Note", [[claim.note]] if claim.note else [])


def own(facts: Facts, thing: str, shown: Collection[str]) -> list[Row]:
    """What is stated of a thing itself, but for properties that are shown elsewhere."""
    return [
        Row(capital(facts.label(predicate)),
            sorted((value(facts, v, thing) for v in values), key=str))
        for predicate, values in facts.said(thing)
        if predicate not in shown
    ]


def capital(text: str) -> str:
    """The text with a capital at its beginning.

    >>> capital("part of")
    'Part of'
    """
    return text[:1].upper() + text[1:]


def value(facts: Facts, term: object, parent: str) -> Pieces:
    """A value as pieces; a part of a record is written out, property by property."""
    name = key(term)
    if not name.startswith(f"{parent}/"):
        return [IRI(name) if "://" in name and not _is_text(term) else name]
    parts = [
        [f"{facts.label(predicate)}: ", *joined([value(facts, v, name) for v in values], ", ")]
        for predicate, values in facts.said(name)
        if predicate != TYPE
    ]
    return joined(parts)


def _is_text(term: object) -> bool:
    return hasattr(term, "datatype")


def _where(facts: Facts, claim: Evidence, node: str) -> list[Pieces]:
    document = IRI(full(claim.document))
    paragraphs = facts.all.nodes(node, CG + "inParagraph")
    first: Pieces = [document]
    if paragraphs:
        first += [", ", IRI(paragraphs[0])]
    elif claim.locator:
        first += [f", {claim.locator}"]
    found = [first]
    at = facts.text(node, "cg:seenAt")
    for copy in facts.nodes(node, "cg:seenIn"):
        found.append(["seen in ", IRI(copy), f", {at}" if at else ""])
    return found


def _bounds(facts: Facts, node: str) -> str:
    first, last, early, late = (facts.text(node, f"cg:{name}") for name in _BOUNDS)
    certain = f"certain from {last}" + (f" to before {early}" if early else " on") if last else ""
    possible = " ".join(
        part for part in (f"from {first}" if first else "", f"to before {late}" if late else "")
        if part
    )
    return "; ".join(p for p in (certain, f"possible {possible or 'at any time'}") if p)


def _checked(facts: Facts, node: str, claim: Evidence) -> Pieces:
    if not claim.verified:
        return ["not verified"]
    against = facts.all.nodes(node, CG + "verifiedAgainst")
    curators = facts.text(node, "cg:curators")
    pieces: Pieces = ["verified"]
    pieces += [" against ", IRI(against[0])] if against else []
    day = facts.text(node, "cg:verifiedOn")
    pieces += [f" on {day}"] if day else []
    return [*pieces, f", curators: {curators}"] if curators else pieces
