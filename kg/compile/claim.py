"""Claims → the graph ``claims``."""

from __future__ import annotations

import hashlib
import json
from datetime import date

from kg.compile.entity import paragraph, ref
from kg.compile.terms import Graph, Node, cg, concept, day, number, text
from kg.edtf import Bounds, Edtf, undated
from kg.model.claim import Claim, Quantity, Speaker, Threshold, Tombstone
from kg.model.document import DocumentFile
from kg.names import CLAIM, ID

#: fields that do not make a claim another claim: DESIGN of identity, content hash
_NOT_CONTENT = {"rank", "rank_reason", "note", "verification", "text", "shared_source"}

_LATER_FIELDS = ("binds", "threshold")


def node(name: str, document: str) -> Node:
    """The node of a claim, an entity or a document, from a reference in a document."""
    if name.startswith("./"):
        return Node(f"{CLAIM}{document}/{name[2:]}")
    return Node((CLAIM if "/" in name else ID) + name)


def claim(graph: Graph, document: DocumentFile, key: str, record: Claim) -> None:
    """Write one claim with its attribution, time and verification."""
    one = Node(f"{CLAIM}{document.key}/{key}")
    chain = (*record.said_by, *document.voice)
    graph.add(one, "rdf:type", cg("Claim"))
    graph.add(one, "dcterms:identifier", f"{document.key}/{key}")
    graph.add(one, "cg:text", text(record.text))
    graph.add(one, "cg:subject", node(record.subject, document.key))
    graph.add(one, "cg:predicate", cg(record.predicate))
    if record.object:
        graph.add(one, "cg:object", node(record.object, document.key))
    if record.value:
        graph.add(one, "cg:objectText", text(record.value))
    if record.object_state:
        graph.add(one, "cg:objectState", concept("object-state", record.object_state))
    if record.quantity:
        _quantity(graph, one, record.quantity)
    graph.add(one, "cg:condition", *(node(name, document.key) for name in record.if_))
    graph.add(one, "cg:exception", *(node(name, document.key) for name in record.unless))
    graph.add(one, "cg:polarity", concept("polarity", record.polarity))
    graph.add(one, "cg:stance", concept("stance", record.stance))
    graph.add(one, "cg:claimKind", concept("claim-kind", record.kind))
    graph.add(one, "cg:modality", concept("modality", record.modality))
    graph.add(one, "cg:statedIn", ref(document.key))
    if record.paragraph:
        graph.add(one, "cg:inParagraph", paragraph(document.key, record.paragraph))
        graph.add(one, "cg:paragraph", number(record.paragraph))
    graph.add(one, "cg:locator", record.locator)
    for seen in record.seen_in:
        graph.add(one, "cg:seenIn", ref(seen.document))
        graph.add(one, "cg:seenAt", text(seen.locator) if seen.locator else None)
    _attribution(graph, one, chain)
    graph.add(one, "cg:stage", *(concept("stage", stage) for stage in record.stage))
    graph.add(one, "cg:jurisdiction", ref(record.jurisdiction))
    graph.add(one, "cg:place", ref(record.place))
    graph.add(one, "cg:population", ref(record.population))
    graph.add(one, "cg:binds", ref(record.binds))
    if record.threshold:
        _threshold(graph, one, record.threshold)
    _time(graph, one, document, record)
    graph.add(one, "cg:premise", *(node(name, document.key) for name in record.premises))
    if record.shared_source:
        graph.add(one, "cg:sharedSource", concept("shared-source", record.shared_source))
    graph.add(one, "cg:verification", concept("verification", record.verification.status))
    graph.add(one, "cg:verifiedAgainst", ref(record.verification.against))
    if record.verification.on:
        graph.add(one, "cg:verifiedOn", day(date.fromisoformat(record.verification.on)))
    graph.add(one, "cg:curators", number(record.verification.curators))
    graph.add(one, "cg:rank", concept("rank", record.rank))
    graph.add(one, "cg:rankReason", text(record.rank_reason) if record.rank_reason else None)
    graph.add(one, "skos:note", text(record.note) if record.note else None)
    graph.add(one, "cg:contentHash", content_hash(document, record))


def tombstone(graph: Graph, name: str, record: Tombstone) -> None:
    """Write what is left of a claim that is gone."""
    one = Node(CLAIM + name)
    graph.add(one, "rdf:type", cg("Tombstone"))
    graph.add(one, "dcterms:identifier", name)
    graph.add(one, "cg:reason", text(record.reason))
    graph.add(one, "cg:withdrawnOn", day(date.fromisoformat(record.on)))
    if record.went_to:
        graph.add(one, "dcterms:isReplacedBy", node(record.went_to, name.partition("/")[0]))


def content_hash(document: DocumentFile, record: Claim) -> str:
    """SHA-256 over document, locator, attribution, proposition, stance, qualifiers and time.

    Rank, note, verification and wording are left out: they may improve without the claim
    becoming another claim.
    """
    content = record.model_dump(mode="json", by_alias=True, exclude=_NOT_CONTENT)
    for name in _LATER_FIELDS:  # absent, they leave hashes as they were before the field came
        if content[name] is None:
            del content[name]
    content["document"] = document.key
    content["voice"] = [speaker.model_dump(mode="json") for speaker in document.voice]
    packed = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(packed.encode()).hexdigest()


def _quantity(graph: Graph, one: Node, record: Quantity) -> None:
    figure = Node(one.value + "/quantity")
    graph.add(one, "cg:quantity", figure)
    graph.add(figure, "rdf:type", cg("Quantity"))
    graph.add(figure, "cg:measure", ref(record.measure))
    graph.add(figure, "cg:comparator", concept("comparator", record.comparator))
    for name, value in (("value", record.value), ("low", record.low), ("high", record.high)):
        graph.add(figure, f"cg:{name}", number(value) if value is not None else None)
    graph.add(figure, "cg:denominator", text(record.denominator) if record.denominator else None)
    graph.add(figure, "cg:period", record.period)


def _threshold(graph: Graph, one: Node, record: Threshold) -> None:
    days = Node(one.value + "/threshold")
    graph.add(one, "cg:threshold", days)
    graph.add(days, "rdf:type", cg("Threshold"))
    graph.add(days, "cg:days", number(record.days))
    graph.add(days, "cg:clock", concept("clock", record.clock))
    graph.add(days, "cg:statedAs", text(record.stated_as) if record.stated_as else None)


def _attribution(graph: Graph, one: Node, chain: tuple[Speaker, ...]) -> None:
    graph.add(one, "cg:asserter", ref(chain[0].speaker))
    graph.add(one, "cg:asserterManner", concept("manner", chain[0].manner))
    graph.add(one, "cg:chainLength", number(len(chain)))
    for position, step in enumerate(chain, 1):
        link = Node(f"{one.value}/attribution/{position}")
        graph.add(one, "cg:attribution", link)
        graph.add(link, "rdf:type", cg("Attribution"))
        graph.add(link, "cg:position", number(position))
        graph.add(link, "cg:speaker", ref(step.speaker))
        graph.add(link, "cg:manner", concept("manner", step.manner))
        graph.add(link, "cg:occasion", ref(step.occasion))


def _time(graph: Graph, one: Node, document: DocumentFile, record: Claim) -> None:
    published = Edtf.parse(document.date).bounds()
    stated = Edtf.parse(record.stated).bounds() if record.stated else published
    graph.add(one, "cg:valid", record.valid)
    graph.bounds(one, _validity(record, stated))
    graph.add(one, "cg:stated", record.stated or document.date)
    if stated.earliest_start and stated.latest_start:
        graph.add(one, "cg:statedEarliest", day(stated.earliest_start))
        graph.add(one, "cg:statedLatest", day(stated.latest_start))
    if published.earliest_start:
        graph.add(one, "cg:knownFrom", day(published.earliest_start))


def _validity(record: Claim, stated: Bounds) -> Bounds:
    if record.valid:
        return Edtf.parse(record.valid).bounds(stated.latest_start)
    if stated.latest_start is None:
        return Bounds(None, None, None, None)
    return undated(stated.latest_start)
