"""Rates with exact intervals."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import poisson

from trygghjulet.analysis.checks import UnfitData
from trygghjulet.analysis.levels.rates import rate, rates
from trygghjulet.analysis.tests.nasty import BAD_COUNTS, ODD_COUNTS, answers_or_refuses, refuses


@pytest.mark.requirement("PIC-4")
def test_the_interval_is_garwoods() -> None:
    # The exact interval, as tabled since Garwood (1936): 0 gives (0, 3.689), 10 gives (4.795, 18.39).
    ten = rate(10, 1000)
    assert (ten.value, ten.low, ten.high) == (
        10,
        pytest.approx(4.795, abs=1e-3),
        pytest.approx(18.390, abs=1e-3),
    )
    none = rate(0, 1000)
    assert (none.value, none.low, none.high) == (0, 0, pytest.approx(3.689, abs=1e-3))


@pytest.mark.parametrize("count", [1, 7, 300])
def test_the_ends_leave_as_much_outside_as_the_level_says(count: int) -> None:
    told = rate(count, 1, per=1, level=0.9)
    assert told.low is not None
    assert told.high is not None
    assert poisson.sf(count - 1, told.low) == pytest.approx(0.05)
    assert poisson.cdf(count, told.high) == pytest.approx(0.05)


@pytest.mark.parametrize("population", [None, 0, float("nan")])
def test_without_a_population_nothing_can_be_told(population: float | None) -> None:
    told = rate(5, population)
    assert not told.can_be_told
    assert (told.value, told.low, told.high, told.count) == (None, None, None, 5)


def test_many_at_once_equal_one_at_a_time() -> None:
    many = rates([0, 3, 12, 4], [100, 250.5, 0, np.nan], per=100_000)
    assert many.value[:2].tolist() == [0, pytest.approx(3 / 250.5 * 100_000)]
    assert np.isnan(many.high[2:]).all()
    assert many.high[1] == rate(3, 250.5, per=100_000).high


def test_overdispersion_widens_the_interval_and_one_leaves_it() -> None:
    plain, wide = rates([0, 12, 300], [100, 100, 100]), rates([0, 12, 300], [100, 100, 100], overdispersion=3)
    assert rates([0, 12, 300], [100, 100, 100], overdispersion=1).high == pytest.approx(plain.high)
    assert (wide.high > plain.high).all()
    assert (wide.low[1:] < plain.low[1:]).all()
    ratio = (wide.high[2] - wide.low[2]) / (plain.high[2] - plain.low[2])
    assert ratio == pytest.approx(3**0.5, rel=0.03)


@pytest.mark.parametrize("counts", ODD_COUNTS)
def test_odd_counts_are_answered(counts: list[int]) -> None:
    told = answers_or_refuses(rates, counts, np.full(len(counts), 100.0), overdispersion=2)
    assert np.isfinite(told.high).all()


@pytest.mark.parametrize("counts", BAD_COUNTS)
def test_bad_counts_are_refused(counts: object) -> None:
    refuses(rates, counts, [1, 1, 1], code="not_counts")


def test_what_is_not_a_count_is_refused() -> None:
    for wrong in (-1, 1.5):
        with pytest.raises(UnfitData):
            rates([wrong], [1])
    with pytest.raises(UnfitData, match="mindre än noll"):
        rate(1, -5)
    with pytest.raises(UnfitData, match="mellan 0 och 1"):
        rate(1, 5, level=95)
    with pytest.raises(UnfitData, match="större än noll"):
        rate(1, 5, per=0)


def test_the_interval_holds_the_rate_however_much_counts_vary() -> None:
    told = rate(2, 1000, overdispersion=1e4)
    assert told.low <= told.value <= told.high


@pytest.mark.parametrize("people", [1e300, 5e-324])
def test_populations_beyond_reason_are_refused(people: float) -> None:
    refuses(rate, 2, people, code="not_amounts")
