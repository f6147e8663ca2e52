"""Parquet tables for DuckDB, pandas, polars and R: claims, links, entities, observations."""

from __future__ import annotations

import io
from datetime import date
from typing import Any, BinaryIO

from kg.errors import KgError
from kg.export import claims
from kg.export.archive import archive
from kg.export.edges import rich
from kg.export.tables import ENTITIES, LINKS, OBSERVATIONS, entities, links, observations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.export.exporter import Times
    from kg.graph import Graph

    Row = dict[str, Any]

#: what is no text
_NUMBERS = frozenset({"value", "low", "high"})
_WHOLE = frozenset({"paragraph", "sign"})
_DAYS = frozenset({
    "earliest_start", "latest_start", "earliest_end", "latest_end", "known_from", "start", "end",
})


def write(graph: Graph, stream: BinaryIO, times: Times) -> None:
    """Write a zip archive of four Parquet files, with days, figures and lists as such.

    Claims are those that the times admit, links those of the network; observations are cells
    of published tables (no rows about people), of a day those whose period holds it. What is
    empty is null. Raises KgError (KG971) where pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError:
        raise KgError(
            "KG971", "Parquet files need libraries that are not installed.",
            "Run: pip install 'custody-graph[records]'",
        ) from None
    network = rich(graph, times)
    about = {k: v for k, v in network.graph.items() if isinstance(v, str)}
    files = {}
    for name, columns, many, rows in (
        ("claims", claims.COLUMNS, claims.MANY, claims.rows(graph, times)),
        ("links", *LINKS, links(network)),
        ("entities", *ENTITIES, entities(graph)),
        ("observations", *OBSERVATIONS, observations(graph, times)),
    ):
        schema = pa.schema(
            [(column, _type(pa, column, many)) for column in columns],
            metadata={**about, "licence": "CC BY 4.0"},
        )
        table = pa.table(
            {column: [_value(column, row) for row in rows] for column in columns}, schema=schema
        )
        out = io.BytesIO()
        parquet.write_table(table, out, compression="zstd")
        files[f"{name}.parquet"] = out.getvalue()
    stream.write(archive(files))


def _type(pa: Any, column: str, many: frozenset[str]) -> Any:
    if column in many:
        return pa.list_(pa.string())
    if column in _NUMBERS:
        return pa.float64()
    if column in _WHOLE:
        return pa.int32()
    return pa.date32() if column in _DAYS else pa.string()


def _value(column: str, row: Row) -> object:
    value = row.get(column)
    if isinstance(value, list) or value is None:
        return value
    if value == "":
        return None
    if column in _NUMBERS:
        return float(value)
    if column in _WHOLE:
        return int(value)
    return date.fromisoformat(value) if column in _DAYS else str(value)
