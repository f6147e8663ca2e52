"""A stream in memory that takes so many bytes and so many rows, and no more."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    #: a chunk of the result → how many rows of it begin or end there
    Count = Callable[[bytes], int]


class TooLargeError(Exception):
    """More was written than the stream takes; the engine's writer passes it on."""


class Bounded:
    """A binary stream for the engine to write to."""

    def __init__(self, size: int, rows: int = 0, count: Count | None = None) -> None:
        self._parts: list[bytes] = []
        self._left, self._rows, self._count = size, rows, count

    def write(self, chunk: bytes) -> int:
        """Take a chunk; raises TooLargeError where that is too much."""
        self._left -= len(chunk)
        if self._count is not None:
            self._rows -= self._count(chunk)
        if self._left < 0 or self._rows < 0:
            raise TooLargeError
        self._parts.append(bytes(chunk))
        return len(chunk)

    def flush(self) -> None:
        """Nothing is held back."""

    def value(self) -> bytes:
        """Everything that was written."""
        return b"".join(self._parts)


def marks(mark: bytes) -> Count:
    """A count of the mark, also where it is cut in two."""
    tail = b""

    def count(chunk: bytes) -> int:
        nonlocal tail
        text = tail + chunk
        tail = text[max(0, len(text) - len(mark) + 1) :]
        return text.count(mark)

    return count


def lines() -> Count:
    """A count of the line ends of CSV that stand in no quoted value."""
    quoted = 0

    def count(chunk: bytes) -> int:
        nonlocal quoted
        pieces = chunk.split(b'"')
        found = sum(piece.count(b"\n") for piece in pieces[quoted::2])
        quoted ^= (len(pieces) - 1) % 2
        return found

    return count
