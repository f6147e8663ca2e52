"""Synthetic rows with the columns of each release; they describe nobody."""

from kg.records.synthetic.write import synthesize

__all__ = ["synthesize"]
