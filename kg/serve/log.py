"""The log of requests, one line each, without what was asked."""

from __future__ import annotations

import queue
import sys
import threading
import time
import traceback
from datetime import UTC, datetime

from kg.serve.gate import BODY

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: lines that may wait for a slow reader of the log; more are dropped, and counted
_WAITING = 10_000
_PATH, _QUERY = 300, 2_000


class Log:
    """Writes lines from a thread of its own: a log that nobody reads stops no answer."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._lines: queue.Queue[str | None] = queue.Queue(_WAITING)
        self._dropped = 0
        self._thread = threading.Thread(target=self._write, name="log", daemon=True)
        self._thread.start()

    def note(self, text: str) -> None:
        """Write a line with the time before it."""
        now = datetime.now(tz=UTC).strftime("%Y-%m-%dT%H:%M:%S.%f")[:-3]
        try:
            self._lines.put_nowait(f"{now}Z {text}\n")
        except queue.Full:
            self._dropped += 1

    def close(self) -> None:
        """Write what waits, for at most a second."""
        try:
            self._lines.put(None, timeout=1)
        except queue.Full:
            return
        self._thread.join(1)

    def _write(self) -> None:
        while (line := self._lines.get()) is not None:
            if self._dropped:
                line += f"{self._dropped} lines were dropped: the log is read too slowly.\n"
                self._dropped = 0
            try:
                self._stream.write(line)
                self._stream.flush()
            except (OSError, ValueError):
                # nobody reads any more
                continue


class Logged:
    """Notes each request when its reply is sent."""

    def __init__(self, app: ASGIApp, log: Log, *, queries: bool = False) -> None:
        self.app, self.log, self.queries = app, log, queries

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, and note it."""
        if scope["type"] != "http":
            return
        begun, status, size = time.perf_counter(), 0, 0

        async def counted(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            else:
                size += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive, counted)
        finally:
            taken = 1000 * (time.perf_counter() - begun)
            asked = _asked(scope) if self.queries else ""
            path = plain(scope.get("raw_path", b""), _PATH)
            self.log.note(f"{scope['method']} {path}{asked} {status or '-'} {size}B {taken:.1f}ms")


def fault(operation: str, error: Exception) -> None:
    """Where a fault is, for whoever runs the server; not its text, which may hold a query."""
    places = "".join(traceback.format_tb(error.__traceback__))
    sys.stderr.write(f"kg: fault in {operation}: {type(error).__name__}\n{places}")


def plain(text: bytes, most: int) -> str:
    """Bytes as text in one line without anything that a terminal acts on.

    >>> plain(b"/a b\\x1b[2J\\r\\n200", 40)
    '/a\\\\x20b\\\\x1b[2J\\\\x0d\\\\x0a200'
    >>> plain(b"abcdef", 3)
    'abc…'
    """
    shown = "".join(chr(c) if 32 < c < 127 and c != 92 else f"\\x{c:02x}" for c in text[:most])
    return shown + "…" * (len(text) > most)


def _asked(scope: Scope) -> str:
    query, body = scope.get("query_string", b""), scope.get(BODY, b"")
    return ("?" + plain(query, _QUERY) if query else "") + (
        " body=" + plain(body, _QUERY) if body else "")
