"""The public log of corrections, by claim."""

from __future__ import annotations

from kg.engine.value import IRI
from kg.frozen import Frozen
from kg.names import CG, GRAPH

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.ask.evidence import Engine


class Correction(Frozen):
    """An entry of the log."""

    id: str
    claim: str
    was: str
    now: str
    #: reader or curator
    found_by: str
    on: str

    def to_json(self) -> dict[str, str]:
        """The entry as plain data, without its claim."""
        return {"id": self.id, "on": self.on, "found_by": self.found_by, "was": self.was,
                "now": self.now}

    def __str__(self) -> str:
        return f"on {self.on}, found by a {self.found_by}. Was: {self.was} Now: {self.now}"


def corrections(engine: Engine) -> dict[str, tuple[Correction, ...]]:
    """Claim → its corrections, the oldest first."""
    _, rows = engine.select(
        f"""PREFIX cg: <{CG}>
        SELECT ?id ?claim ?was ?now ?by ?on WHERE {{ GRAPH <{GRAPH}curation> {{
        ?id a cg:Correction ; cg:corrects ?claim ; cg:wasWrong ?was ; cg:saysNow ?now ;
          cg:foundBy ?by ; cg:correctedOn ?on }} }}"""
    )
    found: dict[str, tuple[Correction, ...]] = {}
    for one, claim, was, now, by, on in sorted(rows, key=lambda row: (str(row[5]), str(row[0]))):
        if isinstance(one, IRI) and isinstance(claim, IRI):
            who = str(by).removeprefix(f"{CG}finder-")
            entry = Correction(one.short, claim.short, str(was), str(now), who, str(on))
            found[claim.short] = (*found.get(claim.short, ()), entry)
    return found
