"""The public log: what stands in it, and that nothing falls out of it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kg.ask.corrections import corrections
from kg.ask.related import claims_of, headline
from kg.cli import run
from kg.delta.compare import compare
from kg.delta.feed import feed
from kg.delta.source import empty, source
from kg.graph import Graph, open_graph

BASE = Path(__file__).parent / "broken-base"
SIZE, GONE = "base-document/c02-group-has-a-size", "base-document/c00-gone"
LOG = """\
record: curation
key: base-log
description: What the base had wrong.
corrections:
  wrong-size:
    claim: base-document/c02-group-has-a-size
    was: The figure was that of another group.
    now: It is the figure of this group.
    found_by: reader
    on: "2025-02-20"
  wrong-place:
    claim: base-document/c00-gone
    was: It stood on another paragraph.
    now: It is gone.
    found_by: curator
    on: "2025-02-10"
"""


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """The base with a log; the corrected claim is deprecated since."""
    target = tmp_path / "seeds"
    shutil.copytree(BASE, target)
    (target / "base-log.yaml").write_text(LOG, encoding="utf-8")
    document = target / "base-document.yaml"
    text = document.read_text(encoding="utf-8")
    valid = '    valid: "2025-01-20/"\n'
    assert text.count(valid) == 1
    rank = "    rank: deprecated\n    rank_reason: Nobody counted.\n"
    document.write_text(text.replace(valid, valid + rank), encoding="utf-8")
    return target


@pytest.fixture
def logged(seeds: Path, cache: Path) -> Graph:
    return open_graph(str(seeds))


def test_deprecated_claims_and_those_that_are_gone_stay_in_the_log(logged: Graph) -> None:
    found = logged.ask("corrections")
    rows = [(str(row.cells["on"]), row.cells["corrected"], row.claims) for row in found.rows]
    assert [(on, one.short, claims) for on, one, claims in rows] == [  # type: ignore[union-attr]
        ("2025-02-10", GONE, ()), ("2025-02-20", SIZE, (SIZE,)),
    ]


def test_the_log_can_be_narrowed(logged: Graph) -> None:
    def asked(**given: str) -> int:
        return len(logged.ask("corrections", **given).rows)

    assert asked(since="2025-02-20") == 1
    assert asked(since="2025-02-21") == 0
    assert asked(document="base-document") == 1


def test_a_correction_leads_to_its_claim_and_back(logged: Graph) -> None:
    assert claims_of(logged.engine, "wrong-size") == [SIZE]
    assert [entry.id for entry in corrections(logged.engine)[SIZE]] == ["wrong-size"]
    assert headline(logged.engine, "wrong-place").startswith(f"wrong-place: {GONE} was corrected")
    assert "It stood on another paragraph." in headline(logged.engine, GONE)


@pytest.mark.parametrize("form", ["table", "json"])
def test_why_shows_it(seeds: Path, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["why", SIZE, "--seeds", str(seeds), "--format", form]) == 0
    said = capsys.readouterr().out
    for words in ("wrong-size", "2025-02-20", "reader", "The figure was that of another group."):
        assert words in said


def test_it_is_in_the_delta_and_the_feed(seeds: Path) -> None:
    found = {c.claim: c for c in compare(source(str(BASE)), source(str(seeds))).changes}
    assert (found[SIZE].kind, found[SIZE].day) == ("corrected", "2025-02-20")
    # nothing but the log speaks of it: it was gone before
    assert (found[GONE].kind, found[GONE].day) == ("withdrawn", "2025-02-10")
    assert compare(source(str(seeds)), source(str(seeds))).changes == ()
    text = feed(compare(empty(), source(str(seeds))), "atom")
    assert "Was: The figure was that of another group." in text


def test_the_real_log_is_of_real_claims(graph: Graph) -> None:
    found = corrections(graph.engine)
    assert "pickaway-2025-02/c49-venezuelans-in-this-position" in found
    for entries in found.values():
        assert all(entry.was != entry.now for entry in entries)
