"""This year so far, and the last weeks and months."""

from __future__ import annotations

from datetime import date, datetime

import numpy as np
import pytest

from trygghjulet.analysis.changes.change import Verdict, change
from trygghjulet.analysis.changes.periods import rolling, rolling_sums, year_to_date
from trygghjulet.analysis.tests.nasty import BAD_COUNTS, answers_or_refuses, refuses

BEGIN = date(2019, 1, 1)


def _daily(last: date, each: int = 1) -> np.ndarray:
    return np.full((last - BEGIN).days + 1, each)


@pytest.mark.requirement("PIC-4", "FUP-1")
def test_this_year_so_far_over_leap_years() -> None:
    told = year_to_date(_daily(date(2024, 3, 1), 2), BEGIN)
    assert (told.now.first, told.now.last, told.now.days, told.now.count) == (
        *(date(2024, 1, 1), date(2024, 3, 1), 61, 122),
    )
    assert [(span.last, span.days) for span in told.earlier] == [
        *((date(2023, 3, 1), 60), (date(2022, 3, 1), 60), (date(2021, 3, 1), 60)),
        *((date(2020, 3, 1), 61), (date(2019, 3, 1), 60)),
    ]
    # The same every day: nothing has changed, whatever the number of days.
    assert told.against_last is not None
    assert told.against_last.ratio == pytest.approx(1)
    assert told.against_earlier is not None
    assert told.against_earlier.ratio == pytest.approx(1)
    assert told.against_last.low == change(120, 122, 60, 61).low


def test_a_leap_day_is_held_against_the_28th() -> None:
    told = year_to_date(_daily(date(2024, 2, 29)), BEGIN, years=1)
    assert [span.last for span in told.earlier] == [date(2023, 2, 28)]
    assert told.against_earlier is None


@pytest.mark.requirement("PIC-4")
def test_windows_of_days_and_months() -> None:
    series = _daily(date(2024, 4, 30))
    series[-28:] = 3
    told = rolling(series, BEGIN)
    assert (told.now.first, told.now.days, told.now.count) == (date(2024, 4, 3), 28, 84)
    assert told.preceding is not None
    assert (told.preceding.last, told.preceding.days) == (date(2024, 4, 2), 28)
    assert told.year_earlier is not None
    assert (told.year_earlier.first, told.year_earlier.last) == (date(2023, 4, 3), date(2023, 4, 30))
    assert told.against_preceding is not None
    assert told.against_preceding.verdict is Verdict.INCREASE
    month = rolling(series, BEGIN, months=1)
    assert (month.now.first, month.now.days) == (date(2024, 4, 1), 30)
    assert month.preceding is not None
    assert (month.preceding.first, month.preceding.days) == (date(2024, 3, 1), 31)
    year = rolling(_daily(date(2024, 12, 31)), BEGIN, months=12)
    assert year.now.days == 366
    assert year.preceding == year.year_earlier
    assert year.against_year_earlier is not None
    assert year.against_year_earlier.ratio == pytest.approx(1)


def test_what_the_series_does_not_hold_is_not_compared() -> None:
    told = rolling(_daily(date(2019, 2, 10)), BEGIN)
    assert (told.preceding, told.against_preceding, told.year_earlier) == (None, None, None)
    assert year_to_date(_daily(date(2019, 2, 10)), BEGIN).against_last is None


def test_overdispersion_widens() -> None:
    series = np.tile([0, 3, 1], 1000)
    plain, wide = (rolling(series, BEGIN, overdispersion=phi).against_preceding for phi in (1, 4))
    assert plain is not None
    assert wide is not None
    assert wide.low < plain.low


def test_rolling_sums() -> None:
    assert rolling_sums([1, 2, 3, 4], 2).tolist() == [3, 5, 7]
    assert rolling_sums([[1, 0], [2, 0]], 2).tolist() == [[3, 0]]
    assert rolling_sums([1], 2).tolist() == []


@pytest.mark.parametrize("counts", BAD_COUNTS)
def test_bad_counts_are_refused(counts: object) -> None:
    for method in (year_to_date, rolling):
        refuses(method, counts, BEGIN, code="not_counts")


def test_what_does_not_fit_is_refused() -> None:
    assert answers_or_refuses(year_to_date, [1, 2, 3], datetime(2024, 1, 1, 5)).now.count == 6
    refuses(year_to_date, [1, 2, 3], "i går", code="not_times")
    refuses(year_to_date, [1, 2, 3], date(2024, 1, 2), code="too_few")
    refuses(year_to_date, [], BEGIN, code="too_few")
    refuses(rolling, [1, 2, 3], BEGIN, code="too_few")
    refuses(rolling, [1, 2, 3], BEGIN, days=10**9, code="too_few")
    refuses(rolling, [1, 2, 3], BEGIN, months=10**9, code="too_few")
    refuses(rolling, [1, 2, 3], BEGIN, days=1, months=1, code="two_lengths")
    refuses(rolling, [1] * 90, date(9999, 12, 1), code="shape")
    refuses(rolling, [1] * 90, BEGIN, overdispersion=0.5, code="overdispersion")
