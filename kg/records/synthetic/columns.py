"""SQL for the columns of one release over the stints of ``people``."""

from __future__ import annotations

from kg.records.rows.release import Release, normal
from kg.records.synthetic.draw import Draws, pick, text
from kg.records.synthetic.people import START, marginals

#: headers that every release redacts
_REDACTED = frozenset(
    {
        "detention_id",
        "case_id",
        "subject_id",
        "birth_date",
        "alien_file_number",
        "eid_case_id",
        "eid_subject_id",
        "apprehension_threat_level",
    }
)
_REMOVALS = "('Removed', 'Voluntary departure', 'Voluntary Return', 'Title 42 Return')"
_MARK = "(b)(6)(b)(7)(c)"


def columns(release: Release, draws: Draws) -> dict[str, str]:
    """SQL of each raw column by its name, in the order of the release."""
    carried = _carried(release, draws)
    idle = _idle(release, draws)
    return {
        raw: carried[to] if to is not None else idle.get(normal(raw), "NULL::VARCHAR")
        for raw, to in release.columns.items()
    }


def _carried(release: Release, draws: Draws) -> dict[str, str]:
    shares = marginals()
    missing, redacted = shares["missing"], shares["assumed"]["redacted"]

    def stay(name: str) -> str:
        return draws.unit(name, "y")

    def stint(name: str) -> str:
        return draws.unit(name, "i")

    def gap(name: str, value: str, draw: str | None = None) -> str:
        return f"CASE WHEN {draw or stay('no ' + name)} >= {missing[name]!r} THEN {value} END"

    def marked(name: str, value: str) -> str:
        draw = stint("mark " + name)
        return f"CASE WHEN {draw} < {redacted!r} THEN {text(_MARK)} ELSE {value} END"

    case = stay("no case_status")
    departed = gap("departed_date", "1", stay("departed"))
    out = f"coalesce(out_minute, stay_minute) + 1440 + CAST(2880 * {stay('flight')} AS BIGINT)"
    # removed people have left; of the others as many as the published share still asks for
    left = f"(stay_reason IN {_REMOVALS} OR ({departed} IS NOT NULL AND {stay('left')} < 0.35))"
    facilities = shares["facility"]
    even = dict.fromkeys(facilities, 1.0)
    code = pick(stint("facility"), even)
    names = {key: value[0] for key, value in facilities.items()}
    areas = {key: value[1] for key, value in facilities.items()}
    posted = f"{stay('bond posted')} >= {missing['bond_posted']!r}"
    paid = _day("coalesce(out_minute, in_minute)")
    amount = f"(1500 + 500 * CAST(floor(40 * {stay('bond')}) AS INTEGER))"
    # ICE repeats a stint once for each bond value
    again = "" if release.duplicates == "exact" else " + 1000 * copy"
    order = gap("final_order_date", _day(f"stay_minute - CAST(90000 * {stay('order')} AS BIGINT)"))
    return {
        "person": gap("person", "person", stint("no person")),
        "stay_start": _time("stay_minute", release),
        "stay_end": _time("out_minute", release),
        "stint_start": _time("in_minute", release),
        "stint_end": _time("leave_minute", release),
        "facility": _named(code, names),
        "facility_code": code,
        "area": _named(code, areas),
        "citizenship": marked("citizenship", gap("citizenship", "citizenship", stint("no ct"))),
        "birth_country": "citizenship",
        "birth_year": "birth_year",
        "gender": marked("gender", "gender"),
        "ethnicity": gap("ethnicity", "ethnicity"),
        "criminality": pick(stay("criminality"), shares["criminality"]),
        "threat_level": gap(
            "threat_level", pick(stay("threat"), {"1": 3, "2": 3, "3": 3, "NA": 1})
        ),
        "case_status": gap("case_status", pick(stay("status"), shares["case_status"]), case),
        "case_category": gap(
            "case_category", pick(stay("category"), shares["case_category"]), case
        ),
        "program": pick(stay("program"), shares["program"]),
        "charge": gap("charge", pick(stay("charge"), _CHARGES)),
        "final_order": gap(
            "final_order", f"CASE WHEN ({order}) IS NULL THEN 'NO' ELSE 'YES' END", case
        ),
        "final_order_date": order,
        "departed_date": f"CASE WHEN {left} THEN {_day(out)} END",
        "departure_country": f"CASE WHEN {left} THEN citizenship END",
        "stint_reason": "coalesce(moved, stay_reason)",
        "stay_reason": "stay_reason",
        "bond_set_amount": gap("bond_set", f"{amount}{again}", stay("bond posted")),
        "bond_posted_amount": f"CASE WHEN {posted} THEN {amount} END",
        "bond_posted_date": f"CASE WHEN {posted} THEN {paid} END",
        "felony": gap("felony", "'Not an Aggravated Felon'"),
    }


#: forms of the charge, assumed
_CHARGES = {"I6A": 40.0, "I7A1": 35.0, "R1A": 10.0, "I9A2": 8.0, "R2A3": 7.0}


def _idle(release: Release, draws: Draws) -> dict[str, str]:
    missing = marginals()["missing"]

    def gap(name: str, value: str) -> str:
        return f"CASE WHEN {draws.unit(name, 'y')} >= {missing[name]!r} THEN {value} END"

    idle = dict.fromkeys(_REDACTED, text(_MARK))
    yes = "CASE WHEN {} < {} THEN 'Y' ELSE 'N' END"
    conviction = gap("conviction", "'Illegal Entry (INA SEC.101(a)(43)(O), 8USC1325 only)'")
    idle.update(
        stay_book_out_date=_day("out_minute"),
        religion=gap("religion", "'Roman Catholic'"),
        marital_status=gap("marital_status", "'Single'"),
        marital=gap("marital_status", "'Single'"),
        entry_status=gap("entry_status", "'Not  Applicable'"),
        case_ina_236c_yes_no=yes.format(draws.unit("236c", "y"), 0.06),
        offense_ina_236c_yes_no=yes.format(draws.unit("o236c", "y"), 0.06),
        known_terrorist_yes_no="'N'",
        suspected_gang_yes_no="'N'",
        detainee_classification="'Low'",
        msc_charge=conviction,
        msc_charge_code=gap("conviction", "'0301'"),
        most_serious_conviction_msc_charge_code=gap("conviction", "'0301'"),
        most_serious_conviction_code=gap("conviction", "'0301'"),
        birth_country_per="citizenship",
        initial_bond_set_date=gap("bond_set", _day("in_minute")),
        stay_id=f"person || '_' || {_time('stay_minute', release)}",
        stint_id=f"person || '_' || {_time('in_minute', release)}",
        file_original="'synthetic.xlsx'",
        sheet_original="'Synthetic'",
        row_original="row_number() OVER () + 7",
    )
    return idle


def _named(code: str, names: dict[str, str]) -> str:
    whens = " ".join(f"WHEN {text(key)} THEN {text(name)}" for key, name in names.items())
    return f"CASE {code} {whens} END"


def _time(minute: str, release: Release) -> str:
    stamp = f"(TIMESTAMP '{START}' + to_minutes({minute}))"
    return stamp if release.times else f"CAST({stamp} AS DATE)"


def _day(minute: str) -> str:
    return f"CAST(TIMESTAMP '{START}' + to_minutes({minute}) AS DATE)"
