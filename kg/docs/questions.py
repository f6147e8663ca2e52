"""``docs/questions.md``: every question, from the headers of the query files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from kg import paths
from kg.ask.question import Parameter, Question
from kg.ask.question import questions as all_questions
from kg.ask.support import ABOUT
from kg.cases import read_case
from kg.docs.markdown import page, sentence, shell, table

_INTRODUCTION = """\
Each question is a file in [`queries/`](../queries), and its header is what stands here. `kg ask`
lists them; `kg ask QUESTION` asks one. Every question takes `--as-of` (only what is valid on a
day) and `--known-by` (only what was published by a day). In each answer the column `claims` names
what a row rests on; `kg why CLAIM` shows it down to the paragraph. Figures of published tables rest
on cells instead: below the table stands what each measure counts, and `kg why CELL` shows a cell.
`kg why-not THING QUESTION` says what keeps a thing out of an answer."""

def write() -> str:
    """The page."""
    found = all_questions()
    contents = table(
        ["theme", "question", "title"],
        [[q.theme, f"[`{q.id}`](#{q.id})", q.title] for q in found],
    )
    support = table(["column", "worked out from a row's claims or cells"],
                    [[f"`{name}`", about] for name, about in ABOUT.items()])
    examples = dict(_examples())
    return page(
        "Questions", _INTRODUCTION, contents, support,
        *(_section(q, examples.get(q.id, {})) for q in found),
    )


def _section(question: Question, example: dict[str, str]) -> str:
    rows = [[f"`{p.name}`", p.type, _default(p), sentence(p.about)] for p in question.parameters]
    columns = [
        [f"`{c.name}`", sentence(c.about) + (" Several values." if c.is_list else "")]
        for c in question.columns
    ]
    support = [[f"`{name}`", ABOUT[name]] for name in question.support]
    commands = [f"kg ask {question.id}"]
    if example:
        given = " ".join(f"--set {name}={value}" for name, value in sorted(example.items()))
        commands.append(f"kg ask {question.id} {given}")
    parts = [
        f"## {question.id}",
        f"**{question.title}**",
        sentence(question.answers),
        "Cannot say: " + " ".join(sentence(text) for text in question.cannot),
        table(["parameter", "type", "default", ""], rows) or "No parameters.",
        table(["column", ""], [*columns, *support]),
        f"An empty answer means: {sentence(question.empty)}",
        shell(commands),
    ]
    return "\n\n".join(parts)


def _default(parameter: Parameter) -> str:
    return f"`{parameter.default}`" if parameter.default else "none"


def _examples() -> Iterator[tuple[str, dict[str, str]]]:
    """Parameters of a question as the cases set them, the first case by name last."""
    for path in sorted(Path(paths.ROOT, "tests", "cases").glob("*.yaml"), reverse=True):
        case = read_case(path)
        if case.set:
            yield case.question, case.set
