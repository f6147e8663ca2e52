"""All commands, declared with Typer; each is a thin layer over a function."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from kg.cli import draw_app, mcp, records_ask, records_rows
from kg.cli.options import AsOf, Format, KnownBy, Seeds, Sets, Thing
from kg.cli.source_app import source_app
from kg.errors import KgError

app = typer.Typer(
    name="kg",
    no_args_is_help=True,
    add_completion=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Which reasons are given for people arrested by ICE being free again, by whom, where.",
    epilog="Start with: kg ask, kg ask release-factors, kg why medical-need.",
)
app.add_typer(source_app, name="source")
# one sub-app, to which each of these modules adds its commands
_RECORDS = (records_ask, records_rows)
app.add_typer(_RECORDS[0].records_app, name="records")


@app.command(epilog="kg ask release-factors --as-of 2025-02-03 --format json")
def ask(
    question: Annotated[str | None, typer.Argument(help="Id; without one, list them.")] = None,
    sets: Sets = None,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    form: Format = "table",
    seeds: Seeds = None,
) -> int:
    """Answer a question, with the claims behind each row."""
    from kg.cli import daily

    return daily.ask(question, sets, as_of, known_by, form, seeds)


@app.command(epilog="kg build --seeds my-seeds")
def build(seeds: Seeds = None) -> int:
    """Build the store from the seeds; nothing happens where it stands already."""
    from kg.cli import daily

    return daily.build(seeds)


@app.command(epilog="kg why c15; kg why medical-need --known-by 2025-02-28")
def why(
    thing: Thing,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    form: Format = "table",
    seeds: Seeds = None,
) -> int:
    """Show the evidence of a claim, a link, a factor or an entity."""
    from kg.cli import inspect

    return inspect.why(thing, as_of, known_by, form, seeds)


@app.command("why-not", epilog="kg why-not public-safety-threat release-factors")
def why_not(
    thing: Thing,
    question: Annotated[str, typer.Argument(help="Id of a question.")],
    sets: Sets = None,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    form: Format = "table",
    seeds: Seeds = None,
) -> int:
    """Say which filter or fact keeps a thing out of an answer."""
    from kg.cli import inspect

    return inspect.why_not(thing, question, sets or [], as_of, known_by, form, seeds)


@app.command(epilog="kg show; kg show pickaway-2025-02; kg show medical-need --format ttl")
def show(
    thing: Annotated[str | None, typer.Argument(help="An id; without one, list them.")] = None,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    form: Format = "table",
    seeds: Seeds = None,
) -> int:
    """Show what the graph holds of an entity, a document, a claim or a term; or list ids."""
    from kg.cli import inspect

    if thing is None:
        return inspect.listed(form, seeds)
    return inspect.show(thing, as_of, known_by, form, seeds)


@app.command(epilog="kg path capacity-limit alternatives-to-detention")
def path(
    source: Thing,
    target: Thing,
    as_of: AsOf = None,
    known_by: KnownBy = None,
    form: Format = "table",
    seeds: Seeds = None,
) -> int:
    """Show how two things are joined, with the claims on each link."""
    from kg.cli import inspect

    return inspect.path(source, target, as_of, known_by, form, seeds)


@app.command(epilog="kg impact nbc-2025-02-03")
def impact(thing: Thing, form: Format = "table", seeds: Seeds = None) -> int:
    """Show what would no longer stand if a document or an origin were withdrawn."""
    from kg.cli import inspect

    return inspect.impact(thing, form, seeds)


@app.command(
    epilog="kg diff 2025-01-01 2025-03-01; kg diff 2025-01-01 2025-03-01 --area law --stage b;"
    " kg diff 2025-01-01 2025-03-01 --known-by 2025-03-01 --format md"
)
def diff(
    d1: Annotated[str, typer.Argument(help="The earlier day; what starts on it is not new.")],
    d2: Annotated[str, typer.Argument(help="The later day; what starts on it is.")],
    area: Annotated[
        str | None,
        typer.Option("--area", help="Only law, practice, country, events, quantities or record."),
    ] = None,
    stage: Annotated[
        str | None, typer.Option("--stage", help="Only the legal stage a, b, c or d.")
    ] = None,
    known_by: KnownBy = None,
    form: Format = "table",
    seeds: Seeds = None,
) -> int:
    """Show what changed in the world between two days, as far as claims say it."""
    from kg.cli import compare

    return compare.diff(d1, d2, area, stage, known_by, form, seeds)


@app.command(
    epilog="kg delta old.trig; kg delta old-seeds seeds --format md;"
    " kg delta --since 2025-03-01 --feed atom -o claims.atom"
)
def delta(
    old: Annotated[
        str | None,
        typer.Argument(
            help="The older build: a seeds folder, a store, a .trig or .nq file; else nothing."
        ),
    ] = None,
    new: Annotated[
        str | None, typer.Argument(help="The newer build; else the project's own seeds.")
    ] = None,
    since: Annotated[
        str | None,
        typer.Option("--since", help="Only claims checked (else consulted, published) since then."),
    ] = None,
    feed: Annotated[
        str | None, typer.Option("--feed", help="Write a dated feed: atom or json.")
    ] = None,
    output: Annotated[
        str | None, typer.Option("-o", "--output", help="The file of the feed.")
    ] = None,
    form: Format = "table",
    seeds: Seeds = None,
) -> int:
    """Show which claims are new, changed, corrected or withdrawn in a build of the graph."""
    from kg.cli import compare

    return compare.delta(old, new, since, feed, output, form, seeds)


@app.command(epilog="kg weigh medical-need; kg weigh medical-need sole-care-of-children")
def weigh(
    things: Annotated[list[str], typer.Argument(help="A claim, factor or other thing; or two.")],
    as_of: AsOf = None,
    known_by: KnownBy = None,
    form: Format = "table",
    seeds: Seeds = None,
) -> int:
    """Show how well a thing is supported and by what facts, alone or against another."""
    from kg.cli import weigh as command

    return command.weigh(things, as_of, known_by, form, seeds)


@app.command(epilog="kg sparql -q 'SELECT ...'; kg sparql queries/conflicts.rq --format csv")
def sparql(
    file: Annotated[Path | None, typer.Argument(help="A query file; - reads the input.")] = None,
    text: Annotated[str | None, typer.Option("-q", "--query", help="The query itself.")] = None,
    form: Format = "table",
    seeds: Seeds = None,
) -> int:
    """Run SPARQL on the graph; all patterns stand inside GRAPH."""
    from kg.cli import inspect

    return inspect.sparql(file, text, form, seeds)


@app.command(
    epilog="kg export turtle -o graph.ttl; kg export flat --as-of 2025-02-03 -o day.ttl;"
    " kg export neo4j -o neo4j.zip; kg export csv --output=-"
)
def export(
    form: Annotated[
        str,
        typer.Argument(
            help="turtle, trig, nquads, jsonld, rdfxml, flat, csv, graphml, gexf, dot, cyjs, yed,"
            " neo4j, mermaid or parquet."
        ),
    ],
    output: Annotated[
        str, typer.Option("-o", "--output", help="The file to write; - is the output.")
    ],
    as_of: AsOf = None,
    known_by: KnownBy = None,
    seeds: Seeds = None,
) -> int:
    """Write the graph in another format; claims and evidence survive in each."""
    from kg.cli import produce

    return produce.export(form, output, as_of, known_by, seeds)


app.command(epilog=draw_app.EPILOG)(draw_app.draw)


@app.command(epilog="kg site -o build/site; kg site -o pages --no-data")
def site(
    output: Annotated[str, typer.Option("-o", "--output", help="The folder to write.")],
    no_data: Annotated[
        bool, typer.Option("--no-data", help="Without the exports as files to download.")
    ] = False,
    seeds: Seeds = None,
) -> int:
    """Write a page for every term, question, document, instrument, entity and conflict."""
    from kg.cli import produce

    return produce.site(output, not no_data, seeds)


@app.command(
    epilog="kg serve; kg serve --port 0 --open; kg serve --seconds 5 --workers 4 --log-queries;"
    " kg serve --host 0.0.0.0 --allow-host kg.example.org --cors https://notebook.example.org"
)
def serve(
    port: Annotated[int, typer.Option("--port", help="The port; 0 takes a free one.")] = 8765,
    host: Annotated[
        str, typer.Option("--host", help="The address to listen to; else this machine alone.")
    ] = "127.0.0.1",
    workers: Annotated[
        int, typer.Option("--workers", help="Processes that answer; as many queries at once.")
    ] = 2,
    seconds: Annotated[
        float, typer.Option("--seconds", help="Seconds for a query; then it is stopped.")
    ] = 10.0,
    memory: Annotated[
        int, typer.Option("--memory", help="MiB for a query, beyond the graph itself.")
    ] = 512,
    rows: Annotated[int, typer.Option("--rows", help="Rows that a query may give.")] = 100_000,
    cache: Annotated[
        int, typer.Option("--cache", help="MiB for answers given before; 0 keeps none.")
    ] = 64,
    allow_host: Annotated[
        list[str] | None,
        typer.Option("--allow-host", help="A name it answers to, such as a proxy's."),
    ] = None,
    cors: Annotated[
        list[str] | None,
        typer.Option("--cors", help="Origin of pages that may read, or * for all."),
    ] = None,
    log_queries: Annotated[
        bool, typer.Option("--log-queries", help="Write what is asked into the log too.")
    ] = False,
    show: Annotated[bool, typer.Option("--open", help="Open the first page in a browser.")] = False,
    seeds: Seeds = None,
) -> int:
    """Serve the explorer, a SPARQL endpoint, JSON and all things, read-only, until Ctrl-C."""
    from kg.cli import serve as command

    return command.serve(
        host, port, seeds,
        {"--workers": workers, "--seconds": seconds, "--memory": memory, "--rows": rows},
        cache, allow_host or [], cors or [], log_queries, show,
    )


app.command(epilog=mcp.EPILOG)(mcp.mcp)


@app.command(epilog="kg check --fail-on warning; kg check --report --format md -o quality.md")
def check(
    form: Annotated[
        str, typer.Option("--format", help="text, json or sarif; md for a report, not sarif.")
    ] = "text",
    fail_on: Annotated[str, typer.Option("--fail-on", help="error or warning.")] = "error",
    report: Annotated[
        bool, typer.Option("--report", help="The whole: pitfalls, completeness, shares.")
    ] = False,
    output: Annotated[
        str | None, typer.Option("-o", "--output", help="A file for the report.")
    ] = None,
    watch: Annotated[
        bool, typer.Option("--watch", help="Check seeds again at each change; shapes are left out.")
    ] = False,
    seeds: Seeds = None,
) -> int:
    """Check seeds, ontology and queries; every finding names file, line and remedy."""
    from kg import paths
    from kg.cli import curate

    if report:
        return curate.report(form, output, seeds)
    if output is not None:
        raise KgError("KG603", "-o is for a report.", "Add --report, or redirect the output.")
    if watch:
        folder = Path(seeds) if seeds else Path(paths.seeds())
        return curate.watch(
            lambda: curate.check(form, fail_on, seeds, shapes=False), folder
        )
    return curate.check(form, fail_on, seeds)


@app.command(epilog="kg fmt; kg fmt seeds/documents/my-source.yaml; kg fmt --check")
def fmt(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Seed files or folders; else all seeds.")
    ] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Change nothing; status 1 if a file would change.")
    ] = False,
    seeds: Seeds = None,
) -> int:
    """Put seed files into the project's form; key order, comments and quotes stay."""
    from kg.cli import curate

    return curate.fmt(files or [], check, seeds)


@app.command(epilog="kg test tests/cases/*.yaml")
def test(
    files: Annotated[list[Path], typer.Argument(help="Case files, or folders of them.")],
    seeds: Seeds = None,
) -> int:
    """Run case files: questions with the ids they must answer."""
    from kg.cli import curate

    return curate.test(files, seeds)


def _version(value: bool) -> None:
    if value:
        from kg.version import VERSION

        typer.echo(f"kg {VERSION}")
        raise typer.Exit


@app.callback()
def root(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """Custody Graph."""


#: Typer keeps its click to itself; every error of usage descends from this public one's parent
_USAGE: type[Exception] = typer.BadParameter.__mro__[1]


def invoke(arguments: list[str]) -> int:
    """Run a command; returns its status. Errors of usage are raised as KgError."""
    try:
        result = app(args=arguments, prog_name="kg", standalone_mode=False)
    except typer.Exit as error:
        return error.exit_code
    except typer.Abort:
        return 130
    except _USAGE as error:
        # with the options that were probably meant, which the error's text leaves out
        message = str(getattr(error, "format_message", error.__str__)())
        if type(error).__name__ == "NoArgsIsHelpError":
            typer.echo(message)
            return 2
        raise KgError("KG603", message, "See kg --help, or kg COMMAND --help.") from None
    return result if isinstance(result, int) else 0
