"""Asked beforehand: what change could be seen, how surely, and after how long?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from math import exp, log, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import betaincc, nctdtr, ndtr, ndtri, stdtrit

from trygghjulet.analysis import checks
from trygghjulet.analysis.counting.negative_binomial import overdispersion_of, probability

SMALLEST, LARGEST = 1e-3, 1e3
"""Ratios between which a detectable change is sought."""
LONGEST = 1e3
"""So many times the time before is the longest follow-up that is thought of."""
_MOST_SUMS = 1001
_HALVINGS = 54
_LARGE = 1e8
_MOST_SPREAD = 1e6


class Comparison(StrEnum):
    """How the comparison areas are to be used."""

    DIFFERENCE = "difference"
    """As a difference of incidents: `before_after`."""
    RATIO = "ratio"
    """As a ratio of ratios: `difference_in_differences`."""


@dataclass(frozen=True)
class Detectable:
    """The smallest changes that would be seen.

    Args:
        decrease: the ratio nearest below 1 that is seen with that power; None when not even 0.001 is.
        increase: the ratio nearest above 1; None when not even 1000 is.
        power: how surely.
        alpha: the accepted rate of false finds.
    """

    decrease: float | None
    increase: float | None
    power: float
    alpha: float


def detectable_change(
    before: float,
    control_before: float | None = None,
    *,
    exposure_before: float = 1,
    exposure_after: float = 1,
    control_exposure: float = 1,
    comparison: Comparison = Comparison.DIFFERENCE,
    areas: int | None = None,
    overdispersion: float = 1,
    power: float = 0.8,
    alpha: float = 0.05,
) -> Detectable:
    """What change could be seen?

    The ratios nearest 1 at which `power_of_change` reaches `power`; see there for formula, limits and source.

    Args:
        before, control_before, exposure_before, exposure_after, control_exposure, comparison, areas, overdispersion,
            alpha: as in `power_of_change`.
        power: how surely the change is to be seen.

    Raises:
        UnfitData: as `power_of_change`.
    """
    sure = checks.level(power)
    return detectable(
        lambda ratio: power_of_change(
            before,
            control_before,
            exposure_before=exposure_before,
            exposure_after=exposure_after,
            control_exposure=control_exposure,
            ratio=ratio,
            comparison=comparison,
            areas=areas,
            overdispersion=overdispersion,
            alpha=alpha,
        ),
        sure,
        alpha,
    )


def power_of_change(
    before: float,
    control_before: float | None = None,
    *,
    exposure_before: float = 1,
    exposure_after: float = 1,
    control_exposure: float = 1,
    ratio: float,
    comparison: Comparison = Comparison.DIFFERENCE,
    areas: int | None = None,
    overdispersion: float = 1,
    alpha: float = 0.05,
) -> float:
    """How likely is it that a change of this size would be told?

    Without a comparison area: the chance that the interval of `change` lies wholly on the right side of 1,
    summed over every sum of the two counts (Poisson, or NB1) and every part of it that is after. Exact where
    φ is 1; above, a beta law with counts divided by φ stands for the beta-binomial, which is approximate.

    With a comparison area: Φ(|δ| / error − z), δ and error of the weighted displacement difference; or, as
    a ratio, the tail of (noncentral) t with areas − 2 degrees of ln ratio / √(φ·Σ 1/count). These are
    approximate: for about ten incidents or more in every count.

    Args:
        before: the incidents to be expected before, where the measure is to be taken.
        ratio: after / before per exposure, beyond what the comparison area changes; 1 asks for false finds.
        control_before: the incidents to be expected before in all comparison areas; None where there are none.
        exposure_before, exposure_after: the periods' lengths.
        control_exposure: how many times larger the comparison area is; only a difference heeds it.
        comparison: how comparison areas are to be used.
        areas: how many there are, treated and comparison areas together; None when φ is known.
        overdispersion: φ, how many times their mean counts vary with; 1 is chance alone.
        alpha: the accepted rate of false finds.

    Raises:
        UnfitData: `not_positive`, `overdispersion`, `level`, `comparison` or `not_whole` (areas, at least 6).

    Source: Przyborowski and Wilenski (1940), Biometrika 31, 313–323 (test); Wheeler and Ratcliffe (2018), Crime
    Science 7:11 (difference); Signorini (1991), Biometrika 78, 446–450 (power of the log ratio).
    """
    level = checks.level(alpha)
    how = checks.choice(comparison, Comparison, name="Jämförelsen")
    spread = overdispersion_of(overdispersion)
    if spread > _MOST_SPREAD:
        raise checks.UnfitData("overdispersion", f"Överspridningen {spread:g} är orimligt stor.")
    mean = checks.positive(before, name="Det väntade antalet före")
    change = checks.positive(ratio, name="Förändringen")
    first = checks.positive(exposure_before, name="Den första periodens längd")
    second = checks.positive(exposure_after, name="Den andra periodens längd")
    longer = second / first
    if control_before is None:
        return _alone(mean, longer, change, spread, level)
    rest = checks.positive(control_before, name="Det väntade antalet i jämförelsen")
    if how is Comparison.DIFFERENCE:
        size = checks.positive(control_exposure, name="Jämförelseområdets storlek")
        error = sqrt(spread * (mean * (1 + change / longer) + rest * (1 + 1 / longer) / size**2))
        return _normal(mean * (change - 1) / error, level, change)
    error = sqrt(spread * (1 / mean + 1 / rest + (1 / (mean * change) + 1 / rest) / longer))
    if areas is None:
        return _normal(log(change) / error, level, change)
    degrees = checks.whole(areas, least=6, name="Antalet områden") - 2
    return student_power(log(change) / error, degrees, level, change)


def follow_up_needed(
    before: float,
    control_before: float | None = None,
    *,
    exposure_before: float = 1,
    control_exposure: float = 1,
    ratio: float,
    comparison: Comparison = Comparison.DIFFERENCE,
    areas: int | None = None,
    overdispersion: float = 1,
    power: float = 0.8,
    alpha: float = 0.05,
) -> float | None:
    """How long must one follow up for a change of this size to be seen?

    Longer helps only so far: what is known of the time before stays as it is.

    Args:
        before, ratio, control_before, exposure_before, control_exposure, comparison, areas, overdispersion, alpha:
            as in `power_of_change`.
        power: how surely the change is to be seen.

    Returns:
        The exposure after, in the unit of `exposure_before`; None when no time, up to 1000 times that before, is
        enough.

    Raises:
        UnfitData: as `power_of_change`.
    """
    sure = checks.level(power)
    first = checks.positive(exposure_before, name="Den första periodens längd")

    def missing(log_longer: float) -> float:
        told = power_of_change(
            before,
            control_before,
            exposure_after=exp(log_longer),
            control_exposure=control_exposure,
            ratio=ratio,
            comparison=comparison,
            areas=areas,
            overdispersion=overdispersion,
            alpha=alpha,
        )
        return told - sure

    found = first_reached(missing, [step / 4 for step in range(-28, 29) if exp(step / 4) <= LONGEST])
    return None if found is None else first * exp(found)


def _alone(before: float, longer: float, ratio: float, spread: float, alpha: float) -> float:
    """The power of `change`, without a comparison area."""
    whole = before * (1 + longer * ratio)
    reach = 8 * sqrt(spread * whole) + 20 * spread
    low, high = max(1, int(whole - reach)), int(whole + reach) + 1
    # Of very large counts, equally spaced sums stand for those between them.
    sums = np.arange(low, high + 1, max(1, (high - low) // _MOST_SUMS), dtype=float)
    if whole > _LARGE:
        chance = np.exp(-((sums - whole) ** 2) / (2 * spread * whole))
        chance /= chance.sum()
    else:
        chance = probability(sums, whole, spread)
        # With no incidents at all nothing is told; that chance belongs to the whole too.
        chance *= (1 - float(probability(np.zeros(1), whole, spread)[0])) / chance.sum()
    share, same = longer * ratio / (1 + longer * ratio), longer / (1 + longer)
    told = 0.0
    if ratio <= 1:
        told += float(chance @ _tail(sums, same, share, spread, alpha / 2))
    if ratio >= 1:
        told += float(chance @ _tail(sums, 1 - same, 1 - share, spread, alpha / 2))
    return min(told, 1.0)


def _tail(
    sums: NDArray[np.float64], same: float, share: float, spread: float, outside: float
) -> NDArray[np.float64]:
    """P(part ≤ k) at `share`, for the largest k with P(part ≤ k) < `outside` at the share of no change."""

    def at_most(part: NDArray[np.float64], at: float) -> NDArray[np.float64]:
        one = np.maximum(part, 0) + 1, np.maximum(sums - np.maximum(part, 0), 1e-300)
        return np.where(part >= 0, betaincc(one[0] / spread, one[1] / spread, at), 0.0)

    below, above = np.full(len(sums), -1.0), np.floor(sums * same) + 1
    # So many halvings reach one incident, or as near as numbers of that size are told apart.
    for _ in range(_HALVINGS):
        middle = np.floor((below + above) / 2)
        small = (at_most(middle, same) < outside) | (middle <= below)
        below, above = np.where(small, middle, below), np.where(small, above, middle)
        if (above - below).max() <= 1:
            break
    return at_most(below, share)


def _normal(distance: float, alpha: float, ratio: float) -> float:
    reach = float(ndtri(1 - alpha / 2))
    return _sides(float(ndtr(-reach - distance)), float(ndtr(distance - reach)), ratio)


def student_power(distance: float, degrees: float, alpha: float, ratio: float) -> float:
    reach = float(stdtrit(degrees, 1 - alpha / 2))
    far = min(max(distance, -30.0), 30.0)
    return _sides(float(nctdtr(degrees, far, -reach)), float(nctdtr(degrees, -far, -reach)), ratio)


def _sides(decrease: float, increase: float, ratio: float) -> float:
    """Only what is told in the right direction counts; where nothing has changed, what is told in either."""
    if ratio == 1:
        return decrease + increase
    return decrease if ratio < 1 else increase


def detectable(power: Callable[[float], float], sure: float, alpha: float) -> Detectable:
    steps = [1e-9, *(0.002 * 1.3**step for step in range(31)), log(LARGEST)]
    down = first_reached(lambda step: power(exp(-step)) - sure, steps)
    up = first_reached(lambda step: power(exp(step)) - sure, steps)
    return Detectable(
        decrease=None if down is None else exp(-down),
        increase=None if up is None else exp(up),
        power=sure,
        alpha=alpha,
    )


def first_reached(missing: Callable[[float], float], steps: list[float]) -> float | None:
    """Where nothing is missing any more for the first time; None when it never comes to that."""
    before = None
    for step in steps:
        if missing(step) >= 0:
            return step if before is None else float(brentq(missing, before, step, xtol=1e-9))
        before = step
    return None
