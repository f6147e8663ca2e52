"""What a tool is called with: values of JSON, checked as the API checks those of an address."""

from __future__ import annotations

from kg.api.taken import LONGEST, checked
from kg.errors import KgError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

    from kg.mcp.tools import Tool


def given(tool: Tool, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The values, defaults included; null is as good as left out.

    Raises KgError for what the tool does not take, what is missing, and what does not fit.
    """
    known = {one.name: one for one in tool.takes}
    whole: dict[str, Any] = {}
    texts: dict[str, str] = {}
    for name, value in arguments.items():
        schema = known[name].schema if name in known else {}
        if value is None:
            continue
        if schema.get("type") == "object":
            whole[name] = _texts(name, value)
        else:
            texts[name] = _text(name, value, number=schema.get("type") == "integer")
    defaults = {
        name: one.schema["default"] for name, one in known.items() if "default" in one.schema
    }
    return defaults | checked(tool.takes, texts) | whole


def _texts(name: str, value: object) -> dict[str, str]:
    if not isinstance(value, dict):
        raise KgError("KG603", f"{name} is not an object.", 'Such as {"name": "value"}.')
    return {
        str(key): _text(f"{name}.{str(key)[:LONGEST]}", one, number=isinstance(one, int))
        for key, one in value.items() if one is not None
    }


def _text(name: str, value: object, *, number: bool) -> str:
    """The text of a value; a whole number may come as text, and as a decimal without a part."""
    if isinstance(value, str):
        return value
    if number and isinstance(value, int | float) and not isinstance(value, bool):
        return str(int(value)) if value == value // 1 else str(value)
    wanted = "a whole number" if number else "a text"
    raise KgError("KG603", f"{name[:LONGEST]} is not {wanted}.", f"Give {wanted}.")
