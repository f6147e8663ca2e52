"""What one request may take, and how many may wait."""

from __future__ import annotations

from dataclasses import dataclass

_MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of the server; times in seconds, sizes in bytes."""

    #: how long one request may be worked at; then its process is killed
    seconds: float = 10.0
    #: memory a worker may take beyond what the open graph takes; 0 is no limit
    memory: int = 512 * _MIB
    #: rows of a SELECT, triples of a CONSTRUCT or DESCRIBE
    rows: int = 100_000
    #: size of a result, in its format
    result: int = 32 * _MIB
    #: size of a request: the body, and the address
    request: int = 1 * _MIB
    #: how many requests may wait for a worker
    queue: int = 256
    #: how long a request may wait for a worker
    wait: float = 10.0
    #: memory for answers that were given before
    cache: int = 64 * _MIB
