"""Where the page of an IRI is: the path follows the IRI, below the folder of the site."""

from __future__ import annotations

from functools import lru_cache
from posixpath import dirname, relpath

from kg.names import BASE, CG, CLAIM, GRAPH, ID, ORIGIN, RULE

#: pages that are not of one thing
HOME, TERMS, EXPLORER = "index.html", "def/index.html", "explorer.html"


def place(iri: str, twins: frozenset[str] = frozenset()) -> str | None:
    """Page and anchor of one of our IRIs; None for an IRI that has no page.

    ``twins`` are names of properties that a class has too, in capitals: some file systems take
    both for one file.

    >>> place(ID + "medical-need"), place(ID + "nbc-2025-02-03/p3")
    ('id/medical-need.html', 'id/nbc-2025-02-03.html#P3')
    >>> place(CLAIM + "nbc-2025-02-03/c15/quantity")
    'id/nbc-2025-02-03.html#c15'
    >>> place(CG + "leadsTo"), place(CG + "claim", frozenset(["claim"]))
    ('def/leadsTo.html', 'def/claim-property.html')
    >>> place("https://example.org/")
    """
    if iri in (BASE, CG):
        return HOME if iri == BASE else TERMS
    for space, page in ((CLAIM, _claim), (ID, _thing)):
        if iri.startswith(space):
            return page(iri.removeprefix(space).split("/"))
    if iri.startswith(CG):
        name = iri.removeprefix(CG)
        return f"def/{name}-property.html" if name in twins else f"def/{name}.html"
    for space, file, kind in (
        (GRAPH, "data.html", "Graph-"), (RULE, "rules.html", "Rule-"),
        (ORIGIN, "origins.html", "Origin-"),
    ):
        if iri.startswith(space):
            return f"{file}#{kind}{iri.removeprefix(space)}"
    return None


def relative(page: str, target: str) -> str:
    """The address of a target, seen from a page; both below the folder of the site.

    >>> relative("id/x.html", "def/leadsTo.html"), relative("id/x.html", "id/x.html#P3")
    ('../def/leadsTo.html', '#P3')
    """
    file, mark, anchor = target.partition("#")
    if file == page and mark:
        return f"#{anchor}"
    return _between(dirname(page), file) + mark + anchor


@lru_cache(1 << 14)
def _between(folder: str, file: str) -> str:
    return relpath(file, folder or ".")


def _thing(parts: list[str]) -> str:
    page = f"id/{parts[0]}.html"
    last = parts[-1]
    if len(parts) == 2 and last[:1] == "p" and last[1:].isdigit():
        return f"{page}#P{last[1:]}"
    return f"{page}#Side-{last}" if len(parts) == 3 and parts[1] == "side" else page


def _claim(parts: list[str]) -> str:
    # claims have lower-case keys, so that no other anchor of the page, in capitals, is one
    return f"id/{parts[0]}.html#{parts[1]}" if len(parts) > 1 else f"id/{parts[0]}.html"
