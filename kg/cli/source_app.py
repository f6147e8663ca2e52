"""The commands below ``kg source``, declared with Typer."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import Format, Seeds

source_app = typer.Typer(
    no_args_is_help=True,
    help="Add a document, or check one again.",
    epilog="kg source verify pickaway-2025-02 article.txt",
)


@source_app.command(
    "new", epilog="kg source new cbs-2025-02-05 --text article.txt --set kind=news"
)
def source_new(
    key: Annotated[str, typer.Argument(help="Key of the document; never renamed.")],
    text: Annotated[
        Path | None, typer.Option("--text", help="Its text, for paragraph digests only.")
    ] = None,
    ask: Annotated[
        bool | None,
        typer.Option("--ask/--no-ask", help="Ask for what is not given; default on a terminal."),
    ] = None,
    given: Annotated[
        list[str] | None,
        typer.Option(
            "--set",
            help="A field and its value: label, title, kind, publisher, publisher_name, date,"
            " language, url, from, how, licence, what.",
        ),
    ] = None,
    seeds: Seeds = None,
) -> int:
    """Write a document's seed file: asks for its fields, or leaves them marked TODO."""
    from kg.cli import source

    def prompt(question: str, empty: str) -> str:
        return str(typer.prompt(question, default=empty, show_default=bool(empty)))

    asked = sys.stdin.isatty() if ask is None else ask
    return source.new(key, text, prompt if asked else None, seeds, given or [])


@source_app.command("verify", epilog="kg source verify pickaway-2025-02 article.txt")
def source_verify(
    key: Annotated[str, typer.Argument(help="Key of the document.")],
    file: Annotated[Path, typer.Argument(help="The document's text, one paragraph to a line.")],
    form: Format = "table",
    seeds: Seeds = None,
) -> int:
    """Compare a text with the paragraph digests; name the claims on changed paragraphs."""
    from kg.cli import source

    return source.verify(key, file, form, seeds)
