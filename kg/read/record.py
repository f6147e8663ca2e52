"""One tree → one record; pydantic's complaints become findings with a place."""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from kg.findings import CODES
from kg.model.curation import CurationFile
from kg.model.document import DocumentFile
from kg.model.entity import EntityFile
from kg.read.tree import Bare, Path, Tree
from kg.suggest import did_you_mean, near

File = DocumentFile | EntityFile | CurationFile
Location = tuple[int | str, ...]

MODELS: dict[str, type[DocumentFile] | type[EntityFile] | type[CurationFile]] = {
    "document": DocumentFile,
    "entities": EntityFile,
    "curation": CurationFile,
}

_CODES = {
    "extra_forbidden": "KG103",
    "missing": "KG106",
    "literal_error": "KG107",
    "union_tag_invalid": "KG107",
    "union_tag_not_found": "KG106",
    "edtf": "KG108",
    "value_error": "KG109",
}
#: what is needed, by the beginning of pydantic's name for the lack of it
_FORMS = {
    "dict": "keys with values",
    "model": "keys with values",
    "tuple": "a list",
    "string_type": "text",
}
_REMEDIES = {
    "KG108": CODES["KG108"].remedy,
    "KG109": "Change one of the fields that the message names.",
}
#: how much of a value a message repeats
_SHOWN = 60


def record(tree: Tree) -> File | None:
    """The record a tree holds; None where it has findings."""
    if tree.data is None:
        return None
    data = tree.data
    kind = data.get("record") if isinstance(data, dict) else None
    if isinstance(kind, Bare):
        return None
    if not isinstance(kind, str) or kind not in MODELS:
        near = did_you_mean(kind, MODELS) if isinstance(kind, str) else ""
        tree.add(
            "KG113",
            tree.place(("record",)),
            f"The file does not say what it holds.{near}",
            "Begin with record: document, record: entities or record: curation.",
        )
        return None
    try:
        result = MODELS[kind].model_validate(data)
    except ValidationError as error:
        details = error.errors(include_url=False)
        meant = _misspelt(details)
        found = {(*loc[:-1], name) for loc, name in meant.items()}
        for detail in details:
            path = _path(tree, detail)
            if (
                _follows(tree, detail, path)
                or (detail["type"] == "missing" and detail["loc"] in found)
                or (detail["type"] == "too_short" and _has_inner(detail["loc"], details))
            ):
                continue
            names = [meant[detail["loc"]]] if detail["loc"] in meant else _keys(MODELS[kind])
            code, message, remedy = _explain(names, detail, path)
            tree.add(code, tree.place(path), message, remedy)
        return None
    return None if tree.findings else result


def _has_inner(loc: Location, details: list[ErrorDetails]) -> bool:
    """Whether a part of the list has a complaint of its own: pydantic does not count such."""
    return any(len(d["loc"]) > len(loc) and d["loc"][: len(loc)] == loc for d in details)


def _misspelt(details: list[ErrorDetails]) -> dict[Location, str]:
    """Unknown keys that stand where a required key is missing, and which one that is."""
    missing = [detail["loc"] for detail in details if detail["type"] == "missing"]
    found: dict[Location, str] = {}
    for detail in details:
        around, name = detail["loc"][:-1], "".join(map(str, detail["loc"][-1:]))
        if detail["type"] == "extra_forbidden":
            likely = near(name, [str(loc[-1]) for loc in missing if loc[:-1] == around])
            if likely:
                found[detail["loc"]] = likely[0]
    return found


def _path(tree: Tree, detail: ErrorDetails) -> Path:
    """The part of pydantic's location that exists in the file (union tags do not)."""
    path: Path = ()
    for step in (*detail["loc"], *(["class"] if detail["type"] == "union_tag_invalid" else [])):
        if (*path, step) in tree.places:
            path = (*path, step)
    if detail["type"] == "value_error":
        # what a document says of one of its claims stands best where that claim is
        for word in detail["msg"].split():
            if (*path, "claims", word) in tree.places:
                return (*path, "claims", word)
    return path


def _follows(tree: Tree, detail: ErrorDetails, path: Path) -> bool:
    """Whether the complaint may only follow from what the tree already reports."""
    if isinstance(detail["input"], Bare) or path in tree.reported:
        return True
    return detail["type"] == "value_error" and any(
        place[: len(path)] == path for place in tree.reported
    )


def _explain(names: list[str], detail: ErrorDetails, path: Path) -> tuple[str, str, str]:
    kind, ctx = detail["type"], detail.get("ctx", {})
    code = _CODES.get(kind, "KG105")
    where = ".".join(_brief(str(step)) for step in path) or "the record"
    name = _brief(str(detail["loc"][-1])) if detail["loc"] else ""
    value = detail["input"]
    if code == "KG103":
        return code, f"Unknown key {name}.{did_you_mean(name, names)}", "Correct or delete it."
    if code == "KG106":
        name = "class" if kind == "union_tag_not_found" else name
        return code, f"The key {name} is missing in {where}.", f"Add {name}."
    if code == "KG107":
        allowed = str(ctx.get("expected") or ctx.get("expected_tags", ""))
        words = [word.strip(" '\"") for word in allowed.replace(" or ", ",").split(",")]
        given = _brief(str(ctx.get("tag", value)))
        return (
            code,
            f"{given!r} is not a value of {where}.{did_you_mean(given, words)}",
            f"Use one of: {', '.join(words)}.",
        )
    message = detail["msg"].removeprefix("Value error, ").rstrip(".")
    if code == "KG105":
        form = next((form for start, form in _FORMS.items() if kind.startswith(start)), None)
        shown = repr(_brief(value)) if isinstance(value, str) else "The value"
        if form:
            needed = f"{form} {'are' if form.endswith('s') else 'is'} needed"
            return code, f"{shown} does not fit {where}: {needed}.", f"Write {form}."
        return code, f"{shown} does not fit {where}: {message}.", _expected(detail)
    return code, f"In {where}: {message}.", _REMEDIES[code]


def _expected(detail: ErrorDetails) -> str:
    pattern = detail.get("ctx", {}).get("pattern")
    if pattern:
        return f"Write it in the form {pattern}."
    return "See the field's description in docs/schema/seed.schema.json."


def _brief(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"


@cache
def _keys(model: type[BaseModel]) -> list[str]:
    """Every key a record of the model may have, at any depth."""
    names: set[str] = set()

    def walk(part: Any) -> None:
        if isinstance(part, dict):
            names.update(part.get("properties", {}))
            for value in part.values():
                walk(value)
        elif isinstance(part, list):
            for value in part:
                walk(value)

    walk(model.model_json_schema())
    return sorted(names)
