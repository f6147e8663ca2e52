"""Cutting answers to a size that an assistant can take, and saying what was left out."""

from __future__ import annotations

import json

from kg.mcp.page import Page

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Any

#: characters of JSON that one answer has, roughly; its text has about as many at most
ROOM = 40_000


def size(value: object) -> int:
    """How many characters a value has as JSON."""
    return len(json.dumps(value, ensure_ascii=False))


def fitting(items: Sequence[object], room: int) -> int:
    """How many of the first items fit; one at least, where there is one."""
    used = 0
    for index, item in enumerate(items):
        used += size(item)
        if used > room:
            return max(1, index)
    return len(items)


def answer(whole: dict[str, Any], offset: int, limit: int) -> tuple[dict[str, Any], Page]:
    """Some rows of an answer, with the claims and cells they rest on as far as these fit.

    A row goes before the details of cells, which repeat much; a row is told with its claims or
    not at all, but for the first.
    """
    rows: list[Any] = []
    claims: dict[str, Any] = {}
    around = whole | {"rows": [], "claims": {}, "observations": {}}
    left = ROOM - size(around)
    for row in whole["rows"][offset : offset + limit]:
        new = {name: whole["claims"][name] for name in row["claims"] if name not in claims}
        cost = size(row) + size(new)
        if rows and cost > left:
            break
        rows.append(row)
        left -= size(row)
        left -= _filled(claims, new, left)
    cells: dict[str, Any] = {}
    _filled(cells, _spread(whole["observations"], rows), left)
    page = Page(
        len(whole["rows"]), offset, len(rows),
        _missing(rows, "claims", claims) or _missing(rows, "observations", cells),
    )
    return around | {"rows": rows, "claims": claims, "observations": cells}, page


def evidence(whole: dict[str, Any], offset: int, limit: int) -> tuple[dict[str, Any], Page]:
    """Some claims of the evidence of a thing, with what concerns them."""
    listed = list(whole["claims"].items())[offset : offset + limit]
    kept = dict(listed[: fitting(listed, ROOM)])
    cells: dict[str, Any] = {}
    _filled(cells, whole["observations"], ROOM // 2)
    lineage = {name: whole["lineage"][name] for name in documents(kept.values())}
    family = {*lineage, *(step["from"] for steps in lineage.values() for step in steps)}
    named = family.union(*([*one["origin"], *one["contested_by"]] for one in kept.values()))
    part = {
        "claims": kept,
        "observations": cells,
        "lineage": lineage,
        "related": {n: told for n, told in whole["related"].items() if n in kept},
        "corrections": {n: told for n, told in whole["corrections"].items() if n in kept},
        "citations": {n: told for n, told in whole["citations"].items() if n in family},
        "unseen": [n for n in whole["unseen"] if n in family],
        "labels": {n: told for n, told in whole["labels"].items() if n in named},
    }
    more = len(whole["observations"]) - len(cells)
    return whole | part, Page(
        len(whole["claims"]), offset, len(kept),
        f"{more} other publications of the cell are left out; sparql has them." if more else "",
    )


def documents(claims: Iterable[dict[str, Any]]) -> list[str]:
    """The keys of the documents of some claims."""
    return sorted({one["document"] for one in claims})


def _filled(kept: dict[str, Any], new: dict[str, Any], room: int) -> int:
    """Keep as many of the new ones as there is room for; returns the room they take."""
    used = 0
    for name, one in new.items():
        cost = size(one) + len(name)
        if name not in kept and used + cost <= room:
            kept[name] = one
            used += cost
    return used


def _spread(known: dict[str, Any], rows: list[Any]) -> dict[str, Any]:
    """The cells of rows, one of each measure and table first: no count without what it counts."""
    named = [name for row in rows for name in row["observations"]]
    firsts: dict[tuple[str, str], str] = {}
    for name in named:
        firsts.setdefault((known[name]["measure"]["id"], known[name]["table"]["id"]), name)
    return {name: known[name] for name in (*firsts.values(), *named)}


def _missing(rows: list[Any], kind: str, kept: dict[str, Any]) -> str:
    count = len({name for row in rows for name in row[kind]} - kept.keys())
    word = f"{'claim' if kind == 'claims' else 'cell'}{'s' * (count != 1)}"
    return f"Details of {count} {word} are left out; why has each by its id." if count else ""
