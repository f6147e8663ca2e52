"""Query files: SPARQL with a header of ``# name: value`` lines, which is its documentation."""

from __future__ import annotations


def header(query: str) -> dict[str, list[str]]:
    """The header's values by name; a name that stands more than once has several.

    >>> header("# id: a\\n# cannot: x\\n# cannot: y\\nSELECT …")
    {'id': ['a'], 'cannot': ['x', 'y']}
    """
    found: dict[str, list[str]] = {}
    for line in query.splitlines():
        if not line.startswith("#"):
            break
        name, colon, value = line[1:].partition(":")
        if colon and not line.startswith("#+"):
            found.setdefault(name.strip(), []).append(value.strip())
    return found
