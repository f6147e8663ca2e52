"""Waivers: warnings that a curator has looked at and lets stand for a time, with a reason.

They stand in ``waivers.toml`` beside the seeds::

    [[waiver]]
    code = "KG317"
    about = "some-document/c01-a-claim"   # the record that the finding names first
    reason = "The two sentences stand in different parts of the document on purpose."
    expires = 2027-06-30
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from kg.findings import Finding, Place

FILE = "waivers.toml"
#: more than these and the warnings are the rule
MOST = 10
_FIELDS = {"code": str, "about": str, "reason": str, "expires": date}


def waive(findings: Iterable[Finding], seeds: str, today: date) -> list[Finding]:
    """The findings with waived warnings marked as such, and what is wrong with the waivers.

    An error cannot be waived. A waiver that is out of date or meets no finding is a finding.
    """
    file = Path(seeds, FILE)
    found = list(findings)
    if not file.exists():
        return found
    place = f"{Path(seeds).name}/{FILE}"
    try:
        waivers: list[dict[str, Any]] = tomllib.loads(file.read_text("utf-8")).get("waiver", [])
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        return [*found, _finding(place, f"The file cannot be read: {error}.")]
    for waiver in waivers:
        problem = _problem(waiver, today)
        if problem:
            found.append(_finding(place, problem))
            continue
        hits = [i for i, one in enumerate(found) if _meets(one, waiver)]
        for i in hits:
            until = f"waived until {waiver['expires']}: {waiver['reason']}"
            found[i] = replace(
                found[i], severity="waived", message=f"{found[i].message} ({until})"
            )
        if not hits:
            found.append(_finding(
                place, f"The waiver of {waiver['code']} for {waiver['about']} meets no warning."
            ))
    if len(waivers) > MOST:
        found.append(_finding(place, f"{len(waivers)} warnings are waived; {MOST} is the most."))
    return found


def _meets(finding: Finding, waiver: dict[str, Any]) -> bool:
    return (
        finding.severity == "warning"
        and finding.code == waiver["code"]
        and finding.message.startswith(f"{waiver['about']}:")
    )


def _problem(waiver: dict[str, Any], today: date) -> str | None:
    for name, kind in _FIELDS.items():
        value = waiver.get(name)
        if not isinstance(value, kind) or value == "":
            return f"A waiver needs {name}: {'a day' if kind is date else 'a text'}."
    unknown = sorted(set(waiver) - set(_FIELDS))
    if unknown:
        return f"A waiver has no field {unknown[0]}."
    if waiver["expires"] < today:
        return f"The waiver of {waiver['code']} for {waiver['about']} is out of date."
    return None


def _finding(place: str, message: str) -> Finding:
    return Finding(
        Place(place), "KG402", message,
        "Correct or delete the waiver, or mend what it waives.", "error",
    )
