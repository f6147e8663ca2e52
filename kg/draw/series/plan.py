"""Where everything of a chart stands; figure and page draw the same plan."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, floor, log10

from kg.draw.geometry import measure
from kg.draw.series.chart import Chart
from kg.draw.series.legend import legend
from kg.draw.series.marks import Mark, Plan, Text
from kg.draw.series.panel import Place, drawn
from kg.draw.series.time import axis, spans


@dataclass(frozen=True, slots=True)
class Sheet:
    """Width of a drawing, its columns and the size of its text."""

    width: float
    columns: int
    text: float
    small: float
    plot: float


#: for print and wide windows
WIDE = Sheet(760.0, 2, 11.5, 9.5, 104.0)
#: for a phone held upright
NARROW = Sheet(352.0, 1, 13.0, 11.0, 110.0)
_BETWEEN = 26.0


def plan(chart: Chart, sheet: Sheet = WIDE) -> Plan:
    """Every mark of the chart's drawing, without its title, notes and sources."""
    marks: list[Mark] = []
    y = legend(chart, sheet.width, sheet.small, marks)
    columns = min(sheet.columns, max(1, len(chart.panels)))
    width = (sheet.width - _BETWEEN * (columns - 1)) / columns
    tops = _tops(chart)
    margin = max(measure(f"{top:,.0f}", sheet.small) for top in tops) + 8
    for first in range(0, len(chart.panels), columns):
        row = chart.panels[first : first + columns]
        heads = [_wrapped(panel.title, width * 0.9, sheet.text) for panel in row]
        notes = [_wrapped(panel.note, width, sheet.small) if panel.note else [] for panel in row]
        title, note = sheet.text + 3, sheet.small + 3
        under = y + max(map(len, heads)) * title
        top = under + max(map(len, notes)) * note + sheet.small
        foot = y
        for n, panel in enumerate(row):
            left = n * (width + _BETWEEN)
            for k, line in enumerate(heads[n]):
                marks.append(Text((left, y + sheet.text + k * title), line, sheet.text, bold=True))
            for k, line in enumerate(notes[n]):
                marks.append(Text((left, under + (k + 1) * note - 2), line, sheet.small, "soft"))
            right = left + width - measure("2026", sheet.small) / 2 - 1
            place = Place(
                left + margin, right, top, sheet.plot,
                axis(spans(chart), left + margin, right), tops[first + n], sheet.small,
            )
            foot = max(foot, drawn(chart, panel, place, marks))
        y = foot + 14
    return Plan(sheet.width, y, tuple(marks))


def _tops(chart: Chart) -> list[float]:
    found = []
    for panel in chart.panels:
        values = [point.value for series in panel.series for point in series.points]
        values += [level.high for level in panel.levels if level.placed]
        found.append(_nice(max(values, default=1.0)))
    return [max(found)] * len(found) if chart.shared and found else found


def _nice(value: float) -> float:
    """The end of a scale that begins at nought: a round number above the value."""
    value = max(value, 1.0)
    step = 10.0 ** floor(log10(value))
    for part in (1.0, 1.2, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0):
        if value <= part * step:
            return part * step
    return float(ceil(value / step) * step)


def _wrapped(text: str, width: float, size: float) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and measure(f"{lines[-1]} {word}", size) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines or [""]
