"""``kg records import`` and ``show``: files into tidy tables, and a look at them."""

from __future__ import annotations

import sys
from pathlib import Path

from kg.cli.common import check_format
from kg.cli.daily import assignments
from kg.errors import KgError
from kg.render.rows import FORMATS, grid
from kg.render.table import wrapped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.findings import Finding
    from kg.records.workbook.importer import Imported


def run(
    files: list[Path], ship: Path | None, published: str | None, release: str | None, form: str
) -> int:
    """Import each file by its content; status 1 where there is an unexplained finding."""
    from kg.records.kind import is_workbook

    check_format(form, FORMATS)
    _days(files, published)
    for path in files:
        if not path.is_file():
            raise KgError("KG601", f"There is no file {path}.", "Check the path.")
    workbooks = [path for path in files if is_workbook(path)]
    rows = [path for path in files if path not in workbooks]
    status = 0
    if workbooks:
        status = _workbooks(workbooks, ship, published, form)
    if rows:
        status = max(status, _rows(rows, ship, release, form))
    return status


def _days(files: list[Path], published: str | None) -> None:
    from datetime import date

    if published is None:
        return
    if len(files) > 1:
        raise KgError("KG603", "--published is for one file.", "Import the files one by one.")
    try:
        date.fromisoformat(published)
    except ValueError:
        raise KgError("KG602", f"{published} is no day.", "Write 2026-04-09.") from None


def _workbooks(files: list[Path], ship: Path | None, published: str | None, form: str) -> int:
    from kg.findings import Findings
    from kg.records.workbook import ship as shipping
    from kg.records.workbook import store
    from kg.records.workbook.importer import import_workbook

    done: list[Imported] = []
    found: list[Finding] = []
    for path in files:
        print(f"kg: reading {path.name} …", file=sys.stderr, flush=True)
        try:
            imported = import_workbook(path, published)
        except Findings as error:
            found += error.findings
            continue
        store.save(imported)
        if ship is not None:
            shipping.write(imported, ship)
        done.append(imported)
        found += imported.findings
    columns = ["workbook", "published", "tables", "cells", "facilities", "explained", "findings"]
    lines = [
        [
            one.document,
            one.published,
            str(len({cell.table for cell in one.cells})),
            str(len(one.cells)),
            str(sum(len(listed.facilities) for listed in one.facilities)),
            str(len(one.explained)),
            str(len(one.findings)),
        ]
        for one in done
    ]
    if lines or form != "table":
        print(grid(form, columns, lines))
    if found:
        from kg.findings.report import as_text

        print(as_text(found), file=sys.stderr)
    return 1 if found else 0


def _rows(files: list[Path], ship: Path | None, release: str | None, form: str) -> int:
    if ship is not None:
        raise KgError(
            "KG603",
            f"{files[0].name} is no ICE workbook; rows of people are never shipped.",
            "Leave --ship out.",
        )
    from kg.cli import records_rows

    return records_rows.load(files, release, form)


def show(table: str | None, workbook: str | None, sets: list[str], form: str) -> int:
    """Print the list of imported tables, or one table's cells."""
    from kg.records.workbook import look

    check_format(form, FORMATS)
    if table is None:
        columns, rows = look.listed()
        if not rows and form == "table":
            print("No workbook was imported yet: kg records import FILE.xlsx")
            return 0
    else:
        columns, rows = look.table(table, workbook, assignments(sets))
        if form == "table":
            columns, rows, same = look.constants(columns, rows)
            print(wrapped(look.described(table)))
            print(wrapped("; ".join(same)) + "\n" if same else "")
    print(grid(form, columns, rows))
    return 0
