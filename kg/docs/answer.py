"""The answer that the README shows: the real one, so that it cannot be another."""

from __future__ import annotations

import os
import re

import kg
from kg.render.answer import as_table
from kg.render.table import PIPED

_BLOCK = re.compile(r"(<!-- answer -->\n).*?(<!-- /answer -->)", re.DOTALL)


def fill(readme: str) -> str:
    """The README with the present answer to the first question between its two marks.

    The digest is left out: it changes with every change of the code. Raises ValueError where
    the marks are missing.
    """
    answer = kg.open().ask("release-factors")
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = str(PIPED)
    try:
        table = as_table(answer)
    finally:
        if before is None:
            del os.environ["COLUMNS"]
        else:
            os.environ["COLUMNS"] = before
    shown = re.sub(r", digest [0-9a-f]+", "", table)
    block = f"```console\n$ kg ask release-factors\n{shown}\n```\n"
    filled, count = _BLOCK.subn(lambda match: match[1] + block + match[2], readme)
    if count != 1:
        raise ValueError("the README has no place for the answer")
    return filled
