"""Binding: a question's text with its parameters, its day and its knowledge day filled in.

Query files are valid SPARQL as they stand. What is filled in:

- ``#+ admitted ?claim`` becomes the filters of rank and time for a claim, of time alone where
  ``any-rank`` follows;
- ``#+ published ?document`` becomes the filter of what was published by a day, for the document
  that a cell was read from;
- ``#+ counted ?observation`` becomes the filter of a day for a cell: its period has begun;
- a line ending in ``#? name`` stays only if the parameter is set;
- ``$name`` becomes the parameter's term.
"""

from __future__ import annotations

import re

from kg.ask.question import Parameter, Question
from kg.errors import KgError
from kg.names import CG, full

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|<[^>\s]*>|\$([A-Za-z_]\w*)')
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_ID = re.compile(r"[A-Za-z0-9:/_-]+")
_DIGITS = 18
_XSD_DATE = "<http://www.w3.org/2001/XMLSchema#date>"

# as what must not be, since engines that join the claims of normal rank may start from all of them
_RANK = "FILTER NOT EXISTS { GRAPH graph:claims { ?x cg:rank cg:rank-deprecated } }"
_AS_OF = (
    "FILTER NOT EXISTS { GRAPH graph:claims { ?x cg:earliestStart ?x_start }"
    " FILTER(?x_start > $as_of) }",
    "FILTER NOT EXISTS { GRAPH graph:claims { ?x cg:latestEnd ?x_end }"
    " FILTER(?x_end <= $as_of) }",
)
_KNOWN_BY = (
    "FILTER NOT EXISTS { GRAPH graph:claims { ?x cg:knownFrom ?x_known }"
    " FILTER(?x_known > $known_by) }"
)
_PUBLISHED = (
    "FILTER NOT EXISTS { GRAPH graph:entities { ?x cg:issuedEarliest ?x_issued }"
    " FILTER(?x_issued > $known_by) }"
)
_COUNTED = (
    "FILTER NOT EXISTS { GRAPH graph:observations { ?x cg:periodStart ?x_from }"
    " FILTER(?x_from > $as_of) }"
)


def day(text: str, option: str) -> str:
    """The text, if it is a day of the calendar; raises KgError if not."""
    from datetime import date

    try:
        if _DAY.fullmatch(text):
            date.fromisoformat(text)
            return text
    except ValueError:
        pass
    raise KgError("KG603", f"{option} {text!r} is not a day.", "Write it as 2025-02-03.")


def values(question: Question, given: dict[str, str]) -> dict[str, str]:
    """The parameters of a question with their values.

    Raises KgError for unknown names, and where one is emptied that the question needs.
    """
    names = [parameter.name for parameter in question.parameters]
    for name in given:
        if name not in names:
            from kg.suggest import did_you_mean

            raise KgError(
                "KG603",
                f"{question.id} has no parameter {name}.{did_you_mean(name, names)}",
                f"Its parameters: {', '.join(names) or 'none'}.",
            )
    for p in question.parameters:
        if given.get(p.name) == "" and not optional(question, p.name):
            raise KgError(
                "KG603", f"{question.id} needs a value for {p.name}.",
                f"Give one, or leave it out for {p.default}.",
            )
    return {p.name: given.get(p.name, p.default) for p in question.parameters}


def optional(question: Question, name: str) -> bool:
    """Whether a question can be asked without a value for a parameter."""
    named = re.compile(rf"\${name}\b")
    lines = (line.partition("#?") for line in question.query.splitlines()
             if not line.lstrip().startswith("#"))
    return not any(named.search(body) and unless.strip() != name for body, _, unless in lines)


def bind(
    question: Question,
    parameters: dict[str, str],
    as_of: str | None = None,
    known_by: str | None = None,
    *,
    any_rank: bool = False,
) -> str:
    """The SPARQL text that the engine gets."""
    types = {parameter.name: parameter for parameter in question.parameters}
    terms = {name: term(types[name], value) for name, value in parameters.items() if value}
    lines = []
    for line in question.query.splitlines():
        if line.lstrip().startswith("#"):
            macro = line.split()
            if macro[:2] == ["#+", "admitted"]:
                every = any_rank or "any-rank" in macro[3:]
                lines.append(admitted(macro[2], as_of, known_by, any_rank=every))
            elif macro[:2] == ["#+", "published"]:
                lines.append(published(macro[2], known_by))
            elif macro[:2] == ["#+", "counted"] and as_of:
                lines.append(_filter(_COUNTED, macro[2], "$as_of", as_of))
            continue
        body, mark, name = line.partition("#?")
        if not mark or name.strip() in terms:
            lines.append(body)
    return _TOKEN.sub(lambda m: terms.get(m[1], m[0]) if m[1] else m[0], "\n".join(lines))


def admitted(
    variable: str, as_of: str | None, known_by: str | None, *, any_rank: bool = False
) -> str:
    """Filters that admit a claim: not deprecated, possibly valid that day, known by that day.

    The prefixes ``cg`` and ``graph`` have to be declared.
    """
    filters = [] if any_rank else [_RANK]
    if as_of:
        filters += [part.replace("$as_of", f'"{as_of}"^^{_XSD_DATE}') for part in _AS_OF]
    if known_by:
        filters.append(_KNOWN_BY.replace("$known_by", f'"{known_by}"^^{_XSD_DATE}'))
    return "\n".join(part.replace("?x", variable) for part in filters)


def published(variable: str, known_by: str | None) -> str:
    """The filter that admits a document of cells: published by that day.

    The prefixes ``cg`` and ``graph`` have to be declared.
    """
    return _filter(_PUBLISHED, variable, "$known_by", known_by) if known_by else ""


def _filter(text: str, variable: str, token: str, value: str) -> str:
    return text.replace(token, f'"{value}"^^{_XSD_DATE}').replace("?x", variable)


def term(parameter: Parameter, value: str) -> str:
    """A parameter's value as a SPARQL term; raises KgError where it does not fit its type."""
    if parameter.type == "day":
        return f'"{day(value, parameter.name)}"^^{_XSD_DATE}'
    if parameter.type == "number":
        # a number of thousands of digits takes long to read, and no engine has it
        if value.isascii() and value.isdigit() and len(value) <= _DIGITS:
            return str(int(value))
        raise KgError("KG603", f"{parameter.name} {value!r} is not a whole number.", "Such as 190.")
    if parameter.type == "text":
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return '"' + escaped.replace("\n", "\\n").replace("\r", "\\r") + '"'
    if not _ID.fullmatch(value):
        raise KgError(
            "KG603",
            f"{parameter.name} {value!r} is not an id.",
            "Ids are like medical-need or pickaway-2025-02/c56-medical-release.",
        )
    return f"<{CG + value}>" if parameter.type == "concept" else f"<{full(value)}>"
