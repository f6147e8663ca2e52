"""Figures for print: the same places as the page, drawn by matplotlib."""

from __future__ import annotations

import io
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.draw import style
from kg.draw.files import write
from kg.draw.geometry import Point, arrowhead, measure
from kg.draw.layout import (
    CHIP,
    EDGE_LEADING,
    EDGE_SIZE,
    MARK,
    NODE_LEADING,
    NODE_SIZE,
    EdgePath,
    Layout,
    NodeBox,
    layout,
)
from kg.draw.view import Edge, Node, View

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.axes import Axes

    Moved = Callable[[Point], Point]

_MARGIN, _TITLE, _TEXT = 24.0, 18.0, 11.0
_INK, _GREY, _PAPER = "#1b1e21", "#4b5158", "#ffffff"
_NARROWEST = 760.0
#: what keeps two runs equal: ids from a fixed salt, fonts as they are, no days. Any, because
#: matplotlib types the names of its settings as one long Literal.
SETTINGS: dict[Any, Any] = {
    "svg.hashsalt": "custody-graph",
    "svg.fonttype": "path",
    "pdf.fonttype": 42,
    "font.family": "DejaVu Sans",
    "axes.unicode_minus": True,
    "text.usetex": False,
    "text.parse_math": False,
    "path.simplify": False,
}
METADATA: dict[str, dict[str, None]] = {
    "svg": {"Date": None, "Creator": None},
    "png": {"Software": None},
    "pdf": {"CreationDate": None, "Creator": None, "Producer": None},
}


def figure(view: View, path: Path) -> None:
    """Write the view as SVG, PNG (150 dots per inch) or PDF, by the path's ending.

    Equal views give equal bytes with one version of matplotlib. Raises DrawError as ``layout``
    does, and KG704 where the file cannot be written.
    """
    write(path, rendered(view, path.suffix.lower().removeprefix(".")))


def rendered(view: View, form: str) -> bytes:
    """The bytes of the figure: svg, png or pdf. Raises DrawError as ``layout`` does."""
    # Figure without pyplot: no display, no state shared with a caller's own figures.
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    placed = layout(view)
    width = max(placed.width, _NARROWEST) + 2 * _MARGIN
    head = _paragraphs(view.caption, width, _TEXT)
    foot = [line for limit in view.limits for line in _paragraphs(f"• {limit}", width, _TEXT)]
    top = _MARGIN + 30 + len(head) * 15 + 16
    legend = _Legend(view, width)
    below = top + placed.height + 24
    height = below + legend.height + (26 + len(foot) * 15 if foot else 0) + 24 + _MARGIN
    with mpl.rc_context(SETTINGS):
        sheet = Figure(figsize=(width / 72, height / 72), facecolor=_PAPER)
        FigureCanvasAgg(sheet)
        axes = sheet.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(0, width)
        axes.set_ylim(height, 0)
        pen = _Pen(axes)
        pen.text((_MARGIN, _MARGIN + 10), view.title, _TITLE, weight="bold")
        pen.lines((_MARGIN, _MARGIN + 36), head, _TEXT, 15)
        _drawn(pen, view, placed, ((width - placed.width) / 2, top))
        legend.draw(pen, below)
        y = below + legend.height
        if foot:
            pen.text((_MARGIN, y + 10), "What this drawing cannot say", _TEXT, weight="bold")
            pen.lines((_MARGIN, y + 26), foot, _TEXT, 15)
            y += 26 + len(foot) * 15
        pen.text((_MARGIN, y + 14), _source(view), 9.0, colour=_GREY)
        target = io.BytesIO()
        sheet.savefig(target, format=form, dpi=150, metadata=METADATA[form])
    return target.getvalue()


def _source(view: View) -> str:
    return (
        f"Source: Custody Graph {view.version}, {view.digest}. Current to {view.current_to}. "
        "CC BY 4.0."
    )


def _paragraphs(text: str, width: float, size: float) -> list[str]:
    return textwrap.wrap(text, max(20, int((width - 2 * _MARGIN) / (size * 0.62))))


class _Pen:
    """Draws on axes whose units are points."""

    def __init__(self, axes: Axes) -> None:
        self.axes = axes

    def text(
        self,
        at: Point,
        text: str,
        size: float,
        *,
        colour: str = _INK,
        weight: str = "normal",
        align: str = "left",
        ground: bool = False,
    ) -> None:
        behind = {"facecolor": _PAPER, "edgecolor": "none", "pad": 0.6} if ground else None
        self.axes.text(
            *at, text, fontsize=size, color=colour, fontweight=weight,
            horizontalalignment=align, verticalalignment="center_baseline", bbox=behind, zorder=5,
        )

    def lines(
        self,
        at: Point,
        lines: list[str] | tuple[str, ...],
        size: float,
        leading: float,
        **looks: object,
    ) -> None:
        for n, line in enumerate(lines):
            self.text((at[0], at[1] + n * leading), line, size, **looks)  # type: ignore[arg-type]

    def outline(
        self, points: tuple[Point, ...], at: Point, fill: str, line: str, width: float
    ) -> None:
        from matplotlib.patches import Polygon

        moved = [(x + at[0], y + at[1]) for x, y in points]
        self.axes.add_patch(
            Polygon(moved, closed=True, facecolor=fill, edgecolor=line, linewidth=width, zorder=3,
                    joinstyle="round")
        )

    def curve(self, points: list[Point], dash: tuple[float, ...], width: float) -> None:
        from matplotlib.patches import PathPatch
        from matplotlib.path import Path as Curve

        codes = [Curve.MOVETO] + [Curve.CURVE4] * (len(points) - 1)
        # matplotlib counts dashes in line widths
        pattern = (0, tuple(length / width for length in dash)) if dash else "solid"
        self.axes.add_patch(
            PathPatch(Curve(points, codes), fill=False, edgecolor=_GREY, linewidth=width,
                      linestyle=pattern, capstyle="butt", zorder=1)
        )

    def mark(self, name: str, at: Point, angle: float) -> None:
        """The sign of a name: a bar across the line, a ring with ?, a lozenge with !."""
        from math import cos, pi, radians, sin

        if name == "negated":
            across = radians(angle) + pi / 2
            dx, dy = cos(across) * MARK / 2, sin(across) * MARK / 2
            self.axes.plot(
                [at[0] - dx, at[0] + dx], [at[1] - dy, at[1] + dy], color=_INK, linewidth=3.2,
                solid_capstyle="butt", zorder=4,
            )
            return
        half = MARK / 2
        if name == "no-evidence":
            ring = tuple(
                (half * cos(n * pi / 12), half * sin(n * pi / 12)) for n in range(24)
            )
            self.outline(ring, at, _PAPER, _INK, 1.3)
        else:
            half += 1
            self.outline(((0, -half), (half, 0), (0, half), (-half, 0)), at, _PAPER, _INK, 1.3)
        self.text(at, "?" if name == "no-evidence" else "!", 9.5, weight="bold", align="center")

    def glyph(self, kind: str, at: Point, width: float, height: float) -> None:
        """The box of a kind, without its text."""
        look = style.FAMILIES[style.family(kind)]
        for n, outline in enumerate(style.outlines(kind, width, height)):
            self.outline(outline, at, look.fill[0] if n == 0 else "none", look.ink[0], 1.4)


def _drawn(pen: _Pen, view: View, placed: Layout, origin: Point) -> None:
    def moved(point: Point) -> Point:
        return point[0] + origin[0], point[1] + origin[1]

    for edge, way in zip(view.edges, placed.edges, strict=True):
        _edge(pen, edge, way, moved)
    for node, at in zip(view.nodes, placed.nodes, strict=True):
        _node(pen, node, at, moved((at.box.x, at.box.y)))
    for way in placed.edges:
        x, y = moved(way.label)
        y -= (len(way.lines) - 1) * EDGE_LEADING / 2
        pen.lines((x, y), way.lines, EDGE_SIZE, EDGE_LEADING, align="center", ground=True)
        for mark in way.marks:
            pen.mark(mark.name, moved((mark.x, mark.y)), mark.angle)


def _edge(pen: _Pen, edge: Edge, way: EdgePath, moved: Moved) -> None:
    width = 2.4 if edge.spine else 1.4
    pen.curve([moved(point) for point in way.points], style.DASHES[edge.line], width)
    a, b, c = (moved(point) for point in way.head)
    pen.outline((a, b, c), (0, 0), _PAPER if edge.sign == -1 else _GREY, _GREY, 1.2)


def _node(pen: _Pen, node: Node, at: NodeBox, centre: Point) -> None:
    box = at.box
    look = style.FAMILIES[style.family(node.kind)]
    pen.glyph(node.kind, centre, box.width, box.height)
    left = centre[0] - box.width / 2
    pen.text((left + CHIP / 2 + 5, centre[1]), style.letters(node.kind), 10.0,
             colour=look.ink[0], weight="bold", align="center")
    middle = left + CHIP + (box.width - CHIP) / 2
    top = centre[1] - (len(at.lines) - 1) * NODE_LEADING / 2
    pen.lines((middle, top), at.lines, NODE_SIZE, NODE_LEADING, align="center")


class _Legend:
    """What shapes, letters, lines and signs mean, in rows as wide as the figure allows."""

    def __init__(self, view: View, width: float) -> None:
        kinds = sorted({node.kind for node in view.nodes}, key=style.words)
        statuses = {edge.status for edge in view.edges}
        entries = [("kind", kind, style.words(kind)) for kind in kinds]
        entries += [
            ("status", name, status.label)
            for name, status in style.STATUSES.items()
            if name in statuses
        ]
        if any(edge.disputed for edge in view.edges):
            entries.append(("mark", "disputed", "Disputed by other claims"))
        if any(edge.sign == -1 for edge in view.edges):
            entries.append(("head", "against", "Works against its target"))
        self.places: list[tuple[tuple[str, str, str], float, float]] = []
        x, y = _MARGIN, 0.0
        for entry in entries:
            wide = 44 + measure(entry[2], _TEXT) + 16
            if x + wide > width - _MARGIN and x > _MARGIN:
                x, y = _MARGIN, y + 26
            self.places.append((entry, x, y))
            x += wide
        self.height = y + 26 + 14

    def draw(self, pen: _Pen, top: float) -> None:
        """Draw it from this height down."""
        for (what, name, label), x, y in self.places:
            at = (x + 17, top + y + 13)
            if what == "kind":
                ink = style.FAMILIES[style.family(name)].ink[0]
                pen.glyph(name, at, 34, 19)
                pen.text(at, style.letters(name), 9.0, colour=ink, weight="bold", align="center")
            elif what == "mark":
                pen.mark(name, at, 0)
            else:
                status = style.STATUSES.get(name)
                self._line(pen, at, status.line if status else "solid", hollow=what == "head")
                for mark in status.marks if status else ():
                    pen.mark(mark, (at[0] - 4, at[1]), 0)
            pen.text((x + 42, at[1]), label, _TEXT)

    @staticmethod
    def _line(pen: _Pen, at: Point, line: str, *, hollow: bool) -> None:
        x, y = at
        ends = [(x - 17, y), (x - 8, y), (x, y), (x + 9, y)]
        pen.curve(ends, style.DASHES[line], 1.6)
        head = arrowhead((x + 9, y), (x + 17, y))
        pen.outline(head, (0, 0), _PAPER if hollow else _GREY, _GREY, 1.2)
