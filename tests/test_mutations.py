"""Thousands of damaged seed files: each is read or refused with findings, never anything else."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from kg import paths
from kg.findings import CODES, Findings
from kg.findings.report import as_json, as_sarif, as_text
from kg.read import read
from kg.read.folder import files
from kg.store.build import build
from kg.store.places import folder
from tests.article import article_files, article_seeds

SEEDS = Path(paths.ROOT) / "seeds"
ALL = [path.read_bytes() for path in files(SEEDS)]
ARTICLE = {name: text.encode() for name, text in sorted(article_files().items())}
#: how many batches there are, and files in each; one in WHOLE is read among all of the article
BATCHES, SIZE, WHOLE = 8, 320, 20
TOKENS = (
    b"null", b"~", b"NO", b"yes", b"", b"-1", b"0", b"1e400", b"nan", b"[]", b"{}", b"[[", b"}",
    b"'", b'"', b": ", b"- ", b"&a ", b"*a", b"!!int ", b"!x ", b"<<: ", b"? ", b"|", b">-", b"#",
    b"---\n", b"...\n", b"%YAML 9.9\n", b"\t", b"\r", b"\x00", b"\xff", b"\xc3", b"\xef\xbb\xbf",
    b"\xe2\x80\xa8", b"\xc2\x85", b"\\x00", b"\xf0\x9f\x8f\xa0", b"2025-02-30", b"9999-12-31",
    b"0000", b"./", b"/", b"..", b"document", b"entities", b"a" * 700, b"-" * 90, b"9" * 5000,
    b"[" * 60, b"class: ", b"record: ", b"key: ", b"claims:\n", b"if: ",
)  # fmt: skip

Change = Callable[[bytes, random.Random], bytes]


def _byte(raw: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(raw))
    return raw[:at] + bytes([chance.randrange(256)]) + raw[at + 1 :]


def _bytes_gone(raw: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(raw))
    return raw[:at] + raw[at + chance.randrange(1, 20) :]


def _token(raw: bytes, chance: random.Random) -> bytes:
    at = chance.randrange(len(raw))
    return raw[:at] + chance.choice(TOKENS) + raw[at + chance.randrange(5) :]


def _end(raw: bytes, chance: random.Random) -> bytes:
    return raw[: chance.randrange(len(raw))]


def _lines(raw: bytes, chance: random.Random) -> bytes:
    lines = raw.splitlines(keepends=True)
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    kind = chance.randrange(4)
    if kind == 0:
        del lines[one]
    elif kind == 1:
        lines.insert(other, lines[one])
    elif kind == 2:
        lines[one], lines[other] = lines[other], lines[one]
    else:
        del lines[min(one, other) : max(one, other)]
    return b"".join(lines)


def _indent(raw: bytes, chance: random.Random) -> bytes:
    lines = raw.splitlines(keepends=True)
    at = chance.randrange(len(lines))
    for number in range(at, min(len(lines), at + chance.randrange(1, 6))):
        text = lines[number].lstrip(b" ")
        lines[number] = b" " * chance.randrange(9) + text
    return b"".join(lines)


def _value(raw: bytes, chance: random.Random) -> bytes:
    lines = raw.splitlines(keepends=True)
    at = chance.randrange(len(lines))
    key, colon, value = lines[at].partition(b": ")
    other = chance.choice([*TOKENS, chance.choice(lines).partition(b": ")[2].strip()])
    if colon and chance.random() < 0.3:
        lines[at] = other + colon + value
    elif colon:
        lines[at] = key + colon + other + b"\n"
    return b"".join(lines)


CHANGES: tuple[Change, ...] = (_byte, _bytes_gone, _token, _end, _lines, _indent, _value, _value)


def mutated(raw: bytes, chance: random.Random) -> bytes:
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        if raw:
            raw = chance.choice(CHANGES)(raw, chance)
    return raw


def outcome(folder: Path) -> list[str]:
    """The codes found; raises whatever the reader raises beside findings."""
    try:
        read(folder, [])
    except Findings as error:
        assert error.findings
        for one in error.findings:
            assert one.code in CODES and one.message and one.remedy
            lines = (folder.parent / one.place.file).read_bytes().count(b"\n") + 1
            assert 0 <= one.place.line <= lines, one
            assert (one.place.column == 0) == (one.place.line == 0), one
        assert len(as_text(error.findings).splitlines()) == 3 * len(error.findings)
        as_json(error.findings), as_sarif(error.findings, "1")
        return [one.code for one in error.findings]
    return ["read"]


@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_damaged_file_is_read_or_refused(batch: int, tmp_path: Path) -> None:
    chance = random.Random(batch)  # noqa: S311 - repeatable, not secret
    whole = article_seeds(tmp_path / "whole")
    alone = tmp_path / "alone"
    alone.mkdir()
    met: Counter[str] = Counter()
    for number in range(SIZE):
        among = number % WHOLE == 0
        name = chance.choice(list(ARTICLE)) if among else "one.yaml"
        good = ARTICLE[name] if among else chance.choice(ALL)
        # the first change does no harm, so that a batch reads one file at least
        raw = mutated(good, chance) if number else good + b"# a remark\n"
        target = (whole if among else alone) / name
        target.write_bytes(raw)
        try:
            met.update(set(outcome(whole if among else alone)))
        except Exception:
            (tmp_path / "culprit.yaml").write_bytes(raw)
            raise
        if among:
            target.write_bytes(good)
        else:
            target.unlink()
    # the changes reach all stages of reading
    assert {"KG101", "KG103", "KG104", "KG105", "KG106", "KG111", "KG201"} <= set(met)
    assert met["read"] > 0


def test_a_damaged_file_never_changes_a_good_store(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KG_CACHE", str(tmp_path / "cache"))
    whole = article_seeds(tmp_path / "whole")
    good = Path(folder(build(str(whole))[0]))
    before = {path: path.read_bytes() for path in good.rglob("*") if path.is_file()}
    chance = random.Random(0)  # noqa: S311 - repeatable, not secret
    refused = 0
    for _ in range(150):
        name = chance.choice(list(ARTICLE))
        target = whole / name
        target.write_bytes(mutated(ARTICLE[name], chance))
        try:
            build(str(whole))
        except Findings:
            refused += 1
        target.write_bytes(ARTICLE[name])
    assert refused > 75
    assert {path: path.read_bytes() for path in good.rglob("*") if path.is_file()} == before
