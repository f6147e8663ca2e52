"""The quality of the graph as a whole: two published catalogues of checks, and measures."""

from kg.check.quality.report import Report, report

__all__ = ["Report", "report"]
