"""JSON-LD: named graphs of node objects, compacted with the published context."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from typing import Any, BinaryIO

import pyoxigraph as ox

from kg.export.context import context
from kg.export.rdf import order
from kg.names import GRAPH, PREFIXES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.export.exporter import Times
    from kg.graph import Graph

_XSD = PREFIXES["xsd"]
#: what is left after the namespace must not make the prefixed name ambiguous
_LOCAL = re.compile(r"(?!//)[^\s:]+")


def write(graph: Graph, stream: BinaryIO, times: Times) -> None:
    """Write the named graphs as one JSON-LD document that carries its context."""
    quads = sorted(graph.quads(), key=order)
    terms = _terms(quads)
    graphs: dict[str, list[ox.Quad]] = defaultdict(list)
    for quad in quads:
        graphs[_iri(quad.graph_name)].append(quad)
    document = {
        "@context": terms,
        "@graph": [{"@id": name, "@graph": _nodes(found, terms)} for name, found in graphs.items()],
    }
    stream.write(json.dumps(document, indent=1, ensure_ascii=False).encode() + b"\n")


def described(graph: Graph, triples: Iterable[ox.Triple]) -> bytes:
    """A document of some triples of a graph, with the part of the context that it needs."""
    kept = graph.engine.memo.setdefault("context", {})
    if not kept:
        vocabulary = ox.NamedNode(GRAPH + "vocabulary")
        kept[""] = context(
            graph.engine.store.quads_for_pattern(None, None, None, vocabulary)
        )
    terms: dict[str, Any] = kept[""]
    nodes = _nodes(sorted(triples, key=order), terms)
    used = {verb for node in nodes for verb in node}
    text = json.dumps([nodes, {verb: terms[verb] for verb in used & terms.keys()}])
    needed = {
        name: term for name, term in terms.items()
        if name == "@version" or name in used or (name in PREFIXES and f'"{name}:' in text)
    }
    document = {"@context": needed, **(nodes[0] if len(nodes) == 1 else {"@graph": nodes})}
    return json.dumps(document, indent=1, ensure_ascii=False).encode() + b"\n"


def _terms(quads: Iterable[ox.Quad]) -> dict[str, Any]:
    vocabulary = ox.NamedNode(GRAPH + "vocabulary")
    return context(quad for quad in quads if quad.graph_name == vocabulary)


def _nodes(items: Iterable[ox.Quad | ox.Triple], terms: dict[str, Any]) -> list[dict[str, Any]]:
    """Node objects in the order in which their subjects first come."""
    nodes: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for item in items:
        verb = _compact(item.predicate.value)
        node = nodes[_iri(item.subject)]
        if verb == "rdf:type":
            node["@type"].append(_iri(item.object))
        else:
            node[verb].append(_value(item.object, terms.get(verb, {})))
    return [{"@id": subject, **{verb: _plain(values) for verb, values in node.items()}}
            for subject, node in nodes.items()]


def _value(term: Any, coercion: dict[str, str]) -> Any:
    """The shortest form of a value that the term's coercion turns back into it."""
    if isinstance(term, ox.NamedNode):
        short = _compact(term.value)
        return short if coercion.get("@type") == "@id" else {"@id": short}
    if term.language:
        plain = coercion.get("@language") == term.language
        return term.value if plain else {"@value": term.value, "@language": term.language}
    kind = term.datatype.value
    if kind == _XSD + "string":
        return {"@value": term.value} if coercion else term.value
    short = _compact(kind)
    if coercion.get("@type") != short:
        return {"@value": term.value, "@type": short}
    return int(term.value) if short == "xsd:integer" else term.value


def _plain(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


def _iri(term: Any) -> str:
    return _compact(str(term.value))


def _compact(iri: str) -> str:
    """An IRI as a prefixed name, or as it is."""
    for prefix, space in PREFIXES.items():
        if iri.startswith(space) and _LOCAL.fullmatch(iri[len(space) :]):
            return f"{prefix}:{iri[len(space):]}"
    return iri
