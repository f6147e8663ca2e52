"""HTTP addresses of the JSON API: they read what is asked, check it, and pass it to a worker."""

from __future__ import annotations

from starlette.routing import Route

from kg.api.endpoints import ENDPOINTS, QUESTION, Endpoint
from kg.api.taken import checked, once
from kg.errors import KgError
from kg.findings.api_codes import CODES
from kg.serve.problem import problem
from kg.serve.protocol import parameters
from kg.serve.sparql_routes import Resource

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from starlette.types import Receive, Scope

    from kg.serve.pool import Pool
    from kg.serve.reply import Reply

METHODS = ("GET", "HEAD", "OPTIONS")
#: how long what is the same for everybody may take: it is made once
_OWN = 60.0
_SHARED = ("questions", "openapi")


def api_routes(pool: Pool) -> list[Route]:
    """Routes of every address in the table."""
    return [
        Route(one.path.replace("{thing}", "{thing:path}"), Resource(_handler(pool, one), METHODS))
        for one in ENDPOINTS
    ]


def _handler(pool: Pool, endpoint: Endpoint) -> Callable[[Scope, Receive], Awaitable[Reply]]:
    seconds = _OWN if endpoint.operation in _SHARED else None

    async def answer(scope: Scope, receive: Receive) -> Reply:
        if not endpoint.operation:
            return problem("KG941", endpoint.about, CODES["KG941"].remedy)
        return await pool.run(endpoint.operation, arguments(endpoint, scope), seconds=seconds)

    return answer


def arguments(endpoint: Endpoint, scope: Scope) -> dict[str, object]:
    """What a request asks of an operation; raises KgError where the address does not take it."""
    given = once(parameters(scope["query_string"]))
    if any(one.in_path and one.name in given for one in endpoint.takes):
        raise KgError("KG915", "A part of the path is given as a parameter.", "Leave it out.")
    given |= scope["path_params"]
    if endpoint.path != QUESTION:
        return checked(endpoint.takes, given)
    # what a question itself takes, the worker knows
    common = {one.name for one in endpoint.takes}
    own = {name: value for name, value in given.items() if name not in common}
    shared = {name: value for name, value in given.items() if name in common}
    return checked(endpoint.takes, shared) | {"given": own}
