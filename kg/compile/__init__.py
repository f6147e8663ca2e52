"""Compiling: records → RDF quads in the named graphs. Knows no YAML."""

from kg.compile.dataset import compile_dataset

__all__ = ["compile_dataset"]
