"""The graph behind the tools: opened at the first need, asked through bounded workers."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from pathlib import Path

from kg import paths
from kg.api.operations import ELSEWHERE
from kg.errors import KgError
from kg.serve.pool import Limits, Pool

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from kg.serve.reply import Reply

#: how long what is the same for everybody may take: it is made once
OWN = 60.0
_NAMES = "find looks for a thing by words; list_questions has the questions and what each takes."
#: remedies in place of those that name an address or a command
REMEDIES = {
    "KG602": _NAMES,
    "KG603": _NAMES,
    "KG903": "Ask with SELECT, ASK or CONSTRUCT; nothing here changes the graph.",
    "KG910": "Bind more of the pattern, or add LIMIT; --seconds of kg mcp sets the time.",
    "KG912": "Ask again in a few seconds, with fewer calls at once.",
    "KG916": "Ask in another way; the log of kg mcp has the place of the fault.",
}


class Backend:
    """Answers operations; nothing is opened, and no process started, before the first."""

    def __init__(self, seeds: str | None, limits: Limits, workers: int) -> None:
        self._seeds = str(Path(seeds).resolve()) if seeds else paths.seeds()
        self._limits, self._workers = limits, workers
        self._opening: asyncio.Task[Pool] | None = None

    def warm(self) -> None:
        """Begin to open the graph, so that the first question need not wait for it."""
        self._opened()

    async def data(
        self, operation: str, arguments: dict[str, Any], *, seconds: float | None = None
    ) -> Any:
        """What an operation answers in JSON; raises KgError for every problem."""
        return json.loads((await self.reply(operation, arguments, seconds=seconds)).body)

    async def reply(
        self, operation: str, arguments: dict[str, Any], *, seconds: float | None = None
    ) -> Reply:
        """The reply to an operation; raises KgError for every problem."""
        pool = await asyncio.shield(self._opened())
        reply = await pool.run(operation, arguments, seconds=seconds)
        if reply.status != 200:
            raise _error(json.loads(reply.body))
        return reply

    async def close(self) -> None:
        """End the workers, or the opening of the graph."""
        if self._opening is None:
            return
        if not self._opening.done():
            self._opening.cancel()
        (found,) = await asyncio.gather(self._opening, return_exceptions=True)
        if isinstance(found, Pool):
            await found.close()

    def _opened(self) -> asyncio.Task[Pool]:
        failed = self._opening is not None and self._opening.done() and (
            self._opening.cancelled() or self._opening.exception() is not None
        )
        if self._opening is None or failed:
            # seeds that were mended in the meantime are looked at again
            self._opening = asyncio.get_running_loop().create_task(self._open())
        return self._opening

    async def _open(self) -> Pool:
        digest = await asyncio.to_thread(_digest, self._seeds)
        if digest is None:
            await self._build()
            digest = await asyncio.to_thread(_digest, self._seeds)
        if digest is None:
            raise KgError("KG952", "The graph is not built: its seeds have findings.",
                          "Run kg check; the log of kg mcp has the findings too.")
        pool = Pool(self._seeds, self._limits, self._workers, digest=digest)
        try:
            await pool.start()
        except asyncio.CancelledError:
            await pool.close()
            raise
        return pool

    async def _build(self) -> None:
        """Build the graph in a process of its own, which can be ended; it tells the log."""
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-P", "-m", "kg", "build", "--seeds", self._seeds,
            stdin=asyncio.subprocess.DEVNULL, stdout=sys.stderr.fileno(), start_new_session=True,
            env={**os.environ, "PYTHONPATH": paths.importing()},
        )
        try:
            await process.wait()
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()


def _digest(seeds: str) -> str | None:
    from kg.graph import current

    return current(seeds)


def _error(problem: dict[str, Any]) -> KgError:
    code, remedy = problem["code"], problem["remedy"]
    named = code in ("KG602", "KG603") and not (remedy == ELSEWHERE or "kg " in remedy)
    return KgError(code, problem["detail"], remedy if named else REMEDIES.get(code, remedy))
