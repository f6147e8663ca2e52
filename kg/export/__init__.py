"""Exports: the graph in the formats of other programs, with its claims and their evidence."""

from __future__ import annotations

import io
import os
from pathlib import Path

from kg.ask.bind import day
from kg.errors import KgError
from kg.export.exporter import Exporter, Times
from kg.export.formats import FORMATS, available

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.graph import Graph

__all__ = ["FORMATS", "available", "chosen", "export", "exported"]


def chosen(
    fmt: str, as_of: str | None = None, known_by: str | None = None
) -> tuple[Exporter, Times]:
    """The exporter of a format, and the times it writes.

    Raises KgError (KG603) for an unknown format, and for a day that is none or that the format
    cannot select.
    """
    if fmt not in FORMATS:
        from kg.suggest import did_you_mean

        raise KgError(
            "KG603", f"There is no format {fmt}.{did_you_mean(fmt, FORMATS)}",
            f"Use one of: {', '.join(FORMATS)}.",
        )
    for name, value in (("as_of", as_of), ("known_by", known_by)):
        if value is not None:
            day(value, name)
    exporter, times = FORMATS[fmt], Times(as_of, known_by)
    if any(times) and not exporter.by_day:
        by_day = ", ".join(name for name, one in FORMATS.items() if one.by_day)
        raise KgError(
            "KG603", f"{fmt} holds every claim with its times, not those of one day.",
            f"Leave the day out, or use one of: {by_day}.",
        )
    return exporter, times


def exported(
    graph: Graph, fmt: str, as_of: str | None = None, known_by: str | None = None
) -> bytes:
    """The graph in a format; the same bytes for the same graph.

    Raises KgError as ``chosen`` does, and where a library that the format needs is missing.
    """
    exporter, times = chosen(fmt, as_of, known_by)
    out = io.BytesIO()
    exporter.write(graph, out, times)
    return out.getvalue()


def export(
    graph: Graph,
    fmt: str,
    path: str,
    as_of: str | None = None,
    known_by: str | None = None,
) -> None:
    """Write the graph to a file, whole or not at all.

    Raises KgError as ``exported`` does, and where the file cannot be written.
    """
    exporter, times = chosen(fmt, as_of, known_by)
    # through a link, its target is replaced, not the link
    target = Path(path).resolve()
    try:
        if target.exists() and not target.is_file():
            # a pipe or a device cannot be replaced
            with target.open("wb") as stream:
                exporter.write(graph, stream, times)
            return
        temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
        try:
            with temporary.open("xb") as stream:
                exporter.write(graph, stream, times)
            temporary.replace(target)
        finally:
            temporary.unlink(missing_ok=True)
    except OSError as error:
        raise KgError(
            "KG601", f"{path} cannot be written: {error.strerror or error}.",
            "Check the folder and its permissions.",
        ) from None
