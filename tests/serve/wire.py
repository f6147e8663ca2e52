"""Asking a server byte by byte, as no well-behaved client would."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Iterator
from typing import NamedTuple

from starlette.types import ASGIApp
from uvicorn import Config, Server

from kg.serve.bounds import Bounds
from kg.serve.http import bounded


class Got(NamedTuple):
    """One reply: status, headers in lower case, body."""

    status: int
    headers: dict[str, str]
    body: bytes


def exchange(port: int, data: bytes, seconds: float = 10.0) -> bytes:
    """Everything that comes back until the server closes, or says nothing for so long."""
    with socket.create_connection(("127.0.0.1", port), timeout=seconds) as connection:
        with contextlib.suppress(ConnectionError):
            connection.sendall(data)
        return drained(connection)


def drained(connection: socket.socket) -> bytes:
    """What a connection still gives."""
    pieces = []
    with contextlib.suppress(ConnectionError, TimeoutError):
        while piece := connection.recv(65536):
            pieces.append(piece)
    return b"".join(pieces)


def parsed(reply: bytes) -> Got:
    """The first reply of what came back, whose body goes to the end or as far as it says."""
    head, _, rest = reply.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {}
    for line in lines:
        name, _, value = line.partition(":")
        headers[name.lower()] = value.strip()
    body = rest[: int(headers["content-length"])] if "content-length" in headers else rest
    return Got(int(first.split()[1]), headers, body)


def get(port: int, path: str, *lines: str, method: str = "GET", host: str = "",
        body: bytes = b"") -> Got:
    """One whole request, on a connection of its own."""
    length = [f"Content-Length: {len(body)}"] if body else []
    head = [f"{method} {path} HTTP/1.1", f"Host: {host or f'localhost:{port}'}",
            "Connection: close", *length, *lines]
    return parsed(exchange(port, "\r\n".join([*head, "", ""]).encode("latin-1") + body))


@contextlib.contextmanager
def serving(app: ASGIApp, bounds: Bounds) -> Iterator[int]:
    """An app behind our connections, in a thread; gives the port."""
    listener = socket.create_server(("127.0.0.1", 0))
    server = Server(Config(
        app, http=bounded(bounds), loop="asyncio", ws="none", lifespan="off", log_config=None,
        log_level="critical", access_log=False, server_header=False, proxy_headers=False,
        backlog=bounds.backlog, timeout_graceful_shutdown=5,
    ))
    thread = threading.Thread(target=lambda: asyncio.run(server.serve([listener])))
    thread.start()
    try:
        yield listener.getsockname()[1]
    finally:
        server.should_exit = True
        thread.join(20)
        listener.close()
    assert not thread.is_alive()
