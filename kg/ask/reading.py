"""Readings: what is known of cells of published tables, read once for all cells of an answer."""

from __future__ import annotations

from kg.ask.evidence import labels
from kg.engine.value import IRI, Value
from kg.frozen import Frozen
from kg.names import CG, GRAPH, PREFIXES, full

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal

    from kg.ask.evidence import Engine

    #: property → values, by subject
    Facts = dict[str, dict[str, list[Value]]]

_QB, _PROV, _DCT = PREFIXES["qb"], PREFIXES["prov"], PREFIXES["dcterms"]
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
#: properties with a thing as value that are no dimension of a table
_NO_DIMENSION = frozenset({CG + "coverage"})


class Break(Frozen):
    """A place in time where a table's series stops being one series."""

    at: str
    reason: str


class Reading(Frozen):
    """A cell of a published table with everything that an answer shows of it."""

    id: str
    value: Decimal | int | str
    measure: str
    measure_label: str
    unit: str
    #: stock, flow, level …
    kind: str
    population: str
    denominator: str
    period: str
    start: str
    #: the first day after the period
    end: str
    #: whole or part
    coverage: str
    #: dimension → id and label of its value
    dimensions: dict[str, tuple[str, str]]
    document: str
    document_label: str
    published: str
    sheet: str
    cell: str
    table: str
    table_label: str
    not_separable: str
    breaks: tuple[Break, ...]

    @property
    def order(self) -> tuple[str, str, str, int, int]:
        """By publication, then as the cells stand in their workbook."""
        row, column = position(self.cell)
        return self.published, self.document, self.sheet, row, column

    def _repr_html_(self) -> str:
        from kg.render.notebook import cell

        return cell(self)

    def to_json(self) -> dict[str, object]:
        """The cell as the published answer schema has it; a figure with a fraction is a text."""
        return {
            "value": plain(self.value),
            "measure": {"id": self.measure, "label": self.measure_label},
            "unit": self.unit or None,
            "kind": self.kind or None,
            "population": self.population or None,
            "denominator": self.denominator or None,
            "period": self.period,
            "coverage": self.coverage,
            "dimensions": {
                name: {"id": one, "label": label}
                for name, (one, label) in self.dimensions.items()
            },
            "document": self.document,
            "published": self.published,
            "sheet": self.sheet,
            "cell": self.cell,
            "table": {"id": self.table, "label": self.table_label},
            "not_separable": self.not_separable or None,
            "breaks": [{"at": one.at, "reason": one.reason} for one in self.breaks],
        }


def readings(engine: Engine, cells: Iterable[str]) -> dict[str, Reading]:
    """Readings by id, in the order of their workbooks; ids that are no cells are left out."""
    known: dict[str, Reading | None] = engine.memo.setdefault("readings", {})
    wanted = set(cells)
    missing = [cell for cell in wanted if cell not in known]
    if missing:
        known.update(dict.fromkeys(missing) | _read(engine, missing))
    found = [one for cell in wanted if (one := known[cell])]
    return {one.id: one for one in sorted(found, key=lambda one: one.order)}


def vintages(engine: Engine, one: Reading) -> list[Reading]:
    """What every publication gives for the cell's table, measure, period and dimensions."""
    same = " ; ".join(
        f"<{CG}{name}> <{full(value)}>" for name, (value, _) in one.dimensions.items()
    )
    _, rows = engine.select(
        f"""SELECT ?o WHERE {{ GRAPH <{GRAPH}observations> {{
        ?o <{_QB}dataSet> <{full(one.table)}> ; <{_QB}measureType> <{full(one.measure)}> ;
          <{CG}period> "{one.period}" {';' if same else ''} {same} }} }}"""
    )
    return list(readings(engine, [o.short for (o,) in rows if isinstance(o, IRI)]).values())


def concerning(engine: Engine, thing: str) -> list[str]:
    """Ids of the cells of a table, a document, a measure or a line of a table."""
    _, rows = engine.select(
        f"""SELECT ?o WHERE {{ GRAPH <{GRAPH}observations> {{
        ?o ?way <{full(thing)}> ; <{CG}cell> ?cell }} }}"""
    )
    return sorted({o.short for (o,) in rows if isinstance(o, IRI)})


def cells_like(engine: Engine, name: str) -> list[str]:
    """Ids of cells, as far as a name is right: of its sheet, else its document, else documents."""
    _, document, sheet, *_ = (*name.split("/"), "", "")
    _, rows = engine.select(
        f"SELECT ?o WHERE {{ GRAPH <{GRAPH}observations> {{ ?o a <{_QB}Observation> }} }}"
    )
    found = sorted({o.short for (o,) in rows if isinstance(o, IRI)})
    for start in (f"observation/{document}/{sheet}/", f"observation/{document}/"):
        inside = [one for one in found if one.startswith(start)]
        if inside and start.count("/") == 3:
            return inside
        if inside:
            # one cell for each sheet: the sheet is what is wrong
            return sorted({one.rpartition("/")[0] for one in inside})
    return sorted({"/".join(one.split("/")[:2]) for one in found})


def position(cell: str) -> tuple[int, int]:
    """Row and column of an A1 reference, counted from 1.

    >>> position("C63"), position("AA1")
    ((63, 3), (1, 27))
    """
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters.upper():
        column = 26 * column + ord(letter) - 64
    return int(cell[len(letters):] or 0), column


def plain(value: Value) -> int | str:
    """A figure as data: a whole number, or its decimal text."""
    if isinstance(value, int):
        return value
    text = str(value)
    return int(text) if text.lstrip("-").isdigit() else text


def spoken(day: str) -> str:
    """A day or month as readers want it; other dates as they are.

    >>> spoken("2025-09-24"), spoken("2025-02"), spoken("2024-10/2025-09")
    ('24 Sep 2025', 'Feb 2025', 'Oct 2024 to Sep 2025')
    """
    if "/" in day:
        return " to ".join(spoken(part) for part in day.split("/"))
    parts = day.split("-")
    if not 2 <= len(parts) <= 3 or not all(part.isdigit() for part in parts):
        return day
    month = f"{_MONTHS[int(parts[1]) - 1]} {parts[0]}"
    return f"{int(parts[2])} {month}" if len(parts) == 3 else month


def _read(engine: Engine, cells: list[str]) -> dict[str, Reading]:
    found = _facts(engine, "observations", [full(cell) for cell in cells])
    about: Facts = engine.memo.setdefault("counted", {})
    wanted = {
        str(value) for facts in found.values()
        for name in (_QB + "measureType", _QB + "dataSet", _PROV + "wasDerivedFrom")
        for value in facts.get(name, ())
    }
    missing = sorted(wanted - about.keys())
    if missing:
        about.update({iri: {} for iri in missing} | _facts(engine, "entities", missing))
        breaks = {str(b): _breaks(engine, b) for b in missing if CG + "seriesBreak" in about[b]}
        engine.memo.setdefault("breaks", {}).update(breaks)
    values = {v for facts in found.values() for vs in facts.values() for v in vs}
    names = labels(engine, {v for v in values if isinstance(v, IRI)})
    series: dict[str, tuple[Break, ...]] = engine.memo.setdefault("breaks", {})
    return {
        one.id: one for iri, facts in found.items()
        if (one := _one(IRI(iri), facts, about, names, series)) is not None
    }


def _one(
    iri: IRI, facts: dict[str, list[Value]], about: Facts, names: dict[str, str],
    series: dict[str, tuple[Break, ...]],
) -> Reading | None:
    def get(of: dict[str, list[Value]], name: str) -> str:
        return str(of.get(name, ("",))[0])

    def short(value: str) -> str:
        return IRI(value).short

    measure, table = get(facts, _QB + "measureType"), get(facts, _QB + "dataSet")
    document = get(facts, _PROV + "wasDerivedFrom")
    value = facts.get(measure, [None])[0]
    if value is None:
        return None
    dimensions = {
        name.removeprefix(CG): (one.short, names.get(one, one.short))
        for name, (one, *_) in sorted(facts.items())
        if name.startswith(CG) and name not in _NO_DIMENSION and isinstance(one, IRI)
    }
    return Reading(
        id=iri.short,
        value=value,
        measure=short(measure),
        measure_label=names.get(measure, short(measure)),
        unit=get(about[measure], CG + "unit"),
        kind=get(about[measure], CG + "measureType").removeprefix(f"{CG}measure-type-"),
        population=get(about[measure], CG + "measurePopulation"),
        denominator=get(about[table], CG + "denominator"),
        period=get(facts, CG + "period"),
        start=get(facts, CG + "periodStart"),
        end=get(facts, CG + "periodEnd"),
        coverage=get(facts, CG + "coverage").removeprefix(f"{CG}coverage-"),
        dimensions=dimensions,
        document=short(document),
        document_label=names.get(document, short(document)),
        published=get(about[document], _DCT + "issued"),
        sheet=get(facts, CG + "sheet"),
        cell=get(facts, CG + "cell"),
        table=short(table),
        table_label=names.get(table, short(table)),
        not_separable=get(about[table], CG + "notSeparable"),
        breaks=series.get(table, ()),
    )


def _facts(engine: Engine, graph: str, things: list[str]) -> Facts:
    terms = " ".join(f"<{thing}>" for thing in things)
    _, rows = engine.select(
        f"SELECT ?x ?p ?o WHERE {{ VALUES ?x {{ {terms} }} GRAPH <{GRAPH}{graph}> {{ ?x ?p ?o }} }}"
    )
    found: Facts = {}
    for thing, name, value in rows:
        found.setdefault(str(thing), {}).setdefault(str(name), []).append(value)
    return found


def _breaks(engine: Engine, table: str) -> tuple[Break, ...]:
    _, rows = engine.select(
        f"""SELECT ?at ?why WHERE {{ GRAPH <{GRAPH}entities> {{
        <{table}> <{CG}seriesBreak> ?b . ?b <{CG}at> ?at ; <{CG}reason> ?why }} }}"""
    )
    return tuple(Break(str(at), str(why)) for at, why in sorted(rows, key=str))
