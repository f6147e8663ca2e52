"""What a user's query may not do: reach another address, or nest without end.

The engine would send a request for every ``SERVICE``. Its parser reads characters, not words
(``1SERVICE<http://…>`` is a call), and takes ``<`` for a comparison or for the start of an address
as the place allows. So a text in which the word occurs is read in every way in which it can be, and
refused where one of them has the word outside strings, addresses and comments.
"""

from __future__ import annotations

import re
from contextlib import contextmanager

from kg.errors import KgError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

#: how deep brackets may nest; the parser recurses, and its stack ends at several hundred
DEPTH = 200
_WORD = "service"
_BRACKET = re.compile(r"[][(){}]")
_SPECIAL = re.compile(r"""["'#<]""")
_ADDRESS = re.compile(r"<[^<>\"{}|^`\x00-\x20]*>")
_SHORT = {mark: re.compile(rf"{mark}(?:[^{mark}\\]|\\.)*+{mark}", re.DOTALL) for mark in "\"'"}
_LONG = {
    mark: re.compile(
        rf"{mark * 3}(?:[^{mark}\\]|\\.|{mark}{{1,2}}(?!{mark}))*+{mark * 3}", re.DOTALL
    )
    for mark in "\"'"
}
#: what cannot stand before the keyword: the name of a variable, a local name after its prefix, an
#: operator (a slash or hyphen of an address that is read as a comparison)
_NAME = re.compile(r"(?:[?$][A-Za-z0-9_]{0,200}|:[A-Za-z0-9_-]{0,200}|[/-])\Z")
_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8}))")
_SPACE = re.compile(r"(?:\s|#[^\r\n]*)*")
_PROLOGUE = re.compile(r"(?:PREFIX[\s]*[^\s:<]*:\s*<[^>]*>|BASE\s*<[^>]*>)", re.IGNORECASE)
_VERB = re.compile(r"[A-Za-z]+")
_FROM = re.compile(r"(?<![?$:\w])FROM\s*(?:NAMED\b\s*)?(?:<|[\w-]*:)", re.IGNORECASE)
UPDATES = frozenset(
    ("INSERT", "DELETE", "LOAD", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "WITH")
)


def check(query: str) -> None:
    """Raise KgError where the query would call another service, or nests too deeply."""
    if query.count("(") + query.count("{") + query.count("[") > DEPTH and depth(query) > DEPTH:
        raise KgError(
            "KG905", f"The query nests more than {DEPTH} brackets.", "Write it with less nesting."
        )
    texts = [query]
    if "\\" in query and (plain := _ESCAPE.sub(_character, query)) != query:
        texts.append(plain)
    if any(_WORD in text.lower() and calls(text) for text in texts):
        raise KgError(
            "KG904",
            "SERVICE is refused: no query may send requests to other addresses.",
            "Ask the other endpoint by itself, and join its answer to this one.",
        )


def calls(query: str) -> bool:
    """Whether the query can be read so that the word SERVICE stands in it as a keyword.

    >>> calls("SELECT * { SERVICE <http://example.org/> {} }")
    True
    >>> calls("SELECT * { ?service rdfs:label 'customer service' } # service")
    False
    """
    ahead, seen = [0], {0}
    while ahead:
        start = ahead.pop()
        special = _SPECIAL.search(query, start)
        end = special.start() if special else len(query)
        if _keyword(query[start:end].lower()):
            return True
        if special:
            for place in _after(query, end):
                if place not in seen:
                    seen.add(place)
                    ahead.append(place)
    return False


def depth(query: str) -> int:
    """How deep brackets nest at the deepest place."""
    now = deepest = 0
    for found in _BRACKET.finditer(query):
        now += 1 if found[0] in "({[" else -1
        deepest = max(deepest, now)
    return deepest


def verb(query: str) -> str:
    """The first word after prefixes and comments, in capitals: SELECT, ASK, INSERT …

    >>> verb("# a comment\\nPREFIX a: <http://example.org/#> describe a:b")
    'DESCRIBE'
    """
    place = _space(query, 0)
    while declared := _PROLOGUE.match(query, place):
        place = _space(query, declared.end())
    found = _VERB.match(query, place)
    return found[0].upper() if found else ""


def names_dataset(query: str) -> bool:
    """Whether the query says itself which graphs it is asked of."""
    return _FROM.search(query) is not None


@contextmanager
def sealed() -> Iterator[None]:
    """No file and no connection can be opened inside; what is open stays usable.

    The limit is that of the whole process: for processes that do one thing at a time.
    """
    import os
    import resource

    free = os.dup(2)
    os.close(free)
    before, ceiling = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (free, ceiling))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (before, ceiling))


def _after(query: str, place: int) -> Iterator[int]:
    """Where reading can go on after the special character at the place."""
    mark = query[place]
    if mark == "<":
        yield place + 1
        if address := _ADDRESS.match(query, place):
            yield address.end()
    elif mark == "#":
        for line_end in "\r\n":
            if (end := query.find(line_end, place)) >= 0:
                yield end
    elif text := _LONG[mark].match(query, place) or _SHORT[mark].match(query, place):
        yield text.end()


def _keyword(code: str) -> bool:
    """Whether the word stands in the code, and not as part of a name."""
    place = code.find(_WORD)
    while place >= 0:
        if not _NAME.search(code[max(0, place - 201) : place]):
            return True
        place = code.find(_WORD, place + 1)
    return False


def _space(query: str, place: int) -> int:
    found = _SPACE.match(query, place)
    return found.end() if found else place


def _character(escape: re.Match[str]) -> str:
    code = int(escape[1] or escape[2], 16)
    return chr(code) if code <= 0x10FFFF else escape[0]
