"""Trends, forecasts and alarms: coverage, and false alarms held over a year of weeks in 50 series."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from benchmarks.calibration.claims import Claim
from benchmarks.calibration.counts import varied
from trygghjulet.analysis.changes.forecast import forecast
from trygghjulet.analysis.changes.trend import mann_kendall, trend
from trygghjulet.analysis.changes.unusual import Hold, Side, unusual

TITLE = "Trends, forecasts and what is unusual"

_WEEKS = 52.18


def claims(rng: np.random.Generator, scale: float) -> Iterator[Claim]:
    """Every promise of these methods."""
    yield from _trends(rng, int(300 * scale))
    yield from _alarms(rng, int(80 * scale))
    for times, mean in ((12, 50.0), (24, 2.0)):
        trials = int(20_000 * scale)
        finds = (mann_kendall(rng.poisson(mean, (times, trials))).p <= 0.05).sum()
        yield Claim(f"Mann–Kendall: false finds, {times} times of {mean:g}", 0, 0.05, finds, trials)


def _mean(time: NDArray[np.int64], level: float, year: float) -> NDArray[np.float64]:
    return level * np.exp(0.1 * time / year + 0.3 * np.cos(2 * np.pi * (time - 3) / year))


def _trends(rng: np.random.Generator, trials: int) -> Iterator[Claim]:
    for periods, level, year, spread in (
        *((36, 5.0, 12.0, 1.0), (36, 8.0, 12.0, 2.0), (60, 30.0, 12.0, 3.0), (156, 4.0, _WEEKS, 2.0)),
    ):
        time = np.arange(periods + 12)
        truth = _mean(time, level, year)
        trends = seasons = 0
        held = 0.0
        for _ in range(trials):
            series = varied(rng, truth, spread)
            told = trend(series[:periods], periods_per_year=year)
            ahead = forecast(series[:periods], 12, periods_per_year=year)
            low, high = told.change.low or 0, told.change.high or 0
            trends += low <= np.exp(0.1) <= high
            seasons += told.season is not None and told.season.low <= np.exp(0.6) <= told.season.high
            held += float(((ahead.low <= series[periods:]) & (series[periods:] <= ahead.high)).mean())
        case = f"{periods} periods of {level:g}, φ {spread:g}"
        yield Claim(f"trend: yearly ratio's interval covers, {case}", 0.93, 0.985, trends, trials)
        yield Claim(f"season: ratio's interval covers, {case}", 0.91, 0.98, seasons, trials)
        yield Claim(f"forecast: 12 ahead hold the count, {case}", 0.95, 0.985, held, trials)


def _alarms(rng: np.random.Generator, trials: int) -> Iterator[Claim]:
    """Weeks that each bring a history of four years in 50 series, of very different size."""
    time = np.arange(4 * 52 + 1)
    levels = np.geomspace(0.2, 60, 50)
    truth = np.array([_mean(time, level, _WEEKS) for level in levels]).T
    for spread in (1.0, 2.0, 4.0):
        rate = family = 0
        doubled = 0
        alone = 0.0
        for _ in range(trials):
            table = varied(rng, truth, spread)
            either = unusual(table, side=Side.EITHER)
            rate += bool((either.adjusted <= 0.05).any())
            strict = unusual(table, hold=Hold.FAMILY_WISE)
            family += bool((strict.adjusted <= 0.05).any())
            alone += float((strict.p[strict.told] <= 0.05).mean())
            table[-1, 45] = varied(rng, 2 * truth[-1, 45], spread)
            doubled += unusual(table).verdicts[45] == "increase"
        case = f"50 series, φ {spread:g}"
        yield Claim(
            f"unusual: weeks with any alarm, both sides, false discovery rate, {case}", 0, 0.05, rate, trials
        )
        yield Claim(f"unusual: weeks with any alarm, many, family-wise, {case}", 0, 0.05, family, trials)
        yield Claim(f"unusual: one series on its own, many, {case}", 0, 0.055, alone, trials)
        if spread < 4:
            yield Claim(
                f"unusual: a doubling from {truth[-1, 45]:.0f} is seen, {case}", 0.6, 1, doubled, trials
            )
