"""Near repeats: false finds however clustered places and times are on their own, and finds of planted ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import inf

import numpy as np
from numpy.typing import NDArray

from benchmarks.calibration.claims import Claim
from trygghjulet.analysis.patterns.near_repeat import NearRepeat, knox
from trygghjulet.analysis.patterns.repeats import next_incident

TITLE = "Near repeats and repeats (`knox`, `next_incident`)"

Points = tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]
_SPACE, _DAYS = [0, 100, 200, 400, inf], [0, 7, 14, 28, inf]


def claims(rng: np.random.Generator, scale: float) -> Iterator[Claim]:
    """False finds without interaction, and power with one incident in ten followed by another."""
    trials = max(int(600 * scale), 20)
    for what, made in (
        ("150 incidents, even in space and time", _even),
        ("150 incidents, clustered in space and in time apart", _clustered),
        ("150 incidents, whole days and few places", _coarse),
    ):
        told = [_knox(made(rng, 150), rng) for _ in range(trials)]
        yield Claim(f"{what}: `p_any` ≤ 0.05", 0, 0.05, sum(one.p_any <= 0.05 for one in told), trials)
        nearest = sum(bool(one.p_more[0, 0] <= 0.05) for one in told)
        yield Claim(f"{what}: `p_more` of the nearest cell ≤ 0.05", 0, 0.05, nearest, trials)
        any_found = sum(bool(one.found.any()) for one in told)
        yield Claim(f"{what}: any cell `found`", 0, 0.05, any_found, trials)
    trials = max(int(150 * scale), 20)
    for followed in (15, 30):
        told = [_knox(_planted(rng, followed), rng) for _ in range(trials)]
        found = sum(bool(one.found[0, 0]) for one in told)
        yield Claim(
            f"300 incidents, {followed} followed within 80 m and 7 days: found", 0.8, 1, found, trials
        )
    yield from _next(rng, max(int(600 * scale), 20))


def _next(rng: np.random.Generator, trials: int) -> Iterator[Claim]:
    """Whether the next time comes sooner, with places of very different risk and a season."""
    false = sooner = power = 0
    for _ in range(trials):
        place = (40 * rng.random(120) ** 3).astype(int)
        time = 365 * rng.beta(2, 3, 120)
        told = next_incident(place, time, [0, 14, inf], permutations=99, rng=rng)
        false += bool(told.p_more[0] <= 0.05)
        sooner += told.p_sooner is not None and told.p_sooner <= 0.05
        again = np.concatenate([place, place[:20]])
        times = np.concatenate([time, time[:20] + rng.uniform(0, 14, 20)])
        power += bool(next_incident(again, times, [0, 14, inf], permutations=99, rng=rng).p_more[0] <= 0.05)
    yield Claim("next incident, 120 at 40 uneven places: `p_more` of [0, 14) ≤ 0.05", 0, 0.05, false, trials)
    yield Claim("next incident, 120 at 40 uneven places: `p_sooner` ≤ 0.05", 0, 0.05, sooner, trials)
    yield Claim("next incident, 20 of 120 followed within 14 days: `p_more` ≤ 0.05", 0.8, 1, power, trials)


def _knox(points: Points, rng: np.random.Generator) -> NearRepeat:
    return knox(*points, _SPACE, _DAYS, permutations=199, rng=rng)


def _even(rng: np.random.Generator, many: int) -> Points:
    return rng.uniform(0, 2000, many), rng.uniform(0, 2000, many), rng.uniform(0, 180, many)


def _clustered(rng: np.random.Generator, many: int) -> Points:
    """Half of the incidents at a few places, and half at a few times, but not the same half."""
    x, y, time = _even(rng, many)
    at = rng.uniform(0, 2000, (4, 2))[rng.integers(4, size=many)] + rng.normal(0, 60, (many, 2))
    when = rng.uniform(0, 180, 4)[rng.integers(4, size=many)] + rng.normal(0, 3, many)
    here, then = rng.random(many) < 0.5, rng.random(many) < 0.5
    return np.where(here, at[:, 0], x), np.where(here, at[:, 1], y), np.where(then, when, time)


def _coarse(rng: np.random.Generator, many: int) -> Points:
    x, y, time = _even(rng, many)
    return np.round(x, -2), np.round(y, -2), np.floor(time)


def _planted(rng: np.random.Generator, followed: int) -> Points:
    make: Callable[[float, float, int], NDArray[np.float64]] = rng.uniform
    x, y, time = make(0, 5000, 300), make(0, 5000, 300), make(0, 365, 300)
    return (
        np.concatenate([x, x[:followed] + make(-55, 55, followed)]),
        np.concatenate([y, y[:followed] + make(-55, 55, followed)]),
        np.concatenate([time, time[:followed] + make(0, 7, followed)]),
    )
