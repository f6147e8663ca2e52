"""One tree → one record; pydantic's complaints become findings with a place."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from kg.model.curation import CurationFile
from kg.model.document import DocumentFile
from kg.model.entity import EntityFile
from kg.read.tree import Bare, Path, Tree
from kg.suggest import did_you_mean

File = DocumentFile | EntityFile | CurationFile

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


def record(tree: Tree) -> File | None:
    """The record a tree holds; None where it has findings."""
    if tree.data is None:
        return None
    data = tree.data
    kind = data.get("record") if isinstance(data, dict) else None
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
        for detail in error.errors(include_url=False):
            if isinstance(detail["input"], Bare):
                continue
            path = _path(tree, detail["loc"])
            code, message, remedy = _explain(MODELS[kind], detail, path)
            tree.add(code, tree.place(path), message, remedy)
        return None
    return None if tree.findings else result


def _path(tree: Tree, loc: tuple[int | str, ...]) -> Path:
    """The part of pydantic's location that exists in the file (union tags do not)."""
    path: Path = ()
    for step in loc:
        if (*path, step) in tree.places:
            path = (*path, step)
    return path


def _explain(model: type[BaseModel], detail: ErrorDetails, path: Path) -> tuple[str, str, str]:
    kind, ctx = detail["type"], detail.get("ctx", {})
    code = _CODES.get(kind, "KG105")
    where = ".".join(str(step) for step in path) or "the record"
    name = str(detail["loc"][-1]) if detail["loc"] else ""
    value = detail["input"]
    if code == "KG103":
        names = _keys(model)
        return code, f"Unknown key {name}.{did_you_mean(name, names)}", "Correct or delete it."
    if code == "KG106":
        missing = str(ctx.get("discriminator", name)).strip("'")
        missing = "class" if missing == "entity_class" else missing
        return code, f"The key {missing} is missing in {where}.", f"Add {missing}."
    if code == "KG107":
        allowed = str(ctx.get("expected") or ctx.get("expected_tags", ""))
        words = [word.strip(" '\"") for word in allowed.replace(" or ", ",").split(",")]
        given = str(ctx.get("tag", value))
        return (
            code,
            f"{given!r} is not a value of {where}.{did_you_mean(given, words)}",
            f"Use one of: {', '.join(words)}.",
        )
    message = detail["msg"].removeprefix("Value error, ").rstrip(".")
    if code == "KG105":
        shown = repr(value) if isinstance(value, str) and len(value) < 60 else "The value"
        return code, f"{shown} does not fit {where}: {message}.", _expected(detail)
    return code, f"In {where}: {message}.", "Write it as the message says."


def _expected(detail: ErrorDetails) -> str:
    pattern = detail.get("ctx", {}).get("pattern")
    if pattern:
        return f"Write it in the form {pattern}."
    return "See the field's description in docs/schema/seed.schema.json."


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
