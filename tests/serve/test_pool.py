"""The pool: real processes, which are stopped, end, and are replaced."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Coroutine
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

import pytest

from kg.errors import KgError
from kg.graph import Graph
from kg.serve.pool import Limits, Pool, Reply

QUICK = "ASK { GRAPH ?g { ?s a cg:Claim } }"
_NUMBERS = count()
T = TypeVar("T")
ENDLESS = {
    "query": "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?a ?b ?c . ?d ?e ?f . ?h ?i ?j } }"
}


@asynccontextmanager
async def pool_of(graph: Graph, workers: int = 1, **limits: Any) -> AsyncIterator[Pool]:
    pool = Pool(None, Limits(**limits), workers, digest=graph.digest)
    await pool.start()
    try:
        yield pool
    finally:
        await pool.close()


def apart(work: Coroutine[Any, Any, T]) -> T:
    """Run it in a thread of its own: a browser that is open has the loop of this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def _code(reply: Reply) -> str:
    assert reply.media_type == "application/problem+json"
    return str(json.loads(reply.body)["code"])


async def _answers(pool: Pool) -> None:
    """A question that was not asked before is answered rightly."""
    text = f"{QUICK} # {next(_NUMBERS)}"
    reply = await pool.run("sparql", {"query": text})
    assert (reply.status, json.loads(reply.body)["boolean"]) == (200, True)


def test_a_runaway_query_is_stopped_and_its_process_too(graph: Graph) -> None:
    async def main() -> None:
        async with pool_of(graph, seconds=0.5) as pool:
            before = pool.processes()
            reply = await pool.run("sparql", ENDLESS)
            assert (reply.status, _code(reply)) == (504, "KG910")
            await _answers(pool)
            assert not set(before) & set(pool.processes())
            for process in before:
                with pytest.raises(ProcessLookupError):
                    os.kill(process, 0)

    apart(main())


def test_more_requests_than_may_wait_are_refused_and_the_others_answered(graph: Graph) -> None:
    async def main() -> None:
        async with pool_of(graph, seconds=1, queue=2) as pool:
            runaway = asyncio.create_task(pool.run("sparql", ENDLESS))
            await asyncio.sleep(0)
            waiting = [asyncio.create_task(_answers(pool)) for _ in range(2)]
            await asyncio.sleep(0)
            reply = await pool.run("sparql", {"query": "ASK {}"})
            assert (reply.status, _code(reply)) == (503, "KG912")
            assert int(reply.headers["Retry-After"]) > 0
            assert (await runaway).status == 504
            await asyncio.gather(*waiting)

    apart(main())


def test_waiting_too_long_is_refused(graph: Graph) -> None:
    async def main() -> None:
        async with pool_of(graph, seconds=2, wait=0.2) as pool:
            runaway = asyncio.create_task(pool.run("sparql", ENDLESS))
            await asyncio.sleep(0)
            reply = await pool.run("sparql", {"query": "ASK {}"})
            assert (reply.status, _code(reply)) == (503, "KG912")
            assert (await runaway).status == 504
            async with asyncio.timeout(30):
                while not pool.processes():
                    await asyncio.sleep(0.01)
            await _answers(pool)

    apart(main())


def test_a_process_that_someone_ends_is_replaced(graph: Graph) -> None:
    async def main() -> None:
        async with pool_of(graph) as pool:
            for process in pool.processes():
                os.kill(process, signal.SIGKILL)
            asked = await pool.run("sparql", {"query": "ASK {}"})
            assert asked.status in (200, 507)
            await _answers(pool)

    apart(main())


def test_more_memory_than_allowed_ends_the_process_alone(graph: Graph) -> None:
    """The same query is answered where the limit is none."""
    doubled = " ".join(f"BIND(CONCAT(?d{n}, ?d{n}) AS ?d{n + 1})" for n in range(24))
    large = f"SELECT (STRLEN(?d24) AS ?n) {{ BIND('0123456789' AS ?d0) {doubled} }}"

    async def main(memory: int) -> Reply:
        async with pool_of(graph, seconds=30, memory=memory) as pool:
            reply = await pool.run("sparql", {"query": large})
            await _answers(pool)
            return reply

    if sys.platform == "linux":
        reply = apart(main(100 * 1024 * 1024))
        assert (reply.status, _code(reply)) == (507, "KG911")
    reply = apart(main(0))
    assert json.loads(reply.body)["results"]["bindings"][0]["n"]["value"] == str(10 * 2**24)


def test_what_was_answered_is_kept_and_what_failed_is_not(graph: Graph) -> None:
    async def main() -> None:
        async with pool_of(graph) as pool:
            question = {"query": QUICK, "default": None}
            first = await pool.run("sparql", question)
            # the order of arguments is not part of a question
            assert await pool.run("sparql", dict(reversed(question.items()))) is first
            wrong = [await pool.run("sparql", {"query": "SELECT"}) for _ in range(2)]
            assert wrong[0] == wrong[1]
            assert wrong[0] is not wrong[1]

    apart(main())


def test_a_fault_of_ours_shows_nothing_of_its_inside(
    graph: Graph, capfd: pytest.CaptureFixture[str]
) -> None:
    async def main() -> None:
        async with pool_of(graph) as pool:
            reply = await pool.run("no such operation", {"secret": "of the user"})
            assert (reply.status, _code(reply)) == (500, "KG916")
            assert b"KeyError" not in reply.body
            assert b".py" not in reply.body
            await _answers(pool)

    apart(main())
    said = capfd.readouterr().err
    assert "KeyError" in said
    assert "of the user" not in said


def test_a_pool_that_cannot_work_says_so(cache: Path) -> None:
    pool = Pool(None, Limits(), 1, digest="ab" * 32)
    with pytest.raises(KgError, match="KG901"):
        apart(pool.start())


_PARENT = """
import asyncio, sys
from kg.serve.pool import Limits, Pool
async def main():
    pool = Pool(None, Limits(seconds=1), 2, digest=sys.argv[1])
    await pool.start()
    print(*pool.processes(), flush=True)
    await pool.run("sparql", {"query": sys.argv[2]})
    await asyncio.sleep(600)
asyncio.run(main())
"""


@pytest.mark.parametrize("busy", ["", "yes"])
def test_no_process_is_left_where_the_server_is_killed(graph: Graph, busy: str) -> None:
    """At rest it ends by itself; at work the system ends it soon after its time."""
    query = ENDLESS["query"] if busy else QUICK
    with subprocess.Popen(
        [sys.executable, "-c", _PARENT, graph.digest, query], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout
        workers = [int(number) for number in parent.stdout.readline().split()]
        time.sleep(0.2)
        parent.kill()
    assert len(workers) == 2
    for _ in range(1500):
        if not any(_lives(process) for process in workers):
            return
        time.sleep(0.02)
    pytest.fail("a process is left")


def _lives(process: int) -> bool:
    """Whether it runs: an ended process that nobody has waited for does not."""
    try:
        os.kill(process, 0)
        state = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2]
    except (ProcessLookupError, FileNotFoundError):
        return sys.platform != "linux" and Path("/proc").exists()
    return state.split()[0] != "Z"


def test_who_asked_and_went_leaves_no_work_behind(graph: Graph) -> None:
    async def main() -> None:
        async with pool_of(graph, seconds=30) as pool:
            runaway = asyncio.create_task(pool.run("sparql", ENDLESS))
            await asyncio.sleep(0.1)
            runaway.cancel()
            await asyncio.wait_for(_answers(pool), 10)

    apart(main())


def test_closing_finishes_what_was_asked_and_refuses_what_comes_later(graph: Graph) -> None:
    async def main() -> None:
        pool = Pool(None, Limits(seconds=1), 1, digest=graph.digest)
        await pool.start()
        processes = pool.processes()
        runaway = asyncio.create_task(pool.run("sparql", ENDLESS))
        await asyncio.sleep(0)
        waiting = asyncio.create_task(_answers(pool))
        await asyncio.sleep(0)
        closing = asyncio.create_task(pool.close())
        await asyncio.sleep(0)
        late = await pool.run("sparql", {"query": "ASK {}"})
        assert (late.status, _code(late)) == (503, "KG901")
        assert (await runaway).status == 504
        await waiting
        await closing
        for process in processes:
            with pytest.raises(ProcessLookupError):
                os.kill(process, 0)

    apart(main())
