"""Which rows are set aside, by the rule that is stated for each release.

``lowest-bond`` (2025 and before, Deportation Data Project): of the rows of one person, book-in and
facility the one with the lowest initial bond stays, the last in the file among equals.
``last-same-day`` (2026, the same): of rows equal in all but bonds the first stays; then of the
rows of one person, facility, day of book-in and stay the last. ``exact`` (UWCHR): of equal rows the
first stays, and rows without a person go. Under the first two rules rows without a person are
never duplicates.
"""

from __future__ import annotations

#: what each rule says, as the manifest names it
RULES = {
    "lowest-bond": "of rows of one person, book-in and facility code the one with the lowest"
    " initial bond is kept, the last among equals; rows without a person are kept",
    "last-same-day": "of rows equal in all but bond columns the first is kept; then the last of"
    " each person, facility code, day of book-in and stay; rows without a person are kept",
    "exact": "of rows equal in all columns the first is kept; rows without a person are set aside",
}
_START = "SELECT id, 'no-start' AS reason FROM keys WHERE NOT started"
#: keys are hashes, and of some millions of texts two may share one: they find what may be a
#: duplicate, and the values themselves decide
CLOSE = (
    "SELECT * FROM keys WHERE started AND known AND key IN "
    "(SELECT key FROM keys WHERE started AND known GROUP BY key HAVING count(*) > 1)"
)

_DAY = "person, code, CAST(start AS DATE), stay"


def set_aside(rule: str) -> str:
    """SQL of the ids of rows that are set aside, each once, with the reason's code.

    Reads ``keys``, which ``select.keys`` describes, and the table ``close`` of what CLOSE selects.
    """
    if rule == "lowest-bond":
        ranked = (
            "SELECT id, row_number() OVER (PARTITION BY person, start, code "
            "ORDER BY bond ASC NULLS LAST, id DESC) AS place FROM close"
        )
        return f"{_START} UNION ALL SELECT id, 'duplicate-bond' FROM ({ranked}) WHERE place > 1"
    if rule == "last-same-day":
        first = (
            f"SELECT *, row_number() OVER (PARTITION BY {_DAY}, whole ORDER BY id) AS copy "
            "FROM close"
        )
        last = (
            f"SELECT id, copy, row_number() OVER (PARTITION BY {_DAY}, copy > 1 "
            f"ORDER BY id DESC) AS place FROM ({first})"
        )
        return (
            f"{_START} UNION ALL SELECT id, CASE WHEN copy > 1 THEN 'duplicate-bond' "
            f"ELSE 'duplicate-same-day' END FROM ({last}) WHERE copy > 1 OR place > 1"
        )
    ranked = (
        "SELECT id, row_number() OVER (PARTITION BY person, start, code, stay, whole "
        "ORDER BY id) AS place FROM close"
    )
    return (
        f"{_START} UNION ALL SELECT id, 'no-person' FROM keys WHERE started AND NOT known "
        f"UNION ALL SELECT id, 'duplicate-exact' FROM ({ranked}) WHERE place > 1"
    )
