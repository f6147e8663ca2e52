"""What an address of the API takes: names, what values they may have, and the check of both."""

from __future__ import annotations

from dataclasses import dataclass

from kg.ask.bind import day
from kg.errors import KgError
from kg.suggest import did_you_mean

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

#: the longest id, word or other value that is looked at
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Taken:
    """A parameter of an address."""

    name: str
    about: str
    #: JSON Schema of its value
    schema: dict[str, Any]
    required: bool = False
    #: whether it is a part of the path; else it is in the query
    in_path: bool = False
    #: whether it may be empty, which is to say not set
    empty: bool = False
    #: values that are known to fit; others may, where an id is given in another way
    choices: tuple[str, ...] = ()


def text(name: str, about: str, *, required: bool = False, in_path: bool = False,
         **schema: Any) -> Taken:
    """A text that is not empty."""
    whole = {"type": "string", "minLength": 1, "maxLength": LONGEST} | schema
    return Taken(name, about, whole, required=required or in_path, in_path=in_path)


def date(name: str, about: str, *, required: bool = False, **schema: Any) -> Taken:
    """A day of the calendar."""
    return Taken(name, about, {"type": "string", "format": "date"} | schema, required=required)


def one_of(name: str, about: str, values: Sequence[str], default: str | None = None) -> Taken:
    """One of some words."""
    schema: dict[str, Any] = {"type": "string", "enum": list(values)}
    return Taken(name, about, schema if default is None else schema | {"default": default})


def number(name: str, about: str, most: int, *, least: int = 0, **schema: Any) -> Taken:
    """A whole number within bounds."""
    return Taken(name, about, {"type": "integer", "minimum": least, "maximum": most} | schema)


def once(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Names with their values; raises KgError where one is given twice."""
    found: dict[str, str] = {}
    for name, value in pairs:
        if name in found:
            raise KgError("KG915", f"{name[:LONGEST]} is given more than once.", "Give it once.")
        found[name] = value
    return found


def checked(takes: Sequence[Taken], given: Mapping[str, str]) -> dict[str, object]:
    """The values that were given, numbers as numbers.

    Raises KgError for a name that is not taken, one that is missing, and a value that does not
    fit.
    """
    known = {one.name: one for one in takes}
    for name in given:
        if name not in known:
            near = did_you_mean(name, known) if len(name) <= LONGEST else ""
            listed = ", ".join(known) or "none"
            raise KgError("KG915", f"{name[:LONGEST]} is not taken here.{near}",
                          f"What is taken: {listed}.")
    for one in takes:
        if one.required and one.name not in given:
            raise KgError("KG915", f"{one.name} is missing.", f"Give {one.name}: {one.about}")
    return {name: value(known[name], one) for name, one in given.items()}


def value(taken: Taken, given: str) -> object:
    """The value of a text; raises KgError where it does not fit."""
    schema = taken.schema
    if not given and taken.empty:
        return given
    if not given:
        raise KgError("KG603", f"{taken.name} is empty.", f"Give {taken.name}: {taken.about}")
    if schema["type"] == "integer":
        return _number(taken, given)
    most = schema.get("maxLength", LONGEST)
    if len(given) > most:
        raise KgError("KG603", f"{taken.name} is longer than {most} characters.", "Shorten it.")
    if schema.get("format") == "date":
        return day(given, taken.name)
    if "enum" in schema and given not in schema["enum"]:
        raise KgError(
            "KG603", f"{taken.name} {given!r} is none.{did_you_mean(given, schema['enum'])}",
            f"Use one of: {', '.join(schema['enum'])}.",
        )
    return given


def _number(taken: Taken, given: str) -> int:
    least, most = taken.schema["minimum"], taken.schema["maximum"]
    # a number of thousands of digits takes Python long to read
    if given.isascii() and given.isdigit() and len(given) <= LONGEST:
        found = int(given)
        if least <= found <= most:
            return found
    raise KgError(
        "KG603", f"{taken.name} {given[:40]!r} is not a whole number from {least} to {most}.",
        f"Such as {least}.",
    )
