"""Evidence: what is known of a claim, read from the store once for all claims of an answer."""

from __future__ import annotations

from collections.abc import Iterable

from kg.engine.value import IRI, Value
from kg.frozen import Frozen
from kg.names import BASE, CG, GRAPH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Protocol

    from kg.engine.value import Row

    class Engine(Protocol):
        """What evidence needs of an engine."""

        #: what was read before, by what it is
        memo: dict[str, dict[Any, Any]]

        def select(self, query: str) -> tuple[list[str], list[Row]]:
            """Names of the variables, and the rows."""


class Speech(Frozen):
    """One step of an attribution chain."""

    speaker: str
    label: str
    manner: str


class Evidence(Frozen):
    """A claim with everything that an answer shows of it."""

    id: str
    text: str
    attribution: tuple[Speech, ...]
    stance: str
    stance_label: str
    modality: str
    strength: str
    polarity: str
    kind: str
    document: str
    document_label: str
    paragraph: int | None
    locator: str | None
    stated_on: str
    valid: str | None
    origins: tuple[str, ...]
    origin_labels: tuple[str, ...]
    #: conflicts the claim is a side of, and claims that deny it or say the opposite
    contested_by: tuple[str, ...]
    verified: bool
    shared_source: bool
    note: str | None
    rank: str
    rank_reason: str | None
    properties: dict[str, tuple[Value, ...]]

    @property
    def asserter(self) -> str:
        """Label of the innermost speaker."""
        return self.attribution[0].label

    @property
    def manner(self) -> str:
        """on-record, unnamed or institutional: how the innermost speaker speaks."""
        return self.attribution[0].manner

    @property
    def chain(self) -> str:
        """Every speaker with their manner, the innermost first."""
        return " < ".join(f"{s.label} ({s.manner.replace('-', ' ')})" for s in self.attribution)

    @property
    def place(self) -> str:
        """Paragraph as ``p3``, or the locator."""
        return f"p{self.paragraph}" if self.paragraph else self.locator or ""

    def certain_on(self, day: str) -> bool:
        """Whether the claim is said to hold on that day under every reading of its time."""
        start = self.properties.get(f"{CG}latestStart")
        end = self.properties.get(f"{CG}earliestEnd")
        return start is not None and str(start[0]) <= day and not (end and str(end[0]) <= day)

    def _repr_html_(self) -> str:
        from kg.render.notebook import claim

        return claim(self)

    def to_json(self) -> dict[str, object]:
        """The claim as the published answer schema has it."""
        return {
            "text": self.text,
            "asserter": self.asserter,
            "attribution": [
                {"speaker": s.speaker, "label": s.label, "manner": s.manner}
                for s in self.attribution
            ],
            "stance": self.stance,
            "modality": self.modality,
            "polarity": self.polarity,
            "kind": self.kind,
            "strength": self.strength,
            "document": self.document,
            "paragraph": self.paragraph,
            "locator": self.locator,
            "stated_on": self.stated_on,
            "valid": self.valid,
            "origin": list(self.origins),
            "contested_by": list(self.contested_by),
            "verified": self.verified,
            "rank": self.rank,
            "rank_reason": self.rank_reason,
            "note": self.note,
        }


def evidence(engine: Engine, claims: Iterable[str]) -> dict[str, Evidence]:
    """Evidence by claim id, for claims given as ids; ids that are no claims are left out."""
    known: dict[str, Evidence | None] = engine.memo.setdefault("evidence", {})
    wanted = sorted(set(claims))
    missing = [claim for claim in wanted if claim not in known]
    if missing:
        known.update(dict.fromkeys(missing) | _read(engine, missing))
    return {claim: one for claim in wanted if (one := known[claim])}


def _read(engine: Engine, claims: list[str]) -> dict[str, Evidence]:
    iris = [f"<{BASE}claim/{claim}>" for claim in claims]
    wanted = "VALUES ?claim { " + " ".join(iris) + " }"
    properties = _properties(engine, wanted)
    chains = _grouped(
        engine,
        f"""SELECT ?claim ?position ?speaker ?manner WHERE {{ {wanted}
        GRAPH <{GRAPH}claims> {{ ?claim <{CG}attribution> ?step . ?step <{CG}position> ?position ;
        <{CG}speaker> ?speaker ; <{CG}manner> ?manner }} }}""",
    )
    origins = _grouped(
        engine,
        f"""SELECT ?claim ?origin ?label WHERE {{ {wanted}
        GRAPH <{GRAPH}inferred> {{ ?origin <{CG}originOf> ?claim ;
        <http://www.w3.org/2004/02/skos/core#prefLabel> ?label }} }}""",
    )
    conflicts = _grouped(
        engine,
        f"""SELECT ?claim ?against WHERE {{ {wanted}
        {{ GRAPH <{GRAPH}curation> {{ ?side <{CG}claim> ?claim . ?against <{CG}side> ?side }} }}
        UNION {{ GRAPH <{GRAPH}inferred> {{
          ?link <{CG}supportedBy> ?claim ; <{CG}disputedBy> ?against }} }} }}""",
    )
    names = _Names(engine)
    names.want(v for p in properties.values() for vs in p.values() for v in vs)
    names.want(row[1] for rows in chains.values() for row in rows)
    return {
        claim: _one(claim, found, chains, origins, conflicts, names)
        for claim, found in sorted(properties.items())
        if f"{CG}text" in found
    }


def _one(
    claim: str,
    found: dict[str, tuple[Value, ...]],
    chains: dict[str, list[tuple[Value, ...]]],
    origins: dict[str, list[tuple[Value, ...]]],
    conflicts: dict[str, list[tuple[Value, ...]]],
    names: _Names,
) -> Evidence:
    def one(name: str) -> Value:
        return found.get(CG + name, (None,))[0]

    def concept(name: str) -> str:
        value = str(one(name) or "")
        scheme = {"claimKind": "claim-kind"}.get(name, name)
        return value.removeprefix(f"{CG}{scheme}-")

    roots = sorted({(_short(row[0]), str(row[1])) for row in origins.get(claim, [])})
    paragraph = one("paragraph")
    note = found.get("http://www.w3.org/2004/02/skos/core#note", (None,))[0]
    return Evidence(
        id=claim,
        text=str(one("text")),
        attribution=tuple(
            Speech(_short(row[1]), names.label(row[1]), str(row[2]).removeprefix(f"{CG}manner-"))
            for row in sorted(chains.get(claim, []), key=lambda row: int(str(row[0])))
        ),
        stance=concept("stance"),
        stance_label=names.label(one("stance")),
        modality=concept("modality"),
        strength=_strength(names, one("predicate"), one("modality")),
        polarity=concept("polarity"),
        kind=concept("claimKind"),
        document=_short(one("statedIn")),
        document_label=names.label(one("statedIn")),
        paragraph=paragraph if isinstance(paragraph, int) else None,
        locator=str(one("locator")) if one("locator") else None,
        stated_on=str(one("stated")),
        valid=str(one("valid")) if one("valid") else None,
        origins=tuple(root for root, _ in roots),
        origin_labels=tuple(label for _, label in roots),
        contested_by=tuple(sorted({_short(row[0]) for row in conflicts.get(claim, [])})),
        verified=concept("verification") == "verified",
        rank=concept("rank"),
        rank_reason=str(one("rankReason")) if one("rankReason") else None,
        shared_source=one("sharedSource") is not None,
        note=str(note) if note else None,
        properties=found,
    )


class _Names:
    """Labels and short wordings, read once."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.labels: dict[str, str] = {}
        self.wordings: dict[str, str] = {}

    def want(self, values: Iterable[Value]) -> None:
        iris = sorted({v for v in values if isinstance(v, IRI) and v.startswith(BASE)})
        found = labels(self.engine, iris)
        self.labels.update(found)
        terms = " ".join(f"<{iri}>" for iri in iris if iri.startswith(CG))
        if not terms:
            return
        _, rows = self.engine.select(
            f"""SELECT ?term ?wording WHERE {{ VALUES ?term {{ {terms} }}
            GRAPH <{GRAPH}vocabulary> {{ ?term <{CG}shortWording> ?wording }} }}"""
        )
        self.wordings.update({str(term): str(wording) for term, wording in rows})

    def label(self, value: Value) -> str:
        return self.labels.get(str(value), _short(value))


def labels(engine: Engine, iris: Iterable[str]) -> dict[str, str]:
    """Labels of entities, documents and terms by IRI; what has none is left out."""
    known: dict[str, str | None] = engine.memo.setdefault("labels", {})
    wanted = set(iris)
    missing = [iri for iri in wanted if iri not in known]
    if missing:
        known.update(dict.fromkeys(missing) | _labels(engine, missing))
    return {iri: label for iri in wanted if (label := known[iri])}


def _labels(engine: Engine, iris: Iterable[str]) -> dict[str, str]:
    terms = " ".join(f"<{iri}>" for iri in sorted(iris))
    _, rows = engine.select(
        f"""PREFIX graph: <{GRAPH}>
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        SELECT ?thing ?label WHERE {{ VALUES ?thing {{ {terms} }}
          {{ GRAPH graph:entities {{ ?thing skos:prefLabel ?label }} }}
          UNION {{ GRAPH graph:vocabulary {{ ?thing skos:prefLabel ?label }} }}
          UNION {{ GRAPH graph:vocabulary {{ ?thing rdfs:label ?label }} }}
          UNION {{ GRAPH graph:curation {{ ?thing skos:prefLabel ?label }} }}
          UNION {{ GRAPH graph:inferred {{ ?thing skos:prefLabel ?label }} }}
          UNION {{ GRAPH graph:meta {{ ?thing skos:prefLabel ?label }} }}
        }}"""
    )
    return {str(thing): str(label) for thing, label in sorted(rows, key=str)}


def _strength(names: _Names, predicate: Value, modality: Value) -> str:
    """How strongly a claim puts it: the predicate's word with the modality's."""
    verb = names.wordings.get(str(predicate), "")
    how = names.wordings.get(str(modality), "")
    if not verb:
        return how
    plain = str(modality) in (f"{CG}modality-does", f"{CG}modality-not-applicable")
    return verb if plain or not how else f"{verb} {how}"


def _properties(engine: Engine, wanted: str) -> dict[str, dict[str, tuple[Value, ...]]]:
    _, rows = engine.select(
        f"SELECT ?claim ?p ?o WHERE {{ {wanted} GRAPH <{GRAPH}claims> {{ ?claim ?p ?o }} }}"
    )
    found: dict[str, dict[str, tuple[Value, ...]]] = {}
    for claim, verb, value in sorted(rows, key=str):
        one = found.setdefault(_short(claim), {})
        one[str(verb)] = (*one.get(str(verb), ()), value)
    return found


def _grouped(engine: Engine, query: str) -> dict[str, list[tuple[Value, ...]]]:
    found: dict[str, list[tuple[Value, ...]]] = {}
    for row in engine.select(query)[1]:
        found.setdefault(_short(row[0]), []).append(tuple(row[1:]))
    return found


def _short(value: Value) -> str:
    return value.short if isinstance(value, IRI) else str(value)
