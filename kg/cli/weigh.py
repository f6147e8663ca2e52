"""``kg weigh``: how well a thing is supported, alone or against another, in words."""

from __future__ import annotations

import json

from kg.ask.find import find
from kg.ask.standing import Comparison, Standing, compare, standing
from kg.cli.common import check_format
from kg.cli.inspect import days, opened
from kg.errors import KgError
from kg.render.rows import FORMATS, grid


def weigh(
    things: list[str], as_of: str | None, known_by: str | None, form: str, seeds: str | None
) -> int:
    """Print the facts of support of each thing, and how the first two compare; status 1 if none."""
    check_format(form, FORMATS)
    days(as_of, known_by)
    if len(things) > 2:
        raise KgError("KG603", f"{len(things)} things are given.", "Give one thing, or two.")
    graph = opened(seeds)
    found = [
        standing(graph.engine, find(graph.engine, thing), as_of, known_by) for thing in things
    ]
    both = compare(*found) if len(found) == 2 else None
    if form == "json":
        print(json.dumps(_json(found, both), indent=2, ensure_ascii=False))
    else:
        names = ["fact", *(one.thing for one in found)]
        columns = [one.facts() for one in found]
        rows = [
            [columns[0][i][0], *(facts[i][1] for facts in columns)]
            for i in range(len(columns[0]))
        ]
        print(grid(form, names, rows))
        if form == "table":
            print(f"\n{both.verdict}" if both else "")
            print("The scale: docs/support.md. Facts, not a score; whether it is true is not said.")
    return 0 if all(one.claims for one in found) else 1


def _json(found: list[Standing], both: Comparison | None) -> dict[str, object]:
    result: dict[str, object] = {
        "things": [
            {"id": one.thing, "claims": list(one.claims), "facts": dict(one.facts())}
            for one in found
        ]
    }
    if both:
        result["comparison"] = {
            "better": list(both.better), "worse": list(both.worse), "verdict": both.verdict
        }
    return result
