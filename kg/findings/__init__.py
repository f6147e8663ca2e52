"""Findings: what is wrong, where, why it matters and how to mend it."""

from kg.findings.code import Code
from kg.findings.codes import CODES
from kg.findings.model import Finding, Findings, Place

__all__ = ["CODES", "Code", "Finding", "Findings", "Place"]
