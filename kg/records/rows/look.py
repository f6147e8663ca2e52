"""What the manifest says of a load: counts, absent columns, and findings."""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.findings import CODES, Finding, Place
from kg.records.rows import engine, shape, stays
from kg.records.rows.duplicates import RULES
from kg.records.rows.intake import Taken
from kg.records.rows.part import Part
from kg.records.rows.release import FOLDER, Match
from kg.records.rows.tables import ASIDE, STAYS, STINTS

if TYPE_CHECKING:
    import duckdb

#: why a row does not fit the header
_MISFITS = {
    "too-few-cells": "have too few cells",
    "too-many-cells": "have too many cells",
    "too-long": "are longer than a row can be",
    "bad-quotes": "have quotes in the middle of a cell",
}
#: how many unknown values are listed
_LISTED = 20


@functools.cache
def codes() -> dict[str, frozenset[str]]:
    """The known values of each coded column, in lower case."""
    data = tomllib.loads((FOLDER / "codes.toml").read_text("utf-8"))
    return {name: frozenset(value.lower() for value in values) for name, values in data.items()}


def at(
    connection: duckdb.DuckDBPyConnection,
    taken: list[Taken],
    table: list[tuple[Part, Match]],
    made: Path,
    digest: str,
) -> tuple[dict[str, Any], tuple[Finding, ...]]:
    """The manifest and the findings of what was made in the folder."""
    release = table[0][1].release
    stints = f"read_parquet({engine.literal(made / STINTS)})"
    aside = f"read_parquet({engine.literal(made / ASIDE)})"

    def one(query: str) -> tuple[Any, ...]:
        return connection.execute(query).fetchone() or ()

    read, unknown_people, twice = one(
        "SELECT count(*), count(*) FILTER (NOT known), (SELECT count(*) FROM (SELECT person FROM "
        "close GROUP BY person, start, code HAVING min(stay) <> max(stay))) FROM keys"
    )
    kept = one(f"SELECT count(*) FROM {stints}")[0]
    reasons = dict(
        connection.execute(f"SELECT reason, count(*) FROM {aside} GROUP BY 1 ORDER BY 1").fetchall()
    )
    lost = one("SELECT count(*) FROM rejected")[0]
    if read + lost != kept + sum(reasons.values()):
        raise AssertionError(f"{read} + {lost} rows in, {kept} kept, {reasons} set aside")
    marks = {
        name: _bits(
            connection, f"SELECT {name}, count(*) FROM {stints} WHERE {name} > 0 GROUP BY 1"
        )
        for name in ("redacted", "unreadable")
    }
    number, wider_start, wider_end, two_ends = one(stays.look(str(made / STAYS)))
    strange = {
        column: _strange(connection, stints, column, listed)
        for column, listed in shape.CODED.items()
        if any(column in fit.positions for _, fit in table)
    }
    findings = _Findings(str(taken[0].path))
    for encoding in sorted({one.encoding for one in taken} - {"utf-8"}):
        findings.add("KG843", f"It was read as {encoding}.")
    _columns(findings, table)
    for column, values in strange.items():
        if values:
            listed = "; ".join(f"{value!r} {n:,}" for value, n in list(values.items())[:_LISTED])
            more = f"; and {len(values) - _LISTED} more" if len(values) > _LISTED else ""
            findings.add("KG837", f"{column} has values that no list has: {listed}{more}.")
    for column, n in marks["unreadable"].items():
        findings.add("KG838", f"{column}: {n:,} values cannot be read and are null.")
    for reason, words in _MISFITS.items():
        if reasons.get(reason):
            findings.add("KG839", f"{reasons[reason]:,} rows {words}: set aside.")
    if unknown_people:
        what = "set aside" if release.duplicates == "exact" else "kept, and in no stay"
        findings.add("KG840", f"{unknown_people:,} rows have no person: {what}.")
    if reasons.get("no-start"):
        findings.add("KG841", f"{reasons['no-start']:,} rows have no day of book-in: set aside.")
    if twice:
        findings.add("KG842", f"{twice:,} stints stand in two stays.")
    if two_ends:
        findings.add("KG845", f"{two_ends:,} stays have two different ends.")
    absent = sorted(
        set(shape.CARRIED) - {name for _, fit in table for name in fit.positions}
    )
    return {
        "kind": "record-rows",
        "digest": digest,
        "release": release.key,
        "title": release.title,
        "posted": release.posted,
        "reference": release.reference,
        "files": [
            {
                "file": one.path.name,
                "sha256": one.digest,
                "bytes": one.size,
                "encoding": one.encoding,
            }
            for one in taken
        ],
        "synthetic": bool(
            one(f"SELECT bool_or(starts_with(person, 'SYNTHETIC-')) FROM {stints}")[0]
        ),
        "duplicate_rule_key": release.duplicates,
        "duplicate_rule": RULES[release.duplicates],
        "times": "naive local times as written" if release.times else "dates only",
        "rows": {
            "read": read + lost,
            "stints": kept,
            "stays": number,
            "set_aside": sum(reasons.values()),
            "set_aside_by_reason": reasons,
            "without_person": unknown_people,
        },
        "stays": {
            "begin_before_first_stint": wider_start,
            "end_after_last_stint": wider_end,
            "two_ends": two_ends,
            "stints_in_two_stays": twice,
        },
        "absent": absent,
        "not_carried": sorted({name for _, fit in table for name in fit.not_carried}),
        "redacted": marks["redacted"],
        "unreadable": marks["unreadable"],
        "bits": list(shape.CARRIED),
        "unknown_values": {name: values for name, values in strange.items() if values},
        "findings": [
            {
                "file": found.place.file,
                "code": found.code,
                "severity": found.severity,
                "message": found.message,
                "remedy": found.remedy,
            }
            for found in findings.found
        ],
    }, tuple(findings.found)


class _Findings:
    """Warnings on the files of one load."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.found: list[Finding] = []

    def add(self, code: str, message: str) -> None:
        """Note a warning."""
        self.found.append(Finding(Place(self.file), code, message, CODES[code].remedy, "warning"))


def _columns(findings: _Findings, table: list[tuple[Part, Match]]) -> None:
    unknown = sorted({name for _, fit in table for name in fit.unknown})
    if unknown:
        findings.add("KG835", f"Columns that are not read: {', '.join(unknown[:_LISTED])}.")
    release = table[0][1].release
    missing = sorted(
        {
            raw
            for _, fit in table
            for raw in fit.missing
            if release.columns[raw] is not None
        }
    )
    if missing:
        findings.add("KG836", f"Missing columns: {', '.join(missing)}.")


def _bits(connection: duckdb.DuckDBPyConnection, query: str) -> dict[str, int]:
    counts: dict[str, int] = {}
    for mask, number in connection.execute(query).fetchall():
        for bit, name in enumerate(shape.CARRIED):
            if mask >> bit & 1:
                counts[name] = counts.get(name, 0) + number
    return dict(sorted(counts.items()))


def _strange(
    connection: duckdb.DuckDBPyConnection, stints: str, column: str, listed: str
) -> dict[str, int]:
    known = codes()[listed]
    found = connection.execute(
        f"SELECT {column}, count(*) FROM {stints} WHERE {column} IS NOT NULL "
        f"GROUP BY 1 ORDER BY 2 DESC, 1"
    )
    values: dict[str, int] = {}
    while rows := found.fetchmany(10_000):
        for value, number in rows:
            if value.strip().lower() not in known:
                values[value] = number
    return values
