"""What a table of the record is: its breaks, what it cannot tell apart, which files print it."""

from __future__ import annotations

from kg.frozen import Frozen
from kg.names import PREFIXES, full

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.ask.evidence import Engine

_HEAD = " ".join(f"PREFIX {n}: <{PREFIXES[n]}>" for n in ("cg", "dcterms", "graph", "prov", "qb",
                                                          "skos"))


class Printed(Frozen):
    """The cells of a table in one document, of one measure."""

    document: str
    published: str
    measure: str
    cells: int
    first: str
    last: str


class Table(Frozen):
    """A table of the record."""

    id: str
    label: str
    definition: str
    denominator: str
    not_separable: str
    #: what it splits, as labels of the dimensions
    dimensions: tuple[str, ...]
    #: first day or period of the later series, and what changed
    breaks: tuple[tuple[str, str], ...]
    #: by date of publication
    printed: tuple[Printed, ...]


def table(engine: Engine, name: str) -> Table | None:
    """The table of a short id, or None where it is something else."""
    iri = full(name)
    _, rows = engine.select(
        f"""{_HEAD} SELECT ?label ?definition ?denominator ?apart WHERE {{ GRAPH graph:entities {{
        <{iri}> a cg:RecordTable ; skos:prefLabel ?label ; skos:definition ?definition ;
          cg:denominator ?denominator ; cg:notSeparable ?apart }} }}"""
    )
    if not rows:
        return None
    label, definition, denominator, apart = map(str, rows[0])
    _, found = engine.select(
        f"""{_HEAD} SELECT ?at ?reason WHERE {{ GRAPH graph:entities {{
        <{iri}> cg:seriesBreak ?break . ?break cg:at ?at ; cg:reason ?reason }} }}"""
    )
    breaks = tuple(sorted((str(at), str(reason)) for at, reason in found))
    _, found = engine.select(
        f"""{_HEAD} SELECT ?label WHERE {{
        GRAPH graph:observations {{ <{iri}> qb:structure ?all . ?all qb:component ?part .
          ?part qb:dimension ?dimension }}
        GRAPH graph:vocabulary {{ ?dimension <{PREFIXES["rdfs"]}range> cg:Category ;
          <{PREFIXES["rdfs"]}label> ?label }} }}"""
    )
    dimensions = tuple(sorted(str(row[0]) for row in found))
    return Table(name, label, definition, denominator, apart, dimensions, breaks,
                 tuple(_printed(engine, iri)))


def _printed(engine: Engine, iri: str) -> list[Printed]:
    _, rows = engine.select(
        f"""{_HEAD} SELECT ?id ?issued ?measure (COUNT(*) AS ?cells) (MIN(?start) AS ?first)
          (MAX(?start) AS ?last) WHERE {{
        GRAPH graph:observations {{ ?cell qb:dataSet <{iri}> ; qb:measureType ?type ;
          cg:periodStart ?start ; prov:wasDerivedFrom ?document }}
        GRAPH graph:entities {{ ?document dcterms:identifier ?id ; dcterms:issued ?issued .
          ?type skos:prefLabel ?measure }}
        }} GROUP BY ?id ?issued ?measure"""
    )
    found = [
        Printed(str(key), str(issued), str(measure), int(str(cells)), str(first), str(last))
        for key, issued, measure, cells, first, last in rows
    ]
    return sorted(found, key=lambda one: (one.published, one.document, one.measure))


def described(engine: Engine, name: str) -> str:
    """A table of the record in words, with a line for each file; nothing for other things."""
    from kg.render.table import indented

    one = table(engine, name)
    if one is None:
        return ""
    lines = [f"{one.label} ({one.id})", indented(one.definition, "  ", "  ")]
    split = ", ".join(one.dimensions)
    for title, text in (
        ("Splits", split or "nothing: one line of totals"),
        ("Denominator", one.denominator),
        ("Cannot be split", one.not_separable),
    ):
        lines.append(indented(f"{title}: {text}", "  ", "    "))
    lines += [indented(f"Break at {at}: {reason}", "  ", "    ") for at, reason in one.breaks]
    for printed in one.printed:
        lines.append(indented(
            f"Printed in {printed.document} of {printed.published}: {printed.cells}"
            f" cell{'s' * (printed.cells != 1)} of {printed.measure}, for periods that begin"
            f" from {printed.first} to {printed.last}.", "  ", "    ",
        ))
    if not one.printed:
        lines.append("  No cell of it is in this graph.")
    return "\n".join([*lines, "", ""])
