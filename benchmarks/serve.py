"""Measure the server under many clients; status 1 on a miss, an error or a wrong answer.

    python -m benchmarks.serve [--clients 64] [--requests 20000] [--different 1000] [--rounds 5]

First mixed runs: questions with days and parameters, searches, evidence, things in RDF, SPARQL in
all its ways; by the server as users start it, and by one that keeps no answers. Every answer is
compared with the direct one, worked out before in this process. To be told that all workers are
busy is an error of the first server; of the second it is counted, as it has to work at everything.
The memory of the server and its workers is looked at all the while, after everything was asked
once: what is kept on purpose is there then.

Then the same SPARQL queries of the same data by ``oxigraph serve-read-only``, from the same
clients, which are a process of their own. Within a round one server is asked after the other;
ratios are medians of the rounds' ratios. The target is for all queries together, of the server that
keeps no answers (``--cache 0``). The last column is the processor time of a server for one request,
which depends less than the rates on what else the machine does.
"""

from __future__ import annotations

import argparse
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from statistics import median
from typing import Any
from urllib.error import HTTPError
from urllib.request import urlopen

from pyoxigraph import QueryResultsFormat, RdfFormat, serialize

import kg
from kg.graph import Graph
from tests.serve import mixed
from tests.serve.mixed import JSON, Asked

OXIGRAPH = Path(sys.executable).parent / "oxigraph"
#: least of the other server's rate for the queries together, without kept answers
LEAST_RATE = 0.5
#: most by which the memory of the last quarter of the mixed run may be above that of the first
MOST_GROWTH = 0.10
#: seconds that writing the pages may take: it would compete with what is measured
PAGES = 900
#: requests of a group in a round: together they take either server some seconds
COUNTS = {"lookups": 3000, "pages": 60, "questions": 158}


def main() -> int:
    options = _options()
    with ExitStack() as stack, tempfile.TemporaryDirectory() as place:
        os.environ["KG_CACHE"] = str(Path(place) / "cache")
        graph = kg.open()
        missed = _mixed(graph, options)
        asked = _groups(graph)
        oxigraph = stack.enter_context(_oxigraph(graph, Path(place)))
        servers = {
            "oxigraph": oxigraph,
            "kg serve --cache 0": stack.enter_context(_kg("--cache", "0")),
            "kg serve": stack.enter_context(_kg()),
        }
        missed += _compared(asked, servers, options)
    print(f"\n{'All targets are met.' if not missed else f'MISSED: {missed} targets.'}")
    return int(missed > 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Measure kg serve under many clients.")
    parser.add_argument("--clients", type=int, default=64)
    parser.add_argument("--requests", type=int, default=20_000, help="Of the mixed run.")
    parser.add_argument("--different", type=int, default=1000, help="How many of them differ.")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--scale", type=float, default=1.0, help="Of the requests of a round.")
    return parser.parse_args()


class Server:
    """A process that answers, and its children."""

    def __init__(self, process: subprocess.Popen[str], port: int, path: str) -> None:
        self.process, self.port, self.path = process, port, path

    def processes(self) -> list[int]:
        found = [self.process.pid]
        for one in Path(f"/proc/{self.process.pid}/task").iterdir():
            # threads come and go
            with suppress(FileNotFoundError, ProcessLookupError):
                found += map(int, (one / "children").read_text().split())
        return found

    def seconds(self) -> float:
        """Processor seconds of all of them until now."""
        ticks = 0
        for one in self.processes():
            fields = Path(f"/proc/{one}/stat").read_text().rpartition(")")[2].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")

    def memory(self) -> int:
        """Resident bytes of all of them."""
        pages = sum(int(Path(f"/proc/{one}/statm").read_text().split()[1])
                    for one in self.processes())
        return pages * os.sysconf("SC_PAGE_SIZE")


@contextmanager
def _kg(*options: str) -> Iterator[Server]:
    """The command as users start it, when its pages are written."""
    with subprocess.Popen(
        [sys.executable, "-m", "kg", "serve", "--port", "0", *options], text=True,
        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    ) as process:
        try:
            assert process.stdout is not None  # noqa: S101 - for the type checker
            found = re.search(r":(\d+)/$", process.stdout.readline())
            if not found:
                raise SystemExit("kg serve does not start.")
            server = Server(process, int(found[1]), "/sparql")
            _wait(lambda: _there(f"http://localhost:{server.port}/questions.html"), PAGES)
            yield server
        finally:
            process.terminate()


@contextmanager
def _oxigraph(graph: Graph, place: Path) -> Iterator[Server]:
    file, store = place / "graph.nq", place / "oxigraph"
    file.write_bytes(serialize(graph.quads(), format=RdfFormat.N_QUADS) or b"")
    at = ["--location", str(store)]
    for line in (["load", *at, "--file", str(file)], ["optimize", *at]):
        subprocess.run([str(OXIGRAPH), *line], check=True, capture_output=True)
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    with subprocess.Popen(
        [str(OXIGRAPH), "serve-read-only", *at, "--bind", f"127.0.0.1:{port}"], text=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    ) as process:
        try:
            _wait(lambda: _there(f"http://localhost:{port}/"), 30)
            yield Server(process, port, "/query")
        finally:
            process.terminate()


def _there(address: str) -> bool:
    try:
        with urlopen(address, timeout=10):  # noqa: S310 - our own
            return True
    except HTTPError as error:
        return error.code != 503
    except OSError:
        return False


def _wait(ready: Callable[[], bool], seconds: float) -> None:
    end = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > end:
            raise SystemExit("A server does not get ready.")
        time.sleep(0.5)


def _mixed(graph: Graph, options: argparse.Namespace) -> int:
    """Print what came of the mixed runs; the number of targets that they miss."""
    requests = mixed.mixed(graph, options.different)
    kinds = Counter(one.kind for one in requests)
    print(f"Mixed: {options.requests:,} requests of {options.clients} clients, {len(requests):,}"
          f" different ({', '.join(f'{n} {kind}' for kind, n in kinds.items())})\n")
    return sum(_run(requests, options, *more) for more in ((), ("--cache", "0")))


def _run(requests: list[Asked], options: argparse.Namespace, *more: str) -> int:
    with _kg(*more) as server:
        once = mixed.plan(requests, server.port, options.clients, len(requests))
        wrong = mixed.sent(once)["wrong"]
        plan = mixed.plan(requests, server.port, options.clients, options.requests)
        found, memory = _watched(server, plan)
        started = server.processes()
    left = [one for one in started if mixed.lives(one)]
    quarter = max(1, len(memory) // 4)
    first, last = median(memory[:quarter]), median(memory[-quarter:])
    taken = sorted(found["taken"])
    print(f"  {' '.join(('kg serve', *more))}: {len(taken) / found['seconds']:.0f} requests/s,"
          f" p50 {_at(taken, 0.5):.1f} ms, p99 {_at(taken, 0.99):.1f} ms")
    told = wrong + found["wrong"]
    busy = [line for line in told if more and ": 503 " in line and "KG912" in line]
    bad = [line for line in told if line not in busy]
    for line in bad[:20]:
        print(f"  WRONG {line}")
    lost = len(bad) + options.requests - len(taken)
    growth = last / first - 1
    print(f"  {lost} errors and wrong answers: {_verdict(not lost)}")
    if more:
        print(f"  {len(busy)} told that all workers are busy")
    print(f"  memory of all processes: first quarter {first / 2**20:.0f} MiB, last"
          f" {last / 2**20:.0f} MiB, {100 * growth:+.1f} %, at most"
          f" {100 * MOST_GROWTH:.0f} %: {_verdict(growth <= MOST_GROWTH)}")
    print(f"  processes that are left: {len(left)}: {_verdict(not left)}\n")
    return bool(lost) + (growth > MOST_GROWTH) + bool(left)


def _watched(server: Server, plan: dict[str, Any]) -> tuple[dict[str, Any], list[int]]:
    """What came of a plan, and the memory five times a second meanwhile."""
    memory, done = [server.memory()], threading.Event()

    def look() -> None:
        while not done.wait(0.2):
            memory.append(server.memory())

    watcher = threading.Thread(target=look)
    watcher.start()
    try:
        return mixed.sent(plan), memory
    finally:
        done.set()
        watcher.join()


def _groups(graph: Graph) -> dict[str, list[Asked]]:
    """Queries by size, with their results by the engine in this process."""
    page = "SELECT * WHERE { GRAPH ?g { ?s ?p ?o } } LIMIT 2000 OFFSET %d"
    texts = {
        "lookups": mixed.lookups(graph, COUNTS["lookups"]),
        "pages": [page % (1000 * number) for number in range(20)],
        "questions": mixed.shipped(),
    }
    return {
        name: [
            Asked(name, "", mixed.solutions(graph, one, QueryResultsFormat.JSON), JSON,
                  ("application/sparql-query", one.encode()), unordered=True)
            for one in queries
        ]
        for name, queries in texts.items()
    }


def _compared(
    groups: dict[str, list[Asked]], servers: dict[str, Server], options: argparse.Namespace
) -> int:
    """Print rates and times by group and server; the number of targets that are missed."""
    found: dict[tuple[str, str], list[tuple[float, list[float], float]]] = {}
    wrong = 0
    for number in range(options.rounds + 1):
        for group, asked in groups.items():
            count = max(1, int(COUNTS[group] * options.scale))
            for name, server in servers.items():
                at = [one._replace(path=server.path) for one in asked]
                plan = mixed.plan(at, server.port, options.clients, count, number)
                before = server.seconds()
                done = mixed.sent(plan)
                used = 1000 * (server.seconds() - before) / count
                for line in done["wrong"][:5]:
                    print(f"  WRONG {name}: {line}")
                wrong += len(done["wrong"]) + count - len(done["taken"])
                if number:
                    # the round before the first does not count
                    one = (done["seconds"], done["taken"], used)
                    found.setdefault((group, name), []).append(one)
    print(f"SPARQL: {options.rounds} rounds, {options.clients} clients\n")
    print(f"  {'queries':11}{'server':20}{'requests/s':>11}{'ratio':>7}{'p50 ms':>9}{'p99 ms':>9}"
          f"{'cpu ms':>8}")
    ratios = {}
    for group in (*groups, "together"):
        for name in servers:
            rounds = _rounds(found, tuple(groups) if group == "together" else (group,), name)
            bare = _rounds(found, tuple(groups) if group == "together" else (group,), "oxigraph")
            ratio = median(a[0] / b[0] for a, b in zip(rounds, bare, strict=True))
            ratios[group, name] = ratio
            taken = [sorted(one[1]) for one in rounds]
            print(f"  {group:11}{name:20}{median(one[0] for one in rounds):11.0f}{ratio:7.2f}"
                  f"{median(_at(one, 0.5) for one in taken):9.1f}"
                  f"{median(_at(one, 0.99) for one in taken):9.1f}"
                  f"{median(one[2] for one in rounds):8.2f}")
    least = ratios["together", "kg serve --cache 0"]
    print(f"\n  {wrong} errors and wrong answers: {_verdict(not wrong)}")
    print(f"  together, without kept answers: {least:.2f} of the rate of oxigraph, at least"
          f" {LEAST_RATE}: {_verdict(least >= LEAST_RATE)}")
    return bool(wrong) + (least < LEAST_RATE)


def _rounds(
    found: dict[tuple[str, str], list[tuple[float, list[float], float]]],
    groups: tuple[str, ...], name: str,
) -> list[tuple[float, list[float], float]]:
    """Rate, times and processor milliseconds of each round, of some groups together."""
    rounds = []
    for parts in zip(*(found[group, name] for group in groups), strict=True):
        count = sum(len(taken) for _, taken, _ in parts)
        rounds.append((
            count / sum(seconds for seconds, _, _ in parts),
            [one for _, taken, _ in parts for one in taken],
            sum(used * len(taken) for _, taken, used in parts) / count,
        ))
    return rounds


def _at(taken: list[float], share: float) -> float:
    return taken[min(len(taken) - 1, int(share * len(taken)))]


def _verdict(met: bool) -> str:
    return "met" if met else "MISSED"


if __name__ == "__main__":
    sys.exit(main())
