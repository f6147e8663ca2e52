"""The releases whose columns are known, read from ``kg/records/releases``; and which one a file is.

Column names changed in every release. A name is compared in lower case with every run of other
characters as one underscore, so ICE's own header and the processed one of the Deportation Data
Project are the same name.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kg.errors import KgError
from kg.suggest import did_you_mean

FOLDER = Path(__file__).parent.parent / "releases"
#: a column that is known and not carried
_KNOWN = "-"
#: without these a file holds no stints
_REQUIRED = frozenset({"person", "stay_start", "stint_start", "stint_reason"})


@dataclass(frozen=True, slots=True)
class Release:
    """One release: its raw columns in order, each with its canonical column or None."""

    key: str
    title: str
    posted: str
    reference: str
    period: str
    note: str
    header_row: int
    times: bool
    delimiter: str
    duplicates: str
    columns: Mapping[str, str | None]
    added: frozenset[str]

    @property
    def names(self) -> dict[str, str | None]:
        """The normalised name of each column, with its canonical column."""
        return {normal(raw): canonical for raw, canonical in self.columns.items()}


@dataclass(frozen=True, slots=True)
class Match:
    """How a header fits a release."""

    release: Release
    #: canonical column: position in the header
    positions: Mapping[str, int]
    #: names that the release does not have
    unknown: tuple[str, ...]
    #: raw names of the release that the header does not have
    missing: tuple[str, ...]
    #: names that are known and not carried
    not_carried: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether stints can be read: person, stay, start and reason are there."""
        return self.positions.keys() >= _REQUIRED


def normal(name: str) -> str:
    """The name as it is compared.

    >>> normal("Most Serious Conviction (MSC) Charge Code"), normal(" Stay_Book_In ")
    ('most_serious_conviction_msc_charge_code', 'stay_book_in')
    """
    return re.sub(r"[^0-9a-z]+", "_", name.lower()).strip("_")


@functools.cache
def releases() -> dict[str, Release]:
    """Every known release by its key."""
    found = {}
    for file in sorted(FOLDER.glob("*.toml")):
        data = tomllib.loads(file.read_text("utf-8"))
        if "columns" not in data or "key" not in data:
            continue
        columns = {raw: None if to == _KNOWN else to for raw, to in data.pop("columns").items()}
        added = frozenset(normal(name) for name in data.pop("added", ()))
        found[data["key"]] = Release(**data, columns=columns, added=added)
    return found


@functools.cache
def processed() -> frozenset[str]:
    """Normalised names of what the Deportation Data Project adds to the columns of any release."""
    data = tomllib.loads((FOLDER / "processed.toml").read_text("utf-8"))
    return frozenset(normal(name) for name in data["added"])


def named(key: str) -> Release:
    """The release with this key; raises KgError where there is none."""
    known = releases()
    if key not in known:
        raise KgError(
            "KG831",
            f"There is no release {key}.{did_you_mean(key, known)}",
            f"Use one of: {', '.join(sorted(known))}.",
        )
    return known[key]


def match(header: Iterable[str], release: Release) -> Match:
    """How the header fits the release; of a name that stands twice the first counts."""
    names = release.names
    positions: dict[str, int] = {}
    unknown, idle, seen = [], [], set()
    for position, raw in enumerate(header):
        name = normal(raw)
        if name in seen:
            unknown.append(raw)
            continue
        seen.add(name)
        canonical = names.get(name)
        if canonical is not None:
            positions[canonical] = position
        elif name in names or name in release.added or name in processed():
            idle.append(raw)
        else:
            unknown.append(raw)
    missing = tuple(raw for raw in release.columns if normal(raw) not in seen)
    return Match(release, positions, tuple(unknown), missing, tuple(idle))


def identify(header: Iterable[str]) -> Match | None:
    """The release that fits best; None where no release could be read from this header."""
    listed = tuple(header)
    fits = [
        one
        for one in (match(listed, release) for release in releases().values())
        if one.complete
    ]

    def distance(one: Match) -> tuple[int, int, str]:
        # names of redacted and idle columns are dropped by whoever processed the file
        lost = sum(one.release.columns[raw] is not None for raw in one.missing)
        return (lost + len(one.unknown), len(one.missing), one.release.key)

    return min(fits, key=distance) if fits else None
