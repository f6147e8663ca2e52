"""The closed vocabularies of a record, by the last part of each concept's IRI.

The terms are defined in ``ontology/schemes.ttl``; a test holds these tuples equal to it.
"""

from __future__ import annotations

from typing import Literal, get_args

Stance = Literal[
    "asserted", "interested-party", "hedged", "promised", "denied", "no-evidence"
]
ClaimKind = Literal["fact", "definition", "presupposition", "provenance", "speech-act"]
Modality = Literal["may", "sometimes", "does", "must", "not-applicable"]
Polarity = Literal["affirmed", "negated"]
ObjectState = Literal["unknown", "none"]
Rank = Literal["normal", "deprecated"]
Stage = Literal["a", "b", "c", "d"]
Manner = Literal["on-record", "unnamed", "institutional"]
Derivation = Literal["copy", "translation", "paraphrase", "summary"]
DocumentKind = Literal[
    "official-record",
    "statute",
    "opinion",
    "order",
    "news",
    "analysis",
    "copy",
    "curator-note",
]
ConflictKind = Literal[
    "promise-and-conduct",
    "scope",
    "change-over-time",
    "modal-strength",
    "self-description",
    "selective-disclosure",
    "knowledge-and-promise",
    "competing-causes",
    "copying-error",
    "legal-stage",
    "different-measure",
    "stock-and-flow",
    "announcement-and-event",
    "claim-and-denial",
    "courts-disagree",
]
Compatibility = Literal["both-can-hold", "cannot-both-hold", "not-known"]
Relation = Literal["refines", "corroborates", "supersedes", "differs-from"]
Comparator = Literal["exactly", "about", "almost", "more-than", "less-than", "at-least", "some"]
MeasureType = Literal["stock", "flow", "level", "duration"]
Verification = Literal["verified", "unverified"]
SharedSource = Literal["possible"]
Finder = Literal["reader", "curator"]
Verdict = Literal[
    "supported", "consistent", "different-population", "contradicted", "not-testable"
]
InstrumentKind = Literal[
    "statute",
    "regulation",
    "decision",
    "settlement",
    "executive-order",
    "directive",
    "appropriation",
    "notice",
]
Coverage = Literal["whole", "part"]
Clock = Literal[
    "removal-period-start",
    "final-order",
    "detention-start",
    "border-custody-start",
    "release",
    "review-request",
    "notice",
    "decision",
    "arrest",
]

#: scheme name in the ontology → the values a seed file may use
SCHEMES: dict[str, tuple[str, ...]] = {
    "stance": get_args(Stance),
    "claim-kind": get_args(ClaimKind),
    "modality": get_args(Modality),
    "polarity": get_args(Polarity),
    "object-state": get_args(ObjectState),
    "rank": get_args(Rank),
    "stage": get_args(Stage),
    "manner": get_args(Manner),
    "derivation": get_args(Derivation),
    "document-kind": get_args(DocumentKind),
    "conflict-kind": get_args(ConflictKind),
    "compatibility": get_args(Compatibility),
    "relation": get_args(Relation),
    "comparator": get_args(Comparator),
    "measure-type": get_args(MeasureType),
    "verification": get_args(Verification),
    "shared-source": get_args(SharedSource),
    "finder": get_args(Finder),
    "instrument-kind": get_args(InstrumentKind),
    "clock": get_args(Clock),
    "coverage": get_args(Coverage),
    "verdict": get_args(Verdict),
}
