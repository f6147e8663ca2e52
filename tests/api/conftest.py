"""A server with the addresses of the API, on the project's graph."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg.api.routes import api_routes
from kg.graph import Graph
from kg.serve.pool import Limits
from tests.serve.running import Running


@pytest.fixture(scope="package")
def api(graph: Graph) -> Iterator[Running]:
    running = Running(Limits(seconds=20), workers=2, digest=graph.digest, routes=api_routes)
    yield running
    running.stop()
