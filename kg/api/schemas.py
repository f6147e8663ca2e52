"""The published schemas in one place, for descriptions that have to hold them whole."""

from __future__ import annotations

import json
import re
from pathlib import Path

from kg import paths

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

_SCHEMAS = ("answer", "diff", "api")
_REFERENCE = re.compile(r"^(?:(\w+))?#/\$defs/(\w+)$")


def definitions(place: str) -> dict[str, Any]:
    """Each definition by a name of its own; references lead to that name below ``place``.

    The answers of the API have their plain names, such as ``evidence``; the answer to a question
    is ``answer``, and a part of it ``answer-claim``.
    """
    found: dict[str, Any] = {}
    for name in _SCHEMAS:
        text = Path(paths.SCHEMA, f"{name}.schema.json").read_text(encoding="utf-8")
        schema = json.loads(text)
        for part, definition in schema.pop("$defs").items():
            found[_name(name, part)] = _moved(definition, name, place)
        if name != "api":
            whole = {key: value for key, value in schema.items() if not key.startswith("$")}
            found[name] = _moved(whole, name, place)
    return found


def _moved(node: Any, schema: str, place: str) -> Any:
    """A definition whose references lead to where the definitions are now."""
    if isinstance(node, list):
        return [_moved(item, schema, place) for item in node]
    if not isinstance(node, dict):
        return node
    moved = {key: _moved(value, schema, place) for key, value in node.items()}
    reference = _REFERENCE.match(node["$ref"]) if isinstance(node.get("$ref"), str) else None
    if reference:
        moved["$ref"] = f"{place}{_name(reference[1] or schema, reference[2])}"
    return moved


def _name(schema: str, part: str) -> str:
    return part if schema == "api" else f"{schema}-{part}"
