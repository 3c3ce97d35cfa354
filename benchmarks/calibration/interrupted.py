"""Interrupted series: intervals, false finds and power, with independent and lasting variation."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from scipy.special import ndtr
from scipy.stats import nbinom, poisson

from benchmarks.calibration.claims import Claim
from trygghjulet.analysis.changes.change import Verdict
from trygghjulet.analysis.effects.interrupted import controlled_series, interrupted_series
from trygghjulet.analysis.effects.power_series import power_of_series

TITLE = "Interrupted time series"


def series(
    rng: np.random.Generator, mean: np.ndarray, dispersion: float, autocorrelation: float
) -> np.ndarray:
    """Counts with that mean, variance and autocorrelation, from a Gaussian autoregression's quantiles."""
    state = np.empty(len(mean))
    state[0] = rng.normal()
    for step in range(1, len(mean)):
        state[step] = autocorrelation * state[step - 1] + rng.normal() * np.sqrt(1 - autocorrelation**2)
    if dispersion == 1:
        return poisson.ppf(ndtr(state), mean).astype(int)
    return nbinom.ppf(ndtr(state), mean / (dispersion - 1), 1 / dispersion).astype(int)


def course(periods: int, start: int, mean: float, ratio: float) -> np.ndarray:
    """A mean with trend, season and a change of level."""
    time = np.arange(periods)
    return mean * np.exp(0.004 * time + 0.15 * np.sin(time / 6 * np.pi)) * np.where(time >= start, ratio, 1)


def claims(rng: np.random.Generator, scale: float) -> Iterator[Claim]:
    """Every promise."""
    trials = int(1500 * scale)
    for periods, start, mean, dispersion, lasting, ratio in (
        (60, 36, 5, 1, 0.0, 1.0),
        (60, 36, 15, 2, 0.0, 0.7),
        (60, 36, 300, 1, 0.0, 1.0),
        (60, 36, 300, 4, 0.2, 1.0),
        (120, 72, 60, 2, 0.3, 1.0),
        (48, 24, 60, 2, 0.2, 0.8),
    ):
        means = course(periods, start, mean, ratio)
        kept = found = simple = 0
        for _ in range(trials):
            counts = series(rng, means, dispersion, lasting)
            told = interrupted_series(counts, start)
            kept += told.effect.low <= ratio <= told.effect.high
            found += told.verdict is not Verdict.CANNOT_BE_TOLD
            if lasting:
                plain = interrupted_series(counts, start, autocorrelation=0).effect
                simple += plain.low <= ratio <= plain.high
        case = f"{periods} periods, about {mean}, φ {dispersion}, ρ {lasting:g}, ratio {ratio:g}"
        yield Claim(f"interval, {case}", 0.94, 0.97, kept, trials)
        if ratio == 1:
            yield Claim(f"false effects, {case}", 0, 0.05, found, trials)
        if lasting:
            yield Claim(f"the same with ρ taken as 0, for comparison, {case}", 0, 1, simple, trials)
    yield from _controlled(rng, trials // 2)
    yield from _powers(rng, trials // 2)


def _controlled(rng: np.random.Generator, trials: int) -> Iterator[Claim]:
    """Both series share shocks that no model knows of; those fall out."""
    for mean, dispersion, ratio in ((10, 1, 1.0), (60, 2, 0.8)):
        kept = found = 0
        for _ in range(trials):
            shock = np.exp(0.3 * rng.normal(size=48))
            here = series(rng, course(48, 24, mean, ratio) * shock, dispersion, 0)
            there = series(rng, 3 * course(48, 24, mean, 1) * shock, dispersion, 0)
            told = controlled_series(here, there, 24)
            kept += told.effect.low <= ratio <= told.effect.high
            found += told.verdict is not Verdict.CANNOT_BE_TOLD
        case = f"with a comparison series, about {mean}, φ {dispersion}, ratio {ratio:g}"
        yield Claim(f"interval, {case}", 0.94, 0.97, kept, trials)
        if ratio == 1:
            yield Claim(f"false effects, {case}", 0, 0.05, found, trials)


def _powers(rng: np.random.Generator, trials: int) -> Iterator[Claim]:
    """The promised power, against the interval with ρ taken as known."""
    for mean, dispersion, lasting, ratio in ((60, 1, 0.0, 0.82), (60, 3, 0.0, 0.72), (200, 2, 0.3, 1.2)):
        plan = {"overdispersion": dispersion, "autocorrelation": lasting}
        promised = power_of_series(course(60, 36, mean, 1), 36, ratio=ratio, **plan)
        found = 0
        for _ in range(trials):
            counts = series(rng, course(60, 36, mean, ratio), dispersion, lasting)
            told = interrupted_series(counts, 36, autocorrelation=lasting)
            found += told.verdict is (Verdict.DECREASE if ratio < 1 else Verdict.INCREASE)
        case = f"power promised {promised:.2f}, about {mean}, φ {dispersion}, ρ {lasting:g}, ratio {ratio:g}"
        yield Claim(case, promised - 0.03, promised + 0.03, found, trials)
