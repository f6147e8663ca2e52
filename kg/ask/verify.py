"""Comparing a text with the digests of a document's paragraphs."""

from __future__ import annotations

from dataclasses import dataclass

from kg.engine.value import IRI
from kg.errors import KgError
from kg.names import CG, GRAPH, full

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.ask.evidence import Engine


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph's number, what became of it, and the claims that stand on it.

    It is unchanged, changed, missing, ``moved to N``; or the text has one that is ``new at N``.
    """

    number: int
    state: str
    claims: tuple[str, ...]


def verify(engine: Engine, document: str, digests: Sequence[str]) -> list[Paragraph]:
    """What became of each paragraph of the document, and which ones the text has in addition.

    Raises KgError where the document has no digests.
    """
    _, rows = engine.select(
        f"""SELECT ?n ?digest WHERE {{ GRAPH <{GRAPH}entities> {{
        ?p <http://purl.org/dc/terms/isPartOf> <{full(document)}> ;
        <{CG}paragraph> ?n ; <{CG}sha256> ?digest }} }}"""
    )
    known = {int(str(n)): str(digest) for n, digest in rows}
    if not known:
        raise KgError("KG602", f"{document} has no paragraph digests.", "Was it ever consulted?")
    _, rows = engine.select(
        f"""SELECT ?n ?claim WHERE {{ GRAPH <{GRAPH}claims> {{
        ?claim <{CG}statedIn> <{full(document)}> ; <{CG}paragraph> ?n }} }}"""
    )
    standing: dict[int, list[str]] = {}
    for number, claim in rows:
        if isinstance(claim, IRI):
            standing.setdefault(int(str(number)), []).append(claim.short)
    places = {digest: number for number, digest in enumerate(digests, 1)}
    states = {number: _state(number, known, digests, places) for number in known}
    for number, digest in enumerate(digests, 1):
        if digest not in known.values() and states.get(number) != "changed":
            # what stood there went elsewhere, so this one was put in
            states.setdefault(len(known) + number, f"new at {number}")
    return [
        Paragraph(number, state, tuple(sorted(standing.get(number, []))))
        for number, state in sorted(states.items())
    ]


def _state(
    number: int, known: dict[int, str], digests: Sequence[str], places: dict[str, int]
) -> str:
    if number <= len(digests) and digests[number - 1] == known[number]:
        return "unchanged"
    if known[number] in places:
        return f"moved to {places[known[number]]}"
    other = number <= len(digests) and digests[number - 1] not in known.values()
    return "changed" if other else "missing"
