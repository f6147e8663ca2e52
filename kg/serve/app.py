"""The application: which address is answered by what, behind which guards."""

from __future__ import annotations

from starlette.routing import Route, Router

from kg.api.routes import api_routes
from kg.errors import KgError
from kg.serve.bounds import Bounds
from kg.serve.entities import Things, thing_routes
from kg.serve.faults import Shown
from kg.serve.gate import Gate
from kg.serve.guard import Guard
from kg.serve.headers import Headers
from kg.serve.log import Log, Logged
from kg.serve.negotiate import TRIPLES, chosen
from kg.serve.origin import Names
from kg.serve.problem import problem
from kg.serve.reply import Reply
from kg.serve.respond import header, respond
from kg.serve.sparql_routes import Resource, sparql_routes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.types import ASGIApp, Receive, Scope, Send

    from kg.serve.pool import Pool
    from kg.serve.static import Shelf

_READING = ("GET", "HEAD", "OPTIONS")
#: seconds for what is the same for everybody and is kept once it was made
_OWN = 60.0
#: searching machines are not to compute
_ROBOTS = b"User-agent: *\nDisallow: /api/\nDisallow: /sparql\nDisallow: /store\n"
_FORMS = {"/feed.atom": "atom", "/feed.json": "json"}


def application(
    pool: Pool,
    shelf: Shelf,
    names: Names,
    origins: frozenset[str],
    bounds: Bounds,
    log: Log,
    *,
    queries: bool = False,
) -> ASGIApp:
    """Everything that the server answers, with the guards before it.

    ``origins`` are those of pages that may read; ``queries`` lets the log hold what is asked.
    """
    inner = Router(_routes(pool, shelf), redirect_slashes=False)
    guarded = Guard(Gate(inner, bounds, log.note), names, origins)
    return Logged(Headers(Shown(guarded), bool(origins - {"*"})), log, queries=queries)


def _routes(pool: Pool, shelf: Shelf) -> list[Route]:
    home = Resource(_home(pool), _READING)
    endpoint = {route.path: route for route in sparql_routes(pool, home)}
    graphs = endpoint.pop("/graph/{name}").app
    return [
        Route("/", home),
        *endpoint.values(),
        *api_routes(pool),
        *(Route(path, Resource(_feed(pool, form), _READING)) for path, form in _FORMS.items()),
        Route("/robots.txt", Resource(_fixed(Reply(200, "text/plain", {}, _ROBOTS)), _READING)),
        Route("/favicon.ico", Resource(_fixed(Reply(204, "image/x-icon", {}, b"")), _READING)),
        *thing_routes(Things(pool, shelf, graphs)),
        Route("/{rest:path}", _Pages(shelf)),
    ]


def _home(pool: Pool) -> Callable[[Scope, Receive], Awaitable[Reply]]:
    """The explorer for readers; programs that want RDF are led to the dataset's description."""

    async def answer(scope: Scope, receive: Receive) -> Reply:
        kind = chosen(header(scope, b"accept"), ("text/html", *TRIPLES[:4]))
        if kind is None:
            raise KgError("KG906", "This is had as text/html.", "Accept it.")
        if kind != "text/html":
            return Reply(303, "text/plain", {"Location": "/.well-known/void"}, b"")
        return await pool.run("explorer", {}, seconds=_OWN)

    return answer


def _feed(pool: Pool, form: str) -> Callable[[Scope, Receive], Awaitable[Reply]]:
    async def answer(scope: Scope, receive: Receive) -> Reply:
        return await pool.run("feed", {"form": form}, seconds=_OWN)

    return answer


def _fixed(reply: Reply) -> Callable[[Scope, Receive], Awaitable[Reply]]:
    async def answer(scope: Scope, receive: Receive) -> Reply:
        return reply

    return answer


class _Pages:
    """The pages of the site that are of no one thing, and its data; nothing else has an address."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with a file, or say that there is none."""
        name = scope["path"].lstrip("/")
        if name == "explorer.html":
            # here it is the first page, which asks this server
            reply = Reply(303, "text/plain", {"Location": "/"}, b"")
        elif name in self._shelf and scope["method"] in ("GET", "HEAD"):
            await self._shelf.send(name, scope, send)
            return
        elif name in self._shelf:
            reply = problem("KG914", f"{scope['method']} is not offered here.", "",
                            {"Allow": "GET, HEAD"})
        elif not self._shelf.ready and "." in name:
            reply = self._shelf.waiting()
        else:
            reply = problem("KG924", "Nothing has this address.")
        await respond(scope, send, reply)
