"""The open graph: one built store, ready to be asked."""

from __future__ import annotations

import os

from kg import paths
from kg.ask.answer import Answer, answer
from kg.ask.question import question
from kg.engine.embedded import Embedded
from kg.store.digest import digest as seeds_digest
from kg.store.places import folder, stands
from kg.version import VERSION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    import networkx as nx
    import pyoxigraph as ox
    from rdflib import Dataset

    from kg.ask.question import Question
    from kg.draw.notebook import ChartPicture, Drawing
    from kg.engine.value import Row


class Graph:
    """A built graph. Open one with :func:`kg.open`."""

    def __init__(self, engine: Embedded, digest: str) -> None:
        self.engine, self.digest, self.version = engine, digest, VERSION
        self._questions: dict[str, Question] = {}

    def ask(
        self,
        name: str,
        as_of: str | date | None = None,
        known_by: str | date | None = None,
        **parameters: str,
    ) -> Answer:
        """The answer to a catalogue question; raises KgError for unknown names or values."""
        asked = self._questions.get(name) or question(name)
        self._questions[name] = asked
        return answer(
            self.engine, asked, parameters,
            None if as_of is None else str(as_of), None if known_by is None else str(known_by),
            version=self.version, digest=self.digest,
        )

    def sparql(self, query: str) -> list[dict[str, object]]:
        """The rows of a SPARQL SELECT as dicts; IRIs are :class:`kg.engine.IRI`."""
        names, rows = self.select(query)
        return [dict(zip(names, row, strict=True)) for row in rows]

    def select(self, query: str) -> tuple[list[str], list[Row]]:
        """Names of the variables and the rows of a SPARQL query."""
        return self.engine.select(query)

    def quads(self) -> list[ox.Quad]:
        """Every quad, sorted."""
        kept: dict[str, list[ox.Quad]] = self.engine.memo.setdefault("quads", {})
        if "" not in kept:
            kept[""] = sorted(self.engine.store, key=str)
        return list(kept[""])

    def rdf(self) -> Dataset:
        """The graph as an rdflib Dataset with its named graphs."""
        from kg.engine.rdf import dataset

        return dataset(self.quads())

    def network(
        self, as_of: str | None = None, known_by: str | None = None
    ) -> nx.MultiDiGraph[str]:
        """The links as a NetworkX MultiDiGraph whose edges carry their claims."""
        from kg.network.build import network

        return network(self.engine, as_of, known_by)

    def drawing(
        self,
        thing: str | None = None,
        as_of: str | date | None = None,
        known_by: str | date | None = None,
    ) -> Drawing:
        """The pathway, or a question or an entity by its id, as a drawing.

        A notebook shows it; ``save`` writes it. Raises KgError for unknown ids and days, and
        DrawError where there is nothing to draw.
        """
        from kg.draw.notebook import Drawing
        from kg.draw.prepare import chosen

        return Drawing(chosen(self, thing, _day(as_of, "as_of"), _day(known_by, "known_by")))

    def chart(
        self,
        name: str,
        start: date | None = None,
        end: date | None = None,
        known_by: str | date | None = None,
    ) -> ChartPicture:
        """The chart ``releases``, ``atd`` or ``population``, up to the day before its end.

        A notebook shows it; ``save`` writes it. Raises KgError for another name, and DrawError
        where there are no figures.
        """
        from kg.draw.notebook import ChartPicture
        from kg.draw.series.prepare import CHARTS, FIRST, LAST
        from kg.errors import KgError
        from kg.suggest import did_you_mean

        if name not in CHARTS:
            raise KgError(
                "KG603", f"There is no chart {name}.{did_you_mean(name, CHARTS)}",
                f"Use one of: {', '.join(CHARTS)}.",
            )
        make, _ = CHARTS[name]
        return ChartPicture(
            make(self, start or FIRST, end or LAST, known_by=_day(known_by, "known_by"))
        )

    def place(self, short_id: str) -> tuple[str, int, int] | None:
        """File, line and column of a record in the seeds this store was built from."""
        import json

        with open(os.path.join(folder(self.digest), "sheet.json"), encoding="utf-8") as file:
            found = json.load(file)["places"].get(short_id)
        return (found[0], found[1], found[2]) if found else None


def open_graph(
    seeds: str | None = None, announce: Callable[[str], object] = lambda phase: None
) -> Graph:
    """Open the graph of a seeds folder (the project's own by default), building it if needed.

    Raises Findings where the seeds are not valid, KgError where the store cannot be opened.
    """
    place = os.path.abspath(seeds) if seeds else paths.seeds()
    wanted = current(place)
    if wanted is None:
        from kg.store.build import build

        wanted, _ = build(place, announce)
    return stored(wanted)


def stored(digest: str) -> Graph:
    """The graph with this digest, opened as it was built; raises KgError where it is gone."""
    return Graph(Embedded.open(os.path.join(folder(digest), "store")), digest)


def _day(value: str | date | None, name: str) -> str | None:
    """The day as text; raises KgError where it is none."""
    from kg.ask.bind import day

    return None if value is None else day(str(value), name)


def current(seeds: str) -> str | None:
    """The digest of a folder of seeds if its store is built, else None."""
    try:
        wanted = seeds_digest(seeds)
    except OSError:
        return None
    return wanted if stands(wanted) else None
