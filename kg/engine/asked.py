"""A query that someone wrote, asked of the store: checked, with prefixes, and its graphs."""

from __future__ import annotations

import pyoxigraph as ox

from kg.engine import guard
from kg.errors import KgError
from kg.names import BASE, PREFIXES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from pyoxigraph import QueryBoolean, QuerySolutions, QueryTriples


def solved(
    store: ox.Store,
    query: str,
    default: Sequence[str] | None = None,
    named: Sequence[str] | None = None,
) -> QuerySolutions | QueryBoolean | QueryTriples:
    """The result, which may still be computed while it is read.

    The default graph is empty, unless the query or ``default`` names graphs for it; only DESCRIBE
    without a dataset describes from all graphs. ``default`` and ``named`` go before what the query
    says. The project's prefixes need no declaration, and relative addresses are below its base.
    Raises KgError where the query is refused.
    """
    guard.check(query)
    chosen = default is not None or named is not None
    try:
        return store.query(
            query,
            base_iri=BASE,
            prefixes=PREFIXES,
            default_graph=[ox.NamedNode(iri) for iri in default or ()] if chosen else None,
            named_graphs=[ox.NamedNode(iri) for iri in named or ()] if chosen else None,
            use_default_graph_as_union=not chosen and _describes(query),
        )
    except (SyntaxError, ValueError, OSError, RuntimeError) as error:
        raise refusal(query, error) from None


def refusal(query: str, error: Exception) -> KgError:
    """What to say where the engine raised the error for the query."""
    if isinstance(error, OSError):
        # no file or connection can be opened: the guard did not see the call, the seal held
        return KgError(
            "KG904",
            "The query is stopped: it would open a connection or a file.",
            "Leave SERVICE out.",
        )
    if guard.verb(query) in guard.UPDATES:
        return KgError(
            "KG903", "The graph is read-only: an update is refused.", "Edit seeds, run kg build."
        )
    return KgError("KG604", f"The query is refused: {error}.", "Mend the query.")


def hint(query: str) -> str:
    """What to say where a query gave nothing and looked only into the empty default graph."""
    if "GRAPH" in query.upper() or guard.names_dataset(query):
        return ""
    return "everything is in named graphs: write GRAPH ?g { ... }"


def _describes(query: str) -> bool:
    # most queries do not have the word, and need no reading
    said = "describe" in query.lower() and guard.verb(query) == "DESCRIBE"
    return said and not guard.names_dataset(query)
