"""Fixtures that many tests share: a cache of their own, and the real graph."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg
from kg.graph import Graph


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
