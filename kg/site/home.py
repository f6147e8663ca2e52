"""The first page, the data page, and what the site says of itself."""

from __future__ import annotations

from collections import Counter

from kg.check.ontology_graph import key
from kg.export import available
from kg.export.void import file_name
from kg.names import BASE, CG, GRAPH
from kg.site.facts import Facts
from kg.site.frame import Site


def write(site: Site, *, downloads: bool = True) -> None:
    """Write them; ``downloads`` says whether the exports are there to be linked."""
    facts = site.facts
    counts = {
        "claims": len(facts.claims),
        "documents": len(facts.of_class("Document")),
        "entities": len(facts.of_class("Entity")),
        "conflicts": len(facts.of_class("Conflict")),
        "origins": sum(1 for _ in facts.all.typed(CG + "Origin")),
        "terms": len(facts.vocabulary.own()),
    }
    site.add("index.html", "index.html", "Custody Graph", iri=BASE, counts=counts,
             last_stated=_last(facts))
    site.add("about.html", "about.html", "About, errors, citing", counts=counts)
    site.add(
        "data.html", "data.html", "Data", graphs=_graphs(facts), downloads=downloads,
        formats=[(one, f"data/{file_name(one.ending)}") for one in available().values()],
    )


def _last(facts: Facts) -> str:
    """The latest day on which a claim was stated; an uncertain date counts from its first."""
    return max((key(day) for _, day in facts.all.by_predicate[CG + "statedEarliest"]), default="")


def _graphs(facts: Facts) -> list[tuple[str, str, str, int]]:
    """Name, IRI, description and size of each named graph."""
    counts = Counter(key(quad.graph_name) for quad in facts.quads)
    return [
        (name.removeprefix(GRAPH), name, facts.text(name, "dcterms:description"), count)
        for name, count in sorted(counts.items())
    ]
