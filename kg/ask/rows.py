"""Rows of a query's result, grouped by the columns of its question."""

from __future__ import annotations

from kg.engine.value import IRI, Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.ask.question import Question

    Cell = Value | tuple[Value, ...]
else:
    Cell = object

#: variables whose values are what a row rests on, also with a suffix
_EVIDENCE = ("claim", "observation")


def group(
    question: Question, names: list[str], found: list[tuple[Value, ...]]
) -> list[tuple[dict[str, Cell], tuple[str, ...]]]:
    """Rows by their key columns, with the ids of the claims and cells that each rests on.

    List columns and ids are gathered, all sorted by value.
    """
    index = {name: i for i, name in enumerate(names)}
    keys = [c.name for c in question.columns if not c.is_list]
    lists = [c.name for c in question.columns if c.is_list]
    evidence_columns = [i for n, i in index.items() if n.partition("_")[0] in _EVIDENCE]
    key_at = [index[name] for name in keys]
    list_at = [(name, index[name]) for name in lists]
    groups: dict[tuple[Value, ...], list[tuple[Value, ...]]] = {}
    for row in found:
        key = tuple([row[i] for i in key_at])
        if key in groups:
            groups[key].append(row)
        else:
            groups[key] = [row]
    result: list[tuple[dict[str, Cell], tuple[str, ...]]] = []
    shown = [column.name for column in question.columns]
    for key in _in_order(groups):
        rows = groups[key]
        cells: dict[str, Cell] = dict(zip(keys, key, strict=True))
        for name, at in list_at:
            gathered = {row[at] for row in rows if row[at] is not None}
            cells[name] = tuple(_in_order_of_value(gathered))
        if lists:
            cells = {name: cells[name] for name in shown}
        behind = {
            one.short for row in rows for at in evidence_columns if isinstance(one := row[at], IRI)
        }
        result.append((cells, tuple(sorted(behind) if len(behind) > 1 else behind)))
    return result


def _in_order(keys: Iterable[tuple[Value, ...]]) -> list[tuple[Value, ...]]:
    """Keys by the value of their parts: what is unbound first, then numbers, then text."""
    found = list(keys)
    mixed = [
        at for at, values in enumerate(zip(*found, strict=True))
        if not all(isinstance(value, str) for value in values)
    ]
    if not mixed:
        return sorted(found)

    def by_value(key: tuple[Value, ...]) -> list[object]:
        parts: list[object] = [*key]
        for at in mixed:
            parts[at] = _sortable(key[at])
        return parts

    return sorted(found, key=by_value)


def _in_order_of_value(values: set[Value]) -> list[Value]:
    return sorted(values, key=_sortable) if len(values) > 1 else list(values)


def _sortable(value: Value) -> tuple[int, float, str]:
    if value is None:
        return (0, 0, "")
    if isinstance(value, str):
        return (2, 0, value)
    return (1, float(value), str(value))
