"""Hot street segments: how often one is called hot by chance, and how often a planted one is found."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import shapely
from numpy.typing import NDArray

from benchmarks.calibration.claims import Claim
from trygghjulet.analysis.patterns.segments import hot_segments

TITLE = "Hot street segments"

_ALPHA = 0.05


def claims(rng: np.random.Generator, scale: float) -> Iterator[Claim]:
    """No hot segment under even chance in 95 % of towns at least; and power for planted ones."""
    trials = max(50, int(600 * scale))
    for segments, incidents in ((30, 20), (60, 100), (60, 1000), (400, 300), (400, 4000)):
        lines = _streets(rng, segments)
        hits = sum(bool(_told(rng, lines, incidents).any()) for _ in range(trials))
        what = f"even along {segments} segments of 20–400 m, {incidents} incidents: some segment hot"
        yield Claim(what, 0, _ALPHA, hits, trials)
    trials = max(50, int(250 * scale))
    lines = _streets(rng, 400)
    middle = int(np.argsort(shapely.length(lines))[200])
    for incidents, times, least in ((300, 20, 0.8), (4000, 5, 0.95), (4000, 3, 0.6)):
        hits = sum(bool(_told(rng, lines, incidents, middle, times)[middle]) for _ in range(trials))
        what = f"one of 400 segments {times} times denser, {incidents} incidents: found"
        yield Claim(what, least, 1, hits, trials)
    tried, false = 0.0, 0
    for _ in range(trials):
        hot = _told(rng, lines, 4000, middle, 10)
        tried += (hot.sum() - hot[middle]) / max(1, hot.sum())
        false += 1
    yield Claim(
        "one segment 10 times denser, 4000 incidents: false share of the hot", 0, _ALPHA, tried, false
    )


def _streets(rng: np.random.Generator, many: int) -> NDArray[np.object_]:
    """Straight segments of unequal length, a kilometre apart, so that every point's segment is known."""
    y = np.arange(many) * 1000.0
    length = rng.uniform(20, 400, many)
    lines: NDArray[np.object_] = shapely.linestrings(
        np.stack([np.column_stack([np.zeros(many), y]), np.column_stack([length, y])], axis=1)
    )
    return lines


def _told(
    rng: np.random.Generator, lines: NDArray[np.object_], incidents: int, dense: int = 0, times: float = 1
) -> NDArray[np.bool_]:
    weight = shapely.length(lines)
    weight[dense] *= times
    on = rng.choice(len(lines), incidents, p=weight / weight.sum())
    x = rng.uniform(0, 1, incidents) * shapely.length(lines)[on]
    return hot_segments(x, on * 1000.0, list(lines), alpha=_ALPHA).hot
