"""``docs/codes.md``: every code, from the tables and from the headers of the checks."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from kg import paths
from kg.check.ontology import CODES as ONTOLOGY_CODES
from kg.check.run import severities
from kg.docs.markdown import page, sentence, table
from kg.findings.codes import CODES
from kg.query_file import header

_INTRODUCTION = """\
`kg check` names every problem at once: code, severity, file, line and column, what is wrong, and
how to mend it. As text, JSON (`--format json`) and SARIF (`--format sarif`). A command that cannot
do what it was asked gives a code too. Codes are permanent: one that is no longer used is not
given to anything else."""

#: first figure of a code → what the codes of that hundred are about
_GROUPS = {
    "1": "Reading: the form of a seed file",
    "2": "Reading: what refers to what",
    "3": "Checks across records (`queries/checks/`)",
    "4": "Shapes (`ontology/shapes.ttl`)",
    "5": "Ontology",
    "6": "Commands",
    "7": "Drawings",
    "8": "Workbooks and rows",
    "9": "Server",
}


class Entry(NamedTuple):
    """What the page says of a code."""

    code: str
    title: str
    problem: str
    why: str
    remedy: str
    severity: str
    query: str


def entries() -> list[Entry]:
    """Every code, sorted."""
    found = [
        Entry(code, about.title, "", about.why, about.remedy, "error", "")
        for code, about in CODES.items()
    ]
    found += [
        Entry(code, title, "", why, fix, "error", "")
        for code, (title, why, fix) in ONTOLOGY_CODES.items()
    ]
    return sorted([*found, *_checks()])


def _checks() -> list[Entry]:
    severity = severities()
    found = []
    for path in sorted(Path(paths.CHECKS).glob("*.rq")):
        about = {name: " ".join(v) for name, v in header(path.read_text(encoding="utf-8")).items()}
        code = about["id"]
        found.append(
            Entry(code, about["title"], about["problem"], about["why"], about["fix"],
                  severity[code], path.name)
        )
    return found


def write() -> str:
    """The page."""
    found = entries()
    contents = []
    for figure, group in _GROUPS.items():
        rows = [
            [f"[{e.code}](#{e.code.lower()})", _capital(e.title), e.severity]
            for e in found
            if e.code[2] == figure
        ]
        if rows:
            contents.append(f"**{group}**\n\n" + table(["code", "title", "severity"], rows))
    return page("Codes", _INTRODUCTION, *contents, *(_section(entry) for entry in found))


def _section(entry: Entry) -> str:
    parts = [f"## {entry.code}", f"**{sentence(_capital(entry.title))}**"]
    if entry.problem:
        parts.append(sentence(entry.problem))
    parts += [f"Why: {sentence(entry.why)}", f"Remedy: {sentence(entry.remedy)}"]
    if entry.query:
        parts.append(
            f"Severity: {entry.severity}. "
            f"Query: [{entry.query}](../queries/checks/{entry.query})."
        )
    return "\n\n".join(parts)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
