"""Synthetic comparison: false finds, intervals and power for one treated area among others like it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from benchmarks.calibration.claims import Claim
from benchmarks.calibration.effect import drawn
from trygghjulet.analysis.changes.change import Verdict
from trygghjulet.analysis.effects.synthetic import synthetic_comparison

TITLE = "Synthetic comparison"


def claims(rng: np.random.Generator, scale: float) -> Iterator[Claim]:
    """Every promise; areas are alike but for chance, two hidden courses that they share, and their size."""
    trials = int(800 * scale)
    for donors, mean, dispersion, ratio, power in (
        (19, 8, 1, 1.0, 0),
        (20, 60, 1, 1.0, 0),
        (30, 60, 3, 1.0, 0),
        (20, 60, 1, 0.5, 0.8),
        (30, 60, 3, 0.4, 0.5),
    ):
        kept = found = 0
        for _ in range(trials):
            load = rng.normal(0, 0.2, (donors + 1, 2))
            hidden = np.cumsum(rng.normal(0, 0.15, (2, 36)), axis=1)
            means = mean * np.exp(rng.normal(0, 0.2, (donors + 1, 1)) + load @ hidden)
            means[0, 24:] *= ratio
            counts = drawn(rng, means, dispersion, means.shape)
            told = synthetic_comparison(counts[0], counts[1:], 24)
            kept += told.low is None or told.high is None or told.low <= ratio <= told.high
            found += told.verdict is not Verdict.CANNOT_BE_TOLD
        case = f"{donors} comparison areas, about {mean}, φ {dispersion}, ratio {ratio:g}"
        yield Claim(f"interval, {case}", 0.95, 1, kept, trials)
        yield Claim(f"effects told, {case}", power, 0.05 if ratio == 1 else 1, found, trials)
