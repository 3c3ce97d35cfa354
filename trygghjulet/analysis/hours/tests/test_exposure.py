"""How much of each hour and day a period holds, by the clock and in elapsed time."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from trygghjulet.analysis.hours.clock import HOUR, clock, times
from trygghjulet.analysis.hours.exposure import exposure
from trygghjulet.analysis.tests.nasty import BAD_NUMBERS, refuses

SPRING, AUTUMN = date(2024, 3, 31), date(2024, 10, 27)


def by_walking(first: date, last: date, zone: str) -> np.ndarray:
    """Every quarter of an hour that passed, put where the clock showed it."""
    place, hours = ZoneInfo(zone), np.zeros((7, 24))
    at = datetime(first.year, first.month, first.day, tzinfo=UTC) - timedelta(days=1)
    while (shown := at.astimezone(place)).date() <= last:
        if shown.date() >= first:
            hours[shown.weekday(), shown.hour] += 0.25
        at += timedelta(minutes=15)
    return hours


@pytest.mark.requirement("PIC-4")
def test_the_skipped_hour_is_not_there_and_the_doubled_one_is_there_twice() -> None:
    spring, autumn = exposure(SPRING, SPRING), exposure(AUTUMN, AUTUMN)
    assert spring.hours[6, :5].tolist() == [1, 1, 0, 1, 1]
    assert autumn.hours[6, :5].tolist() == [1, 1, 2, 1, 1]
    assert (spring.hours.sum(), autumn.hours.sum()) == (23, 25)
    assert exposure(date(2024, 3, 25), SPRING).hours.sum() == 167


@pytest.mark.parametrize(
    ("first", "last", "zone"),
    [
        (date(2024, 1, 1), date(2024, 12, 31), "Europe/Stockholm"),
        (date(2023, 3, 26), date(2023, 3, 26), "Europe/London"),
        (date(2024, 3, 1), date(2024, 11, 30), "Australia/Lord_Howe"),  # moved by half an hour
        (date(2024, 3, 1), date(2024, 11, 30), "America/Havana"),  # moved at midnight
        (date(2024, 2, 20), date(2024, 5, 1), "Africa/Casablanca"),  # put back for Ramadan
        (date(2011, 12, 20), date(2012, 1, 10), "Pacific/Apia"),  # a day was left out
        (date(2020, 5, 1), date(2020, 5, 20), "UTC"),
    ],
)
def test_hours_are_those_that_passed(first: date, last: date, zone: str) -> None:
    assert np.array_equal(exposure(first, last, zone=zone).hours, by_walking(first, last, zone))


def test_days_are_those_of_the_calendar() -> None:
    told = exposure(date(2023, 1, 1), date(2024, 12, 31))
    assert told.days == 731
    assert told.months.tolist() == [62, 57, 62, 60, 62, 60, 62, 62, 60, 62, 60, 62]
    assert told.seasons.tolist() == [62 + 62 + 57, 184, 184, 182]
    assert told.weekdays.tolist() == [105, 105, 104, 104, 104, 104, 105]  # Sunday 1 January to Tuesday
    assert exposure(date(2024, 2, 1), date(2024, 2, 29)).days == 29
    assert exposure(date(1900, 2, 1), date(1900, 2, 28)).months[1] == 28


@settings(max_examples=40, deadline=None)
@given(st.dates(date(1985, 1, 1), date(2030, 1, 1)), st.integers(0, 900), st.integers(0, 900))
def test_a_period_is_the_sum_of_its_parts(first: date, one: int, two: int) -> None:
    middle, last = first + timedelta(days=one), first + timedelta(days=one + two + 1)
    whole, a, b = exposure(first, last), exposure(first, middle), exposure(middle + timedelta(days=1), last)
    assert np.array_equal(whole.hours, a.hours + b.hours)
    assert np.array_equal(whole.months, a.months + b.months)
    assert whole.weekdays.sum() == whole.months.sum() == whole.seasons.sum() == whole.days
    assert abs(whole.hours.sum() - 24 * whole.days) <= 1


def test_the_clock_goes_both_ways() -> None:
    wall = clock("Europe/Stockholm", 2024, 2024)
    moments = np.arange(wall.changes[0] - 5 * HOUR, wall.changes[-1] + 5 * HOUR, HOUR // 4)
    shown = wall.shown(moments)
    place = ZoneInfo("Europe/Stockholm")
    for at, seen in zip(moments[::997], shown[::997], strict=True):
        told = datetime.fromtimestamp(at / 1e6, tz=UTC).astimezone(place).replace(tzinfo=None)
        assert np.datetime64(int(seen), "us") == np.datetime64(told)
    back = wall.moment(shown)
    # A time shown twice is taken for its first; every other comes back to itself.
    assert set(np.unique(moments - back)) == {0, HOUR}
    autumns = (np.diff(wall.ahead) < 0).sum()
    assert (moments != back).sum() == 4 * autumns
    assert (np.diff(wall.moment(np.sort(shown))) >= 0).all()


def test_what_is_no_period_is_refused() -> None:
    day = date(2024, 1, 1)
    refuses(exposure, day, date(2023, 12, 31), code="period")
    refuses(exposure, day, date(2124, 12, 31), code="period")
    refuses(exposure, date(1850, 1, 1), date(1850, 1, 2), code="not_times")
    refuses(exposure, "2024-01-01", day, code="not_times")
    for zone in ("Europe/Stokholm", "", "../etc/passwd", 7, None):
        refuses(exposure, day, day, zone=zone, code="zone")
    for bad in (*BAD_NUMBERS, [datetime(2024, 1, 1, tzinfo=UTC)], [np.datetime64("9999-01-01")]):
        refuses(times, bad, name="tider", code="not_times")
    refuses(times, np.datetime64("2024-01-01"), name="tider", code="shape")
