"""``docs/schema/seed.schema.json``: the shape of a seed file, for editors.

Seed files are read as text, so where a model holds a number, the schema takes it as text too; and
where it holds a date, a year on its own, which editors take for a number.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from kg import paths
from kg.docs.terms import Term, predicates, terms
from kg.model.curation import CurationFile
from kg.model.document import DocumentFile
from kg.model.entity import EntityFile
from kg.model.vocabulary import SCHEMES
from kg.names import BASE
from kg.read import read

SeedFile = Annotated[DocumentFile | EntityFile | CurationFile, Field(discriminator="record")]

#: fields that name an entity or a document
_NAMING = frozenset({
    "subject", "object", "if", "unless", "speaker", "occasion", "population", "jurisdiction",
    "place", "binds", "measure", "publisher", "part_of", "broader", "speaks_for", "quoted_in",
    "may_overlap", "issued_by", "document", "against",
})
_DATES: dict[str, JsonSchemaValue] = {
    "_edtf": {
        "type": ["string", "integer"],
        "examples": ["2025", "2025-02-03", "[2025-02-02..2025-02-03]", "2025-01-20/"],
    },
    "_day": {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$", "examples": ["2025-02-03"]},
}


class SeedSchema(GenerateJsonSchema):
    """JSON Schema of records that are read as text."""

    def int_schema(self, schema: core_schema.IntSchema) -> JsonSchemaValue:
        """A whole number, or its figures as text."""
        return {"anyOf": [super().int_schema(schema), {"type": "string", "pattern": "^[0-9]+$"}]}

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """The value itself: what is not known is left out, and null is refused."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """The value with its default, but for a default that only says that it is left out."""
        found = super().default_schema(schema)
        if found.get("default") in (None, [], {}):
            found.pop("default", None)
        return found

    def function_after_schema(
        self, schema: core_schema.AfterValidatorFunctionSchema
    ) -> JsonSchemaValue:
        """A date has the examples of its kind."""
        name = getattr(schema["function"]["function"], "__name__", "")
        found = super().function_after_schema(schema)
        return dict(_DATES[name]) if name in _DATES else found


def schema() -> dict[str, Any]:
    """The schema of a seed file."""
    found = TypeAdapter(SeedFile).json_schema(by_alias=True, schema_generator=SeedSchema)
    known = {term.name: term for term in terms()}
    _describe(found, known)
    _predicates(found["$defs"]["Claim"]["properties"])
    found["$defs"]["KnownId"] = _known_ids()
    _references(found)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"{BASE}schema/seed.schema.json",
        "title": "A seed file of Custody Graph",
        "description": "A document with its claims, a group of entities, or a group of judgements.",
    } | found


def write() -> str:
    """The schema as text."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def _predicates(claim: dict[str, Any]) -> None:
    found = sorted(predicates(), key=lambda term: term.name)
    claim["predicate"] = {
        "description": claim["predicate"]["description"],
        "enum": [term.name for term in found],
        "markdownEnumDescriptions": [_hint(term) for term in found],
    }


def _known_ids() -> dict[str, Any]:
    """The keys of entities and documents as they stand, so that editors offer them."""
    data = read(Path(paths.seeds()), [term.name for term in predicates()])
    labels = {key: one.label for key, one in (*data.entities.items(), *data.documents.items())}
    return {
        "description": "Keys that exist; a new one is as good once it has its record.",
        "enum": sorted(labels),
        "markdownEnumDescriptions": [labels[key] for key in sorted(labels)],
    }


def _references(node: Any) -> None:
    """Offer the known keys where a field names a record; any other key stays allowed."""
    if isinstance(node, list):
        for item in node:
            _references(item)
    if not isinstance(node, dict):
        return
    for name, field in node.get("properties", {}).items():
        target = field.get("items", field)
        if name in _NAMING and "pattern" in target:
            rest = {k: target.pop(k) for k in ("type", "pattern", "maxLength") if k in target}
            target["anyOf"] = [{"$ref": "#/$defs/KnownId"}, rest]
    for value in list(node.values()):
        _references(value)


def _describe(node: Any, known: dict[str, Term]) -> None:
    """Give each value of a closed vocabulary the definition and the border test it has."""
    if isinstance(node, list):
        for item in node:
            _describe(item, known)
    if not isinstance(node, dict):
        return
    for scheme, values in SCHEMES.items():
        if node.get("enum") == list(values):
            hints = [_hint(known[f"{scheme}-{value}"]) for value in values]
            node["markdownEnumDescriptions"] = hints
    for value in list(node.values()):
        _describe(value, known)


def _hint(term: Term) -> str:
    return f"{term.definition} Not: {term.border}" if term.border else term.definition
