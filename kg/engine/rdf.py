"""The second engine: rdflib, also the Python interface to the graph as a Dataset."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import pyoxigraph as ox
from rdflib import Dataset, URIRef
from rdflib import Literal as RdfLiteral
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query

from kg.engine.value import IRI, Row, Value, literal
from kg.errors import KgError


class Rdf:
    """Answers SELECT queries from an rdflib Dataset; slower, and made by other people."""

    name = "rdflib"

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        #: what has been read before; the dataset behind an engine does not change
        self.memo: dict[str, dict[Any, Any]] = {}

    @classmethod
    def of(cls, quads: Iterable[ox.Quad]) -> Rdf:
        """An engine over the quads."""
        return cls(dataset(quads))

    def select(self, query: str) -> tuple[list[str], list[Row]]:
        """Names of the variables, and the rows; raises KgError where the query is refused."""
        try:
            result = self.dataset.query(_prepared(query))
            if result.type == "ASK":
                return ["answer"], [("true" if result.askAnswer else "false",)]
            names = [str(name) for name in result.vars or ()]
            rows: list[Row] = [tuple(_value(t) for t in row) for row in result]  # type: ignore[union-attr]
        except Exception as error:  # noqa: BLE001 - rdflib raises parser errors of many kinds
            raise KgError("KG604", f"The query is refused: {error}.", "Mend the query.") from None
        return names, rows


@lru_cache(maxsize=1024)
def _prepared(query: str) -> Query:
    """A parsed query; parsing takes longer than answering on a small graph."""
    return prepareQuery(query)


def dataset(quads: Iterable[ox.Quad]) -> Dataset:
    """An rdflib Dataset with the named graphs of the quads."""
    result = Dataset()
    result.addN(
        (_term(q.subject), _term(q.predicate), _term(q.object),
         result.graph(URIRef(str(q.graph_name.value))))
        for q in quads
        if isinstance(q.graph_name, ox.NamedNode)
    )
    return result


def _term(term: Any) -> Any:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if term.language:
        return RdfLiteral(term.value, lang=term.language)
    kind = term.datatype.value
    if kind == "http://www.w3.org/2001/XMLSchema#string":
        return RdfLiteral(term.value)
    return RdfLiteral(term.value, datatype=URIRef(kind))


def _value(term: Any) -> Value:
    if term is None:
        return None
    if isinstance(term, URIRef):
        return IRI(str(term))
    if isinstance(term, RdfLiteral):
        return literal(str(term), str(term.datatype or ""))
    return str(term)
