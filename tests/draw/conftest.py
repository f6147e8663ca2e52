"""The sample page in a real browser without a network."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from kg.draw import View, draw

from .sample import sample

_LOCAL = ("file:", "data:", "blob:")

Opener = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Iterator[Opener]:
    """Opens a view's page; afterwards, nothing was asked of a network and nothing failed."""
    contexts: list[BrowserContext] = []
    requests: list[str] = []
    errors: list[str] = []

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
        context = browser.new_context(
            offline=True,
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            bypass_csp=bypass_csp,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: requests.append(request.url))
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
        page.goto(path.as_uri() + address)
        page.wait_for_function("window.__ready === true", timeout=10_000)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert requests
    assert [url for url in requests if not url.startswith(_LOCAL)] == []
    assert errors == []
