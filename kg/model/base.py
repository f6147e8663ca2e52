"""Field types and the strict base that every record shares."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
)
from pydantic_core import PydanticCustomError

from kg.edtf import Edtf


def _edtf(text: str) -> str:
    try:
        Edtf.parse(text)
    except ValueError as error:
        raise PydanticCustomError("edtf", "{reason}", {"reason": str(error)}) from None
    return text


def _day(text: str) -> str:
    if Edtf.parse(_edtf(text)).is_interval or len(text) != len("2025-02-03"):
        raise PydanticCustomError("edtf", "a single day is needed here, such as 2025-02-03")
    return text


def plain(pattern: str, example: str) -> BeforeValidator:
    """Numbers as people write them: a text of that pattern, else a complaint with the example."""

    def check(value: object) -> object:
        if isinstance(value, str) and not re.fullmatch(pattern, value):
            raise PydanticCustomError("number", f"write it plainly, such as {example}")
        return value

    return BeforeValidator(check)


KEY_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
CLAIM_PATTERN = r"^(\./|[a-z0-9]+(-[a-z0-9]+)*/)[a-z0-9]+(-[a-z0-9]+)*$"

#: a permanent key: lower-case words joined by hyphens
Key = Annotated[str, StringConstraints(pattern=KEY_PATTERN, max_length=80)]
#: a whole number
Whole = Annotated[int, plain(r"[0-9]{1,15}", "41500")]
#: a number with or without decimals
Number = Annotated[Decimal, plain(r"-?[0-9]{1,15}(\.[0-9]{1,9})?", "41500 or 5.5")]
#: an entity, a document or a curation record, by its key
Ref = Annotated[str, StringConstraints(pattern=KEY_PATTERN, max_length=80)]
#: a claim as ``document/claim``, or ``./claim`` inside its own document
ClaimRef = Annotated[str, StringConstraints(pattern=CLAIM_PATTERN, max_length=161)]
#: an entity or a claim
AnyRef = Annotated[
    str,
    StringConstraints(
        pattern=rf"{KEY_PATTERN[:-1]}$|{CLAIM_PATTERN[:-1]}$", max_length=161
    ),
]
#: the local name of a property of the ontology, such as ``leadsTo``
Predicate = Annotated[str, StringConstraints(pattern=r"^[a-z][A-Za-z]*$", max_length=40)]
#: prose in the curator's own words
Text = Annotated[str, StringConstraints(min_length=3, max_length=600, strip_whitespace=True)]
#: a date or an interval in EDTF, with the precision it has
When = Annotated[str, AfterValidator(_edtf)]
#: one day, as YYYY-MM-DD
Day = Annotated[str, AfterValidator(_day)]
Url = Annotated[str, StringConstraints(pattern=r"^https?://[^\s<>\"{}|\\^`]+$", max_length=400)]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]


class Record(BaseModel):
    """A part of a seed file: unknown keys are errors, and nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Alias(Record):
    """Another name of an entity, with the time it was in use where that is known."""

    name: Text = Field(description="The other name, as it is written.")
    used: When | None = Field(None, description="When the name was in use (EDTF).")
    note: Text | None = Field(None, description="Who uses it, or why it misleads.")
