"""A question: the header and text of one file in ``queries/``."""

from __future__ import annotations

import os

from kg import paths
from kg.errors import KgError
from kg.frozen import Frozen
from kg.query_file import header

#: what a parameter's value may be
TYPES = ("entity", "document", "claim", "concept", "text", "day", "number")
#: or a class of the ontology, such as Outcome
_NEEDED = ("id", "title", "theme", "answers", "cannot", "column", "empty", "keywords")


class Parameter(Frozen):
    """A parameter: ``# parameter: name type = default | what it is``."""

    name: str
    type: str
    default: str
    about: str


class Column(Frozen):
    """A column: ``# column: name [list] | what it is``; a list gathers values of a row."""

    name: str
    is_list: bool
    about: str


class Question(Frozen):
    """A question as its file documents it."""

    id: str
    #: the title with the default of each parameter in its place
    title: str
    #: the title with ``{parameter}`` where a parameter is named
    heading: str
    theme: str
    answers: str
    cannot: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    support: tuple[str, ...]
    empty: str
    keywords: tuple[str, ...]
    needs: tuple[tuple[str, str], ...]
    network: str
    query: str

    @property
    def counts(self) -> bool:
        """Whether the answer rests on cells of published tables."""
        return "?observation" in self.query


def ids() -> list[str]:
    """The ids of all questions, sorted."""
    return sorted(n[:-3] for n in os.listdir(paths.QUERIES) if n.endswith(".rq"))


def questions() -> list[Question]:
    """All questions, by theme and id."""
    return sorted((question(name) for name in ids()), key=lambda q: (q.theme, q.id))


def question(name: str) -> Question:
    """The question of that id; raises KgError with what was probably meant."""
    path = os.path.join(paths.QUERIES, name + ".rq")
    if os.sep in name or not os.path.isfile(path):
        from kg.suggest import did_you_mean

        raise KgError(
            "KG602",
            f"There is no question {name}.{did_you_mean(name, ids())}",
            "List them with kg ask.",
        )
    with open(path, encoding="utf-8") as file:
        return parse(name, file.read())


def parse(name: str, query: str) -> Question:
    """Read a question's file; raises KgError naming the header line that is missing."""
    about = header(query)
    for needed in _NEEDED:
        if not about.get(needed) or not about[needed][0]:
            raise KgError("KG605", f"{name}.rq has no line # {needed}:", "Add it to the header.")
    if about["id"][0] != name:
        raise KgError("KG605", f"{name}.rq calls itself {about['id'][0]}.", "Make them equal.")
    parameters = tuple(_parameter(name, line) for line in about.get("parameter", []))
    title = about["title"][0]
    for parameter in parameters:
        title = title.replace(f"{{{parameter.name}}}", parameter.default)
    return Question(
        id=name,
        title=title,
        heading=about["title"][0],
        theme=about["theme"][0],
        answers=" ".join(about["answers"]),
        cannot=tuple(about["cannot"]),
        parameters=parameters,
        columns=tuple(_column(line) for line in about["column"]),
        support=tuple(" ".join(about.get("support", [])).split()),
        empty=" ".join(about["empty"]),
        keywords=tuple(word.strip() for word in about["keywords"][0].split(",")),
        needs=tuple(_need(name, line) for line in about.get("need", [])),
        network=" ".join(about.get("network", [])),
        query=query,
    )


def _parameter(name: str, line: str) -> Parameter:
    left, bar, about = line.partition("|")
    declared, _, default = left.partition("=")
    words = declared.split()
    if not bar or len(words) != 2 or not (words[1] in TYPES or words[1][:1].isupper()):
        raise KgError(
            "KG605", f"{name}.rq: parameter '{line}' is not 'name type = default | about'.",
            f"Types are {', '.join(TYPES)}.",
        )
    return Parameter(words[0], words[1], default.strip(), about.strip())


def _column(line: str) -> Column:
    left, _, about = line.partition("|")
    words = left.split()
    return Column(words[0], "list" in words[1:], about.strip())


def _need(name: str, line: str) -> tuple[str, str]:
    about, bar, pattern = line.partition("|")
    if not bar:
        raise KgError("KG605", f"{name}.rq: need '{line}' has no pattern.", "Add | pattern.")
    return about.strip(), pattern.strip()
