"""SQL over the parts of a release: the keys that duplicates are found by, and the stints."""

from __future__ import annotations

from collections.abc import Mapping

from kg.records.rows import engine, shape
from kg.records.rows.part import Part
from kg.records.rows.release import Match

#: text column → the type whose values are its list
Lists = Mapping[str, str]
#: a row's id is its part's number times this, plus its number in the file
SPAN = 2**40
#: columns of bonds, in which copies of one row may differ
BONDS = frozenset({"bond_set_amount", "bond_posted_amount", "bond_posted_date"})
_BOND_NAMES = ("initial_bond_set_date",)


def numbered(part: Part, number: int, shifts: str | None) -> str:
    """SQL of the rows taken in from a part, each with its number in the file and its id.

    ``shifts`` names a table of how many lines that do not fit stand before a row, if any do.
    """
    span = number * SPAN
    if not part.lossy:
        return f"SELECT *, {span} + row AS id FROM taken_{number}"
    rows = f"(SELECT *, {part.first} + rowid AS place FROM taken_{number})"
    if shifts is None:
        return f"SELECT * RENAME (place AS row), {span} + place AS id FROM {rows}"
    return (
        f"SELECT n.* EXCLUDE (place), n.place + coalesce(s.shift, 0) AS row, {span} + n.place + "
        f"coalesce(s.shift, 0) AS id FROM {rows} n ASOF LEFT JOIN {shifts} s ON n.place >= s.above"
    )


def text(part: Part, match: Match, column: str) -> str:
    """SQL of the raw text of a canonical column; null where the part does not have it."""
    position = match.positions.get(column)
    if position is None:
        return "NULL::VARCHAR"
    kind = part.types[position]
    return f"c{position}" if kind == "VARCHAR" else f"CAST(c{position} AS VARCHAR)"


def canonical(part: Part, match: Match, column: str, listed: Lists) -> str:
    """SQL of the value of a canonical column; a text that its list lacks is null here."""
    position = match.positions.get(column)
    kind = shape.kind(column)
    if position is None:
        return f"NULL::{kind}"
    if column in listed:
        return f"try_cast({text(part, match, column)} AS {listed[column]})"
    typed = part.types[position]
    if typed == "VARCHAR":
        return shape.value(column, f"c{position}")
    if kind == "VARCHAR":
        return shape.value(column, f"CAST(c{position} AS VARCHAR)")
    return f"try_cast(c{position} AS {kind})"


def taken(part: Part, match: Match, listed: Lists) -> str:
    """SQL of the rows of a part with their canonical values, what tells that one is a copy of
    another, and which values are redacted, unreadable or in no list.

    The file is read by this alone. The rows of a lossy part have no number yet: to count them
    within the query would keep DuckDB to one thread, and the table they are put in counts them.
    """
    present = [name for name in shape.CARRIED if name in match.positions]
    values = [f"{canonical(part, match, name, listed)} AS {name}" for name in shape.CARRIED]
    raw = [f"{text(part, match, name)} AS {_raw(name)}" for name in present]
    position = match.positions["stint_start"]
    typed = part.types[position]
    timed = "false"
    if match.release.times:
        timed = f"length(c{position}) > 10" if typed == "VARCHAR" else str(typed != "DATE").lower()
    compared = [] if match.release.duplicates == "lowest-bond" else _compared(part, match)
    # a place in a list is compared at a fraction of what its text costs
    places = {
        f"c{match.positions[name]}": name
        for name in present
        if name in listed and part.types[match.positions[name]] == "VARCHAR"
    }
    same = [places[one] for one in compared if one in places]
    rest = [one for one in compared if one not in places]
    row = [] if part.lossy else [f"{part.row} AS row"]
    read = ", ".join([*values, *raw, f"{timed} AS timed", f"{_hash(rest)} AS rest", *row])
    # a mark of redaction has no value either, so one look at nulls spares most rows all other tests
    lost = {name: f"({_raw(name)} IS NOT NULL AND {name} IS NULL)" for name in present}
    marked = {name: shape.redacted(_raw(name)) for name in present}
    unread = {
        name: f"{lost[name]} AND NOT {marked[name]}"
        for name in present
        if shape.kind(name) != "VARCHAR"
    }
    unlisted = ", ".join(
        f"CASE WHEN {lost[name]} AND NOT {marked[name]} THEN {_raw(name)} END"
        if name in lost
        else "NULL"
        for name in listed
    )
    made = [
        *shape.CARRIED, "timed", *(["row"] if row else []),
        f"CASE WHEN odd THEN {_hash(['alike', *map(_raw, same)])} ELSE alike END AS whole",
        f"CASE WHEN odd THEN {_mask(marked)} ELSE 0 END AS redacted",
        f"CASE WHEN odd THEN {_mask(unread)} ELSE 0 END AS unreadable",
        f"CASE WHEN odd THEN [{unlisted}]::VARCHAR[] END AS unlisted",
    ]
    return (
        f"SELECT {', '.join(made)} FROM (SELECT *, {' OR '.join(lost.values())} AS odd, "
        f"{_hash(['rest', *same])} AS alike FROM (SELECT {read} FROM {part.scan}))"
    )


def spelled(column: str, listed: Lists, kind: str = "VARCHAR") -> str:
    """SQL of a text column of the rows taken in, as text or as the type of a list."""
    if column not in listed:
        return column if kind == "VARCHAR" else f"CAST({column} AS {kind})"
    if listed[column] == kind:
        return column
    place = list(listed).index(column) + 1
    return f"coalesce(CAST({column} AS {kind}), CAST(unlisted[{place}] AS {kind}))"


def keys(rule: str, number: int, listed: Lists) -> str:
    """SQL of what tells duplicates and rows that cannot be kept, one row a row.

    Whatever two rows are duplicates or one stint in two stays, they have the same key.
    """
    when = "CAST(stint_start AS DATE)" if rule == "last-same-day" else "stint_start"
    return (
        f"SELECT id, person IS NOT NULL AS known, stint_start IS NOT NULL AS started, "
        f"hash(person, code, {when}) AS key, whole, bond_set_amount AS bond, stay_start AS stay, "
        f"person, stint_start AS start, code FROM (SELECT *, "
        f"{spelled('facility_code', listed)} AS code FROM numbered_{number})"
    )


def _compared(part: Part, match: Match) -> list[str]:
    """The columns of ICE's own in which copies of a row are equal."""
    from kg.records.rows.release import normal

    release, names = match.release, match.release.names
    left_out = set()
    if release.duplicates == "last-same-day":
        left_out = {name for name, to in names.items() if to in BONDS} | set(_BOND_NAMES)
    listed = [
        f"c{i}"
        for i, raw in enumerate(part.header)
        if normal(raw) in names and normal(raw) not in left_out
    ]
    return listed or ["c0"]


def stints(part: Part, number: int, listed: Lists, final: Lists) -> str:
    """SQL of the canonical stints of a part, with the id of each row.

    ``final`` has the types in which the parts meet, where they are not text.
    """
    code = spelled("facility_code", listed)
    made = {
        "stay": _joined("person", "CAST(stay_start AS VARCHAR)"),
        "stint": _joined("person", "CAST(stint_start AS VARCHAR)", f"coalesce({code}, '')"),
        "start_has_time": "timed",
        "file": engine.literal(part.file),
        "sheet": "NULL::VARCHAR" if part.sheet is None else engine.literal(part.sheet),
    }
    made |= {
        name: spelled(name, listed, final.get(name, "VARCHAR")) for name in shape.SPELLED
    }
    columns = ", ".join(f"{made.get(name, name)} AS {name}" for name in shape.STINTS)
    return f"SELECT {columns}, id FROM numbered_{number}"


def _joined(*texts: str) -> str:
    return " || '_' || ".join(texts)


def _mask(tests: dict[str, str]) -> str:
    """SQL of the number whose bit i says that the test of carried column i holds."""
    if not tests:
        return "0::BIGINT"
    bits = " + ".join(
        f"CASE WHEN {test} THEN {1 << shape.CARRIED.index(name)}::BIGINT ELSE 0 END"
        for name, test in tests.items()
    )
    return bits


def _hash(columns: list[str]) -> str:
    return f"hash({', '.join(columns)})" if columns else "0::UBIGINT"


def _raw(column: str) -> str:
    return f"raw_{column}"
