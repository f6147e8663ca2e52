"""DuckDB with a limit on memory, and its temporary files in the cache."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from kg import paths
from kg.errors import KgError

if TYPE_CHECKING:
    import duckdb

#: what DuckDB may hold in memory
MEMORY = "4GB"


@contextmanager
def connection(memory: str = MEMORY) -> Iterator[duckdb.DuckDBPyConnection]:
    """A connection of its own in memory, gone afterwards with all its temporary files.

    Raises KgError where the extra for records is not installed.
    """
    try:
        import duckdb
    except ImportError:
        raise missing() from None
    base = Path(paths.cache()) / "records" / "tmp"
    base.mkdir(parents=True, exist_ok=True)
    folder = tempfile.mkdtemp(prefix="duckdb-", dir=base)
    try:
        with duckdb.connect() as opened:
            opened.execute(f"SET memory_limit = '{memory}'")
            opened.execute(f"SET temp_directory = {literal(folder)}")
            opened.execute("SET enable_progress_bar = false")
            opened.execute("SET autoinstall_known_extensions = false")
            opened.execute("SET autoload_known_extensions = false")
            yield opened
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def missing() -> KgError:
    """What to raise where a library of the extra is not there."""
    return KgError(
        "KG832",
        "Files of records need libraries that are not installed.",
        "Run: pip install 'custody-graph[records]'",
    )


def literal(value: str | os.PathLike[str]) -> str:
    """The text as an SQL literal."""
    return "'" + os.fspath(value).replace("'", "''") + "'"


def name(value: str) -> str:
    """The text as an SQL identifier."""
    return '"' + value.replace('"', '""') + '"'
