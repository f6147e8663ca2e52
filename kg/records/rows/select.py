"""SQL over the parts of a release: the keys that duplicates are found by, and the stints."""

from __future__ import annotations

from kg.records.rows import engine, shape
from kg.records.rows.part import Part
from kg.records.rows.release import Match

#: a row's id is its part's number times this, plus its number in the file
SPAN = 2**40
#: columns of bonds, in which copies of one row may differ
BONDS = frozenset({"bond_set_amount", "bond_posted_amount", "bond_posted_date"})
_BOND_NAMES = ("initial_bond_set_date",)


def row(part: Part, shifts: str | None) -> str:
    """SQL of the part's rows with their number in the column ``row``.

    ``shifts`` names a table of how many lines that do not fit stand before a row, if any do.
    """
    numbered = f"(SELECT *, {part.row} AS counted_row FROM {part.scan})"
    if shifts is None:
        return f"(SELECT * RENAME (counted_row AS row) FROM {numbered})"
    return (
        f"(SELECT n.* EXCLUDE (counted_row), n.counted_row + coalesce(s.shift, 0) AS row "
        f"FROM {numbered} n ASOF LEFT JOIN {shifts} s ON n.counted_row >= s.above)"
    )


def text(part: Part, match: Match, column: str) -> str:
    """SQL of the raw text of a canonical column; null where the part does not have it."""
    position = match.positions.get(column)
    if position is None:
        return "NULL::VARCHAR"
    kind = part.types[position]
    return f"c{position}" if kind == "VARCHAR" else f"CAST(c{position} AS VARCHAR)"


def canonical(part: Part, match: Match, column: str) -> str:
    """SQL of the value of a canonical column."""
    position = match.positions.get(column)
    kind = shape.kind(column)
    if position is None:
        return f"NULL::{kind}"
    typed = part.types[position]
    if typed == "VARCHAR":
        return shape.value(column, f"c{position}")
    if kind == "VARCHAR":
        return shape.value(column, f"CAST(c{position} AS VARCHAR)")
    return f"try_cast(c{position} AS {kind})"


def keys(part: Part, match: Match, number: int) -> str:
    """SQL of what tells duplicates and rows that cannot be kept, one row a row.

    The rows of a lossy part have no id yet: numbering them within the query would keep DuckDB to
    one thread, and the table that they are put in numbers them as well.
    """
    rule = match.release.duplicates
    person, start = canonical(part, match, "person"), canonical(part, match, "stint_start")
    code, stay = text(part, match, "facility_code"), canonical(part, match, "stay_start")
    bond = canonical(part, match, "bond_set_amount")
    stint = f"hash({person}, {start}, {code})"
    if rule == "lowest-bond":
        key, whole = stint, "0::UBIGINT"
    elif rule == "last-same-day":
        key = f"hash({person}, {code}, CAST({start} AS DATE), {stay})"
        whole = f"hash({', '.join(_compared(part, match))})"
    else:
        key = whole = f"hash({', '.join(_compared(part, match))})"
    listed = (
        f"{person} IS NOT NULL AS known, {start} IS NOT NULL AS started, {key} AS key, "
        f"{whole} AS whole, {bond} AS bond, {stint} AS stint, {stay} AS stay, "
        f"{person} AS person, {start} AS start, {code} AS code"
    )
    if part.lossy:
        return f"SELECT {listed} FROM {part.scan}"
    return f"SELECT {number * SPAN} + row AS id, {listed} FROM {row(part, None)}"


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


def stints(part: Part, match: Match, number: int, shifts: str | None) -> str:
    """SQL of the canonical stints of a part, with the id of each row."""
    values = {name: canonical(part, match, name) for name in shape.CARRIED}
    raw = {name: text(part, match, name) for name in shape.CARRIED if name in match.positions}
    marked = {name: shape.redacted(one) for name, one in raw.items()}
    unread = {
        name: f"({one} IS NOT NULL AND {values[name]} IS NULL AND NOT {marked[name]})"
        for name, one in raw.items()
        if shape.kind(name) != "VARCHAR"
    }
    position = match.positions["stint_start"]
    typed = part.types[position]
    timed = "false"
    if match.release.times:
        timed = f"length(c{position}) > 10" if typed == "VARCHAR" else str(typed != "DATE").lower()
    made = {
        "stay": "person || '_' || CAST(stay_start AS VARCHAR)",
        "stint": "person || '_' || CAST(stint_start AS VARCHAR) || '_' || "
        "coalesce(facility_code, '')",
        "start_has_time": "timed",
        "file": engine.literal(part.file),
        "sheet": "NULL::VARCHAR" if part.sheet is None else engine.literal(part.sheet),
    }
    listed = ", ".join(f"{made.get(name, name)} AS {name}" for name in shape.STINTS)
    inner = ", ".join(f"{sql} AS {name}" for name, sql in values.items())
    return (
        f"SELECT {listed}, {number * SPAN} + row AS id FROM (SELECT {inner}, row, "
        f"{timed} AS timed, {_mask(marked)} AS redacted, {_mask(unread)} AS unreadable "
        f"FROM {row(part, shifts)})"
    )


def _mask(tests: dict[str, str]) -> str:
    """SQL of the number whose bit i says that the test of carried column i holds."""
    if not tests:
        return "0::BIGINT"
    bits = " + ".join(
        f"CASE WHEN {test} THEN {1 << shape.CARRIED.index(name)}::BIGINT ELSE 0 END"
        for name, test in tests.items()
    )
    return f"CASE WHEN {' OR '.join(tests.values())} THEN {bits} ELSE 0::BIGINT END"
