"""Drawings and charts as notebooks show them, with all they show as a table below."""

from __future__ import annotations

from abc import ABC, abstractmethod
from base64 import b64encode
from dataclasses import dataclass
from html import escape
from pathlib import Path

from kg.draw import draw, figure
from kg.draw.series import Chart, words
from kg.draw.series import draw as draw_chart
from kg.draw.series import figure as series
from kg.draw.view import View
from kg.render.notebook import listed, opened, table


class Picture(ABC):
    """Something that is drawn; the last expression of a notebook's cell shows it."""

    @property
    @abstractmethod
    def title(self) -> str:
        """What is drawn."""

    @property
    @abstractmethod
    def description(self) -> str:
        """What is drawn, for those who do not see it."""

    @abstractmethod
    def svg(self) -> str:
        """The drawing as a document of its own."""

    @abstractmethod
    def save(self, path: str | Path) -> None:
        """Write it as .html, .svg, .png or .pdf, whole or not at all; raises DrawError."""

    @abstractmethod
    def _below(self) -> str:
        """What stands below the drawing, as HTML."""

    def _repr_svg_(self) -> str:
        return self.svg()

    def _repr_html_(self) -> str:
        return self._html(self.svg())

    def _repr_mimebundle_(
        self, include: object = None, exclude: object = None
    ) -> dict[str, str]:
        drawn = self.svg()
        return {
            "text/plain": repr(self), "image/svg+xml": drawn, "text/html": self._html(drawn),
        }

    def _html(self, drawn: str) -> str:
        # as a picture it shares no names with other cells, and nothing in it can run
        packed = b64encode(drawn.encode()).decode()
        return (
            f'<img alt="{escape(self.description)}" src="data:image/svg+xml;base64,{packed}"'
            f' style="max-width: 100%">{self._below()}'
        )


@dataclass(frozen=True, repr=False)
class Drawing(Picture):
    """The pathway, a question's claims, or what surrounds an entity."""

    view: View

    def __repr__(self) -> str:
        return f"<Drawing: {self.description}>"

    @property
    def title(self) -> str:
        """What is drawn."""
        return self.view.title

    @property
    def description(self) -> str:
        """The title with the numbers of things, links and claims."""
        view = self.view
        return (
            f"{view.title}. Things: {len(view.nodes)}, links: {len(view.edges)}; {view.caption}."
        )

    def svg(self) -> str:
        """The drawing as ``kg draw`` writes it; raises DrawError where no layout is found."""
        return figure.rendered(self.view, "svg").decode()

    def save(self, path: str | Path) -> None:
        """Write it as .html, .svg, .png or .pdf, whole or not at all; raises DrawError."""
        draw(self.view, path)

    def _below(self) -> str:
        names = {node.id: node.label for node in self.view.nodes}
        rows = [
            [
                names[edge.source], edge.wording, names[edge.target], edge.status,
                ", ".join(edge.stances), " ".join(edge.claims), " ".join(edge.disputed),
            ]
            for edge in self.view.edges
        ]
        columns = ("from", "what is said", "to", "evidence", "stance", "claims", "disputed by")
        title = f"All links of this drawing: {len(rows)}"
        return opened(title, table(title, columns, rows)) + listed(
            "What this drawing cannot say", self.view.limits
        )


@dataclass(frozen=True, repr=False)
class ChartPicture(Picture):
    """Figures of published tables over time."""

    chart: Chart

    def __repr__(self) -> str:
        return f"<Chart: {self.title}>"

    @property
    def title(self) -> str:
        """What is counted."""
        return self.chart.title

    @property
    def description(self) -> str:
        """What the chart shows, in words."""
        return f"{self.title}. {words.described(self.chart)}"

    def svg(self) -> str:
        """The chart as ``kg draw series`` writes it."""
        return series.rendered(self.chart, "svg").decode()

    def save(self, path: str | Path) -> None:
        """Write it as .html, .svg, .png or .pdf, whole or not at all; raises DrawError."""
        draw_chart(self.chart, path)

    def _below(self) -> str:
        rows = [
            [
                one.label, one.measure_label, point.period, point.coverage, f"{point.value:,.10g}",
                point.published.isoformat(), f"{point.sheet.strip()}!{point.cell}",
            ]
            for one in self.chart.series() for point in one.points
        ]
        rows += [
            [panel.title, "figure of a claim", level.days, "", level.figure, level.source,
             level.claim]
            for panel in self.chart.panels for level in panel.levels
        ]
        columns = ("line", "measure", "period", "coverage", "figure", "published", "where")
        title = f"All figures of this chart: {len(rows)}"
        return opened(title, table(title, columns, rows, ("figure",))) + listed(
            "To be read with it", (*self.chart.notes, *self.chart.sources)
        )
