"""Changes with exact intervals, and the verdict they allow."""

from __future__ import annotations

from math import inf
from time import perf_counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import poisson

from trygghjulet.analysis.change import Verdict, change, change_against
from trygghjulet.analysis.checks import UnfitData


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


def test_large_counts_are_quick() -> None:
    change(5, 5)
    began = perf_counter()
    told = change(60_000, 58_000)
    assert perf_counter() - began < 0.2  # 4 ms where nothing else runs
    assert told.p == pytest.approx(5.8e-9, rel=0.02)


@pytest.mark.requirement("FUP-3")
def test_against_the_rest() -> None:
    told = change_against(100, 50, 1000, 1000)
    assert told.ratio == pytest.approx(0.5)
    assert told.low == pytest.approx(0.5 * np.exp(-1.959964 * np.sqrt(0.01 + 0.02 + 0.002)))
    assert told.verdict is Verdict.DECREASE
    assert change_against(100, 50, 1000, 500).verdict is Verdict.CANNOT_BE_TOLD
    assert change_against(3, 0, 10, 10).verdict is Verdict.CANNOT_BE_TOLD


def test_what_does_not_fit_is_refused() -> None:
    with pytest.raises(UnfitData, match="längd"):
        change(1, 1, exposure_before=0)
    with pytest.raises(UnfitData, match="antal"):
        change(-1, 1)
