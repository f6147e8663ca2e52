"""The claims that concern a thing, whatever it is."""

from __future__ import annotations

from kg.ask.bind import admitted
from kg.ask.corrections import corrections
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
    f"GRAPH <{GRAPH}curation> {{ <T> <{CG}claim>|<{CG}ofClaim>|<{CG}corrects> ?claim }}",
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


def citation(engine: Engine, document: str) -> str:
    """Publisher, title or label, date, address and the day it was consulted."""
    _, rows = engine.select(
        f"""PREFIX cg: <{CG}> PREFIX dcterms: <http://purl.org/dc/terms/>
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT ?publisher ?label ?title ?issued ?address ?consulted WHERE {{
        GRAPH <{GRAPH}entities> {{
          <{full(document)}> dcterms:publisher ?who ; skos:prefLabel ?label ;
            dcterms:issued ?issued .
          ?who skos:prefLabel ?publisher .
          OPTIONAL {{ <{full(document)}> dcterms:title ?title }}
          OPTIONAL {{ <{full(document)}> cg:address ?address }}
          OPTIONAL {{ <{full(document)}> cg:consultedOn ?consulted }} }} }}"""
    )
    if not rows:
        return document
    publisher, label, title, issued, address, consulted = rows[0]
    parts = [f"{publisher}: {title or label}", f"{issued}", str(address) if address else ""]
    parts.append(f"consulted {consulted}" if consulted else "not consulted")
    return ", ".join(part for part in parts if part)


def headline(engine: Engine, thing: str) -> str:
    """What a conflict, a correction or a tombstone says of itself; nothing for other things."""
    iri = f"<{full(thing)}>"
    _, rows = engine.select(
        f"""PREFIX cg: <{CG}> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT ?label ?kind ?can ?reason WHERE {{
        GRAPH <{GRAPH}curation> {{ {iri} skos:prefLabel ?label ; cg:conflictKind ?k ;
          cg:compatibility ?c ; cg:reason ?reason }}
        GRAPH <{GRAPH}vocabulary> {{ ?k skos:prefLabel ?kind . ?c skos:prefLabel ?can }} }}"""
    )
    if rows:
        label, kind, can, reason = rows[0]
        return f"{thing}: {label}\n  {kind}; {can}. {reason}"
    _, rows = engine.select(
        f"""SELECT ?reason ?on ?next WHERE {{ GRAPH <{GRAPH}claims> {{
        {iri} a <{CG}Tombstone> ; <{CG}reason> ?reason ; <{CG}withdrawnOn> ?on .
        OPTIONAL {{ {iri} <http://purl.org/dc/terms/isReplacedBy> ?next }} }} }}"""
    )
    log = [entry for found in corrections(engine).values() for entry in found]
    lines = [f"{thing}: {entry.claim} was corrected {entry}" for entry in log if entry.id == thing]
    for reason, on, after in rows:
        went = f" See {after.short}." if isinstance(after, IRI) else ""
        lines.append(f"{thing}: withdrawn on {on}. {reason}{went}")
        lines += [f"  corrected {entry} [{entry.id}]" for entry in log if entry.claim == thing]
    return "\n".join(lines)
