"""The short lane: parsing of the commands people wait for, without a library.

A test holds this table equal to the options that Typer declares.
"""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

#: command → (number of positional arguments, option → (name, may repeat))
TABLE: dict[str, tuple[tuple[str, ...], dict[str, tuple[str, bool]]]] = {
    "ask": (
        ("question",),
        {
            "--set": ("sets", True),
            "--as-of": ("as_of", False),
            "--known-by": ("known_by", False),
            "--format": ("form", False),
            "--seeds": ("seeds", False),
        },
    ),
    "build": ((), {"--seeds": ("seeds", False)}),
}


def parse(arguments: list[str]) -> tuple[str, dict[str, Any]] | None:
    """Command and keyword arguments, or None where the usual lane has to decide."""
    if not arguments or arguments[0] not in TABLE:
        return None
    positional, options = TABLE[arguments[0]]
    found: dict[str, Any] = {}
    values: list[str] = []
    rest = iter(arguments[1:])
    for argument in rest:
        if not argument.startswith("-"):
            values.append(argument)
            continue
        option, equals, value = argument.partition("=")
        if option not in options:
            return None
        name, repeats = options[option]
        given = value if equals else next(rest, None)
        if given is None or (not equals and given.startswith("-")):
            return None
        if repeats:
            found[name] = [*found.get(name, []), given]
        elif name in found:
            return None
        else:
            found[name] = given
    if len(values) > len(positional):
        return None
    return arguments[0], found | dict(zip(positional, values, strict=False))
