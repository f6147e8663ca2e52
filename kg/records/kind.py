"""What a file is, by what is in it: an ICE workbook, or record-level rows."""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path

from kg.records.workbook.guard import is_spreadsheet

#: texts that ICE's workbooks have, and headers that record-level files have
_WORKBOOK = re.compile(rb"ice detention statistics|ice currently detained by|alternatives to"
                       rb" detention data|final (?:releases|book ?outs) by", re.IGNORECASE)
_ROWS = re.compile(rb"book in date|stay release reason|detention release reason|unique identifier",
                   re.IGNORECASE)
_HEAD = 4_000_000
_PARTS = 8


def is_workbook(path: Path) -> bool:
    """Whether the importer of workbooks should take the file.

    It takes damaged, encrypted and foreign spreadsheets too, as it is the one that says what is
    wrong with them; record-level workbooks are told by the names of their columns.
    """
    if not is_spreadsheet(path):
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            names = [n for n in archive.namelist() if n == "xl/sharedStrings.xml"]
            names += [n for n in archive.namelist() if n.startswith("xl/worksheets/")][:_PARTS]
            heads = []
            for name in names:
                with archive.open(name) as file:
                    heads.append(file.read(_HEAD))
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError,
            NotImplementedError):
        return True
    if any(_WORKBOOK.search(head) for head in heads):
        return True
    return not any(_ROWS.search(head) for head in heads)
