"""A real server for tests: worker processes, and HTTP on loopback."""

from __future__ import annotations

import asyncio
import http.client
import json
import threading
from collections.abc import Callable, Coroutine, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import pyoxigraph as ox
import uvicorn
from starlette.applications import Starlette
from starlette.routing import Route

from kg.serve.pool import Limits, Pool
from kg.serve.sparql_routes import sparql_routes

Got = TypeVar("Got")


class Response(NamedTuple):
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def kind(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]

    @property
    def text(self) -> str:
        return self.body.decode()

    def json(self) -> Any:
        return json.loads(self.body)


class Running:
    """A pool and the server before it, in a thread with an event loop of its own."""

    def __init__(
        self, limits: Limits, workers: int, digest: str = "", more: Sequence[Route] = (),
        routes: Callable[[Pool], list[Route]] = sparql_routes,
    ) -> None:
        self.pool = Pool(None, limits, workers, digest=digest)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        try:
            self.wait(self.pool.start())
        except BaseException:
            self._end()
            raise
        application = Starlette(routes=[*more, *routes(self.pool)])
        self._server = uvicorn.Server(
            uvicorn.Config(application, port=0, log_level="error", lifespan="off")
        )
        self._served = asyncio.run_coroutine_threadsafe(self._server.serve(), self._loop)
        while not self._server.started:
            self.wait(asyncio.sleep(0.01))
        self.port = int(self._server.servers[0].sockets[0].getsockname()[1])

    def wait(self, work: Coroutine[Any, Any, Got], seconds: float = 60) -> Got:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(seconds)

    def ask(self, method: str, path: str, body: bytes | None = None,
            headers: Mapping[str, str] | None = None) -> Response:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, path, body, dict(headers or {}))
            answer = connection.getresponse()
            named = {name.lower(): value for name, value in answer.getheaders()}
            return Response(answer.status, named, answer.read())
        finally:
            connection.close()

    def stop(self) -> None:
        self._server.should_exit = True
        self._served.result(30)
        self.wait(self.pool.close())
        self._end()

    def _end(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(30)
        self._loop.close()


def store_of(cache: Path, digest: str, graphs: Mapping[str, str]) -> str:
    """A built store with these graphs in N-Triples, as a pool finds it by its digest."""
    folder = cache / "stores" / digest[:32]
    folder.mkdir(parents=True)
    store = ox.Store(str(folder / "store"))
    for name, text in graphs.items():
        store.load(text.encode(), format=ox.RdfFormat.N_TRIPLES, to_graph=ox.NamedNode(name))
    store.flush()
    (folder / "sheet.json").write_text(json.dumps({"digest": digest, "places": {}}))
    return digest
