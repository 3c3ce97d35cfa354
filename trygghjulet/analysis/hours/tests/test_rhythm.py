"""The hours that stand out."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from trygghjulet.analysis.checks import UnfitData
from trygghjulet.analysis.hours.rhythm import busiest, per_day
from trygghjulet.analysis.tests.nasty import BAD_COUNTS, refuses


@pytest.mark.requirement("PIC-4")
def test_weekend_nights_are_found_across_midnight() -> None:
    counts = np.full((7, 24), 2)
    for day in (4, 5):
        counts[day, 21:] += 20
        counts[(day + 1) % 7, :3] += 20
    told = busiest(counts)
    assert str(told) == "fredag och lördag kl. 21–03"
    assert told.count == 2 * 6 * 22
    assert told.share == pytest.approx(told.count / counts.sum())
    assert told.share_of_week == pytest.approx(12 / 168)


def test_a_night_from_sunday_into_monday() -> None:
    counts = np.zeros((7, 24), dtype=int)
    counts[6, 23] = counts[0, 0] = 30
    assert str(busiest(counts)) == "söndag kl. 23–01"


def test_every_day_and_a_run_of_days() -> None:
    lunch = np.full((7, 24), 1)
    lunch[:, 11:13] += 9
    assert str(busiest(lunch)) == "alla dagar kl. 11–13"
    work = np.full((7, 24), 1)
    work[:5, 8:17] += 9
    assert str(busiest(work)) == "måndag–fredag kl. 08–17"


def test_too_little_is_refused() -> None:
    with pytest.raises(UnfitData, match="kan inte avgöras"):
        busiest(np.eye(7, 24, dtype=int))
    with pytest.raises(UnfitData, match="formen"):
        busiest(np.ones((24, 7), dtype=int))


@pytest.mark.requirement("PIC-4")
def test_hours_are_judged_by_how_many_there_were() -> None:
    counts = np.full((7, 24), 10)
    counts[2, 9:12] += 6
    counts[6, 2:5] += 8
    assert str(busiest(counts)) == "söndag kl. 02–05"
    # Had there been twice as many such hours on Sundays, Wednesday morning would stand out.
    hours = np.full((7, 24), 52.0)
    hours[6, 2:5] = 104
    told = busiest(counts, hours)
    assert str(told) == "onsdag kl. 09–12"
    assert told.share_of_week == pytest.approx(3 * 52 / hours.sum())
    assert busiest(counts, np.full((7, 24), 7.5)) == busiest(counts)


def test_hours_that_were_not_there() -> None:
    counts, hours = np.full((7, 24), 10), np.ones((7, 24))
    counts[6, 2] = hours[6, 2] = 0
    counts[0, 8] = 40
    assert str(busiest(counts, hours)) == "måndag kl. 08–09"
    counts[6, 2] = 1
    refuses(busiest, counts, hours, code="no_exposure")
    refuses(busiest, counts, hours[:3], code="shape")


def test_ugly_input() -> None:
    for bad in BAD_COUNTS:
        refuses(busiest, bad)
        refuses(per_day, bad, [1, 1, 1], code="not_counts")
    weights = np.full((7, 24), 1.5)
    refuses(busiest, weights, code="not_counts")


def test_months_are_compared_by_day() -> None:
    daily = per_day([62, 56, 62], [31, 28, 31])
    assert all(a == b == 2 for a, b in pairwise(daily))
    with pytest.raises(UnfitData, match="minst en dag"):
        per_day([1], [0])
