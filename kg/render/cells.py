"""Cells as readers see them."""

from __future__ import annotations

from kg.engine.value import IRI
from kg.names import CLAIM

TYPE_CHECKING = False
if TYPE_CHECKING:
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


def grid(answer: Answer, *, claims: bool) -> tuple[list[str], list[list[str]]]:
    """Column names and rows of text.

    With ``claims`` the last column has the whole claim ids, as programs need them; without,
    ids of claims and conflicts are brief, as readers want them.
    """
    columns = [*answer.columns, *(["claims"] if claims else [])]
    rows = []
    for row in answer.rows:
        cells = [text(answer, row.cells[name], brief=not claims) for name in answer.columns]
        if claims:
            cells.append(" ".join(row.claims))
        elif "contested" in answer.columns:
            i = answer.columns.index("contested")
            cells[i] = " ".join(short_claim(part) for part in cells[i].split(", "))
        rows.append(cells)
    return columns, rows
