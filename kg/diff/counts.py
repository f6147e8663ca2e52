"""Counts of the official record: the first and the last whole month between the two days."""

from __future__ import annotations

from datetime import date, timedelta

from kg.ask.bind import published
from kg.diff.lines import Line, State
from kg.engine.value import IRI
from kg.names import CG, GRAPH, ID, PREFIXES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.ask.evidence import Engine
    from kg.diff.window import Window
    from kg.engine.value import Value

    #: IRI, period, value and publication of a cell
    Cell = tuple[IRI, str, Value, str]

#: tables with a total for each month: what their lines are of, and what each line is split by
_TABLES = {
    "book-outs-by-reason": ("releaseLine", "criminality"),
    "book-ins-by-agency": ("arrestingAgency", ""),
    "population-by-agency": ("arrestingAgency", "criminality"),
}


def counts(engine: Engine, window: Window, known_by: str | None) -> list[Line]:
    """A line for each line of a table that counts both months in one measure.

    Each month has the figure of the latest publication; a month that is counted in part, or
    lies in the window in part, is not compared.
    """
    lines = []
    for table, dimensions in _TABLES.items():
        groups = _read(engine, table, dimensions, window, known_by)
        for (value, measure), cells in groups.items():
            ordered = sorted(cells.items())
            (first, before), (last, after) = ordered[0], ordered[-1]
            if first == last:
                continue
            subject, of = (value, (measure,)) if value != f"{CG}all" else (measure, ())
            one, other = (State(str(cell[2]), cell[1], "", ()) for cell in (before, after))
            lines.append(
                Line(
                    "counted", "", "", subject, of, (one,), (other,), (),
                    tuple(sorted((before[0].short, after[0].short))),
                )
            )
    return lines


def _read(
    engine: Engine, table: str, dimensions: tuple[str, str], window: Window, known_by: str | None
) -> dict[tuple[str, str], dict[str, Cell]]:
    """(line, measure) → first day of the month → its cell in the latest publication."""
    end = window.last + timedelta(days=1)
    of, split = dimensions
    total = f"cg:{split} cg:all ;" if split else ""
    _, rows = engine.select(
        f"""PREFIX cg: <{CG}>
        PREFIX graph: <{GRAPH}>
        PREFIX qb: <{PREFIXES['qb']}>
        SELECT ?cell ?start ?period ?of ?measure ?value ?day WHERE {{
          {{
            SELECT ?cell ?start ?period ?of ?measure ?value ?workbook WHERE {{
              GRAPH graph:observations {{
                ?cell qb:dataSet <{ID}{table}> ; {total} cg:{of} ?of ; cg:period ?period ;
                  cg:periodStart ?start ; cg:periodEnd ?end ; cg:coverage ?coverage ;
                  qb:measureType ?measure ; ?measure ?value ;
                  <{PREFIXES['prov']}wasDerivedFrom> ?workbook .
              }}
              FILTER(?start >= {_date(window.first)} && ?end <= {_date(end)})
              FILTER(?coverage = cg:coverage-whole && !CONTAINS(?period, "/"))
              {published("?workbook", known_by)}
            }}
          }}
          GRAPH graph:entities {{ ?workbook <{PREFIXES['dcterms']}issued> ?day }}
        }}"""
    )
    found: dict[tuple[str, str], dict[str, Cell]] = {}
    for cell, start, period, line, measure, value, day in sorted(rows, key=str):
        if isinstance(cell, IRI):
            months = found.setdefault((str(line), str(measure)), {})
            known = months.get(str(start))
            if known is None or known[3] < str(day):
                months[str(start)] = (cell, str(period), value, str(day))
    return found


def _date(day: date) -> str:
    return f'"{day.isoformat()}"^^<{PREFIXES["xsd"]}date>'
