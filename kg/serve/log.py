"""The log of requests, one line each, without what was asked.

Lines are written some at a time: a thread that woke up for each would take turns with the answers.
"""

from __future__ import annotations

import re
import sys
import threading
import time
import traceback
from collections import deque

from kg.serve.gate import BODY

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: lines that may wait for a slow reader of the log; more are dropped, and counted
_WAITING = 10_000
#: seconds for which lines are gathered before they are written
_GATHER = 0.05
_PATH, _QUERY = 300, 2_000
#: what stands in the log as it is; almost every path
_PLAIN = re.compile(rb"[!-\[\]-~]*")


class Log:
    """Writes lines from a thread of its own: a log that nobody reads stops no answer."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._lines: deque[tuple[float, str]] = deque()
        self._some, self._end = threading.Event(), threading.Event()
        self._dropped = 0
        self._thread = threading.Thread(target=self._write, name="log", daemon=True)
        self._thread.start()

    def note(self, text: str) -> None:
        """Write a line with the time before it."""
        if len(self._lines) >= _WAITING:
            self._dropped += 1
            return
        self._lines.append((time.time(), text))
        if not self._some.is_set():
            self._some.set()

    def close(self) -> None:
        """Write what waits, for at most a second."""
        self._end.set()
        self._some.set()
        self._thread.join(1)

    def _write(self) -> None:
        while not self._end.is_set() or self._lines:
            self._some.wait()
            self._end.wait(_GATHER)
            # before the lines are taken: one that comes from now on wakes this again
            self._some.clear()
            text = "".join([_line(*self._lines.popleft()) for _ in range(len(self._lines))])
            if self._dropped:
                text += f"{self._dropped} lines were dropped: the log is read too slowly.\n"
                self._dropped = 0
            try:
                self._stream.write(text)
                self._stream.flush()
            except (OSError, ValueError):
                # nobody reads any more
                continue


def _line(when: float, text: str) -> str:
    """A line with the time, UTC, before it."""
    second = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(when))
    return f"{second}.{int(when % 1 * 1000):03d}Z {text}\n"


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
    if len(text) <= most and _PLAIN.fullmatch(text):
        return text.decode("ascii")
    shown = "".join(chr(c) if 32 < c < 127 and c != 92 else f"\\x{c:02x}" for c in text[:most])
    return shown + "…" * (len(text) > most)


def _asked(scope: Scope) -> str:
    query, body = scope.get("query_string", b""), scope.get(BODY, b"")
    return ("?" + plain(query, _QUERY) if query else "") + (
        " body=" + plain(body, _QUERY) if body else "")
