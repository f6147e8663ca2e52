"""What would no longer stand if a document or an origin were withdrawn."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import networkx as nx

from kg.engine.value import IRI
from kg.errors import KgError
from kg.names import GRAPH, PREFIXES
from kg.network.support import support

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.ask.evidence import Engine
    from kg.network.support import Support

_ON_RECORD = frozenset({"cg:manner-on-record", "cg:manner-institutional"})


@dataclass(frozen=True, slots=True)
class Impact:
    """What would no longer stand if a document or an origin were withdrawn; ids, sorted."""

    thing: str
    #: the document and those made from it
    documents: tuple[str, ...]
    claims: tuple[str, ...]
    #: origins none of whose claims is left
    origins: tuple[str, ...]
    #: links and factors that no claim supports any more
    links: tuple[str, ...]
    factors: tuple[str, ...]
    #: links and factors that only unnamed sources support then
    links_off_record: tuple[str, ...]
    factors_off_record: tuple[str, ...]
    #: cells of published tables that the documents print, by document
    cells: dict[str, int]
    #: subject, predicate and object of the links named
    propositions: dict[str, str]

    def rows(self) -> list[tuple[str, str, str]]:
        """Kind, id and what happens to it."""
        gone, named = "loses all support", "loses all support on record"
        return [
            *(("document", x, "falls") for x in self.documents),
            *(("origin", x, "has no claim left") for x in self.origins),
            *(("claim", x, "falls") for x in self.claims),
            *(
                ("cells", x, f"{count} cell{'s fall' if count != 1 else ' falls'}")
                for x, count in self.cells.items()
            ),
            *(("factor", x, gone) for x in self.factors),
            *(("factor", x, named) for x in self.factors_off_record),
            *(("link", x, f"{gone}: {self.propositions[x]}") for x in self.links),
            *(("link", x, f"{named}: {self.propositions[x]}") for x in self.links_off_record),
        ]

    def summary(self) -> str:
        """The counts, in a sentence."""
        return (
            f"Without {self.thing}: claims that fall: {len(self.claims)}; cells of tables: "
            f"{sum(self.cells.values())}; links without support: "
            f"{len(self.links)}, without support on record: {len(self.links_off_record)}; factors "
            f"without support: {len(self.factors)}, without support on record: "
            f"{len(self.factors_off_record)}."
        )


def impact(engine: Engine, thing: str) -> Impact:
    """What would no longer stand without a document or an origin (a short id).

    Documents made from the document fall with it, with the cells of tables that they print. A
    claim falls if the document it was made in falls, all documents it was seen in, all its
    origins, or a premise. Deprecated claims support nothing before or after. Raises
    KgError where the thing is neither.
    """
    graph = support(engine)
    kind = graph.nodes[thing]["kind"] if thing in graph else None
    if kind not in ("document", "origin"):
        raise KgError(
            "KG602", f"{thing} is neither a document nor an origin.",
            "Name a document's key, or an origin as kg why prints it.",
        )
    fallen = {thing, *_reached(graph, thing)} if kind == "document" else {thing}
    documents = tuple(sorted(fallen)) if kind == "document" else ()
    while more := {name for name in _of(graph, "claim") - fallen if _falls(graph, name, fallen)}:
        fallen |= more
    gone: dict[str, list[str]] = defaultdict(list)
    unnamed: dict[str, list[str]] = defaultdict(list)
    for what in ("link", "factor"):
        for name in _of(graph, what):
            before, after = _support(graph, name, set()), _support(graph, name, fallen)
            if before and not after:
                gone[what].append(name)
            elif _on_record(graph, before) and not _on_record(graph, after):
                unnamed[what].append(name)
    origins = [
        name for name in _of(graph, "origin")
        if (told := _targets(graph, name, "origin")) and told <= fallen
    ]
    links = (*gone["link"], *unnamed["link"])
    return Impact(
        thing=thing,
        documents=documents,
        claims=tuple(sorted(fallen & _of(graph, "claim"))),
        cells=_cells(engine, documents),
        origins=tuple(sorted(origins)),
        links=tuple(sorted(gone["link"])),
        factors=tuple(sorted(gone["factor"])),
        links_off_record=tuple(sorted(unnamed["link"])),
        factors_off_record=tuple(sorted(unnamed["factor"])),
        propositions={link: graph.nodes[link]["label"] for link in sorted(links)},
    )


def _cells(engine: Engine, documents: tuple[str, ...]) -> dict[str, int]:
    """How many cells of published tables each of the documents prints, if any."""
    _, rows = engine.select(
        f"""SELECT ?document (COUNT(?cell) AS ?count) WHERE {{ GRAPH <{GRAPH}observations> {{
        ?cell a <{PREFIXES["qb"]}Observation> ; <{PREFIXES["prov"]}wasDerivedFrom> ?document }}
        }} GROUP BY ?document"""
    )
    found = {one.short: int(str(count)) for one, count in rows if isinstance(one, IRI)}
    return {document: found[document] for document in documents if document in found}


def _falls(graph: Support, claim: str, fallen: set[str]) -> bool:
    """Whether a claim falls with what has fallen."""
    seen, origins = _sources(graph, claim, "seen-in"), _sources(graph, claim, "origin")
    return bool(
        _sources(graph, claim, "stated-in") & fallen
        or _sources(graph, claim, "premise") & fallen
        or (seen and seen <= fallen)
        or (origins and origins <= fallen)
    )


def _support(graph: Support, name: str, fallen: set[str]) -> set[str]:
    """Claims that support a link, or make a factor bear on an outcome, and stand."""
    found = _sources(graph, name, "supports") - fallen
    for bearing in _sources(graph, name, "counts"):
        if not (set(graph.predecessors(bearing)) & fallen):
            found |= _sources(graph, bearing, "bears")
    return found


def _reached(graph: Support, document: str) -> set[str]:
    """Documents made from the document, however far."""
    derived: nx.DiGraph[str] = nx.DiGraph()
    derived.add_node(document)
    derived.add_edges_from((a, b) for a, b, d in graph.edges(data=True) if "derived" in d["how"])
    return set(nx.descendants(derived, document))


def _of(graph: Support, kind: str) -> set[str]:
    return {name for name, data in graph.nodes(data=True) if data["kind"] == kind}


def _sources(graph: Support, name: str, how: str) -> set[str]:
    return {one for one, _, data in graph.in_edges(name, data=True) if how in data["how"]}


def _targets(graph: Support, name: str, how: str) -> set[str]:
    return {other for _, other, data in graph.out_edges(name, data=True) if how in data["how"]}


def _on_record(graph: Support, claims: set[str]) -> bool:
    return any(graph.nodes[claim]["manner"] in _ON_RECORD for claim in claims)
