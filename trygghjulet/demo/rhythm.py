"""The waves that what happens in Solvik follows: season, trend, weekday and hour."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from trygghjulet.demo.truth import FIRST_DAY, LAST_DAY, Hours

Floats = NDArray[np.float64]

DAYS = (LAST_DAY - FIRST_DAY).days + 1
"""The number of days in the material; day 0 is the first."""

WEEKDAY = (np.arange(DAYS) + FIRST_DAY.weekday()) % 7
"""Each day's weekday, 0 for Monday."""


def day_number(day: date) -> int:
    """How many days after the first one."""
    return (day - FIRST_DAY).days


def season(peak: date, amplitude: float) -> Floats:
    """The yearly wave, a factor for each day."""
    wave: Floats = 1 + amplitude * np.cos(2 * np.pi * (np.arange(DAYS) - day_number(peak)) / 365.25)
    return wave


def trend(yearly_change: float) -> Floats:
    """An even change, a factor for each day; 1 on the first day."""
    factors: Floats = yearly_change ** (np.arange(DAYS) / 365.25)
    return factors


def emerging(since: date) -> Floats:
    """Nothing before a day, then a straight line up to 1 on the last day."""
    return np.clip((np.arange(DAYS) - day_number(since) + 1) / (DAYS - day_number(since)), 0, 1)


def weekly_noise(rng: np.random.Generator, variation: float) -> Floats:
    """Weeks that are livelier or calmer than others: gamma factors with mean 1, one for each day."""
    weeks = rng.gamma(variation**-2, variation**2, size=DAYS // 7 + 1)
    return weeks[np.arange(DAYS) // 7]


def week(*layers: tuple[Hours, float], base: float = 0.0) -> Floats:
    """A 7 × 24 table (Monday first) that sums to 1: a base, and weights laid over some hours."""
    table: Floats = np.full((7, 24), base)
    for hours, weight in layers:
        for day, hour in hours.cells():
            table[day, hour] += weight
    table /= table.sum()
    return table


def draw_days(rng: np.random.Generator, expected: Floats) -> NDArray[np.int64]:
    """Day numbers of what happens, in order: a Poisson number for each day's expected value."""
    return np.repeat(np.arange(len(expected)), rng.poisson(expected))


def draw_minutes(rng: np.random.Generator, days: NDArray[np.int64], table: Floats) -> NDArray[np.int64]:
    """A minute of the day for each day number, by the weekday's row of a week table.

    Half of the times fall on a quarter of an hour, and the others on every fifth minute, as people say them.
    """
    upto = np.cumsum(table / table.sum(axis=1, keepdims=True), axis=1)[WEEKDAY[days]]
    hour = np.minimum((rng.random((len(days), 1)) > upto).sum(axis=1), 23)
    minute = np.where(
        rng.random(len(days)) < 0.5, 15 * rng.integers(0, 4, len(days)), 5 * rng.integers(0, 12, len(days))
    )
    minutes: NDArray[np.int64] = hour * 60 + minute
    return minutes


def weekday_factors(table: Floats) -> Floats:
    """How much of a week's events fall on each day, as a factor with mean 1 for every day of the material."""
    factors: Floats = (7 * table.sum(axis=1))[WEEKDAY]
    return factors
