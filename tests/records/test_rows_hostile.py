"""Malformed and hostile files: a clear finding, bounded memory, and the last good import stays."""

from __future__ import annotations

import gzip
import resource
import zipfile
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from kg.findings import CODES, Findings
from kg.records import rows
from kg.records.rows import limits
from kg.records.rows.intake import take
from kg.records.synthetic import synthesize

_HEADER = (
    "Stay Book In Date Time,Book In Date Time,Detention Release Reason,Stay Release Reason,"
    "Citizenship Country,Unique Identifier"
)
_DAY = "2025-01-02 03:04:00"


def _line(person: str = "SYNTHETIC-1", country: str = "MEXICO") -> str:
    return f"{_DAY},{_DAY},Removed,Removed,{country},{person}"


def _countries(loaded: rows.Loaded) -> list[str]:
    with duckdb.connect() as connection:
        found = connection.execute(
            "SELECT citizenship FROM read_parquet(?) ORDER BY row",
            [str(loaded.folder / "stints.parquet")],
        ).fetchall()
    return [value for (value,) in found]


@pytest.fixture
def good(tmp_path: Path) -> Iterator[Path]:
    """A place with a good import, which whatever else comes has to leave as it is."""
    file = tmp_path / "good.csv"
    file.write_text(f"{_HEADER}\n{_line()}\n")
    loaded = rows.load([file], tmp_path / "out")
    before = {one: one.read_bytes() for one in loaded.folder.iterdir()}
    yield tmp_path
    assert {one: one.read_bytes() for one in loaded.folder.iterdir()} == before
    assert [one for one in (tmp_path / "out" / "rows").iterdir() if one.name.startswith(".")] == []


def _refused(folder: Path, name: str, content: bytes) -> tuple[str, str]:
    file = folder / name
    file.write_bytes(content)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Findings) as error:
        rows.load([file], folder / "out")
    # in KiB; what a hostile file may cost beyond what the engine takes
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 1 << 20
    (found,) = error.value.findings
    assert found.code in CODES
    assert found.place.file == str(file)
    assert "Traceback" not in found.message
    return found.code, found.message


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.csv", b"", "KG833"),
        ("empty.csv.gz", gzip.compress(b""), "KG833"),
        ("nul.csv", f"{_HEADER}\n{_line()}\n".encode() + b"\0" * 99, "KG833"),
        ("noise.csv", bytes(range(1, 256)) * 40, "KG833"),
        ("letter.csv", b"Dear reader,\nno table here.\n", "KG834"),
        ("encrypted.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000), "KG833"),
        ("cut.csv.gz", gzip.compress(f"{_HEADER}\n{_line()}\n".encode() * 50)[:-20], "KG833"),
        ("bad.csv.gz", b"\x1f\x8b" + b"x" * 500, "KG833"),
        ("cut.xlsx", b"PK\x03\x04" + b"x" * 500, "KG833"),
        ("cut.parquet", b"PAR1" + b"x" * 500, "KG833"),
        ("footer.parquet", b"PAR1" + b"x" * 500 + b"\xff\x00\x00\x00PAR1", "KG833"),
        ("quote.csv", f'{_HEADER}\n{_line()}\n"{_line()}\n{_line()}\n'.encode(), "KG833"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_table_is_refused(good: Path, name: str, content: bytes, code: str) -> None:
    assert _refused(good, name, content)[0] == code


def test_a_directory_or_a_missing_file_is_refused(good: Path) -> None:
    for path in (good / "nothing.csv", good):
        with pytest.raises(Findings, match="KG833"):
            rows.load([path], good / "out")


def test_a_parquet_file_that_is_cut_is_refused(good: Path) -> None:
    file = good / "rows.parquet"
    synthesize("jul-2025", 2000, 1, file)
    content = file.read_bytes()
    half = len(content) // 2
    for name, damaged in (
        ("tail.parquet", content[:-200]),
        ("hole.parquet", content[:4000] + bytes(half) + content[4000 + half :]),
    ):
        assert _refused(good, name, damaged)[0] == "KG833"


def test_a_gz_bomb_is_not_unpacked(good: Path) -> None:
    bomb = gzip.compress(_HEADER.encode() + b"\n" + b"a" * (200 << 20), 9)
    assert len(bomb) < 1 << 20
    assert _refused(good, "bomb.csv.gz", bomb)[0] == "KG844"


def test_a_zip_bomb_is_not_unpacked(good: Path) -> None:
    file = good / "made.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"<row/>" * (30 << 20))
    assert _refused(good, "bomb.xlsx", file.read_bytes())[0] == "KG844"


def test_an_encrypted_archive_is_refused(good: Path) -> None:
    file = good / "made.zip"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
    content = bytearray(file.read_bytes())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    code, message = _refused(good, "locked.xlsx", bytes(content))
    assert (code, message) == ("KG833", "It is encrypted.")


def test_ten_million_columns_are_refused(good: Path) -> None:
    code, _ = _refused(good, "wide.csv", (_HEADER + "," * 10_000_000 + "\n").encode())
    assert code == "KG844"
    some = _HEADER + "," * (limits.COLUMNS + 1) + "\n" + _line() + "\n"
    assert _refused(good, "wider.csv", some.encode())[0] == "KG844"


@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("filling", [",", "x", '""', "x,"])
@pytest.mark.parametrize("size", [limits.LINE, 1_000_000, 70_000_000])
def test_a_line_without_end_is_refused(
    good: Path, filling: str, size: int, packed: bool
) -> None:
    before = f"{_HEADER}\n{_line()}\n"
    text = before + filling * (size // len(filling) + 1) + f"\n{_line('SYNTHETIC-2')}\n"
    content = gzip.compress(text.encode(), 1) if packed else text.encode()
    code, message = _refused(good, "long.csv", content)
    # what packs too well is refused as such
    packs = packed and size > limits.RATIO_FROM
    assert code == "KG844" and (packs or f"begins at byte {len(before)} " in message)


@pytest.mark.parametrize("filling", [",", "x", "x,"])
def test_a_line_up_to_the_limit_is_set_aside(good: Path, filling: str) -> None:
    file = good / "long.csv"
    long = (filling * limits.LINE)[: limits.LINE]
    file.write_text(f"{_HEADER}\n{_line()}\n{long}\n{_line('SYNTHETIC-2')}\n")
    loaded = rows.load([file], good / "out")
    assert loaded.manifest["rows"]["set_aside"] == 1
    assert loaded.manifest["rows"]["stints"] == 2


def test_a_row_of_many_lines_is_set_aside(good: Path) -> None:
    file = good / "long.csv"
    cell = '"' + ("x" * 1000 + "\n") * (limits.ROW // 1000 + 10) + '"'
    file.write_text(f"{_HEADER}\n{_line()}\n{_line(country=cell)}\n{_line('SYNTHETIC-2')}\n")
    loaded = rows.load([file], good / "out")
    assert loaded.manifest["rows"]["set_aside_by_reason"] == {"too-long": 1}
    assert loaded.manifest["rows"]["stints"] == 2


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_lines_are_measured_across_blocks(good: Path, ends: str) -> None:
    many = ends.join([_HEADER, *(_line(f"SYNTHETIC-{n}") for n in range(20_000))])
    (good / "many.csv").write_bytes((many + ends).encode())
    assert (good / "many.csv").stat().st_size > 1 << 20
    assert take(good / "many.csv", good, lambda _: None).kind == "text"


def test_a_parquet_file_of_many_columns_is_refused(good: Path) -> None:
    columns = ", ".join(f"1 AS c{i}" for i in range(limits.COLUMNS + 1))
    file = good / "made.bin"
    with duckdb.connect() as connection:
        connection.execute(f"COPY (SELECT {columns}) TO '{file}' (FORMAT parquet)")
    assert _refused(good, "wide.parquet", file.read_bytes())[0] == "KG844"


def test_only_a_header_is_an_empty_table(good: Path) -> None:
    file = good / "header.csv"
    file.write_text(_HEADER + "\n")
    assert rows.load([file], good / "out").manifest["rows"]["read"] == 0


@pytest.mark.parametrize(
    "encoding", ["cp1252", "utf-16", "utf-16-le", "utf-8-sig"]
)
def test_other_encodings_are_read_and_named(good: Path, encoding: str) -> None:
    file = good / "rows.csv"
    text = f"{_HEADER}\n{_line(country='ÅLAND')}\n"
    file.write_bytes(text.encode(encoding))
    loaded = rows.load([file], good / "out")
    assert _countries(loaded) == ["ÅLAND"]
    named = [one.message for one in loaded.findings if one.code == "KG843"]
    assert bool(named) == (encoding != "utf-8-sig")


def test_bytes_of_no_encoding_are_refused(good: Path) -> None:
    content = f"{_HEADER}\n{_line(country='XX')}\n".encode().replace(b"XX", b"\x81\x8d")
    assert _refused(good, "bytes.csv", content)[0] == "KG833"


def _long(middle: bytes) -> bytes:
    """A file whose beginning tells nothing of a byte far behind it."""
    lines = [_line(f"SYNTHETIC-{i}") for i in range(40_000)]
    text = "\n".join([_HEADER, *lines, _line("SYNTHETIC-X", "@@"), *lines[:99]]) + "\n"
    assert len(text) > 2 * limits.HEAD
    return text.encode().replace(b"@@", middle)


def test_what_is_wrong_far_behind_the_beginning_is_refused(good: Path) -> None:
    code, message = _refused(good, "nul.csv", _long(b"A\0"))
    assert (code, "is NUL" in message) == ("KG833", True)
    assert _refused(good, "bytes.csv", _long(b"\x81\x8d"))[0] == "KG833"


def test_another_encoding_far_behind_the_beginning_is_read(good: Path) -> None:
    file = good / "rows.csv"
    file.write_bytes(_long("ÅLAND".encode("cp1252")))
    loaded = rows.load([file], good / "out")
    assert _countries(loaded).count("ÅLAND") == 1
    assert loaded.manifest["files"][0]["encoding"] == "cp1252"
    assert loaded.manifest["rows"]["read"] == 40_100


@pytest.mark.parametrize("name", ["rows.csv", "rows.csv.gz"])
def test_an_import_that_stands_is_not_made_again(good: Path, name: str) -> None:
    file = good / name
    content = _long(b"XX")
    file.write_bytes(gzip.compress(content) if name.endswith("gz") else content)
    first = rows.load([file], good / "out")
    before = (first.folder / "stints.parquet").stat()
    again = rows.load([file], good / "out")
    assert (first.stood, again.stood, again.folder) == (False, True, first.folder)
    assert (again.folder / "stints.parquet").stat().st_ino == before.st_ino
    assert (again.manifest, again.findings) == (first.manifest, first.findings)


def test_formulas_are_text(good: Path) -> None:
    file = good / "rows.csv"
    cells = ["=1+1", "+1", "-1", "@SUM(A1)", "=HYPERLINK(\"\"x\"\")"]
    lines = [_line(f"SYNTHETIC-{i}", f'"{cell}"') for i, cell in enumerate(cells)]
    file.write_text("\n".join([_HEADER, *lines]) + "\n")
    loaded = rows.load([file], good / "out")
    assert _countries(loaded) == [cell.replace('""', '"') for cell in cells]


def test_a_name_that_is_sql_does_no_harm(good: Path) -> None:
    file = good / "it's; DROP TABLE keys--.csv"
    file.write_text(f'{_HEADER},"x""); DROP TABLE keys; --"\n{_line()},1\n')
    loaded = rows.load([file], good / "out")
    assert loaded.manifest["rows"]["stints"] == 1
    assert loaded.manifest["files"][0]["file"] == file.name
