"""What a worker answers: the parts of a response, before anything knows of HTTP connections."""

from __future__ import annotations

from typing import NamedTuple


class Reply(NamedTuple):
    """Status, media type, further headers, and the body."""

    status: int
    media_type: str
    headers: dict[str, str]
    body: bytes
