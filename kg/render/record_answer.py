"""An answer about rows in each format."""

from __future__ import annotations

from kg.records.ask.answer import withheld_line
from kg.records.ask.pathways import PATHWAYS, label
from kg.render.rows import grid
from kg.render.table import wrapped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.records.ask.answer import RecordAnswer, Row

#: dimensions whose values are pathways
_PATHWAYS = ("pathway", "set_by")


def as_table(answer: RecordAnswer) -> str:
    """For a terminal: title, table, and what has to stand beside the figures."""
    lines = [_title(answer), "", _body(answer, "table"), ""]
    lines += [f"{name}: {text}" for name, text in _facts(answer)]
    lines += [f"Cannot say: {limit}" for limit in answer.limits]
    return "\n".join(map(wrapped, lines))


def as_markdown(answer: RecordAnswer) -> str:
    """For pasting into a document."""
    lines = [f"### {_title(answer)}", "", _body(answer, "md"), ""]
    lines += [f"- {name}: {text}" for name, text in _facts(answer)]
    lines += [f"- Cannot say: {limit}" for limit in answer.limits]
    return "\n".join(lines)


def as_csv(answer: RecordAnswer) -> str:
    """For a spreadsheet: ids, counts as they are printed, and the release in every row."""
    mark = " (synthetic)" if answer.release.synthetic else ""
    release = [f"{answer.release.name}{mark}", answer.release.digest]
    rows = [[*row.key, *_shown(answer, row), *release] for row in answer.rows]
    return grid("csv", [*answer.columns, "release", "digest"], rows)


def as_json(answer: RecordAnswer) -> str:
    """For programs, as ``docs/schema/record-answer.schema.json`` describes."""
    import json

    return json.dumps(to_json(answer), ensure_ascii=False, indent=2, sort_keys=True)


def to_json(answer: RecordAnswer) -> dict[str, object]:
    """The answer as plain data."""
    asked, release = answer.question, answer.release
    below, more = answer.withheld()
    return {
        "question": {
            "id": asked.id, "title": asked.title, "parameters": dict(answer.parameters),
        },
        "measure": asked.measure,
        "population": asked.population,
        "denominator": asked.denominator,
        "kind": asked.kind,
        "vintage": {
            "release": release.name, "digest": release.digest, "engine": answer.engine,
            "rows": release.rows[asked.table], "table": asked.table,
            "synthetic": release.synthetic,
        },
        "duplicate_rule": release.duplicate_rule,
        "withheld": {"threshold": answer.threshold, "below": below, "suppressed": more},
        "columns": list(answer.columns),
        "rows": [
            dict(zip(asked.dimensions, row.key, strict=True))
            | {"count": row.count.value, "state": row.count.state}
            | {name: row.extra.get(name) for name in answer.extra}
            for row in answer.rows
        ],
        "limits": list(answer.limits),
    }


def _body(answer: RecordAnswer, form: str) -> str:
    if not answer.rows:
        return "No rows: the release has none that the question counts."
    pathways = [name in _PATHWAYS for name in answer.question.dimensions]
    rows = [
        [
            *(label(part) if named and part in PATHWAYS else part
              for named, part in zip(pathways, row.key, strict=True)),
            *_shown(answer, row),
        ]
        for row in answer.rows
    ]
    return grid(form, [name.replace("_", " ") for name in answer.columns], rows)


def _shown(answer: RecordAnswer, row: Row) -> list[str]:
    return [
        row.count.shown(answer.threshold), *(row.extra.get(name, "") for name in answer.extra)
    ]


def _title(answer: RecordAnswer) -> str:
    given = [f"{name} = {value}" for name, value in answer.parameters.items() if value]
    marks = ["SYNTHETIC ROWS, they describe nobody"] if answer.release.synthetic else []
    return " | ".join([answer.question.title, *given, *marks])


def _facts(answer: RecordAnswer) -> list[tuple[str, str]]:
    asked, release = answer.question, answer.release
    return [
        ("Measure", f"{asked.measure} ({asked.kind})"),
        ("Population", f"{asked.population}."),
        ("Denominator", f"{asked.denominator}."),
        ("Vintage", f"release {release.name}, digest {release.digest[:12]}; {asked.table},"
         f" {release.rows[asked.table]} rows, asked on {answer.engine}."),
        ("Duplicates", release.duplicate_rule),
        ("Withheld", f"{withheld_line(answer)}."),
    ]


FORMATS: dict[str, Callable[[RecordAnswer], str]] = {
    "table": as_table, "json": as_json, "csv": as_csv, "md": as_markdown,
}
