"""Record-level files that a user brings: person, stay and stint in Parquet."""

from kg.records.rows.load import Loaded, load
from kg.records.rows.release import releases

__all__ = ["Loaded", "load", "releases"]
