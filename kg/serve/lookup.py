"""The operations behind addresses of things, of the explorer's page and of the feeds."""

from __future__ import annotations

import pyoxigraph as ox

from kg.errors import KgError
from kg.names import BASE
from kg.serve.describing import description, known, meant, page_of
from kg.serve.reply import Reply

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from kg.graph import Graph
    from kg.serve.limits import Limits

_FEEDS = {"atom": "application/atom+xml", "json": "application/feed+json"}


def describe(graph: Graph, limits: Limits, arguments: Mapping[str, Any]) -> Reply:
    """A thing in RDF; arguments: ``path`` below the base, and ``media_type``."""
    media_type = arguments["media_type"]
    return Reply(200, media_type, {}, description(graph, _iri(graph, arguments), media_type))


def where(graph: Graph, limits: Limits, arguments: Mapping[str, Any]) -> Reply:
    """Page and anchor of a thing below the site's folder as text; argument: ``path``."""
    page = page_of(graph, _iri(graph, arguments))
    return Reply(200, "text/plain", {}, (page or "").encode())


def explorer(graph: Graph, limits: Limits, arguments: Mapping[str, Any]) -> Reply:
    """The explorer's page, which asks this server."""
    from kg.explorer.page import page

    made = page(graph, live=True, pages="./")
    policy = f"{made.policy}; frame-ancestors 'none'"
    return Reply(200, "text/html", {"Content-Security-Policy": policy}, made.text.encode())


def feed(graph: Graph, limits: Limits, arguments: Mapping[str, Any]) -> Reply:
    """The feed of all claims, the newest first; argument: ``form``, atom or json."""
    from kg.delta.compare import compare
    from kg.delta.feed import feed as write
    from kg.delta.source import Source, empty

    form = arguments["form"]
    now = Source("this graph", "store", graph.version, graph.digest, graph.engine)
    return Reply(200, _FEEDS[form], {}, write(compare(empty(), now, None), form).encode())


def _iri(graph: Graph, arguments: Mapping[str, Any]) -> str:
    """The IRI of a path below the base; raises KgError where the graph does not know it."""
    path: str = arguments["path"]
    iri = BASE + path
    try:
        ox.NamedNode(iri)
        found = known(graph, iri)
    except ValueError:
        found = False
    if not found:
        raise KgError("KG924", f"Nothing has the address /{path}.{meant(graph, path)}", "")
    return iri


OPERATIONS = {"describe": describe, "where": where, "explorer": explorer, "feed": feed}
