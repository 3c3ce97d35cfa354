"""A series interrupted by a measure, against regressions and against what was planted in it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings, strategies as st

from trygghjulet.analysis.changes.change import Verdict
from trygghjulet.analysis.effects.interrupted import (
    Interruption,
    Quantile,
    controlled_series,
    interrupted_series,
)
from trygghjulet.analysis.effects.interruption import Shape
from trygghjulet.analysis.effects.persistence import persistence
from trygghjulet.analysis.tests.nasty import BAD_COUNTS, BAD_NUMBERS, ODD_COUNTS, answers_or_refuses, refuses

START = 36
TIME = np.arange(60)


def series(seed: int = 1, ratio: float = 0.7, mean: float = 200, slope: float = 1.0) -> np.ndarray:
    after = TIME >= START
    course = 0.005 * TIME + 0.2 * np.sin(2 * np.pi * TIME / 12)
    change = np.where(after, ratio * slope ** (TIME - START), 1.0)
    return np.random.default_rng(seed).negative_binomial(mean * np.exp(course) * change / 2, 1 / 3)


def columns(shape: Shape, harmonics: int) -> np.ndarray:
    after = (TIME >= START).astype(float)
    told = [np.ones(60), TIME + 1.0]
    told += [after] if shape is not Shape.SLOPE else []
    told += [after * (TIME - START + (shape is Shape.SLOPE))] if shape is not Shape.LEVEL else []
    angles = [2 * np.pi * wave * (TIME + 1) / 12 for wave in range(1, harmonics + 1)]
    return np.column_stack([*told, *map(np.cos, angles), *map(np.sin, angles)])


@pytest.mark.parametrize("shape", list(Shape))
@pytest.mark.parametrize("harmonics", [0, 2])
def test_the_model_is_that_of_a_quasi_poisson_regression(shape: Shape, harmonics: int) -> None:
    counts, exposure = series(), np.linspace(3e5, 4e5, 60)
    model = sm.GLM(counts, columns(shape, harmonics), family=sm.families.Poisson(), offset=np.log(exposure))
    theirs = model.fit(scale="X2", tol=1e-13)
    told = interrupted_series(
        counts,
        START,
        exposure,
        shape=shape,
        harmonics=harmonics,
        autocorrelation=0,
        quantile=Quantile.NORMAL,
    )
    assert told.coefficients == pytest.approx(theirs.params, abs=1e-8)
    assert told.errors == pytest.approx(theirs.bse, rel=1e-6)
    assert told.overdispersion == pytest.approx(theirs.scale)
    wanted = told.level_change or told.slope_change
    assert wanted is not None
    assert (wanted.low, wanted.high) == pytest.approx(np.exp(theirs.conf_int()[2]))
    assert wanted.p == pytest.approx(theirs.pvalues[2], rel=1e-5)


def test_poisson_and_t_where_they_are_asked_for() -> None:
    counts = series()
    model = sm.GLM(counts, columns(Shape.LEVEL, 2), family=sm.families.Poisson())
    poisson = interrupted_series(counts, START, overdispersion=1, autocorrelation=0)
    assert poisson.errors == pytest.approx(model.fit(tol=1e-13).bse, rel=1e-6)
    student = interrupted_series(counts, START, autocorrelation=0)
    theirs = model.fit(scale="X2", tol=1e-13, use_t=True)
    assert (student.effect.low, student.effect.high) == pytest.approx(np.exp(theirs.conf_int()[2]))
    assert student.degrees == 53


@pytest.mark.requirement("FUP-3")
def test_what_was_planted_is_found() -> None:
    told = interrupted_series(series(), START)
    assert told.verdict is Verdict.DECREASE
    assert told.effect.ratio == pytest.approx(0.7, rel=0.15)
    assert told.effect == told.level_change
    assert interrupted_series(series(ratio=1), START).verdict is Verdict.CANNOT_BE_TOLD
    assert interrupted_series(series(ratio=1.5), START).verdict is Verdict.INCREASE


def test_a_trend_that_bends() -> None:
    told = interrupted_series(series(ratio=1, slope=0.97, mean=2000), START, shape=Shape.LEVEL_AND_SLOPE)
    assert told.slope_change is not None
    assert told.slope_change.verdict is Verdict.DECREASE
    assert told.slope_change.ratio == pytest.approx(0.97, abs=0.01)
    assert told.effect.ratio == pytest.approx(told.fitted[START:].sum() / told.expected[START:].sum())
    assert told.expected[:START] == pytest.approx(told.fitted[:START])


def test_what_both_series_share_falls_out() -> None:
    shock = np.exp(0.5 * np.random.default_rng(4).normal(size=60))
    rng = np.random.default_rng(5)
    treated = rng.poisson(300 * shock * np.where(TIME >= START, 0.8, 1))
    control = rng.poisson(900 * shock)
    told = controlled_series(treated, control, START)
    assert told.verdict is Verdict.DECREASE
    assert told.effect.ratio == pytest.approx(0.8, abs=0.05)
    assert told.overdispersion < 2
    period = np.tile(TIME, 2)
    design = np.column_stack(
        [
            (period[:, None] == TIME).astype(float),
            np.vstack([columns(Shape.LEVEL, 0), np.zeros((60, 3))]),
        ]
    )
    both = sm.GLM(np.concatenate([treated, control]), design, family=sm.families.Poisson())
    theirs = both.fit(scale="X2", tol=1e-12)
    plain = controlled_series(treated, control, START, autocorrelation=0)
    assert plain.coefficients == pytest.approx(theirs.params[-3:], abs=1e-7)
    assert plain.errors == pytest.approx(theirs.bse[-3:], rel=1e-5)
    assert plain.fitted == pytest.approx(theirs.fittedvalues[:60], rel=1e-6)


def test_lasting_variation_widens_the_interval() -> None:
    rng, state = np.random.default_rng(6), np.zeros(120)
    for step in range(1, 120):
        state[step] = 0.5 * state[step - 1] + rng.normal()
    counts = rng.poisson(1000 * np.exp(0.1 * state))
    told, plain = interrupted_series(counts, 60), interrupted_series(counts, 60, autocorrelation=0)
    assert 0.2 < told.autocorrelation < 0.8
    assert told.errors[2] > 1.3 * plain.errors[2]
    assert told.coefficients == pytest.approx(plain.coefficients)
    known = interrupted_series(counts, 60, overdispersion=plain.overdispersion, autocorrelation=0.5)
    assert known.autocorrelation == 0.5
    assert known.errors[2] > plain.errors[2]


def test_the_widening_is_that_of_the_whole_covariance() -> None:
    rng = np.random.default_rng(7)
    basis, _ = np.linalg.qr(rng.normal(size=(40, 3)))
    noise = rng.normal(size=42)
    residuals = (np.eye(40) - basis @ basis.T) @ (noise[2:] + 0.5 * noise[1:-1] + 0.2 * noise[:-2])
    told = persistence(residuals, basis)
    assert 0 < told.correlation < 0.9
    apart = np.abs(np.subtract.outer(np.arange(40), np.arange(40)))
    whole = told.correlation**apart
    assert told.middle == pytest.approx(basis.T @ whole @ basis)
    left = np.eye(40) - basis @ basis.T
    assert told.spread == pytest.approx(np.trace(left @ whole))
    near = ((apart > 0) & (apart <= 2)) / 2
    expected = np.trace(left @ whole @ left @ near) / np.trace(left @ whole)
    assert expected == pytest.approx(residuals @ near @ residuals / (residuals @ residuals), abs=1e-6)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.floats(1e-3, 1e6))
def test_the_unit_of_exposure_does_not_matter(seed: int, unit: float) -> None:
    counts = series(seed)
    one, other = interrupted_series(counts, START), interrupted_series(counts, START, np.full(60, unit))
    assert one.effect.low == pytest.approx(other.effect.low)
    assert one.autocorrelation == pytest.approx(other.autocorrelation, abs=1e-6)


@pytest.mark.requirement("FUP-3")
def test_what_a_series_is_too_short_for() -> None:
    refuses(interrupted_series, [5] * 9, 7, harmonics=0, code="too_few")
    refuses(interrupted_series, [5] * 20, 18, harmonics=0, code="too_few")
    refuses(interrupted_series, [5] * 20, 10, code="too_few")
    refuses(interrupted_series, [5] * 60, 36, harmonics=6, code="too_many")
    refuses(interrupted_series, [5] * 60, 36, periods_per_year=0, code="not_positive")
    refuses(interrupted_series, [5] * 60, 36, autocorrelation=0.95, code="autocorrelation")
    refuses(interrupted_series, [5] * 60, 36, overdispersion=0.1, code="overdispersion")
    refuses(controlled_series, [5] * 60, [5] * 59, 36, code="shape")


def test_a_wandering_series_is_refused() -> None:
    walk = np.exp(np.cumsum(np.random.default_rng(8).normal(0, 0.3, 200)))
    refuses(interrupted_series, (10_000 * walk / walk.mean()).astype(int), 100, code="autocorrelation")


@pytest.mark.parametrize("bad", [*BAD_COUNTS, [[[1]]]])
def test_ugly_counts(bad: Any) -> None:
    refuses(interrupted_series, bad, 1)
    refuses(controlled_series, bad, [1, 2, 3], 1)


@pytest.mark.parametrize("bad", [*BAD_NUMBERS, 0, -1, [1, 2], 1e300, 1e-300])
def test_ugly_exposures(bad: Any) -> None:
    refuses(interrupted_series, series(), START, bad)


def test_odd_counts() -> None:
    longer = [[0] * 60, [7] * 60, [0] * 30 + [9] * 30, [0] * 59 + [10**12], [10**12, 0] * 30]
    for odd in (*ODD_COUNTS, *longer):
        for start in (20, 36, 0, -1, 1.5, float("nan")):
            for told in (
                answers_or_refuses(interrupted_series, odd, start),
                answers_or_refuses(controlled_series, odd, odd, start),
            ):
                if isinstance(told, Interruption):
                    assert np.isfinite([told.effect.low, told.effect.high, told.overdispersion]).all()


@pytest.mark.parametrize("bad", [2**64, [], np.array([3]), np.datetime64("2024-01-01"), "x", True, 1e300])
def test_a_year_and_what_lasts_are_single_numbers(bad: Any) -> None:
    refuses(interrupted_series, series(), START, periods_per_year=bad, code="not_positive")
    refuses(interrupted_series, series(), START, autocorrelation=bad, code="autocorrelation")
