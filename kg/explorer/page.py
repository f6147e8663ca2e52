"""The page as text: template, style, scripts and data, with a policy that names their digests."""

from __future__ import annotations

import base64
import gzip
import hashlib
import json
import re
from html import escape
from importlib import resources
from pathlib import Path
from typing import NamedTuple

from kg.draw import style
from kg.draw.embed import embedded
from kg.draw.errors import DrawError
from kg.draw.series.svg import css as style_of_charts
from kg.explorer.charts import charts, part
from kg.explorer.pack import pack

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.graph import Graph

#: parts of the style and of the script, in the order in which they are joined
STYLES = (
    "draw/base.css", "draw/shapes.css", "explorer/explorer.css", "explorer/record.css",
    "explorer/sparql.css", "explorer/about.css", "explorer/look.css", "explorer/ask.css",
)
SCRIPTS = (
    "draw/shapes.js", "draw/sight.js", "draw/walk.js", "explorer/state.js",
    "explorer/source.js", "explorer/places.js", "explorer/days.js", "explorer/dates.js",
    "explorer/edges.js", "explorer/layered.js", "explorer/placing.js",
    "explorer/routes.js", "explorer/straight.js", "explorer/scenes.js",
    "explorer/manylines.js", "explorer/canvas.js", "explorer/drawgraph.js",
    "explorer/fields.js", "explorer/daybar.js", "explorer/chains.js",
    "explorer/modes.js", "explorer/filters.js", "explorer/statements.js",
    "explorer/undo.js", "explorer/lookparts.js", "explorer/questions.js", "explorer/search.js",
    "explorer/ask.js", "explorer/askform.js", "explorer/answer.js", "explorer/answertable.js",
    "explorer/evidence.js", "explorer/claimpane.js", "explorer/look.js",
    "explorer/lanes.js", "explorer/timeline.js", "explorer/changes.js",
    "explorer/time.js", "explorer/record.js", "explorer/clipboard.js",
    "explorer/complete.js", "explorer/listbox.js", "explorer/answering.js",
    "explorer/examples.js", "explorer/sparql.js", "explorer/results.js",
    "explorer/resultgraph.js", "explorer/resultbars.js", "explorer/about.js",
    "explorer/cite.js", "explorer/keep.js", "explorer/tools.js", "explorer/main.js",
)


class Page(NamedTuple):
    """The page, and the policy that a server sends with it."""

    text: str
    policy: str

    def compressed(self) -> bytes:
        """The page as gzip has it; equal pages give equal bytes."""
        return gzip.compress(self.text.encode(), mtime=0)


def page_path(path: str | Path) -> Path:
    """Where the page can be written; raises DrawError (KG701) for another ending than a page's."""
    path = Path(path)
    if path.suffix.lower() == ".html":
        return path
    raise DrawError(
        "KG701", f"{path.name!r}: the explorer is a page.", "End it in .html."
    )


def live_page(graph: Graph) -> Page:
    """The page of a server that answers beside it and has the site's pages at the same root.

    The policy is the header's: it also says that no other page may hold this one in a frame,
    which a page cannot say of itself.
    """
    made = page(graph, live=True, pages="./")
    return made._replace(policy=f"{made.policy}; frame-ancestors 'none'")


def page(graph: Graph, *, live: bool = False, pages: str | None = None) -> Page:
    """The explorer of a graph; equal graphs give equal pages.

    ``live`` and ``pages`` are those of ``pack``.
    """
    drawn = charts(graph)
    looks = "".join(map(_asset, STYLES)) + style.css() + style_of_charts()
    script = '"use strict";\n' + "\n".join(map(_asset, SCRIPTS))
    data = pack(graph, live=live, pages=pages, drawn=drawn)
    # packed, so that the page is small and reads them only when one is asked for
    held = gzip.compress(json.dumps(data.pop("answers"), separators=(",", ":")).encode(), mtime=0)
    policy = "; ".join([
        "default-src 'none'", f"style-src '{_digest(looks)}'", f"script-src '{_digest(script)}'",
        "img-src data: blob:", "base-uri 'none'", "form-action 'self'",
        *(["connect-src 'self'"] if live else []),
    ])
    parts = {
        "policy": policy, "style": looks, "script": script,
        "pack": embedded(data), "held": base64.b64encode(held).decode(),
        "charts": part(drawn), "about": _asset("explorer/about.html"),
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
