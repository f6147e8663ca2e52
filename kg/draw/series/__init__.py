"""Charts of the record: figures of published tables over time, beside events and claims."""

from __future__ import annotations

from pathlib import Path

from kg.draw.series.chart import Chart

__all__ = ["Chart", "draw"]


def draw(chart: Chart, path: str | Path) -> None:
    """The chart as a file of the kind that the path's ending names, written whole or not at all.

    Raises DrawError: KG701 for another ending, KG704 where the file cannot be written.
    """
    from kg.draw import checked

    path = checked(path)
    if path.suffix.lower() == ".html":
        from kg.draw.files import write
        from kg.draw.series.page import page

        write(path, page(chart).encode("utf-8"))
    else:
        from kg.draw.series.figure import figure

        figure(chart, path)
