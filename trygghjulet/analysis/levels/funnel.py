"""Which areas' rates lie farther from the whole than areas of their size do by chance?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import btdtrib, pdtrik

from trygghjulet.analysis import checks
from trygghjulet.analysis.counting.negative_binomial import at_least, at_most, overdispersion_of


@dataclass(frozen=True)
class Funnel:
    """Areas within a funnel.

    Args:
        target: the rate of all areas together, per so many inhabitants.
        rate: each area's rate; not-a-number where the population is zero or unknown.
        levels: how many of the areas that do not differ are to lie within each pair of limits, at least.
        low, high: levels × areas: the limits, as rates. A limit of 0 is none: nothing can be lower.
        outside: levels × areas: −1 below the limits, 1 above, 0 within or unknown.
        overdispersion: φ that the limits were widened with.
        per: how many inhabitants rates speak of.
    """

    target: float
    rate: NDArray[np.float64]
    levels: tuple[float, ...]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    outside: NDArray[np.int64]
    overdispersion: float
    per: float


def funnel(
    counts: ArrayLike,
    population: ArrayLike,
    per: float = 1000,
    *,
    overdispersion: float = 1,
    levels: Sequence[float] = (0.95, 0.998),
) -> Funnel:
    """Which areas lie outside the limits that chance keeps areas of their size within?

    The target is all incidents over all inhabitants. An area of n inhabitants is expected to have μ = target · n
    incidents; it lies outside when so few, or so many, have a probability of at most (1 − level)/2 under the
    Poisson law, or NB1 with variance φ · μ. Limits are exact: of areas that don't differ at most 1 − level
    lie outside. They are drawn where the probability, taken as a smooth function, passes (1 − level)/2,
    which is up to one incident wider than those interpolated by Spiegelhalter, which let more out.

    That areas differ is seldom news: nearly all do a little. `winsorised_overdispersion` widens the funnel by
    what is usual, so that what lies outside is unusual among areas.

    Args:
        counts: incidents per area.
        population: inhabitants per area; zero and not-a-number can't be told.
        per: how many inhabitants rates speak of.
        overdispersion: φ, how many times their mean counts vary with; 1 is chance alone.
        levels: 95 and 99.8 % are usual; with many areas look at the widest.

    Raises:
        UnfitData: `not_counts`, `not_amounts`, `shape`, `not_positive`, `overdispersion`, `level`, or `too_few`
            (no incident in an area whose population is known, so there is no target).

    Source: Spiegelhalter (2005), Statistics in Medicine 24, 1185–1202.
    """
    n, people, known, target = _target(counts, population)
    unit = checks.positive(per, name="Antalet invånare som kvoten räknas på")
    spread, wanted = overdispersion_of(overdispersion), tuple(checks.levels(levels).tolist())
    mean = np.where(known, people, 1) * target
    few, many = at_most(n, mean, spread), at_least(n, mean, spread)
    scale = np.divide(unit, people, out=np.full(people.shape, np.nan), where=known)
    limits = [funnel_limits(mean, spread, level) for level in wanted]
    outside = [
        np.where(known, 1 * (many <= (1 - level) / 2) - (few <= (1 - level) / 2), 0) for level in wanted
    ]
    shape = (len(wanted), *n.shape)
    return Funnel(
        target=target * unit,
        rate=n * scale,
        levels=wanted,
        low=np.array([low for low, _ in limits]).reshape(shape) * scale,
        high=np.array([high for _, high in limits]).reshape(shape) * scale,
        outside=np.array(outside, dtype=np.int64).reshape(shape),
        overdispersion=spread,
        per=unit,
    )


def funnel_limits(
    expected: ArrayLike, overdispersion: float = 1, level: float = 0.95
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The limits as numbers of incidents, for drawing the funnel: a count strictly between them is within.

    Args:
        expected: target · population, wherever the lines are to be drawn; above zero.
        overdispersion: φ, how many times their mean counts vary with; 1 is chance alone.
        level: how many of the areas that don't differ are to lie within, at least.

    Returns:
        The lower and the upper limit; a lower one below zero is given as zero.

    Raises:
        UnfitData: `not_numbers`, `not_positive`, `overdispersion` or `level`.
    """
    mean = checks.numbers(expected, name="de väntade antalen")
    if not ((mean > 0) & (mean < checks.LARGEST)).all():
        raise checks.UnfitData(
            "not_positive", "De väntade antalen måste vara större än noll och rimligt stora."
        )
    spread, outside = overdispersion_of(overdispersion), (1 - checks.level(level)) / 2
    if spread - 1 <= 1e-9:
        low, high = pdtrik(outside, mean), pdtrik(1 - outside, mean) + 1
        none = at_most(0, mean, 1) > outside
    else:
        size, p = mean / (spread - 1), 1 / spread
        low, high = btdtrib(size, outside, p) - 1, btdtrib(size, 1 - outside, p)
        none = at_most(0, mean, spread) > outside
    return np.where(none, 0.0, np.maximum(low, 0)), np.asarray(high, dtype=float)


def winsorised_overdispersion(counts: ArrayLike, population: ArrayLike, share: float = 0.1) -> float:
    """How many times more areas differ from each other than chance lets them, when the most extreme are drawn in.

    z = (n − μ)/√μ for each area; the lowest and the highest `share` of them are set to the next (winsorised),
    so that the very areas one looks for do not widen the funnel. φ is the mean of z²; at least 1. It is
    somewhat low by the winsorising itself, as in the source.

    Args:
        counts: incidents per area.
        population: inhabitants per area; zero and not-a-number are left out.
        share: how many at each end are drawn in, from 0 to below 0.5.

    Raises:
        UnfitData: `not_counts`, `not_amounts`, `shape`, `not_share`, or `too_few`.

    Source: Spiegelhalter (2005), Quality and Safety in Health Care 14, 347–351.
    """
    n, people, known, target = _target(counts, population)
    if not 0 <= checks.single(share) < 0.5:
        raise checks.UnfitData(
            "not_share", f"Andelen som dras in måste ligga mellan 0 och 0,5, inte {checks.shown(share)}."
        )
    mean = target * people[known]
    z = np.sort((n[known] - mean) / np.sqrt(mean))
    drawn = int(share * len(z))
    z = np.clip(z, z[drawn], z[len(z) - 1 - drawn])
    return max(1.0, float((z**2).mean()))


def _target(
    counts: ArrayLike, population: ArrayLike
) -> tuple[NDArray[np.int64], NDArray[np.float64], NDArray[np.bool_], float]:
    n, people = checks.counts(counts), checks.people(population)
    if n.ndim != 1:
        raise checks.UnfitData("shape", "Antalen måste vara en lista med ett tal per område.")
    checks.shape(people, n.shape, name="befolkning")
    known = people > 0
    total = int(n[known].sum())
    if total == 0:
        raise checks.UnfitData("too_few", "Det behövs minst en händelse i ett område med känd befolkning.")
    return n, people, known, total / float(people[known].sum())
