"""Pages of tables of the record: their cells as one grid for each document and measure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from kg.check.ontology_graph import TYPE, iri
from kg.compile.observation import DIMENSION
from kg.draw.series.prepare import of_table
from kg.draw.series.svg import section
from kg.names import CG, ID
from kg.site.frame import Site
from kg.site.statements import own

_SHOWN = {
    TYPE,
    *map(iri, ("dcterms:identifier", "skos:prefLabel", "skos:definition", "skos:note",
               "cg:seriesBreak")),
}
_ORDER = {iri(curie): position for position, curie in enumerate(DIMENSION.values())}


class Line(NamedTuple):
    """A line of a grid: its names, and for each period its figure and where it stands."""

    names: list[str]
    figures: list[tuple[str, str] | None]


class Grid(NamedTuple):
    """The cells of one measure in one document."""

    anchor: str
    document: str
    measure: str
    periods: list[tuple[str, bool]]
    lines: list[Line]
    sheets: list[str]


def write(site: Site, table: str, page: str, label: str) -> None:
    """Write the page of a table."""
    facts = site.facts
    found = list(grids(site, table))
    breaks = sorted(
        (facts.text(one, "cg:at"), facts.text(one, "cg:reason"))
        for one in facts.all.nodes(table, iri("cg:seriesBreak"))
    )
    definition = facts.text(table, "skos:definition")
    chart = of_table(site.graph, table.removeprefix(ID))
    site.add(
        page, "table.html", label, iri=table, kind=facts.records[table], definition=definition,
        note=facts.text(table, "skos:note"), rows=own(facts, table, _SHOWN), breaks=breaks,
        grids=found, chart=Markup(section(chart)) if chart else "",  # noqa: S704 - our own SVG
    )
    site.found(facts.label(facts.records[table]), label, definition, page)


def grids(site: Site, table: str) -> Iterator[Grid]:
    """The grids of a table, by the date of their document and by measure."""
    cells = site.facts.cells
    grouped: dict[tuple[str, str], list[str]] = defaultdict(list)
    for cell, value in cells.by_predicate.get(iri("qb:dataSet"), ()):
        if getattr(value, "value", "") == table:
            document = cells.nodes(cell, iri("prov:wasDerivedFrom"))[0]
            grouped[document, cells.nodes(cell, iri("qb:measureType"))[0]].append(cell)
    facts = site.facts
    for document, measure in sorted(
        grouped, key=lambda key: (facts.text(key[0], "dcterms:issued"), *key)
    ):
        yield _grid(site, document, measure, grouped[document, measure])


def _grid(site: Site, document: str, measure: str, names: list[str]) -> Grid:
    cells = site.facts.cells

    def text(cell: str, curie: str) -> str:
        return next((getattr(v, "value", "") for v in cells.values(cell, iri(curie))), "")

    periods = sorted({
        (text(cell, "cg:periodStart"), text(cell, "cg:periodEnd"), text(cell, "cg:period"),
         text(cell, "cg:coverage").endswith("-part"))
        for cell in names
    })
    place = {period: position for position, period in enumerate(p[2] for p in periods)}
    lines: dict[tuple[str, ...], list[tuple[str, str] | None]] = {}
    for cell in sorted(names, key=lambda one: _printed(text(one, "cg:cell"))):
        own = cells.by_subject[cell]
        line = tuple(
            getattr(own[verb][0], "value", "") for verb in sorted(_ORDER, key=_ORDER.__getitem__)
            if own.get(verb)
        )
        figures = lines.setdefault(line, [None] * len(periods))
        figures[place[text(cell, "cg:period")]] = (
            text(cell, f"id:{measure.removeprefix(ID)}"), text(cell, "cg:cell")
        )
    shown = [
        Line(["all" if name == CG + "all" else site.facts.label(name) for name in line], figures)
        for line, figures in lines.items()
    ]
    sheets = sorted({text(cell, "cg:sheet") for cell in names})
    anchor = f"{document.removeprefix(ID)}-{measure.removeprefix(ID)}"
    return Grid(anchor, document, measure, [(p[2], p[3]) for p in periods], shown, sheets)


def _printed(cell: str) -> tuple[int, str]:
    """Where a cell stands on its sheet, from above: its line, then its column."""
    column = cell.rstrip("0123456789")
    return int(cell[len(column) :] or 0), column
