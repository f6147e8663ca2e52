"""Measures of the whole: how complete records are, who speaks, what is checked."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from statistics import median

from kg.check.ontology import shapes_index
from kg.check.ontology_graph import TYPE, Index, iri, key
from kg.check.quality.model import Subject, Table
from kg.names import CG, short


def tables(s: Subject) -> list[Table]:
    """Every measure; shares are counts of a whole that the row names."""
    return [_claims(s), _speakers(s), _documents(s), _origins(s), _conflicts(s), _complete(s)]


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "none"


def _row(name: str, part: int, whole: int) -> tuple[str, ...]:
    return name, str(part), str(whole), _share(part, whole)


def _having(s: Subject, things: Iterable[str], *predicates: str) -> int:
    return sum(1 for t in things if any(s.data.values(t, CG + p) for p in predicates))


def _claims(s: Subject) -> Table:
    claims = list(s.data.typed(CG + "Claim"))
    contested = {key(o) for side, o in s.data.by_predicate[CG + "claim"]
                 if CG + "Side" in s.data.types(side)}
    contested |= {key(o) for _, o in s.data.by_predicate[CG + "disputedBy"]}

    def valued(name: str, value: str) -> int:
        return sum(1 for claim in claims if CG + value in s.data.nodes(claim, CG + name))

    counts = (
        ("verified against a copy", valued("verification", "verification-verified")),
        ("with a pinpoint (paragraph or locator)", _having(s, claims, "paragraph", "locator")),
        ("with a paragraph", _having(s, claims, "paragraph")),
        ("with a time of their own", _having(s, claims, "valid")),
        ("with a legal stage", _having(s, claims, "stage")),
        ("with a jurisdiction", _having(s, claims, "jurisdiction")),
        ("with a population", _having(s, claims, "population")),
        ("with a quantity", _having(s, claims, "quantity")),
        ("resting on other claims (inference)", _having(s, claims, "premise")),
        ("side of a conflict, or disputing", len(contested & set(claims))),
        ("deprecated", valued("rank", "rank-deprecated")),
    )
    return Table(
        "Claims", "Share of all claims.", ("claims", "count", "of", "share"),
        tuple(_row(name, count, len(claims)) for name, count in counts),
    )


def _speakers(s: Subject) -> Table:
    manners = Counter(
        key(value).removeprefix(CG + "manner-").replace("-", " ")
        for _, value in s.data.by_predicate[CG + "asserterManner"]
    )
    whole = sum(manners.values())
    return Table(
        "Who speaks", "How the innermost speaker of each claim speaks.",
        ("manner", "count", "of", "share"),
        tuple(_row(name, count, whole) for name, count in sorted(manners.items())),
    )


def _documents(s: Subject) -> Table:
    counts = Counter(key(o) for _, o in s.data.by_predicate[CG + "statedIn"])
    documents = list(s.data.typed(CG + "Document"))
    without = [d for d in documents if not counts[d]]
    sizes = sorted(counts[d] for d in documents if counts[d])
    rows: list[tuple[str, ...]] = [
        ("documents", str(len(documents)), ""),
        ("claims in a document that has some: least, median, most",
         f"{sizes[0]}, {median(sizes):g}, {sizes[-1]}" if sizes else "none", ""),
        ("consulted", str(_having(s, documents, "consultedOn")), ""),
        ("without claims", str(len(without)), " ".join(map(short, without))),
    ]
    most_first = sorted(documents, key=lambda d: (-counts[d], d))
    rows += [(short(d), str(counts[d]), "") for d in most_first if counts[d]]
    return Table("Claims per document", "Most first.", ("document", "claims", "which"),
                 tuple(rows))


def _origins(s: Subject) -> Table:
    claims = Counter(origin for origin, _ in s.data.by_predicate[CG + "originOf"])
    documents: dict[str, set[str]] = defaultdict(set)
    for origin, claim in s.data.by_predicate[CG + "originOf"]:
        documents[origin] |= set(s.data.nodes(key(claim), CG + "statedIn"))
    spread = sum(1 for found in documents.values() if len(found) > 1)
    one = sum(1 for count in claims.values() if count == 1)
    return Table(
        "Origins", "Independent utterances that claims go back to.", ("origins", "count"),
        (("all", str(len(claims))), ("behind one claim only", str(one)),
         ("behind claims of several documents", str(spread))),
    )


def _conflicts(s: Subject) -> Table:
    kinds = Counter(
        (key(value).removeprefix(CG + "conflict-kind-"),
         *(n.removeprefix(CG + "compatibility-")
           for n in s.data.nodes(conflict, CG + "compatibility")))
        for conflict, value in s.data.by_predicate[CG + "conflictKind"]
    )
    rows = tuple((*names, str(count)) for names, count in sorted(kinds.items()))
    return Table("Conflicts by kind", "As curated.", ("kind", "compatibility", "count"), rows)


def _complete(s: Subject) -> Table:
    """Optional properties of each class: those whose shape asks for none."""
    shapes = shapes_index()
    by_class: dict[str, list[str]] = defaultdict(list)
    for kind in {key(v) for _, v in s.data.by_predicate[TYPE]}:
        for above in {kind, *s.v.above(kind)}:
            by_class[kind] += _optional(shapes, above)
    rows = []
    for kind in sorted(by_class):
        members = list(s.data.typed(kind))
        for path in sorted(set(by_class[kind])):
            count = sum(1 for member in members if s.data.values(member, path))
            rows.append((short(kind), _curie(path), *_row("", count, len(members))[1:]))
    return Table(
        "Completeness", "Share of the instances of a class that have an optional property; a "
        "property may be absent because nothing is known, or because it does not apply.",
        ("class", "property", "count", "of", "share"), tuple(rows),
    )


def _optional(shapes: Index, kind: str) -> list[str]:
    nodes = [n for n, v in shapes.by_predicate[iri("sh:targetClass")] if key(v) == kind]
    parts = [part for node in nodes for part in shapes.nodes(node, iri("sh:property"))]
    return [
        path for part in parts
        if not any(key(v) != "0" for v in shapes.values(part, iri("sh:minCount")))
        for path in shapes.nodes(part, iri("sh:path")) if not path.startswith("_:")
    ]


def _curie(name: str) -> str:
    from kg.names import PREFIXES

    for prefix, space in PREFIXES.items():
        if name.startswith(space):
            return f"{prefix}:{name.removeprefix(space)}"
    return name
