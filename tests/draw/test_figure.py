"""Figures: the right format, the same bytes, written whole or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kg.draw import DrawError, draw

from .sample import sample

MAGIC = {".png": b"\x89PNG\r\n\x1a\n", ".pdf": b"%PDF-", ".svg": b"<?xml"}


@pytest.mark.parametrize("ending", MAGIC)
def test_two_runs_give_the_same_bytes(ending: str, tmp_path: Path) -> None:
    paths = [tmp_path / f"{seed}{ending}" for seed in ("1", "2")]
    for path in paths:
        code = (
            "import sys; from kg.draw import draw; from tests.draw.sample import sample; "
            "draw(sample(), sys.argv[1])"
        )
        subprocess.run(
            [sys.executable, "-c", code, str(path)],
            env={**os.environ, "PYTHONHASHSEED": path.stem, "PYTHONPATH": "."},
            check=True,
        )
    first, second = (path.read_bytes() for path in paths)
    assert first.startswith(MAGIC[ending])
    assert first == second


def test_pages_are_equal_too(tmp_path: Path) -> None:
    draw(sample(), tmp_path / "a.html")
    draw(sample(), tmp_path / "b.html")
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


def test_svg_is_well_formed_and_pdf_holds_its_fonts(tmp_path: Path) -> None:
    draw(sample(), tmp_path / "a.svg")
    draw(sample(), tmp_path / "a.pdf")
    ElementTree.parse(tmp_path / "a.svg")  # noqa: S314 - our own file
    assert b"/FontFile2" in (tmp_path / "a.pdf").read_bytes()
    assert b"CreationDate" not in (tmp_path / "a.pdf").read_bytes()


def test_signs_of_formulas_are_text(tmp_path: Path) -> None:
    view = replace(sample(), title="$x^2$ & <b>", caption="100 % of $5")
    draw(view, tmp_path / "a.svg")
    ElementTree.parse(tmp_path / "a.svg")  # noqa: S314 - our own file


def test_an_empty_view_is_drawn(tmp_path: Path) -> None:
    draw(replace(sample(), nodes=(), edges=(), claims={}, limits=()), tmp_path / "a.png")
    assert (tmp_path / "a.png").read_bytes().startswith(MAGIC[".png"])


@pytest.mark.parametrize("name", ["a.gif", "a", "html"])
def test_other_endings_are_refused_with_the_known_ones(name: str, tmp_path: Path) -> None:
    with pytest.raises(DrawError, match=r"KG701 .*\.html, \.svg, \.png or \.pdf"):
        draw(sample(), tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_upper_case_endings_are_known(tmp_path: Path) -> None:
    draw(sample(), tmp_path / "a.PNG")
    assert (tmp_path / "a.PNG").read_bytes().startswith(MAGIC[".png"])


@pytest.mark.parametrize("ending", [".html", ".png"])
def test_a_folder_that_is_missing(ending: str, tmp_path: Path) -> None:
    with pytest.raises(DrawError, match=r"KG704 .*No such file"):
        draw(sample(), tmp_path / "nowhere" / f"a{ending}")


def test_a_failure_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("old")
    broken = replace(sample(), nodes=())
    with pytest.raises(DrawError):
        draw(broken, path)
    path.with_suffix(".d").mkdir()
    with pytest.raises(DrawError, match="KG704"):
        (tmp_path / "d.html").mkdir()
        draw(sample(), tmp_path / "d.html")
    assert path.read_text() == "old"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["a.d", "a.html", "d.html"]


def test_drawing_a_page_needs_no_matplotlib(tmp_path: Path) -> None:
    code = (
        "import sys; from kg.draw import draw; from tests.draw.sample import sample; "
        "draw(sample(), sys.argv[1]); print([m for m in sys.modules if 'matplotlib' in m])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "a.html")],
        env={**os.environ, "PYTHONPATH": "."}, capture_output=True, text=True, check=True,
    )
    assert done.stdout.strip() == "[]"
