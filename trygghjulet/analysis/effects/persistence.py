"""Does what was unexpected in one period last into the next, and how much wider does that make an interval?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.fft import irfft, next_fast_len, rfft
from scipy.linalg import matmul_toeplitz
from scipy.optimize import brentq

REACH = 2
"""Over so many periods the lasting is looked for."""
_NOTHING = 1e-12
MOST = 0.9
"""More lasting than this can't be told from a trend."""


@dataclass(frozen=True)
class Persistence:
    """How residuals of neighbouring periods go together, as an autoregression of order one.

    Args:
        correlation: ρ, between a period and the next, put right for what the fitted model has taken away.
        middle: QᵀRQ, which stands between the two halves of the covariance in place of ones.
        degrees: how many independent residuals tell as much about the dispersion.
        spread: the dispersion's divisor: what the squared residuals add up to when it is 1.
    """

    correlation: float
    middle: NDArray[np.float64]
    degrees: float
    spread: float


def persistence(
    residuals: NDArray[np.float64], basis: NDArray[np.float64], told: float | None = None
) -> Persistence:
    """The ρ ≥ 0 at which the residuals' first autocorrelations are what one is to expect of them.

    A model with trend and season takes part of the autocorrelation away with it: the residuals are Me with
    M = I − QQᵀ, so that their mean product over a lag is tr(MRM·A), not ρ. The ρ is sought that gives the
    observed sum of them.

    Args:
        residuals: Pearson's, in time's order.
        basis: Q, orthonormal columns that span the weighted design.
        told: ρ, where it is known and not to be sought.

    Source: Cochrane and Orcutt (1949), Journal of the American Statistical Association 44, 32–61 (the model); the
    correction is by the exact expectation of a quadratic form.
    """
    rho = _sought(residuals, basis) if told is None else told
    middle = basis.T @ _times(rho, basis)
    inverse = (1 + rho**2) / (1 - rho**2) / (len(residuals) - basis.shape[1])
    if told is None and rho > 0:
        # ρ is uncertain too: its variance (1 − ρ²)/n, taken through (1 + ρ)/(1 − ρ), costs so many degrees.
        inverse += 2 / len(residuals) / (1 - rho**2)
    return Persistence(
        correlation=rho,
        middle=middle,
        degrees=1 / inverse,
        spread=len(residuals) - float(np.trace(middle)),
    )


def _sought(residuals: NDArray[np.float64], basis: NDArray[np.float64]) -> float:
    whole = float(residuals @ residuals)
    if whole <= _NOTHING * len(residuals):
        return 0.0
    seen = float(residuals @ _neighbours(residuals[:, None])[:, 0]) / whole
    near = _neighbours(basis)
    count = len(residuals)
    lags = np.arange(1, REACH + 1)
    # Traces of products with R are sums of ρ to the lag times what two sets of columns have in common at it.
    own = _at_lags(basis, basis)
    products = _at_lags(basis @ (basis.T @ near), basis) - 2 * _at_lags(near, basis)

    def missed(rho: float) -> float:
        """What is to be expected at ρ, less what was seen."""
        with np.errstate(under="ignore"):
            powers = rho ** np.arange(count, dtype=float)
        told = float(((count - lags) * rho**lags).sum() + powers @ products)
        return told / (count - float(powers @ own)) - seen

    if missed(0.0) >= 0:
        return 0.0
    return MOST if missed(MOST) <= 0 else float(brentq(missed, 0.0, MOST, xtol=1e-10))


def _times(rho: float, columns: NDArray[np.float64]) -> NDArray[np.float64]:
    """R · columns, where R holds ρ to the power of the distance in time."""
    with np.errstate(under="ignore"):
        powers = rho ** np.arange(len(columns), dtype=float)
    return np.asarray(matmul_toeplitz(powers, columns))


def _at_lags(some: NDArray[np.float64], others: NDArray[np.float64]) -> NDArray[np.float64]:
    """Per distance in time, earlier and later together: the sum of the products of rows so far apart."""
    length = next_fast_len(2 * len(some), real=True)
    crossed = rfft(some, length, axis=0).conj() * rfft(others, length, axis=0)
    summed = irfft(crossed.sum(axis=1), length)
    both = summed[: len(some)] + np.concatenate([[0.0], summed[: length - len(some) : -1]])
    return np.asarray(both)


def _neighbours(columns: NDArray[np.float64]) -> NDArray[np.float64]:
    """A · columns, where A holds ½ between periods at most `REACH` apart."""
    summed = np.zeros_like(columns)
    for lag in range(1, min(REACH, len(columns) - 1) + 1):
        summed[lag:] += columns[:-lag] / 2
        summed[:-lag] += columns[lag:] / 2
    return summed
