"""Small random graphs in the model's own records, for holding engines against each other."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pyoxigraph as ox

from kg.compile import compile_dataset
from kg.model.curation import Conflict, Correction, CuratedLink, RecordTest
from kg.model.document import DocumentFile
from kg.model.entity import EntityFile
from kg.model.observation import Observation
from kg.model.vocabulary import SCHEMES
from kg.names import CG, PREFIXES
from kg.read import Dataset
from kg.store.build import complete, vocabulary

_KEPT = {
    *(CG + name for name in ("family", "sign", "bearingDirection", "shortWording", "supports")),
    PREFIXES["rdfs"] + "label",
    PREFIXES["skos"] + "prefLabel",
}
_PREDICATES = (
    "leadsTo", "permits", "requires", "favours", "isWeighedFor", "limits", "forbids", "prevents",
    "isConditionOf", "followedBy", "hasCondition", "hasAlternative", "usesTechnology",
    "isSilentOn", "doesNotPublish", "holdsOffice", "appliesTo",
)
_LEGAL = (
    "permits", "requires", "limits", "forbids", "removesLimitOn", "hasStatus", "amends", "replaces",
    "stays", "setsAside", "upholds", "interprets", "implements", "bindsIn", "isLegalBasisOf",
)
_WORLD = (
    "hasStatus", "isListedAs", "sanctions", "announces", "contractsWith", "operates", "supplies",
    "owns", "hasDefect", "groundedIn", "recordedAs", "decidesOn", "takesPlaceIn", "hasCondition",
)
_OBJECTS = (
    "release", "detention", "bond", "hearing", "law", "decision", "in-force", "stayed",
    "refusing-returns", "uncooperative", "land", "circuit", "code", "device", "event",
)
#: claims that a question asks for by name; chance alone would seldom make them
_TYPICAL: tuple[dict[str, Any], ...] = (
    {"subject": "ice", "predicate": "announces", "object": "event"},
    {"subject": "ice", "predicate": "considers", "object": "bond"},
    {"subject": "ice", "predicate": "contractsWith", "object": "company"},
    {"subject": "company", "predicate": "operates", "object": "programme"},
    {"subject": "bond", "predicate": "hasCondition", "object": "programme"},
    {"subject": "topic", "predicate": "hasDefect", "value": "It counts twice."},
    {"subject": "land", "predicate": "hasStatus", "object": "refusing-returns"},
    {"subject": "law", "predicate": "hasStatus", "object": "in-force"},
    {"subject": "law", "predicate": "requires", "object": "detention", "stage": ["c"]},
    {"subject": "decision", "predicate": "limits", "object": "detention", "stage": ["d"]},
    {"subject": "factor-0", "predicate": "leadsTo", "object": "release"},
    {"subject": "factor-1", "predicate": "prevents", "object": "removal"},
    {"subject": "factor-2", "predicate": "recordedAs", "object_state": "none"},
    {"subject": "budget", "quantity": {"measure": "beds", "comparator": "exactly", "value": 5}},
    {"subject": "event", "quantity": {"measure": "beds", "comparator": "exactly", "value": 7}},
    {"subject": "topic", "quantity": {"measure": "beds", "comparator": "exactly", "value": 9,
                                      "denominator": "all beds", "period": "2025-02"}},
)
_DAYS = ("2024-12", "2025-01-20/", "2025-02-01", "2025-01-10/2025-03-05", "2025", "/2025-02-10")


def _entities(rng: random.Random) -> dict[str, dict[str, Any]]:
    base = {"definition": "Something to speak of."}
    found: dict[str, dict[str, Any]] = {}
    for i in range(5):
        found[f"factor-{i}"] = base | {"class": "Factor", "label": f"Factor {i}"}
        if i and rng.random() < 0.5:
            found[f"factor-{i}"]["broader"] = f"factor-{rng.randrange(i)}"
    found["release"] = base | {"class": "Outcome", "label": "Release"}
    found["parole"] = base | {"class": "Outcome", "label": "Parole", "broader": "release"}
    found["removal"] = base | {"class": "Outcome", "label": "Removal"}
    found["detention"] = base | {"class": "Outcome", "label": "Detention"}
    for i in range(2):
        found[f"sources-{i}"] = base | {
            "class": "UnnamedSources", "label": f"Sources {i}", "quoted_in": "doc-0",
            "number": i + 3, "may_overlap": [f"sources-{1 - i}"],
        }
    found["ice"] = base | {"class": "Agency", "label": "ICE"}
    found["paper"] = base | {"class": "MediaOutlet", "label": "Paper"}
    found["topic"] = base | {"class": "Topic", "label": "Topic"}
    found["programme"] = base | {"class": "Programme", "label": "Programme"}
    for key, kind in (("law", "statute"), ("decision", "decision"), ("budget", "appropriation")):
        found[key] = base | {
            "class": "LegalInstrument", "label": key.title(), "citation": f"1 X.Y. {len(found)}",
            "kind": kind, "issued_by": "ice",
        }
    found["bond"] = base | {"class": "ReleasePathway", "label": "Bond", "broader": "release"}
    found["hearing"] = base | {"class": "Remedy", "label": "Hearing"}
    found["land"] = base | {"class": "Country", "label": "Land", "code": "VE"}
    found["circuit"] = base | {"class": "Place", "label": "Circuit"}
    found["codes"] = base | {
        "class": "CodeList", "label": "Codes", "version": "One release.", "date": "2026",
    }
    found["code"] = base | {"class": "RecordCode", "label": "Code", "in_list": "codes"}
    found["company"] = base | {"class": "Contractor", "label": "Company"}
    found["device"] = base | {"class": "MonitoringTechnology", "label": "Device"}
    for status in ("in-force", "stayed", "refusing-returns", "uncooperative"):
        found[status] = base | {"class": "Status", "label": status.replace("-", " ").title()}
    found["beds"] = base | {
        "class": "Measure", "label": "Beds", "unit": "beds", "measure_type": "level",
        "population": "All beds.", "aliases": [{"name": "capacity"}],
    }
    found["final-book-outs"] = base | {
        "class": "Measure", "label": "Book-outs", "unit": "events", "measure_type": "flow",
        "population": "All stays.",
    }
    found["book-outs-by-reason"] = base | {
        "class": "RecordTable", "label": "Table", "dimensions": ["reason", "criminality"],
        "measures": ["final-book-outs"], "denominator": "A count: none.",
        "not_separable": "Who made the arrest.",
    }
    found["book-outs-by-reason"]["breaks"] = [{"at": "2025-03", "reason": "Counted anew."}]
    for table, measure, dimensions in (
        ("population-by-agency", "average-daily-population", ["agency", "criminality"]),
        ("atd-by-technology", "atd-active-participants", ["technology"]),
    ):
        found[measure] = found["final-book-outs"] | {"label": measure.replace("-", " ").title()}
        found[table] = found["book-outs-by-reason"] | {
            "label": table.replace("-", " ").title(), "dimensions": dimensions,
            "measures": [measure],
        }
    for line in ("paroled", "other", "bond-set-by-ice", "bond-set-by-ij"):
        found[f"line-{line}"] = base | {
            "class": "RecordCode", "label": line.replace("-", " ").title(), "in_list": "codes",
        }
    found["february"] = base | {"class": "Event", "label": "February", "date": "2025-02-10"}
    found["event"] = base | {"class": "Event", "label": "Event", "date": rng.choice(_DAYS)}
    return found


def _legal(rng: random.Random) -> dict[str, Any]:
    law = rng.random() < 0.6
    subjects = ("law", "decision", "budget") if law else ("land", "ice", "factor-0", "bond")
    fields: dict[str, Any] = {
        "predicate": rng.choice(_LEGAL if law else _WORLD),
        "subject": rng.choice(subjects),
        "binds": "ice",
        "jurisdiction": rng.choice(["circuit", "land"]),
    }
    if rng.random() < 0.5:
        fields["threshold"] = {"days": rng.choice([90, 180]), "clock": "final-order"}
    return fields


def _claim(
    rng: random.Random, names: list[str], earlier: list[str], voices: list[str | None]
) -> dict[str, Any]:
    speaker = rng.choice(voices)
    claim: dict[str, Any] = {
        "text": "A random claim.",
        "subject": rng.choice(names),
        "predicate": rng.choice(_PREDICATES),
        "stance": rng.choice(SCHEMES["stance"]),
        "modality": rng.choice(SCHEMES["modality"]),
        "kind": rng.choice(SCHEMES["claim-kind"]),
        "polarity": rng.choice(["affirmed", "affirmed", "negated"]),
        "locator": "somewhere",
        "verification": {"status": "unverified"},
    }
    if speaker:
        manner = "unnamed" if speaker.startswith("sources") else "institutional"
        claim["said_by"] = [{"speaker": speaker, "as": manner}]
        if rng.random() < 0.3:
            claim["said_by"][0]["occasion"] = "event"
    kind = rng.random()
    legal = rng.random() < 0.35
    if legal:
        claim |= _legal(rng)
    if legal and kind < 0.9:
        claim["object"] = rng.choice(_OBJECTS)
    elif kind < 0.65:
        claim["object"] = rng.choice(["release", "parole", "detention", *names])
    elif kind < 0.75 and earlier:
        claim["object"] = f"./{rng.choice(earlier)}"
    elif kind < 0.9:
        value = rng.randrange(99)
        claim["quantity"] = {"measure": "beds", "comparator": "about", "value": value}
        if value % 2:  # a bare figure of one thing, so that two documents can give it alike
            claim["subject"] = "ice"
            claim["quantity"] |= {
                "comparator": "exactly", "value": value % 4, "period": _DAYS[value % 5],
            }
    else:
        claim["object_state"] = "unknown"
    if rng.random() < 0.2:
        for field in ("object", "quantity", "object_state"):
            claim.pop(field, None)
        claim |= rng.choice(_TYPICAL)
        claim |= {"stance": "asserted", "polarity": "affirmed"}
    return claim | _sometimes(rng, names)


def _sometimes(rng: random.Random, names: list[str]) -> dict[str, Any]:
    claim: dict[str, Any] = {}
    for field in ("if", "unless"):
        if rng.random() < 0.2:
            claim[field] = [rng.choice(names)]
    if rng.random() < 0.5:
        claim["valid"] = rng.choice(_DAYS)
    if rng.random() < 0.15:
        claim |= {"rank": "deprecated", "rank_reason": "Wrong when stated."}
    if rng.random() < 0.3:
        claim["stage"] = rng.sample(SCHEMES["stage"], 2)[: 1 + ("valid" in claim)]
    return claim


#: cells that questions ask for by name: table, measure, period and dimensions
_PRINTED: tuple[tuple[str, str, str, dict[str, str]], ...] = (
    *(("book-outs-by-reason", "final-book-outs", f"2025-0{month}",
       {"reason": line, "criminality": "all"})
      for month in (1, 2, 3) for line in ("line-paroled", "line-bond-set-by-ice",
                                          "line-bond-set-by-ij", "all")),
    ("book-outs-by-reason", "final-book-outs", "2025-02",
     {"reason": "line-paroled", "criminality": "line-other"}),
    ("book-outs-by-reason", "final-book-outs", "2024-10/2025-09",
     {"reason": "all", "criminality": "all"}),
    ("population-by-agency", "average-daily-population", "2025-02",
     {"agency": "ice", "criminality": "all"}),
    ("population-by-agency", "average-daily-population", "2025-02",
     {"agency": "all", "criminality": "all"}),
    ("atd-by-technology", "atd-active-participants", "2024-12-30", {"technology": "all"}),
    ("atd-by-technology", "atd-active-participants", "2025-03-30", {"technology": "all"}),
)


def _cells(rng: random.Random) -> Iterator[tuple[str, Observation]]:
    """Cells of tables in the documents; months that two of them print may differ."""
    for i in range(3):
        for row, (table, measure, period, dimensions) in enumerate(_PRINTED, 1):
            if rng.random() < 0.2:
                continue
            fields = {
                "table": table, "measure": measure, "period": period, **dimensions,
                "coverage": rng.choice(["whole", "whole", "part"]), "value": str(rng.randrange(3)),
                "sheet": "Sheet 1", "cell": f"C{row}",
            }
            yield f"observation/doc-{i}/sheet-1/C{row}", Observation.model_validate(fields)


def generated(seed: int) -> list[ox.Quad]:
    """All quads of a random graph with three documents, one a copy, and a dozen claims."""
    rng = random.Random(seed)  # noqa: S311 - not for secrets
    entities = EntityFile.model_validate(
        {"record": "entities", "key": "all", "description": "All.", "entities": _entities(rng)}
    ).entities
    tables = ("sources", "final-book-outs", "book-outs-by-reason", "line-", "population-by-",
              "atd-", "average-", "february")
    names = [n for n in entities if not n.startswith(tables)]
    dataset = Dataset(entities=dict(entities))
    # some graphs speak by unnamed sources alone, so that what rests on them only has rows
    voices: list[str | None] = ["sources-0", "sources-1"]
    if rng.random() < 0.8:
        voices += ["ice", "paper", None]
    for i in range(3):
        claims: dict[str, Any] = {}
        for j in range(rng.randrange(4, 12)):
            claims[f"c{j}-random"] = _claim(rng, names, list(claims), voices)
        record = {
            "record": "document", "key": f"doc-{i}", "label": f"Document {i}", "kind": "news",
            "publisher": "paper", "date": rng.choice(["2025-02-03", "2025-02", "2025-01-15"]),
            "licence": "None known.", "reuse": "Facts.", "claims": claims,
            "voice": [{"speaker": "paper", "as": "institutional"}],
        }
        if i == 2:
            record["derived_from"] = [{"document": "doc-0", "how": "copy"}]
        document = DocumentFile.model_validate(record)
        dataset.documents[document.key] = document
        dataset.claims |= {f"{document.key}/{key}": c for key, c in document.claims.items()}
    keys = sorted(dataset.claims)
    for i in range(2):
        one, other = rng.sample(keys, 2)
        dataset.conflicts[f"x{i}"] = Conflict.model_validate(
            {
                "label": f"Conflict {i}", "kind": rng.choice(SCHEMES["conflict-kind"]),
                "compatibility": rng.choice(SCHEMES["compatibility"]), "reason": "Random.",
                "sides": [
                    {"label": "One side", "claims": [one]},
                    {"label": "The other", "claims": [other]},
                ],
            }
        )
    dataset.corrections["corrected"] = Correction.model_validate(
        {"claim": rng.choice(keys), "was": "It said more.", "now": "It says less.",
         "found_by": rng.choice(SCHEMES["finder"]), "on": "2026-11-24"}
    )
    one, other = rng.sample(keys, 2)
    dataset.links["drift"] = CuratedLink.model_validate(
        {"relation": "differs-from", "claim": one, "of": other, "reason": "Random."}
    )
    for relation in ("supersedes", "corroborates"):
        one, other = rng.sample(keys, 2)
        dataset.links[relation] = CuratedLink.model_validate(
            {"relation": relation, "claim": one, "of": other, "reason": "Random."}
        )
    dataset.observations |= _cells(random.Random(seed))  # noqa: S311 - not for secrets
    cells = sorted(cell.removeprefix("observation/") for cell in dataset.observations)
    dataset.record_tests["compared"] = RecordTest.model_validate(
        {"claim": rng.choice(keys), "verdict": rng.choice(SCHEMES["verdict"]), "reason": "Random.",
         "same_thing": "Nearly.", "on": "2026-11-25",
         "counts": [{"label": f"Count {i}", "cells": rng.sample(cells, min(2, len(cells)))}
                    for i in range(2)]}
    )
    dataset.record_tests["untested"] = RecordTest.model_validate(
        {"claim": rng.choice(keys), "verdict": "not-testable", "reason": "Random.",
         "same_thing": "No field.", "on": "2026-11-25"}
    )
    terms = [quad for quad in vocabulary() if quad.predicate.value in _KEPT]
    return complete(compile_dataset(dataset) + terms)
