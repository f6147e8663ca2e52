"""What speaks against a claim shows wherever the claim is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

import kg
from kg.cli import run
from kg.errors import KgError
from kg.graph import Graph
from tests.article import article_seeds

DOCUMENT = """record: document
key: denial-2025-02
label: A denial made for this test
kind: news
publisher: nbc-news
date: "2025-02-04"
licence: Not a work.
reuse: All of it.
consulted: {on: "2025-02-05", what: The whole document.}
voice: [{speaker: nbc-news, as: institutional}]
claims:
  c01-medical-denied:
    text: Nobody is released for medical reasons.
    subject: medical-need
    predicate: leadsTo
    object: release
    stance: STANCE
    polarity: POLARITY
    modality: may
    locator: first line
    verification: {status: unverified}
"""
DENIAL = "denial-2025-02/c01-medical-denied"


def seeds_with(folder: Path, stance: str, polarity: str) -> Path:
    seeds = article_seeds(folder / "seeds")
    text = DOCUMENT.replace("STANCE", stance).replace("POLARITY", polarity)
    (seeds / "documents" / "denial-2025-02.yaml").write_text(text, encoding="utf-8")
    return seeds


@pytest.mark.parametrize(("stance", "polarity"), [("denied", "affirmed"), ("asserted", "negated")])
def test_a_denial_shows_in_the_answer_and_adds_no_support(
    tmp_path: Path, stance: str, polarity: str
) -> None:
    graph = kg.open(str(seeds_with(tmp_path, stance, polarity)))
    row = next(
        row for row in graph.ask("release-factors").rows
        if row.cells["factor"].short == "medical-need"  # type: ignore[union-attr]
    )
    assert row.claims == ("pickaway-2025-02/c56-medical-release",)
    assert row.cells["record"] == "unnamed only"
    assert row.cells["contested"] == DENIAL


def test_a_negated_claim_is_not_listed_like_an_affirmed_one(tmp_path: Path) -> None:
    graph = kg.open(str(seeds_with(tmp_path, "asserted", "negated")))
    rows = graph.ask("who-said-what", about="medical-need").rows
    words = {row.cells["claim"].short: row.cells["modality"] for row in rows}  # type: ignore[union-attr]
    assert words[DENIAL] == "negated: may"
    assert words["pickaway-2025-02/c56-medical-release"] == "may"


def test_no_evidence_disputes_nothing(tmp_path: Path) -> None:
    graph = kg.open(str(seeds_with(tmp_path, "no-evidence", "affirmed")))
    found = graph.ask("unnamed-only-factors")
    assert {row.cells["contested"] for row in found.rows} == {""}


def test_a_deprecated_claim_says_so_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    seeds = seeds_with(tmp_path, "asserted", "negated")
    file = seeds / "documents" / "denial-2025-02.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        f"{text}    rank: deprecated\n    rank_reason: A slip of the pen.\n", encoding="utf-8"
    )
    assert run(["why", DENIAL, "--seeds", str(seeds)]) == 0
    assert capsys.readouterr().out.splitlines()[1] == "  DEPRECATED: A slip of the pen."


def test_an_outcome_is_an_outcome(graph: Graph) -> None:
    with pytest.raises(KgError, match="medical-need is a Factor; outcome takes a Outcome"):
        graph.ask("release-factors", outcome="medical-need")
    assert graph.ask("release-factors", outcome="detention").heading == (
        "Which factors lead to detention?"
    )


def test_what_is_only_possible_on_a_day_is_said(article: Graph) -> None:
    early = article.ask("release-factors", as_of="1999-01-01")
    assert any("0 of 11 claims" in limit for limit in early.limits)
    then = article.ask("release-factors", as_of="2025-02-03")
    assert not any("of 11 claims" in limit for limit in then.limits)


def test_a_conflict_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["why", "x8"]) == 0
    assert "competing causes; both can hold." in capsys.readouterr().out
