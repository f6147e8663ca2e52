"""Tables with typed columns, as the import tool of Neo4j reads them."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.export.cypher import Properties


def table(rows: list[Properties]) -> bytes:
    """CSV (UTF-8, header row) of all properties that a row has, in the order of their first.

    A column gets the type of its first value; one whose name has a colon names its own.
    """
    columns: dict[str, str] = {}
    for row in rows:
        for name, value in row.items():
            columns.setdefault(name, name if ":" in name else name + _suffix(value))
    lines = [",".join(columns.values())]
    lines += [",".join(_cell(row.get(name)) for name in columns) for row in rows]
    return "\n".join([*lines, ""]).encode()


def _suffix(value: object) -> str:
    if isinstance(value, list):
        return ":string[]"
    return {int: ":int", float: ":double"}.get(type(value), "")


def _cell(value: object) -> str:
    """A cell; what is missing has no quotes, so that it is nothing and no empty text."""
    if value is None:
        return ""
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, list):
        # the tool knows no quotes inside a list
        value = ";".join(part.replace(";", ",") for part in value)
    return '"' + str(value).replace('"', '""') + '"'
