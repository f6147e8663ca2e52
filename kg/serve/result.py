"""Results as bytes in their format; refused where they are too large, never cut short."""

from __future__ import annotations

import pyoxigraph as ox

from kg.errors import KgError
from kg.names import PREFIXES
from kg.serve.bounded import Bounded, TooLargeError, lines, marks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from typing import Any

    from kg.serve.bounded import Count
    from kg.serve.limits import Limits

_JSON, _XML = ox.QueryResultsFormat.JSON, ox.QueryResultsFormat.XML
_CSV, _TSV = ox.QueryResultsFormat.CSV, ox.QueryResultsFormat.TSV
_FORMATS = {
    "application/sparql-results+json": _JSON,
    "application/json": _JSON,
    "application/sparql-results+xml": _XML,
    "application/xml": _XML,
    "text/xml": _XML,
    "text/csv": _CSV,
    "text/tab-separated-values": _TSV,
}
#: media type → format of a graph
GRAPHS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/trig": ox.RdfFormat.TRIG,
    "application/n-quads": ox.RdfFormat.N_QUADS,
}


def rows(found: ox.QuerySolutions | ox.QueryBoolean, media_type: str, limits: Limits) -> bytes:
    """Rows, or yes and no, in the format of the media type; raises KgError for too many."""
    form = _FORMATS[media_type]
    more, count = _counting(form)
    stream: Any = Bounded(limits.result, limits.rows + more, count)
    try:
        found.serialize(stream, form)
    except TooLargeError:
        raise _too_large(limits, "rows") from None
    return bytes(stream.value())


def triples(found: Iterable[ox.Triple], media_type: str, limits: Limits) -> bytes:
    """Triples in the format of the media type, each once; raises KgError for too many."""
    stream: Any = Bounded(limits.result)
    each = _each_once(found, limits.rows)
    try:
        ox.serialize(each, stream, format=GRAPHS[media_type], prefixes=PREFIXES)
    except TooLargeError:
        raise _too_large(limits, "triples") from None
    return bytes(stream.value())


def _counting(form: ox.QueryResultsFormat) -> tuple[int, Count]:
    """How many marks there are beyond the rows, and the count of the marks.

    No mark can stand inside a value: quotes, angle brackets and line ends are escaped there.
    """
    if form == _JSON:
        return -1, marks(b'},{"')
    if form == _XML:
        return 0, marks(b"<result>")
    return 1, marks(b"\n") if form == _TSV else lines()


def _each_once(found: Iterable[ox.Triple], most: int) -> Iterator[ox.Triple]:
    seen: set[ox.Triple] = set()
    for triple in found:
        if triple not in seen:
            seen.add(triple)
            if len(seen) > most:
                raise TooLargeError
            yield triple


def _too_large(limits: Limits, unit: str) -> KgError:
    return KgError(
        "KG909",
        f"The result has more than {limits.rows:,} {unit} or {limits.result // 1024:,} KiB; "
        "nothing of it is sent.",
        "Add LIMIT (with ORDER BY and OFFSET for pages), or ask for less.",
    )
