"""Looking at imported workbooks: their list, and one table's cells across them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from kg.errors import KgError
from kg.records.workbook import store
from kg.records.workbook.definitions import definitions
from kg.suggest import did_you_mean

#: columns that are the same in every line of a table, and stand in its description
_HIDDEN = ("digest", "vintage", "population", "denominator", "value", "row_label",
           "column_label", "formula")


def listed() -> tuple[list[str], list[list[str]]]:
    """One line for each table of each imported workbook."""
    rows = []
    for one in store.manifests():
        for table in one["tables"]:
            ends = sorted({place["data_through"] for place in table["places"]})
            rows.append(
                [one["document"], table["table"], str(table["cells"]), table["unit"],
                 ", ".join(ends)]
            )
        for listed_ in one["facilities"]:
            rows.append(
                [one["document"], "facilities", str(listed_["facilities"]), "facilities",
                 listed_["data_through"]]
            )
    return ["workbook", "table", "cells", "unit", "data through"], rows


#: what the manifests say besides tables
OTHERS = {
    "findings": "What was not understood or does not add up, and why where it was looked into.",
    "set-aside": "Sheets and tables of the workbooks that are known and not read.",
}


def others(name: str, found: list[dict[str, Any]]) -> tuple[list[str], list[list[str]]]:
    """Findings with their reasons, or what is set aside, of some manifests."""
    if name == "set-aside":
        return ["workbook", "place", "heading", "reason"], [
            [one["document"], part["place"].strip(), part["heading"], part["reason"]]
            for one in found
            for part in one["set_aside"]
        ]
    return ["workbook", "place", "code", "message", "reason"], [
        [
            one["document"],
            part["place"].split("!", 1)[-1],
            part["code"],
            part["message"],
            part.get("reason", ""),
        ]
        for one in found
        for part in [*one["findings"], *one["explained"]]
    ]


def described(name: str) -> str:
    """What the values of a table count, in a sentence or two."""
    if name in OTHERS:
        return OTHERS[name]
    if name == "facilities":
        return (
            "Facilities as ICE lists them. Numbers are average daily population in the fiscal year"
            " so far, but for average_length_of_stay (days) and guaranteed_minimum (beds)."
        )
    one = definitions().table(name)
    return f"{one.title}. Population: {one.population}. Denominator: {one.denominator}."


def constants(
    columns: list[str], rows: list[list[str]]
) -> tuple[list[str], list[list[str]], list[str]]:
    """The grid without columns that hold one value throughout, and these as ``name: value``."""
    same = [i for i in range(len(columns)) if len({row[i] for row in rows}) == 1]
    if len(rows) < 2 or len(same) == len(columns):
        return columns, rows, []
    kept = [i for i in range(len(columns)) if i not in same]
    return (
        [columns[i] for i in kept],
        [[row[i] for i in kept] for row in rows],
        [f"{columns[i]}: {rows[0][i]}" for i in same],
    )


def table(
    name: str, workbook: str | None, wanted: dict[str, str]
) -> tuple[list[str], list[list[str]]]:
    """The cells of a table; raises KgError for a table, workbook or column that is not there."""
    import pyarrow.parquet as pq

    found = _chosen(workbook)
    if name in OTHERS:
        columns, rows = others(name, found)
        _columns(wanted, columns)
        places = {columns.index(key): value for key, value in wanted.items()}
        return columns, [r for r in rows if all(r[i] == v for i, v in places.items())]
    known = sorted(
        {t["table"] for one in found for t in one["tables"]} | {"facilities", *OTHERS}
    )
    if name not in known:
        raise KgError(
            "KG603",
            f"No table is {name}.{did_you_mean(name, known)}",
            f"One of: {', '.join(known)}.",
        )
    part = store.FACILITIES if name == "facilities" else store.CELLS
    records: list[dict[str, Any]] = []
    for one in found:
        path = Path(store.folder()) / one["digest"] / part
        filters = None if name == "facilities" else [("table", "=", name)]
        records += pq.read_table(path, filters=filters).to_pylist()
    columns = [c for c in (records[0] if records else {}) if c not in _HIDDEN]
    _columns(wanted, columns)
    records = [r for r in records if all(_text(r[k]) == v for k, v in wanted.items())]
    columns = [c for c in columns if any(r[c] is not None for r in records)]
    return columns, [[_text(r[c]) for c in columns] for r in records]


def _chosen(workbook: str | None) -> list[dict[str, Any]]:
    found = store.manifests()
    if not found:
        raise KgError("KG603", "No workbook was imported.", "kg records import FILE.xlsx")
    if workbook is not None:
        documents = [one["document"] for one in found]
        found = [
            one
            for one in found
            if workbook in (one["document"], one["published"], one["file"])
            or (len(workbook) >= 8 and one["digest"].startswith(workbook))
        ]
        if not found:
            raise KgError(
                "KG603",
                f"No imported workbook is {workbook}.{did_you_mean(workbook, documents)}",
                "kg records show lists them.",
            )
    return found


def _columns(wanted: dict[str, str], columns: list[str]) -> None:
    wrong = [key for key in wanted if key not in columns]
    if wrong:
        raise KgError(
            "KG603",
            f"The table has no column {wrong[0]}.{did_you_mean(wrong[0], columns)}",
            f"One of: {', '.join(columns)}.",
        )


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        from kg.records.workbook.cells import canonical

        return canonical(value)
    return str(value)
