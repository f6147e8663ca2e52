"""Exports: the graph in the formats of other programs, with its claims and their evidence."""

from __future__ import annotations

import os
from pathlib import Path

from kg.ask.bind import day
from kg.errors import KgError
from kg.export import claims, flat, graphs, jsonld, rdf
from kg.export.exporter import Exporter, Times

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.graph import Graph

#: formats by name
FORMATS: dict[str, Exporter] = {
    one.name: one
    for one in (
        Exporter("turtle", ".ttl", "text/turtle",
                 "Everything, all graphs merged.", False, rdf.turtle),
        Exporter("trig", ".trig", "application/trig",
                 "Everything, by named graph.", False, rdf.trig),
        Exporter("nquads", ".nq", "application/n-quads",
                 "Everything, one statement a line.", False, rdf.nquads),
        Exporter("jsonld", ".jsonld", "application/ld+json",
                 "Everything, by named graph, with its context.", False, jsonld.write),
        Exporter("rdfxml", ".rdf", "application/rdf+xml",
                 "Everything, all graphs merged.", False, rdf.rdfxml),
        Exporter("flat", ".flat.ttl", "text/turtle",
                 "The links of a day as direct edges, with links and claims.", True, flat.write),
        Exporter("csv", ".csv", "text/csv",
                 "A table of the claims.", True, claims.write),
        Exporter("graphml", ".graphml", "application/graphml+xml",
                 "The links, for yEd, Cytoscape or NetworkX.", True, graphs.graphml),
        Exporter("gexf", ".gexf", "application/gexf+xml",
                 "The links, for Gephi.", True, graphs.gexf),
        Exporter("dot", ".dot", "text/vnd.graphviz",
                 "The links, for Graphviz.", True, graphs.dot),
    )
}


def export(
    graph: Graph,
    fmt: str,
    path: str,
    as_of: str | None = None,
    known_by: str | None = None,
) -> None:
    """Write the graph to a file, whole or not at all.

    Raises KgError for an unknown format, for a day that the format cannot select, and where
    the file cannot be written.
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
