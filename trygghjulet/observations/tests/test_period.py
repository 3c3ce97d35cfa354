"""Periods of whole days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, strategies as st

from trygghjulet.observations.period import Period

days = st.dates(date(1990, 1, 1), date(2080, 12, 31))


def test_reads_as_a_person_writes_it() -> None:
    assert str(Period(date(2025, 1, 1), date(2025, 12, 31))) == "1 januari 2025–31 december 2025"
    assert str(Period(date(2025, 8, 3), date(2025, 8, 3))) == "3 augusti 2025"


def test_refuses_an_end_before_its_beginning() -> None:
    with pytest.raises(ValueError, match="börjar 2 maj 2025 men slutar 1 maj 2025"):
        Period(date(2025, 5, 2), date(2025, 5, 1))


def test_a_year_earlier_follows_the_calendar() -> None:
    assert Period.year(2025).year_before() == Period.year(2024)
    assert Period.year(2024).year_before() == Period.year(2023)
    february = Period(date(2025, 2, 1), date(2025, 2, 28))
    assert february.year_before() == Period(date(2024, 2, 1), date(2024, 2, 29))
    leap = Period(date(2024, 2, 29), date(2024, 2, 29))
    assert leap.year_before() == Period(date(2023, 2, 28), date(2023, 2, 28))


@given(days, st.integers(0, 1500))
def test_the_period_before_ends_the_day_before_and_is_as_long(first: date, more: int) -> None:
    period = Period(first, first + timedelta(days=more))
    before = period.before_same_length()
    assert before.days == period.days == more + 1
    assert before.last + timedelta(days=1) == period.first


@given(days, st.integers(0, 1500))
def test_a_year_earlier_is_about_a_year_earlier(first: date, more: int) -> None:
    period = Period(first, first + timedelta(days=more))
    before = period.year_before()
    assert abs(before.days - period.days) <= 1
    assert 364 <= (period.first - before.first).days <= 366
