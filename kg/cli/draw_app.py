"""The command ``kg draw``, declared with Typer."""

from __future__ import annotations

from typing import Annotated

import typer

from kg.cli.options import AsOf, KnownBy, Seeds
from kg.errors import KgError

EPILOG = (
    "kg draw -o graph.html; kg draw --all -o explorer.html;"
    " kg draw medical-need -o medical.svg; kg draw series releases --from 2024-10 -o releases.svg;"
    " kg draw series releases --set line=line-paroled --events policies,courts -o parole.png;"
    " kg draw series population --from 2024-10 --to 2025-09 -o held.html;"
    " kg draw series atd --known-by 2025-09-30 -o atd.pdf"
)


def draw(
    output: Annotated[str, typer.Option("-o", "--output", help=".html, .svg, .png or .pdf.")],
    thing: Annotated[
        str | None,
        typer.Argument(help="A question or an entity, or series; else the pathway."),
    ] = None,
    name: Annotated[
        str | None, typer.Argument(help="With series: releases, atd or population.")
    ] = None,
    whole: Annotated[
        bool,
        typer.Option(
            "--all",
            help="The explorer: one page to ask, look, check and share, as a file (.html).",
        ),
    ] = False,
    first: Annotated[
        str | None, typer.Option("--from", help="With series: the first month or day.")
    ] = None,
    last: Annotated[
        str | None, typer.Option("--to", help="With series: the last month or day.")
    ] = None,
    sets: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            help="With series: line=, technology= or measure=, with keys parted by commas.",
        ),
    ] = None,
    beside: Annotated[
        str | None,
        typer.Option(
            "--events",
            help="With series: policies, courts, money, none, or ids, parted by commas.",
        ),
    ] = None,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    seeds: Seeds = None,
) -> int:
    """Draw the pathway, a question's claims, what surrounds an entity, figures, or all."""
    if whole:
        if thing or name or first or last or sets or beside or as_of or known_by:
            raise KgError(
                "KG603", "--all takes nothing but --output and --seeds.",
                "Days, things and questions are chosen in the page; leave the rest out.",
            )
        from kg.cli import produce

        return produce.explorer(output, seeds)
    if thing == "series":
        from kg.cli import series

        if as_of is not None:
            raise KgError("KG603", "Series take no --as-of.", "Use --from and --to.")
        return series.series(name, output, first, last, sets or [], beside, known_by, seeds)
    if name is not None or first or last or sets or beside:
        raise KgError(
            "KG603", "--from, --to, --set, --events and a second name are for series.",
            "Write kg draw series releases, or leave them out.",
        )
    from kg.cli import produce

    return produce.draw(thing, output, as_of, known_by, seeds)
