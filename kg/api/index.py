"""What a search looks through: questions, entities, documents, law, conflicts, terms, claims."""

from __future__ import annotations

import unicodedata
from collections import defaultdict

from kg.engine.value import IRI
from kg.frozen import Frozen
from kg.names import CG, PREFIXES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.graph import Graph

#: kinds of entries, in the order in which equally good ones are told
TYPES = ("question", "entity", "instrument", "document", "conflict", "term", "claim")
_HEAD = " ".join(f"PREFIX {n}: <{PREFIXES[n]}>" for n in ("cg", "dcterms", "graph", "rdfs",
                                                          "skos"))
_THINGS = f"""{_HEAD} SELECT ?x ?kind ?label ?about WHERE {{
  VALUES ?g {{ graph:entities graph:curation }}
  GRAPH ?g {{ ?x a ?kind ; skos:prefLabel ?label ; dcterms:identifier ?id .
    OPTIONAL {{ ?x skos:definition|cg:reason ?about }} }} }}"""
_NAMES = f"""{_HEAD} SELECT ?x ?name WHERE {{ GRAPH graph:entities {{
  ?x skos:altLabel|cg:citation|dcterms:title ?name }} }}"""
_PUBLISHERS = f"""{_HEAD} SELECT ?x ?name WHERE {{ GRAPH graph:entities {{
  ?x dcterms:publisher ?who . ?who skos:prefLabel ?name }} }}"""
_TERMS = f"""{_HEAD} SELECT ?x ?kind ?label ?about WHERE {{ GRAPH graph:vocabulary {{
  ?x a ?kind ; skos:prefLabel|rdfs:label ?label ; skos:definition ?about }} }}"""
_CLAIMS = f"""{_HEAD} SELECT ?x ?text ?document WHERE {{
  GRAPH graph:claims {{ ?x a cg:Claim ; cg:text ?text ; cg:statedIn ?in }}
  GRAPH graph:entities {{ ?in skos:prefLabel ?document }} }}"""
_SAID = f"""{_HEAD} SELECT ?x ?name WHERE {{
  GRAPH graph:claims {{ ?x cg:attribution ?step . ?step cg:speaker ?who }}
  GRAPH graph:entities {{ ?who skos:prefLabel ?name }} }}"""
_KINDS = {"LegalInstrument": "instrument", "Document": "document", "Conflict": "conflict"}


class Entry(Frozen):
    """Something that can be found."""

    #: one of ``TYPES``
    type: str
    #: what it is, in words, such as ``country``
    kind: str
    id: str
    label: str
    #: other names and keywords
    names: tuple[str, ...]
    #: what else is said of it
    text: str


def entries(graph: Graph) -> tuple[Entry, ...]:
    """Everything that can be found, by type, label and id; read once."""
    known: dict[str, tuple[Entry, ...]] = graph.engine.memo.setdefault("search entries", {})
    if "all" not in known:
        found = [*_questions(graph), *_things(graph), *_terms(graph), *_claims(graph)]
        known["all"] = tuple(sorted(found, key=_order))
    return known["all"]


def words(text: str) -> list[str]:
    """The words of a text in lower case, without marks above or below their letters.

    >>> words("Niño's bond-hearing, 8 CFR 241.4")
    ['nino', 's', 'bond', 'hearing', '8', 'cfr', '241', '4']
    """
    plain = unicodedata.normalize("NFD", text)
    plain = "".join(c for c in plain if not unicodedata.category(c).startswith("M")).lower()
    return "".join(c if unicodedata.category(c)[0] in "LN" else " " for c in plain).split()


def _order(entry: Entry) -> tuple[int, str, str]:
    return TYPES.index(entry.type), entry.label.lower(), entry.id


def _questions(graph: Graph) -> Iterator[Entry]:
    from kg.api import themes
    from kg.ask.answer import titles
    from kg.ask.question import questions

    named = titles(graph.engine, questions())
    for one in questions():
        yield Entry("question", "question", one.id, named[one.id], one.keywords,
                    f"{one.id} {themes.label(one.theme)} {one.answers}")


def _things(graph: Graph) -> Iterator[Entry]:
    names = _gathered(graph.select(_NAMES)[1])
    publishers = _gathered(graph.select(_PUBLISHERS)[1])
    for thing, kind, label, about in _first(graph.select(_THINGS)[1]):
        name = kind.removeprefix(CG)
        yield Entry(_KINDS.get(name, "entity"), _spelt(name), thing.short, label,
                    names.get(thing, ()),
                    " ".join([thing.short, about, *publishers.get(thing, ())]))


def _terms(graph: Graph) -> Iterator[Entry]:
    for term, _, label, about in _first(graph.select(_TERMS)[1]):
        if term.startswith(CG):
            yield Entry("term", "term of the vocabulary", term.short, label, (),
                        f"{term.removeprefix(CG)} {about}")


def _claims(graph: Graph) -> Iterator[Entry]:
    said = _gathered(graph.select(_SAID)[1])
    for claim, text, document in sorted(graph.select(_CLAIMS)[1], key=str):
        if isinstance(claim, IRI):
            yield Entry("claim", "claim", claim.short, str(text), (),
                        " ".join([claim.short, str(document), *said.get(claim, ())]))


def _first(rows: Iterable[tuple[object, ...]]) -> Iterator[tuple[IRI, str, str, str]]:
    """One row for each thing, whatever number of classes it has."""
    seen: set[IRI] = set()
    for thing, kind, label, about in sorted(rows, key=str):
        if isinstance(thing, IRI) and thing not in seen:
            seen.add(thing)
            yield thing, str(kind), str(label), str(about or "")


def _gathered(rows: Iterable[tuple[object, ...]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for thing, name in sorted(rows, key=str):
        found[str(thing)].append(str(name))
    return {thing: tuple(names) for thing, names in found.items()}


def _spelt(name: str) -> str:
    from kg.draw.style import words as spelt

    return spelt(name)
