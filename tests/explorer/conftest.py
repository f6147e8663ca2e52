"""The explorer as one file, opened in a real browser without a network, and from a server."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page

from kg.explorer import page
from kg.graph import Graph
from tests.browser import Opener
from tests.serve.served import Served

Explorer = Callable[..., Page]


@pytest.fixture(scope="session")
def explorer_file(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the project's own graph; nobody writes there."""
    path = tmp_path_factory.mktemp("explorer") / "explorer.html"
    path.write_text(page(graph).text, encoding="utf-8")
    return path


@pytest.fixture
def explorer(opener: Opener, explorer_file: Path) -> Explorer:
    """Opens the explorer at a state, such as ``view=look&thing=release``."""

    def open_at(
        state: str = "", *, size: tuple[int, int] = (1400, 900), dark: bool = False,
        bypass_csp: bool = False, file: Path = explorer_file,
    ) -> Page:
        return opener.open(
            f"{file.as_uri()}#{state}", size=size, dark=dark, bypass_csp=bypass_csp,
            ready="window.__ready === true",
        )

    return open_at


@pytest.fixture(scope="session")
def served_address() -> Iterator[str]:
    """A server of the project's own graph, as the command starts it."""
    served = Served("--seconds", "60")
    try:
        served.warm()
        yield f"http://127.0.0.1:{served.port}/"
    finally:
        served.stop()
