"""The published schemas, to hold answers to."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]
import referencing

from kg import paths


def published(shape: str) -> jsonschema.Draft202012Validator:
    """What checks the answer to a question (``answer``) or a definition of the API."""
    found = [
        json.loads((Path(paths.SCHEMA) / f"{name}.schema.json").read_text(encoding="utf-8"))
        for name in ("answer", "api")
    ]
    registry: referencing.Registry[object] = referencing.Registry().with_resources(
        [(one["$id"], referencing.Resource.from_contents(one)) for one in found]
    )
    place = found[0]["$id"] if shape == "answer" else f"{found[1]['$id']}#/$defs/{shape}"
    return jsonschema.Draft202012Validator({"$ref": place}, registry=registry)
