"""Has it become more or less? Changes between two periods, with the answer that it cannot be told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import exp, inf, log, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaincinv, ndtr, ndtri, pdtr, pdtrc, xlogy
from scipy.special import gammaln as log_gamma

from trygghjulet.analysis import checks


class Verdict(StrEnum):
    """What the interval allows one to say."""

    INCREASE = "increase"
    DECREASE = "decrease"
    CANNOT_BE_TOLD = "cannot_be_told"


@dataclass(frozen=True)
class Change:
    """After compared with before.

    Args:
        ratio: after / before per exposure; 0.8 is a fifth less; infinite when there was nothing before;
            None when there is nothing to compare.
        low, high: the ends of the ratio's interval; `high` can be infinite; None together with the ratio.
        p: how likely a difference at least as large is when nothing has changed; None together with the
            ratio.
        level: the interval's confidence.
    """

    ratio: float | None
    low: float | None
    high: float | None
    p: float | None
    level: float

    @property
    def verdict(self) -> Verdict:
        """An increase or a decrease only when the whole interval lies on one side of no change."""
        if self.low is not None and self.low > 1:
            return Verdict.INCREASE
        if self.high is not None and self.high < 1:
            return Verdict.DECREASE
        return Verdict.CANNOT_BE_TOLD


def change(
    before: int, after: int, exposure_before: float = 1, exposure_after: float = 1, level: float = 0.95
) -> Change:
    """The ratio of two rates with an exact interval and the p-value of the E-test.

    Given n = before + after, the number after is binomial with share s = r·e₂ / (r·e₂ + e₁) where r is the
    ratio of rates and e₁, e₂ the exposures. The Clopper–Pearson interval for s gives the interval for r.
    The E-test adds up the probability of every outcome whose statistic is at least as far from zero as the
    observed one, with the common rate estimated from both periods and the variance not pooled.

    Both suppose that incidents happen independently. Crime comes in series, so the interval is somewhat too
    narrow, most for large counts. Interval and p are different methods: near the limit one may speak and
    the other not; the verdict follows the interval.

    Args:
        before, after: counts.
        exposure_before, exposure_after: what the counts are per, such as days or inhabitants; only their
            ratio matters.
        level: the interval's confidence.

    Raises:
        UnfitData: `not_counts`, `not_positive` or `level`.

    Source: Przyborowski and Wilenski (1940), Biometrika 31, 313–323 (interval); Krishnamoorthy and Thomson
    (2004), Journal of Statistical Planning and Inference 119, 23–35 (test).
    """
    first, second = (int(n) for n in checks.counts([before, after]))
    time_before = checks.positive(exposure_before, name="Den första periodens längd")
    time_after = checks.positive(exposure_after, name="Den andra periodens längd")
    outside = (1 - checks.level(level)) / 2
    if first + second == 0:
        return Change(None, None, None, None, level)
    scale = time_before / time_after
    low_share = betaincinv(second, first + 1, outside) if second else 0.0
    high_share = betaincinv(second + 1, first, 1 - outside) if first else 1.0
    return Change(
        ratio=second / first * scale if first else inf,
        low=_odds(low_share) * scale,
        high=_odds(high_share) * scale,
        p=_e_test(first, second, time_before, time_after),
        level=level,
    )


def change_against(before: int, after: int, rest_before: int, rest_after: int, level: float = 0.95) -> Change:
    """The change here compared with the change in the rest: a ratio of ratios.

    (after / before) / (rest_after / rest_before), with the interval exp(ln r ± z·√(1/a + 1/b + 1/c + 1/d)).
    What struck both alike, such as a change of counting rules or weather, falls out. It supposes that the
    two would have followed each other otherwise, that incidents happen independently, and that counts are
    not very small; with any count at zero nothing can be told.

    Args:
        before, after: counts where one looks.
        rest_before, rest_after: counts in what it is compared with, the same periods.

    Raises:
        UnfitData: `not_counts` or `level`.

    Source: the log incident rate ratio with its Wald interval, Wilson (2021), Journal of Quantitative
    Criminology.
    """
    figures = [int(n) for n in checks.counts([before, after, rest_before, rest_after])]
    outside = (1 - checks.level(level)) / 2
    if 0 in figures:
        return Change(None, None, None, None, level)
    here_before, here_after, there_before, there_after = figures
    centre = log(here_after) - log(here_before) - log(there_after) + log(there_before)
    spread = sqrt(sum(1 / n for n in figures))
    reach = float(ndtri(1 - outside)) * spread
    p = 2 * float(ndtr(-abs(centre) / spread))
    return Change(exp(centre), exp(centre - reach), exp(centre + reach), p, level)


def _odds(share: float) -> float:
    return float(share / (1 - share)) if share < 1 else inf


def _e_test(first: int, second: int, time_first: float, time_second: float) -> float:
    """P(|T| ≥ observed), T = (x₁/t₁ − x₂/t₂) / √(x₁/t₁² + x₂/t₂²), at the common rate (x₁ + x₂)/(t₁ + t₂).

    For each x₁ the x₂ that are as extreme form a lower and an upper tail, so one sum over x₁ is enough.
    """
    statistic = _statistic(np.array(float(first)), np.array(float(second)), time_first, time_second)
    # Outcomes with the same statistic as the observed one belong to the tail despite rounding.
    least = abs(float(statistic)) * (1 - 1e-12)
    if least == 0:
        return 1.0
    common = (first + second) / (time_first + time_second)
    mean, other = common * time_first, common * time_second
    reach = 40 + 12 * sqrt(mean)
    x = np.arange(max(0, int(mean - reach)), int(mean + reach) + 1, dtype=float)
    weight = np.exp(xlogy(x, mean) - mean - log_gamma(x + 1))
    below, above = _extreme(x, least, time_first, time_second)
    tail = np.where(below >= 0, pdtr(np.maximum(below, 0), other), 0.0)
    tail += np.where(above > 0, pdtrc(np.maximum(above - 1, 0), other), 1.0)
    return min(1.0, float((weight * np.minimum(tail, 1.0)).sum()))


def _statistic(
    x: NDArray[np.float64], y: NDArray[np.float64], time_x: float, time_y: float
) -> NDArray[np.float64]:
    """Zero where nothing happened in either period."""
    spread = np.sqrt(x / time_x**2 + y / time_y**2)
    return np.divide(x / time_x - y / time_y, spread, out=np.zeros(spread.shape), where=spread > 0)


def _extreme(
    x: NDArray[np.float64], least: float, time_x: float, time_y: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """For each x the largest y (−1: none) with T ≥ least, and the smallest y with T ≤ −least.

    (x/t₁ − y/t₂)² = c²(x/t₁² + y/t₂²) is quadratic in y; its roots are rounded and then put right by looking.
    """
    centre = time_y * x / time_x + least**2 / 2
    half = np.sqrt(least**2 * (least**2 / 4 + time_y * x / time_x + x * (time_y / time_x) ** 2))
    below, above = np.floor(centre - half), np.ceil(centre + half)
    below = np.where(_statistic(x, np.maximum(below + 1, 0), time_x, time_y) >= least, below + 1, below)
    below = np.where(
        (below >= 0) & (_statistic(x, np.maximum(below, 0), time_x, time_y) < least), below - 1, below
    )
    above = np.where(
        (above > 0) & (_statistic(x, np.maximum(above - 1, 0), time_x, time_y) <= -least), above - 1, above
    )
    above = np.where(_statistic(x, above, time_x, time_y) > -least, above + 1, above)
    return np.maximum(below, -1), above
