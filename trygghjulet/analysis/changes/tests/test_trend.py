"""Trend and season."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm
from scipy.stats import kendalltau

from trygghjulet.analysis.changes.change import Verdict
from trygghjulet.analysis.changes.trend import mann_kendall, trend
from trygghjulet.analysis.tests.nasty import BAD_COUNTS, ODD_COUNTS, answers_or_refuses, refuses

T = np.arange(60)
DAYS = np.array([31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] * 5)
MEAN = 40 * 1.1 ** (T / 12) * np.exp(0.3 * np.cos(2 * np.pi * (T - 6) / 12)) * DAYS / 30
COUNTS = np.random.default_rng(6).negative_binomial(MEAN / 2, 1 / 3)


@pytest.mark.requirement("PIC-4")
def test_a_smooth_series_gives_back_what_it_was_made_of() -> None:
    told = trend(np.round(MEAN * 1e4).astype(int), DAYS)
    assert told.change.ratio == pytest.approx(1.1, rel=1e-5)
    assert told.verdict is Verdict.INCREASE
    assert told.season is not None
    assert told.season.ratio == pytest.approx(np.exp(0.6), rel=1e-4)
    assert told.season.peak == pytest.approx(6, abs=0.02)
    assert told.season.trough % 12 == pytest.approx(0, abs=0.02)
    assert told.overdispersion == 1


def test_it_is_the_quasi_poisson_of_statsmodels() -> None:
    told = trend(COUNTS, DAYS, harmonics=1)
    design = np.column_stack([np.ones(60), T, np.cos(2 * np.pi * T / 12), np.sin(2 * np.pi * T / 12)])
    theirs = sm.GLM(COUNTS, design, sm.families.Poisson(), offset=np.log(DAYS)).fit(scale=told.overdispersion)
    assert told.overdispersion == pytest.approx(theirs.pearson_chi2 / 56, rel=0.02)
    assert told.change.ratio == pytest.approx(np.exp(12 * theirs.params[1]))
    reach = np.log(told.change.high / told.change.ratio)
    assert reach == pytest.approx(12 * theirs.bse[1] * 2.003241, rel=1e-5)


def test_units_of_exposure_do_not_matter() -> None:
    assert trend(COUNTS, DAYS).change.low == pytest.approx(trend(COUNTS, DAYS / 365.25).change.low)


@pytest.mark.parametrize("counts", [*BAD_COUNTS, *ODD_COUNTS])
def test_ugly_counts_are_answered_or_refused(counts: object) -> None:
    answers_or_refuses(trend, counts)
    answers_or_refuses(trend, counts, periods_per_year=None)


def test_what_does_not_fit_is_refused() -> None:
    refuses(trend, np.zeros(60, dtype=int), code="not_identifiable")
    refuses(trend, COUNTS[:15], code="too_few")
    refuses(trend, COUNTS[None], code="shape")


def test_mann_kendalls_reference() -> None:
    # n = 10 without ties and S = 23, as in the R package Kendall.
    told = mann_kendall(_with_score(23))
    assert (int(told.s), float(told.variance)) == (23, 125)
    assert float(told.tau) == pytest.approx(0.511, abs=5e-4)
    assert float(told.p) == pytest.approx(0.0491, abs=5e-5)


def _with_score(score: int) -> np.ndarray:
    """Ten numbers without ties whose pairs give that score: as many swaps of neighbours as pairs to turn."""
    order = list(range(10))
    turns = (45 - score) // 2
    while turns:
        for i in range(9):
            if turns and order[i] < order[i + 1]:
                order[i], order[i + 1] = order[i + 1], order[i]
                turns -= 1
    return np.array(order)


@pytest.mark.requirement("PIC-5")
def test_mann_kendall_over_many_series_with_ties() -> None:
    table = np.random.default_rng(2).poisson(2, (24, 5, 7))
    told = mann_kendall(table)
    assert told.p.shape == (5, 7)
    for place in ((0, 0), (4, 6), (2, 3)):
        series = table[:, *place]
        assert told.tau[place] == pytest.approx(kendalltau(np.arange(24), series).statistic)
        sizes = np.unique(series, return_counts=True)[1]
        tied = (sizes * (sizes - 1) * (2 * sizes + 5)).sum()
        assert told.variance[place] == pytest.approx((24 * 23 * 53 - tied) / 18)
    flat = mann_kendall(np.ones((6, 2)))
    assert (flat.p.tolist(), flat.tau.tolist()) == ([1, 1], [0, 0])


def test_turning_time_turns_the_sign() -> None:
    series = np.random.default_rng(3).normal(size=(15, 4))
    there, back = mann_kendall(series), mann_kendall(series[::-1])
    assert (there.s == -back.s).all()
    assert there.p == pytest.approx(back.p)
    assert (mann_kendall(np.exp(series)).s == there.s).all()
    refuses(mann_kendall, [1, 2], code="too_few")
    refuses(mann_kendall, [1, 2, np.nan], code="not_numbers")
