"""Deriving: named rules add what follows from the claims, each citing rule and premises."""

from kg.derive.describe import describe
from kg.derive.rules import derive

__all__ = ["derive", "describe"]
