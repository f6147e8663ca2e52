"""Cells as readers see them."""

from __future__ import annotations

from kg.engine.value import IRI
from kg.names import CLAIM

TYPE_CHECKING = False
if TYPE_CHECKING:
    from decimal import Decimal
    from typing import TypeGuard

    from kg.ask.answer import Answer, Cell


def text(answer: Answer, cell: Cell, *, brief: bool = False) -> str:
    """A cell as text: labels for ids, lists joined; ``brief`` shortens ids of claims."""
    values = cell if isinstance(cell, tuple) else (cell,)
    return "; ".join(
        short_claim(value.short)
        if brief and isinstance(value, IRI) and value.startswith(CLAIM)
        else answer.label(value)
        for value in values
    )


def short_claim(claim: str) -> str:
    """The number of a claim where its key begins with one (``c15``), else the whole id."""
    head = claim.rpartition("/")[2].partition("-")[0]
    return head if head[:1].isalpha() and head[1:].isdigit() else claim


def figure(value: int | Decimal) -> str:
    """A figure as people read it: separators between thousands, two digits after the point.

    >>> from decimal import Decimal
    >>> figure(4962), figure(Decimal("40202.5806451613")), figure(Decimal("-1200"))
    ('4,962', '40,202.58', '-1,200')
    """
    if isinstance(value, int) or value == value.to_integral_value():
        return f"{int(value):,}"
    return f"{value:,.2f}"


def numeric(answer: Answer) -> frozenset[str]:
    """Columns that hold figures and nothing else."""
    return frozenset(
        name for name in answer.columns
        if {_is_figure(row.cells[name]) for row in answer.rows
            if row.cells[name] is not None} == {True}
    )


def _is_figure(cell: Cell) -> TypeGuard[int | Decimal]:
    return not isinstance(cell, str | tuple) and cell is not None


def grid(
    answer: Answer, *, claims: bool, figures: bool = False
) -> tuple[list[str], list[list[str]]]:
    """Column names and rows of text.

    With ``claims`` the last columns have the whole ids of claims and cells, as programs need
    them; without, ids of claims and conflicts are brief, as readers want them. With ``figures``
    numbers have separators, as readers want them too.
    """
    columns = [*answer.columns, *(["claims"] if claims else [])]
    columns += ["observations"] if claims and answer.question.counts else []
    numbers = numeric(answer) if figures else frozenset()
    rows = []
    for row in answer.rows:
        cells = [
            figure(cell) if name in numbers and _is_figure(cell)
            else text(answer, cell, brief=not claims)
            for name in answer.columns for cell in (row.cells[name],)
        ]
        if claims:
            cells.append(" ".join(row.claims))
            cells += [" ".join(row.observations)] if answer.question.counts else []
        elif "contested" in answer.columns:
            i = answer.columns.index("contested")
            cells[i] = " ".join(short_claim(part) for part in cells[i].split(", "))
        rows.append(cells)
    return columns, rows
