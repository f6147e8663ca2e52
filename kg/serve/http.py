"""uvicorn's connection with bounds: on the head, on time, and on how many there are.

uvicorn alone waits for ever for a request that comes slowly, and for a reader that does not
read. One look a second over all connections ends those whose time is up; with too many open,
a new one takes the place of the one that has waited longest.
"""

from __future__ import annotations

import asyncio
import json
import socket
import struct
from http import HTTPStatus
from typing import Any, ClassVar, cast

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from kg.serve.bounds import Bounds
from kg.serve.crowd import Crowd
from kg.serve.gate import WHOLE
from kg.serve.together import Together

#: what a refused sender may still send before the connection is cut; it is thrown away
_LEFT = 4 * 1_048_576
#: linger for no time: the system throws away what was not taken
_AT_ONCE = struct.pack("ii", 1, 0)
#: headers of a request that has a body
_BODY = (b"content-length", b"transfer-encoding")
#: seconds in which a refused sender can read why
_LINGER = 1.0


class Connection(HttpToolsProtocol):
    """One connection; make a class of its own for a server with :func:`bounded`."""

    bounds: ClassVar[Bounds]
    crowd: ClassVar[Crowd]

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        #: when this connection is ended, unless something happens before
        self.deadline: float | None = None
        #: since when the reader has taken nothing
        self.stalled_since: float | None = None
        #: a head or a body has begun and is not complete
        self._in_head = self._in_body = False
        self._head_bytes = self._left_bytes = self._answering = 0
        self._refused = False

    @property
    def waiting(self) -> bool:
        """Whether nothing is being answered, so that ending it loses no answer."""
        return self._answering <= int(self._in_body)

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take the connection, or refuse it where nothing waits that could make room."""
        super().connection_made(Together(transport, self.loop))
        self._expect(self.bounds.head_seconds)
        if not self.crowd.admit(self):
            self._refuse(503, "Too many connections are open.", "retry-after: 2\r\n")

    def connection_lost(self, exc: Exception | None) -> None:
        """Forget the connection."""
        self.crowd.leave(self)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read on, unless the head is too long or makes no sense."""
        if self._refused:
            self._throw_away(data)
            return
        self._unset_keepalive_if_required()
        self._head_bytes += len(data)
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserUpgrade:
            # whoever asks for another protocol gets the answer in this one, and no other after it
            if self.cycle is not None:
                self.cycle.keep_alive = False
            self._refused = True
            return
        except httptools.HttpParserError as error:
            told = error.__context__
            status, why = told.args if isinstance(told, _Refusal) else (400, "Not valid HTTP.")
            self._refuse(status, why)
            return
        if self._in_head and self._head_bytes > self.bounds.head_bytes:
            self._refuse(431, "The head of the request is too long.")

    def on_message_begin(self) -> None:
        """Start the time for the head."""
        super().on_message_begin()
        self._in_head, self._head_bytes = True, 0
        self._expect(self.bounds.head_seconds)

    def on_headers_complete(self) -> None:
        """Start to answer; raises where the head is beyond its bounds."""
        length = len(self.url) + sum(len(name) + len(value) + 4 for name, value in self.headers)
        if len(self.url) > self.bounds.head_bytes // 2:
            raise _Refusal(414, "The address is too long; send the query in the body.")
        if length > self.bounds.head_bytes or len(self.headers) > self.bounds.headers:
            raise _Refusal(431, "The head of the request is too long.")
        if self.parser.should_upgrade() and any(one[0] in _BODY for one in self.headers):
            raise _Refusal(400, "A request for another protocol has no body.")
        if len(self.pipeline) >= self.bounds.ahead:
            raise _Refusal(400, "Too many requests were sent ahead of their replies.")
        if not self.url.startswith(b"/"):
            self._origin_form()
        self._in_head, self._in_body = False, True
        super().on_headers_complete()
        self._answering += 1
        # the reader of the body has the same time, and a better answer than a cut
        self._expect(self.bounds.body_seconds + _LINGER)

    def on_body(self, body: bytes) -> None:
        """Take a piece of the body, or throw it away where the reply stands already."""
        if self.cycle.response_complete:
            self._throw_away(body)
        super().on_body(body)

    def on_message_complete(self) -> None:
        """The request is there: from now on its own limit counts."""
        super().on_message_complete()
        cast("dict[str, Any]", self.scope)[WHOLE] = True
        self._in_body = False
        self._expect(self.bounds.idle_seconds if self.waiting else None)

    def on_response_complete(self) -> None:
        """Wait for the next request."""
        self._answering -= 1
        if self.waiting and not (self._in_head or self._in_body):
            self._expect(self.bounds.idle_seconds)
        super().on_response_complete()

    def pause_writing(self) -> None:
        """The reader is slower than the reply."""
        self.stalled_since = self.loop.time()
        super().pause_writing()

    def resume_writing(self) -> None:
        """The reader has taken what was there."""
        self.stalled_since = None
        super().resume_writing()

    def end(self) -> None:
        """End a connection whose time is up: with a word where a request had begun."""
        if (self._in_head or self._in_body) and self.waiting and not self._refused:
            self._refuse(408, "The request took too long to arrive.")
        else:
            self.cut()

    def cut(self) -> None:
        """End the connection at once; what is on its way to a reader that does not read too."""
        line = self.transport.get_extra_info("socket")
        if line is not None:
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _AT_ONCE)
        self.transport.abort()

    def _expect(self, seconds: float | None) -> None:
        self.deadline = None if seconds is None else self.loop.time() + seconds

    def _throw_away(self, data: bytes) -> None:
        self._left_bytes += len(data)
        if self._left_bytes > _LEFT:
            self.cut()

    def _origin_form(self) -> None:
        """Read ``http://host/path`` as RFC 9112 says: its host goes before the header."""
        if self.parser.get_method() == b"OPTIONS" and self.url == b"*":
            self.url = b"/"
            return
        scheme, mark, rest = self.url.partition(b"://")
        if not mark or scheme.lower() not in (b"http", b"https"):
            raise _Refusal(400, "The address of the request is not one of this server.")
        host, slash, path = rest.partition(b"/")
        self.url = slash + path if slash else b"/"
        self.headers[:] = [one for one in self.headers if one[0] != b"host"] + [(b"host", host)]

    def _refuse(self, status: int, why: str, header: str = "") -> None:
        """Say why and stop reading; where another reply is on its way, only end."""
        if self._answering > int(self._in_body) or (self.cycle and self.cycle.response_started
                                                    and not self.cycle.response_complete):
            self.cut()
            return
        title = HTTPStatus(status).phrase
        body = json.dumps({"type": "about:blank", "title": title, "status": status, "detail": why})
        self.transport.write((
            f"HTTP/1.1 {status} {title}\r\ncontent-type: application/problem+json\r\n"
            f"content-length: {len(body)}\r\nconnection: close\r\ncache-control: no-store\r\n"
            f"x-content-type-options: nosniff\r\n{header}\r\n{body}"
        ).encode("ascii"))
        self._refused = True
        if self.cycle is not None:
            # whoever still waits for the body is told that there is none
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        self.transport.write_eof()
        self._expect(_LINGER)


class _Refusal(Exception):
    """A head that is not answered: status and reason."""


def bounded(bounds: Bounds) -> type[Connection]:
    """The class of the connections of one server."""
    return type("Bounded", (Connection,), {"bounds": bounds, "crowd": Crowd(bounds)})
