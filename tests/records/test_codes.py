"""Codes of the record: one for every value, in lists, matched among themselves only."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import paths
from kg.compile.dataset import compile_dataset
from kg.graph import Graph
from kg.model.entity import CodeList, Factor, RecordCode
from kg.names import ID
from kg.read import Dataset
from kg.store.build import dataset_quads
from tests.records.material import folder

#: file of values → the list that holds them, and the column of the value
VOCABULARIES = {
    "case_category_vocabulary.csv": "list-case-category",
    "case_status_vocabulary.csv": "list-case-status",
    "final_program_vocabulary.csv": "list-final-program",
    "release_reason_vocabulary.csv": "list-release-reason",
}
#: in the file of release reasons, a line of the tables that no file of records has
PRINTED_ONLY = {"Prosecutorial Discretion"}
#: dimensions of the shipped cells whose values are codes
DIMENSIONS = ("reason", "criminality", "disposition", "technology", "status")


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return dataset_quads(paths.seeds())[0]


@pytest.fixture(scope="module")
def codes(dataset: Dataset) -> dict[str, RecordCode]:
    return {k: e for k, e in dataset.entities.items() if isinstance(e, RecordCode)}


def _spelling(code: RecordCode) -> str:
    return code.value or code.label


@pytest.mark.parametrize("name", VOCABULARIES)
def test_every_raw_value_has_exactly_one_code(name: str, codes: dict[str, RecordCode]) -> None:
    path = folder() / "data" / "vocabularies" / name
    with path.open(encoding="utf-8", newline="") as file:
        values = [row["value"] or "(blank)" for row in csv.DictReader(file)]
    of_list = Counter(_spelling(c) for c in codes.values() if c.in_list == VOCABULARIES[name])
    assert of_list == Counter(v for v in values if v not in PRINTED_ONLY)
    printed = [_spelling(c) for c in codes.values() if c.in_list == "list-book-out-lines"]
    assert {v for v in values if v in PRINTED_ONLY} <= set(printed)


def test_the_lists_are_as_long_as_the_files_showed(codes: dict[str, RecordCode]) -> None:
    # the profile of the release of March 2026 counts 28 reasons with the blank, 32 categories (a
    # later release two more), 15 statuses, and 28 programmes of which 27 are known by name
    long = Counter(code.in_list for code in codes.values())
    assert [long[one] for one in VOCABULARIES.values()] == [34, 15, 27, 28]


def test_every_code_is_in_a_list_that_says_its_version(
    dataset: Dataset, codes: dict[str, RecordCode]
) -> None:
    lists = {k for k, e in dataset.entities.items() if isinstance(e, CodeList)}
    assert {code.in_list for code in codes.values()} == lists


def test_matches_hold_among_codes_of_different_lists(codes: dict[str, RecordCode]) -> None:
    for key, code in codes.items():
        for match in code.matches:
            assert match.of in codes, key
            assert codes[match.of].in_list != code.in_list, key
        assert code.broader is None or codes[code.broader].in_list == code.in_list


def test_kinds_of_one_form_of_release_are_narrower_than_its_line(
    codes: dict[str, RecordCode],
) -> None:
    def lines(key: str) -> list[tuple[str, str]]:
        return [(m.how, m.of) for m in codes[key].matches if m.of.startswith("line-")]

    assert lines("code-supervision-no-slrrff") == [("broad", "line-order-of-supervision")]
    assert lines("code-paroled-humanitarian") == [("broad", "line-paroled")]
    assert lines("code-court-ordered") == [("close", "line-court-ordered")]
    assert lines("code-withdrawal") == []
    assert codes["line-bond-set-by-ij"].broader == "line-bonded-out"


def _links(dataset: Dataset) -> list[tuple[str, str, str]]:
    return [
        (q.subject.value, q.predicate.value, q.object.value)
        for q in compile_dataset(dataset)
        if isinstance(q.subject, ox.NamedNode) and isinstance(q.object, ox.NamedNode)
    ]


def test_a_match_can_be_followed_from_both_ends(dataset: Dataset) -> None:
    skos = "http://www.w3.org/2004/02/skos/core#"
    stated = {
        (s.removeprefix(ID), p.removeprefix(skos), o.removeprefix(ID))
        for s, p, o in _links(dataset)
        if p.startswith(skos) and p.endswith("Match") and o.startswith(ID)
    }
    other = {"broadMatch": "narrowMatch", "narrowMatch": "broadMatch"}
    assert ("code-paroled", "broadMatch", "line-paroled") in stated
    assert stated == {(o, other.get(p, p), s) for s, p, o in stated}


def test_every_value_of_the_shipped_cells_is_a_code(codes: dict[str, RecordCode]) -> None:
    used = set[str]()
    for path in sorted(Path(paths.seeds(), "observations").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                used.update(row[name] for name in DIMENSIONS)
    assert used - {"", "all"} <= set(codes)
    # every line of the table of releases that is a code was printed by one of the workbooks
    lines = {k for k, c in codes.items() if c.in_list == "list-book-out-lines"}
    assert lines <= used


def test_every_factor_is_compared_with_the_record(graph: Graph, dataset: Dataset) -> None:
    broadest = {k for k, e in dataset.entities.items() if isinstance(e, Factor) and not e.broader}
    sides: dict[str, dict[str, list[str]]] = {}
    for row in graph.ask("factor-join").rows:
        factor, side, found = (getattr(row.cells[n], "short", row.cells[n])
                               for n in ("factor", "side", "found"))
        sides.setdefault(str(factor), {}).setdefault(str(side), []).append(str(found))
    assert set(sides) == broadest
    for factor, shown in sides.items():
        assert {"report", "law", "record"} <= set(shown), factor
        assert "none known" not in shown["record"], factor
        if "no field has it" not in shown["record"]:
            assert shown["count"], factor


def test_capacity_has_no_code_and_no_count(graph: Graph) -> None:
    rows = graph.ask("factor-join", factor="capacity-and-funding").rows
    assert [row.cells["found"] for row in rows if row.cells["side"] == "record"] == [
        "no field has it"
    ]
    assert not [row for row in rows if row.cells["side"] == "count"]


def test_every_form_of_release_has_a_code(graph: Graph, dataset: Dataset) -> None:
    tied = {getattr(row.cells["thing"], "short", "") for row in graph.ask("record-codes").rows}
    pathways = {k for k, e in dataset.entities.items() if e.entity_class == "ReleasePathway"}
    assert pathways <= tied
