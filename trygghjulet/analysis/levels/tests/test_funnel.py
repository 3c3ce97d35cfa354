"""Areas inside and outside a funnel."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, strategies as st
from scipy.stats import nbinom, poisson

from trygghjulet.analysis.levels.funnel import funnel, funnel_limits, winsorised_overdispersion
from trygghjulet.analysis.tests.nasty import BAD_COUNTS, ODD_COUNTS, answers_or_refuses, refuses


@given(st.floats(0.05, 3000), st.sampled_from([0.8, 0.95, 0.998]), st.sampled_from([1, 1.7, 5]))
def test_a_count_is_within_the_limits_just_when_its_law_says_so(
    mean: float, level: float, spread: float
) -> None:
    law = poisson(mean) if spread == 1 else nbinom(mean / (spread - 1), 1 / spread)
    low, high = funnel_limits(mean, spread, level)
    fewest, most = law.ppf((1 - level) / 2), law.ppf((1 + level) / 2)
    assert most < high + 1e-6 <= most + 1 + 2e-6
    assert low < fewest + 1e-6 or fewest == 0


@pytest.mark.requirement("PIC-4")
def test_the_area_that_stands_out_is_found() -> None:
    told = funnel([100, 100, 100, 180, 40], [1000] * 5)
    assert told.outside[1].tolist() == [0, 0, 0, 1, -1]
    assert (told.low[1] <= told.low[0]).all()
    assert (told.high[1] >= told.high[0]).all()
    assert told.target == pytest.approx(104)
    # The points lie outside the drawn lines just when they are said to.
    for low, high, outside in zip(told.low, told.high, told.outside, strict=True):
        assert ((told.rate > high).astype(int) - (told.rate < low)).tolist() == outside.tolist()
    assert funnel([100, 100, 100, 180, 40], [1000] * 5, overdispersion=30).outside.tolist()[1] == [0] * 5


def test_unknown_population_is_left_out() -> None:
    told = funnel([5, 50, 7, 9], [100, np.nan, 100, 0])
    assert told.target == pytest.approx(60)
    assert np.isnan(told.rate).tolist() == [False, True, False, True]
    assert told.outside[:, 1].tolist() == [0, 0]


def test_winsorising_draws_in_the_extreme() -> None:
    counts, people = np.array([100, 90, 110, 120, 80, 95, 105, 98, 102, 400]), np.full(10, 1000)
    z = (counts - counts.mean()) / np.sqrt(counts.mean())
    assert winsorised_overdispersion(counts, people, 0) == pytest.approx((z**2).mean())
    assert winsorised_overdispersion(counts, people) < (z**2).mean() / 5
    assert winsorised_overdispersion([10] * 5, [7] * 5) == 1


@pytest.mark.parametrize("counts", ODD_COUNTS)
def test_odd_counts_are_answered_or_refused(counts: list[int]) -> None:
    for method in (funnel, winsorised_overdispersion):
        answers_or_refuses(method, counts, np.full(len(counts), 9.0))


@pytest.mark.parametrize("counts", BAD_COUNTS)
def test_bad_counts_are_refused(counts: object) -> None:
    refuses(funnel, counts, [1, 1, 1], code="not_counts")
    refuses(funnel, [1, 2], [1, 2], levels=[95], code="level")
    refuses(winsorised_overdispersion, [1, 2], [1, 2], 0.5, code="not_share")


def test_levels_and_expectations_beyond_reason_are_refused() -> None:
    for bad in (0.95, [], "ab", [95], None):
        refuses(funnel, [5, 6, 7], [100, 100, 100], levels=bad, code="level")
    refuses(funnel_limits, [1e300], code="not_positive")
    refuses(winsorised_overdispersion, [5, 6, 7], [100, 100, 100], "x", code="not_share")
