"""The data of the explorer's page: what it can show without asking anybody.

``kg/explorer/assets/types.js`` describes the shape for the page's scripts.
"""

from __future__ import annotations

from kg.explorer.asked import asked
from kg.explorer.charts import record
from kg.explorer.claims import claims
from kg.explorer.examples import examples
from kg.explorer.sources import conflicts, sources
from kg.explorer.statements import found, statements
from kg.explorer.terms import prefixes, terms
from kg.explorer.things import things
from kg.explorer.times import times
from kg.explorer.views import views
from kg.names import BASE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.draw.series.chart import Chart
    from kg.graph import Graph


def pack(
    graph: Graph, *, live: bool, pages: str | None, drawn: tuple[Chart, ...] = ()
) -> dict[str, object]:
    """The data as JSON has it; equal graphs give equal packs.

    ``live`` says that a server answers questions beside the page; without one the pack holds
    answers. ``pages`` is the way from the page to those of the site, such as ``./``; None where
    there are none.
    """
    said = claims(graph)
    every, boxes = found(graph)
    named, defined = things(graph), terms(graph)
    return {
        "meta": {
            "version": graph.version,
            "digest": graph.digest,
            "base": BASE,
            "live": live,
            "pages": pages,
            "current_to": max((str(one["stated_on"]).strip("[]") for one in said.values()),
                              default=""),
        },
        "claims": said,
        "things": named,
        "record": record(graph, drawn),
        "terms": defined,
        "prefixes": prefixes(),
        "examples": examples(),
        "drawn": statements(graph, every, boxes),
        "views": views(graph, every, boxes),
        "times": times(graph),
        "conflicts": conflicts(graph),
        **sources(graph, said),
        **asked(graph, answers=not live, claims=list(said), known=(*named, *defined)),
    }
