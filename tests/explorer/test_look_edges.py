"""The page admits claims and makes arrows of them exactly as drawings in Python do."""

from __future__ import annotations

import json
from typing import Any

from kg.ask.evidence import evidence
from kg.draw.errors import DrawError
from kg.draw.links import edges
from kg.draw.prepare import pathway, statements
from kg.draw.view import Edge
from kg.explorer.pack import pack
from kg.explorer.views import name
from kg.graph import Graph

from .conftest import Explorer

#: what the two have to agree on, edge by edge
_PARTS = ("source", "predicate", "target", "polarity", "modality", "status", "line", "sign")
_SCRIPT = """([asOf, knownBy, view]) => {
  const rows = rowsOn(asOf, knownBy);
  const found = view ? rows.filter(onPathway) : rows;
  return arrowsOf(found, rows);
}"""


def _days(graph: Graph) -> list[tuple[str | None, str | None]]:
    """Days at, before and between the bounds of claims, alone and with days of knowledge."""
    said: dict[str, Any] = pack(graph, live=False, pages=None)["claims"]  # type: ignore[assignment]
    bounds = sorted({str(one[part]) for one in said.values() for part in ("from", "until")
                     if part in one})
    known = sorted({str(one["known_from"]) for one in said.values() if "known_from" in one})
    chosen = bounds[:: len(bounds) // 22] + bounds[-1:]
    learned = known[:: len(known) // 22] + known[-1:]
    pairs: list[tuple[str | None, str | None]] = [(None, None), ("1900-01-01", None)]
    pairs += [(day, None) for day in chosen]
    pairs += [(None, day) for day in learned]
    pairs += list(zip(chosen, reversed(learned), strict=False))
    return pairs


def _plain(found: tuple[Edge, ...]) -> dict[str, dict[str, Any]]:
    return {
        name(one): {
            **{part: getattr(one, part) for part in _PARTS},
            "label": one.wording, "claims": sorted(one.claims),
            "disputed": sorted(one.disputed), "stances": sorted(one.stances),
            "marks": list(one.marks),
        }
        for one in found
    }


def _as_python(found: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    parts = (*_PARTS, "label", "claims", "disputed", "stances", "marks")
    return {one["key"]: {part: one[part] for part in parts} for one in found}


def test_everything_is_as_in_python_on_many_days(explorer: Explorer, graph: Graph) -> None:
    opened = explorer()
    days = _days(graph)
    assert len({day for day, _ in days}) > 20
    assert len({day for _, day in days}) > 20
    for as_of, known_by in days:
        rows = statements(graph, as_of, known_by)
        behind = evidence(graph.engine, {one.claim for one in rows})
        wanted = _plain(edges(rows, rows, behind))
        drawn = opened.evaluate(_SCRIPT, [as_of or "", known_by or "", False])
        assert _as_python(drawn) == json.loads(json.dumps(wanted)), (as_of, known_by)


def test_the_pathway_is_as_in_python_on_many_days(explorer: Explorer, graph: Graph) -> None:
    opened = explorer()
    for as_of, known_by in _days(graph)[::4]:
        drawn = _as_python(opened.evaluate(_SCRIPT, [as_of or "", known_by or "", True]))
        try:
            wanted = _plain(pathway(graph, as_of, known_by).edges)
        except DrawError:
            wanted = {}
        assert drawn == json.loads(json.dumps(wanted)), (as_of, known_by)
