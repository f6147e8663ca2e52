"""The page with a real endpoint beside it: worker processes, and HTTP on loopback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from kg.explorer import live_page
from kg.graph import Graph
from kg.serve.limits import Limits
from tests.serve.running import Running


@contextmanager
def live(graph: Graph, limits: Limits | None = None) -> Iterator[str]:
    """The address of the page while it is served, with a slash at its end."""
    made = live_page(graph)

    async def page(request: Request) -> HTMLResponse:
        return HTMLResponse(made.text, headers={"Content-Security-Policy": made.policy})

    running = Running(limits or Limits(seconds=20), 1, graph.digest, [Route("/", page)])
    try:
        yield f"http://127.0.0.1:{running.port}/"
    finally:
        running.stop()
