"""Claims, cells of tables and documents as lines to cite from."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

#: a note longer than this is cut; the structured content has all of it
_NOTE = 400
#: a stance in words where its name alone could mislead
_STANCES = {
    "interested-party": "stated by an interested party",
    "no-evidence": "says that there is no evidence, which is not to deny it",
}


def claims(
    found: Mapping[str, dict[str, Any]], lineage: Mapping[str, Any], *, notes: bool = False
) -> list[str]:
    """A block for each claim, and from how many origins they come.

    ``lineage`` has the steps by document, and the documents that were never seen.
    """
    if not found:
        return []
    origins = {one for claim in found.values() for one in claim["origin"]}
    lines = ["", f"Claims ({len(found)}, going back to {len(origins)}"
             f" origin{'s' * (len(origins) != 1)}; those that share one are not independent):"]
    for name, one in found.items():
        lines += _claim(name, one, _unseen(one["document"], lineage))
        if notes:
            lines += [f"  {said}" for said in lineage["related"].get(name, ())]
            lines += [f"  corrected {entry['on']}: {entry['was']} Now: {entry['now']}"
                      for entry in lineage["corrections"].get(name, ())]
            lines += [f"  note: {cut(one['note'], _NOTE)}"] if one["note"] else []
    return lines


def _claim(name: str, one: dict[str, Any], unseen: list[str]) -> list[str]:
    chain = " through ".join(
        f"{step['label']} ({step['manner'].replace('-', ' ')})" for step in one["attribution"]
    )
    place = f"paragraph {one['paragraph']}" if one["paragraph"] else one["locator"] or "no place"
    told = [f"stance: {_STANCES.get(one['stance'], one['stance'])}"]
    told += [f"modality: {one['modality']}"] if one["modality"] != "not-applicable" else []
    told += ["negated"] if one["polarity"] == "negated" else []
    told += [one["kind"]] if one["kind"] != "fact" else []
    told += [f"valid: {one['valid']}"] if one["valid"] else []
    told.append("verified" if one["verified"] else "not verified")
    told += [f"original not seen: {', '.join(unseen)}"] if unseen else []
    told.append(f"origin: {', '.join(one['origin']) or 'not known'}")
    told += [f"contested by: {', '.join(one['contested_by'])}"] if one["contested_by"] else []
    wrong = [f"  DEPRECATED: {one['rank_reason']}"] if one["rank"] == "deprecated" else []
    return [
        f"[{name}] {one['text']}", *wrong,
        f"  said by {chain}; in {one['document']}, {place}; stated {one['stated_on']}",
        f"  {'; '.join(told)}",
    ]


def _unseen(document: str, lineage: Mapping[str, Any]) -> list[str]:
    """Documents of the lineage of this one, itself included, that were never consulted."""
    steps = lineage["lineage"].get(document, ())
    family = {document, *(step["from"] for step in steps)}
    return sorted(family.intersection(lineage["unseen"]))


def cells(found: Mapping[str, dict[str, Any]]) -> list[str]:
    """What is counted once for each measure and table, then a line for each cell."""
    groups: dict[tuple[str, str], list[tuple[str, dict[str, Any]]]] = {}
    for name, one in found.items():
        groups.setdefault((one["measure"]["id"], one["table"]["id"]), []).append((name, one))
    lines = []
    for members in groups.values():
        one = members[0][1]
        facts = {
            "population": one["population"], "denominator": one["denominator"],
            "not separable": one["not_separable"],
            "series break": "; ".join(f"{b['at']}: {b['reason']}" for b in one["breaks"]),
        }
        told = [f"{name}: {said.rstrip('.')}." for name, said in facts.items() if said]
        kind = ", ".join(part for part in (one["unit"], one["kind"]) if part)
        lines += ["", f"Counted: {one['measure']['label']} [{one['measure']['id']}] ({kind}),"
                  f" table {one['table']['label']}. {' '.join(told)}"]
        lines += [_figure(name, cell) for name, cell in members]
    return lines


def _figure(name: str, one: dict[str, Any]) -> str:
    where = ", ".join(f"{dimension} {value['label']}" for dimension, value
                      in one["dimensions"].items() if value["id"] != "cg:all")
    part = " (part of the period only)" if one["coverage"] == "part" else ""
    return (f"- [{name}] {one['value']}: {one['period']}{part}{f'; {where}' if where else ''};"
            f" published {one['published']}")


def sources(lineage: Mapping[str, Any]) -> list[str]:
    """How to cite each document, and what it was made from."""
    if not lineage["citations"]:
        return []
    lines = ["", "Sources:"]
    for name, citation in lineage["citations"].items():
        made = [f"a {step['how']} of {step['from']}" for step in lineage["lineage"].get(name, ())
                if step["document"] == name]
        seen = ["not seen"] if name in lineage["unseen"] else []
        lines.append("; ".join([f"- {name}: {citation}", *made, *seen]))
    return lines


def cut(text: str, most: int) -> str:
    """The text, or its beginning where it is longer.

    >>> cut("one two", 3)
    'one …'
    """
    return text if len(text) <= most else f"{text[:most]} …"
