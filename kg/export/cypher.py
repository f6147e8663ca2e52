"""Statements of Cypher with the data written into them, so that no text becomes a statement."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from typing import Any

    Properties = dict[str, Any]


def constraint(label: str) -> str:
    """The statement that makes ids of that label unique."""
    return (
        f"CREATE CONSTRAINT {name(label.lower() + '_id')} IF NOT EXISTS\n"
        f"FOR (n:{name(label)}) REQUIRE n.id IS UNIQUE;"
    )


def merged_nodes(labels: Iterable[str], rows: Iterable[Properties]) -> str:
    """A statement that adds or changes nodes; rows have an ``id`` and properties ``is``.

    The first label is the one whose ids are unique.
    """
    first, *others = labels
    more = f" SET n{''.join(f':{name(label)}' for label in others)}" if others else ""
    return (
        f"UNWIND [\n{_rows(rows)}\n] AS row\n"
        f"MERGE (n:{name(first)} {{id: row.id}}){more} SET n += row.is;"
    )


def merged_relationships(label: str, kind: str, rows: Iterable[Properties]) -> str:
    """A statement that adds or changes relationships of one type ``from`` and ``to`` ids."""
    return (
        f"UNWIND [\n{_rows(rows)}\n] AS row\n"
        f"MATCH (a:{name(label)} {{id: row.from}}), (b:{name(label)} {{id: row.to}})\n"
        f"MERGE (a)-[r:{name(kind)} {{id: row.id}}]->(b) SET r += row.is;"
    )


def name(text: str) -> str:
    """A label, a type or a key, quoted.

    >>> name("LEADS_TO"), name("a`b")
    ('`LEADS_TO`', '`a``b`')
    """
    # a backslash before u would be read as a character even here
    return "`" + text.replace("\\", "").replace("`", "``") + "`"


def literal(value: object) -> str:
    """A text, a number, a truth value, a list or a map as an expression of Cypher.

    >>> literal(["it's", 3, True])
    "['it\\\\'s', 3, true]"
    """
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    if isinstance(value, dict):
        return _map(value)
    text = str(value).replace("\\", "\\\\").replace("'", "\\'")
    text = text.replace("\n", "\\n").replace("\r", "\\r").replace("\t", "\\t")
    # older versions read \u everywhere before they read anything else, doubled backslash or not
    for letter in "uU":
        text = text.replace(f"\\\\{letter}", f"\\\\' + '{letter}")
    return f"'{text}'"


def _rows(rows: Iterable[Properties]) -> str:
    return ",\n".join(f"  {_map(row)}" for row in rows)


def _map(values: Mapping[str, object]) -> str:
    pairs = (f"{name(key)}: {literal(value)}" for key, value in values.items() if value is not None)
    return "{" + ", ".join(pairs) + "}"
