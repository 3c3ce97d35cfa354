"""Before and after with a comparison: the difference, the ratio and the quotient."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from benchmarks.calibration.claims import Claim
from trygghjulet.analysis.changes.change import Change, Verdict
from trygghjulet.analysis.effects.displacement import displacement_quotient
from trygghjulet.analysis.effects.effect import before_after

TITLE = "Effect: weighted displacement difference and quotient"


def drawn(
    rng: np.random.Generator, mean: float | np.ndarray, dispersion: float, size: tuple[int, ...]
) -> np.ndarray:
    """Counts whose variance is `dispersion` times their mean: Poisson at 1, else negative binomial."""
    wide = np.broadcast_to(mean, size)
    if dispersion == 1:
        return rng.poisson(wide)
    return rng.negative_binomial(wide / (dispersion - 1), 1 / dispersion)


def claims(rng: np.random.Generator, scale: float) -> Iterator[Claim]:
    """Every promise, at small and large counts, independent and overdispersed."""
    trials = int(4000 * scale)
    for mean, dispersion, ratio in (
        (5, 1, 1.0),
        (20, 1, 1.0),
        (20, 1, 0.6),
        (20, 3, 1.0),
        (300, 1, 1.0),
        (300, 3, 0.8),
    ):
        truth = mean * (ratio - 1)
        kept = found = 0
        for t0, t1, c0, c1 in drawn(rng, np.array([mean, mean * ratio, mean, mean]), dispersion, (trials, 4)):
            told = before_after(t0, t1, c0, c1, overdispersion=dispersion)
            kept += told.low <= truth <= told.high
            found += told.verdict is not Verdict.CANNOT_BE_TOLD
        case = f"counts about {mean}, φ {dispersion}, ratio {ratio:g}"
        yield Claim(f"difference, interval, {case}", 0.94, 0.96, kept, trials)
        if ratio == 1:
            yield Claim(f"difference, false effects, {case}", 0, 0.05, found, trials)
    yield from _sites(rng, trials)
    yield from _quotients(rng, trials)


def _sites(rng: np.random.Generator, trials: int) -> Iterator[Claim]:
    """Ten sites of different size, weighted by harm, with the common ratio beside."""
    size, harm = np.linspace(5, 50, 10), np.arange(1, 11)
    for dispersion, ratio in ((1, 1.0), (2, 0.7)):
        truth = float((harm * size * (ratio - 1)).sum())
        kept = right = 0
        for _ in range(trials // 2):
            t0, t1, c0, c1 = drawn(rng, np.array([size, size * ratio, size, size]), dispersion, (4, 10))
            told = before_after(t0, t1, c0, c1, weight=harm, overdispersion=dispersion)
            kept += told.low <= truth <= told.high
            right += _holds(told.relative, ratio)
        yield Claim(f"ten sites weighted, φ {dispersion}, ratio {ratio:g}", 0.94, 0.96, kept, trials // 2)
        yield Claim(f"their common ratio, φ {dispersion}, ratio {ratio:g}", 0.94, 0.965, right, trials // 2)


def _quotients(rng: np.random.Generator, trials: int) -> Iterator[Claim]:
    """Fieller's interval; where it isn't told it has said nothing wrong, so small counts keep more than promised."""
    for mean, dispersion, moved in (
        (20, 1, 0.0),
        (100, 1, 0.0),
        (100, 1, 1.0),
        (300, 3, 0.5),
        (1000, 1, 1.0),
    ):
        means = mean * np.array([1, 0.5, 1, 1, 1, 1 + 0.5 * moved])
        kept = told = wrong = 0
        for a0, a1, c0, c1, b0, b1 in drawn(rng, means, dispersion, (trials, 6)):
            found = displacement_quotient(
                a0, a1, c0, c1, buffer_before=b0, buffer_after=b1, overdispersion=dispersion
            )
            if found.low is not None and found.high is not None:
                told += 1
                kept += found.low <= -moved <= found.high
                wrong += moved == 0 and (found.low > 0 or found.high < 0)
        case = f"counts about {mean}, φ {dispersion}, share moved {moved:g}"
        yield Claim(f"quotient, interval or none, {case}", 0.95, 1, trials - told + kept, trials)
        if moved == 0:
            yield Claim(f"quotient, false displacement or diffusion, {case}", 0, 0.05, wrong, trials)


def _holds(told: Change, ratio: float) -> bool:
    return told.low is None or told.high is None or told.low <= ratio <= told.high
