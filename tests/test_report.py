"""Findings as text, JSON and SARIF."""

from __future__ import annotations

import json
from typing import Any

import pytest

from kg.findings import CODES, Finding, Place
from kg.findings.report import as_json, as_sarif, as_text

LATER = Finding(Place("seeds/b.yaml", 3, 7), "KG102", "The key a stands twice.", "Delete one.")
WHOLE = Finding(Place("seeds/a b.yaml"), "KG601", "Cannot be read.", "Mend it.", "warning")
#: a check documents its code in its query, not in the table
CHECKED = Finding(Place("seeds/b.yaml", 2, 1), "KG399", "x: odd.", "Even it.", "info")
ALL = [LATER, WHOLE, CHECKED]


def test_text_has_one_block_for_each_finding() -> None:
    assert as_text([LATER]) == (
        "seeds/b.yaml:3:7: error KG102: The key a stands twice.\n"
        "  remedy: Delete one.\n"
        "  see docs/codes.md#kg102"
    )


def test_text_is_ordered_by_file_and_line() -> None:
    heads = as_text(ALL).splitlines()[::3]
    assert [head.partition(": ")[0] for head in heads] == [
        "seeds/a b.yaml",
        "seeds/b.yaml:2:1",
        "seeds/b.yaml:3:7",
    ]


def test_nothing_found_is_no_text() -> None:
    assert as_text([]) == ""
    assert as_json([]) == "[]"


@pytest.mark.parametrize("odd", ["a\nb", "a\x1b[2Jb", "a\u2028b", "a\udcffb", "a\rb"])
def test_text_stays_three_printable_lines(odd: str) -> None:
    text = as_text([Finding(Place(f"{odd}.yaml", 1, 1), "KG103", odd, odd)])
    assert len(text.splitlines()) == 3
    assert text.replace("\n", "").isprintable()
    text.encode()


def test_json_says_where_what_why_and_how() -> None:
    whole, checked, later = json.loads(as_json(ALL))
    assert later == {
        "code": "KG102",
        "severity": "error",
        "file": "seeds/b.yaml",
        "line": 3,
        "column": 7,
        "message": "The key a stands twice.",
        "why": CODES["KG102"].why,
        "remedy": "Delete one.",
        "docs": "docs/codes.md#kg102",
    }
    assert (whole["line"], whole["column"]) == (None, None)
    assert checked["why"] is None


@pytest.mark.parametrize("report", [as_text, as_json, lambda found: as_sarif(found, "1")])
def test_the_order_given_changes_nothing(report: Any) -> None:
    assert report(ALL) == report(ALL[::-1])


def test_sarif_has_what_the_standard_requires() -> None:
    log = json.loads(as_sarif(ALL, "1.2.3"))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert (driver["name"], driver["version"]) == ("kg", "1.2.3")
    assert run["columnKind"] in ("unicodeCodePoints", "utf16CodeUnits")
    assert len(run["results"]) == len(ALL)
    for result in run["results"]:
        assert result["level"] in ("none", "note", "warning", "error")
        assert result["message"]["text"]
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        for location in result["locations"]:
            where = location["physicalLocation"]
            assert set(where["artifactLocation"]["uri"]) <= set(
                "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/%"
            )
            if "region" in where:
                assert min(where["region"].values()) >= 1


def test_sarif_rules_are_the_codes() -> None:
    rules = json.loads(as_sarif([], "1"))["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted(CODES)
    for rule in rules:
        about = CODES[rule["id"]]
        assert rule["helpUri"] == f"docs/codes.md#{rule['id'].lower()}"
        assert rule["shortDescription"]["text"] == f"{about.title}."
        assert rule["fullDescription"]["text"] == about.why
        assert rule["help"]["text"] == about.remedy


def test_sarif_knows_levels_regions_and_checks() -> None:
    whole, checked, later = json.loads(as_sarif(ALL, "1"))["runs"][0]["results"]
    assert [r["level"] for r in (whole, checked, later)] == ["warning", "note", "error"]
    assert whole["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "seeds/a%20b.yaml"}
    }
    assert later["locations"][0]["physicalLocation"]["region"] == {
        "startLine": 3,
        "startColumn": 7,
    }
    assert checked["ruleId"] == "KG399"


def test_a_file_name_that_is_not_text_has_an_address() -> None:
    odd = Finding(Place("seeds/\udcff.yaml", 1, 1), "KG111", "m", "r")
    (result,) = json.loads(as_sarif([odd], "1"))["runs"][0]["results"]
    location = result["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location["uri"] == "seeds/%FF.yaml"
