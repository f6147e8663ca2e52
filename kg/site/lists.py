"""Pages that list: documents, entities, instruments, conflicts, origins, rules, everything."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from kg import paths
from kg.check.ontology_graph import key
from kg.names import CG, CLAIM, RULE
from kg.query_file import header
from kg.site.facts import Facts
from kg.site.frame import Site


def write(site: Site) -> None:
    """Write every list."""
    facts = site.facts
    documents = sorted(facts.of_class("Document"), key=lambda d: _issued(facts, d), reverse=True)
    site.add("documents.html", "documents.html", "Documents", documents=documents,
             count=lambda d: len(_about(facts, d, "statedIn")))
    kinds: dict[str, list[str]] = defaultdict(list)
    for thing, kind in facts.records.items():
        if kind not in (CG + "Document", CG + "Conflict", CG + "ClaimRelation"):
            kinds[kind].append(thing)
    site.add(
        "entities.html", "entities.html", "Entities", count=lambda e: _count(facts, e),
        kinds=[(k, sorted(kinds[k], key=lambda e: facts.label(e).lower()))
               for k in sorted(kinds, key=facts.label)],
    )
    instruments = facts.of_class("LegalInstrument")
    site.add("instruments.html", "instruments.html", "Law", count=lambda e: _count(facts, e),
             instruments=instruments)
    site.add("conflicts.html", "conflicts.html", "Conflicts",
             conflicts=facts.of_class("Conflict"))
    site.add("corrections.html", "corrections.html", "Corrections",
             corrections=sorted(facts.all.typed(CG + "Correction"), reverse=True,
                                key=lambda c: (facts.text(c, "cg:correctedOn"), c)))
    origins = sorted(facts.all.typed(CG + "Origin"), key=lambda o: (facts.label(o).lower(), o))
    site.add(
        "origins.html", "origins.html", "Origins",
        origins=[(o, sorted(c.removeprefix(CLAIM) for c in facts.all.nodes(o, CG + "originOf")))
                 for o in origins],
    )
    site.add("rules.html", "rules.html", "Rules", rules=_rules(facts))
    alphabet: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for kind, label, _, page in site.entries:
        if kind != "Claim":
            letter = label[:1].upper()
            alphabet[letter if letter.isalpha() else "0-9"].append((label, page))
    site.add("all.html", "all.html", "Index",
             letters=[(letter, sorted(alphabet[letter], key=lambda one: (one[0].lower(), one[1])))
                      for letter in sorted(alphabet)])


def _issued(facts: Facts, document: str) -> tuple[str, str]:
    return facts.text(document, "cg:issuedEarliest"), document


def _about(facts: Facts, thing: str, way: str) -> list[str]:
    return facts.about.get(thing, {}).get(CG + way, [])


def _count(facts: Facts, thing: str) -> int:
    """How many claims name a thing in any way."""
    return len({name for names in facts.about.get(thing, {}).values() for name in names})


def _rules(facts: Facts) -> list[tuple[str, str, str, str]]:
    """Each rule with its definition, how often it was applied, and its query."""
    texts = {}
    for path in sorted(Path(paths.RULES).glob("*.rq")):
        text = path.read_text(encoding="utf-8")
        texts[RULE + header(text)["id"][0]] = text
    return [
        (rule, facts.text(rule, "skos:definition"), texts.get(rule, ""),
         str(sum(1 for _, o in facts.all.by_predicate[CG + "byRule"] if key(o) == rule)))
        for rule in facts.all.typed(CG + "Rule")
    ]

