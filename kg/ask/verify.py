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
    """A paragraph's number, whether it is unchanged, changed, missing or new, and its claims."""

    number: int
    state: str
    claims: tuple[str, ...]


def verify(engine: Engine, document: str, digests: Sequence[str]) -> list[Paragraph]:
    """Each paragraph of the document and of the text, compared by position.

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
    result = []
    for number in range(1, max(len(digests), *known) + 1):
        if number > len(digests):
            state = "missing"
        elif number not in known:
            state = "new"
        else:
            state = "unchanged" if known[number] == digests[number - 1] else "changed"
        result.append(Paragraph(number, state, tuple(sorted(standing.get(number, [])))))
    return result
