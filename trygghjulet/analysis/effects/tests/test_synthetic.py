"""The likeness of one treated area, its weights, and what a placebo in every other area would have shown."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from scipy.optimize import minimize

from trygghjulet.analysis.changes.change import Verdict
from trygghjulet.analysis.effects.synthetic import NoVerdict, Synthetic, synthetic_comparison
from trygghjulet.analysis.tests.nasty import BAD_COUNTS, BAD_NUMBERS, ODD_COUNTS, answers_or_refuses, refuses


def material(
    seed: int = 1, donors: int = 20, mean: float = 80, ratio: float = 0.5
) -> tuple[np.ndarray, np.ndarray]:
    rng = np.random.default_rng(seed)
    hidden = np.cumsum(rng.normal(0, 0.15, (2, 30)), axis=1)
    means = mean * np.exp(rng.normal(0, 0.2, (donors + 1, 1)) + rng.normal(0, 0.2, (donors + 1, 2)) @ hidden)
    means[0, 20:] *= ratio
    counts = rng.poisson(means)
    return counts[0], counts[1:]


def test_the_weights_are_the_best_there_are() -> None:
    treated, control = material(donors=6)
    told = synthetic_comparison(treated, control, 20)

    def distance(weights: np.ndarray) -> float:
        return float(((treated[:20] - weights @ control[:, :20]) ** 2).mean())

    theirs = minimize(
        distance,
        np.full(6, 1 / 6),
        method="SLSQP",
        bounds=[(0, 1)] * 6,
        constraints={"type": "eq", "fun": lambda weights: weights.sum() - 1},
        options={"ftol": 1e-12, "maxiter": 500},
    )
    assert told.weights.sum() == pytest.approx(1)
    assert (told.weights >= 0).all()
    assert told.fit**2 == pytest.approx(theirs.fun, rel=1e-5)
    assert told.weights == pytest.approx(theirs.x, abs=1e-3)
    assert told.expected == pytest.approx(told.weights @ control)
    assert told.total == pytest.approx((treated - told.expected)[20:].sum())


def test_a_mixture_is_recognised() -> None:
    control = np.random.default_rng(2).poisson(400, (5, 30))
    treated = (0.25 * control[0] + 0.75 * control[3]).round().astype(int)
    told = synthetic_comparison(treated, control, 20)
    assert told.weights == pytest.approx([0.25, 0, 0, 0.75, 0], abs=0.01)
    assert told.ratio == pytest.approx(1, abs=0.01)


@pytest.mark.requirement("FUP-3")
def test_what_was_planted_is_found() -> None:
    told = synthetic_comparison(*material(), 20)
    assert told.p == told.least == pytest.approx(1 / 21)
    assert told.verdict is Verdict.DECREASE
    assert told.low is not None
    assert told.high is not None
    assert told.low <= 0.5 <= told.high < 1
    assert synthetic_comparison(*material(ratio=2), 20).verdict is Verdict.INCREASE
    assert synthetic_comparison(*material(ratio=1), 20).verdict is Verdict.CANNOT_BE_TOLD


@pytest.mark.requirement("FUP-3")
def test_few_areas_can_not_tell_whatever_the_effect() -> None:
    told = synthetic_comparison(*material(donors=8, ratio=0.1), 20)
    assert told.p == told.least == pytest.approx(1 / 9)
    assert (told.hindrance, told.verdict) == (NoVerdict.TOO_FEW_DONORS, Verdict.CANNOT_BE_TOLD)
    assert (told.low, told.high) == (None, None)
    assert synthetic_comparison(*material(donors=8, ratio=0.1), 20, alpha=0.12).verdict is Verdict.DECREASE
    assert synthetic_comparison(*material(donors=19, ratio=0.3), 20).hindrance is None


@pytest.mark.requirement("FUP-3")
def test_an_area_unlike_all_others_has_no_likeness() -> None:
    treated, control = material()
    told = synthetic_comparison(treated * 5, control, 20)
    assert told.likeness > 2
    assert (told.hindrance, told.verdict) == (NoVerdict.POOR_FIT, Verdict.CANNOT_BE_TOLD)
    assert (told.low, told.high) == (None, None)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 10**6), st.floats(1e-3, 1e5))
def test_order_and_unit(seed: int, unit: float) -> None:
    treated, control = material(seed)
    told = synthetic_comparison(treated, control, 20)
    order = np.random.default_rng(seed).permutation(len(control))
    other = synthetic_comparison(treated, control[order], 20, unit, unit)
    assert other.weights == pytest.approx(told.weights[order], abs=1e-6)
    assert (other.p, other.ratio) == (told.p, pytest.approx(told.ratio))
    assert other.gaps == pytest.approx(told.gaps, abs=1e-4)


def test_exposure_makes_areas_of_unlike_size_comparable() -> None:
    treated, control = material()
    told = synthetic_comparison(treated * 3, control, 20, 3, 1)
    assert told.weights == pytest.approx(synthetic_comparison(treated, control, 20).weights)


def test_too_little_is_refused() -> None:
    treated, control = material()
    refuses(synthetic_comparison, treated, control[:2], 20, code="too_few")
    refuses(synthetic_comparison, treated, control, 4, code="too_few")
    refuses(synthetic_comparison, treated, control, 30, code="too_few")
    refuses(synthetic_comparison, treated, control[:, :-1], 20, code="shape")
    refuses(synthetic_comparison, control, control, 20, code="shape")
    refuses(synthetic_comparison, treated, control, 20, alpha=0, code="level")


@pytest.mark.parametrize("bad", BAD_COUNTS)
def test_ugly_counts(bad: Any) -> None:
    refuses(synthetic_comparison, bad, [[1, 2, 3]] * 4, 1)
    refuses(synthetic_comparison, [1, 2, 3], bad, 1)


@pytest.mark.parametrize("bad", [*BAD_NUMBERS, 0, -1, [1, 2], 1e300])
def test_ugly_exposures(bad: Any) -> None:
    refuses(synthetic_comparison, *material(), 20, bad)


def test_odd_counts() -> None:
    flat = [[0] * 30, [7] * 30, [0] * 29 + [10**12]]
    for odd in (*ODD_COUNTS, *flat):
        for other in (odd, [0] * len(odd), [3] * len(odd)):
            told = answers_or_refuses(synthetic_comparison, odd, [other] * 20, 10)
            if isinstance(told, Synthetic):
                assert told.weights.sum() == pytest.approx(1)
                assert not np.isnan([told.p, told.total, told.fit, told.likeness]).any()
