"""Claims with their evidence, as blocks of text or as a grid."""

from __future__ import annotations

from kg.ask.evidence import Evidence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.ask.corrections import Correction

    Lineage = Mapping[str, Sequence[tuple[str, str, str]]]
    Log = Mapping[str, Sequence[Correction]]

_COLUMNS = (
    "claim", "text", "asserter", "manner", "stance", "modality", "polarity", "kind", "document",
    "place", "stated_on", "valid", "origin", "contested_by", "verified", "rank",
)


def blocks(
    claims: Sequence[Evidence],
    lineage: Lineage,
    citations: Mapping[str, str],
    log: Log,
    related: Mapping[str, Sequence[str]],
    families: Mapping[str, Sequence[str]],
) -> str:
    """One block of lines per claim; a lone claim has the family of its document drawn."""
    return "\n\n".join(
        _block(
            claim, lineage.get(claim.document, ()), citations[claim.document],
            log.get(claim.id, ()), related.get(claim.id, ()),
            families.get(claim.document, ()), drawn=len(claims) == 1,
        )
        for claim in claims
    )


def _block(
    claim: Evidence,
    steps: Sequence[tuple[str, str, str]],
    citation: str,
    log: Sequence[Correction],
    related: Sequence[str],
    family: Sequence[str],
    *,
    drawn: bool,
) -> str:
    qualities = [f"stance: {claim.stance_label}"]
    if claim.modality != "not-applicable":
        qualities.append(f"modality: {claim.modality}")
    qualities += [claim.polarity] if claim.polarity == "negated" else []
    qualities += [claim.kind] if claim.kind != "fact" else []
    origins = zip(claim.origin_labels, claim.origins, strict=True)
    lines = [
        claim.id,
        f"  {claim.text}",
        f"  said by    {claim.chain}",
        f"  where      {claim.document_label}, {claim.place}; stated {claim.stated_on}",
        f"  how        {'; '.join(qualities)}",
        f"  valid      {claim.valid or 'no time given: certain only on the day it was stated'}",
        f"  origin     {'; '.join(f'{label} [{key}]' for label, key in origins)}",
        f"  lineage    {' ; '.join(f'{a} is a {how} of {b}' for a, how, b in steps) or 'original'}",
        f"  contested  {', '.join(claim.contested_by) or 'by no curated conflict'}",
        f"  checked    {'against the copy consulted' if claim.verified else 'not verified'}",
    ]
    if related:
        lines.insert(-1, f"  related    {'; '.join(related)}")
    if len(family) > 1 and drawn:
        at = next(i for i, line in enumerate(lines) if line.startswith("  lineage"))
        first = f"  lineage    {len(family)} documents of one report:"
        lines[at : at + 1] = [first, *(f"             {line}" for line in family)]
    lines.append(f"  cite       {citation}, {claim.place}")
    if claim.rank == "deprecated":
        lines.insert(1, f"  DEPRECATED: {claim.rank_reason}")
    if claim.note:
        lines.append(f"  note       {claim.note}")
    lines += [f"  corrected  {entry} [{entry.id}]" for entry in log]
    return "\n".join(lines)


def rows(claims: Sequence[Evidence]) -> tuple[list[str], list[list[str]]]:
    """The claims as a grid."""
    return list(_COLUMNS), [
        [
            c.id, c.text, c.asserter, c.manner, c.stance, c.modality, c.polarity, c.kind,
            c.document, c.place, c.stated_on, c.valid or "", " ".join(c.origins),
            " ".join(c.contested_by), "yes" if c.verified else "no", c.rank,
        ]
        for c in claims
    ]
