"""A small canonical release, drawn from a seed; it looks like nobody's rows."""

from __future__ import annotations

import json
from pathlib import Path
from random import Random

import duckdb

from kg.records.ask.pathways import BY_REASON

ROWS = 4000
RULE = "None is needed: the rows of this test are drawn without duplicates."
#: weights of the reasons; the others of the table come up rarely
_OFTEN = {
    "Removed": 30, "Transferred": 20, "Paroled": 12, "Order of recognizance": 10,
    "Bonded Out - IJ": 8, "Order of Supervision - No SLRRFF": 6, "Bonded Out - Field Office": 4,
    "Order of Recognizance - Humanitarian": 2, "Beamed up": 1, "  ": 1,
}
_COUNTRIES = ("MEXICO", "GUATEMALA", "HONDURAS", "CUBA", "INDIA", "CHINA", "VENEZUELA", "CHAD",
              "MALI", "TONGA")
_CATEGORIES = ("[5F] Unable to Obtain Travel Document", "[8F] Expedited Removal", "")
_COLUMNS = """
  person VARCHAR, stay VARCHAR, stint VARCHAR, stay_start TIMESTAMP, stay_end TIMESTAMP,
  stint_start TIMESTAMP, stint_end TIMESTAMP, start_has_time BOOLEAN, facility VARCHAR,
  facility_code VARCHAR, area VARCHAR, citizenship VARCHAR, birth_country VARCHAR,
  birth_year INTEGER, gender VARCHAR, ethnicity VARCHAR, criminality VARCHAR,
  threat_level VARCHAR, case_status VARCHAR, case_category VARCHAR, program VARCHAR,
  charge VARCHAR, final_order VARCHAR, final_order_date TIMESTAMP, departed_date TIMESTAMP,
  departure_country VARCHAR, stint_reason VARCHAR, stay_reason VARCHAR, bond_set_amount DOUBLE,
  bond_posted_amount DOUBLE, bond_posted_date TIMESTAMP, felony VARCHAR, file VARCHAR,
  sheet VARCHAR, "row" BIGINT
"""


def write(folder: Path, rows: int = ROWS, absent: tuple[str, ...] = ("ethnicity",)) -> Path:
    """A folder with stints, stays and a manifest; each stay has one or two stints."""
    folder.mkdir(parents=True)
    source = folder / "rows.csv"
    source.write_text("\n".join(_lines(rows)) + "\n", encoding="utf-8")
    counts = {}
    first = "QUALIFY row_number() OVER (PARTITION BY stay ORDER BY stint) = 1"
    with duckdb.connect() as opened:
        opened.execute(f"CREATE TABLE stints ({_COLUMNS})")
        opened.execute(f"COPY stints FROM '{source}' (HEADER false, NULLSTR '')")
        for name, chosen in (("stints", ""), ("stays", first)):
            found = opened.sql(f"SELECT * FROM stints {chosen}")  # noqa: S608 - our own words
            found.write_parquet(str(folder / f"{name}.parquet"))
            counts[name] = len(found)
    source.unlink()
    manifest = {
        "release": "drawn-for-tests", "digest": "d" * 64, "duplicate_rule": RULE,
        "absent": list(absent), "rows": counts,
    }
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")
    return folder


def _lines(rows: int) -> list[str]:
    draw = Random(20250201)  # noqa: S311 - repeatable, not secret
    raw = [*_OFTEN, *(known.title() for known in BY_REASON)]
    weights = [*_OFTEN.values(), *(0.1 for _ in BY_REASON)]
    found: list[str] = []
    number = 0
    while len(found) < rows:
        number += 1
        start = draw.randrange(0, 500 * 24)
        length = int(draw.expovariate(1 / (40 * 24)))
        open_stay = draw.random() < 0.1
        reason = "" if open_stay else draw.choices(raw, weights)[0]
        country = draw.choices(_COUNTRIES, [2.0 ** -i for i in range(len(_COUNTRIES))])[0]
        order = draw.randrange(-300, 400) if draw.random() < 0.6 else None
        for stint in range(draw.choice((1, 1, 2))):
            fields: list[object] = [
                f"p{number}", f"s{number}", f"s{number}_{stint}", _hour(start),
                "" if open_stay else _hour(start + length), _hour(start),
                "" if open_stay else _hour(start + length), "true", "A place", "APLACE",
                "Atlanta Area of Responsibility", country, country,
                draw.randrange(1950, 2005), draw.choice(("Male", "Female")), "",
                draw.choice(("1 Convicted Criminal", "2 Pending Criminal Charges",
                             "3 Other Immigration Violator")),
                draw.choice(("1", "2", "3", "")), "ACTIVE",
                draw.choice(_CATEGORIES),
                "ERO Criminal Alien Program", "", "YES" if order is not None else "NO",
                "" if order is None else _hour(start + order * 24)[:10], "", "",
                reason, reason, "",
                draw.choice((1500, 2500, 5000)) if reason.startswith("Bonded") else "", "", "",
                "drawn.csv", "", len(found) + 1,
            ]
            found.append(",".join(_quoted(field) for field in fields))
    return found[:rows]


def _quoted(field: object) -> str:
    text = str(field)
    return text if text == "" else f'"{text}"'


def _hour(hours: int) -> str:
    from datetime import datetime, timedelta

    return (datetime(2024, 1, 1) + timedelta(hours=hours)).isoformat(" ")
