"""Queries to begin with: short ones that teach the shape of the data, and every question's own."""

from __future__ import annotations

from importlib import resources
from textwrap import fill

from kg.ask.bind import bind, values
from kg.ask.question import questions
from kg.query_file import header

#: the theme of those that are made to be read
TEACHING = "first steps"


def examples() -> list[dict[str, str]]:
    """Examples: id, title, theme, what they show, text; first steps before the questions."""
    return [*_teaching(), *_questions()]


def _teaching() -> list[dict[str, str]]:
    folder = resources.files("kg.explorer").joinpath("examples")
    made = []
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        text = file.read_text(encoding="utf-8")
        about = header(text)
        body = "".join(
            line for line in text.splitlines(keepends=True)
            if not line.startswith(("# title:", "# shows:"))
        )
        made.append({
            "id": file.name.removesuffix(".rq").partition("-")[2], "title": about["title"][0],
            "theme": TEACHING, "about": " ".join(about["shows"]), "text": body,
        })
    return made


def _questions() -> list[dict[str, str]]:
    """The questions as the engine gets them, with the defaults of their parameters."""
    return [
        {
            "id": question.id, "title": question.title, "theme": question.theme,
            "about": question.answers, "text": _read(question.title, bind(
                question, values(question, {}))),
        }
        for question in questions()
    ]


def _read(title: str, text: str) -> str:
    """The text as a reader wants it: its question above, no empty lines."""
    above = fill(title, 96, initial_indent="# ", subsequent_indent="# ", break_long_words=False)
    lines = [line.rstrip() for line in text.splitlines() if line.strip()]
    return "\n".join([above, *lines]) + "\n"
