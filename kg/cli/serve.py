"""``kg serve``: the explorer, the endpoint and the interface for programs, from this machine."""

from __future__ import annotations

import sys

from kg.errors import KgError

_MIB = 1_048_576


def serve(
    host: str,
    port: int,
    seeds: str | None,
    above: dict[str, float],
    cache: int,
    names: list[str],
    origins: list[str],
    log_queries: bool,
    show: bool,
) -> int:
    """Serve until a signal says stop; status 0 then.

    ``above`` are options with values that have to be above 0; memory and ``cache`` are in MiB.
    """
    from kg.cli.common import check_above
    from kg.cli.inspect import opened
    from kg.serve.limits import Limits
    from kg.serve.origin import allowed_name, allowed_origin
    from kg.serve.run import Settings, run

    check_above(above)
    if cache < 0:
        raise KgError("KG603", f"--cache {cache} is below 0.", "0 keeps no answer.")
    if not 0 <= port <= 65535:
        raise KgError("KG603", f"There is no port {port}.", "Give one from 0 to 65535.")
    settings = Settings(
        host=host, port=port, seeds=seeds, workers=int(above["--workers"]),
        limits=Limits(
            seconds=above["--seconds"], memory=int(above["--memory"]) * _MIB,
            rows=int(above["--rows"]), cache=cache * _MIB,
        ),
        names=frozenset(map(allowed_name, names)), origins=frozenset(map(allowed_origin, origins)),
        log_queries=log_queries,
    )
    graph = opened(seeds)
    _caution(host, settings.origins)
    digest, version = graph.digest, graph.version
    # the workers open the store themselves
    del graph

    def started(address: str) -> None:
        print(f"Custody Graph {version} ({digest[:12]}) at {address}\nStop it with Ctrl-C.",
              flush=True)
        if show:
            import threading
            import webbrowser

            # a browser may take its time to start, and may write to the terminal
            threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

    run(settings, digest, started)
    print("Stopped.")
    return 0


def _caution(host: str, origins: frozenset[str]) -> None:
    """Say on standard error what is opened to others."""
    if host not in ("127.0.0.1", "::1", "localhost"):
        print(f"kg: caution: {host} may be reached by other machines. Requests are neither"
              " encrypted nor asked who they are; put a proxy with TLS before it.",
              file=sys.stderr)
    if "*" in origins:
        print("kg: caution: with --cors '*' every page that a browser on this machine opens can"
              " ask this server.", file=sys.stderr)
