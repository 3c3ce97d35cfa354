"""How many per inhabitant, with the uncertainty that a small number of incidents brings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaincinv

from trygghjulet.analysis import checks


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
    """Rates of many areas; not-a-number where the population is zero or unknown. Arrays of equal length."""

    value: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    per: float
    level: float


def rate(count: int, population: float | None, per: float = 1000, level: float = 0.95) -> Rate:
    """A count per so many inhabitants with its exact Poisson interval.

    See `rates` for formula, limits and source.

    Args:
        count: how many incidents.
        population: how many inhabitants; zero, None and not-a-number give a rate that can't be told.

    Raises:
        UnfitData: `not_counts`, `level` or `not_positive`.
    """
    known = None if population is None or not np.isfinite(population) else float(population)
    found = rates([count], [np.nan if known is None else known], per, level)
    value, low, high = (
        None if np.isnan(end[0]) else float(end[0]) for end in (found.value, found.low, found.high)
    )
    return Rate(value, low, high, int(count), known, per, level)


def rates(count: ArrayLike, population: ArrayLike, per: float = 1000, level: float = 0.95) -> Rates:
    """Counts per so many inhabitants with exact Poisson intervals, for many areas at once.

    The interval for a count n at level 1 − α runs from χ²(α/2; 2n)/2 to χ²(1 − α/2; 2n + 2)/2, divided by the
    population. It holds for incidents that happen independently of one another and is wider than needed
    rather than too narrow; where incidents come in series it is too narrow. The population is taken as
    known without error.

    Args:
        count: incidents per area.
        population: inhabitants per area; zero and not-a-number give not-a-number.
        per: how many inhabitants a rate speaks of.
        level: the confidence of each interval on its own.

    Raises:
        UnfitData: `not_counts`, `shape`, `negative_population`, `level` or `not_positive`.

    Source: Garwood (1936), Biometrika 28, 437–442.
    """
    n = checks.counts(count)
    people = np.asarray(population, dtype=float)
    checks.shape(people, n.shape, name="befolkning")
    if (people < 0).any():
        raise checks.UnfitData("negative_population", "En befolkning kan inte vara mindre än noll.")
    outside = (1 - checks.level(level)) / 2
    unit = checks.positive(per, name="Antalet invånare som kvoten räknas på")
    low, high = np.where(n > 0, gammaincinv(np.maximum(n, 1), outside), 0.0), gammaincinv(n + 1, 1 - outside)
    factor = np.divide(unit, people, out=np.full(people.shape, np.nan), where=people > 0)
    return Rates(n * factor, low * factor, high * factor, per, level)
