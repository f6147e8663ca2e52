"""The family of a document: what it was made from, and everything that was made from that."""

from __future__ import annotations

from kg.engine.value import IRI
from kg.names import CG, GRAPH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.ask.evidence import Engine

#: document → what it was made from, with how
Edges = dict[str, tuple[tuple[str, str], ...]]


def edges(engine: Engine) -> Edges:
    """Every step of every lineage, read once."""
    known: dict[str, Edges] = engine.memo.setdefault("lineage", {})
    if "all" not in known:
        _, rows = engine.select(
            f"""SELECT ?document ?how ?from WHERE {{ GRAPH <{GRAPH}entities> {{
            ?document <http://www.w3.org/ns/prov#qualifiedDerivation> ?step .
            ?step <http://www.w3.org/ns/prov#entity> ?from ; <{CG}derivationKind> ?how }} }}"""
        )
        found: Edges = {}
        for document, how, origin in sorted(rows, key=str):
            if isinstance(document, IRI) and isinstance(origin, IRI):
                step = (origin.short, str(how).removeprefix(f"{CG}derivation-"))
                found[document.short] = (*found.get(document.short, ()), step)
        known["all"] = found
    return known["all"]


def lineage(engine: Engine, document: str) -> list[tuple[str, str, str]]:
    """Steps from a document back to its roots: document, how it was made, from which."""
    above, steps, seen = edges(engine), list[tuple[str, str, str]](), set[str]()
    queue = [document]
    while queue:
        one = queue.pop(0)
        if one not in seen:
            seen.add(one)
            steps += [(one, how, origin) for origin, how in above.get(one, ())]
            queue += [origin for origin, _ in above.get(one, ())]
    return steps


def unread(engine: Engine) -> frozenset[str]:
    """Documents that were never consulted; a curator's own notes are not among them."""
    known: dict[str, frozenset[str]] = engine.memo.setdefault("unread", {})
    if "all" not in known:
        _, rows = engine.select(
            f"""SELECT ?document WHERE {{ GRAPH <{GRAPH}entities> {{
            ?document a <{CG}Document>
              FILTER NOT EXISTS {{ ?document <{CG}consultedOn> ?day }}
              FILTER NOT EXISTS {{
                ?document <{CG}documentKind> <{CG}document-kind-curator-note> }} }} }}"""
        )
        known["all"] = frozenset(row[0].short for row in rows if isinstance(row[0], IRI))
    return known["all"]


def roots(engine: Engine, document: str) -> list[str]:
    """The documents at the top of its lineage; itself where it was made from nothing."""
    above = edges(engine)
    family = {document, *(origin for _, _, origin in lineage(engine, document))}
    return sorted(one for one in family if one not in above)


def drawing(engine: Engine, document: str) -> list[str]:
    """The family as lines of a tree, from each root down; the document itself is marked."""
    above, never = edges(engine), unread(engine)
    below: dict[str, list[tuple[str, str]]] = {}
    for child, steps in above.items():
        for parent, how in steps:
            below.setdefault(parent, []).append((child, how))

    lines: list[str] = []

    def draw(name: str, how: str, before: str, branch: str, seen: frozenset[str]) -> None:
        marks = f" ({how})" if how else ""
        marks += " not seen" if name in never else ""
        marks += " ◀ this document" if name == document else ""
        lines.append(f"{before}{branch}{name}{marks}")
        children = [] if name in seen else sorted(below.get(name, ()))
        deeper = before + {"": "", "├─ ": "│  ", "└─ ": "   "}[branch]
        for i, (child, made) in enumerate(children):
            last = "└─ " if i == len(children) - 1 else "├─ "
            draw(child, made, deeper, last, seen | {name})

    for root in roots(engine, document):
        draw(root, "", "", "", frozenset())
    return lines


def relations(engine: Engine, claim: str) -> list[str]:
    """Curated links of a claim in words, such as ``superseded by x/c1``."""
    known: dict[str, dict[str, list[str]]] = engine.memo.setdefault("relations", {})
    if "all" not in known:
        _, rows = engine.select(
            f"""SELECT ?one ?kind ?other WHERE {{ GRAPH <{GRAPH}curation> {{
            ?link <{CG}relation> ?kind ; <{CG}claim> ?one ; <{CG}ofClaim> ?other }} }}"""
        )
        found: dict[str, list[str]] = {}
        for one, kind, other in sorted(rows, key=str):
            if isinstance(one, IRI) and isinstance(other, IRI):
                verb, passive = _VERBS[str(kind).removeprefix(f"{CG}relation-")]
                found.setdefault(one.short, []).append(f"{verb} {other.short}")
                found.setdefault(other.short, []).append(f"{passive} {one.short}")
        for claimed, text in _compared(engine):
            found.setdefault(claimed, []).append(text)
        known["all"] = found
    return known["all"].get(claim, [])


def _compared(engine: Engine) -> Iterator[tuple[str, str]]:
    """Each claim that was compared with the official record, and the verdict in words."""
    _, rows = engine.select(
        f"""PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT ?claim ?label ?same WHERE {{
        GRAPH <{GRAPH}curation> {{ ?test <{CG}tests> ?claim ; <{CG}verdict> ?verdict ;
          <{CG}sameThing> ?same }}
        GRAPH <{GRAPH}vocabulary> {{ ?verdict skos:prefLabel ?label }} }}"""
    )
    for claim, label, same in sorted(rows, key=str):
        if isinstance(claim, IRI):
            yield claim.short, f"beside the official record: {label} (same thing? {same})"


_VERBS = {
    "refines": ("refines", "refined by"),
    "corroborates": ("corroborates", "corroborated by"),
    "supersedes": ("supersedes", "superseded by"),
    "differs-from": ("differs from", "differs in"),
}
