"""Synthetic rows: true to the published shares, the same for the same seed, never a real person."""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest

from kg.errors import KgError
from kg.records.rows import releases
from kg.records.rows.look import codes
from kg.records.synthetic import synthesize
from kg.records.synthetic.people import marginals

_ROWS = 60_000


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """A file with the columns of July 2025, as the table ``t``."""
    file = tmp_path_factory.mktemp("synthetic") / "rows.csv"
    synthesize("jul-2025", _ROWS, 3, file)
    with duckdb.connect() as connection:
        connection.execute("CREATE TABLE t AS FROM read_csv(?, all_varchar = true)", [str(file)])
        yield connection


def _one(table: duckdb.DuckDBPyConnection, query: str) -> Any:
    return (table.execute(query).fetchone() or (None,))[0]


@pytest.mark.parametrize("key", sorted(releases()))
def test_the_header_is_that_of_the_release(key: str, tmp_path: Path) -> None:
    file = tmp_path / "rows.csv"
    synthesize(key, 3, 1, file)
    first = file.read_text("utf-8").splitlines()[0]
    assert first.split(releases()[key].delimiter) == list(releases()[key].columns)


def test_there_are_as_many_rows_as_asked_for(table: duckdb.DuckDBPyConnection) -> None:
    assert _one(table, "SELECT count(*) FROM t") == _ROWS


def test_everybody_is_marked_as_synthetic(table: duckdb.DuckDBPyConnection) -> None:
    person = '"Unique Identifier"'
    query = f"SELECT count(*) FROM t WHERE NOT starts_with({person}, 'SYNTHETIC-')"  # noqa: S608
    assert _one(table, query) == 0


def test_release_reasons_are_as_frequent_as_published(table: duckdb.DuckDBPyConnection) -> None:
    # 763,286 stints, mid-November 2023 to mid-February 2025: research/data.md 1.4
    published = marginals()["reason"]
    total = sum(published.values())
    assert total == 763_286
    query = 'SELECT coalesce("Detention Release Reason", \'\'), count(*) FROM t GROUP BY 1'
    found = dict(table.execute(query).fetchall())
    for reason, count in published.items():
        share = count / total
        # four standard errors; stays come in stints, so rows are not independent
        allowed = 4 * (2 * share * (1 - share) / _ROWS) ** 0.5
        assert abs(found.get(reason, 0) / _ROWS - share) < allowed, reason
    assert set(found) <= set(published)


@pytest.mark.parametrize(
    ("column", "share"),
    [
        ("Final Order Date", "final_order_date"),
        ("Departed Date", "departed_date"),
        ("Ethnicity", "ethnicity"),
        ("Religion", "religion"),
        ("Marital Status", "marital_status"),
        ("Initial Bond Set Amount", "bond_set"),
        ("Bond Posted Amount", "bond_posted"),
        ("Case Threat Level", "threat_level"),
        ("Final Charge", "charge"),
        ("Felon", "felony"),
        ("Unique Identifier", "person"),
        ("Case Status", "case_status"),
    ],
)
def test_values_are_missing_as_often_as_published(
    table: duckdb.DuckDBPyConnection, column: str, share: str
) -> None:
    found = _one(table, f'SELECT 1 - count("{column}") / count(*) FROM t')  # noqa: S608
    assert abs(found - marginals()["missing"][share]) < 0.015


def test_criminality_is_as_in_the_workbooks(table: duckdb.DuckDBPyConnection) -> None:
    published = marginals()["criminality"]
    query = 'SELECT "Book In Criminality", count(*) FROM t GROUP BY 1'
    for value, count in table.execute(query).fetchall():
        assert abs(count / _ROWS - published[value] / sum(published.values())) < 0.015


def test_stints_follow_each_other_inside_their_stay(table: duckdb.DuckDBPyConnection) -> None:
    wrong = """
SELECT count(*) FROM (
  SELECT "Book In Date Time" AS i, "Detention Book Out Date Time" AS o,
    "Stay Book In Date Time" AS a, "Stay Book Out Date Time" AS z,
    "Detention Release Reason" AS r, "Stay Release Reason" AS s,
    lead(i) OVER w AS next
  FROM (SELECT DISTINCT ON ("Unique Identifier", "Book In Date Time") * FROM t
    WHERE "Unique Identifier" IS NOT NULL)
  WINDOW w AS (PARTITION BY "Unique Identifier", "Stay Book In Date Time" ORDER BY i))
WHERE i < a OR o < i OR z < o OR next < o OR (next IS NOT NULL AND r <> 'Transferred')
  OR (o IS NULL) <> (r IS NULL) OR (z IS NULL) <> (s IS NULL)
"""
    assert _one(table, wrong) == 0


def test_a_seed_gives_the_same_rows_and_another_one_others(tmp_path: Path) -> None:
    digests = []
    for number, seed in enumerate((5, 5, 6)):
        file = tmp_path / f"{number}.csv"
        synthesize("mar-2026", 500, seed, file)
        digests.append(hashlib.sha256(file.read_bytes()).hexdigest())
    assert digests[0] == digests[1] != digests[2]


def test_what_is_drawn_is_what_code_lists_have() -> None:
    lists = codes()
    for name, listed in (
        ("reason", "reason"), ("program", "program"), ("case_category", "case_category"),
        ("case_status", "case_status"), ("criminality", "criminality"),
    ):
        drawn = {value.lower() for value in marginals()[name]} - {""}
        assert drawn <= lists[listed]


@pytest.mark.parametrize(
    ("rows", "name"), [(0, "a.csv"), (-1, "a.csv"), (10**9, "a.csv"), (5, "a.doc")]
)
def test_what_cannot_be_made_is_said(rows: int, name: str, tmp_path: Path) -> None:
    with pytest.raises(KgError, match="KG603"):
        synthesize("jul-2025", rows, 1, tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_the_shares_say_where_they_come_from() -> None:
    file = Path(__file__).parents[2] / "kg" / "records" / "synthetic" / "marginals.toml"
    text = file.read_text("utf-8")
    for heading in tomllib.loads(text):
        assert text.partition(f"[{heading}]\n")[2].startswith("#"), heading
