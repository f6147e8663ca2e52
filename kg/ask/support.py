"""Support: who or what stands behind a row, in words and intervals, never in scores."""

from __future__ import annotations

from kg.ask.evidence import Evidence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from kg.ask.evidence import Engine
    from kg.ask.reading import Reading

#: pairs of speakers that may be the same people
Overlaps = frozenset[frozenset[str]]

ABOUT = {
    "strength": "How strongly it is put.",
    "speakers": "Who says so (the innermost speaker), with the paragraphs.",
    "record": "Whether anyone says so on record or for an institution, or unnamed sources only.",
    "modality": "How strongly it is said to hold.",
    "stance": "How the speakers stand to what they say.",
    "origins": "How many independent utterances it goes back to; an interval where unknown.",
    "contested": "Conflicts that its claims are a side of.",
    "paragraphs": "Paragraphs of the document.",
    "source": "Workbooks, sheets and cells that the figures stand in.",
    "vintage": "When the workbooks that give the figures were published.",
}
#: those that are worked out from cells of tables; the others are from claims
OF_CELLS = frozenset({"source", "vintage"})


def overlaps(engine: Engine) -> Overlaps:
    """Groups of unnamed sources of one document that may overlap."""
    from kg.engine.value import IRI
    from kg.names import CG, GRAPH

    known: dict[str, Overlaps] = engine.memo.setdefault("overlaps", {})
    if "all" in known:
        return known["all"]
    _, rows = engine.select(
        f"SELECT ?a ?b WHERE {{ GRAPH <{GRAPH}entities> {{ ?a <{CG}mayOverlap> ?b }} }}"
    )
    known["all"] = frozenset(
        frozenset((a.short, b.short)) for a, b in rows if isinstance(a, IRI) and isinstance(b, IRI)
    )
    return known["all"]


def summary(
    name: str, claims: Sequence[Evidence], maybe: Overlaps, cells: Sequence[Reading] = ()
) -> str:
    """The value of a support column over the claims and cells of a row."""
    if name in OF_CELLS:
        from kg.ask.counted import summary as of_cells

        return of_cells(name, cells)
    if name == "origins":
        return interval(*origins(claims, maybe))
    return _SUMMARIES[name](claims)


def _speakers(claims: Sequence[Evidence]) -> str:
    return "; ".join(
        f"{who} {' '.join(_distinct(c.place for c in claims if c.asserter == who))}".strip()
        for who in _distinct(claim.asserter for claim in claims)
    )


def record(claims: Sequence[Evidence]) -> str:
    """``unnamed only``, or the manners in which the innermost speakers speak."""
    manners = _distinct(claim.manner for claim in claims)
    if not manners:
        return ""
    if manners == ["unnamed"]:
        return "unnamed only"
    return ", ".join({"institutional": "institution"}.get(m, m.replace("-", " ")) for m in manners)


def origins(claims: Sequence[Evidence], maybe: Overlaps) -> tuple[int, int]:
    """Least and greatest number of independent origins of the claims.

    Speakers that may be the same people, and claims that may share a source, lower the least
    number; nothing else does.
    """
    speakers: dict[str, str] = {}
    shared: set[str] = set()
    for claim in claims:
        for origin in claim.origins:
            speakers[origin] = claim.attribution[0].speaker
            if claim.shared_source:
                shared.add(origin)
    parent = {origin: origin for origin in speakers}

    def root(origin: str) -> str:
        while parent[origin] != origin:
            origin = parent[origin]
        return origin

    names = sorted(speakers)
    for i, one in enumerate(names):
        for other in names[i + 1 :]:
            same = frozenset((speakers[one], speakers[other])) in maybe
            if same or (one in shared and other in shared):
                parent[root(one)] = root(other)
    return len({root(origin) for origin in names}), len(names)


def interval(least: int, greatest: int) -> str:
    """``2``, or ``1-2`` where the overlap is not known."""
    return str(least) if least == greatest else f"{least}-{greatest}"


def _modality(claim: Evidence) -> str:
    word = claim.modality.replace("-", " ")
    return f"negated: {word}" if claim.polarity == "negated" else word


def _distinct(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))


_SUMMARIES: dict[str, Callable[[Sequence[Evidence]], str]] = {
    "strength": lambda claims: "; ".join(_distinct(c.strength for c in claims if c.strength)),
    "speakers": _speakers,
    "record": record,
    "modality": lambda claims: "; ".join(_distinct(map(_modality, claims))),
    "stance": lambda claims: "; ".join(_distinct(c.stance_label for c in claims)),
    "contested": lambda claims: ", ".join(_distinct(k for c in claims for k in c.contested_by)),
    "paragraphs": lambda claims: " ".join(_distinct(c.place for c in claims if c.place)),
}
