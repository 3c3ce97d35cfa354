"""Changes with exact intervals, and the verdict they allow."""

from __future__ import annotations

from math import inf
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from scipy.stats import betabinom, gamma, nbinom, poisson

from trygghjulet.analysis.changes.change import Verdict, change, change_against
from trygghjulet.analysis.checks import UnfitData
from trygghjulet.analysis.tests.nasty import BAD_COUNTS, answers_or_refuses, refuses, whole_or_none


@pytest.mark.parametrize(
    ("before", "after", "exposures", "p"),
    [
        (0, 3, (1, 1), 0.08837901),
        (6, 2, (1, 1), 0.17487482),
        (20, 10, (1, 1), 0.06883178),
        (100, 80, (1, 1), 0.13652065),
        (10, 4, (2, 1), 0.706407),
        (3, 9, (1, 2), 0.543109),
        (20, 10, (4, 2), 1),
        (0, 0, (1, 1), None),
    ],
)
def test_p_is_that_of_the_published_test(
    before: int, after: int, exposures: tuple[float, float], p: float | None
) -> None:
    assert change(before, after, *exposures).p == (None if p is None else pytest.approx(p, rel=1e-6))
    swapped = change(after, before, *exposures[::-1])
    assert swapped.p == (None if p is None else pytest.approx(p, rel=1e-6))


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 40), st.integers(0, 40), st.sampled_from([0.5, 1, 31 / 28, 3]))
def test_p_equals_the_sum_over_every_outcome(before: int, after: int, exposure: float) -> None:
    if before + after == 0:
        return
    x, y = np.meshgrid(np.arange(260.0), np.arange(260.0), indexing="ij")
    spread = np.sqrt(x / exposure**2 + y)
    statistic = np.abs(np.divide(x / exposure - y, spread, out=np.zeros_like(spread), where=spread > 0))
    common = (before + after) / (exposure + 1)
    weight = np.outer(poisson.pmf(x[:, 0], common * exposure), poisson.pmf(y[0], common))
    least = statistic[before, after] * (1 - 1e-12)
    assert change(before, after, exposure).p == pytest.approx(weight[statistic >= least].sum(), abs=1e-9)


@pytest.mark.requirement("PIC-4", "FUP-3")
def test_verdicts_follow_the_interval() -> None:
    assert change(100, 60).verdict is Verdict.DECREASE
    assert change(60, 100).verdict is Verdict.INCREASE
    assert change(10, 7).verdict is Verdict.CANNOT_BE_TOLD
    assert change(0, 0).verdict is Verdict.CANNOT_BE_TOLD
    assert change(0, 12).verdict is Verdict.INCREASE
    assert change(0, 12).ratio == inf
    assert change(12, 0).verdict is Verdict.DECREASE
    assert change(365, 366, 365, 366).ratio == pytest.approx(1)


def test_the_interval_is_clopper_and_pearsons() -> None:
    # 5 of 20 after: the binomial interval is (0.08657, 0.49105), as odds (0.09478, 0.96481).
    told = change(15, 5)
    assert (told.low, told.high) == (pytest.approx(0.09478, abs=1e-4), pytest.approx(0.96481, abs=1e-4))


def test_large_counts_are_counted_in_full() -> None:
    told = change(60_000, 58_000)
    assert told.p == pytest.approx(5.8e-9, rel=0.02)


@pytest.mark.requirement("FUP-3")
def test_against_the_rest() -> None:
    told = change_against(100, 50, 1000, 1000)
    assert told.ratio == pytest.approx(0.5)
    assert told.low == pytest.approx(0.5 * np.exp(-1.959964 * np.sqrt(0.01 + 0.02 + 0.002)))
    assert told.verdict is Verdict.DECREASE
    assert change_against(100, 50, 1000, 500).verdict is Verdict.CANNOT_BE_TOLD
    assert change_against(3, 0, 10, 10).verdict is Verdict.CANNOT_BE_TOLD


def _outcomes(mean: float, spread: float) -> np.ndarray:
    return nbinom.pmf(np.arange(400), mean / (spread - 1), 1 / spread)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 25), st.integers(0, 25), st.sampled_from([0.5, 1, 3]), st.sampled_from([1.3, 4]))
def test_p_with_overdispersion_equals_the_sum_over_every_outcome(
    before: int, after: int, exposure: float, spread: float
) -> None:
    if before + after == 0:
        return
    x, y = np.meshgrid(np.arange(400.0), np.arange(400.0), indexing="ij")
    error = np.sqrt(x / exposure**2 + y)
    statistic = np.abs(np.divide(x / exposure - y, error, out=np.zeros_like(error), where=error > 0))
    common = (before + after) / (exposure + 1)
    weight = np.outer(_outcomes(common * exposure, spread), _outcomes(common, spread))
    expected = weight[statistic >= statistic[before, after] * (1 - 1e-12)].sum()
    assert change(before, after, exposure, overdispersion=spread).p == pytest.approx(expected, abs=1e-7)


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 90), st.integers(0, 90))
def test_one_is_the_plain_test_and_more_widens_the_interval(before: int, after: int) -> None:
    plain, near, wide = (change(before, after, overdispersion=phi) for phi in (1, 1 + 1e-7, 2.5))
    if plain.low is None or near.low is None or wide.low is None:
        assert before + after == 0
        return
    assert plain.high is not None
    assert near.high is not None
    assert wide.high is not None
    assert near.low == pytest.approx(plain.low, rel=1e-4)
    assert near.high == pytest.approx(plain.high, rel=1e-4)
    assert wide.low <= plain.low * (1 + 1e-9)
    assert wide.high >= plain.high * (1 - 1e-9)


def test_the_interval_with_overdispersion_is_that_of_the_beta_binomial() -> None:
    told = change(15, 25, overdispersion=3)
    assert told.low is not None
    assert told.high is not None
    size = 40 / 2
    for odds, tail in ((told.low, "above"), (told.high, "below")):
        share = odds / (1 + odds)
        law = betabinom(40, share * size, (1 - share) * size)
        assert (law.sf(24) if tail == "above" else law.cdf(25)) == pytest.approx(0.025)


def test_swapped_periods_swap_the_interval() -> None:
    there, back = change(30, 12, 2, 3, overdispersion=2), change(12, 30, 3, 2, overdispersion=2)
    assert there.low == pytest.approx(1 / back.high)
    assert there.p == pytest.approx(back.p)


def test_sums_and_the_law_for_large_counts_meet() -> None:
    below, above = change(1900, 2000, overdispersion=3), change(1990, 2095, overdispersion=3)
    assert (below.low, below.high) == (
        pytest.approx(above.low, rel=3e-3),
        pytest.approx(above.high, rel=3e-3),
    )


def test_against_the_rest_with_overdispersion() -> None:
    plain, wide = change_against(100, 50, 900, 1000), change_against(100, 50, 900, 1000, overdispersion=4)
    reach = [np.log(told.high / told.ratio) for told in (plain, wide)]
    assert reach[1] / reach[0] == pytest.approx(2)


@pytest.mark.parametrize("counts", BAD_COUNTS)
def test_bad_counts_are_refused(counts: Any) -> None:
    wrong = next(iter(counts))
    if isinstance(wrong, list) or wrong == 2**62:
        return
    refuses(change, wrong, 1, code="not_counts")
    refuses(change_against, 1, wrong, 1, 1, code="not_counts")


@pytest.mark.parametrize("spread", [1, 1.0001, 2, 1e3, 1e9])
@pytest.mark.parametrize(("before", "after"), [(0, 0), (0, 10**12), (10**12, 10**12), (1, 0), (3999, 2)])
def test_odd_counts_give_numbers(before: int, after: int, spread: float) -> None:
    told = answers_or_refuses(change, before, after, overdispersion=spread)
    assert all(whole_or_none(end) for end in (told.ratio, told.low, told.high, told.p))


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(UnfitData, match="längd"):
        change(1, 1, exposure_before=0)
    with pytest.raises(UnfitData, match="antal"):
        change(-1, 1)


@pytest.mark.parametrize("before", [3, 1000, 1001])
def test_very_uneven_counts_have_the_interval_of_one_of_them(before: int) -> None:
    """Scipy's inverse of the beta law is wrong by a factor of two for 1000 and a thousand million."""
    told, turned = change(before, 10**9), change(10**9, before)
    assert told.low == pytest.approx(1e9 / gamma.isf(0.025, before + 1), rel=1e-5)
    assert told.high == pytest.approx(1e9 / gamma.ppf(0.025, before), rel=1e-5)
    assert turned.high == pytest.approx(1 / told.low)
    assert turned.low == pytest.approx(1 / told.high)


def test_the_interval_holds_what_was_seen_however_much_counts_vary() -> None:
    told = change(100, 10**9, overdispersion=1e9)
    assert told.low <= told.ratio <= told.high
    refuses(change, 100, 50, overdispersion=1e300, code="overdispersion")
    answers_or_refuses(change_against, 1, 1, 1, 1, overdispersion=1e9)


def test_periods_beyond_reason_are_refused() -> None:
    for length in (1e300, 5e-324):
        refuses(change, 10, 5, length, 1, code="not_positive")
        refuses(change, 10, 5, 1, length, code="not_positive")
