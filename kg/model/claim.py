"""Claims: one proposition that one document makes at one place."""

from __future__ import annotations

from typing import Self

from pydantic import Field, model_validator

from kg.model.base import (
    AnyRef,
    ClaimRef,
    Day,
    Key,
    Number,
    Predicate,
    Record,
    Ref,
    Text,
    When,
    Whole,
)
from kg.model.vocabulary import (
    ClaimKind,
    Clock,
    Comparator,
    Manner,
    Modality,
    ObjectState,
    Polarity,
    Rank,
    SharedSource,
    Stage,
    Stance,
    Verification,
)


class Speaker(Record):
    """One step of an attribution chain."""

    speaker: Ref = Field(description="Who speaks: an actor or a group of unnamed sources.")
    manner: Manner = Field(
        alias="as", description="On record, unnamed, or the voice of an institution."
    )
    occasion: Ref | None = Field(
        None, description="The event or document in which they spoke, where it is known."
    )


class Quantity(Record):
    """A figure in prose, with what exactly it measures."""

    measure: Ref = Field(description="What is counted.")
    comparator: Comparator = Field(description="How the document qualifies the figure.")
    value: Number | None = Field(None, description="The figure; absent where none is given.")
    low: Number | None = Field(None, description="Lower bound of a range.")
    high: Number | None = Field(None, description="Upper bound of a range.")
    denominator: Text | None = Field(None, description="The base of a share.")
    period: When | None = Field(None, description="The period or the day it is about.")

    @model_validator(mode="after")
    def _one_form(self) -> Self:
        if self.comparator == "some":
            if self.value is not None:
                raise ValueError("a comparator 'some' has no value: the document gives no figure")
        elif self.value is None and self.low is None and self.high is None:
            raise ValueError("a quantity needs a value, or low and high")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError("low is greater than high")
        return self


class Threshold(Record):
    """The days that a norm turns on, and from when they are counted."""

    days: Whole = Field(ge=1, description="Days; six months stand as 180.")
    clock: Clock = Field(description="The moment from which the days are counted.")
    stated_as: Text | None = Field(None, description="In the unit of the source.")


class SeenIn(Record):
    """A copy in which a claim of an unseen original was read."""

    document: Ref = Field(description="The copy.")
    locator: Text | None = Field(None, description="Where in the copy.")


class Verified(Record):
    """Whether the claim was compared with its document."""

    status: Verification = Field(description="Compared with the document, or not yet.")
    against: Ref | None = Field(None, description="The copy it was compared with.")
    on: Day | None = Field(None, description="The day of the comparison.")
    curators: Whole = Field(1, ge=1, le=9, description="How many curators compared it.")

    @model_validator(mode="after")
    def _complete(self) -> Self:
        if self.status == "verified" and (self.against is None or self.on is None):
            raise ValueError("a verified claim names the copy (against) and the day (on)")
        return self


class Claim(Record):
    """The unit of knowledge. Its key is permanent; its text is in the curator's own words."""

    text: Text = Field(description="The claim in the curator's own words.")
    subject: AnyRef = Field(description="Entity or claim the proposition is about.")
    predicate: Predicate = Field(description="Property of the ontology.")
    object: AnyRef | None = Field(None, description="Entity or claim.")
    quantity: Quantity | None = Field(None, description="A figure instead of an object.")
    value: Text | None = Field(None, description="A text instead of an object.")
    object_state: ObjectState | None = Field(
        None, description="Instead of an object: it exists but is not known, or there is none."
    )
    if_: tuple[AnyRef, ...] = Field((), alias="if", description="Conditions.")
    unless: tuple[AnyRef, ...] = Field((), description="Exceptions.")
    polarity: Polarity = Field("affirmed", description="Whether the proposition is negated.")
    stance: Stance = Field(description="How the innermost speaker stands to it.")
    kind: ClaimKind = Field("fact", description="What kind of statement it is.")
    modality: Modality = Field(description="How strongly it is said to hold.")
    said_by: tuple[Speaker, ...] = Field(
        (), description="Innermost speaker first; the document's own voice is added after."
    )
    paragraph: Whole | None = Field(None, ge=1, le=9999, description="Paragraph of the document.")
    locator: Text | None = Field(None, description="Place where there are no paragraphs.")
    seen_in: tuple[SeenIn, ...] = Field((), description="Copies, where the original was not seen.")
    stage: tuple[Stage, ...] = Field((), description="Legal stages it applies to.")
    jurisdiction: Ref | None = Field(None, description="Where the law of it holds.")
    place: Ref | None = Field(None, description="Where it is said to hold.")
    population: Ref | None = Field(None, description="Whom it is about.")
    binds: Ref | None = Field(None, description="Whom a norm directs.")
    threshold: Threshold | None = Field(None, description="The days that a norm turns on.")
    valid: When | None = Field(None, description="When it is said to hold (EDTF).")
    stated: When | None = Field(None, description="When it was said; else the document's date.")
    premises: tuple[ClaimRef, ...] = Field((), description="Of a curator's inference.")
    shared_source: SharedSource | None = Field(
        None, description="Set where two speakers may draw on one tally or briefing."
    )
    verification: Verified = Field(description="Comparison with the document.")
    rank: Rank = Field("normal", description="Deprecated: wrong when it was stated.")
    rank_reason: Text | None = Field(None, description="Why it is deprecated.")
    note: Text | None = Field(None, description="Curator's note.")

    @model_validator(mode="after")
    def _whole(self) -> Self:
        given = [
            name
            for name in ("object", "quantity", "value", "object_state")
            if getattr(self, name) is not None
        ]
        if len(given) != 1:
            raise ValueError(
                "give exactly one of object, quantity, value, object_state"
                + (f"; here are {', '.join(given)}" if given else "; here is none")
            )
        if (self.rank == "deprecated") != (self.rank_reason is not None):
            raise ValueError("rank deprecated and rank_reason go together")
        if (self.paragraph is None) == (self.locator is None):
            raise ValueError("give exactly one of paragraph and locator")
        return self


class Tombstone(Record):
    """What is left of a claim that was merged or withdrawn."""

    reason: Text = Field(description="Why it is gone.")
    on: Day = Field(description="The day it went.")
    went_to: ClaimRef | None = Field(None, description="The claim that took its place.")


Claims = dict[Key, Claim]
Tombstones = dict[Key, Tombstone]
