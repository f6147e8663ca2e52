"""Exports for other programs, read back: Cytoscape, yEd, Neo4j, Mermaid, Parquet."""

from __future__ import annotations

import dataclasses
import io
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pyoxigraph as ox
import pytest

from kg import paths
from kg.ask.evidence import evidence
from kg.ask.reading import readings
from kg.draw.prepare import pathway
from kg.engine.embedded import Embedded
from kg.errors import KgError
from kg.export import FORMATS, available, export, exported
from kg.export.cypher import literal
from kg.export.mermaid import CHARACTERS, EDGES, flowchart
from kg.export.places import places
from kg.graph import Graph
from kg.names import CG, GRAPH, PREFIXES, full
from tests.dense import dense
from tests.export_readers import (
    Flowchart,
    read_cyjs,
    read_mermaid,
    read_neo4j_tables,
    read_yed,
    run_cypher,
    unpacked,
)

LABEL = PREFIXES["skos"] + "prefLabel"
#: what each format could take for its own: quotes, brackets, comments, entities, formulas, lists
HOSTILE = (
    "a 'quote' \"two\" `three` \\ \\' \\u0027 \\n end\\",
    "</script><img src=x onerror=window.__hit=1> & &lt; #quot; #35;",
    '"]); MATCH (n) DETACH DELETE n; // n9["x"] --> n1',
    "%%{init: {'theme': 'dark'}}%% style a:b#c;",
    "=1+1", "+1", "-1", "@SUM(A1)", "two\nlines\tand a tab", "a;b|c,d", "é 日本 \u2028 ]]> {x}",
)
TIMES = ("2025-02-03", "2025-02-28")


def hostile(seed: int = 1) -> Graph:
    """A random graph whose labels and texts are hostile, each kind at several things."""
    quads, count = [], 0
    for quad in dense(seed):
        value = quad.object
        if quad.predicate.value in (LABEL, CG + "text") and isinstance(value, ox.Literal):
            bad = HOSTILE[count % len(HOSTILE)]
            # a formula is one only at the beginning
            value = ox.Literal(f"{bad} {value.value} {bad}", language="en")
            count += 1
        quads.append(ox.Quad(quad.subject, quad.predicate, value, quad.graph_name))
    assert count > 2 * len(HOSTILE)
    return Graph(Embedded.of(quads), "0" * 64)


@pytest.fixture(scope="module", params=["article", "hostile", "day"])
def case(request: pytest.FixtureRequest) -> tuple[Graph, tuple[str, ...]]:
    """A graph and the times of its exports."""
    if request.param == "article":
        return request.getfixturevalue("article"), ()
    return hostile(), TIMES if request.param == "day" else ()


def all_claims(graph: Graph, times: tuple[str, ...]) -> set[str]:
    """The claims of the export of claims, which has tests of its own."""
    import csv

    text = exported(graph, "csv", *times).decode()
    return {row["id"] for row in csv.DictReader(io.StringIO(text, newline=""))}


def same_network(found: dict[str, Any], graph: Graph, times: tuple[str, ...]) -> None:
    """Assert that relationships (ends and properties by id) are the links, with evidence."""
    network = graph.network(*times)
    edges = {link: (a, b, d) for a, b, link, d in network.edges(keys=True, data=True)}
    assert set(found) == set(edges)
    assert len(found) > 5
    for link, (one, other, data) in edges.items():
        start, end, read = found[link]
        assert (start, end) == (one, other)
        for name in ("claims", "stances", "manners", "disputed"):
            assert read.get(name, []) == list(data[name]), name
        assert read.get("stage", []) == list(data["stages"])
        assert read["conditions" if data["conditions"] else "id"] == (
            [f"{c}: {x}" for c, x in data["conditions"]] if data["conditions"] else link
        )
        for name in ("polarity", "modality", "label", "predicate"):
            assert read[name] == data[name]
        assert read.get("sign") == data["sign"]


def claims_are_told(nodes: dict[str, dict[str, Any]], graph: Graph, ids: set[str]) -> None:
    """Assert that nodes or rows have the evidence of the claims."""
    for name, claim in evidence(graph.engine, ids).items():
        read = nodes[name]
        assert read["text"] == claim.text
        assert read["asserter"] == claim.attribution[0].speaker
        assert (read["stance"], read["modality"], read["polarity"]) == (
            claim.stance, claim.modality, claim.polarity
        )
        assert read["document"] == claim.document
        assert read.get("paragraph") == claim.paragraph
        assert (read.get("origins") or []) == list(claim.origins)
        assert (read.get("contested_by") or []) == list(claim.contested_by)


def test_neo4j_tables_hold_links_and_claims(case: tuple[Graph, Any], tmp_path: Path) -> None:
    graph, times = case
    export(graph, "neo4j", str(tmp_path / "x.zip"), *times)
    nodes, links = read_neo4j_tables(tmp_path / "x.zip")
    by_id = {row["id"]: row for row in nodes}
    assert len(by_id) == len(nodes)
    claims, network = all_claims(graph, times), graph.network(*times)
    assert set(by_id) == {*network, *claims, "custody-graph"}
    spoken_of = {name for name, node in network.nodes(data=True) if node["kind"] == "Claim"}
    assert {row["id"] for row in nodes if "Claim" in row[":LABEL"]} == claims | spoken_of
    claims_are_told(by_id, graph, claims)
    for name, node in network.nodes(data=True):
        assert by_id[name]["label"] == node["label"]
        assert by_id[name][":LABEL"].split(";") == ["Thing", node["kind"]]
    same_network(
        {row["id"]: (row[":START_ID"], row[":END_ID"], row) for row in links}, graph, times
    )
    assert by_id["custody-graph"]["digest"] == graph.digest
    assert by_id["custody-graph"].get("as_of", "") == (times[0] if times else "")


def test_cypher_makes_what_the_tables_hold(case: tuple[Graph, Any], tmp_path: Path) -> None:
    graph, times = case
    export(graph, "neo4j", str(tmp_path / "x.zip"), *times)
    script = unpacked(tmp_path / "x.zip")["load.cypher"].decode()
    made = run_cypher(script)
    assert len(made.constraints) == 1
    nodes, links = read_neo4j_tables(tmp_path / "x.zip")
    assert len(nodes) == len(made.nodes)
    for row in nodes:
        kinds, values = made.nodes[row["id"]]
        assert kinds == set(row.pop(":LABEL").split(";"))
        assert values == {k: v for k, v in row.items() if v != []}
    assert len(links) == len(made.links)
    for row in links:
        kind, one, other, values = made.links[row["id"]]
        told = {k: v for k, v in row.items() if v != [] and not k.startswith(":")}
        assert values == told
        assert (kind, one, other) == (row[":TYPE"], row[":START_ID"], row[":END_ID"])


def test_a_negated_link_has_a_type_of_its_own(tmp_path: Path) -> None:
    seen = set()
    for seed in range(3):
        export(hostile(seed), "neo4j", str(tmp_path / "x.zip"))
        for row in read_neo4j_tables(tmp_path / "x.zip")[1]:
            assert row[":TYPE"].startswith("NOT_") == (row["polarity"] == "negated")
            seen.add(row[":TYPE"])
    assert {"LEADS_TO", "NOT_LEADS_TO"} <= seen


def test_cypher_has_no_backslash_before_u() -> None:
    # some versions would read it as a character before they know where a text ends
    assert "\\u" not in literal("\\u0027 \\\\u0027 \\U0027").replace("\\\\", "")
    assert literal("\\u0027") == "'\\\\' + 'u0027'"


def drawn(edge: dict[str, Any]) -> tuple[str, str, str]:
    """Pattern of the line, end of the arrow, label."""
    part = edge["drawn"]
    return part["LineStyle"]["type"], part["Arrows"]["target"], part["EdgeLabel"]["text"]


def test_yed_draws_negation_and_doubt_without_colour(tmp_path: Path) -> None:
    lines = set()
    for seed in range(4):
        one = hostile(seed)
        export(one, "yed", str(tmp_path / "x"))
        found = read_yed(tmp_path / "x")
        for *_, edge in found.edges(data=True):
            line, end, label = drawn(edge)
            lines.add(line)
            assert (end == "t_shape") == label.startswith("not: ") == (
                edge["polarity"] == "negated"
            )
            assert (edge["drawn"]["Arrows"]["source"] == "none") == (edge["disputed"] == "")
            assert (line == "dotted") == (set(edge["manners"].split(" | ")) == {"unnamed"})
            assert ("(may)" in label) == (edge["modality"] == "may")
    assert lines == {"line", "dotted", "dashed"}


def test_boxes_have_their_kind_and_do_not_overlap(graph: Graph, tmp_path: Path) -> None:
    export(graph, "yed", str(tmp_path / "x"))
    boxes: list[tuple[float, ...]] = []
    looks: dict[tuple[str, str], set[str]] = {}
    for name, node in read_yed(tmp_path / "x").nodes(data=True):
        part = node["drawn"]
        assert "".join(part["NodeLabel"]["text"].split())[:12] == "".join(
            node["label"].split())[:12], name
        looks.setdefault((part["Fill"]["color"], part["Shape"]["type"]), set()).add(node["kind"])
        at = {k: float(v) for k, v in part["Geometry"].items() if k != "text"}
        boxes.append((at["x"], at["y"], at["x"] + at["width"], at["y"] + at["height"]))
    assert len(boxes) > 100
    assert len(looks) >= 8
    for n, (x, y, right, bottom) in enumerate(boxes):
        for x2, y2, right2, bottom2 in boxes[n + 1 :]:
            assert right <= x2 or right2 <= x or bottom <= y2 or bottom2 <= y


def test_cytoscape_gets_lists_and_places(article: Graph, tmp_path: Path) -> None:
    export(article, "cyjs", str(tmp_path / "x"))
    found, network = read_cyjs(tmp_path / "x"), article.network()
    for one, other, link, edge in network.edges(keys=True, data=True):
        read = found.edges[one, other, link]
        assert read["claims"] == list(edge["claims"])
        assert read["interaction"] == edge["predicate"]
    assert places({}) == {}
    assert found.graph["digest"] == article.digest


def arrows(view: Any, edges: Any = None) -> list[Any]:
    """What a flowchart has to hold of a view's arrows."""
    names = {node.id: f"n{n}" for n, node in enumerate(view.nodes)}
    return sorted(
        (names[e.source], names[e.target], " ".join(e.wording.split()), e.polarity, e.modality,
         list(e.claims), list(e.stances), list(e.disputed))
        for e in (view.edges if edges is None else edges)
    )


def read_arrows(found: Flowchart) -> list[Any]:
    return sorted(
        (one, other, label.partition(" · ")[0], told["polarity"][0], told["modality"][0],
         told.get("claims", []), told["stances"], told.get("disputed", []))
        for one, other, _, label, told in found.arrows
    )


def test_mermaid_has_the_pathway_with_its_evidence(graph: Graph) -> None:
    text, view = exported(graph, "mermaid").decode(), pathway(graph)
    found = read_mermaid(text)
    assert len(text) <= CHARACTERS
    assert len(found.arrows) <= EDGES
    assert list(found.nodes.values()) and set(found.nodes.values()) == {n.label for n in view.nodes}
    assert read_arrows(found) == arrows(view)
    signs = {e.polarity for e in view.edges}
    assert signs == {"affirmed", "negated"}
    for _, _, arrow, label, told in found.arrows:
        assert (arrow[-1] == "x") == (told["polarity"] == ["negated"]) == ("not: " in label)
        assert told["stances"] != ["no-evidence"] or arrow[-1] == "o"
    limits = {line.removeprefix("%% Cannot say: ") for line in found.comments}
    assert set(view.limits) <= limits


def test_mermaid_keeps_hostile_labels_as_labels(graph: Graph) -> None:
    view = pathway(graph)
    bad = [f"{text} {n}" for n, text in enumerate(HOSTILE)]
    nodes = [
        dataclasses.replace(node, label=bad[n % len(bad)]) for n, node in enumerate(view.nodes)
    ]
    edges = [dataclasses.replace(e, label=bad[n % len(bad)]) for n, e in enumerate(view.edges)]
    view = dataclasses.replace(
        view, nodes=tuple(nodes), edges=tuple(edges), title="%%{init: {}}%% a\nb",
        limits=("x\nclick n1 call alert()", *view.limits),
    )
    text = flowchart(view)
    found = read_mermaid(text)
    assert {found.nodes[f"n{n}"] for n in range(len(nodes))} == {
        " ".join(node.label.split()) for node in nodes
    }
    assert [a[2] for a in arrows(view)] == [a[2] for a in read_arrows(found)]
    assert not re.search(r"%%\s*\{|[{};]", "".join(found.comments))
    assert "<" not in text
    assert "%%{" not in text


def test_mermaid_says_what_it_leaves_out(graph: Graph) -> None:
    view = pathway(graph)
    for limits in ({"edges": 20}, {"characters": 5000}, {"edges": 0}):
        text = flowchart(view, **limits)
        found = read_mermaid(text)
        assert len(text) <= limits.get("characters", CHARACTERS)
        assert len(found.arrows) <= limits.get("edges", EDGES)
        left = len(view.edges) - len(found.arrows)
        things = len(view.nodes) - len(found.nodes)
        [said] = [line for line in found.comments if "Left out" in line]
        assert re.findall(r"\d+", said)[:2] == [str(left), str(things)]
        assert left > 0
        ends = {end for arrow in found.arrows for end in arrow[:2]}
        assert ends == set(found.nodes)


def test_mermaid_of_nothing_says_so() -> None:
    text = exported(Graph(Embedded.of([]), "0" * 64), "mermaid").decode()
    assert read_mermaid(text).comments == [
        "%% There is nothing to draw for 'From arrest to release: the pathway and its factors'."
    ]


def tables(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Rows of the tables of a zip archive, as pyarrow reads them."""
    files = unpacked(path)
    assert list(files) == [
        f"{name}.parquet" for name in ("claims", "links", "entities", "observations")
    ]
    return {
        name.removesuffix(".parquet"): pq.read_table(io.BytesIO(content)).to_pylist()
        for name, content in files.items()
    }


def test_parquet_holds_links_claims_and_entities(case: tuple[Graph, Any], tmp_path: Path) -> None:
    graph, times = case
    export(graph, "parquet", str(tmp_path / "x.zip"), *times)
    found = tables(tmp_path / "x.zip")
    claims = {row["id"]: row for row in found["claims"]}
    assert set(claims) == all_claims(graph, times)
    claims_are_told(claims, graph, set(claims))
    same_network(
        {row["id"]: (row["subject"], row["object"], row) for row in found["links"]}, graph, times
    )
    labels = {
        quad.subject.value: quad.object.value  # type: ignore[union-attr]
        for quad in graph.quads()
        if quad.predicate.value == LABEL and quad.graph_name == ox.NamedNode(GRAPH + "entities")
        # aliases have nodes of their own, below that of their entity
        and "/alias/" not in quad.subject.value  # type: ignore[union-attr]
    }
    assert {full(row["id"]): row["label"] for row in found["entities"]} == labels


def test_parquet_holds_every_cell_of_published_tables(graph: Graph, tmp_path: Path) -> None:
    export(graph, "parquet", str(tmp_path / "x.zip"))
    found = tables(tmp_path / "x.zip")
    cells = {row["id"]: row for row in found["observations"]}
    known = readings(graph.engine, cells)
    total = graph.sparql(
        f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{GRAPH}observations>"
        f" {{ ?o a <{PREFIXES['qb']}Observation> }} }}"
    )[0]["n"]
    assert len(cells) == len(known) == total
    assert len(cells) > 1000
    for name, one in known.items():
        row = cells[name]
        assert row["value"] == float(one.value)
        assert (row["start"].isoformat(), row["end"].isoformat()) == (one.start, one.end)
        assert (row["document"], row["sheet"], row["cell"]) == (one.document, one.sheet, one.cell)
        assert row["dimensions"] == [f"{k}: {v}" for k, (v, _) in one.dimensions.items()]
    day = tmp_path / "day.zip"
    export(graph, "parquet", str(day), "2025-02-03", "2025-09-24")
    fewer = {row["id"] for row in tables(day)["observations"]}
    assert fewer == {
        name for name, one in known.items()
        if one.start <= "2025-02-03" < one.end and one.published <= "2025-09-24"
    }
    assert 0 < len(fewer) < len(cells)


def test_duckdb_asks_the_tables(graph: Graph, tmp_path: Path) -> None:
    export(graph, "parquet", str(tmp_path / "x.zip"))
    for name, content in unpacked(tmp_path / "x.zip").items():
        (tmp_path / name).write_bytes(content)
    with duckdb.connect() as database:
        counted = database.execute(
            f"""SELECT count(*) FROM (
              SELECT l.id, unnest(l.claims) AS claim FROM '{tmp_path}/links.parquet' l
            ) JOIN '{tmp_path}/claims.parquet' c ON c.id = claim
            WHERE c.stance IS NOT NULL AND c.known_from <= DATE '2100-01-01'"""  # noqa: S608
        ).fetchone()
    behind = sum(len(d["claims"]) for *_, d in graph.network().edges(data=True))
    assert counted == (behind,)


def test_parquet_names_the_graph_and_holds_nobody(article: Graph, tmp_path: Path) -> None:
    export(article, "parquet", str(tmp_path / "x.zip"), known_by="2025-02-28")
    for content in unpacked(tmp_path / "x.zip").values():
        metadata = pq.read_schema(io.BytesIO(content)).metadata
        assert metadata[b"digest"].decode() == article.digest
        assert metadata[b"known_by"] == b"2025-02-28"


def test_without_pyarrow_the_others_are_written(tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "sys.modules['pyarrow'] = None\n"
        "import kg\n"
        "from kg.errors import KgError\n"
        "from kg.export import available, export\n"
        "from kg.graph import Graph\n"
        "from kg.engine.embedded import Embedded\n"
        "assert 'parquet' not in available() and 'neo4j' in available()\n"
        "try:\n    export(Graph(Embedded.of([]), ''), 'parquet', sys.argv[1])\n"
        "except KgError as error:\n    assert 'custody-graph[records]' in error.remedy\n"
        "    sys.exit(0 if error.code == 'KG971' else 1)\n"
        "sys.exit(2)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "x.zip")], cwd=paths.ROOT, check=False
    )
    assert done.returncode == 0
    assert list(tmp_path.iterdir()) == []
    assert set(available()) == set(FORMATS)


def test_formulas_stay_what_they_are(tmp_path: Path) -> None:
    # tables are data, as csv is: a sign put before a text would change it
    one = hostile()
    assert any(text in exported(one, "csv").decode() for text in (",=1+1 ", ",+1 ", ",@SUM"))
    export(one, "neo4j", str(tmp_path / "x.zip"))
    labels = {row.get("label", "") for row in read_neo4j_tables(tmp_path / "x.zip")[0]}
    assert any(label.startswith("=1+1") for label in labels)


def test_the_help_names_every_format() -> None:
    from kg.cli.app import export as command

    text = str(command.__annotations__["form"])
    assert all(re.search(rf"\b{name}\b", text) for name in FORMATS)


@pytest.mark.parametrize("name", ["csv", "parquet"])
def test_a_dash_writes_to_the_output(article_folder: Path, tmp_path: Path, name: str) -> None:
    command = [sys.executable, "-m", "kg", "export", name, "--seeds", str(article_folder), "-o"]
    done = subprocess.run([*command, "-"], capture_output=True, check=True, cwd=tmp_path)
    assert done.stderr.decode().splitlines()[-1] == f"Wrote {name}"
    subprocess.run([*command, "file"], capture_output=True, check=True, cwd=tmp_path)
    assert done.stdout == (tmp_path / "file").read_bytes()
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_a_reader_that_goes_away_is_no_error(article_folder: Path) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "kg", "export", "nquads", "--seeds", str(article_folder), "-o", "-"],
        stdout=writing, stderr=subprocess.PIPE, check=False,
    )
    os.close(writing)
    assert (done.returncode, b"Traceback" in done.stderr) == (0, False)


def test_a_wrong_format_is_told_before_the_graph_is_built(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "kg", "export", "neo4", "--seeds", str(tmp_path), "-o", "-"],
        capture_output=True, check=False, text=True,
    )
    assert done.returncode == 2
    assert "Did you mean neo4j" in done.stderr
    assert done.stdout == ""
    with pytest.raises(KgError, match="Did you mean neo4j"):
        exported(Graph(Embedded.of([]), ""), "neo4")
