"""What a model lets one expect of a count not yet seen, with the doubt about its mean and its spread."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaincinv

from trygghjulet.analysis.counting.negative_binomial import at_least, at_most

# Means at the points of a Gauss–Hermite rule, spreads at the middles of equally likely parts of their law.
_POINTS, _WEIGHTS = np.polynomial.hermite_e.hermegauss(7)
_WEIGHTS = _WEIGHTS / _WEIGHTS.sum()
_PARTS = 8
_FARTHEST = 2.0**52
_LARGEST_FACTOR = 20.0


class Predictive:
    """The law of counts to come, one per element: NB1 mixed over what is not known of its parameters.

    log μ is normal about the model's value with variance φ · `variance`; φ is `overdispersion` · d / χ²(d) with
    d = `degrees`, at least 1.

    Args:
        log_mean: the logarithm of what the model expects.
        variance: of that logarithm, supposing that counts vary as Poisson.
        overdispersion: φ as estimated.
        degrees: how many degrees that estimate rests on.
    """

    def __init__(
        self,
        log_mean: NDArray[np.float64],
        variance: NDArray[np.float64],
        overdispersion: NDArray[np.float64],
        degrees: NDArray[np.float64],
    ) -> None:
        middles = ((np.arange(_PARTS) + 0.5) / _PARTS).reshape(-1, *(1,) * log_mean.ndim)
        factor = np.minimum(
            degrees / np.maximum(2 * gammaincinv(degrees / 2, middles), 1e-9), _LARGEST_FACTOR
        )
        self._spread = np.maximum(1.0, factor * overdispersion)[:, None]
        error = np.sqrt(self._spread * variance)
        points = _POINTS.reshape(-1, *(1,) * log_mean.ndim)
        self._mean = np.exp(np.clip(log_mean + points * error, -300, 30))
        self._weight = (_WEIGHTS / _PARTS).reshape(-1, *(1,) * log_mean.ndim)

    def at_most(self, k: NDArray[np.float64]) -> NDArray[np.float64]:
        """P(X ≤ k)."""
        return self._mixed(at_most(k, self._mean, self._spread))

    def at_least(self, k: NDArray[np.float64]) -> NDArray[np.float64]:
        """P(X ≥ k)."""
        return self._mixed(at_least(k, self._mean, self._spread))

    def interval(self, outside: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """The narrowest whole numbers with at most the share `outside` below the lower and above the upper."""
        low = self._first(lambda k: self.at_most(k) > outside)
        high = self._first(lambda k: self.at_least(k + 1) <= outside)
        return low, high

    def _first(self, reached: Callable[[NDArray[np.float64]], NDArray[np.bool_]]) -> NDArray[np.float64]:
        """For each element the smallest whole number that has reached: by longer and longer steps, then halving."""
        mean = self._mixed_any(self._mean)
        step = np.ceil(np.sqrt(self._mixed_any(self._mean * self._spread))) + 1
        enough = np.ceil(mean) + step
        too_low = np.maximum(np.floor(mean) - step, -1)
        while (short := ~reached(enough) & (enough < _FARTHEST)).any():
            too_low, enough, step = np.where(short, enough, too_low), enough + short * step, 2 * step
        while (far := (too_low >= 0) & reached(too_low)).any():
            enough, step = np.where(far, too_low, enough), 2 * step
            too_low = np.where(far, np.maximum(too_low - step, -1), too_low)
        while (enough - too_low > 1).any():
            middle = np.floor((too_low + enough) / 2)
            yes = (middle >= 0) & reached(np.maximum(middle, 0))
            undecided = enough - too_low > 1
            too_low = np.where(undecided & ~yes, middle, too_low)
            enough = np.where(undecided & yes, middle, enough)
        return np.asarray(enough, dtype=float)

    def _mixed_any(self, told: NDArray[np.float64]) -> NDArray[np.float64]:
        mixed: NDArray[np.float64] = (told * self._weight).sum(axis=(0, 1))
        return mixed

    def _mixed(self, told: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(np.minimum(self._mixed_any(told), 1.0), dtype=float)
