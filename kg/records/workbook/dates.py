"""Dates in a workbook: fiscal years, months, and the day up to which a table's data go."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

_YEAR = re.compile(r"(?:EO|EOY)?FY\s?(20\d\d|\d\d)(?!\d)", re.IGNORECASE)
_DAY = re.compile(r"(?<!\d)(\d{1,2})[./](\d{1,2})[./](20\d\d)(?!\d)")
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_SHORT = {name[:3]: number for number, name in enumerate(_MONTHS, 1)} | {
    name: number for number, name in enumerate(_MONTHS, 1)
}


def fiscal_year(text: str) -> int | None:
    """The last fiscal year that the text names.

    >>> fiscal_year("ICE Detention Data, EOFY2020"), fiscal_year("ATD EOFY23 ")
    (2020, 2023)
    """
    found = _YEAR.findall(text)
    return None if not found else int(found[-1]) % 2000 + 2000


def first_day(text: str) -> date | None:
    """The first day that the text names in American order; None if it is no day."""
    for month, day, year in _DAY.findall(text):
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None


def month_number(text: str) -> int | None:
    """The month that a column's label names, if it is one.

    >>> month_number("Oct"), month_number("September"), month_number("Total")
    (10, 9, None)
    """
    return _SHORT.get(text.strip().rstrip(".").lower())


def month_of(year: int, month: int) -> str:
    """The calendar month of a month in a fiscal year.

    >>> month_of(2025, 10), month_of(2025, 9)
    ('2024-10', '2025-09')
    """
    return f"{year - (month >= 10)}-{month:02d}"


def month_end(month: str) -> date:
    """The last day of a month."""
    year, number = (int(part) for part in month.split("-"))
    return date(year, number, monthrange(year, number)[1])


def year_end(year: int) -> date:
    """The last day of a fiscal year."""
    return date(year, 9, 30)


def year_period(year: int, end: date | None) -> tuple[str, str]:
    """The period of a fiscal year's total and its coverage, where the data go up to ``end``.

    >>> year_period(2026, date(2026, 4, 4))
    ('2025-10/2026-04', 'part')
    >>> year_period(2024, date(2024, 9, 30))
    ('2023-10/2024-09', 'whole')
    """
    if end is None or end >= year_end(year):
        return f"{year - 1}-10/{year}-09", "part" if end is None else "whole"
    return f"{year - 1}-10/{end.year}-{end.month:02d}", "part"


def month_period(month: str, end: date | None) -> str:
    """The coverage of a month, where the data go up to ``end``; empty if it had not begun."""
    if end is None:
        return "part"
    if end >= month_end(month):
        return "whole"
    return "part" if f"{end.year}-{end.month:02d}" == month else ""
