"""Worker processes that answer questions: bounded in number, time, memory and waiting."""

from __future__ import annotations

import asyncio
import json
import math
import os
from collections import deque
from contextlib import suppress

from kg.errors import KgError
from kg.serve.cache import Cache
from kg.serve.limits import Limits
from kg.serve.problem import problem
from kg.serve.reply import Reply
from kg.serve.worker import Worker, WorkerError, late
from kg.store.places import GRACE, folder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["Limits", "Pool", "Reply"]

#: the longest pause, in seconds, before a worker that cannot be started is tried again
_PAUSE = 5.0


class Pool:
    """Answers by operation and arguments; see ``kg.serve.work`` for the operations.

    What is answered is that of the graph as it was when the pool was started.
    """

    def __init__(
        self, seeds: str | None, limits: Limits, workers: int, *, digest: str = ""
    ) -> None:
        self.limits, self._seeds, self._count = limits, seeds, workers
        #: of the graph; empty before the start, unless a graph was named that is built already
        self.digest = digest
        self._cache = Cache(limits.cache)
        self._workers: list[Worker] = []
        self._idle: list[Worker] = []
        self._waiting: deque[asyncio.Future[Worker]] = deque()
        self._keepers: list[asyncio.Task[None]] = []
        self._endings: set[asyncio.Task[None]] = set()
        self._running, self._open = 0, False
        self._quiet = asyncio.Event()

    async def start(self) -> None:
        """Start the workers, building the graph first where that is needed.

        Raises Findings where the seeds are not valid, KgError where no worker can be started.
        """
        from kg.graph import open_graph

        loop = asyncio.get_running_loop()
        if not self.digest:
            self.digest = (await loop.run_in_executor(None, open_graph, self._seeds)).digest
        started = [loop.create_future() for _ in range(self._count)]
        self._keepers = [loop.create_task(self._keep(ready)) for ready in started]
        self._keepers.append(loop.create_task(self._hold()))
        outcomes = await asyncio.gather(*started)
        if not any(outcomes):
            await self.close()
            raise KgError("KG901", "No worker could be started.", "Build the graph with kg build.")
        self._open = True

    async def run(
        self, operation: str, arguments: Mapping[str, object], *, seconds: float | None = None
    ) -> Reply:
        """The reply to an operation with its arguments, which are values of JSON.

        It raises nothing for what a user does: a refusal, a time limit and a full queue are
        replies too, as problems.
        """
        question = json.dumps([operation, arguments], sort_keys=True).encode()
        kept = self._cache.get(question)
        if kept is not None:
            return kept
        if not self._open:
            return problem("KG901", "The server is starting or stopping.", "",
                           {"Retry-After": "5"})
        self._running += 1
        self._quiet.clear()
        try:
            worker = await self._worker()
            if worker is None:
                return self._busy()
            reply = await self._asked(worker, question, seconds or self.limits.seconds)
        finally:
            self._running -= 1
            if not self._running:
                self._quiet.set()
        if reply.status == 200:
            self._cache.put(question, reply)
        return reply

    def processes(self) -> list[int]:
        """The ids of the processes of the workers that have the graph open."""
        return [worker.process_id for worker in self._workers if not worker.ended.done()]

    async def close(self) -> None:
        """Take no more questions, finish those under way and waiting, and end the workers."""
        self._open = False
        if self._running:
            limit = self.limits.seconds + self.limits.wait
            try:
                async with asyncio.timeout(limit):
                    await self._quiet.wait()
            except TimeoutError:
                pass
        for keeper in self._keepers:
            keeper.cancel()
        await asyncio.gather(*self._keepers, return_exceptions=True)
        await asyncio.gather(*self._endings)

    async def _asked(self, worker: Worker, question: bytes, seconds: float) -> Reply:
        try:
            reply = await worker.ask(question, seconds)
        except TimeoutError:
            worker.kill()
            return problem("KG910", f"Stopped after the time limit of {seconds:g} seconds.")
        except WorkerError:
            worker.kill()
            return problem("KG911", "The process that worked at this request has ended: "
                           "it needs too much memory, or nests too deeply.")
        except BaseException:
            # whoever asked has gone: nobody waits for what it still computes
            worker.kill()
            raise
        self._offer(worker)
        return reply

    async def _worker(self) -> Worker | None:
        """A worker that has nothing to do, after waiting for it; None where that takes too long."""
        while self._idle:
            worker = self._idle.pop()
            if not worker.ended.done():
                return worker
        if len(self._waiting) >= self.limits.queue:
            return None
        place: asyncio.Future[Worker] = asyncio.get_running_loop().create_future()
        self._waiting.append(place)
        limit = asyncio.get_running_loop().call_later(self.limits.wait, late, place)
        try:
            return await place
        except TimeoutError:
            with suppress(ValueError):
                # a worker that was offered meanwhile has passed it by
                self._waiting.remove(place)
            return None
        except BaseException:
            # it may have been given a worker in the same moment
            if place.done() and not place.cancelled() and not place.exception():
                self._offer(place.result())
            elif place in self._waiting:
                self._waiting.remove(place)
            raise
        finally:
            limit.cancel()

    def _offer(self, worker: Worker) -> None:
        """Give the worker to whoever waits longest, or let it rest."""
        if worker.ended.done():
            return
        while self._waiting:
            place = self._waiting.popleft()
            if not place.done():
                place.set_result(worker)
                return
        self._idle.append(worker)

    async def _keep(self, ready: asyncio.Future[bool]) -> None:
        """Keep one worker alive: start another where it ends."""
        failures = 0
        while True:
            try:
                worker = await Worker.start(self.digest, self.limits)
            except WorkerError:
                failures += 1
                if not ready.done():
                    ready.set_result(False)
                await asyncio.sleep(min(_PAUSE, 0.1 * 2**failures))
                continue
            failures = 0
            self._workers.append(worker)
            self._offer(worker)
            if not ready.done():
                ready.set_result(True)
            try:
                await asyncio.shield(worker.ended)
            finally:
                self._workers.remove(worker)
                if worker in self._idle:
                    self._idle.remove(worker)
                ending = asyncio.get_running_loop().create_task(worker.stop())
                self._endings.add(ending)
                ending.add_done_callback(self._endings.discard)

    async def _hold(self) -> None:
        """Keep the store from being swept as unused: a new worker has to open it."""
        while True:
            with suppress(OSError):
                os.utime(folder(self.digest))
            await asyncio.sleep(GRACE / 4)

    def _busy(self) -> Reply:
        pause = str(max(1, math.ceil(self.limits.wait / 2)))
        return problem("KG912", "Every worker is busy.", "", {"Retry-After": pause})
