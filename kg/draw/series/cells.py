"""Cells of published tables, read from the graph, and which publication speaks for a period."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from kg.draw.series.chart import Point
from kg.edtf import Edtf
from kg.engine.value import IRI
from kg.graph import Graph
from kg.names import CG, GRAPH, ID

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.draw.series.chart import Series

#: the total line of a dimension
ALL = CG + "all"
_CELLS = f"""PREFIX cg: <{CG}> PREFIX graph: <{GRAPH}> PREFIX qb: <http://purl.org/linked-data/cube#>
SELECT DISTINCT ?cell_ ?measure ?value ?period ?start ?end ?coverage ?document ?sheet ?cell ?line
WHERE {{
  GRAPH graph:observations {{
    ?cell_ qb:dataSet <%s> ; qb:measureType ?measure ; ?measure ?value ;
      <http://www.w3.org/ns/prov#wasDerivedFrom> ?document ;
      cg:period ?period ; cg:periodStart ?start ; cg:periodEnd ?end ; cg:coverage ?coverage ;
      cg:sheet ?sheet ; cg:cell ?cell ; %s
  }}
}}"""


@dataclass(frozen=True, slots=True)
class Table:
    """What the graph says of a table as a whole."""

    key: str
    label: str
    denominator: str
    not_separable: str
    breaks: tuple[tuple[date, str], ...]


@dataclass(frozen=True, slots=True)
class Book:
    """A publication: its label, its day, and the digest of the file, if known."""

    key: str
    label: str
    published: date
    digest: str


def cells(
    graph: Graph, table: str, by: str, rest: Iterable[str], known_by: str | None
) -> dict[str, list[Point]]:
    """The cells of a table by the line of one dimension, the others added up.

    Where several publications print a figure for one period, the latest one counts, or the
    latest by a day. ``by`` and ``rest`` are dimensions such as ``cg:reason``.
    """
    books = {key: book for key, book in publications(graph).items()
             if known_by is None or book.published.isoformat() <= known_by}
    where = f"cg:{by} ?line" + "".join(f" ; cg:{name} <{ALL}>" for name in rest) + " ."
    _, rows = graph.select(_CELLS % (ID + table, where))
    found: dict[tuple[str, str, date, date], Point] = {}
    for cell, measure, value, period, start, end, coverage, document, sheet, place, line in rows:
        book = books.get(short_of(document))
        if book is None:
            continue
        point = Point(
            str(period), day_of(start), day_of(end), float(str(value)),
            short_of(coverage).removeprefix("cg:coverage-"), short_of(cell), book.key,
            book.published, str(sheet), str(place), short_of(measure),
        )
        name = (short_of(line), point.measure, point.start, point.end)
        before = found.get(name)
        if before is None or (before.published, before.cell) < (point.published, point.cell):
            found[name] = point
    result: dict[str, list[Point]] = {}
    for name in sorted(found):
        result.setdefault(name[0].removeprefix("cg:"), []).append(found[name])
    return result


def table(graph: Graph, key: str) -> Table:
    """The table with what it cannot separate and where its series break."""
    _, rows = graph.select(
        f"SELECT ?p ?o WHERE {{ GRAPH <{GRAPH}entities> {{ <{ID}{key}> ?p ?o }} }}"
    )
    said = {str(p).rpartition("/")[2].rpartition("#")[2]: str(o) for p, o in rows}
    _, seams = graph.select(
        f"""PREFIX cg: <{CG}> SELECT ?day ?reason WHERE {{ GRAPH <{GRAPH}entities> {{
        <{ID}{key}> cg:seriesBreak ?b . ?b cg:at ?day ; cg:reason ?reason }} }}"""
    )
    return Table(
        key, said.get("prefLabel", key), said.get("denominator", ""),
        said.get("notSeparable", ""),
        tuple(
            sorted((start[0], str(r)) for d, r in seams if (start := Edtf.parse(str(d)).start))
        ),
    )


def publications(graph: Graph) -> dict[str, Book]:
    """The documents that cells were read from."""
    _, rows = graph.select(
        f"""PREFIX cg: <{CG}> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT DISTINCT ?d ?label ?day ?digest WHERE {{
          GRAPH <{GRAPH}observations> {{ ?o <http://www.w3.org/ns/prov#wasDerivedFrom> ?d }}
          GRAPH <{GRAPH}entities> {{ ?d cg:issuedEarliest ?day ; skos:prefLabel ?label
            OPTIONAL {{ ?d cg:fileSha256 ?digest }} }} }}"""
    )
    return {
        short_of(d): Book(short_of(d), str(label), day_of(day), str(digest or ""))
        for d, label, day, digest in rows
    }


def sources(graph: Graph, series: Iterable[Series]) -> tuple[str, ...]:
    """A line for each publication: its day, its digest, and the sheets and cells read."""
    books = publications(graph)
    places: dict[str, dict[str, set[str]]] = {}
    for one in series:
        for point in one.points:
            places.setdefault(point.document, {}).setdefault(point.sheet, set()).add(point.cell)
    lines = []
    for key in sorted(places, key=lambda k: books[k].published):
        book = books[key]
        where = "; ".join(
            f"sheet “{sheet.strip()}”, cells {ranges(found)}"
            for sheet, found in sorted(places[key].items())
        )
        digest = f", SHA-256 {book.digest[:12]}" if book.digest else ""
        lines.append(f"Source: {book.label} (vintage {book.published}{digest}): {where}.")
    return tuple(lines)


def ranges(found: Iterable[str]) -> str:
    """Cells as blocks.

    >>> ranges(["B2", "C2", "D2", "B3", "C3", "D3", "F9"])
    'B2:D3, F9'
    """
    rows: dict[int, list[int]] = {}
    for cell in found:
        match = re.fullmatch(r"([A-Z]+)(\d+)", cell)
        if match:
            rows.setdefault(int(match[2]), []).append(_column(match[1]))
    blocks: list[list[int]] = []
    for row in sorted(rows):
        numbers = sorted(set(rows[row]))
        for _, group in groupby(enumerate(numbers), lambda pair: pair[1] - pair[0]):
            columns = [number for _, number in group]
            first, last = columns[0], columns[-1]
            above = next((b for b in blocks if b[:2] == [first, last] and b[3] == row - 1), None)
            if above:
                above[3] = row
            else:
                blocks.append([first, last, row, row])
    return ", ".join(
        _letters(first) + str(top)
        + (f":{_letters(last)}{bottom}" if (first, top) != (last, bottom) else "")
        for first, last, top, bottom in blocks
    )


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def _letters(number: int) -> str:
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text


def short_of(value: object) -> str:
    """The short id of an IRI, or the text of a literal."""
    return value.short if isinstance(value, IRI) else str(value)


def day_of(value: object) -> date:
    """The day that a literal holds."""
    return value if isinstance(value, date) else date.fromisoformat(str(value)[:10])
