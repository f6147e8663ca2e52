"""The command as people run it: in a process of its own, with what they type."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
import typer

from kg import paths
from kg.ask.question import ids
from kg.cli.app import app
from kg.cli.short import TABLE, parse
from kg.edtf import Edtf
from kg.graph import Graph
from kg.render.answer import as_json
from tests.article import article_seeds

KG = Path(sys.executable).parent / "kg"
SCHEMA = Path(paths.SCHEMA) / "answer.schema.json"
PICKAWAY = Path("documents") / "pickaway-2025-02.yaml"
MEDICAL = "pickaway-2025-02/c56-medical-release"


def kg(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the command; neither a traceback nor an escape code may come out of it."""
    done = subprocess.run(
        [KG, *arguments], capture_output=True, text=True, check=False, timeout=60,
        encoding="utf-8", env=os.environ | environment, stdin=subprocess.DEVNULL,
    )
    assert "Traceback" not in done.stdout + done.stderr, done.stderr
    assert "\x1b" not in done.stdout + done.stderr
    assert done.returncode in (0, 1, 2), done.stderr
    return done


@pytest.fixture(scope="session", autouse=True)
def built(graph: Graph) -> Graph:
    """The store stands before a command asks for it."""
    return graph


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """The article's seeds, of which a test makes others."""
    return article_seeds(tmp_path / "seeds")


def _commands(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    yield path, command
    for name, below in getattr(command, "commands", {}).items():
        yield from _commands(below, (*path, name))


COMMANDS = dict(_commands(typer.main.get_command(app)))


# help


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_help_ends_with_an_example(path: tuple[str, ...]) -> None:
    done = kg(*path, "--help")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(f"Usage: {' '.join(('kg', *path))}")
    example = done.stdout.rstrip().rpartition("\n\n")[2]
    assert f"kg {' '.join(path)}".strip() in example


@pytest.mark.parametrize("path", COMMANDS, ids=" ".join)
def test_every_option_and_argument_is_explained(path: tuple[str, ...]) -> None:
    silent = [p.name for p in COMMANDS[path].params if p.name != "help" and not p.help]
    assert silent == []


def test_without_a_command_the_help_is_shown_and_the_status_is_that_of_misuse() -> None:
    done = kg()
    assert done.returncode == 2
    assert done.stdout.startswith("Usage: kg")


def test_version() -> None:
    from kg.version import VERSION

    assert kg("--version").stdout == f"kg {VERSION}\n"


# statuses


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("ask",), 0),
        (("ask", "release-factors"), 0),
        # an answer that is known to be empty is an answer
        (("ask", "court-decisions"), 0),
        (("build",), 0),
        (("why", "c56"), 0),
        (("show", "medical-need"), 0),
        (("why-not", "medical-need", "court-decisions"), 0),
        (("sparql", "-q", "SELECT ?s WHERE { GRAPH ?g { ?s ?p ?o } } LIMIT 1"), 0),
        (("check", "--fail-on", "error"), 0),
        (("why", "c56", "--known-by", "1999-01-01"), 1),
        (("sparql", "-q", "SELECT nonsense"), 1),
        (("sparql", "-q", "SELECT ?s { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"), 1),
        (("ask", "release-factor"), 2),
        (("asks",), 2),
        (("why",), 2),
    ],
)
def test_status(arguments: tuple[str, ...], status: int) -> None:
    done = kg(*arguments)
    assert done.returncode == status, done.stderr
    if status == 2:
        assert done.stdout == ""
        assert done.stderr.startswith("kg: error KG60")


# names that do not exist


@pytest.mark.parametrize(
    ("arguments", "meant"),
    [
        (("ask", "relase-factors"), "release-factors"),
        (("why-not", "medical-need", "relase-factors"), "release-factors"),
        (("why", "medicl-need"), "medical-need"),
        (("show", "pickaway-2025-2"), "pickaway-2025-02"),
        (("ask", "release-factors", "--set", "outcom=release"), "outcome"),
        (("ask", "release-factors", "--format", "jsn"), "json"),
        (("ask", "release-factors", "--knownby", "2025-02-03"), "--known-by"),
        (("check", "--fial-on", "error"), "--fail-on"),
        (("bulid",), "build"),
        (("source", "verfy"), "verify"),
    ],
)
def test_what_was_probably_meant_is_named(arguments: tuple[str, ...], meant: str) -> None:
    done = kg(*arguments)
    assert done.returncode == 2
    problem = done.stderr.partition("remedy:")[0]
    assert re.search(rf"(?:Did you mean|Possible options).*(?<![\w-]){meant}(?![\w-])", problem)


# bad input


@pytest.mark.parametrize(
    "day", ["2025-02-30", "2025-2-3", "03.02.2025", "tomorrow", "", "٢٠٢٥-٠٢-٠٣"]
)
@pytest.mark.parametrize("option", ["--as-of", "--known-by"])
def test_a_day_is_a_day_of_the_calendar(option: str, day: str) -> None:
    for command in (("ask", "release-factors"), ("why", "medical-need")):
        done = kg(*command, option, day)
        assert done.returncode == 2
        assert f"KG603: {option}" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", ""), ("ask", "../rules/x"), ("ask", "release-factors", "again"),
        ("ask", "release-factors", "--set", "outcome"),
        ("ask", "release-factors", "--set", "=release"),
        ("ask", "release-factors", "--set", "as_of=2025-02-03"),
        ("ask", "release-factors", "--set", "outcome=> } DROP ALL #"),
        ("ask", "release-factors", "--as-of"),
        ("why", ""), ("why", "<x>"), ("why", "http://x/ y"), ("show", 'cg:"'), ("why", "c\\5"),
        ("sparql",), ("sparql", "x.rq", "-q", "ASK {}"),
        ("test",), ("source", "new", "../x"), ("source", "new", "A B"), ("export", "turtle"),
        ("check", "--format", "xml"), ("impact", "nothing-of-that-name"), ("draw",),
        ("path", "medical-need"), ("build", "again"),
    ],
)
def test_misuse_is_explained(arguments: tuple[str, ...]) -> None:
    done = kg(*arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert re.match(r"kg: error KG60[23]: .+\n  remedy: \S", done.stderr), done.stderr


def test_seeds_that_are_broken_missing_or_no_folder(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").touch()
    for name, content in (("yaml", b"a: ["), ("bytes", b"\xff\xfe"), ("list", b"- a\n- b\n")):
        (tmp_path / name / "documents").mkdir(parents=True)
        (tmp_path / name / "documents" / "x.yaml").write_bytes(content)
    for name in ("empty", "file", "yaml", "bytes", "list", "missing"):
        place = str(tmp_path / name)
        for command in (("ask", "release-factors"), ("build",), ("why", "x"), ("check",)):
            if command[0] in ("why", "check") and name not in ("bytes", "missing"):
                continue  # both lanes lead to the same reader, which takes its time
            done = kg(*command, "--seeds", place)
            assert done.returncode == 1, (name, command)
            said = done.stdout + done.stderr
            assert re.search(rf"{name}\S*: error KG\d{{3}}: .+\n  remedy: \S", said), said
        assert kg("ask", "release-factors", KG_SEEDS=place).returncode == 1


def test_a_cache_that_cannot_be_written(tmp_path: Path, article_folder: Path) -> None:
    (tmp_path / "file").touch()
    for place in (tmp_path / "file", tmp_path / "file" / "below"):
        for command in (("ask", "release-factors"), ("build",)):
            done = kg(*command, "--seeds", article_folder, KG_CACHE=str(place))
            assert done.returncode == 1
            assert "error KG601: The store cannot be written" in done.stderr
            assert "KG_CACHE" in done.stderr.partition("remedy:")[2]


def test_a_store_that_someone_emptied(
    tmp_path: Path, article_folder: Path, article: Graph
) -> None:
    place = tmp_path / "stores" / article.digest[:32]
    place.mkdir(parents=True)
    (place / "leftover").touch()
    done = kg("build", KG_CACHE=str(tmp_path), KG_SEEDS=str(article_folder))
    assert done.returncode == 0
    assert "Built" in done.stdout
    again = kg("ask", "release-factors", KG_CACHE=str(tmp_path), KG_SEEDS=str(article_folder))
    assert again.returncode == 0


def test_a_store_that_someone_damaged(
    tmp_path: Path, article_folder: Path, article: Graph
) -> None:
    assert kg("build", KG_CACHE=str(tmp_path), KG_SEEDS=str(article_folder)).returncode == 0
    current = tmp_path / "stores" / article.digest[:32] / "store" / "CURRENT"
    current.write_text("nonsense")
    done = kg("ask", "release-factors", KG_CACHE=str(tmp_path), KG_SEEDS=str(article_folder))
    assert done.returncode == 1
    assert "error KG601" in done.stderr
    assert "Remove its folder and run kg build" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("source", "verify", "pickaway-2025-02", "FILE"), ("sparql", "FILE"), ("test", "FILE"),
        ("source", "new", "some-key", "--text", "FILE"),
    ],
)
def test_files_that_are_not_utf_8_or_cannot_be_read(
    arguments: tuple[str, ...], tmp_path: Path, seeds: Path
) -> None:
    (tmp_path / "bytes").write_bytes(b"\xff\xfe\x00")
    for name in ("bytes", "missing", "seeds/documents"):
        if name == "seeds/documents" and arguments[0] == "test":
            continue  # a folder of case files is what it takes
        given = [str(tmp_path / name) if part == "FILE" else part for part in arguments]
        done = kg(*given, "--seeds", str(seeds))
        assert done.returncode == 1
        assert re.search(r"error KG(601|111): ", done.stderr), done.stderr
    assert not (seeds / "documents" / "some-key.yaml").exists()


# output


@pytest.mark.parametrize("arguments", [("ask", "third-party", "--format", "json"), ("ask",)])
def test_a_reader_that_goes_away_is_no_error(arguments: tuple[str, ...]) -> None:
    line = subprocess.run(
        ["bash", "-c", '"$@" | head -1; echo "${PIPESTATUS[0]}"', "bash", KG, *arguments],
        capture_output=True, text=True, check=True,
    )
    assert line.stdout.splitlines()[-1] == "0"
    assert line.stderr == ""
    with subprocess.Popen([KG, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as one:
        assert one.stdout and one.stderr
        one.stdout.close()
        assert one.stderr.read() == b""
        assert one.wait(30) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full here")
def test_a_full_disk_is_told() -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [KG, "ask"], stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert done.returncode == 1
    assert done.stderr.startswith("kg: error KG601: ")
    assert "Traceback" not in done.stderr


def test_an_encoding_without_dashes_gets_their_numbers() -> None:
    done = kg("ask", "release-factors", COLUMNS="120", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert "\\u2500" in done.stdout


@pytest.mark.parametrize("form", ["table", "json", "csv", "md"])
def test_what_is_piped_does_not_depend_on_the_terminal(form: str) -> None:
    plain = kg("ask", "release-factors", "--format", form)
    other = kg(
        "ask", "release-factors", "--format", form,
        TERM="xterm-256color", FORCE_COLOR="1", CLICOLOR_FORCE="1", PY_COLORS="1",
    )
    assert plain.stdout == other.stdout
    assert plain.stderr == other.stderr == ""
    # nothing is cut off: no claim is missing
    for claim in ("c15", "c56", "c57"):
        assert claim in plain.stdout


def test_help_and_errors_have_no_colour_even_when_forced() -> None:
    kg("--help", FORCE_COLOR="1", TERM="xterm-256color")
    kg("ask", "--nothing", FORCE_COLOR="1", TERM="xterm-256color")


# the two lanes


@pytest.mark.parametrize("command", TABLE)
def test_the_short_lane_knows_what_typer_declares(command: str) -> None:
    declared = COMMANDS[(command,)].params
    positional, options = TABLE[command]
    assert positional == tuple(p.name for p in declared if p.param_type_name == "argument")
    taken = [p for p in declared if p.param_type_name == "option" and p.name != "help"]
    assert options == {
        name: (p.name, p.multiple) for p in taken for name in (*p.opts, *p.secondary_opts)
    }
    assert not any(p.is_flag for p in taken)


LONG = "import sys; from kg.cli import app; sys.exit(app.invoke(sys.argv[1:]))"


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask",),
        ("ask", "--format", "json"),
        ("ask", "release-factors"),
        ("ask", "--as-of=2025-02-03", "release-factors", "--known-by", "2025-02-28"),
        ("ask", "release-factors", "--set", "outcome=detention", "--format=csv"),
        ("ask", "conflicts", "--set=compatibility=compatibility-cannot-both-hold"),
        ("ask", "who-said-what", "--set", "about=release", "--set", "speaker=nbc-news"),
        ("build",),
    ],
)
def test_both_lanes_print_the_same(arguments: tuple[str, ...]) -> None:
    assert parse(list(arguments)) is not None
    short = kg(*arguments)
    long = subprocess.run(
        [sys.executable, "-c", LONG, *arguments], capture_output=True, text=True, check=False,
    )
    assert short.returncode == long.returncode == 0
    assert (short.stdout, short.stderr) == (long.stdout, long.stderr)


@pytest.mark.parametrize(
    "arguments",
    [
        ("ask", "--help"), ("ask", "a", "b"), ("ask", "--format"), ("ask", "--format", "--seeds"),
        ("ask", "--seeds", "a", "--seeds", "b"), ("ask", "--as", "2025-02-03"), ("ask", "--", "a"),
        ("build", "--help"), ("build", "x"), ("why", "c15"), ("--version",), (),
    ],
)
def test_what_the_short_lane_does_not_know_it_leaves_alone(arguments: tuple[str, ...]) -> None:
    assert parse(list(arguments)) is None


# the published schema of answers


@pytest.fixture(scope="module")
def schema() -> Any:
    loaded = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(loaded)
    return jsonschema.Draft202012Validator(loaded)


@pytest.mark.parametrize("question", ids())
def test_answers_are_as_the_schema_has_them(graph: Graph, question: str, schema: Any) -> None:
    printed = kg("ask", question, "--format", "json").stdout
    assert printed == as_json(graph.ask(question)) + "\n"
    on_days = [as_json(graph.ask(question, *when))
               for when in (("2025-02-03", "2025-02-04"), ("1999-01-01", None))]
    for found in map(json.loads, (printed, *on_days)):
        assert [error.message for error in schema.iter_errors(found)] == []
        for row in found["rows"]:
            assert row.keys() == {*found["columns"], "claims", "observations"}
        assert found["claims"].keys() == {c for row in found["rows"] for c in row["claims"]}


def test_the_command_answers_on_days(graph: Graph) -> None:
    days = ("--as-of", "2025-02-03", "--known-by", "2025-02-04")
    printed = kg("ask", "release-factors", "--format", "json", *days).stdout
    assert printed == as_json(graph.ask("release-factors", "2025-02-03", "2025-02-04")) + "\n"


def test_the_schema_describes_everything_and_refuses_what_is_not_so(schema: Any) -> None:
    def parts(node: Any, path: str) -> Iterator[tuple[str, Any]]:
        for name, below in node.get("properties", {}).items():
            yield f"{path}/{name}", below
            yield from parts(below, f"{path}/{name}")
        for name, below in node.get("$defs", {}).items():
            yield from parts(below, f"{path}/{name}")
        if isinstance(node.get("items"), dict):
            yield from parts(node["items"], f"{path}[]")

    assert [path for path, node in parts(schema.schema, "") if not node.get("description")] == []
    answer = json.loads(kg("ask", "release-factors", "--format", "json").stdout)
    for path, value in (
        (("question", "id"), 1), (("as_of",), "2025"), (("graph", "digest"), "abc"),
        (("rows", 0, "claims"), "c15"), (("rows", 0, "factor"), {"id": "x"}), (("limits",), []),
        (("claims", MEDICAL, "stance"), "sure"), (("claims", MEDICAL, "paragraph"), 0),
        (("claims", MEDICAL, "attribution"), []), (("claims", MEDICAL, "stated_on"), "February"),
        (("extra",), 1), (("claims", MEDICAL, "extra"), 1),
    ):
        damaged = json.loads(json.dumps(answer))
        part = damaged
        for step in path[:-1]:
            part = part[step]
        part[path[-1]] = value
        assert not schema.is_valid(damaged), path
    for name in answer:
        assert not schema.is_valid({k: v for k, v in answer.items() if k != name}), name


def test_closed_vocabularies_of_the_schema_are_those_of_the_ontology(
    schema: Any, graph: Graph
) -> None:
    claim = schema.schema["$defs"]["claim"]["properties"]
    manner = claim["attribution"]["items"]["properties"]["manner"]
    for scheme, values in (
        ("stance", claim["stance"]), ("modality", claim["modality"]), ("manner", manner),
        ("polarity", claim["polarity"]), ("claim-kind", claim["kind"]),
    ):
        _, rows = graph.select(
            "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
            "PREFIX cg: <https://w3id.org/custody-graph/def/> SELECT ?concept WHERE "
            f"{{ GRAPH ?g {{ ?concept skos:inScheme cg:scheme-{scheme} }} }}"
        )
        declared = {str(row[0]).rpartition(f"/{scheme}-")[2] for row in rows}
        assert declared == set(values["enum"]), scheme


@pytest.mark.parametrize(
    ("text", "valid"),
    [
        ("2025", True), ("2025-02", True), ("2025-02-03", True), ("2025-01-20/", True),
        ("2025-01-20/..", True), ("/2025-02", True), ("[2025-02-02..2025-02-03]", True),
        ("2025/[2025-02-02..2025-02-03]", True), ("", False), ("/", False), ("25", False),
        ("../2025", False), ("[2025-02-02]", False), ("2025-02-03T00:00", False),
    ],
)
def test_dates_of_the_schema_are_those_of_the_reader(schema: Any, text: str, valid: bool) -> None:
    pattern = schema.schema["$defs"]["edtf"]["pattern"]
    assert bool(re.search(pattern, text)) is valid
    if valid:
        Edtf.parse(text)
    else:
        with pytest.raises(ValueError, match=r"\w"):
            Edtf.parse(text)


# acceptance: the data alone decide


def _factors(seeds: Path, *arguments: str) -> dict[str, list[str]]:
    done = kg("ask", "release-factors", "--format", "json", "--seeds", seeds, *arguments)
    assert done.returncode == 0, done.stderr
    return {row["factor"]["id"]: row["claims"] for row in json.loads(done.stdout)["rows"]}


def test_a_deprecated_claim_takes_its_factor_out_of_the_answer(seeds: Path) -> None:
    before = _factors(seeds)
    assert before["medical-need"] == [MEDICAL]
    file = seeds / PICKAWAY
    text = file.read_text(encoding="utf-8")
    head, claim, rest = text.partition(f"  {MEDICAL.rpartition('/')[2]}:\n")
    assert claim
    deprecated = "    rank: deprecated\n    rank_reason: Withdrawn by the publisher.\n"
    file.write_text(head + claim + deprecated + rest, encoding="utf-8")

    after = _factors(seeds)
    assert after == {name: claims for name, claims in before.items() if name != "medical-need"}
    told = kg("why-not", "medical-need", "release-factors", "--seeds", seeds)
    assert "deprecated" in told.stdout
    assert MEDICAL in told.stdout
    # it is kept, and still there to be looked at
    assert "Medical reasons" in kg("why", "c56", "--seeds", seeds).stdout


FACTOR = """\
record: entities
key: more-factors
description: A factor that the project does not have.
entities:
  lack-of-interpreter:
    class: Factor
    label: Lack of an interpreter
    definition: Nobody can be found who speaks the language of a detained person.
"""
DOCUMENT = """\
record: document
key: report-2025-03-01
label: A report of March 2025
title: A report
kind: news
publisher: nbc-news
date: "2025-03-01"
language: en
url: https://example.org/report
licence: Copyright of the publisher; no licence for reuse is known.
reuse: Facts in own words, and pointers. The text is not stored.
consulted:
  on: "2025-03-02"
  what: The page.
voice:
  - {speaker: nbc-news, as: institutional}
claims:
  c1-interpreter-release:
    text: People for whom no interpreter is found may be released.
    subject: lack-of-interpreter
    predicate: leadsTo
    object: release
    stance: asserted
    modality: may
    locator: first sentence
    stated: "2025-03-01"
    verification: {status: verified, against: report-2025-03-01, on: "2025-03-02", curators: 1}
"""


def test_a_new_document_with_a_new_factor_adds_its_row(seeds: Path) -> None:
    before = _factors(seeds)
    (seeds / "entities" / "more-factors.yaml").write_text(FACTOR, encoding="utf-8")
    (seeds / "documents" / "report-2025-03-01.yaml").write_text(DOCUMENT, encoding="utf-8")
    assert kg("build", "--seeds", seeds).returncode == 0
    after = _factors(seeds)
    assert after == before | {"lack-of-interpreter": ["report-2025-03-01/c1-interpreter-release"]}
    # and it was not known before it was published
    assert _factors(seeds, "--known-by", "2025-02-28") == before
    assert _factors(seeds, "--known-by", "2025-03-01") == after
