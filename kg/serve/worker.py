"""A worker as the server sees it: a process, the line to it, and its end."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
from dataclasses import asdict

from kg import paths
from kg.serve import frames
from kg.serve.reply import Reply

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from kg.serve.limits import Limits

#: how long a worker may take to open the graph
START = 60.0
#: how long a worker may take to end after its line was closed
END = 2.0


class WorkerError(Exception):
    """The worker ended, or could not be started."""


def late(awaited: asyncio.Future[Any]) -> None:
    """Let who waits for the future know that its time is up."""
    if not awaited.done():
        awaited.set_exception(TimeoutError())


class _Line(asyncio.Protocol):
    """The server's end of the line to one worker; one question is under way at a time."""

    def __init__(self, lost: asyncio.Future[None]) -> None:
        self._read, self._lost = bytearray(), lost
        self._awaited: asyncio.Future[Reply] | None = None
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)  # noqa: S101 - for the type checker
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._read += data
        if len(self._read) < frames.ANSWER.size:
            return
        head, body = frames.ANSWER.unpack_from(self._read)
        start = frames.ANSWER.size
        if len(self._read) < start + head + body:
            return
        with memoryview(self._read) as read:
            reply = frames.reply(bytes(read[start : start + head]), bytes(read[start + head :]))
        self._read.clear()
        if self._awaited and not self._awaited.done():
            self._awaited.set_result(reply)

    def connection_lost(self, error: Exception | None) -> None:
        if self._awaited and not self._awaited.done():
            self._awaited.set_exception(WorkerError())
        if not self._lost.done():
            self._lost.set_result(None)

    def awaited(self, sent: bytes = b"") -> asyncio.Future[Reply]:
        """The next reply, after sending what is to be sent."""
        self._awaited = asyncio.get_running_loop().create_future()
        if self._lost.done() or not self._transport:
            self._awaited.set_exception(WorkerError())
        elif sent:
            self._transport.write(sent)
        return self._awaited

    def close(self) -> None:
        if self._transport:
            self._transport.close()


class Worker:
    """A process that answers questions, one at a time."""

    def __init__(self, process: subprocess.Popen[bytes], line: _Line,
                 ended: asyncio.Future[None]) -> None:
        self._process, self._line = process, line
        #: done when the process has ended, or its line was closed
        self.ended = ended

    @classmethod
    async def start(cls, digest: str, limits: Limits) -> Worker:
        """A worker that has the graph open; raises WorkerError where that fails."""
        loop = asyncio.get_running_loop()
        ours, theirs = socket.socketpair()
        try:
            process = _process(theirs.fileno(), digest, limits)
        except OSError as error:
            ours.close()
            raise WorkerError(error.strerror) from None
        finally:
            theirs.close()
        ended: asyncio.Future[None] = loop.create_future()
        ours.setblocking(False)
        _, line = await loop.create_unix_connection(lambda: _Line(ended), sock=ours)
        worker = cls(process, line, ended)
        try:
            async with asyncio.timeout(START):
                await line.awaited()
        except (TimeoutError, WorkerError):
            await worker.stop()
            raise WorkerError("it did not open the graph") from None
        except asyncio.CancelledError:
            await worker.stop()
            raise
        return worker

    @property
    def process_id(self) -> int:
        """The id of the process."""
        return self._process.pid

    async def ask(self, question: bytes, seconds: float) -> Reply:
        """The reply; raises TimeoutError after the seconds, WorkerError where the process ends.

        After either, and after cancelling, the worker is of no further use.
        """
        answer = self._line.awaited(frames.question(question, seconds))
        limit = asyncio.get_running_loop().call_later(seconds, late, answer)
        try:
            return await answer
        finally:
            limit.cancel()

    def kill(self) -> None:
        """End the process at once, whatever it does."""
        self._process.kill()
        self._line.close()
        if not self.ended.done():
            self.ended.set_result(None)

    async def stop(self) -> None:
        """Hang up, and see the process end: by itself, or after a while by force."""
        self._line.close()
        loop = asyncio.get_running_loop()
        try:
            await loop.run_in_executor(None, self._process.wait, END)
        except subprocess.TimeoutExpired:
            self._process.kill()
            await loop.run_in_executor(None, self._process.wait)


def _process(descriptor: int, digest: str, limits: Limits) -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - our own program, with a digest and numbers
        # -P: nothing is imported from the folder in which the server was started
        [sys.executable, "-P", "-m", "kg.serve.child", str(descriptor), digest,
         json.dumps(asdict(limits))],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        pass_fds=(descriptor,),
        env=os.environ | {
            "PYTHONPATH": paths.importing(),
            # a thread's own heap reserves more than a request may take
            "MALLOC_ARENA_MAX": "1",
            "RUST_BACKTRACE": "0",
        },
    )
