"""A plain table for the terminal: columns wrapped to the width, nothing cut off."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

#: widths: where output is piped, and the narrowest a column gets
PIPED, NARROWEST = 110, 7


def width() -> int:
    """Columns of the terminal, of COLUMNS, or a fixed width where output is piped."""
    try:
        return max(40, int(os.environ.get("COLUMNS", "")))
    except ValueError:
        pass
    try:
        return max(40, os.get_terminal_size(sys.stdout.fileno()).columns)
    except (OSError, ValueError):
        return PIPED


def wrapped(text: str) -> str:
    """A sentence wrapped to the width, later lines indented; tables stay as they are."""
    if "\n" in text or len(text) <= width():
        return text
    from textwrap import fill

    return fill(text, width(), subsequent_indent="  ", break_on_hyphens=False)


def indented(text: str, first: str, rest: str) -> str:
    """A text wrapped to the width with an indent of its own; no word is broken, so ids stay whole.

    >>> indented("one two", "- ", "  ")
    '- one two'
    """
    from textwrap import fill

    return fill(
        text, width(), initial_indent=first, subsequent_indent=rest,
        break_on_hyphens=False, break_long_words=False,
    )


def table(
    columns: list[str], rows: list[list[str]], total: int | None = None,
    right: Collection[str] = (),
) -> str:
    """The table as text without colour; columns named in ``right`` end at one edge.

    >>> print(table(["a", "b"], [["one", "two"]], 40))
    a    b
    ───  ───
    one  two
    """
    from textwrap import wrap

    widths = _widths(columns, rows, total or width())
    if sum(widths) + 2 * (len(widths) - 1) > (total or width()):
        return _records(columns, rows, total or width())
    put = [str.rjust if name in right else str.ljust for name in columns]
    lines = ["  ".join(p(c, w) for p, c, w in zip(put, columns, widths, strict=True)).rstrip()]
    lines.append("  ".join("─" * w for w in widths))
    for row in rows:
        cells = [
            wrap(cell, w, break_on_hyphens=False) or [""]
            for cell, w in zip(row, widths, strict=True)
        ]
        for i in range(max(len(cell) for cell in cells)):
            parts = (
                p(cell[i] if i < len(cell) else "", w)
                for p, cell, w in zip(put, cells, widths, strict=True)
            )
            lines.append("  ".join(parts).rstrip())
    return "\n".join(lines)


def _records(columns: list[str], rows: list[list[str]], total: int) -> str:
    """One block a row, for terminals too narrow for a table."""
    from textwrap import fill

    name = max(len(column) for column in columns)
    blocks = [
        "\n".join(
            fill(
                cell, total, initial_indent=f"{column:<{name}}  ",
                subsequent_indent=" " * (name + 2), break_on_hyphens=False,
            )
            for column, cell in zip(columns, row, strict=True)
            if cell
        )
        for row in rows
    ]
    return "\n\n".join(blocks)


def _widths(columns: list[str], rows: list[list[str]], total: int) -> list[int]:
    """Natural widths, the widest columns narrowed until the table fits."""
    widths = [
        max([len(name), *(len(row[i]) for row in rows)]) for i, name in enumerate(columns)
    ]
    floor = [
        max(
            len(name),
            NARROWEST,
            min(18, max((len(w) for row in rows for w in row[i].split()), default=0)),
        )
        for i, name in enumerate(columns)
    ]
    spare = sum(widths) + 2 * (len(widths) - 1) - total
    while spare > 0:
        over = [i for i, w in enumerate(widths) if w > floor[i]]
        if not over:
            break
        widest = max(over, key=lambda i: widths[i])
        widths[widest] -= 1
        spare -= 1
    return widths
