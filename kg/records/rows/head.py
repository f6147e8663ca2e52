"""Find the header of a text file: which line, which delimiter."""

from __future__ import annotations

import csv as reader
import io

from kg.findings import Findings
from kg.records.rows import limits
from kg.records.rows.intake import Taken, refused
from kg.records.rows.part import Dialect
from kg.records.rows.release import Release, identify, match

_DELIMITERS = ",|\t;"


def dialect(taken: Taken, release: Release | None) -> Dialect:
    """The line and delimiter under which the most columns are known.

    Raises Findings where no line is a header of a release, or the first lines are too long.
    """
    with taken.plain.open("rb") as stream:
        head = stream.read(limits.HEAD)
    if len(head) == limits.HEAD and b"\n" not in head and b"\r" not in head:
        raise refused(
            taken.path, "KG844", f"Its first line is longer than {limits.HEAD:,} bytes."
        )
    text = head.decode("utf-8", errors="ignore").removeprefix("\ufeff")
    lines = text.splitlines(keepends=True)[: limits.HEAD_LINES]
    found: list[tuple[int, int, Dialect]] = []
    wide = 0
    for delimiter in _DELIMITERS:
        for number, line in enumerate(lines):
            header = _cells(line, delimiter)
            if len(header) > limits.COLUMNS:
                wide = wide or number + 1
                continue
            known = _known(header, release)
            if known:
                found.append((known, -number, Dialect(delimiter, header, number)))
    if not found and wide:
        raise refused(
            taken.path, "KG844", f"Line {wide} has more than {limits.COLUMNS:,} columns."
        )
    if not found:
        raise no_header(taken, release)
    return max(found, key=lambda one: one[:2])[2]


def no_header(taken: Taken, release: Release | None) -> Findings:
    """The finding of a file in which no header was found."""
    which = f"the release {release.key}" if release is not None else "any release"
    return refused(taken.path, "KG834", f"None of its first lines is a header of {which}.")


def _known(header: tuple[str, ...], release: Release | None) -> int:
    """How many canonical columns the header gives; 0 where it gives no stints."""
    one = identify(header) if release is None else match(header, release)
    return len(one.positions) if one is not None and one.complete else 0


def _cells(line: str, delimiter: str) -> tuple[str, ...]:
    if line.count(delimiter) > limits.COLUMNS:
        return ("",) * (limits.COLUMNS + 1)
    try:
        return tuple(next(reader.reader(io.StringIO(line), delimiter=delimiter), ()))
    except reader.Error:
        return ()
