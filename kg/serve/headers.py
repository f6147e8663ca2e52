"""What every reply says to a browser, whatever it is a reply to."""

from __future__ import annotations

from dataclasses import dataclass

TYPE_CHECKING = False
if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: nothing may run, load, frame or be sent; pages that need more say what
POLICY = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
_OF_PAGES, _OF_OTHERS = POLICY.encode(), f"{POLICY}; sandbox".encode()
_ALWAYS = (
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
)


@dataclass(frozen=True, slots=True)
class Headers:
    """Adds the headers of safety, and of caching where a reply has none."""

    app: ASGIApp
    #: whether replies differ by the page that asks
    by_origin: bool = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the headers."""
        if scope["type"] != "http":
            return

        async def marked(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = [*message["headers"], *_ALWAYS]
                own = dict(headers)
                if b"content-security-policy" not in own:
                    headers.append((b"content-security-policy", _policy(own)))
                if b"cache-control" not in own:
                    headers.append((b"cache-control", b"no-store"))
                if self.by_origin:
                    headers.append((b"vary", b"Origin"))
                message = {**message, "headers": headers}
            await send(message)

        await self.app(scope, receive, marked)


def _policy(headers: dict[bytes, bytes]) -> bytes:
    # a sandbox would make links of a page those of a stranger
    page = headers.get(b"content-type", b"").startswith(b"text/html")
    return _OF_PAGES if page else _OF_OTHERS
