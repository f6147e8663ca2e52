"""Which of the formats that can be had a client wants: the header Accept."""

from __future__ import annotations

from functools import lru_cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

#: formats of rows; the aliases are what clients of other kinds ask for
SOLUTIONS = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "text/csv",
    "text/tab-separated-values",
    "application/json",
    "application/xml",
    "text/xml",
)
#: formats of yes and no: there is no CSV of it
BOOLEAN = (
    "application/sparql-results+json",
    "application/sparql-results+xml",
    "application/json",
    "application/xml",
    "text/xml",
)
#: formats of a graph
TRIPLES = (
    "text/turtle",
    "application/n-triples",
    "application/rdf+xml",
    "application/ld+json",
    "application/trig",
    "application/n-quads",
)


def chosen(accept: str | None, offers: Sequence[str]) -> str | None:
    """The offer that the client likes best, an earlier one where it likes several; None if none.

    >>> chosen("text/csv;q=0.5, application/*;q=0.9", SOLUTIONS)
    'application/sparql-results+json'
    >>> chosen("text/html", SOLUTIONS) is None
    True
    """
    return _chosen(accept or "*/*", tuple(offers))


@lru_cache(maxsize=512)
def _chosen(accept: str, offers: tuple[str, ...]) -> str | None:
    ranges = list(_ranges(accept)) or [("*/*", 1.0)]
    best, liking = None, 0.0
    for offer in offers:
        known = [(_breadth(name), q) for name, q in ranges if _fits(name, offer)]
        # the most exact range decides, not the one with the highest figure
        q = min(known)[1] if known else 0.0
        if q > liking:
            best, liking = offer, q
    return best


def _ranges(accept: str) -> list[tuple[str, float]]:
    found = []
    for part in accept.split(",")[:100]:
        name, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if "/" in name:
            found.append((name, _quality(parameters)))
    return found


def _quality(parameters: list[str]) -> float:
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return min(1.0, max(0.0, float(parameter[2:])))
            except ValueError:
                return 0.0
    return 1.0


def _breadth(name: str) -> int:
    return 2 if name == "*/*" else 1 if name.endswith("/*") else 0


def _fits(name: str, offer: str) -> bool:
    return name in ("*/*", offer) or (
        name.endswith("/*") and offer.startswith(name.removesuffix("*"))
    )
