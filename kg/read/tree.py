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
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Bare(str):
    """A value that was already reported as a bare word."""

    __slots__ = ()


@dataclass(slots=True)
class Tree:
    """The plain data of a file (text, lists, mappings) and the place of each part."""

    file: str
    data: Any = None
    places: dict[Path, Place] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)

    def place(self, path: Path) -> Place:
        """The place of the part at the path, or of the nearest part around it."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Place(self.file))

    def add(self, code: str, place: Place, message: str, remedy: str) -> None:
        """Note a finding."""
        self.findings.append(Finding(place, code, message, remedy))


def tree(file: str, raw: bytes) -> Tree:
    """Read a file's bytes; what is wrong stands in ``findings``, never in an exception."""
    result = Tree(file)
    text = _decode(result, raw)
    if text is None:
        return result
    depth = 0
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                place = _place(file, event.start_mark)
                message = f"Nested more than {MAX_DEPTH} deep."
                result.add("KG114", place, message, "Flatten or split it.")
                return result
            if isinstance(event, yaml.AliasEvent):
                place = _place(file, event.start_mark)
                result.add("KG110", place, "An alias (*) is used.", "Write the value out.")
                return result
        nodes = list(yaml.compose_all(text, Loader=_LOADER))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = _place(file, mark) if mark else Place(file)
        problem = " ".join(p for p in (error.context, error.problem) if p)
        result.add(
            "KG101", place, f"Not YAML: {problem}.", "Mend the indentation, colon or quote here."
        )
        return result
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        result.add("KG101", Place(file), f"Not YAML: {error}.", "Mend the syntax.")
        return result
    if not nodes or nodes[0] is None:
        result.add("KG113", Place(file), "The file is empty.", "Begin with record: document.")
        return result
    if len(nodes) > 1:
        place = _place(file, nodes[1].start_mark)
        result.add("KG110", place, "A second document begins (---).", "One record to a file.")
    result.data = _plain(result, nodes[0], ())
    return result


def _decode(result: Tree, raw: bytes) -> str | None:
    if len(raw) > MAX_BYTES:
        message = f"The file has {len(raw):,} bytes; {MAX_BYTES:,} is the limit."
        result.add("KG114", Place(result.file), message, "Split the file.")
        return None
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        place = Place(result.file, line, 1)
        result.add("KG111", place, "Bytes that are not UTF-8.", "Save the file as UTF-8.")
        return None
    for index, char in enumerate(text):
        if char < " " and char not in "\n\r\t" or char in "\x7f\ufffe\uffff":
            place = Place(result.file, text.count("\n", 0, index) + 1, 1)
            result.add(
                "KG111", place, f"A control character (U+{ord(char):04X}).", "Delete it."
            )
            return None
    return text


def _place(file: str, mark: Any) -> Place:
    return Place(file, mark.line + 1, mark.column + 1)


def _plain(result: Tree, node: yaml.Node, path: Path) -> Any:
    place = _place(result.file, node.start_mark)
    result.places.setdefault(path, place)
    if isinstance(node, yaml.MappingNode):
        return dict(_pairs(result, node, path))
    if isinstance(node, yaml.SequenceNode):
        return [_plain(result, item, (*path, i)) for i, item in enumerate(node.value)]
    assert isinstance(node, yaml.ScalarNode)
    if _custom_tag(node):
        result.add("KG110", place, f"A tag ({node.tag}) is used.", "Write plain text.")
    if node.style is None and _TREACHEROUS.fullmatch(node.value):
        shown = node.value or "nothing"
        result.add(
            "KG104",
            place,
            f"A bare {shown} stands where text is expected.",
            f"Write '{node.value}' in quotes." if node.value else "Leave the key out.",
        )
        return Bare(node.value)
    return node.value


def _custom_tag(node: yaml.Node) -> bool:
    return not node.tag.startswith("tag:yaml.org,2002:") or node.tag.endswith((":binary", "python"))


def _pairs(result: Tree, node: yaml.MappingNode, path: Path) -> Iterator[tuple[str, Any]]:
    seen: dict[str, Place] = {}
    for key_node, value_node in node.value:
        place = _place(result.file, key_node.start_mark)
        if not isinstance(key_node, yaml.ScalarNode):
            result.add("KG110", place, "A key that is not a word.", "Use a plain word as key.")
            continue
        key = key_node.value
        if key == "<<":
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
