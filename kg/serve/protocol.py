"""The SPARQL 1.1 Protocol: the query and the graphs that an HTTP request asks for."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import parse_qsl

from kg.errors import KgError

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
#: more parameters than any honest request has
_MOST = 200


class Asked(NamedTuple):
    """A query, and the graphs that the request names; None where it names none."""

    query: str
    default: tuple[str, ...] | None
    named: tuple[str, ...] | None


def asked(method: str, address: bytes, content_type: str, body: bytes) -> Asked:
    """What is asked by the query part of the address, and by the body of a POST.

    Raises KgError where the protocol has no such request.
    """
    found = parameters(address)
    if method == "POST":
        kind, charset = media_type(content_type)
        if kind not in (FORM, QUERY, UPDATE) or charset not in ("", "utf-8", "utf8"):
            raise KgError(
                "KG907",
                f"A body of type {content_type or 'none'} is no query.",
                f"Send {QUERY} or {FORM}, in UTF-8.",
            )
        if kind == UPDATE:
            raise _read_only()
        found += parameters(body) if kind == FORM else [("query", _text(body))]
    names = [name for name, _ in found]
    if "update" in names or "using-graph-uri" in names or "using-named-graph-uri" in names:
        raise _read_only()
    if names.count("query") != 1:
        how = "no" if "query" not in names else "more than one"
        raise KgError("KG902", f"The request has {how} query.", "Give the parameter query once.")
    query = next(value for name, value in found if name == "query")
    default = tuple(_iri(value) for name, value in found if name == "default-graph-uri")
    named = tuple(_iri(value) for name, value in found if name == "named-graph-uri")
    if default or named:
        return Asked(query, default, named)
    return Asked(query, None, None)


def parameters(encoded: bytes) -> list[tuple[str, str]]:
    """Names and values of URL-encoded parameters; raises KgError where they are not UTF-8."""
    try:
        return parse_qsl(
            encoded.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=_MOST
        )
    except UnicodeDecodeError:
        raise KgError(
            "KG915", "The parameters are not UTF-8, URL-encoded.", "Encode each value as UTF-8."
        ) from None
    except ValueError:
        raise KgError(
            "KG915", f"There are more than {_MOST} parameters.", "Send fewer."
        ) from None


def media_type(value: str) -> tuple[str, str]:
    """The media type and the charset of a header, in small letters.

    >>> media_type('text/csv; charset="UTF-8"')
    ('text/csv', 'utf-8')
    """
    kind, *rest = (part.strip().lower() for part in value.split(";"))
    named = [part.partition("=")[2] for part in rest if part.startswith("charset=")]
    return kind, named[0].strip('"') if named else ""


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise KgError(
            "KG915", f"The body is not UTF-8: byte {error.start}.", "Send the query as UTF-8."
        ) from None


def _iri(value: str) -> str:
    if ":" not in value or any(c in value for c in ' <>"{}|\\^`') or not value.isprintable():
        raise KgError("KG915", "A graph is named by no IRI.", "Give its address whole.")
    return value


def _read_only() -> KgError:
    return KgError(
        "KG903", "The graph is read-only: an update is refused.", "Edit seeds, run kg build."
    )
