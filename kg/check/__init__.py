"""Checking: what crosses records, what consumers rely on, and the ontology itself."""

from kg.check.run import check

__all__ = ["check"]
