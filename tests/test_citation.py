"""``CITATION.cff`` says what the project says of itself elsewhere, in the terms of CFF 1.2."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from kg.names import BASE
from kg.version import VERSION

ROOT = Path(__file__).parent.parent
if not (ROOT / "CITATION.cff").exists():
    pytest.skip("the citation is not part of the wheel", allow_module_level=True)
#: the keys that CFF 1.2 knows and that a dataset without a paper has a use for
_KNOWN = {
    "cff-version", "message", "type", "title", "abstract", "authors", "version", "license",
    "keywords", "identifiers", "url", "repository-code", "date-released", "doi", "contact",
}


@pytest.fixture
def cited() -> dict[str, Any]:
    data = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert isinstance(data, dict)
    return data


@pytest.fixture
def project() -> dict[str, Any]:
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    return dict(tomllib.loads(text)["project"])


def test_it_has_what_the_format_requires(cited: dict[str, Any]) -> None:
    assert {"cff-version", "message", "title", "authors"} <= cited.keys() <= _KNOWN
    assert cited["cff-version"] == "1.2.0"
    assert cited["type"] in ("dataset", "software")
    assert all(item["type"] in ("doi", "url", "swh", "other") for item in cited["identifiers"])


def test_it_equals_the_project(cited: dict[str, Any], project: dict[str, Any]) -> None:
    assert str(cited["version"]) == project["version"] == VERSION
    assert cited["title"].lower().replace(" ", "-") == project["name"]
    assert cited["abstract"].rstrip(".") == project["description"]
    assert cited["license"] == re.split(r"\s+AND\s+", project["license"])
    assert cited["keywords"] == project["keywords"]
    assert [item["value"] for item in cited["identifiers"]] == [BASE]


def test_it_names_no_person(cited: dict[str, Any], project: dict[str, Any]) -> None:
    assert cited["authors"] == project["authors"] == [{"name": "Custody Graph contributors"}]
