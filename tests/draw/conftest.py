"""The sample page in a real browser without a network."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page

from kg.draw import View, draw
from tests.browser import Opener

from .sample import sample

Opened = Callable[..., Page]


@pytest.fixture
def opened(opener: Opener, tmp_path: Path) -> Opened:
    """Opens a view's page; afterwards, nothing was asked of a network and nothing failed."""

    def open_page(
        view: View | None = None,
        address: str = "",
        *,
        size: tuple[int, int] = (1400, 900),
        dark: bool = False,
        bypass_csp: bool = False,
    ) -> Page:
        path = tmp_path / "page.html"
        draw(view or sample(), path)
        return opener.open(
            path.as_uri() + address, size=size, dark=dark, bypass_csp=bypass_csp,
            ready="window.__ready === true",
        )

    return open_page
