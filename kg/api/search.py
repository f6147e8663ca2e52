"""One search over everything that has a name.

Letters are compared without case and without marks. Each word of what is sought must begin a
word of an entry; words that only hold a question together (``STOPS``) are left out if others
remain; so are the endings -s, -ies and -ed (:func:`stem`). Points, for each word of what is sought:

- 5 where the label has the whole word, 3 where a word of the label begins with it,
- 3 and 2 for other names and keywords,
- 1 for the rest: kind, id, definition, document, speakers;

and once: 4 where the label begins with all of them, and ``1 / (1 + words of the label)``, so that
short labels come first. Entries with equal points stand in the order of ``kg.api.index.TYPES``,
then by label and id.
"""

from __future__ import annotations

from kg.api.index import TYPES, Entry, entries, words
from kg.frozen import Frozen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.graph import Graph

_HOLDING = """a an and are as at be by can did do does for from had has have how if in into is it
many much of on or that the their them they this to was were what when where which who whom whose
why will with"""
#: words that say nothing of what is sought
STOPS = frozenset(_HOLDING.split())


class _Row(Frozen):
    """An entry with its words as one text each, a space before and after every word."""

    entry: Entry
    label: str
    names: str
    rest: str
    short: float


def search(
    graph: Graph, text: str, limit: int = 20, types: Sequence[str] = TYPES
) -> dict[str, object]:
    """What was found, best first: ``query``, ``total``, ``results`` and ``suggestions``.

    ``suggestions`` are other wordings that find something, where this one finds nothing.
    """
    rows = [row for row in _rows(graph) if row.entry.type in types]
    wanted = sought(text)
    found = _found(rows, wanted)
    return {
        "query": text,
        "total": len(found),
        "results": [_result(entry) for entry in found[:limit]],
        "suggestions": [] if found or not wanted else _suggestions(rows, wanted),
    }


def sought(text: str) -> list[str]:
    """The words of a query that count.

    >>> sought("Why are people released?"), sought("Who?")
    (['people', 'released'], ['who'])
    """
    every = words(text)
    return [word for word in every if word not in STOPS] or every


def stem(word: str) -> str:
    """A word without the ending of a plural, or of what is past.

    >>> stem("countries"), stem("bonds"), stem("process"), stem("ins"), stem("released")
    ('countr', 'bond', 'process', 'ins', 'releas')
    """
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3]
    if len(word) > 5 and word.endswith("ed"):
        return word[:-2]
    return word[:-1] if len(word) > 3 and word.endswith("s") and word[-2] != "s" else word


def _rows(graph: Graph) -> list[_Row]:
    known: dict[str, list[_Row]] = graph.engine.memo.setdefault("search rows", {})
    if "all" not in known:
        known["all"] = [
            _Row(one, _spaced(one.label), _spaced(" ".join(one.names)),
                 _spaced(f"{one.kind} {one.text}"), 1 / (1 + len(words(one.label))))
            for one in entries(graph)
        ]
    return known["all"]


def _spaced(text: str) -> str:
    return f" {' '.join(words(text))} "


def _found(rows: Sequence[_Row], wanted: list[str]) -> list[Entry]:
    if not wanted:
        return []
    whole = [f" {word} " for word in wanted]
    begun = [f" {stem(word)}" for word in wanted]
    phrase = f" {' '.join(wanted)}"
    scored = [(points, row.entry) for row in rows if (points := _points(row, whole, begun, phrase))]
    # the rows stand in the order of equals, and sorting keeps it
    return [entry for _, entry in sorted(scored, key=lambda one: -one[0])]


def _points(row: _Row, whole: list[str], begun: list[str], phrase: str) -> float:
    points = 0.0
    for word, start in zip(whole, begun, strict=True):
        if word in row.label:
            points += 5
        elif start in row.label or word in row.names:
            points += 3
        elif start in row.names:
            points += 2
        elif start in row.rest:
            points += 1
        else:
            return 0
    return points + row.short + (4 if row.label.startswith(phrase) else 0)


def _result(entry: Entry) -> dict[str, str]:
    return {"type": entry.type, "kind": entry.kind, "id": entry.id, "label": entry.label}


def _suggestions(rows: Sequence[_Row], wanted: list[str]) -> list[str]:
    from difflib import get_close_matches

    known = {word for row in rows for word in f"{row.label}{row.names}{row.rest}".split()}
    nearest = []
    for word in wanted:
        start = stem(word)
        if any(one.startswith(start) for one in known):
            nearest.append(word)
        else:
            nearest += get_close_matches(word, sorted(known), n=1, cutoff=0.75)
    # where all of them together find nothing, each may be one too many
    ways = [nearest, *(nearest[:i] + nearest[i + 1:] for i in range(len(nearest)))]
    found = [" ".join(way) for way in ways if way != wanted and _found(rows, way)]
    return list(dict.fromkeys(found))[:3]
