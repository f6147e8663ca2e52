"""What the pages share: the notice at their top, cells of tables, lists of links."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def page(title: str, *parts: str) -> str:
    """A whole page: notice, title and parts, one empty line between them, one newline at the end.

    >>> page("Codes", "One.").splitlines()[2:]
    ['# Codes', '', 'One.']
    """
    notice = "<!-- Written by python -m kg.docs.generate from the code; do not edit. -->"
    return "\n\n".join([notice, f"# {title}", *(part for part in parts if part)]) + "\n"


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table, or nothing where there are no rows.

    >>> print(table(["a", "b"], [["1", "x|y"]]))
    | a | b |
    |---|---|
    | 1 | x\\|y |
    """
    lines = [f"| {' | '.join(_cell(cell) for cell in row)} |" for row in rows]
    if not lines:
        return ""
    return "\n".join([f"| {' | '.join(columns)} |", "|---" * len(columns) + "|", *lines])


def sentence(text: str) -> str:
    """The text with a full stop at its end.

    >>> sentence("Here"), sentence("There?")
    ('Here.', 'There?')
    """
    return text if not text or text[-1] in ".?!:…" else text + "."


def shell(lines: Iterable[str]) -> str:
    """Commands as a block of shell."""
    return "\n".join(["```sh", *lines, "```"])


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")
