"""Pages of the ontology's terms: what each means, where it is used, and how often."""

from __future__ import annotations

import re
from typing import NamedTuple

from kg.ask.question import questions
from kg.check.ontology import shapes_index
from kg.check.ontology_graph import TYPE, Index, iri, key
from kg.docs.terms import Term, terms
from kg.engine.value import IRI
from kg.names import CG
from kg.site.facts import Facts
from kg.site.frame import Site
from kg.site.statements import Row, own

_TERM = re.compile(r"\bcg:([\w-]+)")
#: how many uses a page shows
SHOWN = 20
#: property of a term → how its page calls it, and how the page of the other end does
_TIES = {
    "rdfs:subClassOf": ("Is a", "Narrower classes"),
    "rdfs:subPropertyOf": ("Is a", "Narrower properties"),
    "owl:inverseOf": ("Inverse of", "Inverse of"),
    "owl:disjointWith": ("Excludes", "Excluded by"),
    "rdfs:domain": ("Of", "Properties of it"),
    "rdfs:range": ("Leads to", "Properties that lead to it"),
    "cg:family": ("Family", "Predicates of the family"),
    "cg:bearingDirection": ("Bears", "Predicates with this direction"),
    "cg:supports": ("Commits the speaker", "Stances"),
    "skos:inScheme": ("In the list", "Values"),
    "skos:exactMatch": ("Same as", "Same as"),
    "skos:closeMatch": ("Close to", "Close to"),
    "rdfs:seeAlso": ("Near, and different", "Near, and different"),
    "dcterms:isReplacedBy": ("Replaced by", "Replaces"),
}
_TEXTS = {"cg:sign": "Sign", "skos:notation": "In seed files", "cg:shortWording": "In short",
          "cg:reserved": "No record uses it yet"}
GROUPS = ("Claim predicates", "Closed vocabularies", "Classes", "Properties of records")


class Use(NamedTuple):
    """Where a term is used: what counts, how often, and the first of the users."""

    what: str
    total: int
    things: list[str]


def write(site: Site) -> None:
    """Write the page of every term and the list of them."""
    found = terms()
    shapes = shapes_index()
    asked = [(q, set(_TERM.findall(q.query))) for q in questions()]
    listed: dict[str, list[Term]] = {group: [] for group in GROUPS}
    counts: dict[str, int] = {}
    for term in found:
        subject = CG + term.name
        page = site.place(subject)
        if page is None:
            continue
        uses = _uses(site.facts, subject, term)
        counts[term.name] = sum(use.total for use in uses)
        listed[_group(term)].append(term)
        site.add(
            page, "term.html", term.label, iri=subject, term=term, kinds=_kinds(term),
            rows=_ties(site.facts, subject, used=bool(uses)), uses=uses, shown=SHOWN,
            promises=_promises(shapes, subject),
            questions=[q for q, mentioned in asked if term.name in mentioned],
        )
        site.found("Term", term.label, f"{term.name} {term.definition}", page)
    site.add(
        "def/index.html", "terms.html", "Terms of the ontology", iri=CG, groups=listed,
        counts=counts, metadata=_metadata(site.facts),
    )


def _group(term: Term) -> str:
    if "cg:ClaimPredicate" in term.types:
        return GROUPS[0]
    if term.types & {"skos:Concept", "skos:ConceptScheme"}:
        return GROUPS[1]
    return GROUPS[2] if "owl:Class" in term.types else GROUPS[3]


def _kinds(term: Term) -> str:
    names = {"owl:Class": "class", "skos:Concept": "value", "skos:ConceptScheme": "closed list",
             "cg:ClaimPredicate": "claim predicate", "owl:ObjectProperty": "object property",
             "owl:DatatypeProperty": "property with a text, a number or a day",
             "owl:AnnotationProperty": "annotation"}
    found = [names[kind] for kind in sorted(term.types) if kind in names]
    return ", ".join(found)


def _ties(facts: Facts, subject: str, *, used: bool) -> list[Row]:
    v = facts.vocabulary
    found = [Row(name, [[text] for text in map(key, v.values(subject, iri(curie))) if text])
             for curie, name in _TEXTS.items() if not (used and curie == "cg:reserved")]
    for curie, (name, back) in _TIES.items():
        found.append(Row(name, [[IRI(one)] for one in v.nodes(subject, iri(curie))]))
        users = {s for s, o in v.by_predicate.get(iri(curie), ()) if key(o) == subject}
        found.append(Row(back, [[IRI(one)] for one in sorted(users, key=facts.label)]))
    return [row for row in found if row.values]


def _uses(facts: Facts, subject: str, term: Term) -> list[Use]:
    """Instances of a class, statements with a property, records with a value."""
    grouped: dict[tuple[str, str], list[str]] = {}
    for verb, user in facts.by_object.get(subject, ()):
        # what terms say of each other stands above
        if not user.startswith(CG):
            kind = "" if verb == TYPE else facts.kind(user)
            grouped.setdefault((verb, kind), []).append(user)
    found = []
    for (verb, kind), users in sorted(grouped.items()):
        what = "of this class" if verb == TYPE else f"as {facts.label(verb)} of: "
        found.append(Use(what + facts.label(kind) if kind else what, len(users), sorted(users)))
    if "owl:Class" in term.types:
        below = [c for c in facts.vocabulary.typed(iri("owl:Class"))
                 if subject in facts.vocabulary.above(c) and c != subject]
        users = list(facts.all.typed(*below)) if below else []
        found += [Use("of a narrower class", len(users), users)] if users else []
    if subject in facts.statements:
        graphs = sorted(facts.statements[subject].items())
        where = ", ".join(f"{name}: {count}" for name, count in graphs)
        pairs = facts.all.by_predicate[subject]
        users = sorted({s for s, _ in pairs})
        found.append(Use(f"statements with it (by graph: {where})", len(pairs), users))
    return found


def _promises(shapes: Index, subject: str) -> list[str]:
    """What the published shapes promise of a class or a property, in their own words."""
    nodes = {s for s, o in shapes.by_predicate.get(iri("sh:targetClass"), ()) if key(o) == subject}
    parts = {key(o) for s, o in shapes.by_predicate.get(iri("sh:property"), ()) if s in nodes}
    parts |= {s for s, o in shapes.by_predicate.get(iri("sh:path"), ()) if key(o) == subject}
    found = {key(text) for part in parts for text in shapes.values(part, iri("sh:message"))}
    return sorted(found)


def _metadata(facts: Facts) -> list[Row]:
    return own(facts, CG, {TYPE})
