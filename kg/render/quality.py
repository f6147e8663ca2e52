"""The quality report as text, Markdown and JSON."""

from __future__ import annotations

from kg.render.rows import grid
from kg.render.table import wrapped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.check.quality import Report
    from kg.check.quality.model import Result

#: how many of the finds a line names; JSON names all
SHOWN = 8
_HEADING = {"text": "{}\n" + "=" * 40, "md": "## {}"}
_COLUMNS = ["code", "check", "result", "which, or why not"]


def as_text(report: Report) -> str:
    """For a terminal."""
    return _written(report, "text", "table")


def as_markdown(report: Report) -> str:
    """For a page."""
    return "# Quality report\n\n" + _written(report, "md", "md")


def _written(report: Report, heading: str, form: str) -> str:
    parts = []
    for catalogue in dict.fromkeys(result.catalogue for result in report.results):
        found = [r for r in report.results if r.catalogue == catalogue]
        rows = [[r.code, r.name, _state(r), _which(r)] for r in found]
        # codes are longer than a column of a terminal, and must not be cut in two
        shown = "\n".join(map(_line, rows)) if form == "table" else grid(form, _COLUMNS, rows)
        parts += [_HEADING[heading].format(catalogue), shown]
    parts.append(_HEADING[heading].format("Findings of kg check"))
    codes = [[code, str(count)] for code, count in report.findings.items()]
    parts.append(grid(form, ["code", "count"], codes) if codes else "None.")
    for table in report.tables:
        rows = [list(row) for row in table.rows]
        parts += [_HEADING[heading].format(table.title), wrapped(table.about)]
        parts.append(grid(form, list(table.columns), rows) if rows else "None.")
    return "\n\n".join([*parts, summary(report)])


def _line(row: list[str]) -> str:
    code, name, state, which = row
    return "\n".join(
        [f"{code}: {state}: {name}", *([wrapped(f"  {which}")] if which else [])]
    )


def summary(report: Report) -> str:
    """The whole in one line."""
    passed, found, not_run = (
        report.counted(state) for state in ("passed", "found", "not-applicable")
    )
    return f"{passed} checks passed, {found} found something, {not_run} do not apply."


def as_json(report: Report) -> str:
    """For programs; every find is named."""
    import json

    data = {
        "checks": [
            {"catalogue": r.catalogue, "code": r.code, "name": r.name, "state": r.state,
             "count": len(r.found), "found": list(r.found), "note": r.note}
            for r in report.results
        ],
        "findings": report.findings,
        "measures": [
            {"title": t.title, "about": t.about,
             "rows": [dict(zip(t.columns, row, strict=True)) for row in t.rows]}
            for t in report.tables
        ],
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


def _state(result: Result) -> str:
    return f"found {len(result.found)}" if result.found else result.state.replace("-", " ")


def _which(result: Result) -> str:
    more = len(result.found) - SHOWN
    names = ", ".join(result.found[:SHOWN]) + (f" and {more} more" if more > 0 else "")
    return ". ".join(part for part in (names, result.note) if part)


FORMATS: dict[str, Callable[[Report], str]] = {
    "text": as_text, "json": as_json, "md": as_markdown,
}
