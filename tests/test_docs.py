"""The documentation says what the code does: nothing is missing, and nothing leads nowhere."""

from __future__ import annotations

import doctest
import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
import yaml

from kg import cases
from kg.ask.question import questions
from kg.ask.support import ABOUT
from kg.cli.app import app
from kg.docs import commands
from kg.docs.codes import entries
from kg.docs.generate import pages
from kg.docs.schema import schema
from kg.docs.terms import terms
from kg.findings.codes import CODES
from kg.query_file import header

ROOT = Path(__file__).parent.parent
if not (ROOT / "docs").is_dir():
    pytest.skip("the documentation is not part of the wheel", allow_module_level=True)
DOCS = ROOT / "docs"
PROSE = [
    ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md", ROOT / "seeds/README.md",
    *sorted(DOCS.glob("*.md")),
]
SEEDS = sorted(ROOT.glob("seeds/*/*.yaml"))
DECLARED = list(commands.commands())


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _section(page: str, heading: str) -> str:
    found = re.search(
        rf"^(#+) {re.escape(heading)}\n(.*?)(?=^#{{1,6}} |\Z)", page, re.MULTILINE | re.DOTALL
    )
    assert found, heading
    return found[2]


def test_generated_files_are_those_committed(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "47")
    differing = [name for name, text in pages().items() if _read(ROOT / name) != text]
    assert differing == [], "run: make docs"


def test_generating_twice_gives_the_same(cache: Path) -> None:
    assert pages() == pages()


@pytest.mark.parametrize("name", ["README.md", "docs/python.md"])
def test_python_examples_run(name: str, cache: Path) -> None:
    assert doctest.testfile(str(ROOT / name), module_relative=False).failed == 0


@pytest.mark.parametrize("name", ["model", "cases"])
def test_examples_of_seeds_and_cases_are_real(name: str) -> None:
    known: dict[str, Any] = {}
    for path in [*SEEDS, *ROOT.glob("tests/cases/*.yaml")]:
        data = yaml.load(_read(path), yaml.BaseLoader)  # noqa: S506 - builds plain data only
        known[data.get("source", path.stem)] = data
        for group in ("claims", "entities", "conflicts", "links"):
            known |= data.get(group, {})
    blocks = re.findall(r"```yaml\n(.*?)```", _read(DOCS / f"{name}.md"), re.DOTALL)
    assert blocks
    for block in blocks:
        data = yaml.load(block, yaml.BaseLoader)  # noqa: S506 - builds plain data only
        for key, shown in ({data["source"]: data} if "source" in data else data).items():
            assert {field: known[key].get(field) for field in shown} == shown


@pytest.mark.parametrize(("words", "command"), DECLARED[1:], ids=[w for w, _ in DECLARED[1:]])
def test_every_command_and_option_is_documented_with_an_example(words: str, command: Any) -> None:
    section = _section(_read(DOCS / "commands.md"), words)
    assert command.help
    for one in command.params:
        names = one.opts if one.param_type_name == "option" else [one.name.upper()]
        assert one.help
        assert all(f"`{name}`" in section for name in names)
    assert f"\n{words}" in section.partition("```sh")[2]


def test_all_commands_are_found() -> None:
    given = {c.name or (c.callback and c.callback.__name__) for c in app.registered_commands}
    assert given <= {words.removeprefix("kg ") for words, _ in DECLARED}
    assert {"kg source new", "kg source verify"} <= {words for words, _ in DECLARED}
    page = _read(DOCS / "commands.md")
    assert all(f"`{name}`" in page for name in ("--version", *commands.ENVIRONMENT))


def test_every_environment_variable_is_documented() -> None:
    found = {
        name
        for path in (ROOT / "kg").rglob("*.py")
        if path.parent.name != "docs"
        for name in re.findall(r"""["'](KG_[A-Z]+)["']""", _read(path))
    }
    assert found == set(commands.ENVIRONMENT)


def test_every_code_is_documented() -> None:
    page = _read(DOCS / "codes.md")
    known = {entry.code for entry in entries()}
    queries = {
        header(_read(path))["id"][0] for path in (ROOT / "queries/checks").glob("*.rq")
    }
    assert known >= queries | set(CODES)
    for code in known:
        assert "Why: " in (section := _section(page, code)) and "Remedy: " in section


def test_a_code_means_one_thing() -> None:
    codes = [entry.code for entry in entries()]
    assert len(codes) == len(set(codes))


def test_every_code_that_is_raised_is_documented() -> None:
    known = {entry.code for entry in entries()}
    raised = {
        code for path in (ROOT / "kg").rglob("*.py") for code in re.findall(r"KG\d{3}", _read(path))
    }
    assert raised <= known


@pytest.mark.parametrize("question", questions(), ids=lambda q: q.id)
def test_every_question_is_documented(question: Any) -> None:
    section = _section(_read(DOCS / "questions.md"), question.id)
    assert question.title in section and question.answers in section and question.empty in section
    assert all(text.rstrip(".") in section for text in question.cannot)
    given = [*question.parameters, *question.columns]
    assert all(f"`{one.name}`" in section for one in given)
    assert all(f"`{name}`" in section for name in question.support)
    assert f"\nkg ask {question.id}\n" in section


def test_no_column_is_explained_that_no_question_has() -> None:
    assert set(ABOUT) == {name for question in questions() for name in question.support}


def test_every_term_is_documented() -> None:
    page = _read(DOCS / "vocabulary.md")
    found = terms()
    assert len(found) > 200
    for term in found:
        section = _section(page, f"cg:{term.name}")
        assert term.label and term.label in section
        assert term.definition and term.definition in section
        assert term.border and term.border in section


def test_every_field_of_a_case_is_documented() -> None:
    page = _read(DOCS / "cases.md")
    assert [name for name in cases.Case.model_fields if f"`{name}`" not in page] == []


class _Editor(yaml.BaseLoader):
    """Numbers as editors read them; the project itself reads all as text."""


for _tag, _pattern in (("int", r"[-+]?[0-9]+"), ("float", r"[-+]?[0-9]+\.[0-9]+")):
    _Editor.add_implicit_resolver(
        f"tag:yaml.org,2002:{_tag}", re.compile(f"^(?:{_pattern})$"), list("-+0123456789")
    )
_Editor.add_constructor("tag:yaml.org,2002:int", lambda loader, node: int(node.value))
_Editor.add_constructor("tag:yaml.org,2002:float", lambda loader, node: float(node.value))


@pytest.mark.parametrize("loader", [yaml.BaseLoader, _Editor], ids=["text", "editor"])
@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_seed_files_fit_the_schema(path: Path, loader: Any) -> None:
    validator = jsonschema.Draft202012Validator(json.loads(_read(DOCS / "schema/seed.schema.json")))
    data = yaml.load(_read(path), loader)  # noqa: S506 - both loaders build plain data only
    assert [error.message for error in validator.iter_errors(data)] == []


@pytest.mark.parametrize(
    "change",
    [
        {"record": "documents"},
        {"surprise": "yes"},
        {"key": "Not A Key"},
        {"claims": {"c1": {"text": "No subject, no predicate."}}},
        {"date": None},
    ],
    ids=["record", "unknown-field", "key", "claim", "null"],
)
def test_the_schema_refuses_what_the_reader_refuses(change: dict[str, Any]) -> None:
    path = ROOT / "seeds/documents/newsmax-2025-02-03.yaml"
    data = yaml.load(_read(path), yaml.BaseLoader)  # noqa: S506 - builds plain data only
    validator = jsonschema.Draft202012Validator(schema())
    assert validator.is_valid(data)
    assert not validator.is_valid(data | change)


def test_the_schema_knows_the_predicates() -> None:
    claim = schema()["$defs"]["Claim"]["properties"]
    assert "leadsTo" in claim["predicate"]["enum"]
    assert len(claim["stance"]["enum"]) == len(claim["stance"]["markdownEnumDescriptions"])


def _shell(path: Path) -> Iterator[str]:
    for block in re.findall(r"```(?:sh|console)\n(.*?)```", _read(path), re.DOTALL):
        for line in block.splitlines():
            command = line.removeprefix("$ ").removeprefix(".venv/bin/").partition("  #")[0]
            if command.startswith("kg "):
                yield command.strip()


SHOWN = sorted({(path.name, line) for path in PROSE for line in _shell(path)})


def test_the_readme_shows_commands() -> None:
    assert len([line for name, line in SHOWN if name == "README.md" and "kg ask" in line]) >= 5


@pytest.mark.parametrize(("name", "line"), SHOWN, ids=[f"{n}: {line}" for n, line in SHOWN])
def test_commands_that_are_shown_exist(name: str, line: str) -> None:
    words = shlex.split(line)
    declared = dict(DECLARED)
    command = declared.get(" ".join(words[:3])) or declared.get(" ".join(words[:2]))
    assert command, line
    known = {
        opt for one in command.params if one.param_type_name == "option"
        for opt in (*one.opts, *one.secondary_opts)
    }
    assert {word.partition("=")[0] for word in words[2:] if word.startswith("-")} <= known
    if words[1] == "ask" and len(words) > 2 and not words[2].startswith("-"):
        assert words[2] in {question.id for question in questions()}


@pytest.mark.parametrize("path", PROSE, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path: Path) -> None:
    broken = [
        target
        for target in re.findall(r"\]\(([^)\s]+)\)", _read(path))
        if not re.match(r"https?:", target) and not _resolves(path, target)
    ]
    assert broken == []


def _resolves(path: Path, target: str) -> bool:
    place, _, anchor = target.partition("#")
    file = (path.parent / place).resolve() if place else path
    if not file.is_relative_to(ROOT.resolve()) or not file.exists():
        return False
    return not anchor or anchor in {
        re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        for heading in re.findall(r"^#+ (.+)$", _read(file), re.MULTILINE)
    }
