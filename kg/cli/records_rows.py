"""``kg records synthesize`` and ``releases``, and what ``import`` does with record-level files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from kg.cli.options import Format
from kg.cli.records import records_app


@records_app.command(
    "releases", epilog="kg records releases; kg records releases mar-2026 --format csv"
)
def releases(
    release: Annotated[
        str | None, typer.Argument(help="A release; without one, list them.")
    ] = None,
    form: Format = "table",
) -> int:
    """List the releases of record-level files that are known, or the columns of one."""
    from kg.cli.common import check_format
    from kg.records.rows import release as known
    from kg.render.rows import FORMATS, grid

    check_format(form, FORMATS)
    if release is None:
        columns = ["release", "posted", "period", "columns", "duplicate rule", "title"]
        rows = [
            [one.key, one.posted, one.period, str(len(one.columns)), one.duplicates, one.title]
            for one in known.releases().values()
        ]
    else:
        columns = ["column", "read as"]
        rows = [[raw, to or ""] for raw, to in known.named(release).columns.items()]
    print(grid(form, columns, rows))
    return 0


@records_app.command(
    "synthesize",
    epilog="kg records synthesize --release jul-2025 --rows 10000 --seed 1 -o synthetic.csv",
)
def synthesize(
    release: Annotated[str, typer.Option("--release", help="Whose columns it has.")],
    output: Annotated[
        Path, typer.Option("-o", "--output", help="A .csv, .csv.gz, .parquet or .xlsx file.")
    ],
    rows: Annotated[int, typer.Option("--rows", help="How many.")] = 10_000,
    seed: Annotated[int, typer.Option("--seed", help="The same seed gives the same rows.")] = 1,
) -> int:
    """Write a file of invented people with the columns of a release, for tests and benchmarks."""
    from kg.records import synthetic

    synthetic.synthesize(release, rows, seed, output)
    print(f"kg: {rows:,} synthetic rows in {output}; they describe nobody", file=sys.stderr)
    return 0


def load(files: list[Path], release: str | None, form: str) -> int:
    """Load record-level files; print what was kept. Status 1 where nothing could be loaded."""
    from kg import paths
    from kg.findings import Findings
    from kg.findings.report import as_text
    from kg.records import rows
    from kg.render.rows import grid

    def say(phase: str) -> None:
        print(f"kg: {phase} …", file=sys.stderr, flush=True)

    try:
        loaded = rows.load(files, Path(paths.cache()) / "records", release, say)
    except Findings as error:
        print(as_text(error.findings), file=sys.stderr)
        return 1
    if loaded.findings:
        print(as_text(loaded.findings), file=sys.stderr)
    about = loaded.manifest
    counts = about["rows"]
    columns = ["release", "rows", "stints", "set aside", "stays", "rule", "folder"]
    print(
        grid(
            form,
            columns,
            [
                [
                    about["release"],
                    str(counts["read"]),
                    str(counts["stints"]),
                    str(counts["set_aside"]),
                    str(counts["stays"]),
                    about["duplicate_rule_key"],
                    str(loaded.folder),
                ]
            ],
            right=("rows", "stints", "set aside", "stays"),
        )
    )
    return 0
