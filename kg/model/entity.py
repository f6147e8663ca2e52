"""Entities: who and what the claims speak of."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from kg.model.base import Alias, Key, Record, Ref, Text, Url, When, Whole
from kg.model.observation import Dimension
from kg.model.vocabulary import InstrumentKind, MeasureType


class EntityBase(Record):
    """What every entity has."""

    label: Text = Field(description="Name shown to readers.")
    definition: Text = Field(description="What it is, in own words; what it is not, where needed.")
    aliases: tuple[Alias, ...] = Field((), description="Other names.")
    same_as: tuple[Url, ...] = Field((), description="Identity links whose id was verified.")
    note: Text | None = Field(None, description="Curator's note.")


class Thing(EntityBase):
    """An entity with no fields beyond the common ones, and its place in a whole."""

    entity_class: Literal[
        "Programme",
        "MonitoringTechnology",
        "Policy",
        "Place",
        "PopulationGroup",
        "Office",
        "Topic",
        "Status",
        "Remedy",
        "Contract",
    ] = Field(alias="class", description="Class in the ontology.")
    part_of: Ref | None = Field(None, description="The larger thing it belongs to.")


class CodeMatch(Record):
    """How the meaning of one code stands to that of another, in the words of SKOS."""

    how: Literal["exact", "close", "broad", "narrow", "related"] = Field(
        description="Broad: the other code is the broader one. Exact: one table explains the other."
    )
    of: Ref = Field(description="The other code; never a factor or a pathway.")


class RecordCode(EntityBase):
    """A value that a field of an official file can have, or a line of a published table."""

    entity_class: Literal["RecordCode"] = Field(alias="class")
    part_of: Ref | None = Field(None, description="The field or the table it belongs to.")
    value: Annotated[str, StringConstraints(min_length=1, max_length=200)] | None = Field(
        None, description="The spelling of the source, where the label has another."
    )
    in_list: Ref | None = Field(None, description="The code list that has it.")
    broader: Ref | None = Field(None, description="The line of the same list that counts it too.")
    matches: tuple[CodeMatch, ...] = Field((), description="Codes of other lists it matches.")
    since: When | None = Field(None, description="The first time for which it is seen (EDTF).")
    until: When | None = Field(None, description="The last time for which it is seen (EDTF).")


class CodeList(EntityBase):
    """The values of one field, or the lines of one published table, as seen by a day."""

    entity_class: Literal["CodeList"] = Field(alias="class")
    version: Text = Field(description="Which releases or publications its values were seen in.")
    date: When = Field(description="By when they were seen (EDTF).")
    document: Ref | None = Field(None, description="The document that shows them.")


class Actor(EntityBase):
    """Someone or something that acts or speaks."""

    entity_class: Literal[
        "Agency",
        "Administration",
        "Court",
        "Legislature",
        "Person",
        "Contractor",
        "MediaOutlet",
        "Curator",
    ] = Field(alias="class", description="Class in the ontology.")
    part_of: Ref | None = Field(None, description="The body it belongs to.")
    speaks_for: Ref | None = Field(None, description="The body this person speaks for.")


class UnnamedSources(EntityBase):
    """Speakers a document does not name; never merged across documents."""

    entity_class: Literal["UnnamedSources"] = Field(alias="class")
    number: Whole | None = Field(None, ge=1, description="How many, where the document says.")
    quoted_in: Ref = Field(description="The only document they speak in.")
    may_overlap: tuple[Ref, ...] = Field(
        (), description="Other unnamed groups of the same document that may be the same people."
    )


class Country(EntityBase):
    """A state, with its ISO 3166 code."""

    entity_class: Literal["Country"] = Field(alias="class")
    code: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")] = Field(
        description="ISO 3166-1 alpha-2, in quotes (a bare NO is not text in YAML)."
    )


class Factor(EntityBase):
    """A circumstance said to bear on release or detention."""

    entity_class: Literal["Factor"] = Field(alias="class")
    broader: Ref | None = Field(None, description="The factor this one counts toward.")


class Outcome(EntityBase):
    """What custody can end in, a step on the way, or a legal form of leaving it."""

    entity_class: Literal["Outcome", "ReleasePathway"] = Field(alias="class")
    broader: Ref | None = Field(None, description="The outcome this one is a kind of.")


class LegalInstrument(EntityBase):
    """A statute, regulation, decision or order: its identity and citation, not what it says."""

    entity_class: Literal["LegalInstrument"] = Field(alias="class")
    citation: Text = Field(description="How it is cited.")
    kind: InstrumentKind = Field(description="What kind of instrument it is.")
    issued_by: Ref | None = Field(None, description="The body that made it.")
    part_of: Ref | None = Field(None, description="The instrument it is a provision of.")


class Measure(EntityBase):
    """What exactly a figure counts."""

    entity_class: Literal["Measure"] = Field(alias="class")
    unit: Text = Field(description="Unit, such as persons or beds.")
    measure_type: MeasureType = Field(description="Stock, flow, level or duration.")
    population: Text = Field(description="Whom or what it counts, and what it leaves out.")


class Break(Record):
    """A day from which a table's figures cannot be compared with the earlier ones."""

    at: When = Field(description="The first day or period of the later series (EDTF).")
    reason: Text = Field(description="What changed.")


class RecordTable(EntityBase):
    """A table of an official publication, through all the files that print it."""

    entity_class: Literal["RecordTable"] = Field(alias="class")
    dimensions: tuple[Dimension, ...] = Field((), description="What its lines and columns split.")
    measures: tuple[Ref, ...] = Field(min_length=1, description="What its figures count.")
    denominator: Text = Field(description="What a figure is divided by; a count by nothing.")
    not_separable: Text = Field(description="What the table cannot tell apart.")
    breaks: tuple[Break, ...] = Field((), description="Where its series break, in order.")


class Event(EntityBase):
    """Something that happened or began at a time."""

    entity_class: Literal["Event"] = Field(alias="class")
    date: When = Field(description="When (EDTF), with the precision it has.")
    place: Ref | None = Field(None, description="Where.")


Entity = Annotated[
    Thing
    | RecordCode
    | CodeList
    | Actor
    | UnnamedSources
    | Country
    | Factor
    | Outcome
    | LegalInstrument
    | Measure
    | RecordTable
    | Event,
    Field(discriminator="entity_class"),
]


class EntityFile(Record):
    """A group of entities."""

    record: Literal["entities"]
    key: Key = Field(description="Equal to the file's name.")
    description: Text = Field(description="What the group holds.")
    entities: dict[Key, Entity] = Field(description="Key → entity.")
