"""Do hot spots keep their promises: few finds where nothing is, and what is planted is found."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from benchmarks.calibration.claims import Claim
from trygghjulet.analysis.hotspots.emerging import emerging
from trygghjulet.analysis.hotspots.excess import excess
from trygghjulet.analysis.hotspots.hotspots import Inference, Null, gi_star
from trygghjulet.analysis.hotspots.lasting import lasting
from trygghjulet.analysis.hotspots.neighbourhoods import box_sum

TITLE = "Hot spots"

MASK = np.ones((40, 40), dtype=bool)
MASK[:12, 28:] = False  # a footprint with a bay in it

Counts = NDArray[np.int64]


def claims(rng: np.random.Generator, scale: float) -> Iterator[Claim]:
    """Every claim with what the simulations saw."""
    times = max(20, round(1000 * scale))
    yield from _nothing_there(rng, times)
    yield from _planted(rng, times // 2)
    yield from _years_and_periods(rng, times // 5)


def _even(rng: np.random.Generator) -> Counts:
    return rng.poisson(1.0, MASK.shape)


def _skewed(rng: np.random.Generator) -> Counts:
    """As uneven as crime in a large city: most squares empty, some with dozens; placed at random."""
    return rng.negative_binomial(0.25, 0.08, MASK.shape)


def _nothing_there(rng: np.random.Generator, times: int) -> Iterator[Claim]:
    for word, draw in (("even counts", _even), ("counts as skewed as crime", _skewed)):
        for null in Null:
            finds, small, squares = 0, 0, 0
            for _ in range(times):
                told = gi_star(draw(rng), MASK, null=null)
                finds += bool(told.hot.any())
                small += int((told.p[MASK] <= 0.05).sum())
                squares += int(MASK.sum())
            yield Claim(f"nothing planted, {word}, {null}: some square is hot", 0, 0.05, finds, times)
            # Squares of one city share incidents: as independent trials they count as the cities.
            yield Claim(
                f"nothing planted, {word}, {null}: p ≤ 0.05 in a square",
                0,
                0.05,
                small / squares * times,
                times,
            )
    normal = sum(
        bool(gi_star(_skewed(rng), MASK, inference=Inference.NORMAL).hot.any()) for _ in range(times)
    )
    yield Claim(
        "for comparison, the normal curve on skewed counts (no promise): some square is hot",
        0,
        1,
        normal,
        times,
    )
    people = rng.gamma(0.5, 200, MASK.shape)
    share = np.where(MASK, people, 0) / people[MASK].sum()
    finds = sum(
        bool(excess(rng.multinomial(800, share.ravel()).reshape(MASK.shape), MASK, people).hot.any())
        for _ in range(times)
    )
    yield Claim(
        "nothing planted, incidents follow the population: `excess` finds a square", 0, 0.05, finds, times
    )
    varying = 0
    for _ in range(times):
        mean = 2.0 * np.where(MASK, people, 0) / people[MASK].mean()
        counts = rng.negative_binomial(np.maximum(mean, 1e-9) / 2, 1 / 3)
        varying += bool(excess(counts, MASK, people, overdispersion=3).hot.any())
    yield Claim("the same with φ 3, told as 3: `excess` finds a square", 0, 0.05, varying, times)


def _planted(rng: np.random.Generator, times: int) -> Iterator[Claim]:
    """Two by two squares with some more incidents each than the rest, whose mean is 1 (even) or 3 (skewed)."""
    where = np.zeros(MASK.shape, dtype=bool)
    where[20:22, 15:17] = True
    touched = box_sum(where.astype(np.int64), 1) > 0
    cases: tuple[tuple[str, Callable[[np.random.Generator], Counts], int, float], ...] = (
        ("even counts, 3 more", _even, 3, 0.3),
        ("even counts, 4 more", _even, 4, 0.8),
        ("even counts, 5 more", _even, 5, 0.95),
        ("skewed counts, 25 more", _skewed, 25, 0.2),
        ("skewed counts, 35 more", _skewed, 35, 0.8),
        ("skewed counts, 45 more", _skewed, 45, 0.95),
    )
    for word, draw, more, promised in cases:
        found, false = 0, 0.0
        for _ in range(times):
            counts = draw(rng)
            counts[where] += more
            hot = gi_star(counts, MASK).hot
            found += bool(hot[where].any())
            false += float((hot & ~touched).sum()) / max(int(hot.sum()), 1)
        yield Claim(f"2 × 2 squares planted, {word}: the place is found", promised, 1, found, times)
        yield Claim(f"2 × 2 squares planted, {word}: share of hot squares elsewhere", 0, 0.05, false, times)


def _years_and_periods(rng: np.random.Generator, times: int) -> Iterator[Claim]:
    moving, staying = 0, 0
    for _ in range(times):
        cube = rng.poisson(1.0, (4, *MASK.shape))
        for year in range(4):
            cube[year, 3 + 8 * year : 5 + 8 * year, 10:12] += 8
        moving += bool(lasting(cube, MASK).lasting.any())
        cube[:, 20:22, 20:22] += 8
        staying += bool(lasting(cube, MASK).lasting[20:22, 20:22].all())
    yield Claim("a place that moves each year: some square is lasting", 0, 0.05, moving, times)
    yield Claim("a place that stays four years, 8 more: all four squares are lasting", 0.8, 1, staying, times)
    hot, rising = 0, 0.0
    for _ in range(times):
        told = emerging(rng.poisson(0.3, (12, *MASK.shape)), MASK)
        hot += bool(told.hot.any())
        rising += float((told.trend_p[MASK] <= 0.05).mean())
    yield Claim("12 months with nothing: some square is hot in some month", 0, 0.05, hot, times)
    # Only neighbourhoods that don't overlap count as trials of their own.
    apart = int(MASK.sum()) // 9
    yield Claim("12 months with nothing: squares with a trend", 0, 0.05, rising * apart, times * apart)
