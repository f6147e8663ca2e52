"""``kg records ask`` and ``kg records aggregate`` as a user runs them."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import jsonschema  # type: ignore[import-untyped]
import pyoxigraph as ox
import pytest

from kg import paths
from kg.cli import run
from kg.records.ask.catalogue import QUESTIONS
from tests.records.rows_fixture import RULE, write

Kg = Callable[..., str]
SCHEMA = json.loads(
    (Path(paths.SCHEMA) / "record-answer.schema.json").read_text(encoding="utf-8")
)
QB = "http://purl.org/linked-data/cube#"
REC = "https://w3id.org/custody-graph/record/"


@pytest.fixture(scope="module")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("release") / "drawn")


@pytest.fixture
def kg(capsys: pytest.CaptureFixture[str]) -> Kg:
    def command(*arguments: str, status: int = 0) -> str:
        assert run(["records", *arguments]) == status
        captured = capsys.readouterr()
        return captured.err if status else captured.out

    return command


def test_questions_are_listed(kg: Kg) -> None:
    table = kg("ask")
    assert all(name in table for name in QUESTIONS)
    listed = json.loads(kg("ask", "--format", "json"))["questions"]
    assert [one["id"] for one in listed] == list(QUESTIONS)
    assert all(one["population"] and one["cannot"] for one in listed)
    assert len(list(csv.reader(StringIO(kg("ask", "--format", "csv"))))) == len(QUESTIONS) + 1


@pytest.mark.parametrize("name", QUESTIONS)
def test_json_is_as_the_schema_says(kg: Kg, release: Path, name: str) -> None:
    validator = jsonschema.Draft202012Validator(SCHEMA)
    validator.check_schema(SCHEMA)
    answer = json.loads(kg("ask", name, "--release", str(release), "--format", "json"))
    validator.validate(answer)
    assert answer["duplicate_rule"] == RULE
    assert answer["rows"]
    dimensions = answer["columns"][: answer["columns"].index("count")]
    assert all(set(dimensions) <= row.keys() for row in answer["rows"])
    assert not any(0 < (row["count"] or 0) < 10 for row in answer["rows"])


def test_what_stands_beside_a_figure(kg: Kg, release: Path) -> None:
    for form in ("table", "md"):
        shown = kg("ask", "parole-by-month", "--release", str(release), "--format", form)
        for part in ("Measure: stays", "(flow)", "Population:", "Denominator:", "drawn-for-tests",
                     "dddddddddddd", RULE, "Withheld:", "<10", "Cannot say:"):
            assert part in " ".join(shown.split())


def test_csv_carries_its_release(kg: Kg, release: Path) -> None:
    shown = kg("ask", "exits-by-pathway-month", "--release", str(release), "--format", "csv")
    rows = list(csv.DictReader(StringIO(shown)))
    assert {row["digest"] for row in rows} == {"d" * 64}
    assert {"<10", "suppressed"} <= {row["count"] for row in rows}
    assert not any(row["count"].isdigit() and 0 < int(row["count"]) < 10 for row in rows)


def test_synthetic_rows_say_so(kg: Kg, tmp_path: Path) -> None:
    folder = write(tmp_path / "drawn", 300)
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    (folder / "manifest.json").write_text(
        json.dumps(manifest | {"synthetic": True}), encoding="utf-8"
    )
    named = ("ask", "parole-by-month", "--release", str(folder))
    assert "SYNTHETIC" in kg(*named)
    assert "(synthetic)" in kg(*named, "--format", "csv")
    assert json.loads(kg(*named, "--format", "json"))["vintage"]["synthetic"] is True


def test_the_threshold_can_be_moved(kg: Kg, release: Path) -> None:
    named = ("ask", "parole-by-month", "--release", str(release), "--format", "json")
    low, high = (json.loads(kg(*named, "--small", small)) for small in ("3", "30"))
    assert low["withheld"]["below"] < high["withheld"]["below"]
    assert "KG603" in kg(*named, "--small", "1", status=2)


@pytest.mark.parametrize(
    ("arguments", "code", "said", "status"),
    [
        (("parole-by-mont",), "KG602", "parole-by-month", 2),
        (("parole-by-month", "--set", "form=2024-01"), "KG603", "from", 2),
        (("parole-by-month", "--set", "from=2024"), "KG603", "YYYY-MM", 2),
        (("held-on-a-day", "--set", "day=2025-02-30"), "KG603", "YYYY-MM-DD", 2),
        (("held-on-a-day", "--set", "by=gendr"), "KG603", "gender", 2),
        (("parole-by-month", "--format", "xml"), "KG603", "table", 2),
        (("parole-by-month", "--release", "no-such-folder"), "KG861", "manifest", 1),
        (("parole-by-month", "--engine", "nothing://x"), "KG862", "nothing", 1),
    ],
)
def test_mistakes(
    kg: Kg, release: Path, arguments: tuple[str, ...], code: str, said: str, status: int
) -> None:
    place = () if "--release" in arguments else ("--release", str(release))
    error = kg("ask", *arguments, *place, status=status)
    assert code in error
    assert said in error


def test_nothing_imported_yet(kg: Kg, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KG_CACHE", str(tmp_path))
    assert "kg records import" in kg("ask", "parole-by-month", status=1)


def test_the_release_imported_last_is_asked(
    kg: Kg, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KG_CACHE", str(tmp_path))
    for release, seed in (("mar-2026", "1"), ("jul-2025", "2")):
        file = tmp_path / f"{release}.csv"
        kg("synthesize", "--release", release, "--rows", "2000", "--seed", seed, "-o", str(file))
        kg("import", str(file))
    for engine in ("duckdb://", "polars://"):
        found = json.loads(
            kg("ask", "exits-by-pathway-month", "--engine", engine, "--format", "json")
        )
        assert found["vintage"]["release"] == "jul-2025"
        assert found["vintage"]["synthetic"] is True
        assert found["rows"]


def test_observations_carry_provenance_and_no_small_count(
    kg: Kg, release: Path, tmp_path: Path
) -> None:
    output = tmp_path / "exits.ttl"
    told = kg("aggregate", "exits-by-pathway-month", "--release", str(release), "-o", str(output))
    store = ox.Store()
    store.load(output.read_bytes(), format=ox.RdfFormat.TURTLE)
    assert not any(
        isinstance(term, ox.BlankNode) for quad in store for term in (quad.subject, quad.object)
    )
    asked = json.loads(
        kg("ask", "exits-by-pathway-month", "--release", str(release), "--format", "json")
    )
    found = rows(store, """
        SELECT ?o ?pathway ?month ?count ?state WHERE {
          ?o a qb:Observation ; qb:dataSet ?set ; rec:pathway ?pathway ; rec:month ?month ;
            rec:state ?state . OPTIONAL { ?o rec:count ?count } }""")
    assert len(found) == len(asked["rows"])
    assert told.startswith(f"Wrote {len(found)} observations")
    assert len({row[0] for row in found}) == len(found)
    assert sorted(int(row[3]) for row in found if row[3]) == sorted(
        row["count"] for row in asked["rows"] if row["count"] is not None
    )
    assert all((row[3] == "") == (row[4] != "published") for row in found)
    assert any(row[1].endswith("/id/bond-by-judge") for row in found)
    assert rows(store, """
        SELECT ?digest ?rule ?threshold WHERE { ?set a qb:DataSet ; qb:structure ?structure ;
          prov:wasDerivedFrom ?release ; rec:duplicateRule ?rule ; rec:threshold ?threshold .
          ?release dcterms:identifier ?digest . ?structure a qb:DataStructureDefinition }""") == [
        ("d" * 64, RULE, "10")
    ]
    # every dimension of every observation stands in the structure: IC-11 of the cube
    assert len(rows(store, "SELECT ?d WHERE { ?c qb:dimension ?d . ?d a qb:DimensionProperty }")
               ) == 2
    assert "p1" not in output.read_text(encoding="utf-8").split('"')


def rows(store: ox.Store, query: str) -> list[tuple[str, ...]]:
    prefixes = {
        "qb": QB, "rec": REC, "prov": "http://www.w3.org/ns/prov#",
        "dcterms": "http://purl.org/dc/terms/",
    }
    solutions = store.query(query, prefixes=prefixes)
    assert isinstance(solutions, ox.QuerySolutions)
    return [tuple(value.value if value else "" for value in row) for row in solutions]


def test_observations_go_to_turtle_only(kg: Kg, release: Path, tmp_path: Path) -> None:
    where = ("--release", str(release), "-o", str(tmp_path / "exits.csv"))
    assert "KG603" in kg("aggregate", "exits-by-pathway-month", *where, status=2)


def test_nothing_heavy_is_imported_to_list_questions() -> None:
    code = (
        "import sys; from kg.cli import run; run(['records', 'ask']);"
        "print(sorted({'ibis', 'duckdb', 'pyarrow', 'numpy', 'pandas', 'rdflib', 'networkx'}"
        " & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stderr.strip() == "[]"
