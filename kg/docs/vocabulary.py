"""``docs/vocabulary.md``: every term of the ontology."""

from __future__ import annotations

from collections.abc import Iterable

from kg.docs.markdown import page, sentence
from kg.docs.terms import Term, terms

_INTRODUCTION = """\
Every term of the ontology, as [`vocabulary.ttl`](../ontology/vocabulary.ttl) and
[`schemes.ttl`](../ontology/schemes.ttl) define it. `cg:` stands for
`https://w3id.org/custody-graph/def/`. A border test says what a term is *not* for: where two seem
to fit, it decides. What a seed file may write is under [claim predicates](#claim-predicates) and
[closed vocabularies](#closed-vocabularies); the rest is how the graph is built."""

_SHOWN = {
    "rdfs:subClassOf": "is a",
    "rdfs:domain": "from",
    "rdfs:range": "to",
    "cg:family": "family",
    "cg:sign": "sign",
    "cg:bearingDirection": "bears",
    "cg:supports": "commits the speaker",
    "skos:notation": "in seed files",
}


def write() -> str:
    """The page."""
    found = terms()
    predicates = [t for t in found if "cg:ClaimPredicate" in t.types]
    classes = [t for t in found if "owl:Class" in t.types]
    schemes = [t for t in found if "skos:ConceptScheme" in t.types]
    concepts = [t for t in found if "skos:Concept" in t.types]
    rest = [t for t in found if t not in [*predicates, *classes, *schemes, *concepts]]
    closed = [
        "\n\n".join([_entry(scheme, "###"), *_concepts(scheme, concepts)]) for scheme in schemes
    ]
    return page(
        "Vocabulary", _INTRODUCTION,
        "## Claim predicates", *_entries(predicates),
        "## Closed vocabularies", *closed,
        "## Classes", *_entries(classes),
        "## Properties that records are made of", *_entries(rest),
    )


def _entries(found: Iterable[Term]) -> list[str]:
    return [_entry(term, "###") for term in found]


def _concepts(scheme: Term, concepts: Iterable[Term]) -> list[str]:
    within = f"cg:{scheme.name}"
    return [_entry(t, "####") for t in concepts if within in t.more.get("skos:inScheme", ())]


def _entry(term: Term, level: str) -> str:
    lines = [
        f"{level} cg:{term.name}",
        "",
        f"**{term.label}**: {sentence(term.definition)}",
        "",
        f"- Border: {sentence(term.border)}",
        f"- Example: {sentence(term.example.removeprefix('For example: '))}",
    ]
    facts = [
        f"{shown}: {', '.join(f'`{v}`' if ':' in v else v for v in term.more[name])}"
        for name, shown in _SHOWN.items()
        if name in term.more
    ]
    if facts:
        lines.append(f"- {sentence('; '.join(facts))}")
    if "cg:reserved" in term.more:
        lines.append(f"- No record uses it yet: {' '.join(term.more['cg:reserved'])}")
    return "\n".join(lines)
