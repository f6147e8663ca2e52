"""One HTML file that holds the drawing, its evidence and the script, and asks for nothing else."""

from __future__ import annotations

import re
from html import escape
from importlib import resources

from kg.draw import style
from kg.draw.data import data
from kg.draw.embed import embedded
from kg.draw.layout import layout
from kg.draw.series.page import part
from kg.draw.series.svg import css as style_of_charts
from kg.draw.view import View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.draw.series.chart import Chart

_RECORD_BUTTON = '<button type="button" id="show-record" aria-pressed="false">Record</button>\n'
#: parts of the script in the order in which they are joined
_SCRIPTS = ("shapes.js", "evidence.js", "table.js", "sight.js", "walk.js", "keys.js",
            "page.js")


def page(view: View, charts: tuple[Chart, ...] = ()) -> str:
    """The page as text; equal views and charts give equal pages.

    Raises DrawError as ``layout`` does.
    """
    parts = {
        "title": escape(view.title),
        "caption": escape(view.caption),
        "limits": "\n".join(f"<li>{escape(limit)}</li>" for limit in view.limits),
        "version": escape(view.version),
        "digest": escape(view.digest),
        "current": escape(view.current_to),
        "style": "".join(map(_asset, ("base.css", "shapes.css", "page.css"))) + style.css()
        + (style_of_charts() if charts else ""),
        "record-button": _RECORD_BUTTON if charts else "",
        "record": f'<section id="record" aria-label="Record" hidden>\n{part(charts)}'
                  "</section>\n" if charts else "",
        "script": "\n".join(_asset(name) for name in _SCRIPTS),
        "data": embedded(data(view, layout(view))),
    }
    # One pass: what was put in is not looked through again, whatever it contains.
    return re.sub(r"\{\{([\w-]+)\}\}", lambda match: parts[match[1]], _asset("page.html"))


def _asset(name: str) -> str:
    return resources.files("kg.draw").joinpath("assets", name).read_text(encoding="utf-8")
