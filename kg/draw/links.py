"""Arrows from statements: which claims carry one, and which speak against it.

The same division as the rule ``link`` makes: claims whose stance commits the speaker carry a link;
claims that deny it, or say the opposite, dispute it; promises and "no evidence that" do neither,
and have arrows of their own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.ask.evidence import Evidence
from kg.draw.view import Edge

#: stances that do not carry a link; each has arrows of its own
APART = frozenset({"promised", "denied", "no-evidence"})


@dataclass(frozen=True, slots=True)
class Statement:
    """A claim, or a condition of one, as an arrow."""

    source: str
    target: str
    predicate: str
    label: str
    sign: int | None
    directed: bool
    claim: str

    @property
    def ends(self) -> tuple[str, str, str]:
        """What it joins, and how."""
        return self.source, self.predicate, self.target


def disputes(found: Iterable[Statement], everything: Iterable[Statement]) -> list[Statement]:
    """Those of all statements that join the same things as the ones found, in the same way."""
    ends = {one.ends for one in found}
    return [one for one in everything if one.ends in ends]


def edges(
    found: Sequence[Statement], everything: Iterable[Statement], claims: dict[str, Evidence]
) -> tuple[Edge, ...]:
    """One edge for all claims of a proposition; ``claims`` has the evidence of ``disputes``."""
    near: dict[tuple[str, str, str], list[Evidence]] = {}
    for one in disputes(found, everything):
        near.setdefault(one.ends, []).append(claims[one.claim])
    groups: dict[tuple[str, ...], list[Statement]] = {}
    for one in found:
        claim = claims[one.claim]
        apart = claim.stance if claim.stance in APART else ""
        groups.setdefault((*one.ends, claim.polarity, claim.modality, apart), []).append(one)
    carried = {key[:4] for key in groups if not key[5]}
    # A denial is a mark on what it denies; it is drawn by itself only where nobody says that.
    kept = [
        (key, members)
        for key, members in sorted(groups.items())
        if key[5] != "denied" or key[:4] not in carried
    ]
    return tuple(
        _edge(f"e{number}", key, members, near[members[0].ends], claims)
        for number, (key, members) in enumerate(kept, 1)
    )


def _edge(
    name: str,
    key: tuple[str, ...],
    members: list[Statement],
    near: list[Evidence],
    claims: dict[str, Evidence],
) -> Edge:
    source, predicate, target, polarity, modality, apart = key
    behind = [claims[one.claim] for one in members]
    against: set[str] = set()
    if apart not in ("promised", "no-evidence"):
        against = {claim.id for claim in near if _against(claim, polarity)}
    return Edge(
        id=name, source=source, target=target, predicate=predicate, label=members[0].label,
        polarity=polarity, modality=modality,
        stances=tuple(sorted({claim.stance for claim in behind})),
        sign=members[0].sign,
        claims=() if apart == "denied" else tuple(sorted({claim.id for claim in behind})),
        disputed=tuple(sorted(against)),
        unnamed_only=apart != "denied" and all(claim.manner == "unnamed" for claim in behind),
        no_evidence=apart == "no-evidence",
    )


def _against(claim: Evidence, polarity: str) -> bool:
    if claim.polarity == polarity:
        return claim.stance == "denied"
    return claim.stance not in APART
