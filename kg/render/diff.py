"""A comparison of two days in each format."""

from __future__ import annotations

import json
from decimal import Decimal

from kg.ask.counted import source
from kg.ask.support import summary
from kg.diff.diff import AREAS, Diff
from kg.names import short
from kg.render.cells import figure, short_claim
from kg.render.counted import block, markdown
from kg.render.rows import grid
from kg.render.table import indented, wrapped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kg.ask.evidence import Evidence
    from kg.ask.reading import Reading
    from kg.diff.lines import Line, State

_NOTHING = "No claim says of a change."
SECTIONS = AREAS | {"unchanged": "Unchanged"}
_COLUMNS = ["when", "change", "what", "who says so", "claims"]
#: what stands before a line in words
_MARGIN = "    "
_BEGINNINGS = ("begins", "ends")


def as_table(diff: Diff) -> str:
    """For a terminal: a list for each section, and what cannot be said."""
    parts = [_title(diff)]
    for name, lines in diff.sections.items():
        if lines or name != "unchanged":
            shown = [_entry(diff, line) for line in lines] or [f"  {_NOTHING}"]
            counted = block(_cells(diff, lines)) if name == "record" and lines else []
            parts.append("\n".join([SECTIONS[name], *shown, *(f"  {one}" for one in counted)]))
    end = [wrapped(f"Cannot say: {one}") for one in (*diff.limits, *_alone(diff))]
    if diff.areas == ("quantities",):
        end += [_entry(diff, line) for line in diff.single]
    return "\n\n".join([*parts, "\n".join(end), _current(diff)])


def as_markdown(diff: Diff) -> str:
    """For pasting into a document."""
    parts = [f"### {_title(diff)}"]
    for name, lines in diff.sections.items():
        if lines or name != "unchanged":
            rows = [_row(diff, line) for line in lines]
            shown = grid("md", _COLUMNS, rows) if rows else _NOTHING
            counted = markdown(_cells(diff, lines)) if name == "record" and lines else []
            parts.append("\n\n".join([f"#### {SECTIONS[name]}", shown, *counted]))
    end = [f"- Cannot say: {one}" for one in (*diff.limits, *_alone(diff))]
    if diff.areas == ("quantities",):
        end += [f"  - {_what(diff, one)} ({' '.join(one.claims)})" for one in diff.single]
    return "\n\n".join([*parts, "\n".join(end), _current(diff)])


def _cells(diff: Diff, lines: Sequence[Line]) -> list[Reading]:
    return [diff.observations[cell] for line in lines for cell in line.observations]


def _entry(diff: Diff, line: Line) -> str:
    """The line in words, and below it who says so, with ids that kg why takes."""
    change = line.change if line.change in _BEGINNINGS else ""
    certainty = line.certainty if line.certainty == "possible" else ""
    head = ", ".join(part for part in (line.day, change, certainty) if part)
    words = f"{head}: {_what(diff, line)}" if head else _what(diff, line)
    claims = " ".join(_brief(one) for one in line.claims)
    if line.observations:
        return indented(words, _MARGIN[2:], _MARGIN)
    return "\n".join(
        [
            indented(words, _MARGIN[2:], _MARGIN),
            indented(f"{_who(diff, line)} | {claims}", _MARGIN, _MARGIN),
        ]
    )


def _brief(claim: str) -> str:
    """The document and the number of a claim."""
    number = short_claim(claim)
    return claim if number == claim else f"{claim.partition('/')[0]}/{number}"


def _alone(diff: Diff) -> list[str]:
    """What is said of figures that have no other near the two days."""
    count = len(diff.single)
    if not count:
        return []
    where = "" if diff.areas == ("quantities",) else "; --area quantities lists them"
    return [f"Whether {count} figures changed that have no other near these days{where}."]


def as_csv(diff: Diff) -> str:
    """For a spreadsheet: one row a line, claims as whole ids."""
    rows = [
        [name, line.certainty, *_row(diff, line)]
        for name, lines in diff.sections.items()
        for line in lines
    ]
    return grid("csv", ["section", "certainty", *_COLUMNS], rows)


def as_json(diff: Diff) -> str:
    """For programs, as ``docs/schema/diff.schema.json`` describes."""
    return json.dumps(to_json(diff), ensure_ascii=False, indent=2, sort_keys=True)


def to_json(diff: Diff) -> dict[str, object]:
    """The comparison as plain data."""
    return {
        "days": {"from": diff.first, "to": diff.last},
        "known_by": diff.known_by,
        "stage": diff.stage,
        "areas": list(diff.areas),
        "graph": {"version": diff.version, "digest": diff.digest},
        "sections": [
            {"id": name, "title": SECTIONS[name], "lines": [_json(diff, one) for one in lines]}
            for name, lines in diff.sections.items()
        ],
        "not_comparable": [_json(diff, one) for one in diff.single],
        "claims": {name: claim.to_json() for name, claim in diff.claims.items()},
        "observations": {name: one.to_json() for name, one in diff.observations.items()},
        "limits": list(diff.limits),
    }


def _json(diff: Diff, line: Line) -> dict[str, object]:
    def states(found: Sequence[State]) -> list[dict[str, object]]:
        return [
            {"what": _state(diff, one), "day": one.day, "certainty": one.certainty or None,
             "claims": list(one.claims)}
            for one in found
        ]

    return {
        "change": line.change,
        "day": line.day or None,
        "certainty": line.certainty or None,
        "subject": {"id": short(line.subject), "label": _label(diff, line.subject)},
        "of": [{"id": short(one), "label": _label(diff, one)} for one in line.of],
        "before": states(line.before),
        "after": states(line.after),
        "text": _what(diff, line),
        "who": _who(diff, line),
        "claims": list(line.claims),
        "observations": list(line.observations),
    }


def _row(diff: Diff, line: Line) -> list[str]:
    change = "on that day" if line.change == "on" else line.change
    possible = ", possible" if line.certainty == "possible" else ""
    claims = " ".join((*line.claims, *line.observations))
    return [line.day, f"{change}{possible}", _what(diff, line), _who(diff, line), claims]


def _what(diff: Diff, line: Line) -> str:
    """The line in words: a claim's own, the event's name, or where things stood."""
    about = ", ".join([_label(diff, line.subject), *(_label(diff, one) for one in line.of)])
    if line.before or line.after:
        before, after = (_stood(diff, states) for states in (line.before, line.after))
        if line.change == "same" and line.before == line.after:
            return f"{about}: {after}"
        return f"{about}: {before} → {after}" if line.after or not line.of else f"{about}: {before}"
    if line.change in ("event", "counted"):
        return about
    claims = _found(diff, line)
    # the texts differ in words only: one that was compared with its document goes first
    text = next((one for one in claims if one.verified), claims[0]).text
    return text if about.casefold() in text.casefold() else f"{about}: {text}"


def _stood(diff: Diff, states: Sequence[State]) -> str:
    parts = []
    for one in states:
        possible = ", possible" if one.certainty == "possible" else ""
        parts.append(f"{_state(diff, one)} ({one.day}{possible})")
    return "; ".join(parts) or "nothing known"


def _state(diff: Diff, one: State) -> str:
    if one.what[:1].isdigit() and one.what.replace(".", "", 1).isdigit() and not one.claims:
        return figure(Decimal(one.what))
    negated = "not " if one.what.startswith("!") else ""
    return negated + _label(diff, one.what.removeprefix("!"))


def _who(diff: Diff, line: Line) -> str:
    if line.observations:
        return source([diff.observations[cell] for cell in line.observations])
    found = _found(diff, line)
    stances = [one.stance_label for one in found if one.stance != "asserted"]
    contested = sorted({short_claim(key) for one in found for key in one.contested_by})
    parts = [summary("speakers", found, frozenset())]
    parts += [f"({', '.join(dict.fromkeys(stances))})"] if stances else []
    parts += [f"contested: {' '.join(contested)}"] if contested else []
    return " ".join(parts)


def _found(diff: Diff, line: Line) -> list[Evidence]:
    return [diff.claims[claim] for claim in line.claims]


def _label(diff: Diff, iri: str) -> str:
    return diff.labels.get(iri, short(iri))


def _title(diff: Diff) -> str:
    parts = [f"CHANGED {diff.first} → {diff.last}"]
    parts += [f"stage {diff.stage}"] if diff.stage else []
    parts += [", ".join(AREAS[one] for one in diff.areas)] if len(diff.areas) < len(AREAS) else []
    parts += [f"known by {diff.known_by}"] if diff.known_by else []
    return " | ".join(parts)


def _current(diff: Diff) -> str:
    return f"Current to: graph {diff.version}, digest {diff.digest[:12]}."


FORMATS: dict[str, Callable[[Diff], str]] = {
    "table": as_table, "json": as_json, "csv": as_csv, "md": as_markdown,
}
