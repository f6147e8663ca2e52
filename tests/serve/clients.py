"""Many clients at once, from a process of their own: ``python clients.py PLAN``.

It imports nothing of the project, and sends to loopback alone. Each connection stays open and has
one request under way. The plan is JSON: ``port``, ``connections``, ``seconds`` (the most that it
may take), ``requests`` and ``order``, numbers of requests. A request is its text as Latin-1, the
digest that the body of its answer must have, and another digest of the same rows in any order, for
queries that promise none; or nothing. What is printed is JSON: ``seconds``, ``taken`` (milliseconds
of each request) and ``wrong``, one line for each answer that is not 200 with this body.
"""

from __future__ import annotations

import hashlib
import json
import selectors
import socket
import sys
import time
from pathlib import Path
from typing import Any

_PIECE = 1 << 18
_END = b"0\r\n\r\n"
#: how much of a wrong answer is shown
_SHOWN = 200


class Line:
    """A connection with one request under way."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.asked, self.begun = -1, 0.0
        self._read = bytearray()

    def ask(self, number: int, request: bytes) -> None:
        """Send a request whole; the reply before it has been read."""
        self.asked, self.begun = number, time.perf_counter()
        self.socket.sendall(request)

    def answer(self) -> tuple[int, bytes] | None:
        """Status and body when they are there; raises ConnectionError where they never will be."""
        piece = self.socket.recv(_PIECE)
        if not piece:
            raise ConnectionError("the connection was closed")
        self._read += piece
        end = self._read.find(b"\r\n\r\n") + 4
        if end < 4:
            return None
        head = bytes(self._read[:end]).lower()
        body = _body(head, self._read, end)
        if body is not None:
            self._read.clear()
            return int(head[9:12]), body
        return None


def _body(head: bytes, read: bytearray, start: int) -> bytes | None:
    _, found, value = head.partition(b"content-length:")
    if found:
        length = int(value.partition(b"\r")[0])
        if len(read) > start + length:
            raise ConnectionError("more came than was asked for")
        return bytes(read[start:]) if len(read) == start + length else None
    if b"transfer-encoding: chunked" not in head:
        return b""
    return _chunks(read, start) if read.endswith(_END) else None


def _chunks(read: bytearray, place: int) -> bytes | None:
    pieces: list[bytes] = []
    while (end := read.find(b"\r\n", place)) >= 0:
        length = int(read[place:end], 16)
        if not length:
            return b"".join(pieces)
        pieces.append(bytes(read[end + 2 : end + 2 + length]))
        place = end + 4 + length
    return None


def digest(body: bytes) -> str:
    """The digest of a body."""
    return hashlib.sha256(body).hexdigest()


def rows(body: bytes) -> str:
    """The digest of a result as SPARQL JSON that does not depend on the order of its rows."""
    told = json.loads(body)
    found = sorted(json.dumps(row, sort_keys=True) for row in told["results"]["bindings"])
    return digest(json.dumps([told["head"], found]).encode())


def right(status: int, body: bytes, whole: str, unordered: str) -> bool:
    """Whether an answer is the one that the plan says."""
    if status != 200:
        return False
    return digest(body) == whole or (bool(unordered) and rows(body) == unordered)


def main(plan: dict[str, Any]) -> dict[str, Any]:
    """Send everything; see the head of the module for what goes in and comes out."""
    requests = [(one[0].encode("latin-1"), *one[1:]) for one in plan["requests"]]
    waiting = iter(plan["order"])
    taken, wrong = [], []
    lines = [Line(plan["port"]) for _ in range(plan["connections"])]
    begun = time.perf_counter()
    end = begun + plan["seconds"]
    with selectors.DefaultSelector() as selector:
        for line in lines:
            if (number := next(waiting, None)) is not None:
                selector.register(line.socket, selectors.EVENT_READ, line)
                line.ask(number, requests[number][0])
        while selector.get_map():
            if time.perf_counter() > end:
                wrong.append(f"{len(selector.get_map())} requests have no answer after"
                             f" {plan['seconds']} seconds")
                break
            for key, _ in selector.select(1.0):
                one: Line = key.data
                text, whole, unordered = requests[one.asked]
                try:
                    answer = one.answer()
                    if answer is None:
                        continue
                    taken.append(1000 * (time.perf_counter() - one.begun))
                    if not right(*answer, whole, unordered):
                        wrong.append(f"{text.partition(b' HTTP')[0][:_SHOWN]!r}:"
                                     f" {answer[0]} {answer[1][:_SHOWN]!r}")
                    if (number := next(waiting, None)) is not None:
                        one.ask(number, requests[number][0])
                        continue
                except OSError as error:
                    wrong.append(f"{text.partition(b' HTTP')[0][:_SHOWN]!r}: {error}")
                selector.unregister(one.socket)
    seconds = time.perf_counter() - begun
    for line in lines:
        line.socket.close()
    return {"seconds": seconds, "taken": taken, "wrong": wrong}


if __name__ == "__main__":
    print(json.dumps(main(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))))  # noqa: T201
