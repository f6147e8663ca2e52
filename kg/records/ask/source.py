"""The tables ``stints`` and ``stays`` of one release, on whichever engine holds them."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg import paths
from kg.errors import KgError

if TYPE_CHECKING:
    import ibis.expr.types as ir
    from ibis.backends import BaseBackend

TABLES = ("stints", "stays")
DEFAULT_ENGINE = "duckdb://"
LATEST = "latest"


@dataclass(frozen=True, slots=True)
class Release:
    """What the manifest says of the rows."""

    folder: Path
    name: str
    digest: str
    duplicate_rule: str
    absent: tuple[str, ...]
    #: drawn rows that describe nobody
    synthetic: bool
    #: table → rows kept
    rows: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Source:
    """A release and its tables on an engine."""

    release: Release
    engine: str
    connection: BaseBackend
    tables: Mapping[str, ir.Table]

    #: key → an expression as it was built, and its SQL where the engine is DuckDB
    written: dict[Hashable, tuple[ir.Table, str]] = field(
        default_factory=dict, compare=False, repr=False
    )

    def fetch(
        self, key: Hashable, build: Callable[[], ir.Table]
    ) -> tuple[tuple[str, ...], list[tuple[Any, ...]]]:
        """Columns and rows of an expression, run on the engine; it is built once for each key."""
        if key not in self.written:
            built = build()
            text = str(self.connection.compile(built)) if self.engine == "duckdb" else ""
            self.written[key] = built, text
        expression, text = self.written[key]
        if text:
            # numbers and texts only: the way through Arrow would cost what a small question does
            return expression.columns, list(self.connection.raw_sql(text).fetchall())
        found = self.connection.to_pyarrow(expression)
        rows = zip(*(column.to_pylist() for column in found.columns), strict=True)
        return expression.columns, list(rows)


def read_release(folder: Path) -> Release:
    """The manifest of a folder that ``kg records import`` wrote; raises KgError."""
    path = folder / "manifest.json"
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        return Release(
            folder=folder,
            name=str(manifest["release"]),
            digest=str(manifest["digest"]),
            duplicate_rule=str(manifest["duplicate_rule"]),
            absent=tuple(manifest["absent"]),
            synthetic=bool(manifest.get("synthetic")),
            rows={name: int(manifest["rows"][name]) for name in TABLES},
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise KgError(
            "KG861",
            f"{path} is not the manifest of an imported release: {type(error).__name__} {error}.",
            "Import the file with kg records import, and name the folder that it wrote.",
        ) from None


def find_release(named: str) -> Release:
    """The release in a folder, or the one imported last where ``latest`` is named."""
    if named != LATEST:
        return read_release(Path(named))
    base = Path(paths.cache()) / "records" / "rows"
    found = sorted(base.glob("*/manifest.json"), key=lambda path: path.stat().st_mtime)
    if not found:
        raise KgError(
            "KG861", "No release was imported yet.",
            "Import one with kg records import FILE, or name a folder with --release.",
        )
    return read_release(found[-1].parent)


def open_source(release: Release, engine: str | None = None) -> Source:
    """The tables of a release.

    An engine that has tables of these names is asked for its own, which then have to have as many
    rows as the manifest says; one that has not reads the Parquet files of the folder. Raises
    KgError where neither is there.
    """
    connection = _connect(engine or DEFAULT_ENGINE)
    tables = {name: _table(connection, name, release) for name in TABLES}
    return Source(release, str(connection.name), connection, tables)


def _connect(url: str) -> BaseBackend:
    try:
        import ibis
    except ImportError:
        from kg.records.rows.engine import missing

        raise missing() from None
    try:
        found = ibis.connect(url)
    except Exception as error:  # noqa: BLE001 - every engine has errors of its own
        # not the address: it may hold a password
        raise KgError(
            "KG862",
            f"No connection to {url.partition(':')[0]}: {type(error).__name__}.",
            "See ibis.connect for the form of an address, and install what the engine needs.",
        ) from None
    if str(found.name) == "duckdb":
        found.raw_sql("SET enable_progress_bar = false")
    return found


def _table(connection: BaseBackend, name: str, release: Release) -> ir.Table:
    own = _own(connection, name)
    if own is None:
        return _present(_read(connection, name, release), release)
    rows = int(connection.to_pyarrow(own.count()).as_py())
    if rows != release.rows[name]:
        raise KgError(
            "KG863",
            f"The engine's table {name} has {rows} rows, the manifest of {release.folder} says"
            f" {release.rows[name]}.",
            "Load the Parquet files of that folder into the engine, or name the folder they"
            " came from with --release.",
        )
    return _present(own, release)


def _own(connection: BaseBackend, name: str) -> ir.Table | None:
    """The engine's own table of that name."""
    try:
        return connection.table(name)
    except Exception:  # noqa: BLE001 - every engine says in its own way that there is none
        return None


def _read(connection: BaseBackend, name: str, release: Release) -> ir.Table:
    path = release.folder / f"{name}.parquet"
    if not path.is_file():
        raise KgError("KG861", f"{path} is missing.", "Import the file again: kg records import.")
    try:
        return connection.read_parquet(str(path), table_name=name)
    except Exception as error:  # noqa: BLE001 - every engine has errors of its own
        raise KgError(
            "KG862",
            f"{connection.name} has no table {name} and cannot read {path.name}:"
            f" {type(error).__name__}.",
            f"Load the Parquet files into the engine as {' and '.join(TABLES)}.",
        ) from None


def _present(table: ir.Table, release: Release) -> ir.Table:
    """The table without the columns that the release does not have."""
    absent = [name for name in release.absent if name in table.columns]
    return table.drop(*absent) if absent else table
