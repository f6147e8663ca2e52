"""What the cells of an answer count, said once for each measure of each table."""

from __future__ import annotations

from kg.ask.reading import Break, Reading, position, spoken
from kg.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


class Counted(Frozen):
    """A measure as a table has it, with what a reader has to know before using a figure."""

    measure: str
    measure_label: str
    unit: str
    #: stock, flow, level …
    kind: str
    population: str
    table: str
    table_label: str
    denominator: str
    not_separable: str
    #: days on which the workbooks were published
    vintages: tuple[str, ...]
    #: breaks between cells of this measure, and between them and the nearest of another measure
    breaks: tuple[Break, ...]
    #: periods that the workbook had not seen the end of
    parts: tuple[str, ...]
    cells: tuple[str, ...]


def counted(cells: Iterable[Reading]) -> list[Counted]:
    """The measures of the cells, by table and measure."""
    groups: dict[tuple[str, str], list[Reading]] = {}
    starts: dict[str, list[str]] = {}
    for one in cells:
        groups.setdefault((one.table, one.measure), []).append(one)
        starts.setdefault(one.table, []).append(one.start)
    return [
        Counted(
            measure=found[0].measure,
            measure_label=found[0].measure_label,
            unit=found[0].unit,
            kind=found[0].kind,
            population=found[0].population,
            table=table,
            table_label=found[0].table_label,
            denominator=found[0].denominator,
            not_separable=found[0].not_separable,
            vintages=_distinct(sorted(one.published for one in found)),
            breaks=_crossed([one.start for one in found], starts[table], found[0].breaks),
            parts=_distinct(sorted(one.period for one in found if one.coverage == "part")),
            cells=tuple(one.id for one in found),
        )
        for (table, _), found in sorted(groups.items())
    ]


def _crossed(
    own: Sequence[str], every: Sequence[str], breaks: Sequence[Break]
) -> tuple[Break, ...]:
    first, last = min(own), max(own)
    before = max((b.at for b in breaks if b.at <= first and min(every) < b.at), default=first)
    after = min((b.at for b in breaks if last < b.at <= max(every)), default=last)
    return tuple(
        b for b in breaks
        if (before <= b.at <= after) and min(every) < b.at <= max(every)
    )


def cells_line(cells: Sequence[Reading]) -> str:
    """How many cells of which workbooks: ``12 cells of 2 workbooks (24 Sep 2025, 9 Apr 2026)``."""
    books = {one.document: one.published for one in cells}
    days = ", ".join(spoken(day) for day in sorted(books.values()))
    return (
        f"{len(cells)} cell{'s' * (len(cells) != 1)} of"
        f" {len(books)} workbook{'s' * (len(books) != 1)} ({days})"
    )


def summary(name: str, cells: Sequence[Reading]) -> str:
    """The value of a support column over the cells of a row."""
    return _SUMMARIES[name](cells)


def source(cells: Sequence[Reading]) -> str:
    """Workbooks, sheets and ranges: ``workbook of 24 Sep 2025, Detention FY25, C63:D63``."""
    return "; ".join(
        f"workbook of {spoken(published)}, {sheet.strip()}, {', '.join(places)}"
        for (_, published, sheet), places in sources(cells)
    )


def sources(cells: Sequence[Reading]) -> list[tuple[tuple[str, str, str], list[str]]]:
    """Key and day of the workbook, the sheet, and the ranges of cells there."""
    places: dict[tuple[str, str, str], list[str]] = {}
    for one in cells:
        key = (one.document, one.published, one.sheet)
        places.setdefault(key, []).append(one.cell)
    return [(key, ranges(found)) for key, found in places.items()]


def ranges(cells: Iterable[str]) -> list[str]:
    """References as few ranges, by row.

    >>> ranges(["D63", "C63", "C64", "D64", "F1"])
    ['F1', 'C63:D64']
    """
    rows: dict[int, list[int]] = {}
    names: dict[int, str] = {}
    for cell in set(cells):
        row, column = position(cell)
        rows.setdefault(row, []).append(column)
        names[column] = cell.rstrip("0123456789")
    #: first row, last row, first column, last column
    found: list[list[int]] = []
    for row in sorted(rows):
        for first, last in _runs(sorted(rows[row])):
            above = next((r for r in found if r[1:] == [row - 1, first, last]), None)
            if above:
                above[1] = row
            else:
                found.append([row, row, first, last])
    return [
        f"{names[left]}{top}" + (f":{names[right]}{end}" if (top, left) != (end, right) else "")
        for top, end, left, right in found
    ]


def _runs(numbers: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return runs


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


_SUMMARIES: dict[str, Callable[[Sequence[Reading]], str]] = {
    "source": source,
    "vintage": lambda cells: "; ".join(_distinct(sorted(one.published for one in cells))),
}
