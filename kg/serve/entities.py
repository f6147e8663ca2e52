"""Addresses of things: their page for readers, RDF for programs, by Accept or by ending."""

from __future__ import annotations

from posixpath import dirname
from urllib.parse import quote

from starlette.routing import Route

from kg.errors import KgError
from kg.serve.describing import ENDINGS
from kg.serve.negotiate import chosen
from kg.serve.problem import problem
from kg.serve.reply import Reply
from kg.serve.respond import header, respond
from kg.serve.sparql_routes import Resource
from kg.serve.static import ELSEWHERE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from kg.serve.pool import Pool
    from kg.serve.static import Shelf

#: what stands directly below the base
SPACES = ("id", "claim", "def", "graph", "link", "origin", "bearing", "rule", "observation")
#: programs that take anything get Turtle, browsers name HTML
_OFFERS = ("text/turtle", "text/html", "application/ld+json", "application/n-triples",
           "application/rdf+xml")
_METHODS = ("GET", "HEAD", "OPTIONS")


class Things:
    """Answers for everything that has an address below the base.

    ``graphs`` answers for named graphs in RDF.
    """

    def __init__(self, pool: Pool, shelf: Shelf, graphs: ASGIApp) -> None:
        self._pool, self._shelf, self._graphs = pool, shelf, graphs
        self._data = Resource(self._described, _METHODS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request for a thing, or for its page by name."""
        path = scope["path"].lstrip("/")
        if scope["method"] not in ("GET", "HEAD"):
            await self._data(scope, receive, send)
        elif path in self._shelf:
            await self._shelf.send(path, scope, send)
        elif self._media_type(scope) == "text/html":
            await self._page(scope, send)
        elif path.startswith("graph/") and not _ending(path):
            await self._graphs(scope, receive, send)
        else:
            await self._data(scope, receive, send)

    async def _described(self, scope: Scope, receive: Receive) -> Reply:
        media_type = self._media_type(scope)
        if media_type is None:
            raise KgError("KG906", f"This is had as {', '.join(_OFFERS)}.", "Accept one of them.")
        return await self._pool.run(
            "describe", {"path": _thing(scope["path"]), "media_type": media_type}
        )

    async def _page(self, scope: Scope, send: Send) -> None:
        """The page of a thing: at its own address, or where it is a part of another page."""
        path = _thing(scope["path"])
        reply = await self._pool.run("where", {"path": path})
        if reply.status != 200:
            await respond(scope, send, reply)
            return
        place = reply.body.decode()
        file, _, anchor = place.partition("#")
        if not self._shelf.ready:
            await respond(scope, send, self._shelf.waiting())
        elif file not in self._shelf:
            await respond(scope, send, problem("KG924", f"/{path} has no page.", ELSEWHERE))
        elif anchor or dirname(file) != dirname(scope["path"].lstrip("/")):
            location = f"/{quote(file)}{'#' if anchor else ''}{quote(anchor)}"
            await respond(scope, send, Reply(303, "text/plain", {"Location": location}, b""))
        else:
            more = ((b"vary", b"accept"), (b"content-location", f"/{quote(file)}".encode()))
            await self._shelf.send(file, scope, send, more)

    def _media_type(self, scope: Scope) -> str | None:
        ending = _ending(scope["path"])
        return ENDINGS[ending] if ending else chosen(header(scope, b"accept"), _OFFERS)


def thing_routes(things: Things) -> list[Route]:
    """Routes of everything below the base."""
    return [Route(f"/{space}/{{name:path}}", things) for space in SPACES]


def _ending(path: str) -> str:
    """The ending that names a format, or nothing; keys have no dots."""
    last = path.rpartition("/")[2]
    ending = "." + last.rpartition(".")[2]
    return ending if "." in last and ending in ENDINGS else ""


def _thing(path: str) -> str:
    return path.lstrip("/").removesuffix(_ending(path))
