"""Counts that vary more than chance alone: the negative binomial whose variance is φ times its mean (NB1)."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betainc, betaincc, btdtria, gammaincinv, gammaln, pdtr, pdtrc, xlogy

from trygghjulet.analysis import checks

# Closer to 1 than this, the two distributions agree to nine digits.
_POISSON = 1e-9
_NEVER_ZERO = 1e-300
_MOST_SPREAD = 1e9


def overdispersion_of(value: float) -> float:
    """φ as given: how many times the mean the variance is, from 1 to a thousand million.

    Raises:
        UnfitData: `overdispersion`.
    """
    if not 1 <= checks.single(value) < np.inf:
        raise checks.UnfitData(
            "overdispersion",
            f"Överspridningen måste vara minst 1, inte {checks.shown(value)}; 1 är ren slump.",
        )
    if value > _MOST_SPREAD:
        raise checks.UnfitData("overdispersion", f"Överspridningen {value:g} är orimligt stor.")
    return float(value)


def at_most(k: ArrayLike, mean: ArrayLike, overdispersion: ArrayLike) -> NDArray[np.float64]:
    """P(X ≤ k) for mean μ and variance φμ; arguments are broadcast; zero below k = 0.

    With size s = μ / (φ − 1) it is the regularised beta function I(1/φ; s, k + 1). Sums of independent counts
    with the same φ follow the same law with that φ, which is why a φ found in months serves years.

    Source: Cameron and Trivedi (2013), Regression Analysis of Count Data, 2nd ed., section 3.3 (NB1).
    """
    number, centre, spread = _broadcast(k, mean, overdispersion)
    held = np.where(
        spread - 1 > _POISSON,
        betainc(_size(centre, spread), np.maximum(number, 0) + 1, 1 / spread),
        pdtr(np.maximum(number, 0), centre),
    )
    return np.where(number >= 0, held, 0.0)


def at_least(k: ArrayLike, mean: ArrayLike, overdispersion: ArrayLike) -> NDArray[np.float64]:
    """P(X ≥ k), as exact far out as near the mean; see `at_most`."""
    number, centre, spread = _broadcast(k, mean, overdispersion)
    below = np.maximum(number - 1, 0)
    held = np.where(
        spread - 1 > _POISSON,
        betaincc(_size(centre, spread), below + 1, 1 / spread),
        pdtrc(below, centre),
    )
    return np.where(number >= 1, held, 1.0)


def probability(k: NDArray[np.float64], mean: float, overdispersion: float) -> NDArray[np.float64]:
    """P(X = k) for k from zero; see `at_most`."""
    if overdispersion - 1 <= _POISSON:
        told = np.exp(xlogy(k, mean) - mean - gammaln(k + 1))
    else:
        size = _size(np.asarray(mean), np.asarray(overdispersion))
        told = np.exp(
            gammaln(size + k)
            - gammaln(size)
            - gammaln(k + 1)
            - size * np.log(overdispersion)
            + k * np.log1p(-1 / overdispersion)
        )
    return np.asarray(told, dtype=float)


def mean_interval(
    counts: NDArray[np.int64], overdispersion: float, level: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The exact interval of the mean behind each count: the means that leave half of 1 − level outside.

    With φ = 1 it is Garwood's (1936).
    """
    outside = (1 - level) / 2
    some = np.maximum(counts, 1)
    if overdispersion - 1 <= _POISSON:
        low, high = gammaincinv(some, outside), gammaincinv(counts + 1, 1 - outside)
    else:
        spread = overdispersion - 1
        low = btdtria(1 - outside, some, 1 / overdispersion) * spread
        high = btdtria(outside, counts + 1, 1 / overdispersion) * spread
    # Where φ is many times the count, the law's own tail would leave out the count itself.
    return np.where(counts > 0, np.minimum(low, counts), 0.0), np.maximum(high, counts).astype(float)


def _size(mean: NDArray[np.float64], overdispersion: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.maximum(mean, _NEVER_ZERO) / np.maximum(overdispersion - 1, _POISSON)


def _broadcast(*values: ArrayLike) -> tuple[NDArray[np.float64], ...]:
    return tuple(np.broadcast_arrays(*(np.asarray(value, dtype=float) for value in values)))
