"""Shares of small areas, drawn towards what areas have in common."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from scipy.optimize import minimize_scalar
from scipy.stats import multivariate_normal

from trygghjulet.analysis.answers.fay_herriot import area_model
from trygghjulet.analysis.answers.small_areas import steadied_shares
from trygghjulet.analysis.tests.nasty import answers_or_refuses, refuses

NAN = float("nan")


def made(seed: int, areas: int = 15) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    noise, x = rng.uniform(0.5, 3, areas), np.column_stack([np.ones(areas), rng.normal(size=areas)])
    return x @ [3, 1] + rng.normal(size=areas) * 1.5 + rng.normal(size=areas) * np.sqrt(noise), noise, x


def test_alike_variances_have_a_solution_by_hand() -> None:
    y = np.random.default_rng(1).normal(10, 3, 12)
    told = area_model(y, np.full(12, 2.0), np.ones((12, 1)))
    between = y.var(ddof=1) - 2
    own = between / (between + 2)
    assert told.between == pytest.approx(between, rel=1e-6)
    assert told.value == pytest.approx(own * y + (1 - own) * y.mean())
    # Prasad and Rao: g₁ + g₂ + 2g₃ with one mean and alike variances.
    error = (
        own * 2
        + (1 - own) ** 2 * (between + 2) / 12
        + 2 * (2**2 / (between + 2) ** 3) * 2 * (between + 2) ** 2 / 12
    )
    assert told.mean_squared_error == pytest.approx(error, rel=1e-6)


@pytest.mark.parametrize("seed", range(4))
def test_the_variance_between_areas_is_the_likeliest_of_the_residuals(seed: int) -> None:
    y, noise, x = made(seed)
    # Residuals freed of the columns: any basis of what is orthogonal to them.
    free = np.linalg.svd(x)[0][:, x.shape[1] :]

    def unlikely(between: float) -> float:
        law = multivariate_normal(np.zeros(free.shape[1]), free.T @ np.diag(between + noise) @ free)
        return -float(law.logpdf(free.T @ y))

    wanted = minimize_scalar(unlikely, bounds=(0, 50), method="bounded", options={"xatol": 1e-10})
    told = area_model(y, noise, x)
    assert unlikely(told.between) == pytest.approx(min(wanted.fun, unlikely(0.0)), abs=1e-8)
    w = 1 / (told.between + noise)
    assert told.coefficients == pytest.approx(np.linalg.solve((x.T * w) @ x, x.T @ (w * y)))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.floats(-1000, 1000), st.floats(1e-3, 1e3))
def test_shift_scale_and_order_do_not_matter(seed: int, shift: float, scale: float) -> None:
    y, noise, x = made(seed)
    order = np.random.default_rng(seed).permutation(len(y))
    one = area_model(y, noise, x)
    other = area_model(y[order] * scale + shift, noise[order] * scale**2, x[order])
    assert other.value == pytest.approx(one.value[order] * scale + shift, rel=1e-3, abs=1e-3 * scale)
    assert other.low == pytest.approx(one.low[order] * scale + shift, rel=1e-3, abs=1e-3 * scale)
    assert (one.low <= one.value).all()
    assert (one.value <= one.high).all()
    assert ((one.own >= 0) & (one.own < 1)).all()


def test_many_answers_keep_their_own_share_and_none_take_the_models() -> None:
    share = np.array([0.1, 0.2, 0.3, 0.4, 0.25, 0.15, 0.35, 0.22, NAN, 0.9])
    many = steadied_shares(share, [1e7] * 8 + [NAN, 1e7])
    known = ~np.isnan(share)
    assert many.value[known] == pytest.approx(share[known], abs=1e-4)
    assert many.own[known] == pytest.approx(1, abs=1e-4)
    assert many.own[8] == 0
    assert many.value[8] == pytest.approx(many.model[8])
    assert many.high[8] - many.low[8] > 0.5


@pytest.mark.requirement("PIC-4", "FUP-6")
def test_few_answers_are_drawn_further() -> None:
    rng = np.random.default_rng(5)
    n = np.tile([15, 400], 15)
    share = rng.binomial(n, 0.3 + rng.uniform(-0.12, 0.12, 30)) / n
    told = steadied_shares(share, n)
    assert (told.own[::2] < told.own[1::2]).all()
    drawn = np.abs(told.value - share)
    assert drawn[::2].mean() > 3 * drawn[1::2].mean()
    assert np.std(told.value) < np.std(share)
    plain = np.sqrt(share * (1 - share) / n)
    assert (told.error[::2] < plain[::2])[share[::2] > 0.1].mean() > 0.9


def test_what_explains_it_is_used() -> None:
    rng = np.random.default_rng(6)
    crime = rng.normal(size=30)
    n = np.full(30, 40)
    true = np.sin(0.55 + 0.12 * crime) ** 2
    share = rng.binomial(n, true) / n
    plain, helped = steadied_shares(share, n), steadied_shares(share, n, crime)
    assert np.square(helped.value - true).mean() < np.square(plain.value - true).mean() / 2
    assert helped.between < plain.between


def test_ugly_input() -> None:
    good, n = [0.1, 0.2, 0.3, 0.4, 0.25, 0.15, 0.35, 0.22], [50] * 8
    for bad in ([2] * 8, [-1] * 8, ["a"] * 8, [float("inf")] * 8, [1j] * 8, [[0.1]] * 8, 0.3, []):
        refuses(steadied_shares, bad, n)
    for bad in ([0] * 8, [50] * 7, [-1] * 8, [float("inf")] * 8, ["a"] * 8, [1e300] * 8):
        refuses(steadied_shares, good, bad)
    refuses(steadied_shares, good[:7], n[:7], code="too_few")
    refuses(steadied_shares, [NAN] * 8, n, code="too_few")
    refuses(steadied_shares, good, n, [1] * 8, code="not_identifiable")
    refuses(steadied_shares, good, n, [[1, 2]] * 4, code="shape")
    refuses(steadied_shares, good, n, level=0, code="level")
    refuses(area_model, good, [0] * 8, np.ones((8, 1)), code="not_positive")
    for edge in ([0.0] * 8, [1.0] * 8, [0.0, 1.0] * 4, [0.3] * 8):
        told = answers_or_refuses(steadied_shares, edge, n)
        assert ((told.low >= 0) & (told.high <= 1) & (told.low <= told.high)).all()
        assert np.isfinite(told.error).all()


def test_estimates_that_are_words_are_refused() -> None:
    y, noise, x = made(1)
    refuses(area_model, y.astype(str), noise, x, code="not_numbers")
