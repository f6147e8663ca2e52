"""What the report is made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

import pyoxigraph as ox

from kg.check.cells import sample
from kg.check.ontology import check_ontology
from kg.check.ontology_graph import Index, Problem, key, split


class Subject:
    """The graph that is looked at: its vocabulary, its data, and what the checks found."""

    def __init__(self, quads: Iterable[ox.Quad]) -> None:
        self.quads = list(quads)
        self.v, self.data = split(self.quads)

    @cached_property
    def problems(self) -> list[Problem]:
        """The findings of the ontology checks."""
        return check_ontology(sample(self.quads))

    def told(self, code: str, *words: str) -> list[str]:
        """IRIs of what a check of that code found, with one of the words in its message."""
        return sorted({
            name for found, name, message in self.problems
            if found == code and (not words or any(word in message for word in words))
        })

    @cached_property
    def all(self) -> Index:
        """Vocabulary and data together."""
        return Index(self.quads)

    def uses(self, predicate: str) -> bool:
        """Whether the vocabulary has a statement with the property."""
        return bool(self.v.by_predicate.get(predicate))

    def texts(self, thing: str, predicate: str) -> list[str]:
        """The literals of a property, those of other properties left out."""
        return [key(v) for v in self.all.values(thing, predicate) if isinstance(v, ox.Literal)]


@dataclass(frozen=True, slots=True)
class Check:
    """A check of a catalogue: ``run`` names what fails, or is the reason why it is not run."""

    code: str
    name: str
    run: Callable[[Subject], Iterable[str]] | str
    #: how a find is to be read, where the catalogue's reading is not the project's
    note: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """A check that was run, or the reason why not."""

    catalogue: str
    code: str
    name: str
    #: passed, found or not-applicable
    state: str
    found: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class Table:
    """A measure: rows of text under a title."""

    title: str
    about: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
