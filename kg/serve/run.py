"""Starting and stopping the server."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import signal
import socket
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from uvicorn import Config, Server

from kg.errors import KgError
from kg.serve.app import application
from kg.serve.bounds import Bounds
from kg.serve.http import bounded
from kg.serve.limits import Limits
from kg.serve.log import Log
from kg.serve.origin import Names
from kg.serve.pool import Pool
from kg.serve.static import Shelf

TYPE_CHECKING = False
if TYPE_CHECKING:
    from starlette.types import ASGIApp

#: files and connections that this process may have open, where the system lets it
_FILES = 4096


@dataclass(frozen=True, slots=True)
class Settings:
    """What a server is started with."""

    host: str = "127.0.0.1"
    port: int = 8765
    seeds: str | None = None
    workers: int = 2
    limits: Limits = field(default_factory=Limits)
    bounds: Bounds = field(default_factory=Bounds)
    #: further names it answers to, and origins of pages that may read from it
    names: frozenset[str] = frozenset()
    origins: frozenset[str] = frozenset()
    log_queries: bool = False
    #: whether the site's pages are written and served
    pages: bool = True


def run(settings: Settings, digest: str, started: Callable[[str], object]) -> None:
    """Serve the graph until a signal says stop; ``started`` is told the address.

    Raises KgError where the address cannot be listened to.
    """
    with listening(settings.host, settings.port) as listener:
        asyncio.run(_serve(settings, digest, listener, started))


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 takes a free one. Raises KgError where that cannot be."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        return socket.create_server(found[0][4][:2], family=found[0][0])
    except (OSError, OverflowError) as error:
        if isinstance(error, OSError) and error.errno == errno.EADDRINUSE:
            raise KgError(
                "KG920", f"Port {port} of {host} is taken by another program.",
                "Stop it, or take another port: kg serve --port 0 finds a free one.",
            ) from None
        raise KgError(
            "KG920", f"{host} with port {port} cannot be listened to: {error}.",
            "Give an address of this machine, such as 127.0.0.1, and a port from 1024 to 65535.",
        ) from None


class _Server(Server):
    """uvicorn's server, which ends with what it was doing done, and no signal passed on."""

    @contextlib.contextmanager
    def signals(self) -> Iterator[None]:
        """Stop at SIGINT and SIGTERM; a second SIGINT does not wait for what is answered."""
        loop = asyncio.get_running_loop()
        known = (signal.SIGINT, signal.SIGTERM)
        for one in known:
            loop.add_signal_handler(one, self.handle_exit, one, None)
        try:
            yield
        finally:
            for one in known:
                loop.remove_signal_handler(one)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Leave the signals to :meth:`signals`, which begins before the workers do."""
        yield


async def _serve(
    settings: Settings, digest: str, listener: socket.socket, started: Callable[[str], object]
) -> None:
    log = Log()
    pool = Pool(settings.seeds, settings.limits, settings.workers, digest=digest)
    shelf = Shelf(digest, settings.seeds, log.note)
    host, port = listener.getsockname()[:2]
    names = Names(port, settings.names, open=not _loopback(host))
    app = application(pool, shelf, names, settings.origins, settings.bounds, log,
                      queries=settings.log_queries)
    server = _Server(_config(app, settings.bounds))
    _raise_files()
    with server.signals():
        try:
            await pool.start()
            writing = asyncio.create_task(shelf.prepare()) if settings.pages else None
            if not server.should_exit:
                started(_address(host, port))
                await server.serve(sockets=[listener])
            if writing is not None:
                writing.cancel()
                await asyncio.gather(writing, return_exceptions=True)
        finally:
            await shelf.close()
            await pool.close()
            log.close()


def _config(app: ASGIApp, bounds: Bounds) -> Config:
    return Config(
        app, http=bounded(bounds), loop="asyncio", ws="none", lifespan="off", log_config=None,
        log_level="critical", access_log=False, server_header=False, proxy_headers=False,
        backlog=bounds.backlog, timeout_keep_alive=int(bounds.idle_seconds),
        timeout_graceful_shutdown=bounds.stop_seconds,
    )


def _address(host: str, port: int) -> str:
    # whoever listens on all addresses is reached on this one
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, host)  # noqa: S104 - compared only
    return f"http://{f'[{shown}]' if ':' in shown and shown[0] != '[' else shown}:{port}/"


def _loopback(host: str) -> bool:
    import ipaddress

    return ipaddress.ip_address(host.partition("%")[0]).is_loopback


def _raise_files() -> None:
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        most = _FILES if hard == resource.RLIM_INFINITY else min(_FILES, hard)
        if soft < most:
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))
