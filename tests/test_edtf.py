"""Dates and intervals: laws, the readings they stand for, and the examples of the standard."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from kg.edtf import Bounds, Edtf, undated

# a machine with much to do is no defect
settings.register_profile("no-deadline", deadline=None)
settings.load_profile("no-deadline")

ONE = timedelta(days=1)
#: readings are counted out within these days
FIRST, LAST = date(2024, 11, 1), date(2025, 6, 30)
WINDOW = [FIRST + n * ONE for n in range((LAST - FIRST).days + 1)]

days = st.dates(date(2024, 12, 20), date(2025, 3, 10))
any_day = st.dates(date(1, 1, 1), date(9998, 12, 31))


@st.composite
def points(draw: st.DrawFn) -> str:
    """A day, a month, or one day of a few."""
    day = draw(days)
    form = draw(st.sampled_from(("day", "month", "choice")))
    if form == "choice":
        return f"[{day}..{day + draw(st.integers(0, 20)) * ONE}]"
    return day.isoformat() if form == "day" else f"{day:%Y-%m}"


def coarser(text: str) -> list[str]:
    """The text and what says the same less exactly: a day, its month, its year."""
    return [text[:length] for length in (10, 7, 4) if len(text) >= length]


def interval(start: str, end: str) -> str:
    """An interval, where it does not end before it starts."""
    text = f"{start}/{end}"
    try:
        Edtf.parse(text)
    except ValueError:
        assume(False)
    return text


def span(text: str) -> tuple[date, date]:
    """First and last day of a point, without the module under test."""
    first, _, last = text.strip("[]").partition("..")
    if last:
        return span(first)[0], span(last)[1]
    start = date.fromisoformat(first + "-01" * (3 - len(first.split("-"))))
    if len(first) == len("2025-02-03"):
        return start, start
    after = (start + 31 * ONE).replace(day=1)
    return start, after - ONE


def within(ends: tuple[date, date]) -> list[date]:
    return WINDOW[max(0, (ends[0] - FIRST).days) : (ends[1] - FIRST).days + 1]


def readings(text: str, stated: date | None) -> Iterator[tuple[date, date]]:
    """Every first and last day that the text allows; the window stands for all time."""
    if "/" not in text:
        first, last = span(text)
        yield from ((day, day) for day in within((first, last)))
        return
    left, _, right = text.partition("/")
    start = span(left) if left else (FIRST, LAST)
    end = (LAST, LAST) if right == ".." else span(right) if right else (FIRST, LAST)
    for one in within(start):
        for other in within(end):
            lasted = right or stated is None or one > stated or other >= stated
            if one <= other and lasted:
                yield one, other


def holds(text: str, stated: date | None = None) -> None:
    """The bounds say of each day what the readings say of it."""
    bounds = Edtf.parse(text).bounds(stated)
    all_of_them = list(readings(text, stated))
    assert all_of_them
    certain = (max(one for one, _ in all_of_them), min(other for _, other in all_of_them))
    possible = (min(one for one, _ in all_of_them), max(other for _, other in all_of_them))
    for day in WINDOW:
        assert bounds.possible(day) == (possible[0] <= day <= possible[1]), day
        assert bounds.certain(day) == (certain[0] <= day <= certain[1]), day


@given(points())
def test_a_point_is_one_day_within_its_span(text: str) -> None:
    holds(text)


@given(points(), points())
def test_an_interval_is_what_all_its_readings_share(start: str, end: str) -> None:
    holds(interval(start, end))


@given(points())
def test_an_interval_without_end_goes_on(start: str) -> None:
    holds(f"{start}/..")


@given(days, st.none() | days)
def test_an_end_not_known_is_certain_only_until_it_was_stated(
    start: date, stated: date | None
) -> None:
    holds(f"{start}/", stated)


@given(points(), st.integers(0, 40))
def test_so_is_one_with_a_start_that_is_not_exact(start: str, later: int) -> None:
    holds(f"{start}/", span(start)[1] + later * ONE)


@given(points(), st.none() | days)
@example("2025-02", date(2025, 2, 2))
@example("2025-02", None)
def test_a_start_that_may_lie_ahead_is_not_certain(start: str, stated: date | None) -> None:
    holds(f"{start}/", stated)


@given(days)
def test_a_start_not_known(end: date) -> None:
    holds(f"/{end}")


@given(points())
@example("2025-02")
def test_a_start_not_known_before_an_end_that_is_not_exact(end: str) -> None:
    holds(f"/{end}")


@given(any_day)
def test_a_day_comes_back_as_itself(day: date) -> None:
    parsed = Edtf.parse(day.isoformat())
    assert parsed.start == parsed.end == (day, day)
    assert not parsed.is_interval
    assert parsed.bounds() == Bounds(day, day, day + ONE, day + ONE)
    assert Edtf.parse(f"{day}/{day}").bounds() == parsed.bounds()
    assert Edtf.parse(f"[{day}..{day}]").bounds() == parsed.bounds()


@given(any_day, any_day)
def test_bounds_of_an_interval_of_days_are_half_open(one: date, other: date) -> None:
    start, end = sorted((one, other))
    bounds = Edtf.parse(f"{start}/{end}").bounds()
    assert bounds == Bounds(start, start, end + ONE, end + ONE)
    assert bounds.certain(start) and bounds.certain(end)
    assert not bounds.possible(end + ONE)
    assert start == date.min or not bounds.possible(start - ONE)


texts = st.one_of(
    points(),
    st.builds("{}/..".format, points()),
    st.builds("{}/".format, points()),
    st.builds("/{}".format, points()),
    st.tuples(points(), points()).map("/".join),
)


@given(texts, st.none() | days)
def test_starts_come_before_ends_and_certain_days_are_possible(
    text: str, stated: date | None
) -> None:
    try:
        parsed = Edtf.parse(text)
    except ValueError:
        assume(False)
    for ends in (parsed.start, parsed.end):
        assert ends is None or ends[0] <= ends[1]
    bounds = parsed.bounds(stated)
    if bounds.earliest_start and bounds.latest_end:
        assert bounds.earliest_start < bounds.latest_end
    if bounds.earliest_start and bounds.latest_start:
        assert bounds.earliest_start <= bounds.latest_start
    if bounds.earliest_end and bounds.latest_end:
        assert bounds.earliest_end <= bounds.latest_end
    for day in WINDOW:
        assert bounds.possible(day) or not bounds.certain(day)


@given(days, days, st.sampled_from(("{}", "{}/..", "{}/{}")))
def test_less_precision_is_less_certain_and_more_possible(
    one: date, other: date, form: str
) -> None:
    start, end = sorted((one, other))
    for finer, coarse in pairwise(zip(*map(coarser, (str(start), str(end))), strict=True)):
        exact = Edtf.parse(form.format(*finer)).bounds()
        rough = Edtf.parse(form.format(*coarse)).bounds()
        for day in WINDOW:
            assert exact.certain(day) or not rough.certain(day)
            assert rough.possible(day) or not exact.possible(day)


@given(days)
def test_what_says_nothing_of_time_is_certain_on_the_day_it_was_stated(stated: date) -> None:
    bounds = undated(stated)
    assert [day for day in WINDOW if bounds.certain(day)] == [stated]
    assert all(bounds.possible(day) for day in WINDOW)


@given(days, days)
def test_a_later_statement_takes_nothing_back(start: date, stated: date) -> None:
    earlier = Edtf.parse(f"{start}/").bounds(stated)
    later = Edtf.parse(f"{start}/").bounds(stated + ONE)
    assert all(later.certain(day) for day in WINDOW if earlier.certain(day))


def d(text: str) -> date:
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        # the Library of Congress, Extended Date/Time Format specification, level 0, Date
        ("1985-04-12", "1985-04-12", "1985-04-12"),
        ("1985-04", "1985-04-01", "1985-04-30"),
        ("1985", "1985-01-01", "1985-12-31"),
        # level 0, Time Interval
        ("1964/2008", "1964-01-01", "2008-12-31"),
        ("2004-06/2006-08", "2004-06-01", "2006-08-31"),
        ("2004-02-01/2005-02-08", "2004-02-01", "2005-02-08"),
        ("2004-02-01/2005-02", "2004-02-01", "2005-02-28"),
        ("2004-02-01/2005", "2004-02-01", "2005-12-31"),
        ("2005/2006-02", "2005-01-01", "2006-02-28"),
        # leap years of the Gregorian calendar
        ("2000-02", "2000-02-01", "2000-02-29"),
        ("1900-02", "1900-02-01", "1900-02-28"),
    ],
)
def test_examples_of_the_standard(text: str, first: str, last: str) -> None:
    bounds = Edtf.parse(text).bounds()
    assert (bounds.earliest_start, bounds.latest_end) == (d(first), d(last) + ONE)


@pytest.mark.parametrize(
    ("text", "start", "end", "open_end"),
    [
        # the same specification, level 1, Extended Interval
        ("1985-04-12/..", ("1985-04-12", "1985-04-12"), None, True),
        ("1985-04/..", ("1985-04-01", "1985-04-30"), None, True),
        ("1985/..", ("1985-01-01", "1985-12-31"), None, True),
        ("1985-04-12/", ("1985-04-12", "1985-04-12"), None, False),
        ("1985-04/", ("1985-04-01", "1985-04-30"), None, False),
        ("/1985-04-12", None, ("1985-04-12", "1985-04-12"), False),
        ("/1985", None, ("1985-01-01", "1985-12-31"), False),
    ],
)
def test_examples_of_open_and_unknown_ends(
    text: str, start: tuple[str, str] | None, end: tuple[str, str] | None, open_end: bool
) -> None:
    parsed = Edtf.parse(text)
    assert parsed.is_interval and parsed.open_end == open_end
    assert parsed.start == (start and (d(start[0]), d(start[1])))
    assert parsed.end == (end and (d(end[0]), d(end[1])))


@pytest.mark.parametrize(
    "text",
    [
        # of the standard, but not of this part of it: time of day, long years, seasons,
        # qualification, digits left out, open start, sets
        "1985-04-12T23:20:30Z", "Y170000002", "2001-21/2003", "1984?", "2004-06~", "2004-06-11%",
        "201X", "2004-XX", "../1985-04-12", "..", "[1667,1668,1670..1672]", "[..1760-12-03]",
        "[1760-12..]", "{1960,1961-12}", "-1985",
        # of no standard
        "", " ", "/", "//", "/..", "../..", "2025-", "2025/2026/2027", "2025-2", "2025-02-3",
        "02/03/2025", "3 February 2025", "20250203", "2025-02-03 ", "[2025..[2026..2027]]", "[]",
        "2025-02-30", "2025-13", "2025-00", "2025-01-00", "1900-02-29", "0000", "today",
        "2025-02/2025-01", "[2025-02-03..2025-02-02]",
    ],
)  # fmt: skip
def test_what_is_refused_says_what_is_wrong(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|day|before it starts") as caught:
        Edtf.parse(text)
    assert len(str(caught.value)) < len(text) + 160


@pytest.mark.parametrize("text", ["today", "2025-2", "", "2025-02-03T10:00:00Z", "2025~"])
def test_what_is_no_date_is_told_how_to_write_one(text: str) -> None:
    with pytest.raises(ValueError, match="write 2025, 2025-02, 2025-02-03, ") as caught:
        Edtf.parse(text)
    for written in ("2025", "2025-02", "2025-02-03", "[2025-02-02..2025-02-03]"):
        assert written in str(caught.value)
        Edtf.parse(written)


@given(st.text(st.sampled_from("0123456789-/.[]~?X "), max_size=24) | st.text(max_size=12))
def test_any_text_is_a_date_or_a_value_error(text: str) -> None:
    try:
        Edtf.parse(text)
    except ValueError as error:
        assert str(error)


@pytest.mark.parametrize("text", ["9999", "9999-12-31", "/9999-12"])
def test_the_last_year_of_the_calendar_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"write an open end as A/\.\."):
        Edtf.parse(text)


@pytest.mark.parametrize("text", ["２０２５-02-03", "٢٠٢٥"])  # noqa: RUF001 - the point
def test_figures_of_other_scripts_are_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a date here"):
        Edtf.parse(text)
