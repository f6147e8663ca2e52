"""Documents: where claims are made, and how one derives from another."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import Field, model_validator

from kg.model.base import Day, Key, Record, Ref, Sha256, Text, Url, When
from kg.model.claim import Claims, Speaker, Tombstones
from kg.model.vocabulary import Derivation, DocumentKind


class DerivedFrom(Record):
    """One step of a document's lineage."""

    document: Ref = Field(description="The document it was made from.")
    how: Derivation = Field(description="Copy, translation, paraphrase or summary.")
    note: Text | None = Field(None, description="What shows it.")


class Consulted(Record):
    """What was read, and when. The text itself is never stored."""

    on: Day = Field(description="The day it was read.")
    what: Text = Field(description="Which copy: the page, an archived copy, a summary.")
    file: Sha256 | None = Field(None, description="SHA-256 of the file that was read.")
    paragraphs: tuple[Sha256, ...] = Field(
        (), description="SHA-256 of each paragraph's normalised text, in order."
    )


class DocumentFile(Record):
    """A document and the claims it makes."""

    record: Literal["document"]
    key: Key = Field(description="Equal to the file's name.")
    label: Text = Field(description="Short name shown to readers.")
    title: Text | None = Field(None, description="Title, only where it is known.")
    kind: DocumentKind = Field(description="What kind of document it is.")
    publisher: Ref = Field(description="Who published it.")
    date: When = Field(description="Date of publication (EDTF), with the precision it has.")
    language: str = Field("en", pattern=r"^[a-z]{2}$", description="ISO 639-1 code.")
    url: Url | None = Field(None, description="Address, only where it is known.")
    archive_url: Url | None = Field(None, description="Archived copy.")
    derived_from: tuple[DerivedFrom, ...] = Field((), description="Lineage.")
    licence: Text = Field(description="Licence or copyright of the document.")
    reuse: Text = Field(description="What may be reused from it.")
    consulted: Consulted | None = Field(None, description="Absent where it was never seen.")
    voice: tuple[Speaker, ...] = Field(
        min_length=1, description="The end of every claim's attribution chain, innermost first."
    )
    note: Text | None = Field(None, description="Curator's note.")
    claims: Claims = Field({}, description="Key → claim.")
    tombstones: Tombstones = Field({}, description="Keys of claims that are gone.")

    @model_validator(mode="after")
    def _places(self) -> Self:
        known = len(self.consulted.paragraphs) if self.consulted else 0
        for key, claim in self.claims.items():
            if claim.paragraph is not None and claim.paragraph > known:
                raise ValueError(
                    f"claim {key} stands on paragraph {claim.paragraph}, "
                    f"but the document has {known} paragraph digests"
                )
        both = sorted(set(self.claims) & set(self.tombstones))
        if both:
            raise ValueError(f"a tombstone and a claim share the key {both[0]}")
        return self
