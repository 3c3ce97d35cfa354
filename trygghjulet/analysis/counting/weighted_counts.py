"""Sums of counts with weights: their interval, and that of the ratio of two of them."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, betaincinv, gammainccinv, gammaincinv

from trygghjulet.analysis import checks
from trygghjulet.analysis.counting.negative_binomial import overdispersion_of

_MOST_SPREAD = 1e9


@dataclass(frozen=True)
class WeightedSum:
    """A sum Σ w·n of Poisson counts with known weights.

    Args:
        value: the sum.
        variance: Σ w²·n, times the overdispersion.
        heaviest: the largest weight an incident more could have had, times the overdispersion.
    """

    value: float
    variance: float
    heaviest: float

    @classmethod
    def of(cls, counts: NDArray[np.int64], weight: NDArray[np.float64], overdispersion: float) -> WeightedSum:
        """The sum over the counts. Counts that vary φ times more are as counts / φ with weights φ·w."""
        return cls(
            value=float((weight * counts).sum()),
            variance=float((weight**2 * counts).sum()) * overdispersion,
            heaviest=float(weight.max(initial=0.0)) * overdispersion,
        )

    @property
    def lower(self) -> tuple[float, float]:
        """Shape and scale of the gamma law that the lower end is read from; shape 0 is zero for certain."""
        if self.value == 0:
            return 0.0, 0.0
        return self.value**2 / self.variance, self.variance / self.value

    @property
    def upper(self) -> tuple[float, float]:
        """Shape and scale of the gamma law that the upper end is read from: one incident of the heaviest more."""
        value, variance = self.value + self.heaviest, self.variance + self.heaviest**2
        return (value**2 / variance, variance / value) if value > 0 else (0.0, 0.0)


def spread_of(overdispersion: float) -> float:
    """φ as given, if it is one that counts can have.

    Raises:
        UnfitData: `overdispersion`.
    """
    spread = overdispersion_of(overdispersion)
    if spread > _MOST_SPREAD:
        raise checks.UnfitData("overdispersion", f"Överspridningen {spread:g} är orimligt stor. Pröva talet.")
    return spread


def sum_interval(total: WeightedSum, level: float) -> tuple[float, float]:
    """Fay and Feuer's gamma interval; Garwood's exact one when all weights are alike."""
    outside = (1 - level) / 2
    (shape, scale), (top_shape, top_scale) = total.lower, total.upper
    low = float(gammaincinv(shape, outside)) * scale if shape > 0 else 0.0
    return low, float(gammainccinv(top_shape, outside)) * top_scale if top_shape > 0 else 0.0


def ratio_interval(before: WeightedSum, after: WeightedSum, level: float) -> tuple[float, float]:
    """Fay's interval of after / before; Clopper and Pearson's as odds when all weights are alike."""
    outside = (1 - level) / 2
    low = 0.0 if after.value == 0 else _ratio_quantile(after.lower, before.upper, outside)
    # The upper end is one over the lower one of the ratio turned round.
    turned = 0.0 if before.value == 0 else _ratio_quantile(before.lower, after.upper, outside)
    high = 1 / turned if turned > 0 else inf
    return low, high


def ratio_p(before: WeightedSum, after: WeightedSum, ratio: float) -> float:
    """Twice the smaller tail, so that p < 1 − level just where the interval leaves the ratio out."""
    above = 1.0 if after.value == 0 else _ratio_share(after.lower, before.upper, ratio)
    below = 1.0 if before.value == 0 else 1 - _ratio_share(after.upper, before.lower, ratio)
    return min(1.0, 2 * min(above, below))


def _ratio_quantile(top: tuple[float, float], bottom: tuple[float, float], share: float) -> float:
    """Of one gamma over another: of two with scale 1 the first is a beta share of both."""
    part = float(betaincinv(top[0], bottom[0], share))
    return top[1] / bottom[1] * (part / (1 - part)) if part < 1 else inf


def _ratio_share(top: tuple[float, float], bottom: tuple[float, float], ratio: float) -> float:
    """How likely the first gamma is at most `ratio` times the other."""
    odds = ratio * bottom[1] / top[1]
    return float(betainc(top[0], bottom[0], odds / (1 + odds)))
