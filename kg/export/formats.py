"""The formats that there are."""

from __future__ import annotations

from importlib.util import find_spec

from kg.export import (
    claims,
    cytoscape,
    flat,
    graphs,
    jsonld,
    mermaid,
    neo4j,
    parquet,
    rdf,
    yed,
)
from kg.export.exporter import Exporter

#: formats by name
FORMATS: dict[str, Exporter] = {
    one.name: one
    for one in (
        Exporter("turtle", ".ttl", "text/turtle",
                 "Everything, all graphs merged.", False, rdf.turtle),
        Exporter("trig", ".trig", "application/trig",
                 "Everything, by named graph.", False, rdf.trig),
        Exporter("nquads", ".nq", "application/n-quads",
                 "Everything, one statement a line.", False, rdf.nquads),
        Exporter("jsonld", ".jsonld", "application/ld+json",
                 "Everything, by named graph, with its context.", False, jsonld.write),
        Exporter("rdfxml", ".rdf", "application/rdf+xml",
                 "Everything, all graphs merged.", False, rdf.rdfxml),
        Exporter("flat", ".flat.ttl", "text/turtle",
                 "The links of a day as direct edges, with links and claims.", True, flat.write),
        Exporter("csv", ".csv", "text/csv",
                 "A table of the claims.", True, claims.write),
        Exporter("graphml", ".graphml", "application/graphml+xml",
                 "The links, for yEd, Cytoscape or NetworkX.", True, graphs.graphml),
        Exporter("gexf", ".gexf", "application/gexf+xml",
                 "The links, for Gephi.", True, graphs.gexf),
        Exporter("dot", ".dot", "text/vnd.graphviz",
                 "The links, for Graphviz.", True, graphs.dot),
        Exporter("cyjs", ".cyjs", "application/json",
                 "The links, for Cytoscape, with places.", True, cytoscape.write),
        Exporter("yed", ".yed.graphml", "application/graphml+xml",
                 "The links, drawn for yEd.", True, yed.write),
        Exporter("neo4j", ".neo4j.zip", "application/zip",
                 "The links and claims, for Neo4j: tables to import, and Cypher.", True,
                 neo4j.write),
        Exporter("mermaid", ".mmd", "text/vnd.mermaid",
                 "The pathway, for pages that draw Mermaid.", True, mermaid.write),
        Exporter("parquet", ".parquet.zip", "application/zip",
                 "Tables of claims, links, entities and cells of published tables.", True,
                 parquet.write, needs="pyarrow"),
    )
}


def available() -> dict[str, Exporter]:
    """The formats by name that can be written here, with the libraries that are installed."""
    return {
        name: one for name, one in FORMATS.items() if not one.needs or find_spec(one.needs)
    }
