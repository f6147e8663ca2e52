"""Options and arguments that several commands take."""

from __future__ import annotations

from typing import Annotated

import typer

Seeds = Annotated[str | None, typer.Option("--seeds", help="Another folder of seed files.")]
AsOf = Annotated[str | None, typer.Option("--as-of", help="Valid on this day (YYYY-MM-DD).")]
KnownBy = Annotated[str | None, typer.Option("--known-by", help="Published by this day.")]
Format = Annotated[str, typer.Option("--format", help="table, json, csv or md.")]
Sets = Annotated[list[str] | None, typer.Option("--set", help="A parameter, as name=value.")]
Thing = Annotated[str, typer.Argument(help="An id, such as medical-need, or a claim such as c15.")]
