"""A code that a finding can carry."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Code:
    """What a code means: its title, why it matters, and how to mend it in general."""

    title: str
    why: str
    remedy: str
