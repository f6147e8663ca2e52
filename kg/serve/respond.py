"""Sending a reply: to HEAD without its body, and not again to whom has it."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from starlette.types import Scope, Send

    from kg.serve.reply import Reply

#: how much of a body is handed on at once, in bytes
PART = 256 * 1024
#: a copy may be kept, and is asked about each time: another graph may stand here tomorrow
_CACHE = (b"cache-control", b"no-cache")
_VARY = (b"vary", b"accept")


async def respond(scope: Scope, send: Send, reply: Reply) -> None:
    """Send the reply; 304 where the client's copy is the same."""
    status, body = reply.status, reply.body
    silent = status == 204 or scope["method"] == "HEAD"
    reading = scope["method"] in ("GET", "HEAD")
    headers = [(name.lower().encode(), value.encode()) for name, value in reply.headers.items()]
    headers += [_CACHE, _VARY]
    if status == 200 and reading and held(scope, reply.headers.get("ETag", "")):
        status, silent = 304, True
    elif status != 204:
        kind = reply.media_type
        charset = "; charset=utf-8" if kind.startswith("text/") else ""
        headers.append((b"content-type", f"{kind}{charset}".encode()))
        headers.append((b"content-length", str(len(body)).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    if not silent:
        # in parts, so that a client that reads slowly does not make the server hold a second copy
        last = max(0, len(body) - 1) // PART * PART
        for start in range(0, last, PART):
            part = body[start : start + PART]
            await send({"type": "http.response.body", "body": part, "more_body": True})
        body = body[last:]
    await send({"type": "http.response.body", "body": b"" if silent else body})


def header(scope: Scope, name: bytes) -> str:
    """A header of the request, its lines joined; empty where there is none."""
    return ", ".join([v.decode("latin-1") for k, v in scope["headers"] if k == name])


def held(scope: Scope, tag: str) -> bool:
    """Whether the client says that it has the version with this tag."""
    given = header(scope, b"if-none-match")
    if not given:
        return False
    known = [one.strip().removeprefix("W/") for one in given.split(",")]
    return bool(tag) and (tag in known or given.strip() == "*")
