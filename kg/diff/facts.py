"""The claims that a comparison of two days looks at, with their times and areas."""

from __future__ import annotations

from datetime import date

from kg.ask.bind import admitted
from kg.edtf import Bounds
from kg.engine.value import IRI
from kg.frozen import Frozen
from kg.names import CG, GRAPH, full

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.ask.evidence import Engine
    from kg.engine.value import Value

#: what one instrument does to another, and other acts: they happen, they do not last
_HISTORY = frozenset(
    {"amends", "replaces", "stays", "setsAside", "upholds", "interprets", "implements"}
)
NORMS = frozenset({"permits", "requires", "forbids", "limits", "removesLimitOn"})
ACTS = _HISTORY | {"announces", "ends", "sanctions", "releases"}
#: the standing that a thing has for a time
STANDINGS = frozenset({"hasStatus", "isListedAs"})
#: instruments by which an agency directs itself
_PRACTICE_KINDS = frozenset({"directive", "notice"})
_PRACTICE = frozenset({"announces", "ends", "decidesOn", "deploys", "considers"})
#: where events are not about another country
_HOME = full("united-states")
MEASURING = frozenset({"hasQuantity", "numbers"})
#: the four bounds of a time, and the days on which a claim can have been stated
BOUNDS = ("earliestStart", "latestStart", "earliestEnd", "latestEnd")
_TIMES = (*BOUNDS, "statedEarliest", "statedLatest")


class Kinds(Frozen):
    """What things are, as far as areas depend on it."""

    #: IRI → class
    classes: dict[str, str]
    #: IRI of an instrument → its kind
    instruments: dict[str, str]
    #: IRIs of events that are placed in a country other than the United States
    abroad: frozenset[str]


class Fact(Frozen):
    """A claim as a comparison needs it."""

    claim: str
    subject: str
    predicate: str
    object: str
    polarity: str
    valid: str
    stated: str
    bounds: Bounds
    said: Bounds
    #: law, practice, country or quantities; empty for none
    area: str


def facts(engine: Engine, known_by: str | None, stage: str | None) -> list[Fact]:
    """Every claim of an area that is not deprecated, known by that day, of that stage.

    A claim that names stages has to name this one; a claim that names none passes, unless it
    concerns instruments whose other claims name other stages only.
    """
    kinds = _kinds(engine)
    stages = _stages(engine) if stage else {}
    optional = " ".join(f"OPTIONAL {{ ?claim cg:{name} ?{name} }}" for name in _TIMES)
    _, rows = engine.select(
        f"""PREFIX cg: <{CG}> PREFIX graph: <{GRAPH}>
        SELECT ?claim ?subject ?predicate ?object ?polarity ?valid ?stated
          {' '.join(f'?{name}' for name in _TIMES)}
        WHERE {{ GRAPH graph:claims {{ ?claim a cg:Claim ; cg:subject ?subject ;
          cg:predicate ?predicate ; cg:polarity ?polarity ; cg:stated ?stated .
          OPTIONAL {{ ?claim cg:object ?object }} OPTIONAL {{ ?claim cg:valid ?valid }}
          {optional} }} {admitted("?claim", None, known_by)} }}"""
    )
    found = []
    for claim, subject, verb, thing, polarity, valid, stated, *days in sorted(rows, key=str):
        predicate = str(verb).removeprefix(CG)
        area = _area(predicate, str(subject), str(thing), kinds)
        if not area or not isinstance(claim, IRI):
            continue
        if stage and not _of_stage(stage, claim, (subject, thing), stages):
            continue
        first, last, earliest, latest, said, said_last = map(_date, days)
        found.append(
            Fact(
                claim.short, str(subject), predicate, str(thing or ""),
                str(polarity).removeprefix(f"{CG}polarity-"), str(valid or ""), str(stated),
                Bounds(first, last, earliest, latest), Bounds(said, said_last, None, None), area,
            )
        )
    return found


def _area(predicate: str, subject: str, thing: str, kinds: Kinds) -> str:
    if predicate in MEASURING:
        return "quantities"
    if predicate in ("isListedAs", "sanctions"):
        return "country"
    one, other = kinds.classes.get(subject, ""), kinds.classes.get(thing, "")
    if one == "LegalInstrument" and predicate in STANDINGS | _HISTORY | NORMS:
        return "practice" if kinds.instruments.get(subject) in _PRACTICE_KINDS else "law"
    if predicate == "hasStatus":
        return "country" if one == "Country" else "practice"
    if predicate == "announces" and (other == "Country" or thing in kinds.abroad):
        return "country"
    return "practice" if predicate in _PRACTICE or "Policy" in (one, other) else ""


def _kinds(engine: Engine) -> Kinds:
    _, rows = engine.select(
        f"""SELECT ?thing ?class ?kind WHERE {{
        VALUES ?class {{ <{CG}LegalInstrument> <{CG}Policy> <{CG}Country> }}
        GRAPH <{GRAPH}entities> {{ ?thing a ?class .
          OPTIONAL {{ ?thing <{CG}instrumentKind> ?kind }} }} }}"""
    )
    _, placed = engine.select(
        f"""SELECT ?event WHERE {{ GRAPH <{GRAPH}entities> {{ ?event a <{CG}Event> ;
        <{CG}place> ?place . ?place a <{CG}Country> FILTER(?place != <{_HOME}>) }} }}"""
    )
    return Kinds(
        {str(thing): str(kind).removeprefix(CG) for thing, kind, _ in rows},
        {str(t): str(k).removeprefix(f"{CG}instrument-kind-") for t, _, k in rows if k},
        frozenset(str(row[0]) for row in placed),
    )


def _stages(engine: Engine) -> dict[str, set[str]]:
    """Stages that a claim, and the subject of claims, name."""
    _, rows = engine.select(
        f"""SELECT ?claim ?subject ?stage WHERE {{ GRAPH <{GRAPH}claims> {{
        ?claim <{CG}stage> ?stage ; <{CG}subject> ?subject }} }}"""
    )
    found: dict[str, set[str]] = {}
    for claim, subject, stage in rows:
        for thing in (claim, subject):
            found.setdefault(str(thing), set()).add(str(stage).removeprefix(f"{CG}stage-"))
    return found


def _of_stage(
    stage: str, claim: str, things: tuple[Value, ...], stages: dict[str, set[str]]
) -> bool:
    if claim in stages:
        return stage in stages[claim]
    named = set().union(*(stages.get(str(thing), set()) for thing in things))
    return not named or stage in named


def _date(value: Value) -> date | None:
    return date.fromisoformat(str(value)) if value else None
