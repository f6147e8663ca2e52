"""Two days compared, on a small world made up for it, read off ``tests/diff/*.yaml``."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date, timedelta
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]
import pytest
import referencing
from hypothesis import given
from hypothesis import strategies as st

from kg import paths
from kg.ask.find import find
from kg.cli import run
from kg.diff.diff import Diff, diff
from kg.diff.facts import Fact
from kg.diff.lines import Line, changes
from kg.diff.window import Window, holds
from kg.edtf import Bounds, Edtf
from kg.errors import KgError
from kg.graph import Graph, open_graph
from kg.names import short
from kg.render.diff import FORMATS, to_json

SEEDS = Path(__file__).parent / "diff"
DAYS = ("2025-01-01", "2025-03-01")


@pytest.fixture(scope="module")
def small(cache: Path) -> Graph:
    return open_graph(str(SEEDS))


@pytest.fixture(scope="module")
def whole(small: Graph) -> Diff:
    return diff(small, *DAYS)


def lines(found: Diff, section: str) -> list[tuple[str, str, str, str]]:
    """Day, change, certainty, and the numbers of the claims."""
    return [
        (one.day, one.change, one.certainty, " ".join(c.split("/")[1][:3] for c in one.claims))
        for one in found.sections[section]
    ]


def test_law_begins_and_acts(whole: Diff) -> None:
    # l07 is deprecated, l03 began long before
    assert lines(whole, "law") == [
        ("2025-01", "on", "possible", "l02"),  # January has a first day, which does not count
        ("2025-01-29", "begins", "certain", "l01"),
        ("2025-01-29", "begins", "certain", "l05"),
    ]


def test_practice_ends_and_is_announced(whole: Diff) -> None:
    assert lines(whole, "practice") == [
        ("2025-02", "ends", "certain", "l04"),
        ("2025-02-01", "begins", "certain", "l06"),
        # of no time of its own: said that day
        ("2025-02-20", "on", "possible", "p01"),
    ]


def test_countries_have_changes_and_positions(whole: Diff) -> None:
    assert lines(whole, "country") == [
        ("2025-02-09", "ends", "certain", "c01"),
        ("2025-02-10", "begins", "certain", "c02"),
        ("", "position", "certain", "c01 c02"),
    ]
    position = whole.sections["country"][-1]
    assert [short(state.what) for state in position.before] == ["not-taking-back"]
    assert [short(state.what) for state in position.after] == ["taking-back"]


def test_events_are_dated_in_between(whole: Diff) -> None:
    assert lines(whole, "events") == [
        ("2025-02-10", "event", "certain", "e01"),
        ("[2025-02-15..2025-04-15]", "event", "possible", "e02"),
    ]


def figures(found: list[Line]) -> dict[str, tuple[list[str], list[str]]]:
    return {
        short(one.subject): tuple(  # type: ignore[misc]
            [f"{state.what} ({state.day})" for state in states]
            for states in (one.before, one.after)
        )
        for one in found
    }


def test_figures_are_the_nearest_of_one_measure(whole: Diff) -> None:
    assert figures(list(whole.sections["quantities"])) == {
        "people-held": (["187 (2024-12-28)"], ["about 185 (2025-02-21)"]),
        # a month that begins by the first day and one that ends by the second, never the year
        "people-freed": (["50 (2025-01)"], ["11 (2025-02)"]),
    }


def test_one_figure_is_not_compared(whole: Diff) -> None:
    assert figures(list(whole.single)) == {
        "paid-beds": (["5 to 9 (2025-02-01)"], []), "people-freed": (["700 (2024)"], []),
    }


def test_what_is_the_same_on_both_days(whole: Diff) -> None:
    assert lines(whole, "unchanged") == [
        ("", "same", "certain", "l03"), ("", "same", "certain", "c03"), ("", "same", "", "b01"),
    ]


def test_the_first_day_does_not_count_and_the_last_does(small: Graph) -> None:
    law = [one[3] for one in lines(diff(small, "2025-01-29", "2025-03-01"), "law")]
    assert "l01" not in law
    law = [one[3] for one in lines(diff(small, "2025-01-28", "2025-01-29"), "law")]
    assert "l01" in law


def test_one_area(small: Graph, whole: Diff) -> None:
    for area in whole.areas:
        found = diff(small, *DAYS, area=area)
        assert found.sections[area] == whole.sections[area]
        assert set(found.sections) == {area, "unchanged"}


def test_a_stage_keeps_what_names_it_and_what_names_none(small: Graph) -> None:
    def at(stage: str) -> str:
        found = diff(small, *DAYS, stage=stage)
        return " ".join(one[3] for name in ("law", "practice") for one in lines(found, name))

    # the act has norms of stage b only, the memo of a only
    assert at("b") == "l02 l01 l05"
    assert at("a") == "l04 l06 p01"


def test_known_by(small: Graph) -> None:
    found = diff(small, *DAYS, known_by="2025-03-07")
    assert {claim.partition("/")[0] for claim in found.claims} == {"small-figures"}
    assert lines(found, "law") == lines(found, "events") == []


def test_every_line_has_claims_and_every_claim_a_line(whole: Diff) -> None:
    found = [*(one for part in whole.sections.values() for one in part), *whole.single]
    assert all(one.claims for one in found)
    assert {claim for one in found for claim in one.claims} == set(whole.claims)
    for one in found:
        for state in (*one.before, *one.after):
            assert set(state.claims) <= set(one.claims)


@pytest.fixture(scope="module")
def validator() -> jsonschema.Draft202012Validator:
    """Of the published schema, which takes claims from that of answers."""
    answer, own = (
        json.loads((Path(paths.SCHEMA) / f"{name}.schema.json").read_text(encoding="utf-8"))
        for name in ("answer", "diff")
    )
    found = [(one["$id"], referencing.Resource.from_contents(one)) for one in (answer, own)]
    registry: referencing.Registry[object] = referencing.Registry().with_resources(found)
    jsonschema.Draft202012Validator.check_schema(own)
    return jsonschema.Draft202012Validator(own, registry=registry)


def test_json_follows_its_schema(
    small: Graph, graph: Graph, whole: Diff, validator: jsonschema.Draft202012Validator
) -> None:
    narrow = diff(small, *DAYS, area="law", stage="b", known_by="2025-03-07")
    for found in (whole, narrow, diff(graph, *DAYS)):
        data = to_json(found)
        assert json.loads(FORMATS["json"](found)) == data
        validator.validate(data)


def test_other_formats_have_every_line(whole: Diff, small: Graph) -> None:
    for form in ("table", "md"):
        shown = FORMATS[form](whole)
        for words in ("Law", "2025-02-09", "First flight", "Unchanged", "Timing only"):
            assert words in shown, (form, words)
        assert "Whether 2 figures changed" in shown
        assert "5 to 9" in FORMATS[form](diff(small, *DAYS, area="quantities"))
    rows = list(csv.DictReader(io.StringIO(FORMATS["csv"](whole))))
    assert len(rows) == sum(map(len, whole.sections.values()))
    assert all(row["claims"] for row in rows)


def test_nothing_changed_is_an_answer(small: Graph) -> None:
    found = diff(small, "1980-01-01", "1980-02-01")
    assert not any(found.sections.values())
    assert "No claim says of a change." in FORMATS["table"](found)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["2025-03-01", "2025-01-01"], "is not after"),
        (["2025-01-01", "2025-01-01"], "is not after"),
        (["2025-01-01", "March"], "is not a day"),
        ([*DAYS, "--area", "laws"], "Did you mean law"),
        ([*DAYS, "--stage", "e"], "Use one of: a, b, c, d"),
        ([*DAYS, "--known-by", "then"], "is not a day"),
        ([*DAYS, "--format", "xml"], "no format xml"),
        (["2025-01-01"], "Missing argument"),
    ],
)
def test_misuse_is_explained(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str], cache: Path
) -> None:
    assert run(["diff", *arguments, "--seeds", str(SEEDS)]) == 2
    said = capsys.readouterr().err
    assert words in said
    assert re.match(r"kg: error KG603: .+\n  remedy: \S", said)


def test_the_command_prints_it(capsys: pytest.CaptureFixture[str], whole: Diff) -> None:
    assert run(["diff", *DAYS, "--seeds", str(SEEDS), "--format", "csv"]) == 0
    assert capsys.readouterr().out == FORMATS["csv"](whole) + "\n"


def test_days_out_of_order_raise(small: Graph) -> None:
    with pytest.raises(KgError):
        diff(small, *reversed(DAYS))


def test_claims_about_the_world_of_early_2025(graph: Graph) -> None:
    # Public Law 119-1 of 29 January, the orders of 20 January, the flights of 10 February 2025
    found = diff(graph, *DAYS)

    def days(section: str, word: str) -> set[str]:
        return {
            one.day for one in found.sections[section]
            if one.certainty == "certain" and word in short(one.subject)
        }

    assert "2025-01-29" in days("law", "laken-riley-act")
    assert "2025-01-20" in days("law", "eo-14165") & days("law", "eo-14159")
    assert "2025-02-10" in days("country", "venezuela")
    assert "2025-02-10" in {one.day for one in found.sections["events"]}
    venezuela = [
        one for one in found.sections["country"]
        if one.change == "position" and short(one.subject) == "venezuela"
    ]
    assert "refusing-returns" in {short(s.what) for one in venezuela for s in one.before}
    assert "accepting-returns" in {short(s.what) for one in venezuela for s in one.after}
    assert "zadvydas-v-davis" in {short(one.subject) for one in found.sections["unchanged"]}
    # what was not law yet by then, and was published later, is no change by that knowledge
    before = diff(graph, *DAYS, known_by="2025-01-15")
    assert not any(before.sections[area] for area in ("law", "country"))


def test_ids_in_the_table_are_those_that_kg_why_takes(whole: Diff, small: Graph) -> None:
    shown = FORMATS["table"](whole)
    assert "small-2025/l01" in shown
    assert find(small.engine, "small-2025/l01") == "small-2025/l01-act-in-force"


def test_an_end_on_the_day_of_saying_so_is_none() -> None:
    said = Bounds(date(2025, 2, 20), date(2025, 2, 20), None, None)
    for valid, ends in (("2025-02-10/2025-02-20", False), ("2025-02-10/2025-02-19", True)):
        bounds = Edtf.parse(valid).bounds()
        fact = Fact("d/c", "s", "hasStatus", "o", "affirmed", valid, "", bounds, said, "law")
        found = changes(Window(date(2025, 2, 15), date(2025, 3, 1)), [fact])
        assert [one.change for one in found] == ["ends"] * ends


def test_a_vague_date_is_no_change() -> None:
    between = Window(date(2025, 1, 1), date(2025, 3, 1))
    assert between.starts(Edtf.parse("2025").bounds()) == ""
    assert between.starts(Edtf.parse("[2025-02-01..2025-04-30]").bounds()) == "possible"


_DAYS = st.dates(date(2024, 12, 1), date(2025, 2, 1))


@given(st.lists(_DAYS, min_size=2, max_size=2, unique=True), st.lists(_DAYS, min_size=2))
def test_certain_is_every_reading_and_possible_some(
    ends: list[date], chosen: list[date]
) -> None:
    between = Window(*sorted(ends))
    earliest, latest = min(chosen), max(chosen)
    inside = [
        between.first < earliest + timedelta(i) <= between.last
        for i in range((latest - earliest).days + 1)
    ]
    expected = "certain" if all(inside) else "possible" if any(inside) else ""
    assert between.starts(Bounds(earliest, latest, None, None)) == expected


@pytest.mark.parametrize(
    ("valid", "day", "expected"),
    [
        ("2025-01-10/2025-01-20", "2025-01-15", "certain"),
        ("2025-01-10/2025-01-20", "2025-01-21", ""),
        ("2025-01/2025-02", "2025-01-15", "possible"),
        ("2025-01-10/", "2026-01-01", "possible"),
        ("2025-01-10/..", "2026-01-01", "certain"),
        ("/2025-01-20", "2024-01-01", ""),
    ],
)
def test_holds(valid: str, day: str, expected: str) -> None:
    assert holds(Edtf.parse(valid).bounds(), date.fromisoformat(day)) == expected


def test_counts_of_the_record_are_of_whole_months(graph: Graph) -> None:
    found = diff(graph, *DAYS, area="record")
    moved = {
        (short(one.subject), *(short(of) for of in one.of)): (one.before[0], one.after[0])
        for one in found.sections["record"]
    }
    # ICE's workbook of 24 September 2025, sheet Detention FY25, rows 59 and 100
    before, after = moved["line-paroled", "final-book-outs"]
    assert (before.day, before.what, after.day, after.what) == ("2025-01", "4962", "2025-02", "559")
    before, after = moved["average-daily-population",]
    assert after.what == "43111.75"
    assert all(one.observations for one in found.sections["record"])
    assert "24 Sep 2025" in FORMATS["table"](found)


def test_counts_that_nobody_knew_of_or_that_are_one_month_are_none(graph: Graph) -> None:
    assert not diff(graph, *DAYS, area="record", known_by="2025-06-01").sections["record"]
    assert not diff(graph, "2025-01-01", "2025-02-10", area="record").sections["record"]


def test_no_count_crosses_the_break_of_the_series(graph: Graph) -> None:
    found = diff(graph, "2022-06-01", "2024-03-01", area="record")
    for one in found.sections["record"]:
        first, second = (found.observations[cell] for cell in one.observations)
        assert first.measure == second.measure
    # both measures are there, each with months of its own side of October 2023
    releases = {
        short(one.of[0]): (one.before[0].day, one.after[0].day)
        for one in found.sections["record"] if short(one.subject) == "line-paroled"
    }
    assert releases == {
        "final-releases": ("2022-06", "2022-08"), "final-book-outs": ("2023-10", "2024-02")
    }
