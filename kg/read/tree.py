"""A strict YAML reader that keeps places: every scalar is text, every key stands once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from kg.findings import Finding, Place

#: what a hand-written file stays under
MAX_BYTES = 2_000_000
MAX_DEPTH = 40

Path = tuple[str | int, ...]
_TREACHEROUS = re.compile(r"y|yes|n|no|true|false|on|off|null|~|", re.IGNORECASE)
#: what an editor does not show as it is: controls, foreign line ends, marks of text direction
HIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufeff\ufffe\uffff]|\r(?!\n)"
)
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Bare(str):
    """A value that was already reported: nothing more is to be said of it."""

    __slots__ = ()


@dataclass(slots=True)
class Tree:
    """The plain data of a file (text, lists, mappings) and the place of each part."""

    file: str
    data: Any = None
    places: dict[Path, Place] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    #: what was left out or replaced, and therefore reported: nothing may follow from it
    reported: set[Path] = field(default_factory=set)
    #: how many lines the file has
    lines: int = 1

    def place(self, path: Path) -> Place:
        """The place of the part at the path, or of the nearest part around it."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Place(self.file))

    def mark(self, mark: Any) -> Place:
        """The place of a mark of the parser, which may stand behind the last line."""
        if mark.line < self.lines:
            return Place(self.file, mark.line + 1, mark.column + 1)
        return Place(self.file, self.lines, 1)

    def add(self, code: str, place: Place, message: str, remedy: str) -> None:
        """Note a finding."""
        self.findings.append(Finding(place, code, message, remedy))


def tree(file: str, raw: bytes) -> Tree:
    """Read a file's bytes; what is wrong stands in ``findings``, never in an exception."""
    result = Tree(file)
    text = _decode(result, raw)
    if text is None:
        return result
    result.lines = max(1, text.count("\n") + (not text.endswith("\n")))
    try:
        if not _events(result, text):
            return result
        nodes = [node for node in yaml.compose_all(text, Loader=_LOADER) if node is not None]
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        if mark is None or (error.context_mark and mark.line >= result.lines):
            # an unclosed quote shows only at the end, and is mended where it opens
            mark = error.context_mark
        place = result.mark(mark) if mark else Place(file)
        problem = " ".join(p for p in (error.context, error.problem) if p)
        result.add(
            "KG101", place, f"Not YAML: {problem}.", "Mend the indentation, colon or quote here."
        )
        return result
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        message = f"Not YAML: {' '.join(str(error).split())}."
        result.add("KG101", Place(file), message, "Mend the syntax.")
        return result
    if not nodes or nodes[0].value == "":
        result.add("KG113", Place(file), "The file is empty.", "Begin with record: document.")
        return result
    if len(nodes) > 1:
        place = result.mark(nodes[1].start_mark)
        result.add("KG110", place, "A second document begins (---).", "One record to a file.")
    result.data = _plain(result, nodes[0], ())
    return result


def _events(result: Tree, text: str) -> bool:
    """Whether the file may be composed; aliases and depth are refused before they cost."""
    depth = 0
    good = True
    anchors = set[str]()
    for event in yaml.parse(text, Loader=_LOADER):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > MAX_DEPTH:
            place = result.mark(event.start_mark)
            message = f"Nested more than {MAX_DEPTH} deep."
            result.add("KG114", place, message, "Flatten or split it.")
            return False
        if not isinstance(event, yaml.NodeEvent):
            continue
        place = result.mark(event.start_mark)
        if isinstance(event, yaml.AliasEvent):
            good = False
            if event.anchor not in anchors:
                result.add("KG110", place, "An alias (*) is used.", "Write the value out.")
            continue
        if event.anchor:
            anchors.add(event.anchor)
            result.add(
                "KG110",
                place,
                f"An anchor (&{event.anchor}) is used.",
                f"Delete it, and write the value out wherever *{event.anchor} stands.",
            )
        tag = getattr(event, "tag", None)
        if tag:
            result.add("KG110", place, f"A tag ({tag}) is used.", "Write the value plainly.")
    return good


def _decode(result: Tree, raw: bytes) -> str | None:
    if len(raw) > MAX_BYTES:
        message = f"The file has more than {MAX_BYTES:,} bytes."
        result.add("KG114", Place(result.file), message, "Split the file.")
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        # the error counts from behind a byte order mark
        place = end(result.file, error.object[: error.start].decode())
        result.add("KG111", place, "Bytes that are not UTF-8.", "Save the file as UTF-8.")
        return None
    hidden = HIDDEN.search(text)
    if hidden:
        _hidden(result, end(result.file, text[: hidden.start()]), hidden[0])
        return None
    return text


def end(file: str, text: str) -> Place:
    """The place behind a text that the file begins with."""
    return Place(file, text.count("\n") + 1, len(text) - text.rfind("\n"))


def _hidden(result: Tree, place: Place, char: str) -> None:
    result.add(
        "KG111",
        place,
        f"A character that does not show (U+{ord(char):04X}).",
        "Delete it; lines end in LF or CRLF.",
    )


def _plain(result: Tree, node: yaml.Node, path: Path) -> Any:
    place = result.mark(node.start_mark)
    result.places.setdefault(path, place)
    if isinstance(node, yaml.MappingNode):
        return dict(_pairs(result, node, path))
    if isinstance(node, yaml.SequenceNode):
        return [_plain(result, item, (*path, i)) for i, item in enumerate(node.value)]
    value: str = node.value
    if value.startswith("TODO"):
        result.reported.add(path)
        result.add(
            "KG115", place, "A placeholder is left.", "Write what belongs there, or delete the key."
        )
        return Bare(value)
    hidden = HIDDEN.search(value)
    if hidden:
        # only an escape in double quotes can have made it
        result.reported.add(path)
        _hidden(result, place, hidden[0])
        return Bare(value)
    # the two loaders write plain style differently
    if not getattr(node, "style", None) and _TREACHEROUS.fullmatch(value):
        shown = value or "nothing"
        result.reported.add(path)
        result.add(
            "KG104",
            place,
            f"A bare {shown} stands where text is expected.",
            f"Write '{value}' in quotes; leave the key out where nothing is known."
            if value
            else "Leave the key out.",
        )
        return Bare(value)
    return value


def _pairs(result: Tree, node: yaml.MappingNode, path: Path) -> Iterator[tuple[str, Any]]:
    seen: dict[str, Place] = {}
    for key_node, value_node in node.value:
        place = result.mark(key_node.start_mark)
        if not isinstance(key_node, yaml.ScalarNode) or not key_node.value:
            result.reported.add(path)
            result.add("KG110", place, "A key that is not a word.", "Use a plain word as key.")
            continue
        key = key_node.value
        hidden = HIDDEN.search(key)
        if hidden:
            result.reported.add(path)
            _hidden(result, place, hidden[0])
            continue
        if key == "<<":
            result.reported.add(path)
            result.add("KG110", place, "A merge key (<<) is used.", "Write the keys out.")
            continue
        if key in seen:
            result.add(
                "KG102",
                place,
                f"The key {key} stands twice (first in line {seen[key].line}).",
                "Delete or rename one of the two.",
            )
            continue
        seen[key] = place
        result.places[(*path, key)] = place
        yield key, _plain(result, value_node, (*path, key))
