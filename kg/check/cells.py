"""A sample of the cells in which whatever a shape can see of a cell occurs.

Thousands of cells are written by one function out of rows that were read strictly, so they differ
only in the properties they have and in what these lead to. Every such pair occurs in the sample;
looking at the rest would show nothing new and takes longer than everything else together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import pyoxigraph as ox

from kg.names import GRAPH, PREFIXES

_GRAPH = ox.NamedNode(GRAPH + "observations")
_TYPE = ox.NamedNode(PREFIXES["rdf"] + "type")
_OBSERVATION = ox.NamedNode(PREFIXES["qb"] + "Observation")


def sample(quads: Iterable[ox.Quad]) -> list[ox.Quad]:
    """The quads without those cells that have no property or node that an earlier one has not.

    A cell that anything else names is kept, and one that lacks or repeats a property. Of literals
    only the datatype is looked at.
    """
    cells: dict[object, list[ox.Quad]] = defaultdict(list)
    kept: list[ox.Quad] = []
    typed = set()
    for quad in quads:
        if quad.graph_name == _GRAPH:
            cells[quad.subject].append(quad)
            if quad.predicate == _TYPE and quad.object == _OBSERVATION:
                typed.add(quad.subject)
        else:
            kept.append(quad)
    seen = set[object]()
    named = {quad.object for quad in kept}
    for subject, own in cells.items():
        if subject in typed and subject not in named:
            marks = {_mark(quad) for quad in own}
            marks.add(tuple(sorted(quad.predicate.value for quad in own)))
            if marks <= seen:
                continue
            seen |= marks
        kept += own
    return kept


def _mark(quad: ox.Quad) -> object:
    value = quad.object
    if isinstance(value, ox.Literal):
        return quad.predicate.value, value.datatype.value, value.language
    return quad.predicate.value, str(value)
