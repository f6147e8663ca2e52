"""Observations: one printed cell of a published table each."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from typing import Annotated, Literal, get_args

from pydantic import AfterValidator, Field, StringConstraints
from pydantic_core import PydanticCustomError

from kg.edtf import Edtf
from kg.model.base import Record, Ref, plain
from kg.model.vocabulary import Coverage

#: what a table may split its figures by, as the column of a file of cells is called
Dimension = Literal["reason", "criminality", "agency", "disposition", "technology", "status"]
DIMENSIONS: tuple[str, ...] = get_args(Dimension)
#: the line or column that adds up a dimension
ALL = "all"

#: the columns of a file of cells, in their order
COLUMNS = ("table", "measure", "period", "coverage", *DIMENSIONS, "value", "sheet", "cell")


@lru_cache(maxsize=4096)
def span(text: str) -> Edtf:
    """The period of a cell; raises ValueError where it has not one first and one last day."""
    period = Edtf.parse(text)
    if "[" in text or period.start is None or period.end is None:
        raise ValueError(
            f"'{text}' has no certain first and last day; write 2025-02 or 2024-10/2025-09"
        )
    return period


def _span(text: str) -> str:
    try:
        span(text)
    except ValueError as error:
        raise PydanticCustomError("edtf", "{reason}", {"reason": str(error)}) from None
    return text


#: a figure as a file of cells has it: no padding, no exponent
Figure = Annotated[
    Decimal, plain(r"0|-?([1-9][0-9]{0,14}|(0|[1-9][0-9]{0,14})\.[0-9]{0,16}[1-9])", "41500 or 5.5")
]
Span = Annotated[str, AfterValidator(_span)]
Category = Ref | None


class Observation(Record):
    """One cell of a published table; its document is the file it stands in."""

    table: Ref = Field(description="The table.")
    measure: Ref = Field(description="What the figure counts.")
    period: Span = Field(description="The period, or the day of a stock (EDTF).")
    coverage: Coverage = Field(description="Whether the data cover the period whole or in part.")
    reason: Category = Field(None, description="Line of the release reason, or all.")
    criminality: Category = Field(None, description="Line of the criminality, or all.")
    agency: Category = Field(None, description="Arresting agency, or all.")
    disposition: Category = Field(None, description="Line of the processing disposition, or all.")
    technology: Category = Field(None, description="Line of the technology, or all.")
    status: Category = Field(None, description="Line of the participants' status, or all.")
    value: Figure = Field(description="The figure as it was read.")
    sheet: Annotated[str, StringConstraints(min_length=1, max_length=31)] = Field(
        description="Name of the sheet as it is."
    )
    cell: Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,3}[1-9][0-9]{0,6}$")] = Field(
        description="Address of the cell on its sheet."
    )

    def categories(self) -> dict[str, str]:
        """The dimensions that the cell has, with the key of its line or ``all``."""
        return {name: value for name in DIMENSIONS if (value := getattr(self, name)) is not None}


def short_id(document: str, sheet: str, cell: str) -> str:
    """The short id of a cell.

    >>> short_id("ice-workbook-2026-04-09", " Detention FY26", "E63")
    'observation/ice-workbook-2026-04-09/detention-fy26/E63'
    """
    return f"observation/{document}/{slug(sheet)}/{cell}"


@lru_cache(maxsize=1024)
def slug(sheet: str) -> str:
    """The name of a sheet as a part of an address: lower-case words joined by hyphens."""
    words = "".join(c if c.isascii() and c.isalnum() else " " for c in sheet.lower()).split()
    return "-".join(words) or "sheet"
