"""Rates, changes, comparisons, funnels and spread: coverage and false finds with and without overdispersion."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.signal import lfilter

from benchmarks.calibration.claims import Claim
from trygghjulet.analysis.changes.change import change, change_against
from trygghjulet.analysis.changes.scan import busiest_run
from trygghjulet.analysis.changes.small_samples import small_sample
from trygghjulet.analysis.counting.overdispersion import monthly_overdispersion, overdispersion
from trygghjulet.analysis.levels.comparing import compare_with_rest
from trygghjulet.analysis.levels.funnel import funnel
from trygghjulet.analysis.levels.rates import rates
from trygghjulet.analysis.levels.shrinkage import steadied_rates
from trygghjulet.analysis.levels.standardising import standardised_rates, standardised_ratios

TITLE = "Rates and change"


def varied(rng: np.random.Generator, mean: ArrayLike, spread: float) -> NDArray[np.int64]:
    """Counts with that mean and variance spread · mean."""
    middle = np.asarray(mean, dtype=float)
    if spread == 1:
        return rng.poisson(middle)
    return rng.negative_binomial(middle / (spread - 1), 1 / spread)


def claims(rng: np.random.Generator, scale: float) -> Iterator[Claim]:
    """Every promise of these methods."""
    yield from _rates(rng, int(40_000 * scale))
    yield from _changes(rng, int(1200 * scale))
    yield from _standardised(rng, int(4000 * scale))
    yield from _areas(rng, int(150 * scale))
    yield from _spreads(rng, int(400 * scale))
    yield from _runs(rng, int(1500 * scale))
    yield from _dragging(rng, int(1200 * scale))


def _rates(rng: np.random.Generator, trials: int) -> Iterator[Claim]:
    for spread in (1.0, 3.0):
        for mean in (0.5, 4.0, 40.0):
            told = rates(
                varied(rng, np.full(trials, mean), spread), np.ones(trials), 1, overdispersion=spread
            )
            hits = ((told.low <= mean) & (mean <= told.high)).sum()
            yield Claim(f"rate: exact interval covers, mean {mean:g}, φ {spread:g}", 0.95, 1, hits, trials)


def _changes(rng: np.random.Generator, trials: int) -> Iterator[Claim]:
    for spread, before, ratio in (
        (1, 5, 1),
        (1, 60, 0.5),
        (2, 20, 1),
        (2, 60, 0.5),
        (4, 60, 1),
        (4, 200, 1.5),
    ):
        pairs = [varied(rng, [before, before * ratio], spread) for _ in range(trials)]
        found = [change(int(b), int(a), overdispersion=spread) for b, a in pairs]
        covered = sum(c.low is None or c.high is None or c.low <= ratio <= c.high for c in found)
        case = f"{before}→{before * ratio:g}, φ {spread}"
        least, most = (0.95, 1.0) if spread == 1 else (0.94, 0.985)
        yield Claim(f"change: interval covers, {case}", least, most, covered, trials)
        if ratio == 1:
            finds = sum(c.p is not None and c.p <= 0.05 for c in found)
            yield Claim(f"change: E-test's false finds, {case}", 0, 0.055, finds, trials)
    for spread, mean in ((1, 10), (1, 100), (3, 30)):
        tables = varied(rng, np.tile([mean, mean, 6 * mean, 6 * mean], (trials, 1)), spread)
        told = [change_against(*map(int, row), overdispersion=spread) for row in tables]
        hits = sum(c.low is None or c.high is None or c.low <= 1 <= c.high for c in told)
        yield Claim(
            f"change against rest: interval covers, {mean} beside {6 * mean}, φ {spread}",
            0.94,
            0.97,
            hits,
            trials,
        )
    halved = [change(*map(int, varied(rng, [60, 30], 2)), overdispersion=2).verdict for _ in range(trials)]
    yield Claim("change: a halving of 60 is seen, φ 2", 0.5, 1, sum(v == "decrease" for v in halved), trials)


def _standardised(rng: np.random.Generator, trials: int) -> Iterator[Claim]:
    people = np.array([2000.0, 8000.0, 500.0, 3000.0])
    weight = np.array([3000.0, 5000.0, 1500.0, 4000.0])
    for size in (0.0005, 0.005):
        rate = size * np.array([1, 2, 4, 1])
        counts = rng.poisson((people * rate)[:, None], (4, trials))
        truth = float((weight * rate).sum() / weight.sum())
        told = standardised_rates(counts, np.repeat(people[:, None], trials, 1), weight, 1)
        low_ok, high_ok = told.low <= truth, truth <= told.high
        yield Claim(
            f"direct: interval covers, mean {(people * rate).sum():g} incidents",
            0.95,
            1,
            (low_ok & high_ok).sum(),
            trials,
        )
        ratios = standardised_ratios(counts.sum(axis=0), np.repeat(people[:, None], trials, 1), rate)
        hits = ((ratios.low <= 1) & (ratios.high >= 1)).sum()
        yield Claim(
            f"indirect: interval covers, mean {(people * rate).sum():g} incidents", 0.95, 1, hits, trials
        )


def _areas(rng: np.random.Generator, trials: int) -> Iterator[Claim]:
    for areas, shape in ((10, 3.0), (30, 3.0), (30, 20.0), (30, 1e6), (80, 5.0)):
        hits = 0.0
        for _ in range(trials):
            people = rng.uniform(300, 3000, areas)
            truth = rng.gamma(shape, 0.008 / shape, areas)
            told = steadied_rates(rng.poisson(people * truth), people, 1)
            hits += float(((told.low <= truth) & (truth <= told.high)).mean())
        least = 0.92 if areas == 10 else 0.94
        yield Claim(
            f"steadied rates: interval covers, {areas} areas, shape {shape:g}", least, 1, hits, trials
        )
    for spread in (1.0, 2.5):
        people = rng.uniform(300, 3000, 40)
        outside = any_find = 0.0
        for _ in range(trials):
            counts = varied(rng, people * 0.02, spread)
            outside += float((funnel(counts, people, overdispersion=spread).outside[0] != 0).mean())
            any_find += bool((compare_with_rest(counts, people, overdispersion=spread).q <= 0.05).any())
        yield Claim(
            f"funnel: share outside 95 % when areas are alike, φ {spread:g}", 0, 0.05, outside, trials
        )
        yield Claim(f"against the rest: any find among 40 alike, φ {spread:g}", 0, 0.05, any_find, trials)


def _spreads(rng: np.random.Generator, trials: int) -> Iterator[Claim]:
    for periods, mean, year in ((48, 2.0, 12.0), (60, 30.0, 12.0), (156, 3.0, 52.18)):
        time = np.arange(periods)
        middle = mean * np.exp(0.3 * np.cos(2 * np.pi * time / year) + 0.1 * time / year)
        for spread in (1.0, 2.0, 4.0):
            found = [
                overdispersion(varied(rng, middle, spread), periods_per_year=year) for _ in range(trials)
            ]
            hits = sum(o.low is None or o.high is None or o.low <= spread <= o.high for o in found)
            yield Claim(
                f"overdispersion: interval covers φ {spread:g}, {periods} periods of {mean:g}",
                0.94,
                1,
                hits,
                trials,
            )
    covered = 0
    middle = 30 * np.exp(0.3 * np.cos(2 * np.pi * np.arange(60) / 12))
    for _ in range(trials):
        series = varied(rng, np.concatenate([middle, middle[:24]]), 3)
        spread = overdispersion(series[:60]).value or 1
        told = change(int(series[60:72].sum()), int(series[72:].sum()), overdispersion=spread)
        covered += told.low is None or told.high is None or told.low <= 1 <= told.high
    yield Claim("change: years with φ 3 found in 60 months: interval covers", 0.93, 0.97, covered, trials)


def _runs(rng: np.random.Generator, trials: int) -> Iterator[Claim]:
    for mean, periods in ((0.5, 2), (3.0, 4)):
        finds = sum((busiest_run(rng.poisson(mean, 156), periods).p or 1) <= 0.05 for _ in range(trials))
        yield Claim(f"busiest run: false finds, {periods} weeks of {mean:g} in 156", 0, 0.05, finds, trials)
    burst = rng.poisson(1.0, (trials, 156))
    burst[:, 70:73] += rng.poisson(3, (trials, 3))
    seen = sum((busiest_run(row, 3).p or 1) <= 0.05 for row in burst)
    yield Claim("busiest run: three weeks of 4 instead of 1 are seen", 0.5, 1, seen, trials)
    finds = sum(small_sample(rng.multinomial(8, [1 / 7] * 7)).uneven for _ in range(trials))
    yield Claim("small sample: 8 incidents over 7 days called uneven", 0, 0.05, finds, trials)


def _dragging(rng: np.random.Generator, trials: int) -> Iterator[Claim]:
    """Years compared with φ from the five years of months that they end, where latent levels follow each other."""
    season = 40 * (1 + 0.2 * np.sin(2 * np.pi * np.arange(60) / 12))
    for correlation, least, most in ((0.0, 0.94, 0.98), (0.3, 0.93, 0.97), (0.5, 0.9, 0.96)):
        covered = 0
        for _ in range(trials):
            steps = rng.normal(0, 0.22 * np.sqrt(1 - correlation**2), 110)
            levels = lfilter([1.0], [1.0, -correlation], steps)[50:]
            months = rng.poisson(season * np.exp(levels - 0.22**2 / 2))
            told = change(
                int(months[36:48].sum()),
                int(months[48:].sum()),
                overdispersion=monthly_overdispersion(months),
            )
            covered += told.low is None or told.high is None or told.low <= 1 <= told.high
        what = f"change: years, φ from `monthly_overdispersion`, levels with autocorrelation {correlation:g}"
        yield Claim(f"{what}: interval covers", least, most, covered, trials)
