"""Views of the graph: the pathway with its factors, a question's claims, what is around a thing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kg.ask.bind import admitted
from kg.ask.evidence import evidence, labels
from kg.ask.find import find
from kg.ask.question import ids
from kg.draw.errors import DrawError
from kg.draw.links import Statement, disputes, edges
from kg.draw.view import Edge, Node, View
from kg.engine.value import IRI
from kg.graph import Graph
from kg.names import CG, GRAPH, ID

#: predicates that lead from arrest to release to monitoring
STEPS = ("followedBy", "hasAlternative", "hasCondition", "usesTechnology")
#: what lays down law, and what the pathway is made of
_LAW = frozenset({"LegalInstrument", "Contract"})
_ENDS = frozenset({"Outcome", "ReleasePathway", "Factor"})
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


LIMITS = (
    "How many people went each way, and on which legal basis.",
    "Which of several factors weighed more: nothing is added up.",
    "An arrow is what somebody says, not an established fact.",
)


def pathway(graph: Graph, as_of: str | None = None, known_by: str | None = None) -> View:
    """The chain from arrest to release to monitoring, and what is said to bear on it.

    What legal instruments lay down, and what bears on other things, is left out and counted
    among the limits; ``around`` draws it.
    """
    kinds = {
        _id(thing): _id(kind).removeprefix("cg:")
        for thing, kind in graph.select(
            f"SELECT ?thing ?kind WHERE {{ GRAPH <{GRAPH}entities> {{ ?thing a ?kind }} }}"
        )[1]
    }

    def wanted(one: Statement) -> bool:
        if kinds.get(one.source) in _LAW:
            return False
        steps = one.predicate in STEPS or one.predicate.startswith("role-")
        return steps or (one.directed and kinds.get(one.target) in _ENDS)

    view = _view(
        graph, "From arrest to release: the pathway and its factors", wanted, as_of, known_by
    )
    spine = {e.id for e in view.edges if _on_spine(view, e)}
    ends = {end for e in view.edges if e.id in spine for end in (e.source, e.target)}
    left = {o.claim for o in statements(graph, as_of, known_by) if o.directed} - set(view.claims)
    line = (
        f"What the law lays down, and what bears on other things: {counted(len(left), 'claim')}. "
        "Use kg draw with a thing, such as an instrument."
    )
    return replace(
        view,
        limits=(*view.limits, line) if left else view.limits,
        nodes=tuple(replace(n, spine=n.id in ends) for n in view.nodes),
        edges=tuple(replace(e, spine=e.id in spine) for e in view.edges),
    )


def chosen(
    graph: Graph, thing: str | None, as_of: str | None = None, known_by: str | None = None
) -> View:
    """The pathway, or what a question or an entity of that id shows.

    Raises KgError for an id that nothing has, DrawError (KG705) where there is nothing to draw.
    """
    if thing is None:
        return pathway(graph, as_of, known_by)
    if thing in ids():
        return of_question(graph, thing, as_of, known_by)
    return around(graph, find(graph.engine, thing), as_of, known_by)


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
    """The claims behind a question's answer; raises DrawError where they join nothing.

    What the answer holds and the drawing leaves out is counted among its limits.
    """
    if name == "conflicts":
        # An arrow for each of their claims would show everything but the conflict.
        raise DrawError("KG705", "Conflicts are not drawn.", "Use kg ask conflicts.")
    found = graph.ask(name, as_of, known_by)
    claims = set(found.claims)
    view = _view(graph, found.question.title, lambda one: one.claim in claims, as_of, known_by)
    drawn = {claim for edge in view.edges for claim in (*edge.claims, *edge.disputed)}
    left = len(claims - drawn)
    if not left:
        return replace(view, limits=(*found.limits, LIMITS[-1]))
    verbs = ("joins", "is") if left == 1 else ("join", "are")
    line = (
        f"{left} of {counted(len(claims), 'claim')} {verbs[0]} no two things "
        f"and {verbs[1]} not drawn."
    )
    return replace(view, limits=(*found.limits, LIMITS[-1], line))


def counted(number: int, noun: str) -> str:
    """The number with its noun, such as ``1 claim`` or ``2 claims``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _on_spine(view: View, edge: Edge) -> bool:
    if edge.no_evidence or edge.polarity == "negated" or not edge.claims:
        return False
    watching = {e.source for e in view.edges if e.predicate == "usesTechnology"}
    if edge.predicate == "followedBy":
        return edge.target == "release"
    return (
        edge.predicate == "hasCondition" and edge.source == "release" and edge.target in watching
    )


def _view(
    graph: Graph,
    title: str,
    wanted: Callable[[Statement], bool],
    as_of: str | None,
    known_by: str | None,
) -> View:
    everything = statements(graph, as_of, known_by)
    found = [one for one in everything if wanted(one)]
    boxes = things(graph, {end for one in found for end in (one.source, one.target)})
    found = [one for one in found if one.source in boxes and one.target in boxes]
    if not found:
        raise DrawError(
            "KG705", f"There is nothing to draw for '{title}'.", "Try kg draw with another thing."
        )
    # What speaks against an arrow belongs to it, even where the drawing is of something else.
    behind = evidence(graph.engine, {one.claim for one in [*found, *disputes(found, everything)]})
    drawn = edges(found, everything, behind)
    used = {end for edge in drawn for end in (edge.source, edge.target)}
    shown = {claim for edge in drawn for claim in (*edge.claims, *edge.disputed)}
    claims = {key: claim for key, claim in behind.items() if key in shown}
    days = [f"as of {as_of}"] if as_of else []
    days += [f"known by {known_by}"] if known_by else []
    return View(
        title=title,
        caption=counted(len(claims), "claim") + "".join(f", {day}" for day in days),
        nodes=tuple(node for key, node in sorted(boxes.items()) if key in used),
        edges=drawn,
        claims={key: claim.to_json() for key, claim in claims.items()},
        limits=LIMITS,
        version=graph.version,
        digest=graph.digest[:12],
        current_to=max((claim.stated_on.strip("[]") for claim in claims.values()), default=""),
    )


def statements(
    graph: Graph, as_of: str | None = None, known_by: str | None = None
) -> list[Statement]:
    """Claims that join two things, and their conditions, admitted on a day; sorted."""
    filters = admitted("?claim", as_of, known_by) + "\n}"
    result = []
    for s, p, o, label, sign, direction, claim in graph.select(_HEAD + _STATEMENTS + filters)[1]:
        if all(isinstance(part, IRI) and part.startswith(ID) for part in (s, o)):
            result.append(
                Statement(
                    _id(s), _id(o), str(p).removeprefix(CG), str(label),
                    sign if isinstance(sign, int) else None, direction is not None, _id(claim),
                )
            )
    for s, o, role, label, claim in graph.select(_HEAD + _CONDITIONS + filters)[1]:
        result.append(
            Statement(
                _id(s), _id(o), str(role).removeprefix(CG), str(label), None, True, _id(claim)
            )
        )
    return sorted(result, key=lambda one: (one.source, one.predicate, one.target, one.claim))


def things(graph: Graph, keys: set[str]) -> dict[str, Node]:
    """Boxes of entities by key; what is no entity is left out."""
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
