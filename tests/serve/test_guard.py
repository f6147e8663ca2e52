"""Who is answered: our own name and pages, programs, and the sites that were allowed."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from starlette.types import Receive, Scope, Send

from kg.errors import KgError
from kg.serve.bounds import Bounds
from kg.serve.faults import Shown
from kg.serve.guard import Guard
from kg.serve.headers import Headers
from kg.serve.origin import Names, allowed_name, allowed_origin
from tests.serve.wire import exchange, get, parsed, serving

FRIEND, STRANGER = "https://friend.example", "https://stranger.example"
CLICK = ("Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: document")


async def hello(scope: Scope, receive: Receive, send: Send) -> None:
    """Greets."""
    await send({"type": "http.response.start", "status": 200,
                "headers": [(b"content-length", b"5"), (b"vary", b"accept")]})
    await send({"type": "http.response.body", "body": b"hello"})


class Late:
    """An app that knows the port, which is known only when it is served."""

    def __init__(self, allowed: frozenset[str] = frozenset(), origins: str = "") -> None:
        self.allowed, self.origins = allowed, frozenset(origins.split())

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        names = Names(scope["server"][1], self.allowed)
        app = Headers(Shown(Guard(hello, names, self.origins)), bool(self.origins - {"*"}))
        await app(scope, receive, send)


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with serving(Late(frozenset(["kg.example", "kg.example:8443"]), FRIEND), Bounds()) as found:
        yield found


@pytest.fixture(scope="module")
def closed() -> Iterator[int]:
    with serving(Late(), Bounds()) as found:
        yield found


@pytest.mark.parametrize("host", [
    "localhost:{port}", "LOCALHOST:{port}", "127.0.0.1:{port}", "127.8.9.10:{port}", "[::1]:{port}",
    "kg.example", "kg.example:8443", "KG.Example:{port}",
])
def test_own_names_are_answered(host: str, port: int) -> None:
    named = host.format(port=port)
    assert get(port, "/", host=named).status == 200


@pytest.mark.parametrize("host", [
    "rebound.example:{port}", "localhost", "localhost:1", "localhost.rebound.example:{port}",
    "127.0.0.1.rebound.example:{port}", "192.168.1.1:{port}", "0.0.0.0:{port}", "[::]:{port}",
    "2130706433:{port}", "0x7f.1:{port}", "localhost:{port}@rebound.example",
    "rebound.example@localhost:{port}", "localhost:{port}/x", "localhost:{port} ", "a b",
    "localhost:{port},rebound.example", "sub.kg.example", "xn--lcalhost-d1a:{port}", "",
    "localhost:99999999", "[::1:{port}", "localhost:+{port}",
])
def test_other_names_are_not(host: str, closed: int) -> None:
    line = f"GET / HTTP/1.1\r\nHost: {host.format(port=closed)}\r\nConnection: close\r\n\r\n"
    got = parsed(exchange(closed, line.encode()))
    # white space around a value is none of it
    assert got.status == (200 if host.endswith(" ") else 421)
    assert b"rebound" not in got.body


@pytest.mark.parametrize("lines", [
    "", "Host: localhost:{port}\r\nHost: rebound.example\r\n",
    "Host: localhost:{port}\r\nHost: localhost:{port}\r\n",
])
def test_the_host_is_named_once(lines: str, closed: int) -> None:
    data = f"GET / HTTP/1.1\r\n{lines.format(port=closed)}Connection: close\r\n\r\n"
    assert parsed(exchange(closed, data.encode())).status == 400


def test_what_a_proxy_would_say_is_not_believed(closed: int) -> None:
    for line in ("X-Forwarded-Host: localhost", "Forwarded: host=localhost",
                 "X-Forwarded-For: 127.0.0.1", "X-Original-URL: /", "X-HTTP-Method-Override: PUT"):
        assert get(closed, "/", line, host="rebound.example").status == 421


def test_the_host_of_an_absolute_address_counts(closed: int) -> None:
    data = (f"GET http://rebound.example/ HTTP/1.1\r\nHost: localhost:{closed}\r\n"
            "Connection: close\r\n\r\n")
    assert parsed(exchange(closed, data.encode())).status == 421


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("origin", [STRANGER, "null", "http://localhost:1", "https://localhost"])
def test_pages_of_other_sites_are_not_answered(method: str, origin: str, closed: int) -> None:
    got = get(closed, "/sparql", f"Origin: {origin}", method=method)
    assert got.status == 403
    assert "access-control-allow-origin" not in got.headers
    assert json.loads(got.body)["code"] == "KG922"


def test_our_own_pages_are_answered(closed: int) -> None:
    own = f"Origin: http://localhost:{closed}"
    assert get(closed, "/sparql", own, "Sec-Fetch-Site: same-origin", method="POST").status == 200


@pytest.mark.parametrize("lines", [
    ("Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: image"),
    ("Sec-Fetch-Site: same-site", "Sec-Fetch-Mode: no-cors", "Sec-Fetch-Dest: script"),
    ("Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate", "Sec-Fetch-Dest: iframe"),
    ("Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: cors", "Sec-Fetch-Dest: empty"),
    ("Sec-Fetch-Site: cross-site",),
])
def test_other_sites_cannot_load_from_here(lines: tuple[str, ...], closed: int) -> None:
    assert get(closed, "/id/x", *lines).status == 403


def test_a_link_from_elsewhere_leads_here_but_starts_no_work(closed: int) -> None:
    assert get(closed, "/id/x", *CLICK).status == 200
    assert get(closed, "/sparql?query=x", *CLICK).status == 403
    assert get(closed, "/api/search?q=x", *CLICK).status == 403
    assert get(closed, "/sparql?query=x", *CLICK, "Sec-Fetch-User: ?1").status == 200
    assert get(closed, "/sparql", *CLICK, "Sec-Fetch-User: ?1", method="POST").status == 403


def test_an_allowed_site_reads(port: int) -> None:
    got = get(port, "/", f"Origin: {FRIEND}", "Sec-Fetch-Site: cross-site")
    assert got.status == 200
    assert got.headers["access-control-allow-origin"] == FRIEND
    assert "access-control-allow-credentials" not in got.headers
    assert "Origin" in exchange(port, f"GET / HTTP/1.1\r\nHost: localhost:{port}\r\nConnection: "
                                      "close\r\n\r\n".encode()).decode().split("vary: ")[2]


@pytest.mark.parametrize("origin", [
    STRANGER, f"{FRIEND}.stranger.example", "http://friend.example", f"{FRIEND}:444", "null",
    f"{FRIEND}/", f"{FRIEND} {STRANGER}",
])
def test_only_the_allowed_site_reads(origin: str, port: int) -> None:
    got = get(port, "/", f"Origin: {origin}")
    assert (got.status, got.headers.get("access-control-allow-origin")) == (403, None)


def test_preflight(port: int, closed: int) -> None:
    lines = ("Access-Control-Request-Method: POST", "Access-Control-Request-Headers: content-type",
             "Access-Control-Request-Private-Network: true")
    got = get(port, "/sparql", f"Origin: {FRIEND}", *lines, method="OPTIONS")
    assert (got.status, got.body) == (204, b"")
    assert "POST" in got.headers["access-control-allow-methods"]
    assert "content-type" in got.headers["access-control-allow-headers"]
    assert got.headers["access-control-allow-private-network"] == "true"
    assert get(port, "/sparql", f"Origin: {STRANGER}", *lines, method="OPTIONS").status == 403
    assert get(closed, "/sparql", f"Origin: {FRIEND}", *lines, method="OPTIONS").status == 403


def test_anyone_may_read_where_that_was_asked() -> None:
    with serving(Late(origins="*"), Bounds()) as found:
        got = get(found, "/", f"Origin: {STRANGER}", "Sec-Fetch-Site: cross-site")
    assert (got.status, got.headers["access-control-allow-origin"]) == (200, "*")


def test_every_reply_has_the_headers_of_safety(port: int) -> None:
    for got in (get(port, "/"), get(port, "/", host="rebound.example"),
                get(port, "/", f"Origin: {STRANGER}")):
        assert got.headers["x-content-type-options"] == "nosniff"
        assert got.headers["referrer-policy"] == "no-referrer"
        assert got.headers["cross-origin-resource-policy"] == "same-origin"
        assert got.headers["cross-origin-opener-policy"] == "same-origin"
        policy = got.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert "server" not in got.headers
        assert "cache-control" in got.headers


def test_browsers_get_a_page_and_programs_a_problem(port: int) -> None:
    program = get(port, "/", host="<b>.example")
    reader = get(port, "/", "Accept: text/html,*/*;q=0.8", host="<b>.example")
    assert program.headers["content-type"] == "application/problem+json"
    assert json.loads(program.body)["status"] == program.status == reader.status == 421
    assert reader.headers["content-type"] == "text/html; charset=utf-8"
    assert b"<b>" not in reader.body
    assert get(port, "/", "Accept: text/html", host="x", method="HEAD").body == b""


@pytest.mark.parametrize("text", ["", "a b", "http://kg.example", "kg.example/x", "*", "kg:port"])
def test_what_is_no_name_is_refused(text: str) -> None:
    with pytest.raises(KgError, match="KG603"):
        allowed_name(text)


@pytest.mark.parametrize("text", ["", "kg.example", "https://kg.example/x", "null", "file://x",
                                  "https://*.example"])
def test_what_is_no_origin_is_refused(text: str) -> None:
    with pytest.raises(KgError, match="KG603"):
        allowed_origin(text)
