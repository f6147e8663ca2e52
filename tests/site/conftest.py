"""The site of the real graph and of a small one, and pages of both in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest
from playwright.sync_api import Page

from kg.engine.embedded import Embedded
from kg.graph import Graph
from kg.names import ID, PREFIXES
from kg.site import write
from tests.browser import Opener
from tests.generated import generated

#: what would be markup, a script or an address that runs one, if it were not held as text
HOSTILE = "</script><img src=x onerror=window.__hit=1>\"'><b>{{ 7*7 }}</b>"
_RUNS = "javascript:window.__hit=1"

Opened = Callable[..., Page]


@pytest.fixture(scope="session")
def site(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the project's own graph, with its exports."""
    folder = tmp_path_factory.mktemp("site") / "real"
    write(graph, folder)
    return folder


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of a random graph whose texts are hostile; it has instruments and conflicts."""
    quads = []
    for quad in generated(12):
        value = quad.object
        if isinstance(value, ox.Literal) and value.language:
            value = ox.Literal(f"{value.value} {HOSTILE}", language="en")
        quads.append(ox.Quad(quad.subject, quad.predicate, value, quad.graph_name))
    graph = next(q.graph_name for q in quads if q.subject == ox.NamedNode(ID + "law"))
    match = ox.NamedNode(PREFIXES["skos"] + "exactMatch")
    quads.append(ox.Quad(ox.NamedNode(ID + "law"), match, ox.NamedNode(_RUNS), graph))
    folder = tmp_path_factory.mktemp("site") / "small"
    write(Graph(Embedded.of(quads), "0" * 64), folder, data=False)
    return folder


@pytest.fixture
def opened(opener: Opener) -> Iterator[Opened]:
    """Opens a page of a site; afterwards, nothing was asked of a network and nothing failed."""

    def open_page(
        path: Path, *, size: tuple[int, int] = (1400, 900), dark: bool = False,
        bypass_csp: bool = False,
    ) -> Page:
        return opener.open(path.as_uri(), size=size, dark=dark, bypass_csp=bypass_csp)

    yield open_page
    # these pages make no files of their own
    assert [url for url in opener.requests if url.startswith("blob:")] == []
