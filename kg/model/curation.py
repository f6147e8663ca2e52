"""Curation: what a curator says of claims, kept apart from the claims."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from kg.model.base import ClaimRef, Day, Key, Record, Text
from kg.model.vocabulary import Compatibility, ConflictKind, Finder, Relation, Verdict


class Side(Record):
    """One side of a conflict."""

    label: Text = Field(description="What this side says, in a few words.")
    claims: tuple[ClaimRef, ...] = Field(min_length=1, description="The claims that say it.")


class Conflict(Record):
    """Claims that pull apart."""

    label: Text = Field(description="The conflict in one line.")
    kind: ConflictKind = Field(description="What kind of conflict it is.")
    compatibility: Compatibility = Field(description="Whether all sides can hold.")
    sides: tuple[Side, ...] = Field(min_length=2, description="Two or more sides.")
    reason: Text = Field(description="Why they pull apart, and why they can or cannot both hold.")


class CuratedLink(Record):
    """A relation between two claims."""

    relation: Relation = Field(description="How the first stands to the second.")
    claim: ClaimRef = Field(description="The claim spoken of.")
    of: ClaimRef = Field(description="The claim it stands in relation to.")
    reason: Text = Field(description="What the relation consists in.")


class Correction(Record):
    """An entry of the public log: what this graph had wrong, and what it says now."""

    claim: ClaimRef = Field(description="The claim that was corrected; it may be gone since.")
    was: Text = Field(description="What was wrong.")
    now: Text = Field(description="What it says now.")
    found_by: Finder = Field(description="Who found the error; never by name.")
    on: Day = Field(description="The day of the correction.")


_SLUG = "[a-z0-9]+(-[a-z0-9]+)*"
CellRef = Annotated[
    str, StringConstraints(pattern=rf"^{_SLUG}/{_SLUG}/[A-Z]{{1,3}}[1-9][0-9]*$")
]


class Count(Record):
    """Cells that add up to one count, or a single one."""

    label: Text = Field(description="What is counted, of when, in a few words.")
    cells: tuple[CellRef, ...] = Field(
        min_length=1, description="document/sheet/cell of each cell that is added."
    )


class RecordTest(Record):
    """A curator's comparison of a claim with the official record."""

    claim: ClaimRef = Field(description="The claim that is compared.")
    verdict: Verdict = Field(description="How the two stand to each other.")
    same_thing: Text = Field(description="Whether the record counts what the claim speaks of.")
    reason: Text = Field(description="Why this verdict and no other.")
    counts: tuple[Count, ...] = Field((), description="What the record counts; none if no field.")
    on: Day = Field(description="The day of the comparison.")

    @model_validator(mode="after")
    def _counted(self) -> Self:
        if self.verdict in ("supported", "consistent", "contradicted") and not self.counts:
            raise ValueError(f"the verdict {self.verdict} needs counts")
        return self


class CurationFile(Record):
    """Conflicts, links between claims, corrections, and comparisons with the record."""

    record: Literal["curation"]
    key: Key = Field(description="Equal to the file's name.")
    description: Text = Field(description="What the group holds.")
    conflicts: dict[Key, Conflict] = Field({}, description="Key → conflict.")
    links: dict[Key, CuratedLink] = Field({}, description="Key → link between claims.")
    corrections: dict[Key, Correction] = Field({}, description="Key → entry of the log.")
    record_tests: dict[Key, RecordTest] = Field(
        {}, description="Key → comparison of a claim with the official record."
    )
