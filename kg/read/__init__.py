"""Reading: seed files → records, with the place of everything. Knows no RDF."""

from kg.read.folder import Dataset, read

__all__ = ["Dataset", "read"]
