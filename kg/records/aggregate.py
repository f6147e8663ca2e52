"""The counts of an answer as Data Cube observations in Turtle; never a row, never a small count.

Every IRI stands under the release and the question, and there are no blank nodes, so that a file
can go into any graph beside the project's own. A withheld count is an observation without a value,
with its state.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from kg.names import BASE, ID
from kg.records.ask.answer import RecordAnswer
from kg.records.ask.pathways import PATHWAYS
from kg.records.suppress import ALL

RECORD = BASE + "record/"
_PREFIXES = {
    "qb": "http://purl.org/linked-data/cube#",
    "prov": "http://www.w3.org/ns/prov#",
    "dcterms": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "rec": RECORD,
}


def write(answer: RecordAnswer, path: Path) -> int:
    """Write the file, whole or not at all; returns the number of observations."""
    text = "\n".join(turtle(answer)) + "\n"
    beside = path.with_name(path.name + ".part")
    beside.write_text(text, encoding="utf-8", newline="\n")
    beside.replace(path)
    return len(answer.rows)


def turtle(answer: RecordAnswer) -> Iterator[str]:
    """The lines of the file: data set, structure, release, observations."""
    for name, iri in _PREFIXES.items():
        yield f"@prefix {name}: <{iri}> ."
    yield ""
    yield from _structure(answer)
    dataset = _dataset(answer)
    for row in answer.rows:
        of = [
            f"rec:{dimension} {_value(dimension, part)}"
            for dimension, part in zip(answer.question.dimensions, row.key, strict=True)
        ]
        count = [] if row.count.value is None else [f"rec:count {row.count.value}"]
        about = [f"qb:dataSet <{dataset}>", *of, *count, f'rec:state "{row.count.state}"']
        yield f"<{dataset}/{'/'.join(map(_slug, row.key))}> a qb:Observation ;"
        yield "  " + " ; ".join(about) + " ."


def _structure(answer: RecordAnswer) -> Iterator[str]:
    asked, release = answer.question, answer.release
    dataset, source = _dataset(answer), f"{RECORD}release/{release.digest[:32]}"
    structure = f"{RECORD}structure/{asked.id}"
    given = "; ".join(f"{name} = {value}" for name, value in answer.parameters.items() if value)
    yield f"<{dataset}> a qb:DataSet ;"
    yield f"  rdfs:label {_text(asked.title)}@en ; qb:structure <{structure}> ;"
    yield f"  prov:wasDerivedFrom <{source}> ; rec:measure {_text(asked.measure)} ;"
    yield f"  rec:population {_text(asked.population)} ;"
    yield f"  rec:denominator {_text(asked.denominator)} ; rec:kind {_text(asked.kind)} ;"
    yield f"  rec:threshold {answer.threshold} ; rec:parameters {_text(given)} ;"
    yield f"  rec:duplicateRule {_text(release.duplicate_rule)} ;"
    yield "  " + " ; ".join(f"rec:cannotSay {_text(limit)}@en" for limit in answer.limits) + " ."
    name = f"{release.name}, synthetic rows that describe nobody" * release.synthetic
    yield f"<{source}> a prov:Entity ; rdfs:label {_text(name or release.name)} ;"
    yield f"  dcterms:identifier {_text(release.digest)} ."
    yield f"<{structure}> a qb:DataStructureDefinition ;"
    components = [f"<{structure}/{name}>" for name in (*asked.dimensions, "count", "state")]
    yield f"  qb:component {', '.join(components)} ."
    for name, about in asked.dimensions.items():
        yield f"<{structure}/{name}> a qb:ComponentSpecification ; qb:dimension rec:{name} ."
        yield f"rec:{name} a rdf:Property, qb:DimensionProperty ; rdfs:label {_text(about)}@en ."
    yield f"<{structure}/count> a qb:ComponentSpecification ; qb:measure rec:count ."
    yield "rec:count a rdf:Property, qb:MeasureProperty ; rdfs:range xsd:integer ;"
    yield '  rdfs:label "Rows counted; absent where the count is withheld."@en .'
    yield f"<{structure}/state> a qb:ComponentSpecification ; qb:attribute rec:state ."
    yield "rec:state a rdf:Property, qb:AttributeProperty ;"
    yield '  rdfs:label "published, below the threshold, or suppressed beside a small one."@en .'


def _dataset(answer: RecordAnswer) -> str:
    given = [f"{name}-{_slug(value)}" for name, value in answer.parameters.items() if value]
    given.append(f"below-{answer.threshold}")
    parts = [answer.release.digest[:32], answer.question.id, *given]
    return f"{RECORD}answer/{'/'.join(parts)}"


def _value(dimension: str, part: str) -> str:
    if part == ALL:
        return f"<{BASE}def/all>"
    if dimension in ("pathway", "set_by") and part in PATHWAYS:
        return f"<{ID}{part}>"
    return _text(part)


def _slug(part: str) -> str:
    """A value as part of an address.

    >>> _slug("Bonded Out - IJ")
    'Bonded%20Out%20-%20IJ'
    """
    from urllib.parse import quote

    return quote(part, safe="")


def _text(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\n\r\t]+", " ", escaped) + '"'
