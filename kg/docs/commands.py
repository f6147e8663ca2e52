"""``docs/commands.md``: every command as Typer declares it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from typer.main import get_command

from kg.cli.app import app
from kg.docs.markdown import page, sentence, shell, table

_INTRODUCTION = """\
Every command prints a table on a terminal. Piped output has no colour and nothing is cut off;
progress goes to standard error. Ids are printed as the commands take them: a key
(`medical-need`), a claim as `document/claim`, or the beginning of a claim's key where only one
claim has it (`c15`). A name that does not exist is answered with those that resemble it."""

_STATUS = table(
    ["status", "meaning"],
    [
        ["0", "Answered. An answer that is known to be empty is an answer."],
        ["1", "Findings, a case that does not hold, or nothing that can be answered."],
        ["2", "The command was not used as it is meant; the message has a code."],
    ],
)

#: environment variable → what it does
ENVIRONMENT = {
    "KG_SEEDS": "Folder of seed files, where not the project's own; `--seeds` goes before it.",
    "KG_CACHE": "Folder of built stores, where not the user's cache folder.",
}


def commands() -> Iterator[tuple[str, Any]]:
    """Every command that does something, with the words that call it, as declared."""
    root: Any = get_command(app)
    yield "kg", root
    for name, command in root.commands.items():
        inner = getattr(command, "commands", None)
        if inner is None:
            yield f"kg {name}", command
        for below, one in (inner or {}).items():
            yield f"kg {name} {below}", one


def options(command: Any) -> list[Any]:
    """The options of a command, but for those that only set up a shell."""
    return [
        one
        for one in command.params
        if one.param_type_name == "option" and not one.name.endswith("_completion")
    ]


def arguments(command: Any) -> list[Any]:
    """The arguments of a command."""
    return [one for one in command.params if one.param_type_name == "argument"]


def write() -> str:
    """The page."""
    found = [(words, command) for words, command in commands() if words != "kg"]
    contents = table(
        ["command", "what it does"],
        [[f"[`{words}`](#{words.replace(' ', '-')})", command.help] for words, command in found],
    )
    root = next(command for words, command in commands() if words == "kg")
    common = table(
        ["option of `kg` itself", ""], [[_names(one), _about(one)] for one in options(root)]
    )
    environment = table(
        ["environment", ""], [[f"`{name}`", about] for name, about in ENVIRONMENT.items()]
    )
    sections = [_section(words, command) for words, command in found]
    return page(
        "Commands", _INTRODUCTION, contents, _STATUS, common, environment, *sections
    )


def _section(words: str, command: Any) -> str:
    given = [*arguments(command), *options(command)]
    usage = " ".join([words, *(_usage(one) for one in arguments(command)), "[OPTIONS]"])
    parts = [
        f"## {words}",
        sentence(command.help),
        f"`{usage}`",
        table(["argument or option", ""], [[_names(one), _about(one)] for one in given]),
        shell(_examples(command.epilog)),
    ]
    return "\n\n".join(parts)


def _usage(argument: Any) -> str:
    name = argument.name.upper() + ("..." if argument.nargs == -1 else "")
    return name if argument.required else f"[{name}]"


def _names(one: Any) -> str:
    if one.param_type_name == "argument":
        return f"`{one.name.upper()}`"
    return ", ".join(f"`{name}`" for name in one.opts)


def _about(one: Any) -> str:
    notes = []
    if one.required:
        notes.append("Required.")
    if getattr(one, "multiple", False):
        notes.append("May be given more than once.")
    if one.default not in (None, False) and not one.required:
        notes.append(f"Default: `{one.default}`.")
    return " ".join([sentence(one.help or ""), *notes])


def _examples(epilog: str | None) -> list[str]:
    """The examples of an epilog, which are joined by semicolons."""
    return (epilog or "").replace("; kg ", "\nkg ").splitlines()
