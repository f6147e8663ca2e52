"""How much is answered at once, how long it may take, and how large what comes in may be."""

from __future__ import annotations

import asyncio
import sys

from kg.serve.bounds import Bounds
from kg.serve.faults import fault

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: where the gate leaves the body for the log
BODY = "kg.body"
#: where the connection says that a request is there with all of its body
WHOLE = "kg.whole"
_AGAIN = {"Retry-After": "2"}
_CLOSE = {"Connection": "close"}


class _Busy(Exception):
    """Too many bytes are on their way."""


class Gate:
    """Reads the request whole, lets it in, and sends the reply in pieces."""

    def __init__(self, app: ASGIApp, bounds: Bounds, note: Callable[[str], object]) -> None:
        self.app, self.bounds, self.note = app, bounds, note
        self.answering = self.sending = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or say why not."""
        if scope["type"] != "http":
            return
        body = await self._body(scope, receive, send)
        if body is None:
            return
        if self.answering >= self.bounds.answering:
            await fault(scope, send, "KG912", "Too many requests are being answered.", "", _AGAIN)
            return
        scope[BODY] = body
        sender = _Sender(self, send)
        self.answering += 1
        try:
            async with asyncio.timeout(self.bounds.answer_seconds):
                await self.app(scope, _again(body, receive), sender)
        except TimeoutError:
            await self._failed(scope, sender, "KG910", "The request took too long.")
        except _Busy:
            await self._failed(scope, sender, "KG912", "Too many large replies are on their way.",
                               _AGAIN)
        except asyncio.CancelledError:
            # only a server that stops ends what it answers
            await self._failed(scope, sender, "KG901", "The server stops.", _AGAIN | _CLOSE)
        except Exception as error:  # noqa: BLE001 - the reader gets no traceback, the log its place
            self.note(f"error {_where(error)}")
            await self._failed(scope, sender, "KG916", "The server has a fault here.")
        finally:
            sender.done()

    async def _body(self, scope: Scope, receive: Receive, send: Send) -> bytes | None:
        """The body; None where a refusal was sent instead, or nobody is there any more."""
        most = self.bounds.body_bytes
        named = [v for n, v in scope["headers"] if n == b"content-length" and v.isdigit()]
        pieces: list[bytes] = []
        size = int(named[0][:12]) if named else 0
        # who waits to be asked for the body would take a next request for it
        asked = any(name == b"expect" for name, _ in scope["headers"])
        try:
            async with asyncio.timeout(None if WHOLE in scope else self.bounds.body_seconds):
                more = size <= most
                while more:
                    message = await receive()
                    if message["type"] == "http.disconnect":
                        return None
                    pieces.append(message.get("body", b""))
                    more = message.get("more_body", False)
                    size = sum(map(len, pieces))
                    if size > most:
                        break
        except TimeoutError:
            await fault(scope, send, "KG923", "The request took too long to arrive.", "", _CLOSE)
            return None
        if size > most:
            await fault(scope, send, "KG908", f"A request has at most {most:,} bytes.", "",
                        _CLOSE if asked else {})
            return None
        return b"".join(pieces)

    async def _failed(
        self, scope: Scope, sender: _Sender, code: str, detail: str,
        headers: dict[str, str] | None = None,
    ) -> None:
        if sender.started:
            # half a reply must not look like a whole one: uvicorn cuts the connection
            raise ConnectionAbortedError
        await fault(scope, sender, code, detail, "", headers)


class _Sender:
    """Sends one reply piece by piece, so that a slow reader holds little."""

    def __init__(self, gate: Gate, send: Send) -> None:
        self.started = False
        self._gate, self._send = gate, send
        self._start: Message | None = None
        self._counted, self._let_in = 0, True

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            # held back until it is known whether the body can be sent
            self._start = message
            return
        body = message.get("body", b"")
        if self._start is not None:
            await self._begin(self._start, len(body))
        most = self._gate.bounds.piece_bytes
        if len(body) <= most:
            await self._send(message)
            return
        view, last = memoryview(body), message.get("more_body", False)
        for at in range(0, len(body), most):
            piece = bytes(view[at : at + most])
            more = last or at + most < len(body)
            await self._send({"type": "http.response.body", "body": piece, "more_body": more})

    def done(self) -> None:
        """Give back what the reply took."""
        self._gate.sending -= self._counted
        self._counted = 0
        self._leave()

    async def _begin(self, start: Message, size: int) -> None:
        # small ones are not counted: they fit into the buffer of the connection
        if size > self._gate.bounds.piece_bytes:
            if self._gate.sending + size > self._gate.bounds.sending_bytes:
                self._start = None
                raise _Busy
            self._counted = size
            self._gate.sending += size
        self._start, self.started = None, True
        # what is only sent leaves its place to another
        self._leave()
        await self._send(start)

    def _leave(self) -> None:
        if self._let_in:
            self._let_in = False
            self._gate.answering -= 1


def _again(body: bytes, receive: Receive) -> Receive:
    """A receive that gives the body once, then what happens to the connection."""
    given = False

    async def once() -> Message:
        nonlocal given
        if given:
            return await receive()
        given = True
        return {"type": "http.request", "body": body, "more_body": False}

    return once


def _where(error: BaseException) -> str:
    """The kind of an error and the place in the package; never its message, which may hold text."""
    trace, place = error.__traceback__, ""
    while trace is not None:
        name = str(trace.tb_frame.f_globals.get("__name__", ""))
        if name.startswith("kg."):
            place = f"{name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__} at {place or sys.modules['__main__'].__name__}"
