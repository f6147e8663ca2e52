"""Charts for print, drawn by matplotlib from the same plan as the page."""

from __future__ import annotations

import io
from math import cos, pi, sin
from pathlib import Path
from typing import TYPE_CHECKING

from kg.draw.files import write
from kg.draw.geometry import measure
from kg.draw.series.chart import Chart
from kg.draw.series.marks import COLOURS, DASHES, Area, Dot, Line, Mark, Text, outline
from kg.draw.series.plan import plan
from kg.draw.series.words import TIMING, current, listed

if TYPE_CHECKING:
    from matplotlib.axes import Axes

_MARGIN = 24.0
_TITLE, _TEXT, _SMALL = 17.0, 10.5, 9.0


def figure(chart: Chart, path: Path) -> None:
    """Write the chart as SVG, PNG or PDF, by the path's ending; equal charts give equal bytes.

    Raises DrawError (KG704) where the file cannot be written.
    """
    write(path, rendered(chart, path.suffix.lower().removeprefix(".")))


def rendered(chart: Chart, form: str) -> bytes:
    """The bytes of the figure in a format of matplotlib: svg, png or pdf."""
    import matplotlib as mpl
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    from kg.draw.figure import METADATA, SETTINGS

    placed = plan(chart)
    wide = placed.width
    head: list[Text] = []
    y = _MARGIN + _TITLE
    # bold letters are wider
    for line in _wrapped(chart.title, wide * 0.88, _TITLE):
        head.append(Text((_MARGIN, y), line, _TITLE, bold=True))
        y += _TITLE + 4
    y = _lines(chart.measures, y, _TEXT, "ink", wide, head)
    top = y + 4
    foot: list[Text] = []
    y = top + placed.height + 6
    if chart.events:
        foot.append(Text((_MARGIN, y), TIMING, _TEXT, bold=True))
        y = _lines(listed(chart), y + _TEXT + 5, _TEXT, "ink", wide, foot) + 6
    y = _lines(chart.notes, y + 4, _TEXT, "ink", wide, foot)
    y = _lines((*chart.sources, current(chart)), y + 4, _SMALL, "soft", wide, foot)
    width, height = wide + 2 * _MARGIN, y + _MARGIN - 6
    with mpl.rc_context({**SETTINGS, "hatch.linewidth": 0.6}):
        sheet = Figure(figsize=(width / 72, height / 72), facecolor=COLOURS["paper"][0])
        FigureCanvasAgg(sheet)
        axes = sheet.add_axes((0, 0, 1, 1))
        axes.set_axis_off()
        axes.set_xlim(0, width)
        axes.set_ylim(height, 0)
        for text in (*head, *foot):
            _draw(axes, text, (0.0, 0.0))
        for n, mark in enumerate(placed.marks):
            _draw(axes, mark, (_MARGIN, top), n)
        target = io.BytesIO()
        sheet.savefig(target, format=form, dpi=150, metadata=METADATA[form])
    return target.getvalue()


def _lines(
    texts: tuple[str, ...], y: float, size: float, colour: str, wide: float, found: list[Text]
) -> float:
    for text in texts:
        for line in _wrapped(text, wide, size):
            found.append(Text((_MARGIN, y), line, size, colour))
            y += size + 4
    return y


def _wrapped(text: str, width: float, size: float) -> list[str]:
    # measure() is rather too wide, which a whole line would show as a ragged margin
    lines: list[str] = []
    for word in text.split():
        if lines and measure(f"{lines[-1]} {word}", size) * 0.96 <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _draw(axes: Axes, mark: Mark, origin: tuple[float, float], order: int = 0) -> None:
    from matplotlib.patches import Polygon, Rectangle

    dx, dy = origin
    layer = 2 + order / 10000
    colour = COLOURS[mark.colour][0]
    if isinstance(mark, Line):
        pattern = tuple(part / mark.width for part in DASHES[mark.dash])
        axes.plot(
            [x + dx for x, _ in mark.points], [y + dy for _, y in mark.points], color=colour,
            linewidth=mark.width, linestyle=(0, pattern) if pattern else "solid", zorder=layer,
            solid_capstyle="butt", dash_capstyle="butt", solid_joinstyle="round",
        )
    elif isinstance(mark, Dot):
        points = outline(mark.shape, mark.size) or tuple(
            (mark.size / 2 * cos(n * pi / 16), mark.size / 2 * sin(n * pi / 16))
            for n in range(32)
        )
        moved = [(x + mark.at[0] + dx, y + mark.at[1] + dy) for x, y in points]
        axes.add_patch(
            Polygon(moved, closed=True, edgecolor=colour, linewidth=1.3, zorder=layer,
                    facecolor=COLOURS["paper"][0] if mark.hollow else colour)
        )
    elif isinstance(mark, Area):
        axes.add_patch(
            Rectangle(
                (mark.at[0] + dx, mark.at[1] + dy), mark.width, mark.height, zorder=layer,
                linewidth=0.0, facecolor="none" if mark.hatched else colour,
                edgecolor=COLOURS["rule"][0] if mark.hatched else "none",
                hatch="/////" if mark.hatched else None,
            )
        )
    else:
        behind = (
            {"facecolor": COLOURS["paper"][0], "edgecolor": "none", "pad": 0.4, "alpha": 0.85}
            if mark.ground else None
        )
        axes.text(
            mark.at[0] + dx, mark.at[1] + dy, mark.text, fontsize=mark.size, color=colour,
            fontweight="bold" if mark.bold else "normal", horizontalalignment=mark.align,
            verticalalignment="baseline", bbox=behind, zorder=layer,
        )
