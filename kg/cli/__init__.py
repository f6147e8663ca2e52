"""The command ``kg``.

Two lanes lead to the same functions: the usual one through Typer, and a short one for the
commands people wait for (``ask``, ``build``), which takes only arguments it fully knows and
leaves everything else, help included, to Typer. Importing Typer alone would cost more time
than answering.
"""

from __future__ import annotations

import io
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kg.findings import Findings


def main() -> None:
    """Run a command and end the process with its status."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # a terminal that knows no dashes gets their numbers, not an error
        sys.stdout.reconfigure(errors="backslashreplace")
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run a command; returns its exit status. Bad input never shows a traceback."""
    from kg.errors import KgError

    try:
        status = _dispatch(arguments)
        sys.stdout.flush()
    except KgError as error:
        print(f"kg: error {error.code}: {error.message}\n  remedy: {error.remedy}", file=sys.stderr)
        status = 2 if error.code in ("KG602", "KG603") else 1
    except BrokenPipeError:
        # the reader of a pipe went away, which is its right
        _discard()
        status = 0
    except OSError as error:
        print(f"kg: error KG601: {error}\n  remedy: Check the place named.", file=sys.stderr)
        _discard()
        status = 1
    except KeyboardInterrupt:
        status = 130
    except Exception as error:
        # Findings come with pydantic and are imported only where something is wrong
        from kg.findings import Findings

        if not isinstance(error, Findings):
            raise
        status = _findings(error)
    return status


def _discard() -> None:
    """Keep what is still unwritten from being written at the end of the process."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _findings(error: Findings) -> int:
    from kg.findings.report import as_text

    print(as_text(error.findings), file=sys.stderr)
    count = len(error.findings)
    print(f"kg: {count} finding{'s' * (count != 1)}; nothing was stored.", file=sys.stderr)
    return 1


def _dispatch(arguments: list[str]) -> int:
    from kg.cli.short import parse

    short = parse(arguments)
    if short is not None:
        from kg.cli.daily import ask, build

        command, given = short
        return ask(**given) if command == "ask" else build(**given)
    from kg.cli.app import invoke

    return invoke(arguments)
