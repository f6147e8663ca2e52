"""The page as text: template, style, scripts and data, with a policy that names their digests."""

from __future__ import annotations

import base64
import hashlib
import re
from html import escape
from importlib import resources
from typing import NamedTuple

from kg.draw import style
from kg.draw.embed import embedded
from kg.explorer.pack import pack

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.graph import Graph

#: parts of the style and of the script, in the order in which they are joined
STYLES = ("draw/base.css", "explorer/explorer.css")
SCRIPTS = (
    "draw/shapes.js", "explorer/state.js", "explorer/source.js", "explorer/main.js",
)


class Page(NamedTuple):
    """The page, and the policy that a server sends with it."""

    text: str
    policy: str


def page(graph: Graph, *, live: bool = False, pages: str | None = None) -> Page:
    """The explorer of a graph; equal graphs give equal pages.

    ``live`` and ``pages`` are those of ``pack``.
    """
    looks = "".join(map(_asset, STYLES)) + style.css()
    script = '"use strict";\n' + "\n".join(map(_asset, SCRIPTS))
    policy = "; ".join([
        "default-src 'none'", f"style-src '{_digest(looks)}'", f"script-src '{_digest(script)}'",
        "img-src data: blob:", "base-uri 'none'", "form-action 'self'",
        *(["connect-src 'self'"] if live else []),
    ])
    parts = {
        "policy": policy, "style": looks, "script": script,
        "pack": embedded(pack(graph, live=live, pages=pages)),
        "version": escape(graph.version), "digest": escape(graph.digest[:12]),
    }
    # One pass: what was put in is not looked through again, whatever it contains.
    text = re.sub(r"\{\{(\w+)\}\}", lambda match: parts[match[1]], _asset("explorer/page.html"))
    return Page(text, policy)


def _asset(name: str) -> str:
    package, _, file = name.partition("/")
    return resources.files(f"kg.{package}").joinpath("assets", file).read_text(encoding="utf-8")


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
