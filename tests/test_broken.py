"""One broken file for each mistake: exactly that finding, at that line, and no other.

The first line of a file in ``broken/`` says what is expected: the code and the line of the
mistake; line 0 is the file as a whole. Whatever the files refer to stands in ``broken-base/``.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.cli import run
from kg.findings import CODES, Finding, Findings
from kg.findings.report import as_text
from kg.read import read
from kg.read.tree import MAX_BYTES
from kg.store.build import predicates

HERE = Path(__file__).parent
BROKEN = sorted((HERE / "broken").glob("*.yaml"))
_EXPECT = re.compile(r"# expect: (KG\d{3}) line (\d+)")
PREDICATES = predicates()

GOOD = b"""\
record: entities
key: generated
description: A group of one.
entities:
  generated-place:
    class: Place
    label: Place
    definition: A place where something happens.
"""
#: mistakes in bytes, which editors and version control would not keep: file, code, line, column
GENERATED: dict[str, tuple[bytes, str, int, int]] = {
    "nothing": (b"", "KG113", 0, 0),
    "only a mark of byte order": (b"\xef\xbb\xbf", "KG113", 0, 0),
    "only the start of a document": (b"---\n", "KG113", 0, 0),
    "two marks of byte order": (b"\xef\xbb\xbf" * 2 + GOOD, "KG111", 1, 1),
    "latin-1": (GOOD.replace(b"label: Place", b"label: Cit\xe9"), "KG111", 7, 15),
    "latin-1 after a mark": (
        b"\xef\xbb\xbf" + GOOD.replace(b"label: Place", b"label: Cit\xe9"),
        "KG111",
        7,
        15,
    ),
    "utf-16": (GOOD.decode().encode("utf-16"), "KG111", 1, 1),
    "an overlong form": (GOOD.replace(b"Place\n", b"\xc0\xafPlace\n", 1), "KG111", 6, 12),
    "a surrogate": (GOOD.replace(b"label: ", b"label: \xed\xa0\x80"), "KG111", 7, 12),
    "nul": (GOOD.replace(b"label: ", b"label: \x00"), "KG111", 7, 12),
    "escape": (GOOD.replace(b"label: ", b"label: \x1b[31m"), "KG111", 7, 12),
    "delete": (GOOD.replace(b"record", b"re\x7fcord"), "KG111", 1, 3),
    "c1 control": (GOOD.replace(b"label: ", "label: \x9b".encode()), "KG111", 7, 12),
    "next line": (GOOD.replace(b"label: ", "label: \x85".encode()), "KG111", 7, 12),
    "line separator": (GOOD.replace(b"label: ", "label: \u2028".encode()), "KG111", 7, 12),
    "right to left": (GOOD.replace(b"label: ", "label: \u202e".encode()), "KG111", 7, 12),
    "lone carriage return": (GOOD.replace(b"\n    label", b"\r    label"), "KG111", 6, 17),
    "too large": (GOOD + b"#" * MAX_BYTES + b"\n", "KG114", 0, 0),
    "far too deep": (GOOD + b"  x: " + b"[" * 200_000 + b"\n", "KG114", 9, 44),
    "aliases that multiply": (
        GOOD + b"  x: [" + b"*a, " * 1000 + b"]\n" + b"a: &a [" + b"*b, " * 1000 + b"]\n",
        "KG110",
        9,
        7,
    ),
}


def findings(folder: Path) -> tuple[Finding, ...]:
    with pytest.raises(Findings) as caught:
        read(folder, PREDICATES)
    return caught.value.findings


@pytest.fixture
def base(tmp_path: Path) -> Path:
    return Path(shutil.copytree(HERE / "broken-base", tmp_path / "seeds"))


def expected(path: Path) -> tuple[str, int]:
    match = _EXPECT.match(path.read_text(encoding="utf-8"))
    assert match, f"{path.name} does not begin with # expect: KG102 line 14"
    return match[1], int(match[2])


def test_the_base_is_good(base: Path) -> None:
    assert set(read(base, PREDICATES).claims) == {
        "base-document/c01-factor-leads-to-outcome",
        "base-document/c02-group-has-a-size",
    }


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_one_mistake_is_one_finding(path: Path, base: Path) -> None:
    code, line = expected(path)
    shutil.copy(path, base)
    found = findings(base)
    assert [(f.code, f.place.line, f.place.file) for f in found] == [
        (code, line, f"seeds/{path.name}")
    ], as_text(found)
    assert path.stem.startswith(f"{code.lower()}-")
    assert found[0].message and found[0].remedy
    assert found[0].severity == "error"


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_the_command_names_the_line_and_leaves_the_good_store(
    path: Path, base: Path, cache: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, line = expected(path)
    shutil.copy(path, base)
    before = sorted(cache.rglob("*"))
    assert run(["build", "--seeds", str(base)]) == 1
    printed = capsys.readouterr().err
    assert f"seeds/{path.name}{f':{line}' if line else ''}:" in printed
    assert f"error {code}: " in printed
    assert "remedy: " in printed
    assert "Traceback" not in printed
    assert sorted(cache.rglob("*")) == before


def test_all_mistakes_show_in_one_run(base: Path) -> None:
    for path in BROKEN:
        shutil.copy(path, base)
    found = {(f.place.file, f.code, f.place.line) for f in findings(base)}
    assert found == {(f"seeds/{path.name}", *expected(path)) for path in BROKEN}


def test_every_code_of_reading_has_a_broken_file() -> None:
    read_codes = {code for code in CODES if code.startswith(("KG1", "KG2"))}
    # those of files of cells say the code in their name; tests/records reads them
    cells = {path.name[:5].upper() for path in (HERE / "broken" / "cells").glob("*.csv")}
    assert {expected(path)[0] for path in BROKEN} | cells == read_codes


@pytest.mark.parametrize("name", GENERATED)
def test_mistakes_in_bytes(name: str, base: Path) -> None:
    raw, code, line, column = GENERATED[name]
    base.joinpath("generated.yaml").write_bytes(raw)
    found = findings(base)
    assert {(f.code, f.place.file) for f in found} == {(code, "seeds/generated.yaml")}
    assert (found[0].place.line, found[0].place.column) == (line, column), as_text(found[:1])
    assert all(f.remedy for f in found)


@pytest.mark.parametrize(
    "harmless",
    [
        lambda raw: b"\xef\xbb\xbf" + raw,
        lambda raw: raw.replace(b"\n", b"\r\n"),
        lambda raw: b"---\n" + raw,
        lambda raw: raw + b"...\n",
        lambda raw: raw.rstrip(b"\n"),
        lambda raw: b"%YAML 1.1\n---\n" + raw,
        lambda raw: raw.replace(b"label: Place", b'label: "Pl\\u00e1ce \\U0001F3E0"'),
        lambda raw: raw.replace(b"label: Place", "label: Plá\u00adce 🏠".encode()),
    ],
)
def test_what_is_no_mistake(harmless: Callable[[bytes], bytes], base: Path) -> None:
    base.joinpath("generated.yaml").write_bytes(harmless(GOOD))
    assert "generated-place" in read(base, PREDICATES).entities


def test_two_documents_of_one_key(base: Path) -> None:
    base.joinpath("older").mkdir()
    text = (base / "base-document.yaml").read_text(encoding="utf-8")
    other = text.replace("c02-group-has-a-size", "c03-another").replace("./c01", "./c03-another")
    base.joinpath("older", "base-document.yaml").write_text(other, encoding="utf-8")
    (found,) = findings(base)
    assert (found.code, found.place.file) == ("KG202", "seeds/older/base-document.yaml")


def test_a_file_that_cannot_be_read_hides_only_what_it_may_hold(base: Path) -> None:
    text = (base / "base-entities.yaml").read_text(encoding="utf-8")
    broken = text.replace("definition: An agency that speaks.", "definition: [")
    base.joinpath("base-entities.yaml").write_text(broken, encoding="utf-8")
    document = base / "base-document.yaml"
    text = document.read_text(encoding="utf-8")
    document.write_text(text.replace("object: base-outcome", "object: no-outcome"), "utf-8")
    assert [f.code for f in findings(base)] == ["KG201", "KG101"]


def test_a_folder_in_place_of_a_file_is_a_finding(base: Path) -> None:
    base.joinpath("folder.yaml").mkdir()
    (found,) = findings(base)
    assert (found.code, found.place.file) == ("KG601", "seeds/folder.yaml")


def test_an_empty_folder_is_a_finding(tmp_path: Path) -> None:
    assert [f.code for f in findings(tmp_path)] == ["KG601"]
    assert [f.code for f in findings(tmp_path / "nowhere")] == ["KG601"]


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("kg101-quote-not-closed", "quote"),
        ("kg102-field-twice", "first in line 8"),
        ("kg103-misspelt-required-key", "Did you mean modality?"),
        ("kg103-misspelt-optional-key", "Did you mean part_of"),
        ("kg104-norway", "bare NO"),
        ("kg106-no-class", "key class is missing in entities.kg106-no-class-place"),
        ("kg107-class", "'Location' is not a value of entities.kg107-class-place.class"),
        ("kg107-kind-of-document", "Did you mean news"),
        ("kg109-paragraph-beyond-the-last", "paragraph 2"),
        ("kg201-publisher", "Did you mean base-paper"),
        ("kg202-entity-of-another-file", "seeds/base-entities.yaml:"),
        ("kg203-link-to-tombstone", "is tombstone"),
        ("kg204-predicate", "Did you mean leadsTo"),
        ("kg205-two-factors", "one → kg205-two-factors-two → kg205-two-factors-one"),
    ],
)
def test_the_message_says_what_is_meant(name: str, part: str, base: Path) -> None:
    shutil.copy(HERE / "broken" / f"{name}.yaml", base)
    assert part in findings(base)[0].message


@pytest.mark.parametrize(
    ("name", "part"),
    [
        ("kg104-norway", "'NO'"),
        ("kg107-stance", "asserted, interested-party, hedged"),
        ("kg108-month-first", "2025-02-03"),
        ("kg112-name-is-not-key", "Rename the file to another-name-than-the-file.yaml"),
    ],
)
def test_the_remedy_says_what_to_write(name: str, part: str, base: Path) -> None:
    shutil.copy(HERE / "broken" / f"{name}.yaml", base)
    assert part in findings(base)[0].remedy
