"""What curators use: formatting, checking on every change, and being asked for a document."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import paths
from kg.check.run import check
from kg.cli import curate, source
from kg.errors import KgError
from kg.fmt import formatted, write
from kg.read.folder import files
from kg.read.tree import tree

UNTIDY = b"""# who
record: entities
key:   x
description: 'Some.'
entities:
      # the first
      one-thing:
          class: Topic
          label: "One"   # quoted on purpose
          definition: >-
            Folded here
            and here.
          aliases: [{name: Uno}]
"""


def test_formatting_keeps_order_comments_quotes_and_folding() -> None:
    once = formatted("x.yaml", UNTIDY)
    text = once.decode()
    assert "# the first\n  one-thing:\n    class: Topic\n    label: \"One\"" in text
    assert text.index('"One"') < text.index("# quoted on purpose") < text.index("Folded")
    assert "Folded here\n" in text
    assert "[{name: Uno}]" in text
    assert text.index("record:") < text.index("key:") < text.index("description: 'Some.'")
    assert formatted("x.yaml", once) == once
    assert tree("x.yaml", once).data == tree("x.yaml", UNTIDY).data


def test_all_seeds_are_formatted() -> None:
    wrong = [p for p in files(Path(paths.seeds())) if formatted(p.name, p.read_bytes())
             != p.read_bytes()]
    assert wrong == []


def test_a_file_that_is_not_yaml_stays_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_bytes(b"a: [1\n")
    with pytest.raises(KgError):
        write(file)
    assert file.read_bytes() == b"a: [1\n"


def test_fmt_check_changes_nothing_and_names_the_file(tmp_path: Path) -> None:
    file = tmp_path / "x.yaml"
    file.write_bytes(UNTIDY)
    command = [sys.executable, "-m", "kg", "fmt", str(file)]
    done = subprocess.run([*command, "--check"], capture_output=True, text=True, check=False)
    assert (done.returncode, file.read_bytes()) == (1, UNTIDY)
    assert str(file) in done.stdout
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0
    assert file.read_bytes() == formatted("x.yaml", UNTIDY)


def test_watching_runs_at_once_and_after_each_change(tmp_path: Path) -> None:
    file = tmp_path / "a.yaml"
    file.write_text("a: 1\n", encoding="utf-8")
    runs: list[str] = []

    def steps() -> Iterator[bool]:
        yield True
        yield True  # nothing changed: no run
        file.write_text("a: 22\n", encoding="utf-8")
        yield True
        yield False

    more = steps()
    assert curate.watch(
        lambda: runs.append(file.read_text(encoding="utf-8")), tmp_path,
        more=lambda: next(more), pause=0,
    ) == 0
    assert runs == ["a: 1\n", "a: 22\n"]


def _answers(*given: str) -> source.Ask:
    left = list(given)
    return lambda question, empty: left.pop(0) or empty


def test_a_document_that_was_asked_for_is_valid(tmp_path: Path) -> None:
    seeds = Path(shutil.copytree(Path(__file__).parent / "broken-base", tmp_path / "seeds"))
    text = tmp_path / "text.txt"
    text.write_text("First paragraph.\n\nSecond paragraph.\n", encoding="utf-8")
    ask = _answers(
        "New Paper, 5 February 2025: a test", "", "leaflet", "news", "Bad Key", "new-paper",
        "The New Paper", "5 Feb", "2025-02-05", "", "https://example.org/a", "", "",
        "An archived copy of the page.",
    )
    assert source.new("new-paper-2025-02-05", text, ask, str(seeds)) == 0
    errors = [f for f in check(str(seeds), shapes=False) if f.severity == "error"]
    assert errors == []
    written = (seeds / "documents" / "new-paper-2025-02-05.yaml").read_text(encoding="utf-8")
    assert written.count("\n    - ") == 2
    assert 'label: "New Paper, 5 February 2025: a test"' in written
    assert "TODO" not in "".join(line for line in written.splitlines() if line[:1] != "#")


def test_a_taken_key_is_refused(tmp_path: Path) -> None:
    seeds = Path(shutil.copytree(Path(__file__).parent / "broken-base", tmp_path / "seeds"))
    taken = next(
        key for file in files(seeds) for key in tree(file.name, file.read_bytes()).data.get(
            "entities", {})
    )
    with pytest.raises(KgError, match="is taken"):
        source.new(taken, None, _answers(), str(seeds))


def test_fields_can_be_given_and_nothing_is_written_before_all_fit(tmp_path: Path) -> None:
    seeds = Path(shutil.copytree(Path(__file__).parent / "broken-base", tmp_path / "seeds"))
    before = {p: p.read_bytes() for p in files(seeds)}
    given = ["label=New, 2025", "publisher=new-paper", "publisher_name=New", "what=The page."]
    with pytest.raises(KgError, match="date=''"):
        source.new("new-2025", None, None, str(seeds), given)
    with pytest.raises(KgError, match="Did you mean label"):
        source.new("new-2025", None, None, str(seeds), ["lable=x"])
    assert {p: p.read_bytes() for p in files(seeds)} == before
    assert source.new("new-2025", None, None, str(seeds), [*given, "date=2025"]) == 0
    assert [f for f in check(str(seeds), shapes=False) if f.severity == "error"] == []


def test_verify_names_claims_that_share_nine_words_with_the_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = tmp_path / "text.txt"
    text.write_text(
        "It says: the trump administration has pushed publicity for immigration arrests since.",
        encoding="utf-8",
    )
    assert source.verify("pickaway-2025-02", text, "table", None) == 1
    assert "pickaway-2025-02/c01-publicises-arrests has 9 words" in capsys.readouterr().out
