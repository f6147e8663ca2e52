"""``kg mcp``: the graph for assistants, on standard input and output."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from kg.cli.options import Seeds
from kg.errors import KgError

EPILOG = "kg mcp; kg mcp --seconds 5 --rows 1000; kg mcp --seeds my-seeds"
_MIB = 1_048_576


def mcp(
    workers: Annotated[
        int, typer.Option("--workers", help="Processes that answer; as many calls at once.")
    ] = 2,
    seconds: Annotated[
        float, typer.Option("--seconds", help="Seconds for a call; then it is stopped.")
    ] = 10.0,
    memory: Annotated[
        int, typer.Option("--memory", help="MiB for a call, beyond the graph itself.")
    ] = 512,
    rows: Annotated[
        int, typer.Option("--rows", help="Rows that a query may give; they are told in pages.")
    ] = 10_000,
    seeds: Seeds = None,
) -> int:
    """Let an assistant ask the graph by the Model Context Protocol, over standard input."""
    from kg.cli.common import check_above
    from kg.serve.limits import Limits

    check_above(
        {"--workers": workers, "--seconds": seconds, "--memory": memory, "--rows": rows}
    )
    if seeds is not None and not os.path.isdir(seeds):
        raise KgError("KG601", f"There is no folder {seeds}.", "Give a folder of seed files.")
    try:
        from kg.mcp.run import Settings, run
    except ImportError as error:
        if (error.name or "").partition(".")[0] not in ("mcp", "mcp_types", "anyio"):
            raise
        raise missing() from None
    if sys.stdin.isatty():
        print("kg mcp waits for the messages of an assistant's program, which starts it by itself."
              " Ctrl-D ends it.", file=sys.stderr)
    run(Settings(
        seeds=seeds, workers=workers,
        limits=Limits(seconds=seconds, memory=memory * _MIB, rows=rows, result=8 * _MIB),
    ))
    return 0


def missing() -> KgError:
    """What to raise where the library of the extra is not there."""
    return KgError(
        "KG951", "The server for assistants needs a library that is not installed.",
        "Run: pip install 'custody-graph[mcp]'",
    )
