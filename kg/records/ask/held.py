"""Who is held on a day, and what the rows leave empty."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kg.records.ask.columns import again, counted, text
from kg.records.ask.question import Parameter, RecordQuestion

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from kg.records.ask.question import Tables

#: columns whose missing values are counted
FIELDS = (
    "person", "stay_start", "stay_end", "stint_start", "stint_end", "facility_code", "citizenship",
    "birth_country", "birth_year", "gender", "ethnicity", "criminality", "threat_level",
    "case_status", "case_category", "program", "charge", "final_order", "final_order_date",
    "departed_date", "departure_country", "stint_reason", "stay_reason", "bond_set_amount",
    "bond_posted_amount", "felony",
)
BY = ("criminality", "citizenship", "gender", "area", "facility_code", "case_status", "program")


def _held(tables: Tables, given: Mapping[str, str]) -> ir.Table:
    import ibis

    stints = tables["stints"]
    midnight = ibis.timestamp(f"{given['day']}T00:00:00")
    there = stints.filter(
        stints.stint_start <= midnight,
        (stints.stint_end > midnight) | stints.stint_end.isnull(),
    )
    found = counted(there, {"value": there[given["by"]]})
    return again(found, {"value": text(found.value)})


def _missing(tables: Tables, given: Mapping[str, str]) -> ir.Table:
    stints = tables["stints"]
    present = [name for name in FIELDS if name in stints.columns]
    return stints.agg(**{name: stints.count() - stints[name].count() for name in present})


QUESTIONS = (
    RecordQuestion(
        id="held-on-a-day",
        title="Stints that cover the midnight at which a day begins",
        table="stints",
        dimensions={"value": "Value of the field that --set by names."},
        cells=_held,
        measure="stints that cover the midnight",
        population="Stints after the duplicate rule; a person in two at once is in it twice",
        denominator="A count: none", kind="stock",
        cannot=(
            "ICE's own count of that night: its tables leave out part of the places.",
            "Hours where the file has dates only: who came that day is counted, who left is not.",
            "Stints that the file does not cover: those that ended before its first book-out.",
        ),
        needs=("stint_start", "stint_end"),
        parameters=(
            Parameter("day", "day", "2025-02-01", "The day that begins with the midnight."),
            Parameter("by", "text", "criminality", "A field.", BY),
        ),
    ),
    RecordQuestion(
        id="missing-by-field",
        title="Rows without a value, by field",
        table="stints",
        dimensions={"field": "Column of the rows, under the name that all releases share."},
        cells=_missing,
        measure="stints without a value in the field",
        population="Stints after the duplicate rule; not people",
        denominator="All stints kept; given as rows", kind="stock",
        cannot=(
            "Why a value is missing: an open stint has no end, which is no gap.",
            "Fields that the release does not have: they are listed as absent.",
        ),
        needs=(),
        summed=False, wide=True,
    ),
)
