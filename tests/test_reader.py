"""Changes of a seed file that change nothing of what it says, and the YAML reader itself."""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kg import paths
from kg.compile import compile_dataset
from kg.findings import CODES
from kg.read import read
from kg.read import tree as reader
from kg.read.folder import files
from kg.read.record import record
from kg.read.tree import Tree, tree

# a machine with much to do is no defect
settings.register_profile("no-deadline", deadline=None)
settings.load_profile("no-deadline")

SEEDS = Path(paths.ROOT) / "seeds"


def shuffled(text: str, seed: int, **style: Any) -> str:
    """The same data with every mapping in another order; without comments."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret

    def walk(value: Any) -> Any:
        if isinstance(value, dict):
            pairs = [(key, walk(part)) for key, part in value.items()]
            chance.shuffle(pairs)
            return dict(pairs)
        return [walk(part) for part in value] if isinstance(value, list) else value

    data = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - texts only
    return str(yaml.dump(walk(data), sort_keys=False, **{"allow_unicode": True, **style}))


def commented(text: str) -> str:
    """A comment before every line that begins with a key, and at the end of some."""
    out: list[str] = []
    for number, line in enumerate(text.splitlines()):
        if re.match(r" *[a-z_0-9-]+:( \S|$)", line) and not _inside_block(out, line):
            out.append(f"# note {number}: 'quoted', [bracket")
            out.append(f"{line}  # é" if line.endswith(":") else line)
        else:
            out.append(line)
    return "\n".join([*out, "# the end", ""])


def _inside_block(before: list[str], line: str) -> bool:
    """Whether the line belongs to folded or literal text, where # is no comment."""
    indent = len(line) - len(line.lstrip())
    for above in reversed(before):
        depth = len(above) - len(above.lstrip())
        if above.strip() and not above.startswith("#") and depth < indent:
            return above.endswith((">-", "|-", ">", "|"))
    return False


def crlf(text: str) -> str:
    return text.replace("\n", "\r\n")


CHANGES: dict[str, Callable[[str], str]] = {
    "order of keys": lambda text: shuffled(text, 1),
    "another order": lambda text: shuffled(text, 2),
    "double quotes": lambda text: shuffled(text, 3, default_style='"'),
    "single quotes": lambda text: shuffled(text, 4, default_style="'"),
    "literal blocks": lambda text: shuffled(text, 5, default_style="|"),
    "flow style": lambda text: shuffled(text, 6, default_flow_style=True, width=100_000),
    "wide indentation": lambda text: shuffled(text, 7, indent=8, width=40),
    "escapes": lambda text: shuffled(text, 8, default_style='"', allow_unicode=False),
    "comments": commented,
    "line ends of another system": crlf,
    "mark of byte order": lambda text: "\ufeff" + text,
    "blank lines at the end": lambda text: text + "\n\n\n",
    "no line end at the end": lambda text: text.rstrip("\n"),
    "start and end of document": lambda text: f"---\n{text}...\n",
    "all of it": lambda text: "\ufeff" + crlf(commented(shuffled(text, 9, width=100_000))),
}


@pytest.fixture(scope="module")
def quads() -> list[str]:
    return [str(quad) for quad in compile_dataset(read(SEEDS, []))]


@pytest.fixture(scope="module")
def some(article_folder: Path) -> list[str]:
    """What the article's seeds say, which have every kind of record but corrections."""
    return [str(quad) for quad in compile_dataset(read(article_folder, []))]


@pytest.mark.parametrize("name", CHANGES)
def test_what_a_file_says_does_not_depend_on_how_it_is_written(
    name: str, tmp_path: Path, article_folder: Path, some: list[str]
) -> None:
    folder = Path(shutil.copytree(article_folder, tmp_path / "seeds"))
    _changed(folder, CHANGES[name])
    assert [str(quad) for quad in compile_dataset(read(folder, []))] == some


def test_neither_does_any_file_of_the_project(tmp_path: Path, quads: list[str]) -> None:
    folder = Path(shutil.copytree(SEEDS, tmp_path / "seeds"))
    _changed(folder, CHANGES["all of it"])
    assert [str(quad) for quad in compile_dataset(read(folder, []))] == quads


def _changed(folder: Path, change: Callable[[str], str]) -> None:
    for path in files(folder):
        before = path.read_text(encoding="utf-8")
        after = change(before)
        assert after != before
        path.write_bytes(after.encode())


def test_neither_do_names_of_folders_and_order_of_files(tmp_path: Path, quads: list[str]) -> None:
    folder = tmp_path / "elsewhere" / "x"
    for number, path in enumerate(reversed(files(SEEDS))):
        target = folder / f"{number % 3}" / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
    # files of cells are the importer's, and stand in one place
    shutil.copytree(SEEDS / "observations", folder / "observations")
    assert [str(quad) for quad in compile_dataset(read(folder, []))] == quads


def test_every_record_has_a_place_that_leads_to_its_key() -> None:
    dataset = read(SEEDS, [])
    named = {*dataset.entities, *dataset.documents, *dataset.claims, *dataset.tombstones}
    named |= {*dataset.conflicts, *dataset.links, *dataset.corrections, *dataset.record_tests}
    assert dataset.places.keys() == named | dataset.observations.keys()
    for name in named:
        place = dataset.places[name]
        line = (SEEDS.parent / place.file).read_text(encoding="utf-8").splitlines()[place.line - 1]
        assert line[place.column - 1 :].startswith((f"{name.rpartition('/')[2]}:", "key: "))


def test_what_is_no_seed_file_is_left_alone(
    tmp_path: Path, article_folder: Path, some: list[str]
) -> None:
    folder = Path(shutil.copytree(article_folder, tmp_path / "seeds"))
    folder.joinpath("notes.txt").write_text("record: [", encoding="utf-8")
    folder.joinpath("old.yaml.bak").write_text("record: [", encoding="utf-8")
    assert [str(quad) for quad in compile_dataset(read(folder, []))] == some


texts = st.text(
    st.one_of(
        st.characters(codec="utf-8"),
        st.sampled_from(" \n\t:-#?&*!|>'\"%@`{}[],~<=\\\r\x00\x85\u2028\ufeff"),
    )
)
pieces = st.lists(
    st.sampled_from(
        ["record: ", "document", "entities", "key: ", "a", "\n", "  ", "- ", "claims:", "&x ",
         "*x", "!t ", "<<: ", "{", "}", "[", "]", '"', "'", "|", ">-", "---", "...", "#", ": ",
         "%YAML 1.1\n", "? ", ",", "no", "~", "\\", "\r\n", "é", "\t", "2025-02", "if: "]
    ),
    max_size=40,
).map("".join)  # fmt: skip


def read_back(raw: bytes) -> Tree:
    one = tree("any.yaml", raw)
    made = record(one)
    assert made is None or not one.findings
    assert made is not None or one.findings
    lines = raw.count(b"\n") + 1
    for finding in one.findings:
        assert finding.code in CODES and finding.message and finding.remedy
        assert 0 <= finding.place.line <= lines
        assert (finding.place.line == 0) == (finding.place.column == 0)
    return one


@given(texts)
def test_any_text_is_read_or_refused(text: str) -> None:
    read_back(text.encode())


@given(pieces)
def test_any_pieces_of_yaml_are_read_or_refused(text: str) -> None:
    read_back(text.encode())


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    read_back(raw)


def test_both_loaders_of_the_parser_read_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = (Path(__file__).parent / "broken").glob("*.yaml")
    # the slow one takes minutes over all files
    for path in [*files(SEEDS)[::8], *broken]:
        raw = path.read_bytes()
        fast = read_back(raw)
        with monkeypatch.context() as patch:
            patch.setattr(reader, "_LOADER", yaml.SafeLoader)
            slow = read_back(raw)
        assert slow.data == fast.data
        assert {f.code for f in slow.findings} == {f.code for f in fast.findings}, path.name


words = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Zl", "Zp")))
keys = words.filter(lambda word: word not in ("", "<<"))


@given(
    st.recursive(
        words,
        lambda inner: st.lists(inner) | st.dictionaries(keys, inner),
        max_leaves=12,
    ).map(lambda value: {"a": value})
)
def test_texts_come_back_as_they_were_written(data: dict[str, Any]) -> None:
    one = tree("any.yaml", yaml.dump(data, default_style='"').encode())
    assert not one.findings
    assert one.data == data
