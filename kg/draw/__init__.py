"""Drawings of the graph: one self-contained page, or a figure for print."""

from __future__ import annotations

from pathlib import Path

from kg.draw.errors import DrawError
from kg.draw.view import Edge, Node, View

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.draw.series.chart import Chart

__all__ = ["ENDINGS", "DrawError", "Edge", "Node", "View", "draw"]

#: endings that can be drawn
ENDINGS = (".html", ".svg", ".png", ".pdf")


def draw(view: View, path: str | Path, charts: tuple[Chart, ...] = ()) -> None:
    """The view as a file of the kind that the path's ending names, written whole or not at all.

    A page shows the charts too, in a part of its own. Raises DrawError: KG701 for another ending,
    KG702 where no layout is found, KG703 where the view does not fit together, KG704 where the
    file cannot be written.
    """
    path = checked(path)
    if path.suffix.lower() == ".html":
        from kg.draw.files import write
        from kg.draw.page import page

        write(path, page(view, charts).encode("utf-8"))
    else:
        from kg.draw.figure import figure

        figure(view, path)


def checked(path: str | Path) -> Path:
    """The path, if its ending can be drawn; raises DrawError (KG701) if not."""
    path = Path(path)
    if path.suffix.lower() in ENDINGS:
        return path
    raise DrawError(
        "KG701",
        f"{path.name!r} has no ending that can be drawn.",
        f"End it in {', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}.",
    )
