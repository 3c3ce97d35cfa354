"""Did a measure make a difference? Before and after, where it was done and where it was not."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, log, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr, ndtri

from trygghjulet.analysis import checks
from trygghjulet.analysis.changes.change import Change, Verdict
from trygghjulet.analysis.counting.negative_binomial import overdispersion_of


@dataclass(frozen=True)
class Effect:
    """What happened beyond what happened in the comparison area, as a number and as a ratio.

    Args:
        difference: the weighted displacement difference: incidents more (+) or fewer (−) than the comparison
            area's change gives reason to expect; per unit of exposure where exposures are given, and times
            weight where weights are.
        error: its standard error; 0 when nothing happened anywhere.
        z: difference / error; 0 when the error is.
        low, high: the ends of the difference's interval.
        p: two-sided, from z.
        relative: the same compared as a ratio of ratios, common to all sites.
        level: the intervals' confidence.
    """

    difference: float
    error: float
    z: float
    low: float
    high: float
    p: float
    relative: Change
    level: float

    @property
    def verdict(self) -> Verdict:
        """An increase or a decrease only when the difference's whole interval lies on one side of zero."""
        if self.low > 0:
            return Verdict.INCREASE
        if self.high < 0:
            return Verdict.DECREASE
        return Verdict.CANNOT_BE_TOLD


def before_after(
    treated_before: ArrayLike,
    treated_after: ArrayLike,
    control_before: ArrayLike,
    control_after: ArrayLike,
    *,
    exposure_before: ArrayLike = 1,
    exposure_after: ArrayLike = 1,
    treated_exposure: ArrayLike = 1,
    control_exposure: ArrayLike = 1,
    weight: ArrayLike = 1,
    overdispersion: float = 1,
    level: float = 0.95,
) -> Effect:
    """The change where a measure was taken, less the change where it was not: for one site, or many together.

    WDD = (T₁ − T₀) − (C₁ − C₀), with the standard error √(φ·(T₀ + T₁ + C₀ + C₁)), where every count is first
    divided by the exposure of its period and of its area, and its variance by their square. Of several sites,
    or kinds of crime, the weighted sum Σ w·WDD is told, with the error √Σ w²·error². The ratio in `relative`
    is the Mantel–Haenszel ratio of ratios (T₁·C₀ / T₀·C₁) over the sites; there weights and exposures of
    areas fall out.

    It supposes a comparison area that would have changed by as many incidents (per exposure) without the
    measure, counts that are independent and vary φ times more than Poisson, and no displacement to the
    comparison area. Where levels differ much the ratio is the better measure. The interval is approximate:
    for about 5 incidents or more in every count. It tells a difference, not its cause.

    Args:
        treated_before, treated_after: counts where the measure was taken: one number, or one per site.
        control_before, control_after: counts in the comparison area, the same periods; likewise.
        exposure_before, exposure_after: the periods' lengths, such as months.
        treated_exposure, control_exposure: the areas' sizes, such as inhabitants or street kilometres.
        weight: how much a site's incidents are to count, such as the harm of that kind of crime; from 0.
        overdispersion: φ, how many times their mean counts vary with; 1 is chance alone.
        level: the interval's confidence.

    Raises:
        UnfitData: `not_counts`, `shape`, `not_numbers`, `not_positive` (an exposure), `not_amounts` (a
            weight), `overdispersion` or `level`.

    Source: Wheeler and Ratcliffe (2018), Crime Science 7:11; Robins, Breslow and Greenland (1986), Biometrics
    42, 311–323 (variance of the common ratio).
    """
    outside = (1 - checks.level(level)) / 2
    spread = overdispersion_of(overdispersion)
    t0, t1, c0, c1 = _sites(treated_before, treated_after, control_before, control_after)
    first, second, here, there = (
        checks.exposure(given, t0.shape)
        for given in (exposure_before, exposure_after, treated_exposure, control_exposure)
    )
    pull = _weights(weight, t0.shape)
    # Each count enters the sum times its share, and the variance times the share squared.
    shares = pull / np.array([second * here, -first * here, -second * there, first * there])
    counts = np.array([t1, t0, c1, c0])
    difference = float((shares * counts).sum())
    error = sqrt(spread * float((shares**2 * counts).sum()))
    reach = -float(ndtri(outside)) * error
    z = difference / error if error else 0.0
    return Effect(
        difference,
        error,
        z,
        low=difference - reach,
        high=difference + reach,
        p=2 * float(ndtr(-abs(z))),
        relative=_common_ratio((t0, t1, c0, c1), spread, level),
        level=level,
    )


def _sites(*given: ArrayLike) -> list[NDArray[np.float64]]:
    """Equally long lists of counts, one of each per site."""
    told = [np.atleast_1d(checks.counts(values)) for values in given]
    if told[0].ndim != 1 or told[0].size == 0:
        raise checks.UnfitData("shape", "Antalen måste vara ett tal, eller en lista med ett tal per plats.")
    for values in told[1:]:
        checks.shape(values, told[0].shape, name="antalen")
    return [values.astype(float) for values in told]


def _weights(weight: ArrayLike, wanted: tuple[int, ...]) -> NDArray[np.float64]:
    given = checks.numbers(checks.amounts(weight, name="vikter"), name="vikter")
    if given.shape not in ((), wanted):
        checks.shape(given, wanted, name="vikter")
    if (given > 1e15).any():
        raise checks.UnfitData("not_amounts", "En vikt är orimligt stor.")
    return np.broadcast_to(given, wanted)


def _common_ratio(counts: tuple[NDArray[np.float64], ...], spread: float, level: float) -> Change:
    """The Mantel–Haenszel ratio of ratios; for one site its error is √(1/t₀ + 1/t₁ + 1/c₀ + 1/c₁)."""
    t0, t1, c0, c1 = counts
    whole = np.maximum(t0 + t1 + c0 + c1, 1)
    more, fewer = t1 * c0 / whole, t0 * c1 / whole
    along, across = (t1 + c0) / whole, (t0 + c1) / whole
    upper, lower = float(more.sum()), float(fewer.sum())
    if upper == 0 or lower == 0:
        return Change(None, None, None, None, level)
    variance = (
        (along * more).sum() / upper**2
        + (along * fewer + across * more).sum() / (upper * lower)
        + (across * fewer).sum() / lower**2
    ) / 2
    error = sqrt(spread * float(variance))
    centre, reach = log(upper / lower), float(ndtri((1 + level) / 2)) * error
    low, high = (exp(min(end, 700.0)) for end in (centre - reach, centre + reach))
    return Change(upper / lower, low, high, 2 * float(ndtr(-abs(centre) / error)), level)
