"""The process of a worker: one question at a time, until the server hangs up."""

from __future__ import annotations

import json
import socket
import sys
from contextlib import suppress

from kg.errors import KgError
from kg.serve import frames
from kg.serve.confine import confine, deadline
from kg.serve.limits import Limits
from kg.serve.reply import Reply

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.graph import Graph


#: bytes of a body that are copied behind the head, to be sent with it
_TOGETHER = 65_536


def main(descriptor: int, digest: str, limits: str) -> None:
    """Answer on the socket; ``limits`` are those of :class:`Limits` as JSON."""
    from kg.graph import stored

    # a server that is no longer there wants no answer
    with suppress(BrokenPipeError, ConnectionResetError), socket.socket(fileno=descriptor) as line:
        graph = stored(digest)
        graph.select("SELECT * WHERE { GRAPH ?g { ?s ?p ?o } } LIMIT 1")
        answer(line, graph, Limits(**json.loads(limits)))


def answer(connection: socket.socket, graph: Graph, limits: Limits) -> None:
    """Answer questions until there are no more."""
    from kg.serve.work import perform

    confine(limits.memory)
    connection.sendall(frames.answer(Reply(200, "text/plain", {}, b"")))
    with connection.makefile("rb") as stream:
        while len(head := stream.read(frames.QUESTION.size)) == frames.QUESTION.size:
            length, seconds = frames.QUESTION.unpack(head)
            operation, arguments = json.loads(stream.read(length))
            deadline(seconds)
            reply = perform(graph, limits, operation, arguments)
            frame = frames.answer(reply)
            if len(reply.body) <= _TOGETHER:
                # one send wakes the server once
                connection.sendall(frame + reply.body)
            else:
                connection.sendall(frame)
                connection.sendall(reply.body)


if __name__ == "__main__":
    try:
        main(int(sys.argv[1]), sys.argv[2], sys.argv[3])
    except KgError as problem:
        sys.exit(f"kg: {problem}")
