"""The names that everything else is built from: the base IRI and the namespaces under it.

Short ids are how people and JSON name things: an entity or document by its key, a claim as
``document/claim``, a term as ``cg:leadsTo``, anything derived as ``link/…`` or ``origin/…``, a cell
of a published table as ``observation/document/sheet/cell``.
"""

from __future__ import annotations

BASE = "https://w3id.org/custody-graph/"
CG = BASE + "def/"
ID = BASE + "id/"
CLAIM = BASE + "claim/"
GRAPH = BASE + "graph/"
LINK = BASE + "link/"
ORIGIN = BASE + "origin/"
BEARING = BASE + "bearing/"
RULE = BASE + "rule/"
OBSERVATION = BASE + "observation/"

GRAPHS = ("vocabulary", "entities", "claims", "curation", "inferred", "observations", "meta")

PREFIXES = {
    "cg": CG,
    "id": ID,
    "claim": CLAIM,
    "graph": GRAPH,
    "link": LINK,
    "origin": ORIGIN,
    "bearing": BEARING,
    "rule": RULE,
    "observation": OBSERVATION,
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dcterms": "http://purl.org/dc/terms/",
    "prov": "http://www.w3.org/ns/prov#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "void": "http://rdfs.org/ns/void#",
    "sh": "http://www.w3.org/ns/shacl#",
    "qb": "http://purl.org/linked-data/cube#",
}


def short(iri: str) -> str:
    """The short id of an IRI; a foreign IRI is its own short id.

    >>> short(CLAIM + "nbc-2025-02-03/c15")
    'nbc-2025-02-03/c15'
    >>> short(CG + "leadsTo")
    'cg:leadsTo'
    """
    if not iri.startswith(BASE):
        return iri
    space, _, rest = iri[len(BASE) :].partition("/")
    if space in ("id", "claim"):
        return rest
    return f"cg:{rest}" if space == "def" else f"{space}/{rest}"


def full(short_id: str) -> str:
    """The IRI of a short id; the inverse of :func:`short`.

    >>> full("medical-need") == ID + "medical-need"
    True
    >>> full(short(LINK + "ab12")) == LINK + "ab12"
    True
    >>> full("observation/workbook/sheet/C6") == OBSERVATION + "workbook/sheet/C6"
    True
    """
    if "://" in short_id:
        return short_id
    if short_id.startswith("cg:"):
        return CG + short_id[3:]
    space, slash, _ = short_id.partition("/")
    if not slash:
        return ID + short_id
    if space in ("link", "origin", "bearing", "rule", "graph", "observation"):
        return BASE + short_id
    return CLAIM + short_id
