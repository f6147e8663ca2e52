"""Standard input and output as the protocol's lines: bounded, answered where they are none."""

from __future__ import annotations

import asyncio
import os
import queue
import threading
from contextlib import suppress

import mcp_types as types
from mcp.shared.message import SessionMessage

from kg.mcp.messages import RefusedError, message_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from anyio.streams.memory import MemoryObjectReceiveStream, MemoryObjectSendStream

    Incoming = MemoryObjectSendStream[SessionMessage | Exception]
    Outgoing = MemoryObjectReceiveStream[SessionMessage]

_PIECE = 65_536


class Wire:
    """The two streams of this process, taken away from everything else that runs in it.

    Threads read and write, as a pipe, a file and a terminal have nothing else in common; they do
    not keep the process from ending.
    """

    def __init__(self, longest: int) -> None:
        self._longest = longest
        self._loop = asyncio.get_running_loop()
        self._lines: asyncio.Queue[bytes | None] = asyncio.Queue(8)
        self._written: queue.SimpleQueue[tuple[bytes, asyncio.Future[None]]] = queue.SimpleQueue()
        self._pending: set[types.RequestId] = set()
        self._settled = asyncio.Event()
        self._input, self._output = os.dup(0), os.dup(1)
        nothing = os.open(os.devnull, os.O_RDONLY)
        os.dup2(nothing, 0)
        os.close(nothing)
        # whatever else is printed goes to the log, not between the messages
        os.dup2(2, 1)
        for run in (self._read, self._write):
            threading.Thread(target=run, name="wire", daemon=True).start()

    async def receive(self, into: Incoming, patience: float) -> None:
        """Pass on messages until the input ends; then wait so long for what is being answered."""
        async with into:
            while (line := await self._lines.get()) is not None:
                try:
                    message = message_of(line, self._longest)
                except RefusedError as error:
                    await self._send(error.answer)
                    continue
                self._note(message)
                await into.send(SessionMessage(message))
            with suppress(TimeoutError):
                async with asyncio.timeout(patience):
                    while self._pending:
                        self._settled.clear()
                        await self._settled.wait()

    async def send(self, messages: Outgoing) -> None:
        """Write messages until there are no more; raises OSError where nobody reads them."""
        async with messages:
            async for one in messages:
                await self._send(one.message)

    def _note(self, message: types.JSONRPCMessage) -> None:
        """Remember what has to be answered."""
        if isinstance(message, types.JSONRPCRequest):
            self._pending.add(message.id)
        elif getattr(message, "method", "") == "notifications/cancelled":
            self._done((getattr(message, "params", None) or {}).get("requestId"))

    def _done(self, name: object) -> None:
        if isinstance(name, int | str):
            self._pending.discard(name)
            self._settled.set()

    async def _send(self, message: types.JSONRPCMessage) -> None:
        text = message.model_dump_json(by_alias=True, exclude_unset=True)
        written: asyncio.Future[None] = self._loop.create_future()
        self._written.put((text.encode() + b"\n", written))
        await written
        if isinstance(message, types.JSONRPCResponse | types.JSONRPCError):
            self._done(message.id)

    def _read(self) -> None:
        rest = b""
        with suppress(OSError, RuntimeError):
            while piece := os.read(self._input, _PIECE):
                *whole, rest = (rest + piece).split(b"\n")
                for line in whole:
                    self._hand(line)
                # of a line that is too long, no more is kept than shows it
                rest = rest[: self._longest + 1]
            self._hand(rest)
        with suppress(RuntimeError):
            asyncio.run_coroutine_threadsafe(self._lines.put(None), self._loop)

    def _hand(self, line: bytes) -> None:
        if line.strip():
            # one after another, so that whoever sends too fast has to wait
            asyncio.run_coroutine_threadsafe(self._lines.put(line), self._loop).result()

    def _write(self) -> None:
        while True:
            text, written = self._written.get()
            error: OSError | None = None
            try:
                while text:
                    text = text[os.write(self._output, text) :]
            except OSError as problem:
                error = problem
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(_settle, written, error)


def _settle(written: asyncio.Future[None], error: OSError | None) -> None:
    if written.done():
        return
    if error is None:
        written.set_result(None)
    else:
        written.set_exception(error)
