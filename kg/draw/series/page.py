"""A page of charts that asks for nothing, and the part that other pages show."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from importlib import resources

from kg.draw.series.chart import Chart
from kg.draw.series.svg import css, section


def page(chart: Chart) -> str:
    """One self-contained page; equal charts give equal pages."""
    parts = {
        "title": escape(chart.title),
        "style": _asset("base.css") + _asset("series.css") + css(),
        "chart": section(chart, level=1),
    }
    return re.sub(r"\{\{(\w+)\}\}", lambda match: parts[match[1]], _asset("series.html"))


def part(charts: Iterable[Chart]) -> str:
    """The charts one below the other, for a page that has ``css`` among its styles."""
    return "".join(section(chart) for chart in charts)


def style() -> str:
    """The styles that ``part`` needs."""
    return css()


def _asset(name: str) -> str:
    return resources.files("kg.draw").joinpath("assets", name).read_text(encoding="utf-8")
