"""The operation ``sparql``: a query, its graphs, and the formats that the client takes."""

from __future__ import annotations

import pyoxigraph as ox

from kg.engine.asked import hint, refusal, solved
from kg.engine.guard import sealed
from kg.serve.negotiate import BOOLEAN, SOLUTIONS, TRIPLES
from kg.serve.problem import problem
from kg.serve.reply import Reply
from kg.serve.result import rows, triples

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from kg.graph import Graph
    from kg.serve.limits import Limits


def sparql(graph: Graph, limits: Limits, arguments: Mapping[str, Any]) -> Reply:
    """The result of a query; raises KgError where the query is refused.

    Arguments: ``query``; ``default`` and ``named``, the graphs that the request names; and the
    media types that the client takes for ``solutions``, ``boolean`` and ``triples``, or None.
    """
    query = arguments["query"]
    default, named = arguments.get("default"), arguments.get("named")
    with sealed():
        try:
            found = solved(graph.engine.store, query, default, named)
            kind, offers = _kind(found)
            media_type = arguments.get(kind, offers[0])
            if media_type is None:
                return problem("KG906", f"The result of this query is had as {', '.join(offers)}.")
            body = (
                triples(found, media_type, limits)
                if isinstance(found, ox.QueryTriples)
                else rows(found, media_type, limits)
            )
        except (ValueError, OSError, RuntimeError) as error:
            raise refusal(query, error) from None
    headers = {}
    if default is None and named is None and _empty(body, media_type) and (said := hint(query)):
        headers["KG-Hint"] = said
    return Reply(200, media_type, headers, body)


def _kind(
    found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples,
) -> tuple[str, tuple[str, ...]]:
    if isinstance(found, ox.QueryTriples):
        return "triples", TRIPLES
    if isinstance(found, ox.QueryBoolean):
        return "boolean", BOOLEAN[:2]
    return "solutions", SOLUTIONS[:4]


def _empty(body: bytes, media_type: str) -> bool:
    """Whether a result of rows has none; a large one is not looked at."""
    if len(body) > 2000:
        return False
    if "json" in media_type:
        return b'"bindings":[]' in body
    if "xml" in media_type:
        return b"<results" in body and b"<result>" not in body
    return media_type != "text/turtle" and body.count(b"\n") == 1


OPERATIONS = {"sparql": sparql}
