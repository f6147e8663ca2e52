"""A delta in each format."""

from __future__ import annotations

import json
from itertools import groupby

from kg.delta.compare import KINDS, Change, Delta
from kg.render.rows import grid
from kg.render.table import indented, wrapped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.delta.cells import CellChange
    from kg.delta.source import Source

LIMITS = (
    "Claims and cells of tables only: entities, documents, conflicts and what is derived are not"
    " compared.",
    "Days are those of the curators' last check of a claim, else those on which its document was"
    " consulted or published; the day on which a claim came in is not recorded.",
)
_COLUMNS = (
    "kind", "document", "claim", "day", "text", "fields", "log", "reason", "replaced_by",
    "content_hash",
)


def as_table(delta: Delta) -> str:
    """For a terminal: kinds of change, their documents, their claims."""
    lines = [_title(delta), ""]
    for kind, heading in KINDS.items():
        found = delta.of_kind(kind)
        lines.append(f"{heading}: {len(found)}")
        for document, changes in groupby(found, key=lambda change: change.document):
            lines.append(f"  {document}")
            for change in changes:
                first, *rest = _lines(change)
                lines.append(indented(first, "    ", " " * 6))
                lines += [indented(line, " " * 6, " " * 8) for line in rest]
        lines.append("")
    if delta.cells:
        lines.append("Cells of tables")
        for one in delta.cells:
            lines.append(indented(_cells(one), "  ", " " * 4))
            lines += [indented(example, " " * 6, " " * 8) for example in one.examples]
        lines.append("")
    return "\n".join([*lines, *_end(delta)])


def as_markdown(delta: Delta) -> str:
    """For pasting into release notes."""
    lines = [f"### {_title(delta)}", ""]
    for kind, heading in KINDS.items():
        found = delta.of_kind(kind)
        if not found:
            continue
        lines += [f"#### {heading} ({len(found)})", ""]
        for document, changes in groupby(found, key=lambda change: change.document):
            lines += [f"**{document}**", ""]
            for change in changes:
                first, *rest = _lines(change)
                lines += [f"- {first}", *(f"  - {line}" for line in rest)]
            lines.append("")
    if delta.cells:
        lines += ["#### Cells of tables", ""]
        for one in delta.cells:
            lines += [f"- {_cells(one)}", *(f"  - {example}" for example in one.examples)]
        lines.append("")
    return "\n".join([*lines, *(f"- {line}" for line in _end(delta))])


def as_csv(delta: Delta) -> str:
    """For a spreadsheet: a row for each change of a claim, then one for each table's cells."""
    return grid("csv", list(_COLUMNS), [
        [
            c.kind, c.document, c.claim, c.day, c.evidence.text if c.evidence else "",
            "; ".join(f"{f.field}: {f.before} → {f.after}" for f in c.fields),
            "; ".join(map(str, c.log)), c.reason, c.replaced_by, c.content_hash,
        ]
        for c in delta.changes
    ] + [
        ["cells", one.document, "", "", _cells(one), "; ".join(one.examples), "", "", "", ""]
        for one in delta.cells
    ])


def as_json(delta: Delta) -> str:
    """For programs, as ``docs/schema/delta.schema.json`` describes."""
    return json.dumps(to_json(delta), ensure_ascii=False, indent=2, sort_keys=True)


def to_json(delta: Delta) -> dict[str, object]:
    """The delta as plain data."""
    return {
        "old": _source(delta.old),
        "new": _source(delta.new),
        "since": delta.since,
        "changes": [_change(change) for change in delta.changes],
        "cells": [
            {"document": one.document, "table": one.table, "added": one.added,
             "changed": one.changed, "removed": one.removed, "examples": list(one.examples)}
            for one in delta.cells
        ],
        "counts": {kind: len(delta.of_kind(kind)) for kind in KINDS}
        | {"unchanged": delta.unchanged},
        "limits": list(LIMITS),
    }


def _change(change: Change) -> dict[str, object]:
    claim = change.evidence
    return {
        "kind": change.kind,
        "claim": change.claim,
        "document": change.document,
        "text": claim.text if claim else None,
        "place": claim.place if claim else None,
        "asserter": claim.asserter if claim else None,
        "fields": [
            {"field": f.field, "before": f.before or None, "after": f.after or None}
            for f in change.fields
        ],
        "log": [entry.to_json() for entry in change.log],
        "reason": change.reason or None,
        "replaced_by": change.replaced_by or None,
        "content_hash": change.content_hash or None,
        "day": change.day or None,
    }


def _lines(change: Change) -> list[str]:
    claim = change.evidence
    key = change.claim.partition("/")[2]
    lines = [f"{key}: {claim.text} ({claim.place})" if claim else key]
    lines += [f"{f.field}: {f.before or 'nothing'} → {f.after or 'nothing'}"
              for f in change.fields]
    lines += [f"corrected {entry}" for entry in change.log]
    lines += [f"reason: {change.reason}"] if change.reason else []
    lines += [f"see instead: {change.replaced_by}"] if change.replaced_by else []
    return lines


def _cells(one: CellChange) -> str:
    return (
        f"{one.document}, {one.table}: {one.added} new, {one.changed} changed,"
        f" {one.removed} gone"
    )


def _title(delta: Delta) -> str:
    since = f" | since {delta.since}" if delta.since else ""
    return f"CHANGED IN THE GRAPH | {_name(delta.old)} → {_name(delta.new)}{since}"


def _end(delta: Delta) -> list[str]:
    unchanged = f"Unchanged: {delta.unchanged} claims."
    return [unchanged, *(wrapped(f"Cannot say: {limit}") for limit in LIMITS)]


def _name(one: Source) -> str:
    return one.name if one.kind == "empty" else f"{one.name} ({one.kind}, {one.digest[:12]})"


def _source(one: Source) -> dict[str, object]:
    return {"name": one.name, "kind": one.kind, "version": one.version or None,
            "digest": one.digest}


FORMATS: dict[str, Callable[[Delta], str]] = {
    "table": as_table, "json": as_json, "csv": as_csv, "md": as_markdown,
}
