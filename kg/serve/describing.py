"""What a worker does for an address of the graph: describe it, or say where its page is."""

from __future__ import annotations

import pyoxigraph as ox

from kg.export.jsonld import described
from kg.export.rdf import serialized
from kg.export.turtle import about, subjects
from kg.names import BASE, BEARING, CG, LINK, OBSERVATION, PREFIXES
from kg.site.places import place
from kg.suggest import did_you_mean

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.graph import Graph

#: media type → how pyoxigraph calls it
_FORMS = {
    "text/turtle": ox.RdfFormat.TURTLE, "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
}
JSONLD = "application/ld+json"
#: names longer than any there is resemble none
_LONGEST = 200
#: ending of an address → media type
ENDINGS = {
    ".ttl": "text/turtle", ".nt": "application/n-triples", ".jsonld": JSONLD,
    ".rdf": "application/rdf+xml", ".html": "text/html",
}


def known(graph: Graph, iri: str) -> bool:
    """Whether the graph says something of an IRI."""
    pattern = graph.engine.store.quads_for_pattern(ox.NamedNode(iri), None, None, None)
    return next(pattern, None) is not None


def description(graph: Graph, iri: str, media_type: str) -> bytes:
    """A thing with what is below it, in one of the media types of RDF in ``ENDINGS``."""
    triples = about(graph, iri)
    if media_type == JSONLD:
        return described(graph, triples)
    return serialized(triples, _FORMS[media_type])


def page_of(graph: Graph, iri: str) -> str | None:
    """Page and anchor of a thing, below the folder of the site; None where it has none.

    A link stands on the page of its subject, what a claim bears on with the claim, and a cell
    on the page of its table.
    """
    if iri.startswith(BEARING):
        iri = _one(graph, iri, f"{CG}claim")
    if iri.startswith(LINK):
        subject = _one(graph, iri, f"{CG}subject")
        page = None if subject == iri else page_of(graph, subject)
        anchored = page is None or "#" in page
        return page if anchored else f"{page}#Link-{iri.removeprefix(LINK)}"
    if iri.startswith(OBSERVATION):
        table = _one(graph, iri, PREFIXES["qb"] + "dataSet")
        page = None if table == iri else page_of(graph, table)
        parts = (_one(graph, iri, PREFIXES["prov"] + "wasDerivedFrom"),
                 _one(graph, iri, PREFIXES["qb"] + "measureType"))
        return page and f"{page}#{'-'.join(one.rpartition('/')[2] for one in parts)}"
    return place(iri, _twins(graph))


def meant(graph: Graph, path: str) -> str:
    """A sentence with the ways below the base that resemble one that leads nowhere, or nothing."""
    space, depth = path.partition("/")[0] + "/", path.count("/")
    if len(path) > _LONGEST:
        return ""
    alike = [name for iri in subjects(graph) if (name := iri.removeprefix(BASE)).startswith(space)
             and name.count("/") == depth]
    return did_you_mean(path, alike)


def _one(graph: Graph, iri: str, predicate: str) -> str:
    """The IRI that a thing has for a predicate; the thing's own where it has none."""
    for quad in graph.engine.store.quads_for_pattern(
        ox.NamedNode(iri), ox.NamedNode(predicate), None, None
    ):
        if isinstance(quad.object, ox.NamedNode):
            return quad.object.value
    return iri


def _twins(graph: Graph) -> frozenset[str]:
    """Names of properties that a class has too, in capitals, which have pages of their own."""
    kept = graph.engine.memo.setdefault("twins", {})
    if not kept:
        terms = {iri.removeprefix(CG) for iri in subjects(graph) if iri.startswith(CG)}
        classes = {term.lower() for term in terms if term[:1].isupper()}
        kept[""] = frozenset(one for one in terms if one[:1].islower() and one.lower() in classes)
    found: frozenset[str] = kept[""]
    return found
