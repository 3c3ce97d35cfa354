"""Concentration: how often the intervals hold the truth, and chance is taken for concentration."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from benchmarks.calibration.claims import Claim
from trygghjulet.analysis.patterns.concentration import concentration

TITLE = "Concentration (`concentration`)"

_CASES = (
    (100, 2.0, 0.5),
    (300, 1.0, 0.5),
    (300, 5.0, 5.0),
    (1000, 0.5, 0.1),
    (1000, 3.0, 0.3),
    (3000, 0.3, 0.05),
)
"""Places, incidents per place, and the shape of the gamma distribution of risk (small: few places have most)."""


def claims(rng: np.random.Generator, scale: float) -> Iterator[Claim]:
    """Coverage for places whose risk follows a gamma distribution; false finds when all run the same."""
    trials = max(int(500 * scale), 20)
    for places, mean, shape in _CASES:
        gini, *needed = _truth(rng, mean, shape)
        hits, asked, held = 0, np.zeros(2), np.zeros(2)
        for _ in range(trials):
            counts = rng.poisson(rng.gamma(shape, mean / shape, places))
            told = concentration(counts, permutations=199, rng=rng)
            assert told.gini_low is not None  # noqa: S101  # the cases are large enough
            assert told.gini_high is not None  # noqa: S101  # as above
            hits += told.gini_low <= gini <= told.gini_high
            for number, (low, high) in enumerate(zip(told.share_low, told.share_high, strict=True)):
                if low is not None and high is not None:
                    asked[number] += 1
                    held[number] += low <= needed[number] <= high
        what = f"{places} places, {mean:g} each, risk of shape {shape:g}"
        yield Claim(f"{what}: the interval holds Gini", 0.94, 0.96, hits, trials)
        for number, share in enumerate((25, 50)):
            # Where only some draws have twenty places that hold the share, those are no fair sample.
            if asked[number] >= 0.95 * trials:
                yield Claim(
                    f"{what}: the interval holds the share of places with {share} %",
                    0.94,
                    0.96,
                    held[number],
                    int(asked[number]),
                )
    for places, incidents in ((200, 60), (200, 2000)):
        false = 0
        for _ in range(trials):
            counts = rng.multinomial(incidents, np.full(places, 1 / places))
            false += concentration(counts, permutations=99, rng=rng).p <= 0.05
        yield Claim(f"{incidents} incidents on {places} equal places: `p` ≤ 0.05", 0, 0.05, false, trials)


def _truth(rng: np.random.Generator, mean: float, shape: float) -> tuple[float, float, float]:
    """Gini and the shares of places that hold 25 % and 50 %, from two million places."""
    counts = np.sort(rng.poisson(rng.gamma(shape, mean / shape, 2_000_000)))[::-1]
    held = np.cumsum(counts) / counts.sum()
    quarter, half = (np.searchsorted(held, [0.25, 0.5]) + 1) / len(counts)
    return 2 * float(held.mean()) - 1, float(quarter), float(half)
