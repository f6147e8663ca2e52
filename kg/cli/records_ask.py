"""``kg records ask`` and ``kg records aggregate``: questions about rows that a user brought."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kg.cli.common import check_format
from kg.cli.options import Format, Sets
from kg.cli.records import records_app
from kg.errors import KgError

if TYPE_CHECKING:
    from kg.records.ask.answer import RecordAnswer

Release = Annotated[
    str, typer.Option("--release", help="Folder of an imported release; latest: the last one.")
]
Engine = Annotated[
    str | None,
    typer.Option("--engine", help="Address of an engine, as Ibis takes it; else DuckDB."),
]
Small = Annotated[int, typer.Option("--small", help="Counts below this number are withheld.")]


@records_app.command(
    "ask",
    epilog="kg records ask; kg records ask parole-by-month --release my-release;"
    " kg records ask held-on-a-day --set day=2025-02-01 --engine polars://",
)
def ask(
    question: Annotated[str | None, typer.Argument(help="Id; without one, list them.")] = None,
    release: Release = "latest",
    sets: Sets = None,
    engine: Engine = None,
    form: Format = "table",
    small: Small = 10,
) -> int:
    """Answer a question about the rows of a release; small counts are withheld."""
    from kg.render.rows import FORMATS

    check_format(form, FORMATS)
    if question is None:
        print(_listed(form))
        return 0
    from kg.render.record_answer import FORMATS as WRITERS

    print(WRITERS[form](_answer(question, release, sets or [], engine, small)))
    return 0


@records_app.command("aggregate", epilog="kg records aggregate exits-by-pathway-month -o exits.ttl")
def aggregate(
    question: Annotated[str, typer.Argument(help="Id of a question about rows.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="The Turtle file.")],
    release: Release = "latest",
    sets: Sets = None,
    engine: Engine = None,
    small: Small = 10,
) -> int:
    """Write an answer's counts as observations for a graph, small ones withheld; never rows."""
    if output.suffix != ".ttl":
        raise KgError("KG603", f"{output} is no Turtle file.", "Name a file that ends in .ttl.")
    from kg.records.aggregate import write

    answer = _answer(question, release, sets or [], engine, small)
    print(f"Wrote {write(answer, output)} observations to {output}")
    return 0


def _answer(
    question: str, release: str, sets: Sequence[str], engine: str | None, small: int
) -> RecordAnswer:
    from kg.records.ask import catalogue
    from kg.records.ask.answer import ask as answered
    from kg.records.ask.source import find_release, open_source

    # what was misspelt is said before anything is opened
    asked = catalogue.question(question)
    given = catalogue.values(asked, sets)
    return answered(open_source(find_release(release), engine), asked, given, small)


def _listed(form: str) -> str:
    from kg.records.ask.catalogue import QUESTIONS, listed, signature
    from kg.render.rows import grid

    if form == "json":
        import json

        return json.dumps(listed(), ensure_ascii=False, indent=2)
    if form == "table":
        rows = [
            [one.id, f"{one.title}. {one.kind.capitalize()}. {signature(one)}".rstrip()]
            for one in QUESTIONS.values()
        ]
        shown = grid(form, ["question", "title"], rows)
        return f"{shown}\n\nAsk one with: kg records ask parole-by-month"
    rows = [[one.id, one.title, one.kind, signature(one)] for one in QUESTIONS.values()]
    return grid(form, ["question", "title", "kind", "parameters"], rows)
