"""Which part of a list is told, and how that is said."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list is told."""

    total: int
    offset: int
    shown: int
    #: what else was left out, and how to get it
    left_out: str = ""

    @property
    def next(self) -> int | None:
        """Where the next page begins, if there is more."""
        end = self.offset + self.shown
        return end if self.shown and end < self.total else None

    def to_json(self) -> dict[str, object]:
        """The page as the output schemas have it."""
        return {
            "total": self.total, "offset": self.offset, "shown": self.shown,
            "next_offset": self.next, "left_out": self.left_out or None,
        }

    def line(self, things: str) -> str:
        """The page in words.

        >>> Page(365, 0, 20).line("Rows")
        'Rows 1 to 20 of 365; offset 20 gives the next.'
        >>> Page(3, 9, 0).line("Rows")
        'Rows: none at offset 9; there are 3.'
        """
        if not self.shown:
            where = f" at offset {self.offset}; there are {self.total}" if self.total else ""
            said = f"{things}: none{where}."
        else:
            end = self.offset + self.shown
            more = f"; offset {self.next} gives the next" if self.next is not None else ""
            said = f"{things} {self.offset + 1} to {end} of {self.total}{more}."
        return f"{said} {self.left_out}".rstrip()
