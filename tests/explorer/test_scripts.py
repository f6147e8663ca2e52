"""The scripts of the page are checked for types, and all of them."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from kg.explorer.page import SCRIPTS

ROOT = Path(__file__).parent.parent.parent
CONFIG = ROOT / "tsconfig.json"
in_checkout = pytest.mark.skipif(not CONFIG.exists(), reason="this is about the checkout")


@in_checkout
def test_every_script_is_among_those_checked() -> None:
    listed = json.loads(CONFIG.read_text(encoding="utf-8"))["files"]
    parts = [name.split("/") for name in SCRIPTS]
    assert listed[1:] == [f"kg/{package}/assets/{file}" for package, file in parts]


@in_checkout
def test_types() -> None:
    checker = shutil.which("tsc")
    assert checker, "install TypeScript: Debian's node-typescript"
    checked = subprocess.run(
        [checker, "-p", str(CONFIG)], capture_output=True, text=True, timeout=120, check=False
    )
    assert checked.stdout == ""
    assert checked.returncode == 0
