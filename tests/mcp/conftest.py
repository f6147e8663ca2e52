"""One process for the tests that do it no harm, and a way to start others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kg.graph import Graph
from tests.mcp.speaking import Speaking

Start = Callable[..., Speaking]


@pytest.fixture(scope="package")
def spoken(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Speaking]:
    """A server on the project's graph that has shaken hands."""
    speaking = Speaking(
        "--seconds", "30", "--workers", "1", log=tmp_path_factory.mktemp("mcp") / "log"
    )
    speaking.begin()
    yield speaking
    assert speaking.end() == 0


@pytest.fixture
def start(graph: Graph, tmp_path: Path) -> Iterator[Start]:
    """Starts servers of its own for a test, and ends what is left of them."""
    started: list[Speaking] = []

    def starting(*options: str, before: dict[str, str] | None = None) -> Speaking:
        one = Speaking(*options, log=tmp_path / f"log{len(started)}", before=before)
        started.append(one)
        return one

    yield starting
    for one in started:
        one.kill()
