"""What a question about rows declares."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ibis.expr.types as ir

    Tables = Mapping[str, ir.Table]
    Expression = Callable[[Tables, Mapping[str, str]], ir.Table]

#: what a parameter takes → how it is written
KINDS = {"month": "YYYY-MM", "day": "YYYY-MM-DD", "number": "a whole number", "text": "a text"}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a question; an empty default means that nothing is narrowed."""

    name: str
    kind: str
    default: str
    about: str
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RecordQuestion:
    """A question: its expression, and what has to stand beside every figure of its answer."""

    id: str
    title: str
    #: stints or stays
    table: str
    #: dimensions → what each is
    dimensions: Mapping[str, str]
    #: tables and parameters → a table of the dimensions and ``n``, a row for each combination
    cells: Expression
    measure: str
    population: str
    denominator: str
    #: a count of events in a period, or of what is there at an instant
    kind: str
    cannot: tuple[str, ...]
    #: columns of the table without which there is no answer
    needs: tuple[str, ...]
    parameters: tuple[Parameter, ...] = ()
    #: dimensions whose values are summed; the answer has their totals
    summed: bool = True
    #: the expression gives one row, a column for each value of the one dimension
    wide: bool = False
    #: name of a whole number whose median is given, e.g. days
    median: str = ""
    #: tables and parameters → dimensions but the last, the number, and ``n`` for each value of it
    values: Expression | None = None
    #: dimension → its values in order, where it is not that of the alphabet
    order: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    #: dimension → the parameter with the number of values that are named; the rest become one
    named: Mapping[str, str] = field(default_factory=dict)
