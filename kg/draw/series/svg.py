"""Charts as SVG inside a page: colours follow the page's theme, nothing is fetched."""

from __future__ import annotations

from html import escape

from kg.draw.series.chart import Chart
from kg.draw.series.marks import COLOURS, DASHES, Area, Dot, Line, Mark, Text, outline
from kg.draw.series.plan import NARROW, WIDE, Sheet, plan
from kg.draw.series.words import TIMING, current, described, said


def section(chart: Chart, level: int = 2) -> str:
    """A chart as a section of a page: heading, drawing for wide and narrow, notes, table."""
    head = f"chart-{chart.id}"
    events = (
        f'<p class="timing">{escape(TIMING)}</p>\n<ol class="events">'
        + "".join(f"<li>{escape(said(event))} "
                  f'<span class="source">{escape(" ".join(event.claims))}</span></li>'
                  for event in chart.events)
        + "</ol>\n"
        if chart.events else ""
    )
    return (
        f'<section class="chart" aria-labelledby="{head}">\n'
        f'<h{level} id="{head}">{escape(chart.title)}</h{level}>\n'
        + "".join(f"<p>{escape(text)}</p>\n" for text in chart.measures)
        + f'<div class="wide">{svg(chart, WIDE, "wide")}</div>\n'
        + f'<div class="narrow">{svg(chart, NARROW, "narrow")}</div>\n'
        + events
        + "".join(f"<p>{escape(text)}</p>\n" for text in chart.notes)
        + "".join(f'<p class="source">{escape(text)}</p>\n' for text in
                  (*chart.sources, current(chart)))
        + _table(chart)
        + "</section>\n"
    )


def svg(chart: Chart, sheet: Sheet = WIDE, name: str = "wide") -> str:
    """The drawing alone, with a title and a description; coloured by the classes of ``css``."""
    placed = plan(chart, sheet)
    title, desc = f"{name}-{chart.id}-title", f"{name}-{chart.id}-desc"
    hatch = f"{name}-{chart.id}-hatch"
    return (
        f'<svg role="img" aria-labelledby="{title}" aria-describedby="{desc}" '
        f'viewBox="0 0 {placed.width:g} {placed.height:.1f}">'
        f'<title id="{title}">{escape(chart.title)}</title>'
        f'<desc id="{desc}">{escape(described(chart))}</desc>'
        f'<defs><pattern id="{hatch}" width="5" height="5" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><path class="l rule" d="M0 0V5" stroke-width="1.4"/>'
        "</pattern></defs>"
        + "".join(_mark(mark, hatch) for mark in placed.marks)
        + "</svg>"
    )


def css() -> str:
    """Classes of the colours in both themes, and the few rules of a chart."""
    lines = []
    for name, (light, dark) in COLOURS.items():
        lines.append(f".chart .{name}{{--c:light-dark({light},{dark})}}")
    return "\n".join(
        [
            *lines,
            ".chart svg{display:block;width:100%;height:auto;"
            "font-family:system-ui,-apple-system,'Segoe UI',Roboto,'DejaVu Sans',sans-serif}",
            ".chart .l{stroke:var(--c);fill:none}",
            ".chart .f{fill:var(--c);stroke:var(--c)}",
            ".chart .h{fill:light-dark(#ffffff,#15181b);stroke:var(--c)}",
            ".chart text{fill:var(--c)}",
            ".chart text.g{paint-order:stroke;stroke:light-dark(#ffffff,#15181b);"
            "stroke-width:3px;stroke-linejoin:round}",
            ".chart .b{font-weight:600}",
            ".chart .narrow{display:none}",
            ".chart .wide{max-width:60rem}",
            ".chart{margin-bottom:2rem}.chart>p{max-width:60rem}",
            ".chart .timing{font-weight:600;margin-bottom:0}",
            ".chart .events{margin:.2rem 0 .6rem;padding-left:1.6rem}",
            ".chart .source{font-size:.85rem;color:light-dark(#4b5158,#b5bcc4);"
            "overflow-wrap:anywhere}",
            ".chart .cells{overflow-x:auto}",
            ".chart td,.chart th{padding:.1rem .6rem .1rem 0;text-align:left;"
            "vertical-align:top}",
            ".chart td.n{text-align:right;font-variant-numeric:tabular-nums}",
            "@media (max-width:640px){.chart .wide{display:none}.chart .narrow{display:block}}",
            "@media print{.chart .wide{display:block}.chart .narrow{display:none}"
            ".chart svg,.chart p,.chart ol{break-inside:avoid}}",
        ]
    ) + "\n"


def _mark(mark: Mark, hatch: str) -> str:
    if isinstance(mark, Line):
        chain = " ".join(f"{x:.1f},{y:.1f}" for x, y in mark.points)
        dash = " ".join(f"{part:g}" for part in DASHES[mark.dash])
        return (
            f'<polyline class="l {mark.colour}" points="{chain}" stroke-width="{mark.width:g}"'
            + (f' stroke-dasharray="{dash}"' if dash else "")
            + (f' data-series="{escape(mark.series)}"' if mark.series else "")
            + "/>"
        )
    if isinstance(mark, Dot):
        kind = f'class="{"h" if mark.hollow else "f"} {mark.colour}" stroke-width="1.3"'
        title = f"<title>{escape(mark.title)}</title>" if mark.title else ""
        x, y = mark.at
        points = outline(mark.shape, mark.size)
        if not points:
            place = f'cx="{x:.1f}" cy="{y:.1f}" r="{mark.size / 2:g}"'
            return f"<circle {kind} {place}>{title}</circle>"
        moved = " ".join(f"{x + px:.1f},{y + py:.1f}" for px, py in points)
        return f'<polygon {kind} points="{moved}">{title}</polygon>'
    if isinstance(mark, Area):
        fill = f'fill="url(#{hatch})"' if mark.hatched else 'fill="var(--c)"'
        return (
            f'<rect class="{mark.colour}" {fill} x="{mark.at[0]:.1f}" y="{mark.at[1]:.1f}" '
            f'width="{mark.width:.1f}" height="{mark.height:.1f}"/>'
        )
    return _text(mark)


def _text(mark: Text) -> str:
    anchor = {"left": "", "center": ' text-anchor="middle"', "right": ' text-anchor="end"'}
    kinds = [mark.colour, *(["b"] if mark.bold else []), *(["g"] if mark.ground else [])]
    return (
        f'<text class="{" ".join(kinds)}" x="{mark.at[0]:.1f}" y="{mark.at[1]:.1f}" '
        f'font-size="{mark.size:g}"{anchor[mark.align]}>{escape(mark.text)}</text>'
    )


def _table(chart: Chart) -> str:
    rows = []
    for series in chart.series():
        for point in series.points:
            rows.append(
                f"<tr><th scope=\"row\">{escape(series.label)}</th>"
                f"<td>{escape(series.measure_label)}</td><td>{escape(point.period)}</td>"
                f"<td>{escape(point.coverage)}</td><td class=\"n\">{point.value:,.10g}</td>"
                f"<td>{point.published.isoformat()}</td>"
                f"<td>{escape(point.sheet.strip())}!{escape(point.cell)}</td></tr>"
            )
    for panel in chart.panels:
        for level in panel.levels:
            rows.append(
                f"<tr><th scope=\"row\">{escape(panel.title)}</th><td>figure of a claim</td>"
                f"<td>{escape(level.days)}</td><td></td><td class=\"n\">{escape(level.figure)}</td>"
                f"<td></td><td>{escape(level.source)}, {escape(level.claim)}</td></tr>"
            )
    heads = ("Line", "Measure", "Period", "Coverage", "Figure", "Published", "Where")
    return (
        f"<details><summary>All figures of this chart ({len(rows)})</summary>"
        f'<div class="cells" tabindex="0" role="region" '
        f'aria-label="Figures: {escape(chart.title)}"><table><thead><tr>'
        + "".join(f'<th scope="col">{name}</th>' for name in heads)
        + f"</tr></thead><tbody>{''.join(rows)}</tbody></table></div></details>\n"
    )
