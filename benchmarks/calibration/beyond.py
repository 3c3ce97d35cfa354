"""What becomes of the methods outside what they suppose: nothing is promised there, the pages tell what was seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import ArrayLike, NDArray

from benchmarks.calibration.claims import Claim
from benchmarks.calibration.counts import varied
from benchmarks.calibration.interrupted import series
from trygghjulet.analysis.answers.parting import Finding, parting
from trygghjulet.analysis.changes.change import Change, change
from trygghjulet.analysis.changes.trend import trend
from trygghjulet.analysis.changes.unusual import unusual
from trygghjulet.analysis.checks import UnfitData
from trygghjulet.analysis.counting.overdispersion import overdispersion
from trygghjulet.analysis.effects.difference import difference_in_differences
from trygghjulet.analysis.effects.effect import before_after
from trygghjulet.analysis.effects.interrupted import controlled_series
from trygghjulet.analysis.hotspots.excess import excess
from trygghjulet.analysis.hotspots.hotspots import gi_star
from trygghjulet.analysis.levels.shrinkage import steadied_rates
from trygghjulet.analysis.patterns.concentration import concentration

TITLE = "Outside what the methods suppose (no promises)"

_WEEKS = 52.18
_RISKS: dict[str, Callable[[np.random.Generator, int], NDArray[np.float64]]] = {
    "two kinds": lambda rng, n: np.where(rng.random(n) < 0.05, 20.0, 1.0) / 1.95,
    "lognormal 1": lambda rng, n: rng.lognormal(-0.5, 1, n),
    "lognormal 1.5": lambda rng, n: rng.lognormal(-1.125, 1.5, n),
    "lognormal 2.2": lambda rng, n: rng.lognormal(-2.42, 2.2, n),
    "Pareto 2.2": lambda rng, n: (rng.pareto(2.2, n) + 0.05) / (1 / 1.2 + 0.05),
}


def claims(rng: np.random.Generator, scale: float) -> Iterator[Claim]:
    """Every case that a page tells of."""
    yield from _lasting(rng, int(400 * scale))
    yield from _places(rng, int(300 * scale))
    yield from _weeks(rng, max(int(5 * scale), 1))
    yield from _squares(rng, int(60 * scale))
    yield from _areas(rng, int(300 * scale))


def lognormal(rng: np.random.Generator, mean: ArrayLike, spread: float) -> NDArray[np.int64]:
    """Counts with variance spread · mean from lognormal means: a longer tail than the negative binomial's."""
    middle = np.asarray(mean, dtype=float)
    variance = np.log1p((spread - 1) / middle)
    return rng.poisson(middle * rng.lognormal(-variance / 2, np.sqrt(variance)))


def bursts(rng: np.random.Generator, mean: ArrayLike, spread: float) -> NDArray[np.int64]:
    """Counts with variance spread · mean, a fifth of them in bursts that are all of the same size."""
    middle, size = np.asarray(mean, dtype=float), round((spread - 1) / 0.2 + 1)
    return rng.poisson(0.8 * middle) + size * rng.poisson(0.2 * middle / size)


def _bursts_of_geometric_size(rng: np.random.Generator, mean: ArrayLike, spread: float) -> NDArray[np.int64]:
    size = (spread + 1) / 2
    many = rng.poisson(np.asarray(mean, dtype=float) / size)
    return many + np.where(many > 0, rng.negative_binomial(np.maximum(many, 1), 1 / size), 0)


def _held(told: Change, truth: float = 1.0) -> bool:
    return (told.low or 0) <= truth <= (told.high or np.inf)


def _lasting(rng: np.random.Generator, trials: int) -> Iterator[Claim]:
    """Periods that hang together."""
    season = np.exp(0.3 * np.cos(2 * np.pi * np.arange(84) / 12))
    for lasting in (0.3, 0.5):
        for mean, spread in ((15, 3), (60, 4)):
            months = quarters = trends = 0
            for _ in range(trials):
                counts = series(rng, mean * season, spread, lasting)
                years = int(counts[60:72].sum()), int(counts[72:].sum())
                by_month = overdispersion(counts[:60]).value or 1
                by_quarter = (
                    overdispersion(
                        counts[:60].reshape(20, 3).sum(axis=1), periods_per_year=4, harmonics=1
                    ).value
                    or 1
                )
                months += _held(change(*years, overdispersion=by_month))
                quarters += _held(change(*years, overdispersion=by_quarter))
                trends += _held(trend(counts[:60]).change)
            case = f"months of {mean}, φ {spread}, ρ {lasting}"
            yield Claim(f"change of years, φ from months, {case}", 0, 1, months, trials)
            yield Claim(f"change of years, φ from quarters, {case}", 0, 1, quarters, trials)
            yield Claim(f"trend over 60 months, {case}", 0, 1, trends, trials)
        for treated, control in ((1, 1), (2, 2), (4, 6)):
            hits = 0
            for _ in range(trials):
                table = np.array(
                    [series(rng, np.full(24, 15.0), 2, lasting) for _ in range(treated + control)]
                )
                hits += _held(difference_in_differences(table[:treated], table[treated:], 12).ratio)
            case = f"{treated} and {control} areas, 24 periods, ρ {lasting}"
            yield Claim(f"difference in differences, {case}", 0, 1, hits, trials)
        for periods in (24, 48):
            hits = told = 0
            for _ in range(trials):
                here = series(rng, np.full(periods, 15.0), 2, lasting)
                there = series(rng, np.full(periods, 45.0), 2, lasting)
                try:
                    hits += _held(controlled_series(here, there, periods // 2).effect)
                except UnfitData:
                    continue
                told += 1
            yield Claim(f"series with a comparison, {periods} periods, ρ {lasting}", 0, 1, hits, max(told, 1))
        hits = 0
        for _ in range(trials):
            four = [
                int(half.sum())
                for mean in (5.0, 10.0)
                for half in np.split(series(rng, np.full(24, mean), 3, lasting), 2)
            ]
            found = before_after(*four, overdispersion=3, control_exposure=2)
            hits += found.low <= 0 <= found.high
        yield Claim(f"before and after, years with the months' φ, ρ {lasting}", 0, 1, hits, trials)


def _places(rng: np.random.Generator, trials: int) -> Iterator[Claim]:
    """Concentration where risk isn't gamma distributed."""
    for name, risk in _RISKS.items():
        for places, mean in ((300, 2.0), (1000, 1.0), (3000, 0.3)):
            counts = np.sort(rng.poisson(mean * risk(rng, 2_000_000)))[::-1]
            reached = np.cumsum(counts) / counts.sum()
            truth = (
                2 * float(reached.mean()) - 1,
                *((np.searchsorted(reached, [0.25, 0.5]) + 1) / len(counts)),
            )
            hits, asked = np.zeros(3), np.zeros(3)
            for _ in range(trials):
                told = concentration(rng.poisson(mean * risk(rng, places)), permutations=199, rng=rng)
                low, high = (told.gini_low, *told.share_low), (told.gini_high, *told.share_high)
                for number in range(3):
                    below, above = low[number], high[number]
                    if below is not None and above is not None:
                        asked[number] += 1
                        hits[number] += below <= truth[number] <= above
            for number, what in enumerate(("Gini", "25 %", "50 %")):
                if asked[number]:
                    case = f"concentration, {name}, {places} places, {what}, told in {asked[number]:.0f}"
                    yield Claim(case, 0, 1, hits[number], int(asked[number]))


def _weeks(rng: np.random.Generator, years: int) -> Iterator[Claim]:
    """A year of weeks in sixty series."""
    time = np.arange(4 * 52)
    course = np.exp(0.1 * time / _WEEKS + 0.3 * np.cos(2 * np.pi * (time - 3) / _WEEKS))
    truth = course[:, None] * np.geomspace(0.2, 60, 60)
    for name, draw in (
        ("negative binomial", varied),
        ("lognormal", lognormal),
        ("bursts of geometric size", _bursts_of_geometric_size),
        ("bursts of one size", bursts),
    ):
        for spread in (2.0, 4.0):
            weeks = 0
            for _ in range(years):
                table = draw(rng, truth, spread)
                weeks += sum(
                    bool((unusual(table[: week + 1]).adjusted <= 0.05).any()) for week in range(156, 208)
                )
            yield Claim(
                f"unusual, 60 series, weeks with any alarm, {name}, φ {spread:g}", 0, 1, weeks, 52 * years
            )


def _squares(rng: np.random.Generator, trials: int) -> Iterator[Claim]:
    """Incidents that follow one another in a city where no place is worse than another."""
    mask = np.ones((36, 40), dtype=bool)
    staying = spilling = above = 0
    for _ in range(trials):
        counts = rng.negative_binomial(0.15, 0.15 / 1.15, mask.shape)
        told = gi_star(counts, mask)
        staying += bool((told.q[told.z > 0] <= 0.05).any())
        counts = rng.poisson(0.5, mask.shape)
        for row, column in zip(rng.integers(36, size=40), rng.integers(40, size=40), strict=True):
            for down, right in rng.integers(-1, 2, (8, 2)):
                counts[np.clip(row + down, 0, 35), np.clip(column + right, 0, 39)] += 1
        told = gi_star(counts, mask)
        spilling += bool((told.q[told.z > 0] <= 0.05).any())
        people = rng.lognormal(3, 1, mask.shape)
        counts = lognormal(rng, 1500 * people / people.sum(), 3)
        above += bool((excess(counts, mask, people).q <= 0.05).any())
    yield Claim("gi_star: some square hot, bursts within squares", 0, 1, staying, trials)
    yield Claim("gi_star: some square hot, bursts that spill over", 0, 1, spilling, trials)
    yield Claim("excess: some square found, φ 3 within squares", 0, 1, above, trials)


def _areas(rng: np.random.Generator, trials: int) -> Iterator[Claim]:
    """Small areas that are not gamma distributed, and parting with the wrong φ."""
    for areas in (10, 30, 96):
        for name in ("lognormal", "one alone"):
            hits = highest = 0.0
            for _ in range(trials):
                people = rng.lognormal(7.5, 0.8, areas)
                truth = 0.008 * (
                    rng.lognormal(-0.125, 0.5, areas) if name == "lognormal" else rng.gamma(20, 0.05, areas)
                )
                truth[0] = 0.05 if name == "one alone" else truth[0]
                told = steadied_rates(rng.poisson(people * truth), people, 1)
                held = (told.low <= truth) & (truth <= told.high)
                hits += float(held.mean())
                highest += bool(held[np.argmax(truth)])
            yield Claim(f"steadied rates, {areas} areas, {name}: over areas", 0, 1, hits, trials)
            yield Claim(f"steadied rates, {areas} areas, {name}: the highest area", 0, 1, highest, trials)
    for told_spread in (1.0, 2.0):
        named = told_of = 0
        for _ in range(trials):
            place = rng.standard_normal(40)
            people, answers = rng.lognormal(8, 0.5, 40), rng.integers(50, 200, 40)
            unsafe = np.sin(np.clip(np.arcsin(np.sqrt(0.28)) + 0.07 * place, 0.05, 1.5)) ** 2
            try:
                found = parting(
                    lognormal(rng, people * 0.01 * np.exp(0.5 * place), 2),
                    rng.binomial(answers, unsafe) / answers,
                    people,
                    answers,
                    overdispersion=told_spread,
                )
            except UnfitData:
                continue  # the areas don't differ enough for places
            told_of += 1
            named += any(finding is not Finding.CANNOT_BE_TOLD for finding in found.finding)
        yield Claim(
            f"parting, 40 areas with φ 2, told {told_spread:g}: any named", 0, 1, named, max(told_of, 1)
        )
