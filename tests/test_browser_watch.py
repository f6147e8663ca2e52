"""What watches the pages sees what it is there for."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser import Opener

#: a page, and what is seen of it
PAGES = {
    "<script>throw Error('broken')</script>": "broken",
    "<script>console.error('said')</script>": "said",
    "<img src='https://example.org/x.png' alt=''>": "https://example.org/x.png",
    "<script>new WebSocket('wss://example.org/y')</script>": "wss://example.org/y",
}


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Write nothing."""


@pytest.fixture
def served(tmp_path: Path) -> Iterator[str]:
    """The address of a server of the test's folder."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=tmp_path)) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("text", list(PAGES))
def test_what_a_page_asks_for_and_what_fails_is_seen(
    browser: Browser, tmp_path: Path, text: str
) -> None:
    page = tmp_path / "page.html"
    page.write_text(text, encoding="utf-8")
    opener = Opener(browser)
    # a round trip, before which the browser has reported everything
    opener.open(page.as_uri()).evaluate("0")
    with pytest.raises(AssertionError, match=PAGES[text]):
        opener.close()


def test_a_server_of_this_machine_is_seen_where_allowed(
    opener: Opener, browser: Browser, served: str, tmp_path: Path
) -> None:
    (tmp_path / "page.html").write_text("<link rel=icon href=data:,><h1>Here</h1>", "utf-8")
    opener.allow(served)
    assert opener.open(f"{served}page.html").inner_text("h1") == "Here"
    other = Opener(browser)
    other.allow("http://127.0.0.1:1/")
    with pytest.raises(Exception, match="ERR_FAILED"):
        other.open(f"{served}page.html")
    with pytest.raises(AssertionError, match=r"page\.html"):
        other.close()


def test_an_expected_error_has_to_come(browser: Browser, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("<script>console.error('said')</script>", "utf-8")
    opener = Opener(browser)
    opener.expect_error("said")
    opener.open(page.as_uri())
    opener.close()
    opener.expect_error("never")
    with pytest.raises(AssertionError, match="never"):
        opener.close()


def test_only_this_machine_can_be_allowed(browser: Browser) -> None:
    for address in ("https://example.org/", "http://127.0.0.1:80", "http://localhost.example/"):
        with pytest.raises(AssertionError):
            Opener(browser).allow(address)
