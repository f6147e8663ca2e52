"""HTTP addresses of the endpoint, of the graphs, and of the dataset's description."""

from __future__ import annotations

from functools import lru_cache

from starlette.routing import Route

from kg.errors import KgError
from kg.names import GRAPH
from kg.serve.negotiate import BOOLEAN, SOLUTIONS, TRIPLES, chosen
from kg.serve.problem import of, problem
from kg.serve.protocol import asked, parameters
from kg.serve.reply import Reply
from kg.serve.respond import header, respond

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.types import ASGIApp, Receive, Scope, Send

    from kg.serve.pool import Pool

    Handler = Callable[[Scope, Receive], Awaitable[Reply]]

#: how long our own descriptions and graphs may take: they are known and bounded
_OWN = 60.0
#: a graph by itself has no place for the name of a graph
_GRAPH_FORMATS = TRIPLES[:4]


def sparql_routes(pool: Pool, page: ASGIApp | None = None) -> list[Route]:
    """Routes of ``/sparql``, ``/store``, ``/graph/NAME`` and ``/.well-known/void``.

    ``page`` answers a browser that opens ``/sparql`` without a query.
    """
    sparql = Resource(_sparql(pool), ("GET", "HEAD", "POST", "OPTIONS"))
    reading = ("GET", "HEAD", "OPTIONS")
    return [
        Route("/sparql", _with_page(sparql, page) if page else sparql),
        Route("/sparql/", _with_page(sparql, page) if page else sparql),
        Route("/store", Resource(_store(pool), reading)),
        Route("/graph/{name}", Resource(_named(pool), reading)),
        Route("/.well-known/void", Resource(_void(pool), reading)),
    ]


class Resource:
    """An application that answers some methods, and says which where another is used."""

    def __init__(self, handler: Handler, methods: tuple[str, ...]) -> None:
        self._handler, self._methods = handler, methods
        self._allow = {"Allow": ", ".join(methods)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        method = scope["method"]
        if method == "OPTIONS":
            reply = Reply(204, "text/plain", self._allow, b"")
        elif method not in self._methods:
            reply = problem("KG914", f"{method} is not offered here.", "", self._allow)
        else:
            try:
                reply = await self._handler(scope, receive)
            except KgError as error:
                reply = of(error)
        await respond(scope, send, reply)


async def body(receive: Receive, most: int) -> bytes:
    """The body of a request; raises KgError where it is larger than that."""
    parts, size = [], 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise KgError("KG915", "The request has no end.", "Send it again.")
        part = message.get("body", b"")
        size += len(part)
        if size > most:
            raise KgError(
                "KG908", f"The body is larger than {most // 1024:,} KiB.", "Shorten the query."
            )
        parts.append(part)
        if not message.get("more_body"):
            return b"".join(parts)


def address(scope: Scope, path: str) -> str:
    """An address of this server, as the client named it."""
    host = header(scope, b"host") or "localhost"
    return f"{scope['scheme']}://{host}{scope.get('root_path', '')}{path}"


def _with_page(sparql: Resource, page: ASGIApp) -> ASGIApp:
    async def endpoint(scope: Scope, receive: Receive, send: Send) -> None:
        opened = scope["method"] in ("GET", "HEAD") and not scope["query_string"]
        offers = ("text/turtle", "text/html", *TRIPLES[1:])
        if opened and chosen(header(scope, b"accept"), offers) == "text/html":
            await page(scope, receive, send)
        else:
            await sparql(scope, receive, send)

    return _Application(endpoint)


class _Application:
    """A function as an application: a route takes a plain function for something else."""

    def __init__(self, endpoint: ASGIApp) -> None:
        self._endpoint = endpoint

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self._endpoint(scope, receive, send)


def _sparql(pool: Pool) -> Handler:
    most = pool.limits.request

    async def answer(scope: Scope, receive: Receive) -> Reply:
        method, query = scope["method"], scope["query_string"]
        if len(query) > most:
            raise KgError("KG908", "The address is too long.", "Send the query by POST.")
        accept = header(scope, b"accept")
        if method != "POST" and not query:
            return await pool.run(
                "description",
                {"endpoint": address(scope, "/sparql"), "media_type": _graph(accept, TRIPLES)},
                seconds=_OWN,
            )
        if header(scope, b"content-encoding") not in ("", "identity"):
            raise KgError("KG907", "The body is compressed.", "Send it as it is.")
        posted = await body(receive, most) if method == "POST" else b""
        question = asked(method, query, header(scope, b"content-type"), posted)
        return await pool.run("sparql", question._asdict() | _formats(accept))

    return answer


def _store(pool: Pool) -> Handler:
    async def answer(scope: Scope, receive: Receive) -> Reply:
        found = parameters(scope["query_string"])
        graphs = [value for name, value in found if name == "graph"]
        default = [value for name, value in found if name == "default"]
        if len(graphs) + len(default) != 1:
            raise KgError(
                "KG915", "A request names one graph.", "Give graph=IRI, or default, once."
            )
        name = graphs[0] if graphs else None
        return await pool.run(
            "graph", {"name": name, "media_type": _wanted(scope)}, seconds=_OWN
        )

    return answer


def _named(pool: Pool) -> Handler:
    async def answer(scope: Scope, receive: Receive) -> Reply:
        name = GRAPH + scope["path_params"]["name"]
        return await pool.run(
            "graph", {"name": name, "media_type": _wanted(scope)}, seconds=_OWN
        )

    return answer


def _void(pool: Pool) -> Handler:
    async def answer(scope: Scope, receive: Receive) -> Reply:
        return await pool.run(
            "void", {"endpoint": address(scope, "/sparql"), "media_type": _wanted(scope)},
            seconds=_OWN,
        )

    return answer


def _wanted(scope: Scope) -> str:
    return _graph(header(scope, b"accept"), _GRAPH_FORMATS)


def _graph(accept: str, offers: tuple[str, ...]) -> str:
    media_type = chosen(accept, offers)
    if media_type is None:
        raise KgError("KG906", f"This is had as {', '.join(offers)}.", "Accept one of them.")
    return media_type


@lru_cache(maxsize=256)
def _formats(accept: str) -> dict[str, str | None]:
    return {
        "solutions": chosen(accept, SOLUTIONS),
        "boolean": chosen(accept, BOOLEAN),
        "triples": chosen(accept, TRIPLES),
    }
