"""What commands share: the graph, formats, and finding the thing a user named."""

from __future__ import annotations

from collections.abc import Collection

from kg.errors import KgError
from kg.names import BASE, GRAPH, full, short
from kg.suggest import did_you_mean

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.graph import Graph


def check_format(form: str, formats: Collection[str]) -> None:
    """Raise KgError where the format is not one of those there are."""
    if form not in formats:
        raise KgError(
            "KG603",
            f"There is no format {form}.{did_you_mean(form, formats)}",
            f"Use one of: {', '.join(formats)}.",
        )


def find(graph: Graph, name: str) -> str:
    """The short id of the thing a user named.

    Takes a short id, an IRI, or the beginning of a claim's key (``c15``) where only one claim
    has it. Raises KgError with what was probably meant.
    """
    iri = full(name)
    if iri.startswith(BASE) and all(c not in iri for c in ' <>"{}|\\^`'):
        query = f"ASK {{ GRAPH ?g {{ <{iri}> ?p ?o }} FILTER(STRSTARTS(STR(?g), '{GRAPH}')) }}"
        if graph.select(query)[1] == [("true",)]:
            return short(iri)
    known = identifiers(graph)
    starts = [k for k in known if k.rpartition("/")[2].startswith(f"{name}-") and "/" in k]
    if len(starts) == 1:
        return starts[0]
    if len(starts) > 1:
        raise KgError("KG602", f"{name} could be {', '.join(starts)}.", "Name one of them whole.")
    raise KgError(
        "KG602", f"Nothing is called {name}.{did_you_mean(name, known)}", "Find ids with kg ask."
    )


def identifiers(graph: Graph) -> list[str]:
    """Keys of all entities, documents, claims, conflicts and links between claims."""
    _, rows = graph.select(
        "SELECT ?id WHERE { GRAPH ?g { ?x <http://purl.org/dc/terms/identifier> ?id } "
        f"FILTER(STRSTARTS(STR(?g), '{GRAPH}')) }}"
    )
    return sorted({str(row[0]) for row in rows})
