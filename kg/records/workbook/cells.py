"""Tidy cells: one value of a published table, with what it counts and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

#: dimensions that a shipped row has; the others stand in Parquet only
SHIPPED = ("reason", "criminality", "agency", "disposition", "technology", "status")
#: all dimensions, in the order of the columns
DIMENSIONS = (*SHIPPED, "facility_type", "family", "area", "hearing", "outcome")
#: a dimension value that stands for a label nobody knows; such cells only take part in sums
UNKNOWN = "unknown:"


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed value."""

    table: str
    measure: str
    unit: str
    period: str
    coverage: str
    dims: tuple[tuple[str, str], ...]
    value: float | int
    sheet: str
    row: int
    column: int
    cell: str
    label: str
    heading: str
    formula: bool

    @property
    def known(self) -> bool:
        """Whether every label of it is known."""
        return not any(value.startswith(UNKNOWN) for _, value in self.dims)

    def dim(self, name: str) -> str:
        """The value of a dimension; empty where the table has none."""
        return dict(self.dims).get(name, "")


def canonical(value: float | int) -> str:
    """The number as plain decimal text: the shortest that reads back the same.

    >>> canonical(1124.0), canonical(0.00001), canonical(26.60319)
    ('1124', '0.00001', '26.60319')
    """
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return format(Decimal(repr(value)), "f")
