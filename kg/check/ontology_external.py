"""The terms that other vocabularies have, so that no term is minted in their namespaces.

The lists are those that rdflib is published with. Of the vocabularies it has no list of,
the terms that the alignments use stand here, read out of their published files.
"""

from __future__ import annotations

_LISTED = {
    "http://data.europa.eu/eli/ontology#": ("LegalResource", "jurisdiction"),
    "http://wikiba.se/ontology#": (
        "DeprecatedRank", "NormalRank", "QuantityValue", "Statement", "rank",
    ),
}


def known() -> dict[str, frozenset[str]]:
    """Namespace → IRIs of the terms it has."""
    from rdflib import namespace as ns

    lists = {
        str(space): frozenset(str(term) for term in dir(space))
        for space in (
            ns.DCAT, ns.DCTERMS, ns.FOAF, ns.ORG, ns.OWL, ns.PROV, ns.QB, ns.RDF, ns.RDFS,
            ns.SDO, ns.SH, ns.SKOS, ns.TIME, ns.VANN, ns.VOID, ns.XSD,
        )
    }
    for space, names in _LISTED.items():
        lists[space] = frozenset(space + name for name in names)
    return lists


def stranger(term: str, lists: dict[str, frozenset[str]]) -> str | None:
    """Why a term of another namespace cannot be relied on, or None where it can."""
    for space, terms in lists.items():
        if term.startswith(space):
            return None if term in terms else f"{space} has no such term"
    return "no list of the terms of its vocabulary is at hand"
