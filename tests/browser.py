"""A real browser that keeps what its pages ask of the world and what goes wrong in them.

Tests take the fixture ``opener`` of :mod:`tests.conftest`, an :class:`Opener`::

    def test_it_opens(opener: Opener, tmp_path: Path) -> None:
        page = opener.open((tmp_path / "page.html").as_uri(), size=(390, 844), dark=True)

and for a server on this machine give it the address once, before a page is opened::

    opener.allow("http://127.0.0.1:8321/")

After the test, every context is closed, and the test fails if a page asked for anything but
files and what was allowed, if a script failed, or if the console holds an error. A test that
provokes an error names it with ``opener.expect_error("part of its text")``.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

CHROMIUM = os.environ.get("KG_CHROMIUM", "/usr/bin/chromium")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
#: what a page may ask for without a network
LOCAL = ("file:", "data:", "blob:")
_LOOPBACK = ("http://127.0.0.1:", "http://localhost:", "http://[::1]:")


class Opener:
    """Opens pages, each in a context of its own, and keeps what they asked for and what failed.

    ``requests`` and ``errors`` may be read at any time: addresses in the order in which they
    were asked for, and the texts of failed scripts and of errors on the console.
    """

    def __init__(self, browser: Browser) -> None:
        self.requests: list[str] = []
        self.errors: list[str] = []
        self._browser = browser
        self._contexts: list[BrowserContext] = []
        self._allowed: tuple[str, ...] = LOCAL
        self._expected: list[str] = []

    def allow(self, address: str) -> None:
        """Let pages ask for what is below this address, which has to be of this machine."""
        assert address.startswith(_LOOPBACK), address
        assert address.endswith("/"), "without the slash, other ports would be allowed"
        self._allowed = (*self._allowed, address)

    def expect_error(self, part: str) -> None:
        """Errors that hold this text are wanted, and at least one has to come."""
        self._expected.append(part)

    def context(
        self,
        *,
        size: tuple[int, int] = (1400, 900),
        dark: bool = False,
        bypass_csp: bool = False,
        touch: bool = False,
        scripts: bool = True,
        downloads: bool = True,
    ) -> BrowserContext:
        """A context whose pages are watched; it has no network, or only what was allowed.

        ``bypass_csp`` is for scripts that the test injects (axe), which a page's own policy
        forbids; ``scripts`` off shows a page as it is without JavaScript.
        """
        context = self._browser.new_context(
            offline=self._allowed == LOCAL,
            viewport={"width": size[0], "height": size[1]},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            bypass_csp=bypass_csp,
            has_touch=touch,
            java_script_enabled=scripts,
            accept_downloads=downloads,
            service_workers="block",
        )
        self._contexts.append(context)
        context.on("page", self._watch)
        if self._allowed != LOCAL:
            context.route(lambda url: not url.startswith(self._allowed), lambda r: r.abort())
        return context

    def open(
        self,
        address: str,
        *,
        size: tuple[int, int] = (1400, 900),
        dark: bool = False,
        bypass_csp: bool = False,
        ready: str | None = None,
    ) -> Page:
        """A page in a context of its own; ``ready`` is an expression that has to become true."""
        page = self.context(size=size, dark=dark, bypass_csp=bypass_csp).new_page()
        page.goto(address)
        if ready is not None:
            page.wait_for_function(ready, timeout=10_000)
        return page

    def close(self) -> None:
        """Close all contexts and assert that only what was wanted was asked for and failed."""
        for context in self._contexts:
            context.close()
        assert self.requests, "no page was opened"
        elsewhere = [url for url in self.requests if not url.startswith(self._allowed)]
        assert elsewhere == [], elsewhere
        for part in self._expected:
            assert any(part in error for error in self.errors), (part, self.errors)
        unwanted = [e for e in self.errors if not any(p in e for p in self._expected)]
        assert unwanted == [], unwanted

    def _watch(self, page: Page) -> None:
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("websocket", lambda socket: self.requests.append(socket.url))
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" else None)
