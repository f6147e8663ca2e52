"""Rows of the links, the entities and the cells of published tables, for files of tables."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from kg.ask.reading import readings
from kg.engine.value import IRI
from kg.names import GRAPH, ID, PREFIXES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    import networkx as nx

    from kg.export.exporter import Times
    from kg.graph import Graph

    Row = dict[str, Any]

#: for each table its columns, and those that hold lists
LINKS = (
    (
        "id", "subject", "predicate", "object", "label", "subject_label", "object_label",
        "polarity", "modality", "stage", "jurisdiction", "family", "direction", "sign", "valid",
        "claims", "texts", "asserters", "asserter_labels", "manners", "stances", "documents",
        "paragraphs", "stated", "conditions", "exceptions", "disputed", "contested",
    ),
    frozenset({
        "stage", "valid", "claims", "texts", "asserters", "asserter_labels", "manners", "stances",
        "documents", "paragraphs", "stated", "conditions", "exceptions", "disputed", "contested",
    }),
)
ENTITIES = (
    ("id", "label", "kind", "definition", "aliases", "broader"),
    frozenset({"kind", "aliases", "broader"}),
)
OBSERVATIONS = (
    (
        "id", "table", "table_label", "measure", "measure_label", "kind", "unit", "population",
        "denominator", "period", "start", "end", "coverage", "dimensions", "dimension_labels",
        "value", "document", "document_label", "published", "sheet", "cell", "not_separable",
        "breaks",
    ),
    frozenset({"dimensions", "dimension_labels", "breaks"}),
)


def links(network: nx.MultiDiGraph[str]) -> list[Row]:
    """A row for each edge of the network that :func:`kg.export.edges.rich` gives."""
    names = {key: node["label"] for key, node in network.nodes(data=True)}
    return [
        {
            **edge, "id": link, "subject": one, "object": other,
            "subject_label": names[one], "object_label": names[other],
        }
        for one, other, link, edge in network.edges(keys=True, data=True)
    ]


def entities(graph: Graph) -> list[Row]:
    """A row for each entity, by id."""
    found: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for name, verb in (
        ("kind", "rdf:type"), ("label", "skos:prefLabel"), ("definition", "skos:definition"),
        ("aliases", "skos:altLabel"), ("broader", "skos:broader"),
    ):
        prefix, _, local = verb.partition(":")
        _, rows = graph.select(
            f"""SELECT ?x ?y WHERE {{ GRAPH <{GRAPH}entities> {{
            ?x <{PREFIXES[prefix]}{local}> ?y }} }}"""
        )
        for thing, value in rows:
            text = value.short.removeprefix("cg:") if isinstance(value, IRI) else str(value)
            # what stands below an entity, such as its aliases with their days, is a part of it
            if isinstance(thing, IRI) and "/" not in thing.removeprefix(ID):
                found[thing.short][name].add(text)
    return [
        {
            "id": key, "label": _one(facts["label"]), "definition": _one(facts["definition"]),
            **{name: sorted(facts[name]) for name in ENTITIES[1]},
        }
        for key, facts in sorted(found.items()) if facts["label"] and facts["kind"]
    ]


def observations(graph: Graph, times: Times) -> list[Row]:
    """A row for each cell, in the order of the workbooks; of a day, of periods that hold it."""
    _, rows = graph.select(
        f"""SELECT ?o WHERE {{ GRAPH <{GRAPH}observations> {{
        ?o a <{PREFIXES["qb"]}Observation> }} }}"""
    )
    known = readings(graph.engine, [o.short for (o,) in rows if isinstance(o, IRI)])
    return [
        {
            **{name: getattr(one, name) for name in OBSERVATIONS[0] if hasattr(one, name)},
            "dimensions": [f"{name}: {value}" for name, (value, _) in one.dimensions.items()],
            "dimension_labels": [f"{name}: {label}" for name, (_, label) in one.dimensions.items()],
            "breaks": [f"{gap.at}: {gap.reason}" for gap in one.breaks],
        }
        for one in known.values()
        if (times.as_of is None or one.start <= times.as_of < one.end)
        and (times.known_by is None or one.published <= times.known_by)
    ]


def _one(values: Iterable[str]) -> str:
    return min(values, default="")
