"""The site: a page for everything the graph holds, as plain files that ask nothing of a network."""

from kg.site.write import write

__all__ = ["write"]
