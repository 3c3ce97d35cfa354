"""How many per inhabitant, with the uncertainty that a small number of incidents brings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trygghjulet.analysis import checks
from trygghjulet.analysis.counting.negative_binomial import mean_interval, overdispersion_of


@dataclass(frozen=True)
class Rate:
    """A rate with its interval; `value`, `low` and `high` are None when the population is zero or unknown.

    Args:
        value: count / population · per.
        low, high: the ends of the interval, in the same unit.
        count: how many incidents.
        population: how many inhabitants (or households, objects …); None when unknown.
        per: how many inhabitants the rate speaks of, such as 1000.
        level: the interval's confidence.
    """

    value: float | None
    low: float | None
    high: float | None
    count: int
    population: float | None
    per: float
    level: float

    @property
    def can_be_told(self) -> bool:
        """Whether there is a population to divide by."""
        return self.value is not None


@dataclass(frozen=True)
class Rates:
    """Rates of many areas; arrays of equal length, not-a-number where the population is zero or unknown.

    Args:
        value: count / population · per.
        low, high: the ends of the intervals, in the same unit.
        per: how many inhabitants the rates speak of, such as 1000.
        level: the confidence of each interval on its own.
    """

    value: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    per: float
    level: float


def rate(
    count: int,
    population: float | None,
    per: float = 1000,
    *,
    overdispersion: float = 1,
    level: float = 0.95,
) -> Rate:
    """A count per so many inhabitants with its exact interval.

    See `rates` for formula, limits and source.

    Args:
        count: how many incidents.
        population: how many inhabitants; zero, None and not-a-number give a rate that can't be told.
        per: how many inhabitants the rate speaks of.
        overdispersion: φ, how many times their mean counts vary with; 1 is chance alone.
        level: the interval's confidence.

    Raises:
        UnfitData: as `rates`.
    """
    told = rates(
        [count],
        [np.nan if population is None else population],
        per,
        overdispersion=overdispersion,
        level=level,
    )
    value, low, high = (
        None if np.isnan(end[0]) else float(end[0]) for end in (told.value, told.low, told.high)
    )
    known = None if population is None or np.isnan(population) else float(population)
    return Rate(value, low, high, checks.count(count), known, told.per, told.level)


def rates(
    counts: ArrayLike,
    population: ArrayLike,
    per: float = 1000,
    *,
    overdispersion: float = 1,
    level: float = 0.95,
) -> Rates:
    """Counts per so many inhabitants with exact intervals, for many areas at once.

    The interval for a count n at level 1 − α runs from χ²(α/2; 2n)/2 to χ²(1 − α/2; 2n + 2)/2, divided by the
    population: the means for which so few, or so many, are as rare as α/2. It covers at least what the level
    says, for incidents that happen independently of one another. Where incidents come in series, give their
    overdispersion φ: the means are then those of a negative binomial count with variance φ · mean. The
    population and φ are taken as known without error.

    Args:
        counts: incidents per area.
        population: inhabitants per area; zero and not-a-number give not-a-number.
        per: how many inhabitants a rate speaks of.
        overdispersion: φ, how many times their mean counts vary with; 1 is chance alone.
        level: the confidence of each interval on its own.

    Raises:
        UnfitData: `not_counts`, `not_amounts`, `shape`, `overdispersion`, `level` or `not_positive`.

    Source: Garwood (1936), Biometrika 28, 437–442.
    """
    n = checks.counts(counts)
    people = checks.people(population)
    checks.shape(people, n.shape, name="befolkning")
    confidence, spread = checks.level(level), overdispersion_of(overdispersion)
    unit = checks.positive(per, name="Antalet invånare som kvoten räknas på")
    low, high = mean_interval(n, spread, confidence)
    factor = np.divide(unit, people, out=np.full(people.shape, np.nan), where=people > 0)
    return Rates(n * factor, low * factor, high * factor, unit, confidence)
