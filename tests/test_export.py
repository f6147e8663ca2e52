from __future__ import annotations

import csv
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib

from kg import paths
from kg.ask.evidence import evidence
from kg.engine.embedded import Embedded
from kg.errors import KgError
from kg.export import FORMATS, export
from kg.export.context import published
from kg.export.edges import SEPARATOR
from kg.export.turtle import describe
from kg.graph import Graph
from kg.names import CG, CLAIM, GRAPH, ID, PREFIXES, full, short
from tests.dense import dense
from tests.export_readers import read_cyjs, read_yed

Terms = Iterable[ox.Quad] | Iterable[ox.Triple]
#: RDF exports of the whole graph: name, format of pyoxigraph, of rdflib, of raptor
WHOLE = (
    ("turtle", ox.RdfFormat.TURTLE, "turtle", "turtle"),
    ("rdfxml", ox.RdfFormat.RDF_XML, "xml", "rdfxml"),
    ("trig", ox.RdfFormat.TRIG, "trig", "trig"),
    ("nquads", ox.RdfFormat.N_QUADS, "nquads", "nquads"),
    ("jsonld", ox.RdfFormat.JSON_LD, "json-ld", None),
)
MERGED = ("turtle", "rdfxml")
NETWORKS = ("graphml", "gexf", "dot", "cyjs", "yed")
BY_DAY = [name for name, one in FORMATS.items() if one.by_day]
GRAPHVIZ = Path(sys.executable).with_name("graphviz-pure")


def canonical(quads: Terms) -> list[str]:
    """The dataset in canonical N-Quads by RDFC-1.0, sorted."""
    dataset = ox.Dataset(q if isinstance(q, ox.Quad) else ox.Quad(*q) for q in quads)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    written = ox.serialize(dataset, format=ox.RdfFormat.N_QUADS)
    return sorted((written or b"").decode().split("\n"))


@cache
def wanted(graph: Graph, name: str) -> list[str]:
    """What an export of RDF has to hold; kept, as graphs do not change."""
    quads = graph.quads()
    return canonical({q.triple for q in quads} if name in MERGED else quads)


@pytest.fixture(scope="module")
def folder(graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every export of the real graph, each named after its format."""
    place = tmp_path_factory.mktemp("exports")
    for name in FORMATS:
        export(graph, name, str(place / name))
    return place


@pytest.fixture(scope="module")
def small(article: Graph, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same of the article, for readers that are slow and see the same kinds of terms."""
    place = tmp_path_factory.mktemp("exports-article")
    for name in FORMATS:
        export(article, name, str(place / name))
    return place


@pytest.mark.parametrize(("name", "form"), [(n, f) for n, f, _, _ in WHOLE])
def test_pyoxigraph_reads_it_back(graph: Graph, folder: Path, name: str, form: Any) -> None:
    found = canonical(ox.parse(path=folder / name, format=form))
    assert found == wanted(graph, name)
    assert len(found) > 5000


# rdflib warns of its own calls
@pytest.mark.filterwarnings("ignore:(ConjunctiveGraph|Dataset.contexts):DeprecationWarning")
@pytest.mark.parametrize(("name", "form"), [(n, f) for n, _, f, _ in WHOLE])
def test_rdflib_reads_it_back(article: Graph, small: Path, name: str, form: str) -> None:
    dataset = rdflib.Dataset()
    target: Any = dataset
    if name in MERGED:
        target = rdflib.Graph()
    target.parse(small / name, format=form)
    written = target.serialize(format="nt" if name in MERGED else "nquads", encoding="utf-8")
    kind = ox.RdfFormat.N_TRIPLES if name in MERGED else ox.RdfFormat.N_QUADS
    assert canonical(ox.parse(input=written, format=kind)) == wanted(article, name)


@pytest.mark.parametrize(("name", "form"), [(n, f) for n, _, _, f in WHOLE if f])
def test_raptor_reads_it_back(article: Graph, small: Path, name: str, form: str) -> None:
    if not shutil.which("rapper"):
        pytest.skip("NOT TESTED: rapper is missing (apt-get install raptor2-utils)")
    done = subprocess.run(
        ["rapper", "-q", "-i", form, "-o", "nquads", str(small / name)],
        capture_output=True, check=True,
    )
    assert done.stderr == b""
    assert canonical(ox.parse(input=done.stdout, format=ox.RdfFormat.N_QUADS)) == wanted(
        article, name
    )


def test_the_published_context_is_that_of_the_ontology(folder: Path) -> None:
    text = (Path(paths.SCHEMA) / "context.jsonld").read_text(encoding="utf-8")
    assert text == published()
    document = json.loads((folder / "jsonld").read_bytes())
    assert document["@context"] == json.loads(text)["@context"]


def test_jsonld_is_compact(folder: Path) -> None:
    document = json.loads((folder / "jsonld").read_bytes())
    nodes = {
        node["@id"]: node for one in document["@graph"] if one["@id"] == "graph:claims"
        for node in one["@graph"]
    }
    claim = nodes["claim:pickaway-2025-02/c15-capacity-moves-release"]
    assert claim["@type"] == "cg:Claim"
    assert claim["cg:paragraph"] == 3
    assert claim["cg:predicate"] == "cg:leadsTo"
    assert isinstance(claim["cg:text"], str)


def test_values_that_do_not_fit_the_context_survive(tmp_path: Path) -> None:
    xsd = PREFIXES["xsd"]
    values: list[ox.NamedNode | ox.Literal] = [
        ox.NamedNode(ID + "x"), ox.NamedNode("https://example.org/a:b"), ox.NamedNode(CG),
        ox.NamedNode(ID + "//x"), ox.Literal("x"), ox.Literal("x", language="en"),
        ox.Literal("x", language="fr"), ox.Literal("id:x"), ox.Literal(""),
        ox.Literal("2025-02-03", datatype=ox.NamedNode(xsd + "date")),
        ox.Literal("-3", datatype=ox.NamedNode(xsd + "integer")),
        ox.Literal("0.5", datatype=ox.NamedNode(xsd + "decimal")),
    ]
    terms = [q for q in dense(0) if q.graph_name == ox.NamedNode(GRAPH + "vocabulary")]
    verbs = [CG + n for n in ("object", "knownFrom", "text", "paragraph", "value", "unknown")]
    verbs += [PREFIXES["skos"] + "prefLabel", "https://example.org/verb"]
    terms += [
        ox.Quad(ox.NamedNode(CLAIM + "a/b"), ox.NamedNode(verb), value, ox.NamedNode(GRAPH + "x"))
        for verb in verbs for value in values
    ]
    terms += ox.parse(path=Path(paths.ONTOLOGY) / "vocabulary.ttl", format=ox.RdfFormat.TURTLE)
    graph = ox.NamedNode(GRAPH + "vocabulary")
    quads = [
        ox.Quad(q.subject, q.predicate, q.object, graph)
        if q.graph_name == ox.DefaultGraph() else q for q in terms
    ]
    one = Graph(Embedded.of(quads), "")
    for name, form, _, _ in WHOLE:
        export(one, name, str(tmp_path / name))
        assert canonical(ox.parse(path=tmp_path / name, format=form)) == wanted(one, name), name


def read_graphml(path: Path) -> Any:
    return nx.read_graphml(path, force_multigraph=True)


def read_gexf(path: Path) -> Any:
    found: Any = nx.MultiDiGraph()
    read = nx.read_gexf(path)
    found.add_nodes_from(read.nodes(data=True))
    for one, other, data in read.edges(data=True):
        found.add_edge(one, other, key=data.pop("id"), **data)
    # what is true of the whole stands in the description
    text = re.search(r"<description>(.*)</description>", path.read_text(encoding="utf-8"))
    assert text
    found.graph |= dict(part.split(": ", 1) for part in unescape(text[1]).split("; "))
    return found


def read_dot(path: Path) -> Any:
    done = subprocess.run(
        [str(GRAPHVIZ), "-Tdot_json", str(path)], capture_output=True, check=True
    )
    read = json.loads(done.stdout)
    found: Any = nx.MultiDiGraph()

    def plain(data: dict[str, Any]) -> dict[str, str]:
        return {
            k: v.replace("\\n", "\n").replace("\\\\", "\\") if isinstance(v, str) else v
            for k, v in data.items()
        }

    found.graph |= plain({k: v for k, v in read.items() if k not in ("objects", "edges")})
    names = {}
    for thing in read["objects"]:
        names[thing["_gvid"]] = thing["name"]
        found.add_node(thing["name"], **plain(thing))
    for edge in read["edges"]:
        found.add_edge(names[edge["tail"]], names[edge["head"]], key=edge["id"], **plain(edge))
    return found


def joined(found: Any) -> Any:
    """The network with its lists as the other files have them."""
    for attributes in (
        found.graph, *(d for _, d in found.nodes(data=True)),
        *(d for *_, d in found.edges(data=True)),
    ):
        for name, value in attributes.items():
            if isinstance(value, list):
                attributes[name] = SEPARATOR.join(value)
    return found


READERS: dict[str, Callable[[Path], Any]] = {
    "graphml": read_graphml, "gexf": read_gexf, "dot": read_dot, "yed": read_yed,
    "cyjs": lambda path: joined(read_cyjs(path)),
}


def holds_the_network(graph: Graph, path: Path, name: str, *times: str | None) -> int:
    """Assert that the file has all nodes, edges, claims and evidence; the number of claims."""
    found, network = READERS[name](path), graph.network(*times)
    assert {(n, d["label"], d["kind"]) for n, d in found.nodes(data=True)} == {
        (n, d["label"], d["kind"]) for n, d in network.nodes(data=True)
    }
    assert set(found.edges(keys=True)) == set(network.edges(keys=True))
    known = evidence(graph.engine, {c for *_, d in network.edges(data=True) for c in d["claims"]})
    for *link, data in network.edges(keys=True, data=True):
        read = found.edges[*link]
        claims = [known[c] for c in data["claims"]]
        # where an attribute is empty, Graphviz has none
        parts = defaultdict(lambda: [""], {k: str(v).split(SEPARATOR) for k, v in read.items()})
        assert parts["claims"] == list(data["claims"])
        assert parts["asserters"] == [c.attribution[0].speaker for c in claims]
        assert parts["manners"] == [c.manner for c in claims]
        assert parts["stances"] == [c.stance for c in claims]
        assert parts["documents"] == [c.document for c in claims]
        assert parts["paragraphs"] == [c.place for c in claims]
        assert parts["texts"] == [c.text for c in claims]
        assert [p for p in parts["disputed"] if p] == list(data["disputed"])
        for key in ("label", "polarity", "modality", "predicate"):
            assert read[key] == data[key]
        assert int(read.get("sign") or 0) == (data["sign"] or 0)
    carried = {c for *_, d in network.edges(data=True) for c in (*d["claims"], *d["disputed"])}
    rest = {c for c in found.graph.get("claims_without_link", "").split(SEPARATOR) if c}
    assert not rest & carried
    assert rest | carried == admitted(graph, *times)
    return len(carried)


def admitted(graph: Graph, as_of: str | None = None, known_by: str | None = None) -> set[str]:
    """Claims that were not deprecated, could be valid and were known, stated plainly."""
    facts: dict[str, dict[str, str]] = {}
    for quad in graph.quads():
        if quad.graph_name == ox.NamedNode(GRAPH + "claims"):
            one, value = quad.subject.value, quad.object.value  # type: ignore[union-attr]
            facts.setdefault(short(one), {})[short(quad.predicate.value)] = value
    return {
        claim for claim, fact in facts.items()
        if fact.get("cg:rank") == CG + "rank-normal"
        and not (as_of and fact.get("cg:earliestStart", "") > as_of)
        and not (as_of and fact.get("cg:latestEnd", "~") <= as_of)
        and not (known_by and fact["cg:knownFrom"] > known_by)
    }


@pytest.mark.parametrize("name", NETWORKS)
def test_graph_files_hold_every_link_and_its_evidence(
    article: Graph, small: Path, name: str
) -> None:
    assert holds_the_network(article, small / name, name) > 40


def sample(seed: int, change: Callable[[str], str] = lambda text: text) -> Graph:
    """A random graph, with its texts changed."""
    quads = []
    for quad in dense(seed):
        if quad.predicate == ox.NamedNode(CG + "text") and isinstance(quad.object, ox.Literal):
            literal = ox.Literal(change(quad.object.value), language="en")
            quad = ox.Quad(quad.subject, quad.predicate, literal, quad.graph_name)  # noqa: PLW2901
        quads.append(quad)
    return Graph(Embedded.of(quads), "0" * 64)


@pytest.mark.parametrize("name", NETWORKS)
@pytest.mark.parametrize("seed", range(4))
def test_graph_files_of_a_day_hold_that_day(tmp_path: Path, name: str, seed: int) -> None:
    one, times = sample(seed), ("2025-02-03", "2025-02-28")
    export(one, name, str(tmp_path / name), *times)
    holds_the_network(one, tmp_path / name, name, *times)
    assert admitted(one, *times) < admitted(one)


NASTY = 'a "quote" & <tag> \\ \\n {x} é 日本 \u2028 \' ; -- # $'


#: these have tests of their own
_TOOLS = ("neo4j", "mermaid", "parquet")


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in _TOOLS])
def test_any_text_survives(tmp_path: Path, name: str) -> None:
    one = sample(1, lambda text: f"{text} {NASTY}")
    export(one, name, str(tmp_path / name))
    if name in NETWORKS and name != "dot":
        holds_the_network(one, tmp_path / name, name)
    elif name == "dot":
        # a backslash and the escape for one are told apart only where doubled
        edges = read_dot(tmp_path / name).edges(data=True)
        assert all('a "quote" & <tag> \\' in d["texts"] for *_, d in edges)
        assert len(edges) == one.network().number_of_edges()
    elif name == "csv":
        rows = list(csv.DictReader(io.StringIO((tmp_path / name).read_text(encoding="utf-8"))))
        assert all(row["text"].endswith(NASTY) for row in rows)
    elif name != "flat":
        form = next(f for n, f, _, _ in WHOLE if n == name)
        assert canonical(ox.parse(path=tmp_path / name, format=form)) == wanted(one, name)


def test_csv_has_a_row_for_each_claim_with_its_evidence(graph: Graph, folder: Path) -> None:
    with (folder / "csv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    claims = {
        short(q.subject.value)  # type: ignore[union-attr]
        for q in graph.quads() if q.object == ox.NamedNode(CG + "Claim")
        and q.graph_name == ox.NamedNode(GRAPH + "claims")
    }
    assert set(rows) == claims
    assert len(rows) > 60
    for name, claim in evidence(graph.engine, claims).items():
        row = rows[name]
        assert row["text"] == claim.text
        assert row["asserter"] == claim.attribution[0].speaker
        assert row["asserter_label"] == claim.asserter
        assert row["asserter_manner"] == claim.manner
        assert row["attribution"].count(SEPARATOR) == len(claim.attribution) - 1
        assert (row["stance"], row["modality"], row["polarity"], row["kind"]) == (
            claim.stance, claim.modality, claim.polarity, claim.kind
        )
        assert row["document"] == claim.document
        assert (f"p{row['paragraph']}" if row["paragraph"] else row["locator"]) == claim.place
        assert row["stated"] == claim.stated_on
        assert row["origins"] == SEPARATOR.join(claim.origins)
        assert row["verification"] == ("verified" if claim.verified else "unverified")
    beds = rows["pickaway-2025-02/c39-41500-beds-paid-for"]
    assert (beds["value"], beds["measure"]) == ("41500", "funded-beds")
    assert all(row["rank"] in ("normal", "deprecated") for row in rows.values())


def test_csv_keeps_deprecated_claims_and_says_so(tmp_path: Path) -> None:
    one = sample(2)
    export(one, "csv", str(tmp_path / "c.csv"))
    rows = list(csv.DictReader(io.StringIO((tmp_path / "c.csv").read_text(encoding="utf-8"))))
    assert len(rows) == 20
    ranks = {row["id"] for row in rows if row["rank"] == "normal"}
    assert ranks == admitted(one)
    assert len(ranks) < 20
    export(one, "csv", str(tmp_path / "d.csv"), "2025-02-03")
    fewer = list(csv.DictReader(io.StringIO((tmp_path / "d.csv").read_text(encoding="utf-8"))))
    assert {row["id"] for row in fewer if row["rank"] == "normal"} == admitted(one, "2025-02-03")


def holds_flat(graph: Graph, path: Path, *times: str | None) -> tuple[int, int]:
    """Assert that direct edges are the affirmed links, each with its claims; counts of both."""
    network = graph.network(*times)
    triples = {q.triple for q in ox.parse(path=path, format=ox.RdfFormat.TURTLE)}
    verbs = {
        q.subject for q in graph.quads() if q.object == ox.NamedNode(CG + "ClaimPredicate")
        and q.predicate == ox.NamedNode(PREFIXES["rdf"] + "type")
    }
    verbs |= {ox.NamedNode(full(d["predicate"])) for *_, d in network.edges(data=True)}
    direct = {
        (short(t.subject.value), short(t.predicate.value), short(t.object.value))
        for t in triples if t.predicate in verbs
    }
    assert direct == {
        (u, d["predicate"], v) for u, v, d in network.edges(data=True)
        if d["polarity"] == "affirmed"
    }
    said = {q.triple for q in graph.quads()}
    of: dict[str, dict[str, set[str]]] = {}
    for t in triples:
        values = of.setdefault(t.subject.value, {})
        values.setdefault(t.predicate.value, set()).add(t.object.value)
        edge = (short(t.subject.value), short(t.predicate.value), short(t.object.value))
        assert t in said or edge in direct
    claims = set()
    for _, _, link, d in network.edges(keys=True, data=True):
        node = of[full(link)]
        assert node[CG + "supportedBy"] == {full(c) for c in d["claims"]}
        assert node.get(CG + "disputedBy", set()) == {full(c) for c in d["disputed"]}
        claims |= {*d["claims"], *d["disputed"]}
    told = {full(claim) for claim in claims}
    whole = {
        q.triple for q in graph.quads()
        if q.graph_name == ox.NamedNode(GRAPH + "claims") and q.subject.value in told  # type: ignore[union-attr]
    }
    assert whole <= triples
    for claim in claims:
        assert of[full(claim)][CG + "asserter"]
        assert of[f"{full(claim)}/attribution/1"][CG + "manner"]
    written = {t.subject.value for t in triples if t.object == ox.NamedNode(CG + "Claim")}
    assert written == {full(claim) for claim in claims}
    return len(direct), len(claims)


def test_flat_writes_links_as_edges_with_their_claims(article: Graph, small: Path) -> None:
    edges, claims = holds_flat(article, small / "flat")
    assert edges > 40
    assert claims > 40
    done = rdflib.Graph().parse(small / "flat", format="turtle")
    need = rdflib.URIRef(ID + "medical-need")
    assert (need, rdflib.URIRef(CG + "leadsTo"), rdflib.URIRef(ID + "release")) in done
    assert done.value(need, rdflib.URIRef(PREFIXES["skos"] + "prefLabel"))


@pytest.mark.parametrize("seed", range(4))
def test_flat_of_a_day_writes_what_was_in_force(tmp_path: Path, seed: int) -> None:
    one, times = sample(seed), ("2025-02-03", "2025-02-28")
    export(one, "flat", str(tmp_path / "flat.ttl"), *times)
    holds_flat(one, tmp_path / "flat.ttl", *times)
    assert "2025-02-03" in (tmp_path / "flat.ttl").read_text(encoding="utf-8")


def test_flat_has_no_edge_for_a_negated_link() -> None:
    negated = [d for s in range(4) for *_, d in sample(s).network().edges(data=True)
               if d["polarity"] == "negated"]
    # holds_flat compares edges with the affirmed links only, so there must be others
    assert negated


SCRIPT = """
import hashlib, sys, kg
from kg.export import FORMATS, export
graph = kg.open(sys.argv[2])
for name, one in FORMATS.items():
    for day in (None, "2025-02-03") if one.by_day else (None,):
        export(graph, name, sys.argv[1], day)
        with open(sys.argv[1], "rb") as file:
            print(name, day, hashlib.sha256(file.read()).hexdigest())
"""


def test_bytes_do_not_depend_on_hash_seed_or_locale(
    article_folder: Path, small: Path, tmp_path: Path
) -> None:
    running = []
    for seed in "0123":
        for locale in ("C", "C.UTF-8"):
            # without these two, Python would leave the C locale by itself
            env = os.environ | {
                "PYTHONHASHSEED": seed, "LC_ALL": locale, "PYTHONUTF8": "0",
                "PYTHONCOERCECLOCALE": "0",
            }
            running.append(subprocess.Popen(
                [
                    sys.executable, "-c", SCRIPT, str(tmp_path / f"{seed}-{locale}"),
                    str(article_folder),
                ],
                env=env, stdout=subprocess.PIPE, text=True, cwd=paths.ROOT,
            ))
    printed = {process.communicate()[0] for process in running}
    assert all(process.returncode == 0 for process in running)
    assert len(printed) == 1
    lines = printed.pop().splitlines()
    assert len(lines) == len(FORMATS) + len(BY_DAY)
    for name in FORMATS:
        digest = hashlib.sha256((small / name).read_bytes()).hexdigest()
        assert f"{name} None {digest}" in lines


def test_no_export_names_a_day_of_writing(folder: Path) -> None:
    assert "lastmodifieddate" not in (folder / "gexf").read_text(encoding="utf-8")


def test_prefixes_are_those_used_and_a_class_comes_first(graph: Graph) -> None:
    text = describe(graph, f"{CLAIM}pickaway-2025-02/c15-capacity-moves-release")
    lines = text.splitlines()
    heads = [line for line in lines if line.startswith("@prefix")]
    assert heads == sorted(heads)
    assert not any("void" in line for line in heads)
    body = lines[len(heads) + 1]
    assert body.endswith("a cg:Claim ;")
    assert "attribution\\/2 a cg:Attribution" in text
    read = {q.triple for q in ox.parse(input=text, format=ox.RdfFormat.TURTLE)}
    whole = {q.triple for q in graph.quads() if "/c15-capacity" in q.subject.value}  # type: ignore[union-attr]
    assert read == whole


def test_unknown_formats_and_days_are_refused(graph: Graph, tmp_path: Path) -> None:
    with pytest.raises(KgError, match="Did you mean turtle"):
        export(graph, "turtel", str(tmp_path / "x"))
    with pytest.raises(KgError, match="every claim with its times"):
        export(graph, "trig", str(tmp_path / "x"), "2025-02-03")
    for name in BY_DAY:
        with pytest.raises(KgError, match="not a day"):
            export(graph, name, str(tmp_path / "x"), "2025-02-30")
    with pytest.raises(KgError, match="not a day"):
        graph.network(known_by="yesterday")
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_cannot_be_written_is_named(graph: Graph, tmp_path: Path) -> None:
    for place in (tmp_path / "none" / "x.ttl", tmp_path):
        with pytest.raises(KgError, match="cannot be written") as error:
            export(graph, "turtle", str(place))
        assert error.value.code == "KG601"
    assert list(tmp_path.iterdir()) == []


def test_a_write_that_fails_leaves_the_old_file(graph: Graph, tmp_path: Path) -> None:
    place = tmp_path / "x.ttl"
    place.write_text("old", encoding="utf-8")
    script = (
        "import resource, sys, kg\n"
        "from kg.errors import KgError\n"
        "from kg.export import export\n"
        "graph = kg.open()\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "try:\n    export(graph, 'turtle', sys.argv[1])\n"
        "except KgError as error:\n    sys.exit(0 if error.code == 'KG601' else 1)\n"
        "sys.exit(2)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(place)], cwd=paths.ROOT, check=False
    )
    assert done.returncode == 0
    assert place.read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["x.ttl"]


def test_links_and_pipes_stay_what_they_are(graph: Graph, folder: Path, tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old", encoding="utf-8")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    export(graph, "csv", str(tmp_path / "link"))
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == (folder / "csv").read_bytes()
    pipe, got = tmp_path / "pipe", list[bytes]()
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    export(graph, "csv", str(pipe))
    reader.join(timeout=30)
    assert pipe.is_fifo()
    assert got == [(folder / "csv").read_bytes()]


def test_asking_and_rdf_exports_do_not_import_networkx(graph: Graph, tmp_path: Path) -> None:
    script = (
        "import sys, kg\n"
        "from kg.export import export\n"
        "graph = kg.open()\n"
        "graph.ask('release-factors')\n"
        "export(graph, 'turtle', sys.argv[1])\n"
        "sys.exit('networkx' in sys.modules or 'rdflib' in sys.modules)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "x.ttl")], cwd=paths.ROOT, check=False
    )
    assert done.returncode == 0


def test_formats_say_what_they_are() -> None:
    for name, one in FORMATS.items():
        assert name == one.name
        assert one.ending.startswith(".")
        assert re.fullmatch(r"(text|application)/[a-z.+-]+", one.media_type)
        assert one.about.endswith(".")
        assert one.write.__doc__
    assert len({one.ending for one in FORMATS.values()}) == len(FORMATS)
