"""The commands below ``kg records``, declared with Typer.

A module that adds commands decorates its functions with ``records_app.command``; ``kg.cli.app``
imports it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import Format, Sets

records_app = typer.Typer(
    no_args_is_help=True,
    help="Import and look at the official record: ICE's workbooks, and record-level files.",
    epilog="kg records import FY26_detentionStats_04092026.xlsx",
)


@records_app.command(
    "import",
    epilog="kg records import 2026-04-09_FY26.xlsx --format json;"
    " kg records import *.xlsx --ship seeds/observations",
)
def import_(
    files: Annotated[list[Path], typer.Argument(help="Workbooks, or record-level files.")],
    ship: Annotated[
        Path | None, typer.Option("--ship", help="Also write the published aggregates here.")
    ] = None,
    published: Annotated[
        str | None, typer.Option("--published", help="Day of publication, where no name tells it.")
    ] = None,
    release: Annotated[
        str | None, typer.Option("--release", help="Release of record-level files, if not told.")
    ] = None,
    form: Format = "table",
) -> int:
    """Read files into tidy tables; what is not understood is a finding, not a guess."""
    from kg.cli import records_import

    return records_import.run(files, ship, published, release, form)


@records_app.command(
    "show",
    epilog="kg records show; kg records show book-outs-by-reason --workbook 2026-04-09"
    " --set reason=line-paroled --set criminality=all",
)
def show(
    table: Annotated[
        str | None, typer.Argument(help="A table, findings or set-aside; without one, list them.")
    ] = None,
    workbook: Annotated[
        str | None, typer.Option("--workbook", help="Document, day, file name or digest.")
    ] = None,
    sets: Sets = None,
    form: Format = "table",
) -> int:
    """Show the imported workbooks and their tables, or the cells of one table."""
    from kg.cli import records_import

    return records_import.show(table, workbook, sets or [], form)
