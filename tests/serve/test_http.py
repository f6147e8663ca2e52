"""Connections: what is malformed, too long, too slow or too many is ended, and nothing else."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator

import pytest
from starlette.types import Receive, Scope, Send

from kg.serve.bounds import Bounds
from kg.serve.gate import Gate
from tests.serve.wire import drained, exchange, get, parsed, serving

BOUNDS = Bounds(
    connections=20, backlog=64, head_bytes=8192, headers=40, body_bytes=100_000,
    head_seconds=1.0, body_seconds=1.5, idle_seconds=2.0, stall_seconds=2.0, ahead=8,
    answer_seconds=4.0, sending_bytes=60_000_000,
)
LARGE = 50_000_000
#: counts requests that are not answered
ARRIVED = threading.Semaphore(0)


async def echo(scope: Scope, receive: Receive, send: Send) -> None:
    """Says what it was asked; /large gives much, /fail fails, /never does not answer."""
    body = (await receive())["body"]
    reply = f"{scope['method']} {scope['path']} {len(body)}".encode()
    if scope["path"] == "/large":
        reply = b"x" * LARGE
    elif scope["path"] == "/fail":
        raise ValueError("a secret")
    elif scope["path"] == "/never":
        ARRIVED.release()
        await receive()
        raise AssertionError("the reader went away")
    await send({"type": "http.response.start", "status": 200,
                "headers": [(b"content-length", str(len(reply)).encode())]})
    await send({"type": "http.response.body", "body": reply})


@pytest.fixture(scope="module")
def notes() -> list[str]:
    return []


@pytest.fixture(scope="module")
def port(notes: list[str]) -> Iterator[int]:
    with serving(Gate(echo, BOUNDS, notes.append), BOUNDS) as found:
        yield found


def _request(first: str, *lines: str, port: int) -> bytes:
    return "\r\n".join([first, f"Host: localhost:{port}", *lines, "", ""]).encode("latin-1")


POST = b"POST / HTTP/1.1\r\nHost: x\r\n"
MALFORMED = {
    "no-http": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "empty-lines-and-nonsense": b"\r\n\r\n\x00\x00\x00",
    "nul-in-header": b"GET / HTTP/1.1\r\nHost: x\r\nA: b\x00c\r\n\r\n",
    "nul-in-address": b"GET /\x00 HTTP/1.1\r\nHost: x\r\n\r\n",
    "bare-line-feeds": b"GET / HTTP/1.1\nHost: x\n\n",
    "folded-header": b"GET / HTTP/1.1\r\nHost: x\r\nA: b\r\n c\r\n\r\n",
    "space-before-colon": b"GET / HTTP/1.1\r\nHost : x\r\n\r\n",
    "no-such-method": b"GIVE / HTTP/1.1\r\nHost: x\r\n\r\n",
    "no-such-version": b"GET / HTTP/7.3\r\nHost: x\r\n\r\n",
    "http2-preface": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "letters-beyond-ascii": "GET /é HTTP/1.1\r\nHost: x\r\n\r\n".encode(),
    "authority-form": b"CONNECT other.example:443 HTTP/1.1\r\nHost: other.example\r\n\r\n",
    "other-scheme": b"GET ftp://localhost/ HTTP/1.1\r\nHost: x\r\n\r\n",
    "length-and-chunks": POST + b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunks-and-length": POST + b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n",
    "two-lengths": POST + b"Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcd",
    "length-with-sign": POST + b"Content-Length: +4\r\n\r\nabcd",
    "length-below-zero": POST + b"Content-Length: -4\r\n\r\n",
    "length-beyond-counting": POST + b"Content-Length: 99999999999999999999999\r\n\r\n",
    "unknown-encoding": POST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "chunked-not-last": POST + b"Transfer-Encoding: chunked, gzip\r\n\r\n",
    "chunk-beyond-counting": POST + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n",
    "other-protocol-with-body": POST + (
        b"Connection: Upgrade\r\nUpgrade: h2c\r\nContent-Length: 4\r\n\r\nabcd"),
}


@pytest.mark.parametrize("data", MALFORMED.values(), ids=list(MALFORMED))
def test_malformed_requests_are_refused_and_the_connection_ends(data: bytes, port: int) -> None:
    reply = exchange(port, data + b"GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n")
    assert reply.count(b"HTTP/1.1 ") == 1
    got = parsed(reply)
    assert got.status == 400
    assert got.headers["content-type"] == "application/problem+json"
    assert got.headers["connection"] == "close"
    assert json.loads(got.body)["status"] == 400


def test_a_smuggled_request_is_not_answered(port: int) -> None:
    body = b"GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n"
    reply = exchange(port, _request(
        "POST /first HTTP/1.1", f"Content-Length: {len(body)}", "Connection: close", port=port,
    ) + body)
    assert reply.count(b"HTTP/1.1 ") == 1
    assert parsed(reply).body == f"POST /first {len(body)}".encode()


def test_who_asks_for_another_protocol_is_answered_in_this_one(port: int) -> None:
    reply = exchange(port, _request(
        "GET /here HTTP/1.1", "Connection: Upgrade", "Upgrade: websocket", port=port,
    ) + b"\x81\x85garbage")
    assert reply.count(b"HTTP/1.1 ") == 1
    assert parsed(reply).body == b"GET /here 0"


@pytest.mark.parametrize(("first", "lines", "status"), [
    ("GET / HTTP/1.1", ["A: " + "a" * 9000], 431),
    ("GET / HTTP/1.1", [f"A{i}: 1" for i in range(41)], 431),
    ("GET /" + "a" * 5000 + " HTTP/1.1", [], 414),
    ("POST / HTTP/1.1", ["Content-Length: 100001"], 413),
])
def test_what_is_too_large_is_refused(
    first: str, lines: list[str], status: int, port: int
) -> None:
    assert parsed(exchange(port, _request(first, *lines, port=port), 5)).status == status


def test_a_head_that_never_ends_is_refused_on_the_way(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nA: ")
        sent = 0
        try:
            while sent < 10_000_000:
                sent += connection.send(b"a" * 10_000)
        except OSError:
            pass
        assert parsed(drained(connection)).status == 431 or sent < 10_000_000


def test_chunks_are_counted_while_they_come(port: int) -> None:
    chunk = b"8000\r\n" + b"a" * 0x8000 + b"\r\n"
    data = _request("POST / HTTP/1.1", "Transfer-Encoding: chunked", port=port) + chunk * 4
    got = parsed(exchange(port, data, 5))
    assert got.status == 413
    assert get(port, "/", "Transfer-Encoding: chunked", method="POST").status != 413


def test_after_a_refused_body_the_connection_goes_on(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
        connection.sendall(_request("POST / HTTP/1.1", "Content-Length: 200000", port=port)
                           + b"a" * 200_000
                           + _request("GET /next HTTP/1.1", "Connection: close", port=port))
        reply = drained(connection)
    assert parsed(reply).status == 413
    assert reply.endswith(b"GET /next 0")


def test_who_waits_to_be_asked_for_a_body_is_not_asked_for_too_much(port: int) -> None:
    got = parsed(exchange(port, _request(
        "POST / HTTP/1.1", "Content-Length: 200000", "Expect: 100-continue", port=port), 5))
    assert got.status == 413
    assert got.headers["connection"] == "close"
    fine = exchange(port, _request(
        "POST / HTTP/1.1", "Content-Length: 2", "Expect: 100-continue", "Connection: close",
        port=port) + b"ab", 5)
    assert fine.startswith(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK")


@pytest.mark.parametrize("data", [
    b"", b"GET / HTTP/1.1\r\nHost: x\r\nA: b", POST + b"Content-Length: 9\r\n\r\na",
], ids=["nothing", "half-a-head", "half-a-body"])
def test_slow_requests_are_cut(data: bytes, port: int) -> None:
    # read without a time of our own: the test hangs where the server does not end it
    reply = exchange(port, data, 30)
    assert reply == b"" if not data else parsed(reply).status == 408


def test_a_connection_that_is_not_used_is_closed(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.sendall(_request("GET / HTTP/1.1", port=port))
        assert parsed(drained(connection)).body == b"GET / 0"


def test_requests_sent_ahead_are_answered_in_order(port: int) -> None:
    data = b"".join(_request(f"GET /{i} HTTP/1.1", port=port) for i in range(5))
    reply = exchange(port, data + _request("GET /5 HTTP/1.1", "Connection: close", port=port))
    assert [reply.index(f"GET /{i} 0".encode()) for i in range(6)] == sorted(
        reply.index(f"GET /{i} 0".encode()) for i in range(6))


def test_too_many_requests_sent_ahead_end_the_connection(port: int) -> None:
    data = _request("GET /a HTTP/1.1", port=port) * 50
    assert exchange(port, data).count(b"HTTP/1.1 200") < 50
    assert get(port, "/after").body == b"GET /after 0"


def test_a_reader_that_does_not_read_is_cut_and_its_reply_let_go(
    port: int, notes: list[str]
) -> None:
    with socket.create_connection(("127.0.0.1", port), timeout=30) as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.sendall(_request("GET /large HTTP/1.1", port=port))
        # while it is on its way, a second as large is one too many
        assert connection.recv(10)
        assert get(port, "/large").status == 503
        assert get(port, "/").status == 200
        while get(port, "/large").status == 503:
            pass
        assert len(drained(connection)) < LARGE


def test_failures_tell_nothing_but_their_place(port: int, notes: list[str]) -> None:
    got = get(port, "/fail")
    assert got.status == 500
    assert b"secret" not in got.body
    assert b"Traceback" not in got.body
    assert any(note.startswith("error ValueError at ") for note in notes)
    assert not any("secret" in note for note in notes)


def test_what_is_never_answered_ends_in_time(port: int) -> None:
    assert get(port, "/never").status == 504
    assert ARRIVED.acquire(timeout=1)


def test_absolute_addresses_are_read_as_the_standard_says(port: int) -> None:
    got = parsed(exchange(port, _request(
        f"GET http://localhost:{port}/a?b HTTP/1.1", "Connection: close", port=port)))
    assert got.body == b"GET /a 0"


def test_slow_connections_make_room_for_new_ones(port: int) -> None:
    slow = [socket.create_connection(("127.0.0.1", port), timeout=10) for _ in range(60)]
    try:
        for one in slow:
            try:
                one.sendall(b"GET / HT")
            except OSError:
                continue
        assert get(port, "/now").body == b"GET /now 0"
    finally:
        for one in slow:
            one.close()
    assert get(port, "/then").body == b"GET /then 0"


def test_where_all_connections_are_answered_a_new_one_is_told_to_come_back() -> None:
    bounds = Bounds(connections=3, answer_seconds=5.0)
    with serving(Gate(echo, bounds, print), bounds) as port:
        busy = [socket.create_connection(("127.0.0.1", port), timeout=10) for _ in range(3)]
        for one in busy:
            one.sendall(_request("GET /never HTTP/1.1", port=port))
            assert ARRIVED.acquire(timeout=20)
        got = get(port, "/")
        assert (got.status, got.headers["retry-after"]) == (503, "2")
        for one in busy:
            one.close()
