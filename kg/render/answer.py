"""An answer in each format."""

from __future__ import annotations

from kg.render.cells import grid, numeric, short_claim
from kg.render.rows import grid as sheet
from kg.render.table import wrapped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.ask.answer import Answer, Cell


def as_table(answer: Answer) -> str:
    """For a terminal: title, table, evidence, limits."""
    columns, rows = grid(answer, claims=False, figures=True)
    right = numeric(answer)
    if answer.claims or not answer.question.counts:
        columns.append("claims")
        for line, row in zip(rows, answer.rows, strict=True):
            line.append(" ".join(short_claim(claim) for claim in row.claims))
    lines = [_title(answer), ""]
    shown = sheet("table", columns, rows, right) if rows else f"No rows. {answer.question.empty}"
    lines += [shown, ""]
    if answer.claims or answer.observations:
        lines += [f"Rests on {answer.evidence_line()}."]
    if answer.observations:
        from kg.render.counted import block

        lines += block(answer.observations.values())
    lines += [f"Cannot say: {limit}" for limit in _limits(answer)]
    return "\n".join([*map(wrapped, lines), _current(answer)])


def as_markdown(answer: Answer) -> str:
    """For pasting into a document."""
    columns, rows = grid(answer, claims=True, figures=True)
    lines = [f"### {_title(answer)}", ""]
    shown = sheet("md", columns, rows, numeric(answer)) if rows else ""
    lines += [shown or f"No rows. {answer.question.empty}", ""]
    if answer.observations:
        from kg.render.counted import markdown

        lines += markdown(answer.observations.values())
    lines += [*(f"- Cannot say: {limit}" for limit in _limits(answer))]
    return "\n".join([*lines, "", _current(answer)])


def as_csv(answer: Answer) -> str:
    """For a spreadsheet: labels and plain figures; ids of claims and cells in the last columns."""
    return sheet("csv", *grid(answer, claims=True))


def as_json(answer: Answer) -> str:
    """For programs, as ``docs/schema/answer.schema.json`` describes."""
    import json

    return json.dumps(to_json(answer), ensure_ascii=False, indent=2, sort_keys=True)


def to_json(answer: Answer) -> dict[str, object]:
    """The answer as plain data."""
    return {
        "question": {
            "id": answer.question.id,
            "title": answer.heading,
            "parameters": answer.parameters,
        },
        "as_of": answer.as_of,
        "known_by": answer.known_by,
        "graph": {"version": answer.version, "digest": answer.digest},
        "columns": list(answer.columns),
        "rows": [
            {name: _cell(answer, row.cells[name]) for name in answer.columns}
            | {"claims": list(row.claims), "observations": list(row.observations)}
            for row in answer.rows
        ],
        "claims": {name: claim.to_json() for name, claim in answer.claims.items()},
        "observations": {name: cell.to_json() for name, cell in answer.observations.items()},
        "rests_on": answer.evidence_line(),
        "unseen": list(answer.unseen),
        "limits": list(answer.limits),
        "last_confirmed": answer.last_confirmed,
    }


def _cell(answer: Answer, cell: Cell) -> object:
    from kg.engine.value import IRI

    if isinstance(cell, tuple):
        return [_cell(answer, value) for value in cell]
    if isinstance(cell, IRI):
        return {"id": cell.short, "label": answer.label(cell)}
    return cell if cell is None or isinstance(cell, str | int) else str(cell)


def _limits(answer: Answer) -> tuple[str, ...]:
    """The limits without the reason of an empty answer, which stands in place of the rows."""
    return answer.limits if answer.rows else answer.limits[:-1]


def _title(answer: Answer) -> str:
    parts = [answer.heading]
    heading = answer.question.heading
    parts += [f"{k} = {v}" for k, v in answer.parameters.items() if v and f"{{{k}}}" not in heading]
    parts += [f"as of {answer.as_of}"] if answer.as_of else []
    parts += [f"known by {answer.known_by}"] if answer.known_by else []
    return " | ".join(parts)


def _current(answer: Answer) -> str:
    confirmed = f"last stated {answer.last_confirmed}; " if answer.last_confirmed else ""
    return f"Current to: {confirmed}graph {answer.version}, digest {answer.digest[:12]}."


FORMATS: dict[str, Callable[[Answer], str]] = {
    "table": as_table,
    "json": as_json,
    "csv": as_csv,
    "md": as_markdown,
}
