"""The OpenAPI document: it is that of the routes, and what is answered follows it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
import referencing
from starlette.routing import Route, compile_path

from kg import paths
from kg.api.endpoints import ENDPOINTS
from kg.api.routes import api_routes
from kg.ask.question import ids
from kg.graph import Graph
from kg.serve.pool import Limits, Pool
from tests.serve.running import Running
from tests.serve.served import Served

ROOT = Path(__file__).parent.parent.parent
#: questions on which every combination of values is tried; the others get a few generated ones
WHOLE = ("release-authority", "releases-by-month", "capacity-meanings")


@pytest.fixture(scope="module")
def document(api: Running) -> Any:
    got = api.ask("GET", "/api/openapi.json")
    assert (got.status, got.kind) == (200, "application/json")
    return got.json()


@pytest.fixture(scope="module")
def served(graph: Graph) -> Iterator[Served]:
    """The command as users start it, with all its guards."""
    running = Served("--workers", "2")
    yield running
    running.stop()


def test_every_address_is_documented_and_no_other(document: Any) -> None:
    routes = [one for one in api_routes(Pool(None, Limits(), 1)) if isinstance(one, Route)]
    assert len(routes) == len(ENDPOINTS)
    left = {one.path for one in routes}
    for path in document["paths"]:
        taken = [one for one in routes if compile_path(one.path)[0].match(path)]
        assert len(taken) == 1, path
        left.discard(taken[0].path)
    assert left == set()
    asked = {path.rpartition("/")[2] for path in document["paths"]
             if path.startswith("/api/questions/")}
    assert asked == set(ids())


def test_references_lead_somewhere(document: Any) -> None:
    def references(node: Any) -> set[str]:
        below = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
        found = {one for part in below for one in references(part)}
        if isinstance(node, dict) and isinstance(node.get("$ref"), str):
            found.add(node["$ref"])
        return found

    for reference in references(document):
        node = document
        for step in reference.removeprefix("#/").split("/"):
            assert step in node, reference
            node = node[step]


def test_the_published_schemas_are_valid_and_describe_everything() -> None:
    schema = json.loads((Path(paths.SCHEMA) / "api.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)

    def undescribed(node: Any, path: str) -> list[str]:
        found = [f"{path}/{name}" for name, one in node.get("properties", {}).items()
                 if not one.get("description")]
        for name, one in node.get("properties", {}).items():
            found += undescribed(one, f"{path}/{name}")
        return found

    for name, definition in schema["$defs"].items():
        assert definition["description"], name
        assert undescribed(definition, name) == []
        if definition["type"] == "object":
            assert definition["additionalProperties"] is False, name


@pytest.mark.parametrize(
    ("path", "shape"),
    [
        ("graph", "about"), ("questions", "questions"), ("evidence/c56", "evidence"),
        ("evidence/x8", "evidence"), ("evidence/release", "evidence"),
        ("things/cg:leadsTo", "thing"), ("things/c56", "thing"),
        ("things/nbc-2025-02-03", "thing"), ("search?q=release", "search"),
        ("paths?from=capacity-limit&to=alternatives-to-detention", "paths"),
        ("evidence/nothing-at-all", "problem"), ("cases", "problem"),
    ],
)
def test_what_is_answered_follows_its_schema(api: Running, path: str, shape: str) -> None:
    found = []
    for name in ("answer", "api"):
        text = (Path(paths.SCHEMA) / f"{name}.schema.json").read_text(encoding="utf-8")
        found.append(json.loads(text))
    registry: referencing.Registry[object] = referencing.Registry().with_resources(
        [(one["$id"], referencing.Resource.from_contents(one)) for one in found]
    )
    checker = jsonschema.Draft202012Validator(
        {"$ref": f"{found[1]['$id']}#/$defs/{shape}"}, registry=registry
    )
    data = api.ask("GET", f"/api/{path}").json()
    checker.validate(data)
    for name in data:
        assert not checker.is_valid({key: one for key, one in data.items() if key != name}), name
    assert not checker.is_valid(data | {"more": 1})


@pytest.mark.parametrize(
    ("phases", "only"),
    [
        # a few requests to every address
        ("examples,fuzzing", ""),
        # every combination of values, to those that are no question, and to some that are
        ("coverage", rf"^/api/(?!questions/)|/({'|'.join(WHOLE)})$"),
    ],
)
def test_generated_requests_find_nothing(
    served: Served, tmp_path: Path, phases: str, only: str
) -> None:
    # it is made once, from answers to all questions, and schemathesis waits ten seconds for it
    served.warm("/api/openapi.json", "application/json")
    done = subprocess.run(
        [
            str(Path(sys.executable).parent / "schemathesis"), "run",
            f"http://127.0.0.1:{served.port}/api/openapi.json",
            "--phases", phases, "--max-examples", "3", "--seed", "20250203",
            "--generation-database", "none", "--continue-on-failure", "--no-color",
            # it says 501, which is a fault anywhere else
            "--exclude-path", "/api/cases",
            *(["--include-path-regex", only] if only else []),
        ],
        capture_output=True, text=True, check=False, timeout=300, cwd=tmp_path,
        env=os.environ | {"SCHEMATHESIS_HOOKS": "tests.api.hooks",
                          "PYTHONPATH": f"{ROOT}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"},
    )
    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
    assert "No issues found" in done.stdout
