"""The hours that stand out."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from trygghjulet.analysis.checks import UnfitData
from trygghjulet.analysis.rhythm import busiest, per_day


@pytest.mark.requirement("PIC-4")
def test_weekend_nights_are_found_across_midnight() -> None:
    table = np.full((7, 24), 2)
    for day in (4, 5):
        table[day, 21:] += 20
        table[(day + 1) % 7, :3] += 20
    told = busiest(table)
    assert str(told) == "fredag och lördag kl. 21–03"
    assert told.count == 2 * 6 * 22
    assert told.share == pytest.approx(told.count / table.sum())
    assert told.share_of_week == pytest.approx(12 / 168)


def test_a_night_from_sunday_into_monday() -> None:
    table = np.zeros((7, 24), dtype=int)
    table[6, 23] = table[0, 0] = 30
    assert str(busiest(table)) == "söndag kl. 23–01"


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


def test_months_are_compared_by_day() -> None:
    daily = per_day([62, 56, 62], [31, 28, 31])
    assert all(a == b == 2 for a, b in pairwise(daily))
    with pytest.raises(UnfitData, match="minst en dag"):
        per_day([1], [0])
