"""Did you mean: the nearest of the names that exist."""

from __future__ import annotations

from collections.abc import Iterable


def near(word: str, names: Iterable[str], count: int = 3) -> list[str]:
    """Up to ``count`` names that resemble the word, the nearest first.

    >>> near("leadTo", ["leadsTo", "permits"])
    ['leadsTo']
    """
    from difflib import get_close_matches

    names = list(names)
    found = get_close_matches(word, names, n=count, cutoff=0.6)
    if len(word) > 1:
        found += [n for n in names if word.lower() in n.lower() and n not in found]
    return found[:count]


def did_you_mean(word: str, names: Iterable[str]) -> str:
    """A sentence such as ``Did you mean leadsTo?``, or nothing where nothing is near."""
    found = near(word, names)
    return f" Did you mean {' or '.join(found)}?" if found else ""
