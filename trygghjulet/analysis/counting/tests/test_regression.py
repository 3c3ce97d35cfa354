"""Counts explained by a design, held against statsmodels."""

from __future__ import annotations

import numpy as np
import pytest
import statsmodels.api as sm

from trygghjulet.analysis.counting.regression import fit_counts, fit_series
from trygghjulet.analysis.tests.nasty import BAD_COUNTS, answers_or_refuses, refuses


def _case() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(11)
    t = np.arange(60)
    design = np.column_stack([np.ones(60), t / 60, (t >= 36) * 1.0, np.cos(t / 2), np.sin(t / 2)])
    exposure = rng.uniform(28, 31, 60)
    return rng.negative_binomial(8, 8 / (8 + exposure * np.exp(0.2 - 0.3 * design[:, 2]))), design, exposure


@pytest.mark.requirement("FUP-3")
def test_the_fit_is_that_of_statsmodels() -> None:
    counts, design, exposure = _case()
    weight = np.random.default_rng(3).uniform(0.5, 2, 60)
    theirs = sm.GLM(counts, design, sm.families.Poisson(), offset=np.log(exposure), var_weights=weight).fit(
        tol=1e-14, maxiter=100
    )
    ours = fit_counts(counts, design, exposure, weight)
    assert ours.coefficients == pytest.approx(theirs.params, rel=1e-8)
    assert np.sqrt(np.diag(ours.covariance)) == pytest.approx(theirs.bse, rel=1e-8)
    assert ours.deviance == pytest.approx(theirs.deviance, rel=1e-8)
    assert ours.dispersion == pytest.approx(theirs.pearson_chi2 / theirs.df_resid, rel=1e-8)
    assert ours.degrees == theirs.df_resid


def test_many_series_at_once_equal_one_at_a_time() -> None:
    counts, design, exposure = _case()
    table = np.column_stack([counts, counts[::-1], np.zeros(60)]).astype(float)
    fits = fit_series(table, design, exposure, np.ones(table.shape))
    assert fits.settled.tolist() == [True, True, False]
    for column in (0, 1):
        one = fit_counts(table[:, column], design, exposure)
        assert fits.coefficients[:, column] == pytest.approx(one.coefficients, rel=1e-8)
        assert fits.covariance[column] == pytest.approx(one.covariance, rel=1e-6)
    assert np.isnan(fits.coefficients[:, 2]).all()


def test_what_has_no_likeliest_model_is_refused() -> None:
    counts, design, _ = _case()
    refuses(fit_counts, counts, np.column_stack([design, design[:, 0]]), code="not_identifiable")
    refuses(fit_counts, np.zeros(60, dtype=int), design, code="not_identifiable")
    refuses(fit_counts, np.where(design[:, 2] > 0, 0, counts), design, code="not_identifiable")
    refuses(fit_counts, [1, 2], np.ones((2, 3)), code="too_few")
    refuses(fit_counts, counts, design[:-1], code="shape")
    refuses(fit_counts, counts, design, np.zeros(60), code="not_positive")
    refuses(fit_counts, counts, design, None, -np.ones(60), code="not_amounts")


@pytest.mark.parametrize("counts", BAD_COUNTS)
def test_bad_counts_are_refused(counts: object) -> None:
    refuses(fit_counts, counts, np.ones((3, 1)), code="not_counts")


def test_columns_of_very_different_size_lose_no_digits() -> None:
    counts, design, exposure = _case()
    size = np.array([1, 1e9, 1e-9, 1e6, 1])
    one, other = fit_counts(counts, design, exposure), fit_counts(counts, design * size, exposure)
    assert other.coefficients * size == pytest.approx(one.coefficients, rel=1e-9)
    assert other.covariance * np.outer(size, size) == pytest.approx(one.covariance, rel=1e-9)


def test_weights_and_columns_beyond_reason_are_refused() -> None:
    counts, design, exposure = _case()
    for bad in (np.nan, -1, 1e300):
        refuses(fit_counts, counts, design, exposure, np.where(np.arange(60) == 3, bad, 1.0))
    for much in (1e300, 1e-300):
        refuses(fit_counts, counts, design * much, exposure, code="not_numbers")
    refuses(fit_counts, counts, design, np.where(np.arange(60) == 3, 1e300, 1.0), code="not_positive")
    # A level that history can't hold ran off with a warning.
    answers_or_refuses(fit_counts, np.append(counts[:-1], 10**15), design, exposure)
