"""A refusal as a reply: problem details for programs, a short page for browsers."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape

from kg.serve.problem import MEDIA_TYPE, problem
from kg.serve.respond import header, respond

TYPE_CHECKING = False
if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: how browsers begin when they say what they take
_PAGES = ("text/html", "application/xhtml")


async def fault(
    scope: Scope, send: Send, code: str, detail: str, remedy: str = "",
    headers: dict[str, str] | None = None,
) -> None:
    """Send the problem of a code; nothing in it is of this machine."""
    await respond(scope, send, problem(code, detail, remedy, headers))


@dataclass(frozen=True, slots=True)
class Shown:
    """Shows problems as pages to who reads pages; everything else passes."""

    app: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, with a page where it is a problem."""
        if scope["type"] != "http" or not reads_pages(scope):
            await self.app(scope, receive, send)
            return
        start: Message | None = None

        async def shown(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                kind = dict(message["headers"]).get(b"content-type", b"")
                if kind == MEDIA_TYPE.encode():
                    # a problem is one small piece: its page replaces it
                    start = message
                    return
            elif start is not None:
                # to HEAD there is no body from which a page could be made
                told, start = start, None
                if message.get("body"):
                    body = page(json.loads(message["body"]))
                    kept = [one for one in told["headers"]
                            if one[0] not in (b"content-type", b"content-length")]
                    told = {**told, "headers": [
                        *kept, (b"content-type", b"text/html; charset=utf-8"),
                        (b"content-length", str(len(body)).encode()),
                    ]}
                    message = {**message, "body": body}
                await send(told)
            await send(message)

        await self.app(scope, receive, shown)


def page(told: dict[str, object]) -> bytes:
    """A problem as a page without style or script."""
    name = escape(f"{told.get('status', '')} {told.get('title', '')}".strip())
    shown = "".join(f"<p>{escape(str(told[part]))}</p>\n" for part in ("detail", "remedy")
                    if told.get(part))
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width">\n'
        f"<title>{name} &ndash; Custody Graph</title>\n</head>\n<body>\n<main>\n<h1>{name}</h1>\n"
        f'{shown}<p><a href="/">To the first page</a></p>\n</main>\n</body>\n</html>\n'
    ).encode()


def reads_pages(scope: Scope) -> bool:
    """Whether it is a browser that shows a page: it names HTML before all else."""
    return header(scope, b"accept").lstrip().lower().startswith(_PAGES)
