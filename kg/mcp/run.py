"""Starting the server on standard input and output, and ending it."""

from __future__ import annotations

import asyncio
import logging
import signal
from dataclasses import dataclass, field

import anyio
from mcp.shared.message import SessionMessage

from kg.mcp.backend import Backend
from kg.mcp.server import build
from kg.mcp.wire import Wire
from kg.serve.limits import Limits
from kg.serve.log import Log

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from mcp.server.lowlevel import Server


@dataclass(frozen=True, slots=True)
class Settings:
    """What a server is started with."""

    seeds: str | None = None
    workers: int = 2
    limits: Limits = field(default_factory=Limits)


def run(settings: Settings) -> None:
    """Answer until the input ends, nobody reads any more, or a signal says stop."""
    # the library tells its log what was sent; ours says which tool was called
    logging.getLogger("mcp").addHandler(logging.NullHandler())
    logging.getLogger("mcp").propagate = False
    asyncio.run(_serve(settings))


async def _serve(settings: Settings) -> None:
    loop = asyncio.get_running_loop()
    log = Log()
    backend = Backend(settings.seeds, settings.limits, settings.workers)
    talking = loop.create_task(_talk(settings.limits, build(backend, log.note), log))
    for one in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(one, talking.cancel)
    try:
        await talking
    except asyncio.CancelledError:
        # a signal said stop
        pass
    finally:
        await backend.close()
        log.close()


async def _talk(limits: Limits, server: Server[Any], log: Log) -> None:
    wire = Wire(limits.request)
    into, read = anyio.create_memory_object_stream[SessionMessage | Exception]()
    write, out = anyio.create_memory_object_stream[SessionMessage]()
    try:
        async with anyio.create_task_group() as group:
            group.start_soon(wire.receive, into, limits.wait + limits.seconds)
            group.start_soon(wire.send, out)
            await server.run(read, write, server.create_initialization_options())
    except* OSError:
        log.note("nobody reads the answers any more")
