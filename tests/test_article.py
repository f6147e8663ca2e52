"""The curated article held against its text, which stands outside the project."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest

from kg import paths
from kg.read import Dataset, read
from kg.text import digest, paragraphs

MATERIAL = os.environ.get("KG_TEST_MATERIAL")
KEY = "pickaway-2025-02"
ROOT = Path(__file__).parent.parent

needs_text = pytest.mark.skipif(
    not MATERIAL, reason="KG_TEST_MATERIAL names no folder with the article's text"
)


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return read(Path(paths.seeds()), [])


@pytest.fixture(scope="module")
def source() -> list[str]:
    path = Path(MATERIAL or "") / "sources" / "nbc-2025-02-03-as-republished.txt"
    return paragraphs(path.read_text(encoding="utf-8"))


def _numbers(dataset: Dataset) -> dict[int, str]:
    found: dict[int, str] = {}
    for name in dataset.claims:
        if not name.startswith((f"{KEY}/", "curator-notes-pickaway/")):
            continue
        match = re.match(r"c(\d\d)-", name.rpartition("/")[2])
        if match:
            assert int(match[1]) not in found
            found[int(match[1])] = name
    return found


def test_all_claims_conflicts_and_drift_are_there(dataset: Dataset) -> None:
    assert sorted(_numbers(dataset)) == list(range(1, 63))
    conflicts = {key.partition("-")[0] for key in dataset.conflicts}
    assert {f"x{n}" for n in range(1, 9)} <= conflicts
    assert {f"drift-d{n}" for n in range(1, 7)} <= {
        "-".join(key.split("-")[:2]) for key in dataset.links
    }


def test_what_is_not_known_is_not_entered(dataset: Dataset) -> None:
    original = dataset.documents["nbc-2025-02-03"]
    assert original.title
    assert original.url is None
    assert original.consulted is None
    assert original.date == "[2025-02-02..2025-02-03]"
    assert dataset.documents[KEY].title is None


@needs_text
def test_every_digest_is_that_of_its_paragraph(dataset: Dataset, source: list[str]) -> None:
    consulted = dataset.documents[KEY].consulted
    assert consulted is not None
    assert consulted.paragraphs == tuple(digest(part) for part in source)
    assert len(source) == 14


@needs_text
def test_figures_and_names_of_a_claim_occur_in_its_paragraph(
    dataset: Dataset, source: list[str]
) -> None:
    common = {"the", "they", "one", "some", "no", "people", "others", "if", "it", "this", "that"}
    for name, claim in dataset.claims.items():
        if not name.startswith(f"{KEY}/") or claim.paragraph is None:
            continue
        text = source[claim.paragraph - 1].replace("\u2019", "'")
        for figure in re.findall(r"\d[\d,.]*\d|\d", claim.text):
            assert figure in text, f"{name}: {figure}"
        for word in re.findall(r"(?<![.?!] )(?<!^)\b[A-Z][A-Za-z]+", claim.text):
            assert word in text or word.lower() in common, f"{name}: {word}"


@needs_text
def test_no_nine_words_of_the_article_stand_in_the_project(source: list[str]) -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("the list of the project's files needs its repository")

    def words(text: str) -> list[str]:
        return re.findall(r"[a-z0-9']+", text.lower().replace("\u2019", "'"))

    run = words(" ".join(source))
    nines = {tuple(run[i : i + 9]) for i in range(len(run) - 8)}
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True
    ).stdout.decode()
    looked = 0
    for name in filter(None, listed.split("\0")):
        try:
            found = words((ROOT / name).read_text(encoding="utf-8"))
        except (UnicodeDecodeError, FileNotFoundError):
            continue
        looked += 1
        for i in range(len(found) - 8):
            assert tuple(found[i : i + 9]) not in nines, f"{name}: {' '.join(found[i : i + 9])}"
    assert looked > 50
