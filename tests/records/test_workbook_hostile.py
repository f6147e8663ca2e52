"""Files that are damaged, foreign or hostile: a clear finding, bounded cost, nothing lost."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.findings.model import Findings
from kg.records.kind import is_workbook
from kg.records.workbook import limits, store
from kg.records.workbook.importer import import_workbook
from tests.records.books import altered, book, parts, saved, with_shared_strings

SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    plain = saved(book(), tmp_path_factory.mktemp("books"), "plain.xlsx")
    return altered(plain, with_shared_strings, "2026-12-18_FY27.xlsx")


def refused(path: Path) -> tuple[str, str]:
    with pytest.raises(Findings) as error:
        import_workbook(path)
    first = error.value.errors[0]
    assert first.place.file.startswith(path.name)
    return first.code, first.message


def test_wrong_contents(tmp_path: Path) -> None:
    for name, content, code, words in (
        ("empty.xlsx", b"", "KG801", "is empty"),
        ("text.xlsx", b"a,b\n1,2\n", "KG801", "does not begin"),
        ("page.xlsx", "<html>größer</html>".encode("utf-16"), "KG801", "does not begin"),
        ("old.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "KG803", "old binary"),
        (
            "secret.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "KG803",
            "is encrypted",
        ),
    ):
        path = tmp_path / name
        path.write_bytes(content)
        found, message = refused(path)
        assert (found, words in message) == (code, True), message


def test_archives_that_are_no_workbook(good: Path, tmp_path: Path) -> None:
    def other(content: dict[str, bytes]) -> None:
        del content["xl/workbook.xml"]

    def binary(content: dict[str, bytes]) -> None:
        content["xl/workbook.bin"] = b"\0"

    assert refused(altered(good, other))[0] == "KG801"
    assert refused(altered(good, binary))[0] == "KG803"


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_file_that_is_cut_off(good: Path, tmp_path: Path, share: float) -> None:
    whole = good.read_bytes()
    path = tmp_path / "cut.xlsx"
    path.write_bytes(whole[: int(len(whole) * share)])
    assert refused(path)[0] == "KG802"


def test_a_damaged_part(good: Path, tmp_path: Path) -> None:
    whole = bytearray(good.read_bytes())
    with zipfile.ZipFile(good) as archive:
        at = archive.getinfo(SHEET).header_offset + 80
    whole[at : at + 200] = b"\xff" * 200
    path = tmp_path / "damaged.xlsx"
    path.write_bytes(bytes(whole))
    assert refused(path)[0] == "KG802"


def test_bombs(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def repeated(content: dict[str, bytes]) -> None:
        content["xl/media/image1.png"] = b"\0" * 20_000_000

    code, message = refused(altered(good, repeated))
    assert code == "KG804"
    assert "xl/media/image1.png unpacks to 20,000,000 bytes" in message

    def crowd(content: dict[str, bytes]) -> None:
        content.update({f"x/{number}": b"" for number in range(limits.PARTS)})

    assert "parts" in refused(altered(good, crowd))[1]
    monkeypatch.setattr(limits, "UNPACKED_BYTES", 10_000)
    assert "It unpacks to" in refused(good)[1]


def test_a_directory_that_understates_a_part(
    good: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The sizes in a directory are claims: reading stops at the limit too."""
    monkeypatch.setattr(limits, "PART_BYTES", 20_000)

    def long(content: dict[str, bytes]) -> None:
        content[SHEET] = content[SHEET] + b" " * 40_000

    path = altered(good, long)
    raw = path.read_bytes()
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo(SHEET).file_size
    lied = raw.replace(size.to_bytes(4, "little"), (15_000).to_bytes(4, "little"))
    assert lied != raw
    path.write_bytes(lied)
    assert refused(path)[0] in ("KG802", "KG804")



@pytest.mark.parametrize(
    "rows",
    [
        b'<row r="1"><c r="A1"><v>1</v></c></row>'
        b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>',
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="ABCD9"><v>1</v></c></row>'
        b'<row r="9999999"><c r="A9999999"><v>1</v></c></row>',
        b'<row r="1048576">' + b"<c/>" * 16_383 + b"<c><v>1</v></c></row>",
        b'<row r="1"><c r="xfd1048576"><v>1</v></c></row>',
        b"<row r='1'><c r='XFD1048576' a='/>'><v>1</v></c></row>",
        b'<row r="1"><c s="1" r="XFD1048576"><is><t>1</t></is></c></row>',
    ],
)
def test_a_cell_in_the_last_corner(good: Path, rows: bytes) -> None:
    def corner(content: dict[str, bytes]) -> None:
        content[SHEET] = re.sub(
            rb"<sheetData>.*</sheetData>", b"<sheetData>" + rows + b"</sheetData>", content[SHEET],
            flags=re.DOTALL,
        )

    code, message = refused(altered(good, corner))
    assert code in ("KG802", "KG805"), message


def test_a_dimension_that_lies_costs_nothing(good: Path) -> None:
    def claim(content: dict[str, bytes]) -> None:
        content[SHEET] = re.sub(rb'ref="A\d[^"]*"', b'ref="A1:XFD1048576"', content[SHEET], count=1)

    assert import_workbook(altered(good, claim)).cells == import_workbook(good).cells


def test_too_many_cells(good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "CELLS", 30)
    assert refused(good)[0] == "KG805"


def test_cells_without_end(good: Path) -> None:
    def open_ended(content: dict[str, bytes]) -> None:
        content[SHEET] = content[SHEET].replace(b"</c>", b"")

    def nested(content: dict[str, bytes]) -> None:
        content[SHEET] = content[SHEET].replace(
            b"<sheetData>", b"<sheetData><row>" + b'<c r="A1">' * 9 + b"</c></row>", 1
        )

    for change in (open_ended, nested):
        assert refused(altered(good, change))[0] == "KG802"


def test_entities_and_strange_encodings(good: Path) -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'

    def entities(content: dict[str, bytes]) -> None:
        content["xl/sharedStrings.xml"] = bomb + content["xl/sharedStrings.xml"]

    def wide(content: dict[str, bytes]) -> None:
        content[SHEET] = content[SHEET].decode().encode("utf-16")

    assert "declares entities" in refused(altered(good, entities))[1]
    assert "not in UTF-8" in refused(altered(good, wide))[1]


def test_shared_strings_that_lie(good: Path) -> None:
    def count(content: dict[str, bytes]) -> None:
        strings = content["xl/sharedStrings.xml"]
        content["xl/sharedStrings.xml"] = re.sub(
            rb'uniqueCount="\d+"', b'uniqueCount="4000000000"', strings
        )

    def index(content: dict[str, bytes]) -> None:
        content[SHEET] = re.sub(rb'(t="s"><v>)\d+', rb"\g<1>4000000000", content[SHEET])

    code, message = refused(altered(good, count))
    assert (code, "The reader gave up" in message) == ("KG802", True)
    assert refused(altered(good, index))[0] in ("KG801", "KG802")


@settings(
    max_examples=25, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.sampled_from((SHEET, "xl/workbook.xml", "xl/sharedStrings.xml", "xl/styles.xml",
                        "xl/_rels/workbook.xml.rels")),
       st.floats(0, 1), st.binary(min_size=1, max_size=6), st.booleans())
def test_any_damage_is_findings_or_an_import(
    good: Path, part: str, where: float, junk: bytes, insert: bool
) -> None:
    def damage(content: dict[str, bytes]) -> None:
        raw = content[part]
        at = int(where * len(raw))
        content[part] = raw[:at] + junk + raw[at if insert else at + len(junk) :]

    path = altered(good, damage, "damaged.xlsx")
    try:
        import_workbook(path)
    except Findings as error:
        assert error.errors


def test_a_failed_import_leaves_the_last_good_one(good: Path, tmp_path: Path) -> None:
    one = import_workbook(good)
    place = store.save(one, tmp_path)
    before = {path.name: path.read_bytes() for path in place.iterdir()}
    broken = tmp_path / good.name
    broken.write_bytes(good.read_bytes()[:2000])
    assert refused(broken)[0] == "KG802"
    assert {path.name: path.read_bytes() for path in place.iterdir()} == before
    assert store.save(one, tmp_path) == place
    assert [path.name for path in tmp_path.iterdir() if path.is_dir()] == [one.digest]


def test_the_command_says_what_is_wrong_within_its_means(good: Path, tmp_path: Path) -> None:
    """With a gigabyte of address space, as a bomb that went off would need more."""

    def corner(content: dict[str, bytes]) -> None:
        content[SHEET] = content[SHEET].replace(
            b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
        )

    path = altered(good, corner, "corner.xlsx")
    text = tmp_path / "notes.xlsx"
    text.write_bytes(parts(good)["xl/styles.xml"])
    code = (
        "import resource, sys; resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30));"
        "from kg.cli import run; sys.exit(run(sys.argv[1:]))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code, "records", "import", str(path)],
        capture_output=True, text=True, timeout=60, check=False,
        env={**os.environ, "KG_CACHE": str(tmp_path / "cache")},
    )
    assert ran.returncode == 1, ran.stderr
    assert "KG805: Content reaches row 1,048,576 and column 16,384" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert not (tmp_path / "cache" / "records").exists()


def test_kinds_by_content(good: Path, tmp_path: Path) -> None:
    rows = tmp_path / "rows.csv"
    rows.write_text("Stay Book In Date Time,Unique Identifier\n", encoding="utf-8")
    assert is_workbook(good)
    assert not is_workbook(rows)
    renamed = tmp_path / "rows.csv.xlsx"
    renamed.write_bytes(rows.read_bytes())
    assert not is_workbook(renamed)
    disguised = tmp_path / "workbook.csv"
    disguised.write_bytes(good.read_bytes())
    assert is_workbook(disguised)
