"""The pool: real processes, which are stopped, end, and are replaced."""

from __future__ import annotations

import asyncio
import json
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from typing import Any

import pytest

from kg.graph import Graph
from kg.serve.pool import Limits, Pool, Reply

QUICK = "ASK { GRAPH ?g { ?s a cg:Claim } }"
_NUMBERS = count()
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

    asyncio.run(main())


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

    asyncio.run(main())


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

    asyncio.run(main())


def test_a_process_that_someone_ends_is_replaced(graph: Graph) -> None:
    async def main() -> None:
        async with pool_of(graph) as pool:
            for process in pool.processes():
                os.kill(process, signal.SIGKILL)
            asked = await pool.run("sparql", {"query": "ASK {}"})
            assert asked.status in (200, 507)
            await _answers(pool)

    asyncio.run(main())


def test_who_asked_and_went_leaves_no_work_behind(graph: Graph) -> None:
    async def main() -> None:
        async with pool_of(graph, seconds=30) as pool:
            runaway = asyncio.create_task(pool.run("sparql", ENDLESS))
            await asyncio.sleep(0.1)
            runaway.cancel()
            await asyncio.wait_for(_answers(pool), 10)

    asyncio.run(main())


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

    asyncio.run(main())
