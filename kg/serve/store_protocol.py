"""The operation ``graph``: one named graph as it is, for the Graph Store Protocol."""

from __future__ import annotations

import pyoxigraph as ox

from kg.errors import KgError
from kg.export.rdf import serialized
from kg.names import GRAPH, GRAPHS
from kg.serve.reply import Reply
from kg.serve.result import GRAPHS as FORMATS
from kg.suggest import did_you_mean

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from kg.graph import Graph
    from kg.serve.limits import Limits


def whole(graph: Graph, limits: Limits, arguments: Mapping[str, Any]) -> Reply:
    """A graph in a format; raises KgError for an unknown one.

    Arguments: ``name``, the address of the graph or None for the default graph, and
    ``media_type``. A graph is given whole, whatever the limits: its size is that of the data.
    """
    name, media_type = arguments["name"], arguments["media_type"]
    form = FORMATS[media_type]
    if name is None:
        return Reply(200, media_type, {}, serialized([], form))
    store = graph.engine.store
    try:
        node = ox.NamedNode(name)
    except ValueError:
        raise KgError("KG915", "The graph's address is no IRI.", "Give it whole.") from None
    if not store.contains_named_graph(node):
        near = did_you_mean(name, [GRAPH + one for one in GRAPHS])
        raise KgError(
            "KG913", f"There is no graph <{name}>.{near}", "The service description lists them."
        )
    found = [quad.triple for quad in store.quads_for_pattern(None, None, None, node)]
    return Reply(200, media_type, {}, serialized(found, form))


OPERATIONS = {"graph": whole}
