"""Questions about how stays end: flows, a row for each stay."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kg.records.ask.columns import (
    again,
    bucket,
    counted,
    days,
    ended,
    is_of,
    may_be_of,
    month,
    month_name,
    pathway,
    text,
)
from kg.records.ask.question import Parameter, RecordQuestion

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from kg.records.ask.question import Tables

    Given = Mapping[str, str]

FROM = Parameter("from", "month", "", "First month in which stays ended.")
TO = Parameter("to", "month", "", "Last month in which stays ended.")
_STAYS = "Stays that ended, one row for each stay after the duplicate rule; not people"
_CODE = "The reason is a code of the case system; it does not say why the decision was made."
_NONE = "A count: none"
_MEDIANS = (
    "A median is given where its count is published; it leaves out rows without the number."
)

LENGTHS = ("0-1 days", "2-7 days", "8-30 days", "31-90 days", "91-180 days", "over 180 days")
_LENGTH_BOUNDS = (1, 7, 30, 90, 180)
SINCE = (
    "before the order", "0-90 days", "91-180 days", "over 180 days", "no final order date",
)
_SINCE_BOUNDS = (-1, 90, 180)
BOND = ("bond-by-ice", "bond-by-judge")
NO_SLRRFF = "order of supervision - no slrrff"


def _by_citizenship(tables: Tables, given: Given) -> ir.Table:
    stays = ended(tables["stays"], given)
    found = counted(
        stays,
        {"reason": stays.stay_reason, "citizenship": stays.citizenship,
         "month": month(stays.stay_end)},
    )
    return again(
        found,
        {"reason": text(found.reason), "citizenship": text(found.citizenship),
         "month": month_name(found.month)},
    )


def _by_pathway(tables: Tables, given: Given) -> ir.Table:
    stays = ended(tables["stays"], given)
    found = counted(stays, {"reason": stays.stay_reason, "month": month(stays.stay_end)})
    return again(found, {"pathway": pathway(found.reason), "month": month_name(found.month)})


def _no_slrrff(tables: Tables, given: Given) -> ir.Table:
    stays = ended(tables["stays"], given)
    stays = stays.filter(stays.stay_reason.strip().lower() == NO_SLRRFF)
    found = counted(
        stays, {"category": stays.case_category, "citizenship": stays.citizenship}
    )
    import ibis

    in_5f = found.category.coalesce("").strip().startswith("[5F]")
    return again(
        found,
        {"category": ibis.cases((in_5f, "[5F]"), else_="another or none"),
         "citizenship": text(found.citizenship)},
    )


def _lengths(tables: Tables, given: Given) -> ir.Table:
    stays = ended(tables["stays"], given)
    stays = stays.filter(stays.stay_start.notnull())
    length = days(stays.stay_start, stays.stay_end)
    found = counted(stays, {"reason": stays.stay_reason, "days": length})
    return again(found, {"pathway": pathway(found.reason), "days": found.days})


def _length(tables: Tables, given: Given) -> ir.Table:
    found = _lengths(tables, given)
    return again(
        found,
        {"pathway": found.pathway, "length": bucket(found.days, _LENGTH_BOUNDS, LENGTHS)},
    )


def _since_order(tables: Tables, given: Given) -> ir.Table:
    import ibis

    stays = ended(tables["stays"], given)
    found = counted(
        stays,
        {"reason": stays.stay_reason, "days": days(stays.final_order_date, stays.stay_end)},
    )
    known = bucket(found.days, _SINCE_BOUNDS, SINCE[:-1])
    since = ibis.cases((found.days.isnull(), SINCE[-1]), else_=known)
    return again(found, {"pathway": pathway(found.reason), "since_order": since})


def _bond(tables: Tables, given: Given) -> ir.Table:
    found = _monthly(tables, given, *BOND)
    return again(
        found,
        {"set_by": pathway(found.reason), "month": month_name(found.month)},
        is_of(found.reason, *BOND),
    )


def _bond_amounts(tables: Tables, given: Given) -> ir.Table:
    stays = ended(tables["stays"], given)
    stays = stays.filter(
        may_be_of(stays.stay_reason, *BOND), stays.bond_posted_amount.notnull()
    )
    found = counted(
        stays, {"reason": stays.stay_reason, "dollars": stays.bond_posted_amount.cast("int64")}
    )
    return again(
        found,
        {"set_by": pathway(found.reason), "dollars": found.dollars},
        is_of(found.reason, *BOND),
    )


def _parole(tables: Tables, given: Given) -> ir.Table:
    found = _monthly(tables, given, "parole")
    return again(
        found,
        {"reason": found.reason.strip(), "month": month_name(found.month)},
        is_of(found.reason, "parole"),
    )


def _monthly(tables: Tables, given: Given, *pathways: str) -> ir.Table:
    """Ended stays by reason and month, of all reasons that may be of the pathways."""
    stays = ended(tables["stays"], given)
    stays = stays.filter(may_be_of(stays.stay_reason, *pathways))
    return counted(stays, {"reason": stays.stay_reason, "month": month(stays.stay_end)})


QUESTIONS = (
    RecordQuestion(
        id="releases-by-reason-citizenship-month",
        title="Ended stays by release reason, citizenship and month",
        table="stays",
        dimensions={
            "reason": "Stay release reason, as the file spells it.",
            "citizenship": "Citizenship, as the file spells it.",
            "month": "Month in which the stay ended.",
        },
        cells=_by_citizenship,
        measure="stays that ended", population=_STAYS, denominator=_NONE, kind="flow",
        cannot=(
            _CODE,
            "Who had arrested the people: a programme of record is no proof of it.",
            "Whether an exit was a release: removals and transfers have reasons too.",
        ),
        needs=("stay_end", "stay_reason", "citizenship"),
        parameters=(
            FROM, TO,
            Parameter("countries", "number", "20", "Citizenships named; the rest are one line."),
        ),
        named={"citizenship": "countries"},
    ),
    RecordQuestion(
        id="exits-by-pathway-month",
        title="Ended stays by pathway and month",
        table="stays",
        dimensions={
            "pathway": "Pathway of the reason, by a table of values; others are unknown values.",
            "month": "Month in which the stay ended.",
        },
        cells=_by_pathway,
        measure="stays that ended", population=_STAYS, denominator=_NONE, kind="flow",
        cannot=(_CODE, "Whether a stay whose reason is a transfer ended at all."),
        needs=("stay_end", "stay_reason"),
        parameters=(FROM, TO),
    ),
    RecordQuestion(
        id="supervision-no-slrrff",
        title="Stays ended with Order of Supervision - No SLRRFF, by citizenship",
        table="stays",
        dimensions={
            "category": "Whether the case category is [5F], Unable to Obtain Travel Document.",
            "citizenship": "Citizenship, as the file spells it.",
        },
        cells=_no_slrrff,
        measure="stays that ended with this reason", population=_STAYS, denominator=_NONE,
        kind="flow",
        cannot=(
            "Whether a court limit asked for the release: the code may appear as it, no more.",
            "The category at the time of release: it is that of the day the file was made.",
        ),
        needs=("stay_end", "stay_reason", "case_category", "citizenship"),
        parameters=(FROM, TO),
    ),
    RecordQuestion(
        id="length-of-stay",
        title="Length of ended stays, by pathway",
        table="stays",
        dimensions={
            "pathway": "Pathway of the reason.",
            "length": "Midnights from the start of the stay to its end.",
        },
        cells=_length,
        measure="stays that ended, by their length", population=_STAYS,
        denominator=_NONE, kind="flow",
        cannot=(
            "How long those stay who are still held: they are not in it.",
            "Time between two stays of a person: a new arrest begins a new stay.",
            _MEDIANS,
        ),
        needs=("stay_start", "stay_end", "stay_reason"),
        parameters=(FROM, TO),
        median="days", values=_lengths, order={"length": LENGTHS},
    ),
    RecordQuestion(
        id="days-after-final-order",
        title="Days from the final order to the end of the stay, by pathway",
        table="stays",
        dimensions={
            "pathway": "Pathway of the reason.",
            "since_order": "Days from the final order of record to the end of the stay.",
        },
        cells=_since_order,
        measure="stays that ended, by the days since the final order", population=_STAYS,
        denominator=_NONE, kind="flow",
        cannot=(
            "How long someone was held after the order: the stay may have begun later.",
            "When the removal period began: a stay of removal or a court moves its start.",
            "Whether the order was final on that day: the date is that of the file.",
        ),
        needs=("stay_end", "stay_reason", "final_order_date"),
        parameters=(FROM, TO),
        order={"since_order": SINCE},
    ),
    RecordQuestion(
        id="bond-by-setter-month",
        title="Stays ended on bond, by who set it and month",
        table="stays",
        dimensions={
            "set_by": "Bond set by ICE or by an immigration judge: two pathways.",
            "month": "Month in which the stay ended.",
        },
        cells=_bond,
        measure="stays that ended on bond", population=_STAYS, denominator=_NONE, kind="flow",
        cannot=(
            "Bonds that were set and not paid, or refused.",
            "What both together would mean: who decides is not the same.",
            _MEDIANS,
        ),
        needs=("stay_end", "stay_reason", "bond_posted_amount"),
        parameters=(FROM, TO),
        median="dollars", values=_bond_amounts,
    ),
    RecordQuestion(
        id="parole-by-month",
        title="Stays ended on parole, by kind and month",
        table="stays",
        dimensions={
            "reason": "The reason, as the file spells it.",
            "month": "Month in which the stay ended.",
        },
        cells=_parole,
        measure="stays that ended on parole", population=_STAYS, denominator=_NONE, kind="flow",
        cannot=(_CODE, "Parole of people whom ICE never detained."),
        needs=("stay_end", "stay_reason"),
        parameters=(FROM, TO),
    ),
)
