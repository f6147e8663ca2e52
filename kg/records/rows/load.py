"""Load record-level files: rows in are rows kept and rows set aside, each with its reason."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Iterable
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.findings import Finding, Findings, Place
from kg.records.rows import engine, look, select, tables
from kg.records.rows.intake import Taken, presumed, refused, take
from kg.records.rows.opened import Progress, first_line, parts
from kg.records.rows.part import Part
from kg.records.rows.release import Match, Release, identify, match, named

if TYPE_CHECKING:
    import duckdb

#: goes up when the same file would give other tables
VERSION = 1
MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A loaded release: where it stands, and what its manifest says."""

    folder: Path
    manifest: dict[str, Any]
    findings: tuple[Finding, ...]
    #: whether it stood there already
    stood: bool = False


def load(
    paths: Iterable[Path], out: Path, release: str | None = None, progress: Progress | None = None
) -> Loaded:
    """Load the files of one release into ``out/rows/<digest>/``.

    The folder is complete or not there; an earlier import is never touched. Raises Findings with
    all that keeps the files from being loaded, KgError where the release is not known.
    """
    say = progress or (lambda _: None)
    wanted = named(release) if release is not None else None
    base = out / "rows"
    base.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=".new-", dir=base))
    files = list(paths)
    try:
        with ThreadPoolExecutor(max_workers=1) as other:
            looked = other.submit(_take, files, scratch, say)
            ahead = [presumed(path) for path in files]
            texts = [one for one in ahead if one is not None]
            if len(texts) == len(files):
                # DuckDB reads the rows while the files are looked through: nearly always they are
                # what they seem, and nothing is stored before that is known
                with suppress(_OtherwiseError):
                    return _made(texts, looked, wanted, base, scratch, say)
            return _made(looked.result(), looked, wanted, base, scratch, say)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


class _OtherwiseError(Exception):
    """A file is not what it seemed from its beginning."""


def _made(
    taken: list[Taken],
    looked: Future[list[Taken]],
    wanted: Release | None,
    base: Path,
    scratch: Path,
    say: Progress,
) -> Loaded:
    """Load the files as they are taken to be; raises _OtherwiseError where they are not."""
    import duckdb

    with engine.connection() as connection:
        wrong: Exception | None = None
        table: list[tuple[Part, Match]] = []
        listed: select.Lists = {}

        def idle() -> bool:
            """Whether it is known by now that these rows will not be stored."""
            return looked.done() and (
                looked.exception() is not None
                or not _same(taken, looked.result())
                or _stood(looked.result(), table, base) is not None
            )

        def stop(_: Future[list[Taken]]) -> None:
            with suppress(duckdb.Error):  # it may be closed by now
                if idle():
                    connection.interrupt()

        try:
            table = _parts(taken, wanted, connection, scratch, say)
            looked.add_done_callback(stop)
            if not idle():
                listed = tables.read(connection, taken, table, say)
        except (Findings, duckdb.Error) as error:
            wrong = error
        sure = looked.result()
        if not _same(taken, sure):
            raise _OtherwiseError
        if table and (target := _stood(sure, table, base)):
            return _stands(target)
        if wrong is not None:
            raise _told(wrong, sure) from None
        target = base / _digest(sure, table[0][1].release)
        made = scratch / "made"
        made.mkdir()
        try:
            tables.write(connection, table, listed, made, say)
            say("findings")
            manifest, findings = look.at(connection, sure, table, made, target.name)
        except duckdb.Error as error:
            raise _told(error, sure) from None
    text = json.dumps(manifest, indent=2, ensure_ascii=False)
    (made / MANIFEST).write_text(text + "\n", encoding="utf-8")
    if target.exists():
        shutil.rmtree(target)
    made.rename(target)
    return Loaded(target, manifest, findings)


def _told(error: Exception, taken: list[Taken]) -> Exception:
    """What to raise for an error: a finding on the file, unless it is a defect of ours."""
    import duckdb

    ours = (duckdb.ParserException, duckdb.BinderException, duckdb.CatalogException)
    if isinstance(error, duckdb.Error) and not isinstance(error, ours):
        return refused(taken[0].path, "KG833", first_line(error))
    return error


def _same(taken: list[Taken], sure: list[Taken]) -> bool:
    """Whether the files are what they were taken to be, but for their digests."""
    return taken == [replace(one, digest=was.digest) for one, was in zip(sure, taken, strict=True)]


def _stood(taken: list[Taken], table: list[tuple[Part, Match]], base: Path) -> Path | None:
    """The folder of the same files, if they were imported before."""
    target = base / _digest(taken, table[0][1].release)
    return target if (target / MANIFEST).is_file() else None


def _take(paths: list[Path], scratch: Path, say: Progress) -> list[Taken]:
    taken: list[Taken] = []
    wrong: list[Finding] = []
    for path in paths:
        try:
            taken.append(take(path, scratch, say))
        except Findings as error:
            wrong += error.findings
    if wrong:
        raise Findings(wrong)
    return taken


def _parts(
    taken: list[Taken],
    wanted: Release | None,
    connection: duckdb.DuckDBPyConnection,
    scratch: Path,
    say: Progress,
) -> list[tuple[Part, Match]]:
    """The parts of all files with how each fits the release that they share."""
    found: list[tuple[Part, Match]] = []
    wrong: list[Finding] = []
    for one in taken:
        try:
            for part in parts(one, wanted, connection, scratch, say):
                fit = identify(part.header) if wanted is None else match(part.header, wanted)
                if fit is None or not fit.complete:
                    from kg.records.rows.head import no_header

                    raise no_header(one, wanted)
                found.append((part, fit))
        except Findings as error:
            wrong += error.findings
    keys = {fit.release.key for _, fit in found}
    if len(keys) > 1:
        wrong += refused(
            taken[0].path,
            "KG834",
            f"The files are of several releases ({', '.join(sorted(keys))}): load them one by one,"
            " as ids of people match within a release only.",
        ).findings
    if wrong:
        raise Findings(wrong)
    return found


def _digest(taken: list[Taken], release: Release) -> str:
    listed = sorted(one.digest for one in taken)
    text = json.dumps([VERSION, release.key, release.duplicates, list(release.names), listed])
    return hashlib.sha256(text.encode()).hexdigest()


def _stands(target: Path) -> Loaded:
    manifest = json.loads((target / MANIFEST).read_text("utf-8"))
    # the one imported last is the one that questions are asked of
    (target / MANIFEST).touch()
    found = tuple(
        Finding(Place(one["file"]), one["code"], one["message"], one["remedy"], one["severity"])
        for one in manifest["findings"]
    )
    return Loaded(target, manifest, found, stood=True)
