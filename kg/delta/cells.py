"""What changed among the cells of published tables, added up by document and table."""

from __future__ import annotations

from kg.engine.value import IRI
from kg.frozen import Frozen
from kg.names import CG, GRAPH, ID, PREFIXES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.ask.evidence import Engine

    #: short id of a cell → property → value, both as text
    Cells = dict[str, dict[str, str]]

#: how many cells a summary names
EXAMPLES = 5
_QB = PREFIXES["qb"]
_QUERY = f"""SELECT ?cell ?verb ?value WHERE {{ GRAPH <{GRAPH}observations> {{
  ?cell <{_QB}dataSet> ?table ; ?verb ?value }} }}"""


class CellChange(Frozen):
    """How many cells of one table in one document are new, changed or gone."""

    document: str
    table: str
    added: int
    changed: int
    removed: int
    #: the first cells that are changed or gone, with their value before and after
    examples: tuple[str, ...]


def cells(old: Engine, new: Engine, since: str | None) -> tuple[CellChange, ...]:
    """Every document and table whose cells are not the same in both builds, sorted.

    With ``since``, those of documents that were consulted on that day or later.
    """
    before, after = _cells(old), _cells(new)
    known = set[str]() if since is None else _consulted(new, since)
    found: dict[tuple[str, str], list[list[str]]] = {}
    for name in sorted({*before, *after}):
        one, other = before.get(name), after.get(name)
        if one == other:
            continue
        said = other or one or {}
        document, table = said[PREFIXES["prov"] + "wasDerivedFrom"], said[_QB + "dataSet"]
        if since is not None and document not in known:
            continue
        kinds = found.setdefault((document, table), [[], [], []])
        kinds[0 if one is None else 2 if other is None else 1].append(
            f"{said[CG + 'sheet']}!{said[CG + 'cell']}: {_figure(one)} → {_figure(other)}"
        )
    return tuple(
        CellChange(
            document, table, added=len(kinds[0]), changed=len(kinds[1]), removed=len(kinds[2]),
            examples=tuple([*kinds[1], *kinds[2]][:EXAMPLES]),
        )
        for (document, table), kinds in sorted(found.items())
    )


def _cells(engine: Engine) -> Cells:
    found: Cells = {}
    for cell, verb, value in engine.select(_QUERY)[1]:
        text = value.short if isinstance(value, IRI) else str(value)
        found.setdefault(str(cell), {})[str(verb)] = text
    return found


def _figure(cell: dict[str, str] | None) -> str:
    if cell is None:
        return "nothing"
    return cell.get(f"{ID}{cell[_QB + 'measureType']}", "nothing")


def _consulted(engine: Engine, since: str) -> set[str]:
    _, rows = engine.select(
        f"SELECT ?d ?day WHERE {{ GRAPH <{GRAPH}entities> {{ ?d <{CG}consultedOn> ?day }} }}"
    )
    return {d.short for d, day in rows if isinstance(d, IRI) and str(day) >= since}
