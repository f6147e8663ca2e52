"""What a drawing is made from: nodes, edges and the claims under them, ready to be shown."""

from __future__ import annotations

from dataclasses import dataclass

from kg.draw.errors import DrawError

#: stances under which a claim is less than an assertion
WEAK_STANCES = frozenset({"hedged", "promised", "denied"})

#: modalities that a label is silent about
PLAIN_MODALITIES = frozenset({"does", "not-applicable"})


@dataclass(frozen=True, slots=True)
class Node:
    """An entity as a box; ``spine`` puts it on the pathway that runs straight down."""

    id: str
    label: str
    kind: str
    definition: str
    spine: bool = False


@dataclass(frozen=True, slots=True)
class Edge:
    """A link as an arrow; ``claims`` support it and ``disputed`` speak against it.

    Stances and ``unnamed_only`` are those of ``claims``. What is only denied has no claims; its
    one stance is ``denied``.

    ``label`` is the bare wording of the predicate, such as "leads to".
    """

    id: str
    source: str
    target: str
    predicate: str
    label: str
    polarity: str
    modality: str
    stances: tuple[str, ...]
    sign: int | None
    claims: tuple[str, ...]
    disputed: tuple[str, ...]
    unnamed_only: bool
    no_evidence: bool
    spine: bool = False

    @property
    def wording(self) -> str:
        """The label as it is drawn, with what weakens, strengthens or turns it.

        An arrow that says "leads to" where the source says "may lead to" would say too much.
        """
        text = f"not: {self.label}" if self.polarity == "negated" else self.label
        if self.stances == ("denied",):
            text = f"denied: {text}"
        return text if self.modality in PLAIN_MODALITIES else f"{text} ({self.modality})"

    @property
    def status(self) -> str:
        """The one class of evidence a filter puts the edge in, the most cautious first."""
        if self.no_evidence:
            return "no-evidence"
        return "negated" if self.polarity == "negated" else self._strength

    @property
    def line(self) -> str:
        """Style of the line: sparse, dotted, dashed or solid."""
        if self.no_evidence:
            return "sparse"
        return {"unnamed": "dotted", "hedged": "dashed"}.get(self._strength, "solid")

    @property
    def marks(self) -> tuple[str, ...]:
        """Signs drawn on the line."""
        found = {
            "no-evidence": self.no_evidence,
            "negated": self.polarity == "negated",
            "disputed": bool(self.disputed),
        }
        return tuple(name for name, present in found.items() if present)

    @property
    def _strength(self) -> str:
        if self.unnamed_only:
            return "unnamed"
        return "hedged" if self.stances and WEAK_STANCES.issuperset(self.stances) else "record"


@dataclass(frozen=True, slots=True)
class View:
    """One drawing: its parts, the evidence by claim id, and what it cannot say."""

    title: str
    caption: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    claims: dict[str, dict[str, object]]
    limits: tuple[str, ...]
    version: str
    digest: str
    current_to: str

    def check(self) -> None:
        """Raise DrawError (KG703) where ids repeat, or an edge names what the view lacks."""
        nodes = [node.id for node in self.nodes]
        edges = [edge.id for edge in self.edges]
        wrong = [f"id {i!r} twice" for ids in (nodes, edges) for i in _repeated(ids)]
        known = set(nodes)
        for edge in self.edges:
            wrong += [
                f"edge {edge.id!r} has no node {end!r}"
                for end in (edge.source, edge.target)
                if end not in known
            ]
            wrong += [
                f"edge {edge.id!r} has no evidence for claim {claim!r}"
                for claim in (*edge.claims, *edge.disputed)
                if claim not in self.claims
            ]
        if wrong:
            raise DrawError(
                "KG703", f"The view does not fit together: {'; '.join(wrong)}.", "Mend the view."
            )


def _repeated(ids: list[str]) -> list[str]:
    return sorted({i for i in ids if ids.count(i) > 1}) if len(set(ids)) < len(ids) else []
