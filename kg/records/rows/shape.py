"""The canonical columns: their order, their types, and which raw text becomes null."""

from __future__ import annotations

#: canonical text columns that the release fills, in the order of the table
TIMES = ("stay_start", "stay_end", "stint_start", "stint_end")
DATES = ("final_order_date", "departed_date", "bond_posted_date")
NUMBERS = {"birth_year": "INTEGER", "bond_set_amount": "DOUBLE", "bond_posted_amount": "DOUBLE"}
STINTS = (
    "person",
    "stay",
    "stint",
    *TIMES,
    "start_has_time",
    "facility",
    "facility_code",
    "area",
    "citizenship",
    "birth_country",
    "birth_year",
    "gender",
    "ethnicity",
    "criminality",
    "threat_level",
    "case_status",
    "case_category",
    "program",
    "charge",
    "final_order",
    "final_order_date",
    "departed_date",
    "departure_country",
    "stint_reason",
    "stay_reason",
    "bond_set_amount",
    "bond_posted_amount",
    "bond_posted_date",
    "felony",
    "file",
    "sheet",
    "row",
    "redacted",
    "unreadable",
)
#: columns that the loader itself makes
MADE = frozenset(
    {"stay", "stint", "start_has_time", "file", "sheet", "row", "redacted", "unreadable"}
)
#: columns of the file, in their order; bit i of redacted and unreadable is column i of these
CARRIED = tuple(name for name in STINTS if name not in MADE)
#: text columns of which each value stands in many rows
SPELLED = tuple(
    name
    for name in CARRIED
    if name not in {"person", *TIMES, *DATES, *NUMBERS}
)
#: coded columns and the list that each is held against
CODED = {
    "stint_reason": "reason",
    "stay_reason": "reason",
    "case_status": "case_status",
    "case_category": "case_category",
    "program": "program",
    "criminality": "criminality",
}


def redacted(text: str) -> str:
    """SQL: whether the text is a mark of redaction, such as (b)(6)(b)(7)(c) or b(6), b(7)c."""
    return f"({text} BETWEEN '(b)(' AND '(b)~' OR {text} BETWEEN 'b(' AND 'b(~')"


def value(column: str, text: str) -> str:
    """SQL of the canonical value of the raw text; null where it is redacted or unreadable.

    Times stay as they are written: an offset or a fraction of a second behind them is cut off,
    never applied.
    """
    if column in TIMES:
        return (
            f"coalesce(try_cast({_first(19, text)} AS TIMESTAMP), "
            f"try_strptime({text}, ['%m/%d/%Y %H:%M', '%m/%d/%Y', '%m/%d/%Y %H:%M:%S', "
            f"'%m/%d/%Y %I:%M %p', '%m/%d/%Y %I:%M:%S %p']))"
        )
    if column in DATES:
        return (
            f"CAST(coalesce(try_cast({_first(10, text)} AS DATE), CAST(try_strptime("
            f"split_part({text}, ' ', 1), ['%m/%d/%Y']) AS DATE)) AS TIMESTAMP)"
        )
    if column == "birth_year":
        return f"CAST(try_cast({text} AS DOUBLE) AS INTEGER)"
    if column in NUMBERS:
        return f"try_cast({text} AS {NUMBERS[column]})"
    return f"CASE WHEN {redacted(text)} THEN NULL ELSE {text} END"


def _first(letters: int, text: str) -> str:
    # most texts are no longer than that, and to count bytes costs nothing
    return f"CASE WHEN strlen({text}) > {letters} THEN left({text}, {letters}) ELSE {text} END"


def kind(column: str) -> str:
    """The SQL type of a canonical column."""
    if column in TIMES or column in DATES:
        return "TIMESTAMP"
    if column == "start_has_time":
        return "BOOLEAN"
    if column in {"row", "redacted", "unreadable"}:
        return "BIGINT"
    return NUMBERS.get(column, "VARCHAR")
