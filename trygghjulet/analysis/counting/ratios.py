"""The ratio of two counts: its interval given their total, and how rarely chance alone makes it so uneven."""

from __future__ import annotations

from math import inf, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import betainc, betaincc, betaincinv, betaln, expit, gammaln

from trygghjulet.analysis.counting.negative_binomial import at_least, at_most, probability

# Up to this total the beta-binomial is summed; above it a beta law with counts divided by φ equals it.
_LARGE_TOTAL = 4000
# A sum over more outcomes than this per standard deviation takes every so-manieth for its neighbours.
_PER_DEVIATION = 60  # p then is right to five digits where counts vary by more than 120, and exact below
_MOST_SINGLY = 50_000
_FARTHEST = 500.0
_ASTRAY = 1e-4
_NEVER_ZERO = 1e-300
_PLAIN = 1e-6  # above it ten digits are right whichever way the tail is worked out


def odds_interval(before: int, after: int, overdispersion: float, level: float) -> tuple[float, float]:
    """The interval of after / before, from the law of the number after, given the total n.

    For φ = 1 that law is binomial and the interval Clopper and Pearson's. For φ > 1 and two counts of NB1
    with the same φ it is beta-binomial with parameters s·M and (1 − s)·M, M = (expected total) / (φ − 1);
    the expected total is taken to be the n that was seen. It is never narrower than for φ = 1.
    """
    outside = (1 - level) / 2
    if _summed(before + after, overdispersion):
        low, high = odds_interval(before, after, 1, level)
        if after:
            low = min(low, _solve(before, after, overdispersion, outside, above=True))
        if before:
            high = max(high, _solve(before, after, overdispersion, outside, above=False))
        return low, high
    one = 1 / overdispersion
    low = _odds(after * one, (before + 1) * one, outside) if after else 0.0
    high = 1 / _odds(before * one, (after + 1) * one, outside) if before else inf
    if before and after:  # φ many times the counts would leave out what was seen
        low, high = min(low, after / before), max(high, after / before)
    return low, high


def tail(before: int, after: int, share: float, overdispersion: float, *, above: bool) -> float:
    """P(at least so many after), or at most so many, given the total and the share expected to be after."""
    if (after if above else before) == 0:
        return 1.0
    if not _summed(before + after, overdispersion):
        one = 1 / overdispersion
        if above:
            return float(betainc(after * one, (before + 1) * one, share))
        return float(betaincc((after + 1) * one, before * one, share))
    total = before + after
    size = total / (overdispersion - 1)
    a, b = max(share * size, _NEVER_ZERO), max((1 - share) * size, _NEVER_ZERO)
    k = np.arange(after, total + 1) if above else np.arange(after + 1)
    choose = gammaln(total + 1) - gammaln(k + 1) - gammaln(total - k + 1)
    return min(1.0, float(np.exp(choose + betaln(k + a, total - k + b) - betaln(a, b)).sum()))


def two_sided(before: int, after: int, share: float, overdispersion: float) -> float:
    """Twice the smaller tail: below 1 − level exactly when the interval leaves the share out."""
    spreads = {1.0, overdispersion} if _summed(before + after, overdispersion) else {overdispersion}
    tails = (
        max(tail(before, after, share, spread, above=above) for spread in spreads) for above in (False, True)
    )
    return min(1.0, 2 * min(tails))


def e_test(first: int, second: int, time_first: float, time_second: float, overdispersion: float) -> float:
    """P(|T| ≥ observed), T = (x₁/t₁ − x₂/t₂) / √(x₁/t₁² + x₂/t₂²), at the common rate (x₁ + x₂)/(t₁ + t₂).

    For each x₁ the x₂ that are as extreme form a lower and an upper tail, so one sum over x₁ is enough; x₁ is
    the one that varies less.
    """
    if time_first > time_second:
        first, second, time_first, time_second = second, first, time_second, time_first
    statistic = _statistic(np.array(float(first)), np.array(float(second)), time_first, time_second)
    # Outcomes with the same statistic as the observed one belong to the tail despite rounding.
    least = abs(float(statistic)) * (1 - 1e-12)
    if least == 0:
        return 1.0
    common = (first + second) / (time_first + time_second)
    mean, other = common * time_first, common * time_second
    x, weight = _parts(mean, overdispersion)
    below, above = _extreme(x, least, time_first, time_second)
    under = at_most(below, other, overdispersion)

    def weighed(over: NDArray[np.float64]) -> float:
        return float((weight * np.minimum(under + over, 1.0)).sum())

    p = weighed(1 - at_most(above - 1, other, overdispersion))
    if p < _PLAIN:  # what is left of one has lost its digits; the tail itself has them, but takes longer
        p = weighed(at_least(above, other, overdispersion))
    return min(1.0, p)


def _solve(before: int, after: int, overdispersion: float, outside: float, *, above: bool) -> float:
    """The odds at which the tail from the observed number holds just what is to lie outside."""

    def excess(log_odds: float) -> float:
        return tail(before, after, float(expit(log_odds)), overdispersion, above=above) - outside

    return float(np.exp(brentq(excess, -_FARTHEST, _FARTHEST, xtol=1e-10)))


def _summed(total: int, overdispersion: float) -> bool:
    return overdispersion > 1 and total <= _LARGE_TOTAL


def _odds(a: float, b: float, below: float) -> float:
    """The odds of the share that a beta law has so much below; both sides of it are told to all digits."""
    return max(beta_quantile(a, b, below), _NEVER_ZERO) / max(beta_quantile(b, a, 1 - below), _NEVER_ZERO)


def beta_quantile(a: float, b: float, below: float) -> float:
    """The share that a beta law has so much below, looked at again.

    Scipy's inverse goes astray at some very uneven pairs, such as 1000 and a thousand million, by a factor of two.
    """
    found = float(betaincinv(a, b, below))
    if abs(float(betainc(a, b, found)) - below) <= _ASTRAY:
        return found

    def missing(log_odds: float) -> float:
        return float(betainc(a, b, expit(log_odds))) - below

    if not missing(-_FARTHEST) < 0 < missing(_FARTHEST):
        return found
    return float(expit(brentq(missing, -_FARTHEST, _FARTHEST, xtol=1e-13)))


def _parts(mean: float, overdispersion: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Outcomes and what they weigh: each one where they are few, else some of them for their neighbours."""
    deviation = sqrt(overdispersion * mean)
    reach = 40 * overdispersion + 9 * deviation
    if mean < 10 * overdispersion and reach > _MOST_SINGLY:
        # Nearly all is zero, and the rest spread over many powers of ten.
        edges = np.unique(np.rint(np.geomspace(1, mean + reach, 20_000)))
        weight = np.diff(at_most(edges - 1, mean, overdispersion), prepend=0.0)
        return np.concatenate([[0.0], edges[:-1]]), weight
    step = max(1, int(deviation / _PER_DEVIATION))
    x = np.arange(max(0, int(mean - reach)), int(mean + reach) + 1, step, dtype=float)
    return x, probability(x, mean, overdispersion) * step


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
