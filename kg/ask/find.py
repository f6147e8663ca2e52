"""Finding the thing that a name stands for."""

from __future__ import annotations

from kg.errors import KgError
from kg.names import BASE, CG, GRAPH, OBSERVATION, full, short

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.ask.evidence import Engine


def find(engine: Engine, name: str) -> str:
    """The short id of the thing a user named.

    Takes a short id, an IRI, or the beginning of a key up to a hyphen (``c15``, ``x8``), with or
    without its document, where only one has it. Raises KgError with what was probably meant.
    """
    iri = full(name)
    if iri.startswith(BASE) and _exists(engine, iri):
        return short(iri)
    if iri.startswith(OBSERVATION):
        from kg.ask.reading import cells_like

        known = cells_like(engine, name)
    else:
        known = identifiers(engine)
    starts = [k for k in known if f"/{k}".startswith(f"/{name}-") or f"/{name}-" in k]
    if iri.startswith(OBSERVATION):
        starts = [k for k in known if k.lower() == name.lower() and k.count("/") == 3]
    if any("/" in k for k in starts):
        starts = [k for k in starts if "/" in k]
    if len(starts) == 1:
        return starts[0]
    if len(starts) > 1:
        raise KgError("KG602", f"{name} could be {', '.join(starts)}.", "Name one of them whole.")
    from kg.suggest import did_you_mean

    if name.startswith("cg:"):
        known += terms(engine)
        ends = [term for term in known if term.endswith(f"-{name[3:]}")]
        if len(ends) == 1:
            return ends[0]
    raise KgError(
        "KG602", f"Nothing is called {name}.{did_you_mean(name, known)}",
        "List ids with kg show; those of cells are in the last column of --format csv."
        if iri.startswith(OBSERVATION) else "List ids with kg show.",
    )


def _exists(engine: Engine, iri: str) -> bool:
    """Whether the graph says something of the thing; no for what cannot be an IRI."""
    if any(c in iri for c in ' <>"{}|\\^`'):
        return False
    query = f"ASK {{ GRAPH ?g {{ <{iri}> ?p ?o }} FILTER(STRSTARTS(STR(?g), '{GRAPH}')) }}"
    try:
        return engine.select(query)[1] == [("true",)]
    except KgError:
        # control characters and others that no IRI has
        return False


def terms(engine: Engine) -> list[str]:
    """Short ids of all terms of the ontology."""
    _, rows = engine.select(
        f"SELECT DISTINCT ?t WHERE {{ GRAPH <{GRAPH}vocabulary> {{ ?t ?p ?o }} }}"
    )
    return sorted(short(str(row[0])) for row in rows if str(row[0]).startswith(CG))


def identifiers(engine: Engine) -> list[str]:
    """Keys of all entities, documents, claims, conflicts and links between claims."""
    _, rows = engine.select(
        "SELECT ?id WHERE { GRAPH ?g { ?x <http://purl.org/dc/terms/identifier> ?id } "
        f"FILTER(STRSTARTS(STR(?g), '{GRAPH}')) }}"
    )
    return sorted({str(row[0]) for row in rows})
