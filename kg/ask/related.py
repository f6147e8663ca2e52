"""The claims that concern a thing, whatever it is."""

from __future__ import annotations

from kg.ask.bind import admitted
from kg.engine.value import IRI
from kg.names import CG, GRAPH, full

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.ask.evidence import Engine

#: how a claim can concern a thing, as a pattern between ?claim and the thing
_WAYS = (
    f"GRAPH <{GRAPH}claims> {{ ?claim ?way <T> . ?claim a <{CG}Claim> }}",
    f"GRAPH <{GRAPH}claims> {{ ?claim <{CG}attribution> ?a ."
    f" ?a <{CG}speaker>|<{CG}occasion> <T> }}",
    f"GRAPH <{GRAPH}claims> {{ ?claim <{CG}quantity> ?q . ?q <{CG}measure> <T> }}",
    f"GRAPH <{GRAPH}inferred> {{ <T> <{CG}supportedBy>|<{CG}disputedBy>|<{CG}originOf> ?claim }}",
    f"GRAPH <{GRAPH}inferred> {{ ?b <{CG}countsToward> <T> ; <{CG}claim> ?claim }}",
    f"GRAPH <{GRAPH}inferred> {{ <T> <{CG}claim> ?claim }}",
    f"GRAPH <{GRAPH}curation> {{ <T> <{CG}side> ?s . ?s <{CG}claim> ?claim }}",
    f"GRAPH <{GRAPH}curation> {{ <T> <{CG}claim>|<{CG}ofClaim> ?claim }}",
)


def claims_of(
    engine: Engine, thing: str, as_of: str | None = None, known_by: str | None = None
) -> list[str]:
    """Ids of the claims that concern the thing (a short id); a claim concerns itself."""
    iri = full(thing)
    ways = " UNION ".join("{ " + way.replace("<T>", f"<{iri}>") + " }" for way in _WAYS)
    itself = (
        f"{{ GRAPH <{GRAPH}claims> {{ ?claim a <{CG}Claim> }} FILTER(?claim = <{iri}>) }} UNION "
    )
    query = f"""PREFIX cg: <{CG}> PREFIX graph: <{GRAPH}>
    SELECT DISTINCT ?claim WHERE {{ {{ {itself}{ways} }}
    {admitted("?claim", as_of, known_by, any_rank=True)} }}"""
    found = {row[0].short for row in engine.select(query)[1] if isinstance(row[0], IRI)}
    if thing in found:
        return [thing]
    return sorted(found)


def lineage(engine: Engine, document: str) -> list[tuple[str, str, str]]:
    """Steps from a document back to its root: document, how it was made, from which."""
    steps: list[tuple[str, str, str]] = []
    queue, seen = [document], set[str]()
    while queue:
        one = queue.pop(0)
        if one in seen:
            continue
        seen.add(one)
        _, rows = engine.select(
            f"""SELECT ?from ?how WHERE {{ GRAPH <{GRAPH}entities> {{
            <{full(one)}> <http://www.w3.org/ns/prov#qualifiedDerivation> ?d .
            ?d <http://www.w3.org/ns/prov#entity> ?from ; <{CG}derivationKind> ?how }} }}"""
        )
        for origin, how in sorted(rows, key=str):
            if isinstance(origin, IRI):
                steps.append((one, str(how).removeprefix(f"{CG}derivation-"), origin.short))
                queue.append(origin.short)
    return steps
