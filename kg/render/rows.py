"""A grid of text in each format; every listing command uses it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection

FORMATS = ("table", "json", "csv", "md")


def grid(
    form: str, columns: list[str], rows: list[list[str]], right: Collection[str] = ()
) -> str:
    """The grid as a table, JSON objects, CSV or a Markdown table; ``right`` aligns columns."""
    if form == "json":
        import json

        objects = [dict(zip(columns, row, strict=True)) for row in rows]
        return json.dumps(objects, ensure_ascii=False, indent=2)
    if form == "csv":
        import csv
        import io

        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows([columns, *rows])
        return out.getvalue().rstrip("\n")
    if form == "md":
        lines = ["| " + " | ".join(columns) + " |", "|" + "|".join(
            " ---: " if name in right else " --- " for name in columns) + "|"]
        lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in r) + " |" for r in rows]
        return "\n".join(lines)
    from kg.render.table import table

    return table(columns, rows, right=right)
