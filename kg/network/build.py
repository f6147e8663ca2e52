"""Links → a NetworkX MultiDiGraph whose edges carry their claims."""

from __future__ import annotations

from collections import defaultdict

import networkx as nx

from kg.ask.bind import admitted, day
from kg.engine.value import IRI, Value
from kg.names import PREFIXES
from kg.network.attributes import EdgeAttributes, NodeAttributes, merged

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    from kg.ask.evidence import Engine

    Network: TypeAlias = nx.MultiDiGraph[str]

_PREFIXES = " ".join(
    f"PREFIX {name}: <{PREFIXES[name]}>" for name in ("cg", "graph", "skos", "rdfs")
)
#: what the network needs to know of a claim
_FACTS = (
    "stance", "asserterManner", "condition", "exception", "earliestStart", "latestEnd",
    "subject", "predicate", "object", "text",
)


def network(engine: Engine, as_of: str | None = None, known_by: str | None = None) -> Network:
    """The links that an admitted claim supports, as edges keyed by their short id.

    Nodes are what links join and what the conditions of their claims name, with all that is
    broader. Nodes carry :class:`NodeAttributes`, edges :class:`EdgeAttributes`; the graph
    carries ``as_of``, ``known_by``, and the ``directions`` of predicates. Nodes and edges are
    in the order of their ids. Raises KgError where a day is none.
    """
    for name, value in (("as_of", as_of), ("known_by", known_by)):
        if value is not None:
            day(value, name)
    support = _support(engine, "supportedBy", as_of, known_by)
    dispute = _support(engine, "disputedBy", as_of, known_by)
    claims = _claims(engine)
    terms = _terms(engine)
    edges: dict[str, tuple[str, str, EdgeAttributes]] = {}
    for link, subject, predicate, obj, polarity, modality, stage, jurisdiction in _links(engine):
        if link in support:
            edges[link] = (subject, obj, _edge(
                terms[predicate], claims, support[link], dispute.get(link, set()),
                predicate=predicate, polarity=_value(polarity), modality=_value(modality),
                stages=(_value(stage),) if stage else (), jurisdiction=jurisdiction or None,
            ))
    directions = {p: _value(t["direction"]) for p, t in terms.items() if "direction" in t}
    result: Network = nx.MultiDiGraph(as_of=as_of, known_by=known_by, directions=directions)
    wanted = {name for subject, obj, _ in edges.values() for name in (subject, obj)}
    wanted |= {
        name for _, _, edge in edges.values()
        for _, name in (*edge["conditions"], *edge["exceptions"])
    }
    for name, node in sorted(_nodes(engine, wanted, claims).items()):
        result.add_node(name, **node)
    for link, (subject, obj, edge) in sorted(edges.items()):
        result.add_edge(subject, obj, key=link, **edge)
    return result


def _edge(
    term: dict[str, str],
    claims: dict[str, dict[str, list[str]]],
    support: set[str],
    dispute: set[str],
    *,
    predicate: str,
    polarity: str,
    modality: str,
    stages: tuple[str, ...],
    jurisdiction: str | None,
) -> EdgeAttributes:
    ids = tuple(sorted(support))
    facts = [claims[claim] for claim in ids]
    label = term.get("label", predicate)
    return EdgeAttributes(
        predicate=predicate,
        label=label if polarity == "affirmed" else f"not: {label}",
        polarity=polarity,
        modality=modality,
        stages=stages,
        jurisdiction=jurisdiction,
        sign=int(term["sign"]) if "sign" in term else None,
        family=_value(term["family"]) if "family" in term else None,
        direction=_value(term["direction"]) if "direction" in term else None,
        claims=ids,
        disputed=tuple(sorted(dispute)),
        stances=tuple(_value(fact["stance"][0]) for fact in facts),
        manners=tuple(_value(fact["asserterManner"][0]) for fact in facts),
        conditions=tuple((c, x) for c in ids for x in claims[c]["condition"]),
        exceptions=tuple((c, x) for c in ids for x in claims[c]["exception"]),
        intervals=merged(
            (next(iter(fact["earliestStart"]), None), next(iter(fact["latestEnd"]), None))
            for fact in facts
        ),
    )


def _support(
    engine: Engine, how: str, as_of: str | None, known_by: str | None
) -> dict[str, set[str]]:
    """Admitted claims by link."""
    found: dict[str, set[str]] = defaultdict(set)
    for link, claim in _rows(
        engine,
        f"""SELECT ?link ?claim WHERE {{ GRAPH graph:inferred {{ ?link cg:{how} ?claim }}
        {admitted("?claim", as_of, known_by)} }}""",
    ):
        found[link].add(claim)
    return found


def _links(engine: Engine) -> list[list[str]]:
    return _rows(
        engine,
        """SELECT ?link ?subject ?predicate ?object ?polarity ?modality ?stage ?jurisdiction
        WHERE { GRAPH graph:inferred {
          ?link a cg:Link ; cg:subject ?subject ; cg:predicate ?predicate ; cg:object ?object ;
            cg:polarity ?polarity ; cg:modality ?modality .
          OPTIONAL { ?link cg:stage ?stage } OPTIONAL { ?link cg:jurisdiction ?jurisdiction }
        } }""",
    )


def _claims(engine: Engine) -> dict[str, dict[str, list[str]]]:
    """Facts of every claim by local name of the property, each list sorted."""
    names = ", ".join(f"cg:{name}" for name in _FACTS)
    found: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for claim, verb, value in sorted(_rows(
        engine,
        f"""SELECT ?claim ?p ?o WHERE {{ GRAPH graph:claims {{ ?claim a cg:Claim ; ?p ?o }}
        FILTER(?p IN ({names})) }}""",
    )):
        found[claim][verb.removeprefix("cg:")].append(value)
    return found


def _terms(engine: Engine) -> dict[str, dict[str, str]]:
    """Label, sign, family and direction of every predicate of a claim."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for name, verb in (
        ("label", "rdfs:label"), ("sign", "cg:sign"), ("family", "cg:family"),
        ("direction", "cg:bearingDirection"),
    ):
        for term, value in sorted(_rows(
            engine, f"SELECT ?t ?v WHERE {{ GRAPH graph:vocabulary {{ ?t {verb} ?v }} }}"
        )):
            found[term][name] = value
    return found


def _nodes(
    engine: Engine, names: set[str], claims: dict[str, dict[str, list[str]]]
) -> dict[str, NodeAttributes]:
    things = {
        thing: (kind.removeprefix("cg:"), label)
        for thing, kind, label in sorted(_rows(
            engine,
            """SELECT ?thing ?kind ?label WHERE {
            GRAPH graph:entities { ?thing a ?kind ; skos:prefLabel ?label } }""",
        ))
    }
    broader: dict[str, list[str]] = defaultdict(list)
    for narrow, wide in sorted(_rows(
        engine, "SELECT ?x ?y WHERE { GRAPH graph:entities { ?x skos:broader ?y } }"
    )):
        broader[narrow].append(wide)
    found: dict[str, NodeAttributes] = {}
    queue = sorted(names)
    while queue:
        name = queue.pop()
        if name in found:
            continue
        kind, label = things.get(name, ("", name))
        proposition = None
        if name in claims:
            fact = claims[name]
            kind, label = "Claim", fact["text"][0]
            if fact["object"]:
                proposition = (fact["subject"][0], fact["predicate"][0], fact["object"][0])
                queue += [proposition[0], proposition[2]]
        above = tuple(broader.get(name, ()))
        queue += above
        found[name] = NodeAttributes(
            id=name, label=label, kind=kind, broader=above, proposition=proposition
        )
    return found


def _rows(engine: Engine, query: str) -> list[list[str]]:
    """Rows as short ids and texts; what is unbound is empty."""
    return [[_text(value) for value in row] for row in engine.select(f"{_PREFIXES} {query}")[1]]


def _text(value: Value) -> str:
    if isinstance(value, IRI):
        return value.short
    return "" if value is None else str(value)


def _value(concept: str) -> str:
    """The value of a concept, ``may`` of ``cg:modality-may``; schemes here are one word."""
    return concept.removeprefix("cg:").partition("-")[2]
