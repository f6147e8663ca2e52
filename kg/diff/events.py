"""Events that began between two days, with the claims that speak of them."""

from __future__ import annotations

from datetime import date

from kg.ask.bind import admitted
from kg.diff.facts import BOUNDS
from kg.diff.lines import Line
from kg.diff.window import Window
from kg.edtf import Bounds
from kg.engine.value import IRI
from kg.names import CG, GRAPH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.ask.evidence import Engine


def events(engine: Engine, window: Window, known_by: str | None, stage: str | None) -> list[Line]:
    """The events dated in the window that claims speak of, or in which they were made, by day."""
    optional = " ".join(f"OPTIONAL {{ ?event cg:{name} ?{name} }}" for name in BOUNDS)
    stages = f"""FILTER(NOT EXISTS {{ GRAPH graph:claims {{ ?claim cg:stage ?any }} }} || EXISTS {{
        GRAPH graph:claims {{ ?claim cg:stage cg:stage-{stage} }} }})""" if stage else ""
    _, rows = engine.select(
        f"""PREFIX cg: <{CG}> PREFIX graph: <{GRAPH}>
        SELECT ?event ?date ?claim {' '.join(f'?{name}' for name in BOUNDS)} WHERE {{
        GRAPH graph:entities {{ ?event a cg:Event ; cg:date ?date . {optional} }}
        GRAPH graph:claims {{ ?claim a cg:Claim .
          {{ ?claim cg:subject|cg:object|cg:condition|cg:exception ?event }}
          UNION {{ ?claim cg:attribution ?step . ?step cg:occasion ?event }} }} {stages}
        {admitted("?claim", None, known_by)} }}"""
    )
    found: dict[tuple[str, str, str], set[str]] = {}
    for event, when, claim, *days in rows:
        first, last, *ends = (date.fromisoformat(str(day)) if day else None for day in days)
        certainty = window.starts(Bounds(first, last, *ends))
        if certainty and isinstance(claim, IRI):
            found.setdefault((str(when), str(event), certainty), set()).add(claim.short)
    return [
        Line("event", when, certainty, event, (), (), (), tuple(sorted(claims)), ())
        for (when, event, certainty), claims in sorted(
            found.items(), key=lambda item: (item[0][0].strip("[/"), item[0])
        )
    ]
