"""Rules are CONSTRUCT queries in ``queries/rules``; what they add goes to ``inferred``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pyoxigraph as ox

from kg.compile.terms import Graph, Node, cg, text
from kg.names import GRAPH, RULE
from kg.query_file import header


def derive(store: ox.Store, folder: Path) -> list[ox.Quad]:
    """Run every rule of the folder over the store; the quads of ``inferred`` and of the rules.

    No rule reads what another adds, so one pass is the fixpoint.
    """
    inferred = ox.NamedNode(GRAPH + "inferred")
    quads: set[ox.Quad] = set()
    for path in sorted(folder.glob("*.rq")):
        query = path.read_text(encoding="utf-8")
        made = store.query(query)
        if not isinstance(made, ox.QueryTriples):
            raise TypeError(f"{path.name} is not a CONSTRUCT query")
        quads |= {ox.Quad(t.subject, t.predicate, t.object, inferred) for t in made}
        quads |= set(_describe(header(query)))
    return sorted(quads, key=str)


def _describe(about: dict[str, list[str]]) -> Iterable[ox.Quad]:
    graph = Graph("meta")
    rule = Node(RULE + about["id"][0])
    graph.add(rule, "rdf:type", cg("Rule"))
    graph.add(rule, "skos:prefLabel", text(about["title"][0]))
    graph.add(rule, "skos:definition", text(about["definition"][0]))
    return graph.quads
