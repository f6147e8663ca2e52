"""Which class of evidence, line and marks an edge is drawn with."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kg.draw import Edge
from kg.draw.style import DASHES, FAMILIES, KINDS, STATUSES, outlines
from kg.draw.view import PLAIN_MODALITIES, WEAK_STANCES
from kg.model.vocabulary import SCHEMES

PLAIN = Edge(
    "e", "a", "b", "leadsTo", "leads to", "affirmed", "does", ("asserted",), 1, ("c",), (),
    unnamed_only=False, no_evidence=False,
)


@pytest.mark.parametrize(
    ("edge", "looks"),
    [
        (PLAIN, ("record", "solid", ())),
        (replace(PLAIN, stances=("interested-party",)), ("record", "solid", ())),
        (replace(PLAIN, unnamed_only=True), ("unnamed", "dotted", ())),
        (replace(PLAIN, stances=("hedged", "promised")), ("hedged", "dashed", ())),
        (replace(PLAIN, stances=("hedged", "asserted")), ("record", "solid", ())),
        (replace(PLAIN, stances=("denied",)), ("hedged", "dashed", ())),
        (replace(PLAIN, polarity="negated"), ("negated", "solid", ("negated",))),
        (
            replace(PLAIN, polarity="negated", unnamed_only=True),
            ("negated", "dotted", ("negated",)),
        ),
        (
            replace(PLAIN, no_evidence=True, stances=("no-evidence",)),
            ("no-evidence", "sparse", ("no-evidence",)),
        ),
        (replace(PLAIN, disputed=("d",)), ("record", "solid", ("disputed",))),
    ],
)
def test_looks(edge: Edge, looks: tuple[str, str, tuple[str, ...]]) -> None:
    assert (edge.status, edge.line, edge.marks) == looks


@pytest.mark.parametrize(
    ("modality", "polarity", "wording"),
    [
        ("does", "affirmed", "leads to"),
        ("not-applicable", "affirmed", "leads to"),
        ("may", "affirmed", "leads to (may)"),
        ("must", "negated", "not: leads to (must)"),
    ],
)
def test_a_label_says_no_more_than_its_claims(modality: str, polarity: str, wording: str) -> None:
    assert replace(PLAIN, modality=modality, polarity=polarity).wording == wording


def test_weak_stances_are_stances() -> None:
    assert set(SCHEMES["stance"]) >= WEAK_STANCES
    assert set(SCHEMES["modality"]) > PLAIN_MODALITIES


def test_no_two_statuses_look_alike() -> None:
    assert len({(s.line, s.marks) for s in STATUSES.values()}) == len(STATUSES)
    assert {s.line for s in STATUSES.values()} == set(DASHES)


def test_no_two_kinds_share_letters() -> None:
    letters = [letter for _, letter in KINDS.values()]
    assert len(set(letters)) == len(letters)
    assert {family for family, _ in KINDS.values()} == set(FAMILIES)


def test_letters_and_text_stand_out_from_their_box() -> None:
    # WCAG 2.2, 1.4.3: 4.5 to 1 for text.
    for family in FAMILIES.values():
        for fill, ink, text in zip(family.fill, family.ink, ("#1b1e21", "#e9ecef"), strict=True):
            assert contrast(fill, ink) >= 4.5
            assert contrast(fill, text) >= 4.5


def test_outlines_keep_to_their_box() -> None:
    for kind in (*KINDS, "SomethingNew"):
        for outline in outlines(kind, 120, 40):
            assert all(abs(x) <= 60.01 and abs(y) <= 20.01 for x, y in outline)


def contrast(one: str, other: str) -> float:
    bright, dim = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dim + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
