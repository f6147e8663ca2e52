"""Fixtures that many tests share: a cache of their own, the real graph, a real browser."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

import kg
from kg.graph import Graph
from tests.article import article_seeds
from tests.browser import CHROMIUM, FLAGS, Opener


@pytest.fixture(scope="session", autouse=True)
def same_code() -> Iterator[None]:
    """The installed command runs the code that is tested, also from another checkout."""
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = str(Path(kg.__file__).parent.parent)
    yield
    if before is None:
        del os.environ["PYTHONPATH"]
    else:
        os.environ["PYTHONPATH"] = before


@pytest.fixture(scope="session", autouse=True)
def cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A cache that the tests do not share with the user."""
    folder = tmp_path_factory.mktemp("cache")
    before = os.environ.get("KG_CACHE")
    os.environ["KG_CACHE"] = str(folder)
    yield folder
    if before is None:
        del os.environ["KG_CACHE"]
    else:
        os.environ["KG_CACHE"] = before


@pytest.fixture(scope="session")
def graph(cache: Path) -> Graph:
    """The graph of the project's own seeds, built in the tests' cache."""
    return kg.open()


@pytest.fixture(scope="session")
def article_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeds of the article alone; nobody writes there."""
    return article_seeds(tmp_path_factory.mktemp("article") / "seeds")


@pytest.fixture(scope="session")
def article(cache: Path, article_folder: Path) -> Graph:
    """The graph of the article alone, for what would show nothing more on the whole graph."""
    return kg.open(str(article_folder))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A browser for pages from the disk; one a process, as two would be in each other's way."""
    if not Path(CHROMIUM).exists():
        pytest.skip(
            f"NO BROWSER: {CHROMIUM} is missing, so the page is NOT TESTED. "
            "Install chromium, or name one in KG_CHROMIUM."
        )
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield started
        started.close()


@pytest.fixture
def opener(browser: Browser) -> Iterator[Opener]:
    """Opens pages; afterwards, nothing was asked of a network and nothing failed."""
    opening = Opener(browser)
    yield opening
    opening.close()
