"""Point clusters: how often planted ones are found, and how much of what is around them comes along."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from benchmarks.calibration.claims import Claim
from trygghjulet.analysis.patterns.clusters import PointClusters, point_clusters

TITLE = "Point clusters"


def claims(rng: np.random.Generator, scale: float) -> Iterator[Claim]:
    """A place of 60 incidents among spread ones is found, whole and not much more."""
    trials = max(30, int(100 * scale))
    for around in (100, 400):
        for spread in (30, 100):
            hits, held, foreign = 0, 0.0, 0.0
            for _ in range(trials):
                at = _town(rng, around, spread)
                told = point_clusters(at[:, 0], at[:, 1])
                mine, others = _best(told)
                hits += mine >= 0.5
                held += mine
                foreign += others
            what = f"two places of 60 (σ {spread} m) among {around} in 8 × 8 km: "
            yield Claim(what + "first one found, at least half of it", 0.95, 1, hits, trials)
            yield Claim(what + "share of it that is held", 0.9, 1, held, trials)
            yield Claim(what + "share of its cluster that comes from elsewhere", 0, 0.1, foreign, trials)


def _town(rng: np.random.Generator, around: int, spread: float) -> NDArray[np.float64]:
    return np.vstack(
        [
            rng.normal((2000, 2000), spread, (60, 2)),
            rng.normal((6000, 5000), spread, (60, 2)),
            rng.uniform(0, 8000, (around, 2)),
        ]
    )


def _best(told: PointClusters) -> tuple[float, float]:
    """How much of the first place its best cluster holds, and how much of that cluster isn't the place."""
    held = np.bincount(told.cluster[:60] + 1, minlength=len(told.clusters) + 1)[1:]
    if not held.any():
        return 0.0, 0.0
    best = int(held.argmax())
    return float(held[best] / 60), float(1 - held[best] / told.clusters[best].counts)
