"""Engines: the same query texts on an embedded store, on rdflib, or elsewhere."""

from kg.engine.value import IRI, Row, Value

__all__ = ["IRI", "Row", "Value"]
