"""Rules of the house that can be counted."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path
from statistics import median

import pytest

from kg.version import VERSION

ROOT = Path(__file__).parent.parent
in_checkout = pytest.mark.skipif(
    not (ROOT / "pyproject.toml").exists(), reason="these rules are about the checkout"
)


def _tracked() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
    ).stdout.decode()
    return [name for name in listed.split("\0") if name and (ROOT / name).exists()]


@in_checkout
def test_modules_are_small() -> None:
    sizes = {
        path: len(path.read_text(encoding="utf-8").splitlines())
        for path in (ROOT / "kg").rglob("*")
        if path.suffix in (".py", ".js", ".css", ".html")
    }
    assert max(sizes.values()) <= 400, max(sizes, key=lambda path: sizes[path])
    assert median(sizes.values()) < 130


@in_checkout
def test_one_version() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == VERSION


@in_checkout
def test_constraints_are_names_and_numbers() -> None:
    for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines():
        assert re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+]+", line), line


@in_checkout
def test_nothing_of_this_machine_is_committed() -> None:
    outside = "../" + "shared"
    address = re.compile(r"https?://\S*(\.whl|\.tar\.gz|\.tgz|/simple)\b")
    for name in _tracked():
        if name == ".ci/run":
            continue
        try:
            text = (ROOT / name).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        assert str(ROOT.parent) + "/" not in text, name
        assert outside not in text, name
        assert not address.search(text), name
