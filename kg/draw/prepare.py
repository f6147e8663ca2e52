"""Views of the graph: the pathway with its factors, a question's claims, what is around a thing."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from kg.ask.bind import admitted
from kg.ask.evidence import Evidence, evidence, labels
from kg.draw.errors import DrawError
from kg.draw.view import Edge, Node, View
from kg.engine.value import IRI
from kg.graph import Graph
from kg.names import CG, GRAPH, ID

#: predicates that lead from arrest to release to monitoring
STEPS = ("followedBy", "hasAlternative", "hasCondition", "usesTechnology")
_HEAD = f"PREFIX cg: <{CG}> PREFIX graph: <{GRAPH}> "
_STATEMENTS = """SELECT DISTINCT ?s ?p ?o ?label ?sign ?direction ?claim WHERE {
  GRAPH graph:claims { ?claim a cg:Claim ; cg:subject ?s ; cg:predicate ?p ; cg:object ?o }
  GRAPH graph:vocabulary {
    ?p <http://www.w3.org/2000/01/rdf-schema#label> ?label .
    OPTIONAL { ?p cg:sign ?sign } OPTIONAL { ?p cg:bearingDirection ?direction }
  }"""
_CONDITIONS = """SELECT DISTINCT ?s ?o ?role ?label ?claim WHERE {
  GRAPH graph:inferred {
    ?b a cg:Bearing ; cg:factor ?s ; cg:outcome ?o ; cg:role ?role ; cg:claim ?claim .
  }
  FILTER(?role != cg:role-cause)
  GRAPH graph:vocabulary { ?role <http://www.w3.org/2004/02/skos/core#prefLabel> ?label }"""


@dataclass(frozen=True, slots=True)
class _Statement:
    source: str
    target: str
    predicate: str
    label: str
    sign: int | None
    directed: bool
    claim: str


def pathway(graph: Graph, as_of: str | None = None, known_by: str | None = None) -> View:
    """The chain from arrest to release to monitoring, and everything that bears on it."""

    def wanted(one: _Statement) -> bool:
        return one.directed or one.predicate in STEPS or one.predicate.startswith("role-")

    view = _view(
        graph, "From arrest to release: the pathway and its factors", wanted, as_of, known_by
    )
    spine = {e.id for e in view.edges if _on_spine(view, e)}
    ends = {end for e in view.edges if e.id in spine for end in (e.source, e.target)}
    return replace(
        view,
        nodes=tuple(replace(n, spine=n.id in ends) for n in view.nodes),
        edges=tuple(replace(e, spine=e.id in spine) for e in view.edges),
    )


def around(
    graph: Graph, thing: str, as_of: str | None = None, known_by: str | None = None
) -> View:
    """Everything that claims join to one entity; raises DrawError where there is nothing."""
    title = labels(graph.engine, [ID + thing]).get(ID + thing, thing)
    return _view(
        graph, f"What is said of: {title}",
        lambda one: thing in (one.source, one.target) or one.claim == thing, as_of, known_by,
    )


def of_question(
    graph: Graph, name: str, as_of: str | None = None, known_by: str | None = None
) -> View:
    """The claims behind a question's answer; raises DrawError where they join nothing."""
    found = graph.ask(name, as_of, known_by)
    claims = set(found.claims)
    view = _view(graph, found.question.title, lambda one: one.claim in claims, as_of, known_by)
    return replace(view, limits=found.limits)


def _on_spine(view: View, edge: Edge) -> bool:
    watching = {e.source for e in view.edges if e.predicate == "usesTechnology"}
    if edge.predicate == "followedBy":
        return edge.target == "release"
    return edge.predicate == "hasCondition" and edge.target in watching


def _view(
    graph: Graph,
    title: str,
    wanted: Callable[[_Statement], bool],
    as_of: str | None,
    known_by: str | None,
) -> View:
    found = [one for one in _statements(graph, as_of, known_by) if wanted(one)]
    things = _things(graph, {end for one in found for end in (one.source, one.target)})
    found = [one for one in found if one.source in things and one.target in things]
    if not found:
        raise DrawError(
            "KG705", f"There is nothing to draw for '{title}'.", "Try kg draw with another thing."
        )
    claims = evidence(graph.engine, {one.claim for one in found})
    edges = _edges(found, claims)
    used = {end for edge in edges for end in (edge.source, edge.target)}
    days = [f"as of {as_of}"] if as_of else []
    days += [f"known by {known_by}"] if known_by else []
    return View(
        title=title,
        caption=f"{len(claims)} claims" + "".join(f", {day}" for day in days),
        nodes=tuple(node for key, node in sorted(things.items()) if key in used),
        edges=edges,
        claims={key: claim.to_json() for key, claim in claims.items()},
        limits=(
            "How many people went each way, and on which legal basis.",
            "Which of several factors weighed more: nothing is added up.",
            "An arrow is what somebody says, not an established fact; open it to see who.",
        ),
        version=graph.version,
        digest=graph.digest[:12],
        current_to=max((claim.stated_on.strip("[]") for claim in claims.values()), default=""),
    )


def _statements(graph: Graph, as_of: str | None, known_by: str | None) -> list[_Statement]:
    filters = admitted("?claim", as_of, known_by) + "\n}"
    result = []
    for s, p, o, label, sign, direction, claim in graph.select(_HEAD + _STATEMENTS + filters)[1]:
        if all(isinstance(part, IRI) and part.startswith(ID) for part in (s, o)):
            result.append(
                _Statement(
                    _id(s), _id(o), str(p).removeprefix(CG), str(label),
                    sign if isinstance(sign, int) else None, direction is not None, _id(claim),
                )
            )
    for s, o, role, label, claim in graph.select(_HEAD + _CONDITIONS + filters)[1]:
        result.append(
            _Statement(
                _id(s), _id(o), str(role).removeprefix(CG), str(label), None, True, _id(claim)
            )
        )
    return sorted(result, key=lambda one: (one.source, one.predicate, one.target, one.claim))


def _edges(found: Iterable[_Statement], claims: dict[str, Evidence]) -> tuple[Edge, ...]:
    groups: dict[tuple[str, str, str, str, str, str], list[_Statement]] = {}
    for one in found:
        claim = claims[one.claim]
        empty = "no-evidence" if claim.stance == "no-evidence" else ""
        key = (one.source, one.predicate, one.target, claim.polarity, claim.modality, empty)
        groups.setdefault(key, []).append(one)
    edges = []
    for number, (key, members) in enumerate(sorted(groups.items()), 1):
        behind = [claims[one.claim] for one in members]
        other = (*key[:3], "negated" if key[3] == "affirmed" else "affirmed")
        counter = [
            one.claim
            for against, ones in groups.items()
            if against[:4] == other and not against[5]
            for one in ones
        ]
        edges.append(
            Edge(
                id=f"e{number}", source=key[0], target=key[2], predicate=key[1],
                label=members[0].label, polarity=key[3], modality=key[4],
                stances=tuple(sorted({claim.stance for claim in behind})),
                sign=members[0].sign,
                claims=tuple(sorted(claim.id for claim in behind)),
                disputed=tuple(sorted(counter)),
                unnamed_only=all(claim.manner == "unnamed" for claim in behind),
                no_evidence=bool(key[5]),
            )
        )
    return tuple(edges)


def _things(graph: Graph, keys: set[str]) -> dict[str, Node]:
    if not keys:
        return {}
    iris = " ".join(f"<{ID}{key}>" for key in sorted(keys))
    _, rows = graph.select(
        f"""SELECT ?thing ?label ?class ?definition WHERE {{ VALUES ?thing {{ {iris} }}
        GRAPH <{GRAPH}entities> {{
          ?thing a ?class ; <http://www.w3.org/2004/02/skos/core#prefLabel> ?label .
          OPTIONAL {{ ?thing <http://www.w3.org/2004/02/skos/core#definition> ?definition }}
        }} }}"""
    )
    return {
        _id(thing): Node(
            _id(thing), str(label), str(kind).removeprefix(CG), str(definition or "")
        )
        for thing, label, kind, definition in rows
    }


def _id(value: object) -> str:
    return value.short if isinstance(value, IRI) else str(value)
