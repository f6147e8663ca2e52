"""The state of each claim in a build: its fields as written, with those of the nodes below it."""

from __future__ import annotations

from kg.engine.value import IRI
from kg.frozen import Frozen
from kg.names import CG, CLAIM, GRAPH, PREFIXES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.ask.evidence import Engine
    from kg.engine.value import Value

    Fields = dict[str, tuple[str, ...]]

#: what may improve without a claim becoming another claim; the rest is its content
EDITORIAL = frozenset(
    {"text", "rank", "rankReason", "verification", "verifiedAgainst", "verifiedOn", "curators",
     "sharedSource", "note"}
)
#: worked out from other fields when compiling, or the same for every claim
_DERIVED = frozenset(
    {"type", "identifier", "contentHash", "earliestStart", "latestStart", "earliestEnd",
     "latestEnd", "statedEarliest", "statedLatest", "knownFrom", "asserter", "asserterManner",
     "chainLength", "inParagraph"}
)


class State(Frozen):
    """A claim as it stands in a build, or what is left of one that was withdrawn."""

    id: str
    fields: Fields
    content_hash: str
    withdrawn: bool
    #: the last of the days that say when curators worked on it; empty where none does
    day: str


def states(engine: Engine) -> dict[str, State]:
    """Every claim and tombstone of a build, by id."""
    found: dict[str, dict[str, list[str]]] = {}
    gone: set[str] = set()
    _, rows = engine.select(f"SELECT ?s ?p ?o WHERE {{ GRAPH <{GRAPH}claims> {{ ?s ?p ?o }} }}")
    for subject, verb, value in rows:
        if str(value).startswith(f"{subject}/"):
            # a node below the claim, whose own fields are among the claim's
            continue
        document, key, *below = str(subject).removeprefix(CLAIM).split("/")
        name = "/".join([*below, _local(str(verb))])
        found.setdefault(f"{document}/{key}", {}).setdefault(name, []).append(_text(value))
        if value == f"{CG}Tombstone":
            gone.add(f"{document}/{key}")
    consulted = _consulted(engine)
    return {
        claim: State(
            claim,
            {n: tuple(sorted(v)) for n, v in sorted(fields.items()) if _local(n) not in _DERIVED},
            (fields.get("contentHash") or [""])[0],
            claim in gone,
            _day(fields, consulted),
        )
        for claim, fields in sorted(found.items())
    }


def _day(fields: dict[str, list[str]], consulted: dict[str, str]) -> str:
    """The day of withdrawal or of the last check; else of consulting; else of publication."""
    for name in ("withdrawnOn", "verifiedOn"):
        if name in fields:
            return max(fields[name])
    read = [consulted[d] for n in ("statedIn", "seenIn") for d in fields.get(n, ())
            if d in consulted]
    return max(read or fields.get("knownFrom", [""]))


def _consulted(engine: Engine) -> dict[str, str]:
    _, rows = engine.select(
        f"SELECT ?d ?day WHERE {{ GRAPH <{GRAPH}entities> {{ ?d <{CG}consultedOn> ?day }} }}"
    )
    return {_text(document): str(day) for document, day in rows}


def _local(iri: str) -> str:
    """The last part of a property's IRI, or of a field's name."""
    return iri.removeprefix(PREFIXES["rdf"]).rpartition("#")[2].rpartition("/")[2]


def _text(value: Value) -> str:
    return value.short if isinstance(value, IRI) else str(value)
