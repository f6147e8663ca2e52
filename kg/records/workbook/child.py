"""Reads a workbook's values in a process of its own.

The reader is compiled code: a file that makes it ask for more memory than there is ends the
process, and no exception is raised. So it is run by path, apart, with limits of its own::

    python -P child.py FILE SECONDS BYTES < nothing > pickle

What it writes is a pickle of ``{sheet: {(row, column): value}}``; rows and columns count from 1.
"""

from __future__ import annotations

import pickle
import sys


def limit(seconds: int, size: int) -> None:
    """Bound the time and memory of this process, where the system knows how."""
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_AS, (size, size))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main(path: str, seconds: str, size: str) -> None:
    """Write the values of all sheets to the standard output."""
    from python_calamine import CalamineWorkbook

    limit(int(seconds), int(size))
    workbook = CalamineWorkbook.from_path(path)
    found = {
        name: {
            (row, column): value
            for row, line in enumerate(
                workbook.get_sheet_by_name(name).to_python(skip_empty_area=False), 1
            )
            for column, value in enumerate(line, 1)
            if value is not None and value != ""
        }
        for name in workbook.sheet_names
    }
    pickle.dump(found, sys.stdout.buffer)


if __name__ == "__main__":
    main(*sys.argv[1:])
