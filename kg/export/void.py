"""The description of the dataset: VoID with its counts, DCAT with its distributions.

Counts are of the merged graphs, as the export ``turtle`` writes them; each named graph is counted
by itself.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

import pyoxigraph as ox

from kg.compile.terms import Node, day, number, text
from kg.export import available
from kg.export.rdf import merged, serialized
from kg.names import BASE, CG, GRAPH, ID, PREFIXES
from kg.version import VERSION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.graph import Graph

    Term = ox.NamedNode | ox.Literal

_SD = "http://www.w3.org/ns/sparql-service-description#"
_MEDIA = "https://www.iana.org/assignments/media-types/"
_LICENCE = Node("https://creativecommons.org/licenses/by/4.0/")
#: what counts as an entity of the dataset
PATTERN = rf"^{BASE}(id/[^/]+|claim/[^/]+/[^/]+)$".replace(".", r"\.")
_TYPE, _MATCH = PREFIXES["rdf"] + "type", PREFIXES["skos"] + "exactMatch"
_LINKING = (
    _MATCH, PREFIXES["rdfs"] + "subClassOf", PREFIXES["rdfs"] + "subPropertyOf",
    PREFIXES["rdfs"] + "seeAlso",
)
_KEYWORDS = ("immigration detention", "release from custody", "provenance", "fact-checking")


def describe(graph: Graph) -> bytes:
    """Turtle that describes the graph as a dataset; the same for the same graph."""
    return serialized(described(graph), ox.RdfFormat.TURTLE)


def described(graph: Graph, endpoint: str | None = None) -> set[ox.Triple]:
    """The description as triples, with the address of the endpoint where there is one.

    What is counted is counted once for an open graph.
    """
    kept: dict[str, set[ox.Triple]] = graph.engine.memo.setdefault("void", {})
    if graph.digest not in kept:
        quads = list(graph.engine.store)
        kept[graph.digest] = {*_described(graph, quads, merged(quads))}
    more = () if endpoint is None else _add(BASE, "void:sparqlEndpoint", Node(endpoint))
    return {*kept[graph.digest], *more}


def file_name(ending: str) -> str:
    """The name of a distribution's file."""
    return f"custody-graph{ending}"


def _described(
    graph: Graph, quads: list[ox.Quad], triples: set[ox.Triple]
) -> Iterator[ox.Triple]:
    yield from _about(graph, triples)
    yield from _counts(triples)
    yield from _named_graphs(quads)
    yield from _partitions(triples)
    yield from _linksets(triples)
    yield from _distributions()


def _add(subject: str, curie: str, *objects: Term | str) -> Iterator[ox.Triple]:
    prefix, _, name = curie.partition(":")
    space = _SD if prefix == "sd" else PREFIXES[prefix]
    for value in objects:
        thing = ox.Literal(value) if isinstance(value, str) else value
        yield ox.Triple(Node(subject), Node(space + name), thing)


def _about(graph: Graph, triples: set[ox.Triple]) -> Iterator[ox.Triple]:
    page = BASE + "void"
    yield from _add(page, "rdf:type", Node(PREFIXES["void"] + "DatasetDescription"))
    yield from _add(page, "dcterms:title", text("Description of the Custody Graph dataset"))
    yield from _add(page, "dcterms:subject", Node(BASE))
    yield from _add(BASE, "rdf:type", Node(PREFIXES["void"] + "Dataset"),
                    Node(PREFIXES["dcat"] + "Dataset"))
    yield from _add(BASE, "dcterms:title", text("Custody Graph"))
    yield from _add(
        BASE, "dcterms:description",
        text("Evidence-backed claims about US immigration detention and release."),
    )
    for role in ("creator", "publisher"):
        yield from _add(BASE, f"dcterms:{role}", text("Custody Graph contributors"))
    yield from _add(BASE, "dcterms:license", _LICENCE)
    yield from _add(BASE, "dcterms:identifier", f"sha256:{graph.digest}")
    yield from _add(BASE, "dcat:version", VERSION)
    yield from _add(BASE, "owl:versionInfo", VERSION)
    yield from _add(BASE, "dcat:landingPage", Node(BASE + "index.html"))
    yield from _add(BASE, "dcterms:language", "en")
    yield from _add(BASE, "dcat:keyword", *map(text, _KEYWORDS))
    modified = _latest(triples)
    if modified:
        yield from _add(BASE, "dcterms:modified", modified)
    yield from _add(BASE, "void:exampleResource", *_examples(triples))
    yield from _add(BASE, "void:vocabulary", *map(Node, _vocabularies(triples)))


def _latest(triples: Iterable[ox.Triple]) -> Term | None:
    """The latest day on which a document was consulted or a claim verified or withdrawn."""
    wanted = {CG + name for name in ("consultedOn", "verifiedOn", "withdrawnOn")}
    days = {t.object.value for t in triples
            if t.predicate.value in wanted and isinstance(t.object, ox.Literal)}
    from datetime import date

    return day(date.fromisoformat(max(days))) if days else None


def _counts(triples: set[ox.Triple]) -> Iterator[ox.Triple]:
    import re

    subjects = {t.subject for t in triples}
    entities = sum(1 for s in subjects
                   if isinstance(s, ox.NamedNode) and re.search(PATTERN, s.value))
    for name, count in (
        ("triples", len(triples)), ("entities", entities), ("distinctSubjects", len(subjects)),
        ("distinctObjects", len({t.object for t in triples})),
        ("properties", len({t.predicate for t in triples})),
        ("classes", len({t.object for t in triples if t.predicate.value == _TYPE})),
    ):
        yield from _add(BASE, f"void:{name}", number(count))
    yield from _add(BASE, "void:uriRegexPattern", PATTERN)
    yield from _add(BASE, "void:uriSpace", BASE)


def _named_graphs(quads: Iterable[ox.Quad]) -> Iterator[ox.Triple]:
    counts = Counter(
        q.graph_name.value for q in quads if isinstance(q.graph_name, ox.NamedNode)
    )
    for name, count in sorted(counts.items()):
        yield from _add(BASE, "void:subset", Node(name))
        yield from _add(name, "rdf:type", Node(PREFIXES["void"] + "Dataset"),
                        Node(_SD + "NamedGraph"))
        yield from _add(name, "sd:name", Node(name))
        yield from _add(name, "dcterms:title", text(f"Graph {name.removeprefix(GRAPH)}"))
        yield from _add(name, "dcterms:license", _LICENCE)
        yield from _add(name, "void:triples", number(count))


def _partitions(triples: set[ox.Triple]) -> Iterator[ox.Triple]:
    members: dict[str, set[str]] = defaultdict(set)
    for t in triples:
        if t.predicate.value == _TYPE and isinstance(t.object, ox.NamedNode):
            members[t.object.value].add(str(t.subject))
    for name, found in sorted(members.items()):
        part = f"{BASE}void/class/{_local(name)}"
        yield from _add(BASE, "void:classPartition", Node(part))
        yield from _add(part, "void:class", Node(name))
        yield from _add(part, "void:entities", number(len(found)))
    for name, count in sorted(Counter(t.predicate.value for t in triples).items()):
        part = f"{BASE}void/property/{_local(name)}"
        yield from _add(BASE, "void:propertyPartition", Node(part))
        yield from _add(part, "void:property", Node(name))
        yield from _add(part, "void:triples", number(count))


def _linksets(triples: set[ox.Triple]) -> Iterator[ox.Triple]:
    """One set for each property that leads from our things to another host."""
    counts: Counter[tuple[str, str]] = Counter()
    for t in triples:
        verb = t.predicate.value
        if verb in _LINKING and isinstance(t.object, ox.NamedNode):
            host = urlsplit(t.object.value)
            if not t.object.value.startswith(BASE):
                counts[verb, f"{host.scheme}://{host.netloc}/"] += 1
    for (verb, target), count in sorted(counts.items()):
        one = f"{BASE}void/links/{_local(verb)}/{urlsplit(target).netloc}"
        yield from _add(one, "rdf:type", Node(PREFIXES["void"] + "Linkset"))
        yield from _add(BASE, "void:subset", Node(one))
        yield from _add(one, "void:subjectsTarget", Node(BASE))
        yield from _add(one, "void:objectsTarget", Node(target))
        yield from _add(target, "rdf:type", Node(PREFIXES["void"] + "Dataset"))
        yield from _add(target, "void:uriSpace", target)
        yield from _add(one, "void:linkPredicate", Node(verb))
        yield from _add(one, "void:triples", number(count))


def _distributions() -> Iterator[ox.Triple]:
    for name, one in available().items():
        node, file = f"{BASE}void/distribution/{name}", BASE + "data/" + file_name(one.ending)
        yield from _add(BASE, "dcat:distribution", Node(node))
        yield from _add(node, "rdf:type", Node(PREFIXES["dcat"] + "Distribution"))
        yield from _add(node, "dcterms:title", text(name))
        yield from _add(node, "dcterms:description", text(one.about))
        yield from _add(node, "dcterms:license", _LICENCE)
        yield from _add(node, "dcat:mediaType", Node(_MEDIA + one.media_type))
        yield from _add(node, "dcat:downloadURL", Node(file))
        if name in ("turtle", "rdfxml", "trig", "nquads", "jsonld"):
            yield from _add(BASE, "void:dataDump", Node(file))


def _examples(triples: set[ox.Triple]) -> list[ox.NamedNode]:
    """One record of each class that has an address of its own: the first by its IRI."""
    first: dict[str, str] = {}
    for t in triples:
        if t.predicate.value == _TYPE and isinstance(t.subject, ox.NamedNode) \
                and isinstance(t.object, ox.NamedNode) and t.subject.value.startswith(ID) \
                and "/" not in t.subject.value.removeprefix(ID):
            kind, name = t.object.value, t.subject.value
            first[kind] = min(first.get(kind, name), name)
    return [Node(name) for name in sorted(first.values())]


def _vocabularies(triples: set[ox.Triple]) -> list[str]:
    """Namespaces whose properties or classes the data uses."""
    used = {t.predicate.value for t in triples}
    used |= {t.object.value for t in triples
             if t.predicate.value == _TYPE and isinstance(t.object, ox.NamedNode)}
    return sorted({name[: max(name.rfind("/"), name.rfind("#")) + 1] for name in used})


def _local(name: str) -> str:
    """A term's name for use in an address: the prefix and the local name.

    >>> _local(CG + "Claim")
    'cg-Claim'
    """
    for prefix, space in PREFIXES.items():
        if name.startswith(space):
            return f"{prefix}-{name.removeprefix(space)}"
    return name.rpartition("/")[2].replace("#", "-")
