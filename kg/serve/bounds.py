"""What one connection, one request and the whole server may take up."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Bounds:
    """Bounds of the HTTP side; those of a query are in ``kg.serve.limits``."""

    #: open connections; with this many, the one that has waited longest is closed for a new one
    connections: int = 512
    #: connections that the system keeps before they are accepted
    backlog: int = 256
    #: bytes of request line and headers together, and the number of headers
    head_bytes: int = 32_768
    headers: int = 100
    #: bytes of a request's body
    body_bytes: int = 1_048_576
    #: seconds until a head is complete, until its body is, and until a next request begins
    head_seconds: float = 10.0
    body_seconds: float = 30.0
    idle_seconds: float = 30.0
    #: seconds in which a reader has to take the next piece of a reply
    stall_seconds: float = 20.0
    #: seconds in which a request has to be answered, whatever it is
    answer_seconds: float = 120.0
    #: requests that one connection may send ahead of their replies
    ahead: int = 64
    #: requests being answered at once
    answering: int = 256
    #: bytes of replies on their way at once, and of one piece of a reply
    sending_bytes: int = 268_435_456
    piece_bytes: int = 65_536
    #: seconds that are left to what is being answered when the server stops
    stop_seconds: int = 30
