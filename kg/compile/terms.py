"""Terms and a collector of quads; literals are written in canonical form only."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Quad

from kg.edtf import Bounds
from kg.names import CG, GRAPH, PREFIXES

Node = NamedNode
_XSD = PREFIXES["xsd"]
_INTEGER, _DECIMAL, _DATE = (Node(_XSD + name) for name in ("integer", "decimal", "date"))


def cg(name: str) -> Node:
    """A term of the ontology."""
    return Node(CG + name)


def concept(scheme: str, value: str) -> Node:
    """A concept of a closed vocabulary."""
    return Node(f"{CG}{scheme}-{value}")


def term(curie: str) -> Node:
    """A term by its prefixed name, such as ``skos:prefLabel``."""
    prefix, _, name = curie.partition(":")
    return Node(PREFIXES[prefix] + name)


def text(value: str) -> Literal:
    """English prose."""
    return Literal(value, language="en")


def day(value: date) -> Literal:
    """A calendar day."""
    return Literal(value.isoformat(), datatype=_DATE)


def number(value: int | Decimal) -> Literal:
    """An integer or a decimal without padding, so that every engine keeps its form."""
    if isinstance(value, int):
        return Literal(str(value), datatype=_INTEGER)
    plain = format(value, "f")
    if "." in plain:
        plain = plain.rstrip("0").rstrip(".")
    return Literal(plain, datatype=_DECIMAL)


@dataclass(slots=True)
class Graph:
    """Collects the quads of one named graph."""

    name: str
    quads: list[Quad] = field(default_factory=list)

    def add(self, subject: Node, predicate: str, *objects: Node | Literal | str | None) -> None:
        """Add one quad per object; a plain str is a plain literal, None is nothing."""
        graph, verb = Node(GRAPH + self.name), term(predicate)
        for value in objects:
            if value is not None:
                thing = Literal(value) if isinstance(value, str) else value
                self.quads.append(Quad(subject, verb, thing, graph))

    def bounds(self, subject: Node, bounds: Bounds) -> None:
        """Add the four bounds of a time; what has no bound has no triple."""
        for name, value in (
            ("cg:earliestStart", bounds.earliest_start),
            ("cg:latestStart", bounds.latest_start),
            ("cg:earliestEnd", bounds.earliest_end),
            ("cg:latestEnd", bounds.latest_end),
        ):
            if value is not None:
                self.add(subject, name, day(value))
