"""Who is answered: requests under our own name, from our own pages, programs, or allowed sites."""

from __future__ import annotations

from dataclasses import dataclass

from kg.serve.faults import fault
from kg.serve.origin import Names

TYPE_CHECKING = False
if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_METHODS = b"GET, HEAD, POST, OPTIONS"
#: what a page of an allowed site may send and read beyond what every page may
_ASKED = b"accept, content-type, if-none-match"
_READ = b"etag, link, location, retry-after, content-location"
_PREFLIGHT_SECONDS = b"600"
#: how the headers begin that decide here
_LOOKED_AT = (b"host", b"origin", b"sec-fetch-", b"access-control-")
#: answers whose making is work; a page elsewhere reaches them only by a reader's own click
_WORK = ("/sparql", "/store", "/api/")


@dataclass(frozen=True, slots=True)
class Guard:
    """The outermost check: Host, other sites, and which of them may read."""

    app: ASGIApp
    names: Names
    #: origins that may read, or ``*``
    origins: frozenset[str] = frozenset()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or say why not."""
        if scope["type"] != "http":
            return
        headers = _headers(scope)
        hosts = headers.get("host", [])
        if len(hosts) != 1:
            await fault(scope, send, "KG926", "A request names its host once.")
            return
        if not self.names.ours(hosts[0]):
            await fault(scope, send, "KG921", "This server does not answer under that name.")
            return
        origin = headers.get("origin", [])
        allowed = bool(origin) and ("*" in self.origins or origin[0] in self.origins)
        if allowed:
            send = _readable(send, origin[0], "*" in self.origins)
            if scope["method"] == "OPTIONS" and "access-control-request-method" in headers:
                await _preflight(headers, send)
                return
        elif _foreign(scope, headers, hosts[0]):
            await fault(scope, send, "KG922", "Pages of other sites cannot ask this server.")
            return
        await self.app(scope, receive, send)


def _headers(scope: Scope) -> dict[str, list[str]]:
    """Values of the headers that are looked at here, by name."""
    found: dict[str, list[str]] = {}
    for name, value in scope["headers"]:
        if name.startswith(_LOOKED_AT):
            found.setdefault(name.decode("latin-1"), []).append(
                value.decode("latin-1").strip(" \t"))
    return found


def _foreign(scope: Scope, headers: dict[str, list[str]], host: str) -> bool:
    """Whether a browser sends this for a page of another site, other than a reader's own click."""
    origins = headers.get("origin", [])
    if any(one.partition("://")[2].lower() != host.lower() for one in origins):
        return True
    site = headers.get("sec-fetch-site", ["none"])[0]
    if site in ("none", "same-origin"):
        return False
    # a link from elsewhere to one of our pages is what addresses are for
    click = (
        scope["method"] in ("GET", "HEAD")
        and headers.get("sec-fetch-mode") == ["navigate"]
        and headers.get("sec-fetch-dest") == ["document"]
    )
    work = scope["path"].startswith(_WORK) and bool(scope["query_string"])
    return not click or (work and headers.get("sec-fetch-user") != ["?1"])


def _readable(send: Send, origin: str, anyone: bool) -> Send:
    own = [(b"access-control-allow-origin", b"*" if anyone else origin.encode("latin-1")),
           (b"access-control-expose-headers", _READ)]

    async def marked(message: Message) -> None:
        if message["type"] == "http.response.start":
            message = {**message, "headers": [*message["headers"], *own]}
        await send(message)

    return marked


async def _preflight(headers: dict[str, list[str]], send: Send) -> None:
    """Answer a browser that asks before it sends."""
    answer = [
        (b"access-control-allow-methods", _METHODS), (b"access-control-allow-headers", _ASKED),
        (b"access-control-max-age", _PREFLIGHT_SECONDS), (b"content-length", b"0"),
    ]
    if headers.get("access-control-request-private-network") == ["true"]:
        answer.append((b"access-control-allow-private-network", b"true"))
    await send({"type": "http.response.start", "status": 204, "headers": answer})
    await send({"type": "http.response.body", "body": b""})
