"""Cells of tables: read strictly, written as RDF Data Cube, and told of where people look."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.check.cells import sample
from kg.check.ontology import check_ontology
from kg.check.shapes import validate
from kg.compile import compile_dataset
from kg.compile.observation import DIMENSION
from kg.compile.terms import Node, term
from kg.delta.compare import compare
from kg.delta.source import source
from kg.findings import Findings
from kg.model.observation import COLUMNS, DIMENSIONS, slug
from kg.names import BASE, GRAPH, ID, full, short
from kg.read import Dataset, read
from kg.read import observations as cells
from kg.site.frame import Site
from kg.site.tables import grids
from kg.store.build import complete, predicates, vocabulary
from kg.store.digest import digest

HERE = Path(__file__).parent
TESTS = HERE.parent
BROKEN = sorted((TESTS / "broken" / "cells").glob("*.csv"))
PREDICATES = predicates()
GOOD = (HERE / "cells.csv").read_bytes()
ENTITIES = """\
record: entities
key: base-tables
description: A table with one measure and one line.
entities:
  base-flow:
    class: Measure
    label: Book-outs of the tests
    definition: Book-outs that tests count.
    unit: book-outs
    measure_type: flow
    population: Nobody.
  base-line:
    class: RecordCode
    label: Line
    definition: A line of the table of the tests.
  base-table:
    class: RecordTable
    label: Table of the tests
    definition: Book-outs by line, of nobody.
    dimensions: [reason, criminality]
    measures: [base-flow]
    denominator: "A count: none."
    not_separable: Nothing can be split.
    breaks:
      - at: "2025-03"
        reason: The tests count otherwise.
"""
_NAME = re.compile(r"kg(\d{3})-line-(\d+)-")


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """Seeds with a table, and no file of cells yet."""
    folder = Path(shutil.copytree(TESTS / "broken-base", tmp_path / "seeds"))
    (folder / "base-tables.yaml").write_text(ENTITIES, encoding="utf-8")
    (folder / "observations").mkdir()
    return folder


def put(folder: Path, raw: bytes, name: str = "base-document") -> Path:
    """Write a file of cells into the seeds."""
    path = folder / "observations" / f"{name}.csv"
    path.write_bytes(raw)
    return path


def found(folder: Path, raw: bytes) -> list[tuple[str, int, int]]:
    """Code, line and column of everything wrong with a file of cells."""
    put(folder, raw)
    with pytest.raises(Findings) as caught:
        read(folder, PREDICATES)
    for one in caught.value.findings:
        assert one.place.file == "seeds/observations/base-document.csv"
        assert one.message and one.remedy
    return [(one.code, one.place.line, one.place.column) for one in caught.value.findings]


def quads(folder: Path) -> tuple[Dataset, list[ox.Quad]]:
    """Records and quads of the seeds with the good file."""
    put(folder, GOOD)
    dataset = read(folder, PREDICATES)
    return dataset, complete(compile_dataset(dataset) + vocabulary())


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_one_mistake_is_one_finding(path: Path, base: Path) -> None:
    match = _NAME.match(path.stem)
    assert match
    assert [one[:2] for one in found(base, path.read_bytes())] == [
        (f"KG{match[1]}", int(match[2]))
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (b"base-line", b"base-lime", ("KG201", 2, 36)),
        (b"base-line", b"base-flow", ("KG203", 2, 36)),
        (b",5,", b",05,", ("KG105", 2, 54)),
        (b",5,", b",-0,", ("KG105", 2, 54)),
        (b",5,", b",1e3,", ("KG105", 2, 54)),
        (b"Detention FY25,C6", b"D\xe9tention FY25,C6", ("KG111", 2, 57)),
        (b"Detention FY25,C6", b"D\x00,C6", ("KG111", 2, 57)),
        (b"\n", b"\r\n", ("KG117", 1, 103)),
        (b"Detention FY25,C6", b"D" * 2000 + b",C6", ("KG114", 2, 1001)),
        (b"table,", b"\xef\xbb\xbftable,", ("KG111", 1, 1)),
        (b"value,sheet", b"sheet,value", ("KG116", 1, 87)),
    ],
)
def test_the_finding_stands_at_the_field(
    old: bytes, new: bytes, expected: tuple[str, int, int], base: Path
) -> None:
    assert found(base, GOOD.replace(old, new, -1 if old == b"\n" else 1)) == [expected]


def test_a_quoted_sheet_moves_no_column(base: Path) -> None:
    raw = GOOD.replace(b"Detention FY25,C6", b'"Detention, FY25",c6')
    assert found(base, raw) == [("KG105", 2, 74)]


def test_a_file_of_no_document(base: Path) -> None:
    put(base, GOOD, "base-documents")
    with pytest.raises(Findings) as caught:
        read(base, PREDICATES)
    assert "Did you mean base-document?" in caught.value.findings[0].message
    assert [one.code for one in caught.value.findings] == ["KG201"]


def test_what_may_stand_in_an_unread_file_is_not_reported(base: Path) -> None:
    put(base, GOOD)
    (base / "base-tables.yaml").write_text(ENTITIES.replace("Nobody.", "[", 1), "utf-8")
    with pytest.raises(Findings) as caught:
        read(base, PREDICATES)
    assert {one.code for one in caught.value.findings} == {"KG101"}


def test_findings_of_one_file_are_bounded(base: Path) -> None:
    head, row, _ = GOOD.decode().splitlines(keepends=True)
    raw = head + "".join(row.replace("base-line", "none").replace("C6", f"C{i}")
                         .replace("2025-02", f"{1000 + i}") for i in range(1, 2000))
    codes = [code for code, _, _ in found(base, raw.encode())]
    assert len(codes) == cells.MAX_FINDINGS + 1
    assert codes.count("KG114") == 1


def test_cells_are_read(base: Path) -> None:
    put(base, GOOD)
    dataset = read(base, PREDICATES)
    name = "observation/base-document/detention-fy25/C6"
    one = dataset.observations[name]
    assert str(one.value) == "5"
    assert one.categories() == {"reason": "base-line", "criminality": "all"}
    place = dataset.places[name]
    assert (place.file, place.line) == ("seeds/observations/base-document.csv", 2)
    assert short(full(name)) == name
    assert slug(" Trans. Detainee Pop. FY22 YTD ") == "trans-detainee-pop-fy22-ytd"


def test_every_column_of_a_dimension_has_its_property() -> None:
    assert set(DIMENSION) == set(DIMENSIONS) < set(COLUMNS)


def test_the_digest_follows_the_cells(base: Path) -> None:
    put(base, GOOD)
    before = digest(str(base))
    put(base, GOOD.replace(b",5,", b",6,"))
    assert digest(str(base)) != before


def test_a_cell_in_the_graph(base: Path) -> None:
    _, every = quads(base)
    cell = Node(BASE + "observation/base-document/detention-fy25/D6")
    said = {(q.predicate, q.object) for q in every if q.subject == cell}
    date, decimal = term("xsd:date"), term("xsd:decimal")
    assert {
        (term("rdf:type"), term("qb:Observation")),
        (term("qb:dataSet"), Node(ID + "base-table")),
        (term("prov:wasDerivedFrom"), Node(ID + "base-document")),
        (term("qb:measureType"), Node(ID + "base-flow")),
        (Node(ID + "base-flow"), ox.Literal("7.25", datatype=decimal)),
        (term("cg:period"), ox.Literal("2025-03")),
        (term("cg:periodStart"), ox.Literal("2025-03-01", datatype=date)),
        (term("cg:periodEnd"), ox.Literal("2025-04-01", datatype=date)),
        (term("cg:coverage"), term("cg:coverage-part")),
        (term("cg:releaseLine"), term("cg:all")),
        (term("cg:criminality"), term("cg:all")),
        (term("cg:sheet"), ox.Literal("Detention FY25")),
        (term("cg:cell"), ox.Literal("D6")),
    } == said
    assert {q.graph_name for q in every if q.subject == cell} == {Node(GRAPH + "observations")}


def test_shapes_and_ontology_hold_on_all_cells(base: Path) -> None:
    _, every = quads(base)
    assert [v for v in validate(every) if "observation/" in v[0] or "base-table" in v[0]] == []
    # the terms that only the whole graph uses are no matter here
    assert [p for p in check_ontology(every) if p[0] != "KG520" and "base-" in p[1]] == []


@pytest.mark.parametrize("name", ["qb:dataSet", "cg:period", "cg:coverage", "prov:wasDerivedFrom"])
def test_a_cell_that_lacks_something_breaks_a_shape(name: str, base: Path) -> None:
    _, every = quads(base)
    cell = Node(BASE + "observation/base-document/detention-fy25/D6")
    broken = [q for q in every if not (q.subject == cell and q.predicate == term(name))]
    assert {v[0] for v in validate(sample(broken)) if "/D6" in v[0]} == {cell.value}


def test_the_sample_has_everything_that_a_shape_can_see(base: Path) -> None:
    head, row, _ = GOOD.decode().splitlines(keepends=True)
    put(base, (head + "".join(
        row.replace("C6", f"C{i}").replace("2025-02", f"{1900 + i}") for i in range(1, 99)
    )).encode())
    every = compile_dataset(read(base, PREDICATES))
    kept = sample(every)
    observed = Node(GRAPH + "observations")

    def seen(some: list[ox.Quad]) -> set[tuple[str, str]]:
        return {(q.predicate.value, str(q.object)) for q in some
                if q.graph_name == observed and isinstance(q.object, ox.NamedNode)}

    assert seen(kept) == seen(every)
    assert sum(q.object == term("qb:Observation") for q in kept) == 1
    assert sum(q.object == term("qb:Observation") for q in every) == 98


def test_every_figure_of_a_table_is_told_apart_by_its_dimensions(base: Path) -> None:
    """IC-12 of RDF Data Cube: no two observations of one data set agree in all dimensions."""
    _, every = quads(base)
    store = ox.Store()
    store.bulk_extend(every)
    found = store.query(
        """PREFIX qb: <http://purl.org/linked-data/cube#>
        ASK { GRAPH ?g {
          ?one qb:dataSet ?table . ?other qb:dataSet ?table . FILTER(?one != ?other)
          ?table qb:structure ?structure .
          FILTER NOT EXISTS { ?structure qb:component/qb:dimension ?d .
            ?one ?d ?a . ?other ?d ?b . FILTER(?a != ?b) } } }"""
    )
    assert not found


def test_delta_adds_up_by_document_and_table(base: Path, tmp_path: Path) -> None:
    put(base, GOOD)
    newer = Path(shutil.copytree(base, tmp_path / "newer"))
    put(newer, GOOD.replace(b",5,", b",6,"))
    (one,) = compare(source(str(base)), source(str(newer))).cells
    assert (one.document, one.table) == ("base-document", "base-table")
    assert (one.added, one.changed, one.removed) == (0, 1, 0)
    assert one.examples == ("Detention FY25!C6: 5 → 6",)
    assert compare(source(str(base)), source(str(base))).cells == ()


def test_the_page_of_a_table_has_its_cells(base: Path, capsys: pytest.CaptureFixture[str]) -> None:
    import kg
    from kg.cli import run

    put(base, GOOD)
    site = Site(kg.open(str(base)))
    (grid,) = grids(site, ID + "base-table")
    assert grid.periods == [("2025-02", False), ("2025-03", True)]
    assert [(line.names, line.figures) for line in grid.lines] == [
        (["Line", "all"], [("5", "C6"), None]), (["all", "all"], [None, ("7.25", "D6")]),
    ]
    assert run(["show", "base-table", "--seeds", str(base)]) == 0
    shown = capsys.readouterr().out
    assert "Break at 2025-03: The tests count otherwise." in shown
    assert "Printed in base-document of" in shown
    assert "Cannot be split: Nothing can be split." in shown


def test_the_shipped_cells_stand_in_documents_with_a_digest() -> None:
    from kg import paths

    dataset = read(Path(paths.seeds()), PREDICATES)
    documents = {name.split("/")[1] for name in dataset.observations}
    for key in documents:
        consulted = dataset.documents[key].consulted
        assert consulted is not None and consulted.file, key
    assert documents
