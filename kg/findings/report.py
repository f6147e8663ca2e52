"""Findings as text, JSON and SARIF, in the order of files and lines."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from kg.findings.codes import CODES
from kg.findings.model import Finding

#: where every code has a section
DOCS = "docs/codes.md"
_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS = {"error": "error", "warning": "warning"}


def as_text(findings: Iterable[Finding]) -> str:
    """One block for each finding: place, severity, code and message, then how to mend it.

    Every block has three lines whatever a seed file holds: line breaks become spaces, and what
    a terminal would not print is escaped.
    """
    return "\n".join(
        f"{_line(f'{one.place}: {one.severity} {one.code}: {one.message}')}\n"
        f"  remedy: {_line(one.remedy)}\n"
        f"  see {_section(one.code)}"
        for one in sorted(findings)
    )


def as_json(findings: Iterable[Finding]) -> str:
    """A list of objects; line and column count from 1 and are null for a file as a whole."""
    return json.dumps(
        [
            {
                "code": one.code,
                "severity": one.severity,
                "file": one.place.file,
                "line": one.place.line or None,
                "column": one.place.column or None,
                "message": one.message,
                "why": CODES[one.code].why if one.code in CODES else None,
                "remedy": one.remedy,
                "docs": _section(one.code),
            }
            for one in sorted(findings)
        ],
        indent=2,
    )


def as_sarif(findings: Iterable[Finding], version: str) -> str:
    """A SARIF 2.1.0 log with one run of this version.

    Its rules are the codes, and those of checks whose query documents them, as far as found.
    """
    found = sorted(findings)
    codes = sorted({*CODES, *(one.code for one in found)})
    index = {code: position for position, code in enumerate(codes)}
    log = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "kg",
                        "version": version,
                        "rules": [_rule(code) for code in codes],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [_result(one, index[one.code]) for one in found],
            }
        ],
    }
    return json.dumps(log, indent=2)


def _rule(code: str) -> dict[str, Any]:
    rule: dict[str, Any] = {"id": code, "helpUri": _section(code)}
    if code in CODES:
        about = CODES[code]
        rule["shortDescription"] = {"text": f"{about.title}."}
        rule["fullDescription"] = {"text": about.why}
        rule["help"] = {"text": about.remedy}
    return rule


def _result(finding: Finding, rule: int) -> dict[str, Any]:
    place = finding.place
    # a file's name need not be text, but an address has to be
    location: dict[str, Any] = {"artifactLocation": {"uri": quote(os.fsencode(place.file))}}
    if place.line:
        location["region"] = {"startLine": place.line, "startColumn": max(place.column, 1)}
    return {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": _LEVELS.get(finding.severity, "note"),
        "message": {"text": f"{finding.message} {finding.remedy}"},
        "locations": [{"physicalLocation": location}],
    }


def _section(code: str) -> str:
    return f"{DOCS}#{code.lower()}"


def _line(text: str) -> str:
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode()
        for char in " ".join(text.split())
    )
