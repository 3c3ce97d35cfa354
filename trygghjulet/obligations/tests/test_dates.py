"""Periods, and dates that are only known in part."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from trygghjulet.obligations.dates import Span, later, period, periods, span, words
from trygghjulet.obligations.words import Per

DAYS = st.dates(min_value=date(1905, 1, 1), max_value=date(2190, 12, 31))
PERS = st.sampled_from([per.value for per in Per])


@pytest.mark.requirement("DUT-1")
@given(per=PERS, day=DAYS, starting=st.integers(1990, 2040))
def test_periods_tile_the_calendar_without_gap_or_overlap(per: str, day: date, starting: int) -> None:
    now = period(per, day, starting)
    assert now.first <= day <= now.last
    # Each day of it belongs to it, and the days on either side to its neighbours.
    assert period(per, now.first, starting) == now == period(per, now.last, starting)
    before = period(per, now.first - timedelta(days=1), starting)
    after = period(per, now.last + timedelta(days=1), starting)
    assert before.last + timedelta(days=1) == now.first
    assert now.last + timedelta(days=1) == after.first


@pytest.mark.requirement("DUT-1")
@pytest.mark.parametrize("year", [2020, 2023, 2024, 2026, 2100])
@pytest.mark.parametrize(
    ("per", "count"),
    [("month", 12), ("quarter", 4), ("four_months", 3), ("half_year", 2), ("term", 2), ("year", 1)],
)
def test_a_year_has_so_many_periods_and_each_of_its_days_once(year: int, per: str, count: int) -> None:
    found = periods(per, date(year, 1, 1), date(year, 12, 31))
    assert len(found) == count
    days = sum((one.last - one.first).days + 1 for one in found)
    assert days == (366 if year in (2020, 2024) else 365)


def test_weeks_are_those_of_the_almanac_also_in_a_year_with_53() -> None:
    # 2020 and 2026 have a week 53; 2021 begins in the week 53 of the year before.
    assert words(*_ends(period("week", date(2020, 12, 31)))) == "vecka 53 2020"
    assert period("week", date(2021, 1, 1)) == period("week", date(2020, 12, 31)) == span("2020-W53")
    assert period("week", date(2021, 1, 4)) == span("2021-W01")
    assert span("2026-W53") == Span(date(2026, 12, 28), date(2027, 1, 3))


def test_a_fortnight_is_two_weeks_across_a_year_with_53() -> None:
    found = periods("fortnight", date(2020, 11, 1), date(2021, 2, 28))
    assert {(one.last - one.first).days for one in found} == {13}
    assert {one.first.weekday() for one in found} == {0}


@pytest.mark.parametrize(
    ("per", "starting", "day", "expected"),
    [
        ("two_years", 2024, date(2025, 12, 31), (2024, 2025)),
        ("two_years", 2023, date(2025, 12, 31), (2025, 2026)),
        ("three_years", 2024, date(2023, 6, 1), (2021, 2023)),
        ("four_years", 2019, date(2022, 1, 1), (2019, 2022)),
        ("four_years", 2019, date(2023, 1, 1), (2023, 2026)),
    ],
)
def test_longer_periods_are_counted_from_the_year_named(
    per: str, starting: int, day: date, expected: tuple[int, int]
) -> None:
    found = period(per, day, starting)
    assert (found.first, found.last) == (date(expected[0], 1, 1), date(expected[1], 12, 31))


@pytest.mark.requirement("DUT-2")
@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2021-02-03", date(2021, 2, 3), date(2021, 2, 3)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-02", date(2023, 2, 1), date(2023, 2, 28)),
        ("2021", date(2021, 1, 1), date(2021, 12, 31)),
        ("2021-W07", date(2021, 2, 15), date(2021, 2, 21)),
        ("2021-Q1", date(2021, 1, 1), date(2021, 3, 31)),
        ("2021-Q4", date(2021, 10, 1), date(2021, 12, 31)),
        ("2021-H1", date(2021, 1, 1), date(2021, 6, 30)),
        ("2021-H2", date(2021, 7, 1), date(2021, 12, 31)),
        (" 2021 ", date(2021, 1, 1), date(2021, 12, 31)),
    ],
)
def test_a_date_may_be_known_in_part(written: str, first: date, last: date) -> None:
    found = span(written)
    assert (found.first, found.last) == (first, last)
    assert found.exact == (first == last)


@pytest.mark.parametrize(
    "written",
    ["", "igår", "2021-13", "2021-00", "2023-02-29", "2021-W54", "2021-W53", "2021-Q5", "2021-H0", "21", "2021/02/03",
     "0000", "20210203", "2021-02-03 12:00"],
)  # fmt: skip
def test_what_is_no_date_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        span(written)


@given(day=DAYS)
def test_a_week_in_words_is_read_back_as_the_same_week(day: date) -> None:
    year, week, _ = day.isocalendar()
    assert span(f"{year}-W{week:02}") == period("week", day)


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("2023", "2023"),
        ("2024-Q2", "kvartal 2 2024"),
        ("2024-H2", "andra halvåret 2024"),
        ("2024-02", "februari 2024"),
        ("2025-W07", "vecka 7 2025"),
    ],
)
def test_a_period_is_said_as_one_would_say_it(written: str, said: str) -> None:
    assert str(span(written)) == said


def test_the_day_that_does_not_exist_becomes_the_last_of_its_month() -> None:
    assert later(date(2024, 2, 29), years=1) == date(2025, 2, 28)
    assert later(date(2024, 2, 29), years=4) == date(2028, 2, 29)
    assert later(date(2024, 1, 31), months=1) == date(2024, 2, 29)
    assert later(date(2024, 12, 15), months=1) == date(2025, 1, 15)


def _ends(found: Span) -> tuple[date, date]:
    return found.first, found.last
