"""Equal answers on every engine, with no change but the connection.

``KG_TEST_ENGINE`` names the address of the second engine, Polars where it is not set;
``make test-spark`` runs this module on Spark in local mode.
"""

from __future__ import annotations

import os
from pathlib import Path

import duckdb
import ibis
import pytest

from kg.errors import KgError
from kg.records.ask.answer import RecordAnswer, ask, median, read
from kg.records.ask.catalogue import QUESTIONS, question, values
from kg.records.ask.pathways import PATHWAYS, pathway
from kg.records.ask.source import Source, open_source, read_release
from kg.records.suppress import ALL, Key
from tests.records.rows_fixture import write

SECOND = os.environ.get("KG_TEST_ENGINE", "polars://")
ASKED = [
    *((name, ()) for name in QUESTIONS),
    ("releases-by-reason-citizenship-month", ("countries=3", "from=2024-03", "to=2024-12")),
    ("held-on-a-day", ("by=citizenship", "day=2024-05-31")),
    ("length-of-stay", ("from=2024-12",)),
]
_BUCKETS = """CASE WHEN d <= 1 THEN '0-1 days' WHEN d <= 7 THEN '2-7 days'
 WHEN d <= 30 THEN '8-30 days' WHEN d <= 90 THEN '31-90 days' WHEN d <= 180 THEN '91-180 days'
 ELSE 'over 180 days' END"""
_SINCE = """CASE WHEN d IS NULL THEN 'no final order date' WHEN d < 0 THEN 'before the order'
 WHEN d <= 90 THEN '0-90 days' WHEN d <= 180 THEN '91-180 days' ELSE 'over 180 days' END"""
#: question → the same in SQL written by hand; ``path`` is a column of Python's own there
ORACLE = {
    "releases-by-reason-citizenship-month": """
        SELECT coalesce(nullif(trim(stay_reason), ''), '(no value)'),
          coalesce(citizenship, '(no value)'), strftime(stay_end, '%Y-%m'), count(*)
        FROM stays WHERE stay_end IS NOT NULL GROUP BY ALL""",
    "exits-by-pathway-month": """
        SELECT path, strftime(stay_end, '%Y-%m'), count(*)
        FROM stays WHERE stay_end IS NOT NULL GROUP BY ALL""",
    "supervision-no-slrrff": """
        SELECT CASE WHEN case_category LIKE '[5F]%' THEN '[5F]' ELSE 'another or none' END,
          citizenship, count(*)
        FROM stays WHERE stay_end IS NOT NULL
          AND stay_reason ILIKE 'Order of Supervision - No SLRRFF' GROUP BY ALL""",
    "length-of-stay": f"""
        SELECT path, {_BUCKETS}, count(*) FROM (SELECT *,
          date_diff('day', stay_start::DATE, stay_end::DATE) AS d FROM stays)
        WHERE stay_end IS NOT NULL GROUP BY ALL""",
    "days-after-final-order": f"""
        SELECT path, {_SINCE}, count(*) FROM (SELECT *,
          date_diff('day', final_order_date::DATE, stay_end::DATE) AS d FROM stays)
        WHERE stay_end IS NOT NULL GROUP BY ALL""",
    "bond-by-setter-month": """
        SELECT path, strftime(stay_end, '%Y-%m'), count(*)
        FROM stays WHERE stay_end IS NOT NULL AND stay_reason ILIKE 'bonded out - %'
        GROUP BY ALL""",
    "parole-by-month": """
        SELECT trim(stay_reason), strftime(stay_end, '%Y-%m'), count(*)
        FROM stays WHERE stay_end IS NOT NULL AND stay_reason ILIKE 'paroled%' GROUP BY ALL""",
    "held-on-a-day": """
        SELECT criminality, count(*) FROM stints
        WHERE stint_start <= TIMESTAMP '2025-02-01'
          AND (stint_end IS NULL OR stint_end > TIMESTAMP '2025-02-01') GROUP BY ALL""",
    "missing-by-field": """
        SELECT f, n FROM (SELECT {}
        FROM stints) UNPIVOT (n FOR f IN (*))""",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("release") / "drawn")


@pytest.fixture(scope="module")
def first(folder: Path) -> Source:
    return open_source(read_release(folder))


@pytest.fixture(scope="module")
def second(folder: Path) -> Source:
    # no skip: an engine that was asked for and is not there is a failure
    return open_source(read_release(folder), SECOND)


def answer(source: Source, name: str, sets: tuple[str, ...]) -> RecordAnswer:
    asked = question(name)
    return ask(source, asked, values(asked, sets))


@pytest.mark.parametrize(("name", "sets"), ASKED)
def test_equal_answers(
    first: Source, second: Source, name: str, sets: tuple[str, ...]
) -> None:
    assert (first.engine, second.engine) == ("duckdb", SECOND.partition(":")[0])
    one, other = answer(first, name, sets), answer(second, name, sets)
    assert one.rows
    assert one.rows == other.rows
    assert one.columns == other.columns


@pytest.mark.parametrize("name", QUESTIONS)
def test_equal_to_sql_by_hand(first: Source, folder: Path, name: str) -> None:
    asked = question(name)
    found = read(first, asked, values(asked, ()))
    assert found == by_hand(folder, name, first)
    assert sum(found.values()) > 0


def by_hand(folder: Path, name: str, source: Source) -> dict[Key, int]:
    with duckdb.connect() as opened:
        raw = opened.execute(f"SELECT DISTINCT stay_reason FROM '{folder}/stays.parquet'")
        reasons = [row[0] for row in raw.fetchall()]
        opened.execute("CREATE TABLE path (raw VARCHAR, path VARCHAR)")
        opened.executemany("INSERT INTO path VALUES (?, ?)", [(r, pathway(r)) for r in reasons])
        for table in ("stints", "stays"):
            opened.read_parquet(str(folder / f"{table}.parquet")).create_view(f"{table}_read")
        opened.execute("CREATE VIEW stints AS FROM stints_read")
        opened.execute(
            "CREATE VIEW stays AS SELECT * FROM stays_read"
            " LEFT JOIN path ON raw IS NOT DISTINCT FROM stay_reason"
        )
        text = ORACLE[name]
        if name == "missing-by-field":
            from kg.records.ask.held import FIELDS

            present = [one for one in FIELDS if one in source.tables["stints"].columns]
            text = text.format(
                ", ".join(f"count(*) - count({one}) AS {one}" for one in present)
            )
        rows = opened.execute(text).fetchall()
    return {tuple(row[:-1]): row[-1] for row in rows}


@pytest.mark.parametrize("name", ["length-of-stay", "bond-by-setter-month"])
def test_medians_are_those_of_the_engine(first: Source, folder: Path, name: str) -> None:
    number = {
        "length-of-stay": "date_diff('day', stay_start::DATE, stay_end::DATE)",
        "bond-by-setter-month": "bond_posted_amount",
    }[name]
    with duckdb.connect() as opened:
        opened.read_parquet(str(folder / "stays.parquet")).create_view("stays")
        rows = opened.execute(
            f"SELECT stay_reason, {number} FROM stays WHERE stay_end IS NOT NULL"
        ).fetchall()
    shown = 0
    for row in answer(first, name, ()).rows:
        text = row.extra.get(f"median_{question(name).median}")
        if text is not None:
            chosen = sorted(
                value for reason, value in rows
                if value is not None and row.key[0] in (pathway(reason), ALL)
                and (name == "length-of-stay" or pathway(reason).startswith("bond"))
            )
            middle = len(chosen) // 2
            true = (chosen[middle] + chosen[-middle - 1]) / 2
            assert text == f"{true:g}"
            shown += 1
    assert shown >= 2


def test_a_median_beside_a_withheld_count_is_withheld(first: Source) -> None:
    found = answer(first, "length-of-stay", ()).rows
    hidden = [row for row in found if row.key[1] == ALL and row.count.value is None]
    assert hidden
    assert not any(row.extra for row in hidden)


def test_unknown_and_empty_reasons_stay_visible(first: Source) -> None:
    found = {row.key[0] for row in answer(first, "exits-by-pathway-month", ()).rows}
    assert {"unknown value", "(no value)", "bond-by-judge", "bond-by-ice"} <= found


def test_every_pathway_has_its_own_values() -> None:
    raw = [value for _, known in PATHWAYS.values() for value in known]
    assert len(raw) == len(set(raw))
    assert all(value == value.strip().lower() for value in raw)


def test_rare_citizenships_become_one_line(first: Source) -> None:
    named = answer(first, "releases-by-reason-citizenship-month", ("countries=3",))
    assert {row.key[1] for row in named.rows} == {
        "MEXICO", "GUATEMALA", "HONDURAS", "6 others", ALL
    }
    ends = {row.key: row.count.value for row in named.rows}
    assert ends[ALL, ALL, ALL] == sum(
        read(first, named.question, named.parameters).values()
    )


def test_months_are_narrowed_with_both_ends(first: Source) -> None:
    found = answer(first, "parole-by-month", ("from=2024-03", "to=2024-12"))
    months = {row.key[1] for row in found.rows} - {ALL}
    assert months == {f"2024-{month:02}" for month in range(3, 13)}


def test_an_engine_with_tables_of_its_own(folder: Path, tmp_path: Path) -> None:
    database = tmp_path / "own.duckdb"
    with duckdb.connect(str(database)) as opened:
        for table in ("stints", "stays"):
            opened.execute(f"CREATE TABLE {table} AS FROM '{folder}/{table}.parquet'")
    own = open_source(read_release(folder), f"duckdb://{database}")
    assert answer(own, "parole-by-month", ()).rows
    own.connection.disconnect()
    with duckdb.connect(str(database)) as opened:
        opened.execute("DELETE FROM stays WHERE stay = 's1'")
    with pytest.raises(KgError, match="KG863"):
        open_source(read_release(folder), f"duckdb://{database}")


def test_what_cannot_be_opened(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(KgError, match="KG861"):
        read_release(tmp_path)
    (tmp_path / "manifest.json").write_text("[1", encoding="utf-8")
    with pytest.raises(KgError, match="KG861"):
        read_release(tmp_path)
    with pytest.raises(KgError, match="KG862") as raised:
        open_source(read_release(folder), "nothing://user:secret@there")
    assert "secret" not in str(raised.value)


def test_a_field_that_is_absent_is_no_answer(tmp_path: Path) -> None:
    release = read_release(write(tmp_path / "drawn", 300, ("citizenship", "criminality")))
    source = open_source(release)
    with pytest.raises(KgError, match=r"KG865.*citizenship"):
        answer(source, "supervision-no-slrrff", ())
    with pytest.raises(KgError, match=r"KG865.*criminality"):
        answer(source, "held-on-a-day", ())
    found = answer(source, "missing-by-field", ())
    assert "citizenship" not in {row.key[0] for row in found.rows}
    assert any("citizenship" in limit for limit in found.limits)


def test_a_value_named_like_a_total(folder: Path, first: Source) -> None:
    stays = first.tables["stays"].mutate(citizenship=ibis.literal(ALL))
    odd = Source(first.release, first.engine, first.connection, {**first.tables, "stays": stays})
    found = answer(odd, "supervision-no-slrrff", ())
    assert {row.key[1] for row in found.rows} == {'"all"', ALL}


def test_the_median() -> None:
    with pytest.raises(ValueError, match="nothing"):
        median({})
