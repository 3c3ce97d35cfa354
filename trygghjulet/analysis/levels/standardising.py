"""Areas compared as if they had the same population: directly and indirectly standardised rates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaincinv

from trygghjulet.analysis import checks
from trygghjulet.analysis.counting.negative_binomial import mean_interval, overdispersion_of
from trygghjulet.analysis.levels.rates import Rates


@dataclass(frozen=True)
class StandardisedRatios:
    """Observed over expected, one element per area; not-a-number where nothing is expected or known.

    Args:
        value: observed / expected; 1.2 is a fifth more than the area's population gives reason to expect.
        low, high: the ends of the interval.
        observed: incidents of the area.
        expected: incidents it would have had with the reference's rates.
        level: each interval's confidence on its own.
    """

    value: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    observed: NDArray[np.int64]
    expected: NDArray[np.float64]
    level: float


def standardised_rates(
    counts: ArrayLike, population: ArrayLike, weight: ArrayLike, per: float = 1000, *, level: float = 0.95
) -> Rates:
    """What each area's rate would be if its population were made up as a standard population.

    Σ wᵢ·dᵢ/nᵢ over strata i, the weights w being the standard population's shares. With v = Σ wᵢ²·dᵢ/nᵢ² and
    m = max wᵢ/nᵢ the interval is that of gamma laws with the same mean and variance: from
    v/2y · χ²(α/2; 2y²/v) to (v + m²)/2(y + m) · χ²(1 − α/2; 2(y + m)²/(v + m²)). It is not proved to cover, but
    in all published simulations and ours it covers at least `level`, and more where weights differ much;
    with one stratum it is the exact interval of `rates`. It supposes that incidents are independent and the
    population known. Rates of areas that differ in opposite ways in different strata say little.

    Args:
        counts: strata × areas.
        population: the same; zero and not-a-number are unknown. An area lacking the population of a stratum
            that has weight gets not-a-number, since its rate there can't be told.
        weight: the standard population, one per stratum; only its shares matter.
        per: how many inhabitants a rate speaks of.
        level: the confidence of each interval on its own.

    Raises:
        UnfitData: `not_counts`, `not_amounts`, `shape`, `not_weight` (weights all zero or unknown), `level` or
            `not_positive`.

    Source: Fay and Feuer (1997), Statistics in Medicine 16, 791–801; its coverage: Ng, Filardo and Zheng
    (2008), Computational Statistics and Data Analysis 52, 3189–3202.
    """
    d, n = _tables(counts, population)
    w = checks.amounts(weight, name="standardbefolkningen")
    checks.shape(w, (len(d),), name="standardbefolkningen")
    if not (np.isfinite(w).all() and w.sum() > 0):
        raise checks.UnfitData("not_weight", "Standardbefolkningen måste vara känd och större än noll.")
    unit, confidence = checks.positive(per, name="Antalet invånare som kvoten räknas på"), checks.level(level)
    share = (w / w.sum())[:, None]
    told = ((n > 0) | (share == 0)).all(axis=0)
    factor = np.divide(share, n, out=np.zeros(d.shape), where=(n > 0) & (share > 0))
    y, v, m = (factor * d).sum(axis=0), (factor**2 * d).sum(axis=0), factor.max(axis=0, initial=0)
    outside = (1 - confidence) / 2
    low, high = np.zeros(y.shape), np.full(y.shape, np.nan)
    some, known = y > 0, m > 0
    scale = v[some] / y[some]
    low[some] = scale * gammaincinv(y[some] / scale, outside)
    mean, spread = (y + m)[known], (v + m**2)[known]
    high[known] = spread / mean * gammaincinv(mean**2 / spread, 1 - outside)
    unknown = np.where(told & known, 1.0, np.nan) * unit
    return Rates(y * unknown, low * unknown, high * unknown, unit, confidence)


def standardised_ratios(
    counts: ArrayLike,
    population: ArrayLike,
    reference: ArrayLike | None = None,
    *,
    overdispersion: float = 1,
    level: float = 0.95,
) -> StandardisedRatios:
    """How many incidents each area has for each that its population gives reason to expect.

    Expected is Σ nᵢ·rᵢ over strata i with a reference's rates r. The interval is the exact Poisson interval of
    the observed number (NB1 with variance φ · mean, if `overdispersion` is given) over the expected, which
    is taken as known. Two areas' ratios are not to be compared with each other, only each with the reference.

    Args:
        counts: strata × areas; or one per area, when `reference` is given.
        population: strata × areas; zero is nobody; an area with an unknown (not-a-number) gets not-a-number.
        reference: the reference's incidents per inhabitant, one per stratum; when left out, that of all
            areas together, to which each area itself belongs, so large areas are drawn towards 1.
        overdispersion: φ, how many times their mean counts vary with; 1 is chance alone.
        level: the confidence of each interval on its own.

    Raises:
        UnfitData: `not_counts`, `not_amounts`, `shape`, `overdispersion`, `level`, or `no_reference` (a stratum
            whose rate isn't known, or one count per area without a reference).

    Source: Breslow and Day (1987), Statistical Methods in Cancer Research II, section 2.3; Garwood (1936),
    Biometrika 28, 437–442.
    """
    n = checks.people(population)
    if n.ndim != 2:
        raise checks.UnfitData(
            "shape", "Befolkningen måste vara en tabell med en rad per skikt och en kolumn per område."
        )
    given = checks.counts(counts)
    if given.shape != n.shape[1:] or reference is None:
        checks.shape(given, n.shape, name="antal")
    if reference is None:
        known = np.isfinite(n)
        inhabitants = np.where(known, n, 0).sum(axis=1)
        rate = np.divide(
            np.where(known, given, 0).sum(axis=1), inhabitants, out=np.zeros(len(n)), where=inhabitants > 0
        )
    else:
        rate = checks.amounts(reference, name="jämförelsens kvoter")
        checks.shape(rate, (len(n),), name="jämförelsens kvoter")
        if not np.isfinite(rate).all():
            raise checks.UnfitData("no_reference", "Varje skikts kvot i jämförelsen måste vara känd.")
    observed = given if given.ndim == 1 else given.sum(axis=0)
    expected = (n * rate[:, None]).sum(axis=0)
    confidence = checks.level(level)
    low, high = mean_interval(observed, overdispersion_of(overdispersion), confidence)
    scale = np.divide(1, expected, out=np.full(expected.shape, np.nan), where=expected > 0)
    return StandardisedRatios(observed * scale, low * scale, high * scale, observed, expected, confidence)


def _tables(counts: ArrayLike, population: ArrayLike) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    d, n = checks.counts(counts), checks.people(population)
    if d.ndim != 2 or len(d) == 0:
        raise checks.UnfitData(
            "shape", "Antalen måste vara en tabell med en rad per skikt och en kolumn per område."
        )
    checks.shape(n, d.shape, name="befolkning")
    return d, n
