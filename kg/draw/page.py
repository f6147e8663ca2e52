"""One HTML file that holds the drawing, its evidence and the script, and asks for nothing else."""

from __future__ import annotations

import re
from html import escape
from importlib import resources

from kg.draw import style
from kg.draw.embed import embedded
from kg.draw.geometry import Point
from kg.draw.layout import Layout, layout
from kg.draw.series.page import part
from kg.draw.series.svg import css as style_of_charts
from kg.draw.view import View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.draw.series.chart import Chart

_RECORD_BUTTON = '<button type="button" id="show-record" aria-pressed="false">Record</button>\n'
#: parts of the script in the order in which they are joined
_SCRIPTS = ("shapes.js", "evidence.js", "table.js", "keys.js", "page.js")


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
        "style": _asset("base.css") + _asset("page.css") + style.css() + (style_of_charts()
                                                                         if charts else ""),
        "record-button": _RECORD_BUTTON if charts else "",
        "record": f'<section id="record" aria-label="Record" hidden>\n{part(charts)}'
                  "</section>\n" if charts else "",
        "script": "\n".join(_asset(name) for name in _SCRIPTS),
        "data": embedded(_data(view, layout(view))),
    }
    # One pass: what was put in is not looked through again, whatever it contains.
    return re.sub(r"\{\{([\w-]+)\}\}", lambda match: parts[match[1]], _asset("page.html"))


def _asset(name: str) -> str:
    return resources.files("kg.draw").joinpath("assets", name).read_text(encoding="utf-8")


def _data(view: View, placed: Layout) -> dict[str, object]:
    kinds = sorted({node.kind for node in view.nodes}, key=style.words)
    return {
        "title": view.title,
        "width": placed.width,
        "height": placed.height,
        "claims": view.claims,
        "nodes": [
            {
                "id": node.id, "label": node.label, "kind": node.kind,
                "definition": node.definition, "spine": node.spine,
                "x": at.box.x, "y": at.box.y, "w": at.box.width, "h": at.box.height,
                "lines": at.lines,
                "outlines": [_points(o) for o in
                             style.outlines(node.kind, at.box.width, at.box.height)],
            }
            for node, at in zip(view.nodes, placed.nodes, strict=True)
        ],
        "edges": [
            {
                "id": edge.id, "source": edge.source, "target": edge.target,
                "predicate": edge.predicate, "label": edge.wording, "polarity": edge.polarity,
                "modality": edge.modality, "stances": edge.stances, "sign": edge.sign,
                "claims": edge.claims, "disputed": edge.disputed, "status": edge.status,
                "line": edge.line, "spine": edge.spine,
                "path": _path(way.points), "head": _points(way.head), "at": way.label,
                # A label that weakens its arrow stays, whatever it covers.
                "lines": way.lines, "crowded": way.crowded and edge.wording == edge.label,
                "marks": [[m.name, m.x, m.y, m.angle] for m in way.marks],
            }
            for edge, way in zip(view.edges, placed.edges, strict=True)
        ],
        "kinds": [
            {
                "id": kind, "label": style.words(kind), "family": style.family(kind),
                "letters": style.letters(kind),
                "outlines": [_points(o) for o in style.outlines(kind, 30, 18)],
            }
            for kind in kinds
        ],
        "statuses": [
            {"id": name, "label": status.label, "line": status.line, "marks": status.marks}
            for name, status in style.STATUSES.items()
        ],
        "dashes": {
            name: " ".join(f"{length:g}" for length in dash)
            for name, dash in style.DASHES.items()
        },
    }


def _points(points: tuple[Point, ...]) -> str:
    return " ".join(f"{x:.2f},{y:.2f}" for x, y in points)


def _path(points: tuple[Point, ...]) -> str:
    first, *rest = (f"{x:.2f},{y:.2f}" for x, y in points)
    return f"M{first} C{' '.join(rest)}"
