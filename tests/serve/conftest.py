"""One server on the project's graph, for the tests that do it no harm."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kg.graph import Graph
from kg.serve.pool import Limits
from tests.serve.running import Running


@pytest.fixture(scope="session")
def server(graph: Graph) -> Iterator[Running]:
    running = Running(Limits(seconds=20), workers=1, digest=graph.digest)
    yield running
    running.stop()
