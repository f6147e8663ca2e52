"""Custody Graph: who says why people arrested by ICE are free again, and on what evidence.

>>> import kg
>>> g = kg.open()
>>> [row.cells["factor"].short for row in g.ask("release-factors").rows][0]
'capacity-and-funding'
"""

from __future__ import annotations

from kg.version import VERSION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.graph import Graph

__all__ = ["__version__", "open"]

__version__ = VERSION


def open(seeds: str | None = None) -> Graph:
    """The graph of a seeds folder, the project's own by default; built on first use.

    Raises kg.findings.Findings where the seeds are not valid.
    """
    from kg.graph import open_graph

    return open_graph(seeds)
