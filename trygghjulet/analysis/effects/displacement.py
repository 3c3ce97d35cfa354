"""Did crime move when a measure was taken, or did the benefit spread to the surroundings?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtri

from trygghjulet.analysis import checks
from trygghjulet.analysis.counting.negative_binomial import overdispersion_of
from trygghjulet.analysis.effects.effect import Effect, before_after


class Spillover(StrEnum):
    """What happened in the surroundings, seen against what was won where the measure was taken."""

    DIFFUSION = "diffusion"
    """The surroundings became better too: diffusion of benefit."""
    NONE = "none"
    """The surroundings changed as the comparison area did: no displacement."""
    DISPLACEMENT = "displacement"
    """The surroundings became worse, by less than was won."""
    ALL_MOVED = "all_moved"
    """The surroundings became worse by as much as was won, or more."""
    CANNOT_BE_TOLD = "cannot_be_told"


class NoQuotient(StrEnum):
    """Why there is no quotient."""

    NO_GAIN = "no_gain"
    """Nothing was won where the measure was taken, so nothing can have moved."""
    NO_COMPARISON = "no_comparison"
    """The comparison area had no incidents in some period, so there is nothing to measure against."""


@dataclass(frozen=True)
class Quotient:
    """What the surroundings gained or lost per incident won where the measure was taken.

    Args:
        quotient: 1: the surroundings gained as much; 0: nothing moved; −1: all that was won moved; None when
            it has no meaning.
        low, high: the ends of its interval; None when there is no quotient, or when the gain itself lies so
            near zero that the interval has no end.
        gain: the change of the measure's area as a share of the comparison area; below zero is better.
        nearby: the same of the surroundings.
        hindrance: why there is no quotient; None when there is one.
        level: the interval's confidence.
    """

    quotient: float | None
    low: float | None
    high: float | None
    gain: float | None
    nearby: float | None
    hindrance: NoQuotient | None
    level: float

    @property
    def meaning(self) -> Spillover:
        """What the quotient says, taken at its word."""
        return Spillover.CANNOT_BE_TOLD if self.quotient is None else _meaning(self.quotient)

    @property
    def verdict(self) -> Spillover:
        """What the interval allows one to say: only what all of it agrees on."""
        if self.low is None or self.high is None:
            return Spillover.CANNOT_BE_TOLD
        if self.low > 0:
            return Spillover.DIFFUSION
        if self.high <= -1:
            return Spillover.ALL_MOVED
        return Spillover.DISPLACEMENT if self.high < 0 else Spillover.CANNOT_BE_TOLD


@dataclass(frozen=True)
class Displacement:
    """The effect where the measure was taken, in its surroundings, and together.

    Args:
        local: the weighted difference where the measure was taken.
        nearby: the same in the surroundings: above zero speaks for displacement, below for diffusion of benefit.
        total: their sum, which is what was won in all.
    """

    local: Effect
    nearby: Effect
    total: Effect


def displacement_quotient(
    treated_before: int,
    treated_after: int,
    control_before: int,
    control_after: int,
    *,
    buffer_before: int,
    buffer_after: int,
    overdispersion: float = 1,
    level: float = 0.95,
) -> Quotient:
    """Of what was won where the measure was taken, how much moved to the surroundings, or spread there?

    WDQ = (B₁/C₁ − B₀/C₀) / (A₁/C₁ − A₀/C₀): A where the measure was taken, B its surroundings, C the
    comparison area, 0 before and 1 after. It has a meaning only when the denominator is below zero.

    The interval is Fieller's: all quotients q for which (B₁ − q·A₁)/C₁ − (B₀ − q·A₀)/C₀ lies within z
    standard errors of zero. It is approximate, for about 20 incidents or more in every count, and has no
    ends when the gain itself can't be told from zero.

    It supposes surroundings that would have changed as the comparison area did, counts that are independent
    and vary φ times more than Poisson, and periods equally long for the three. The quotient says nothing of
    how much was won.

    Args:
        treated_before, treated_after: counts where the measure was taken.
        control_before, control_after: counts in the comparison area, which shouldn't touch the surroundings.
        buffer_before, buffer_after: counts in the surroundings, where crime may have moved.
        overdispersion: φ, how many times their mean counts vary with; 1 is chance alone.
        level: the interval's confidence.

    Raises:
        UnfitData: `not_counts`, `overdispersion` or `level`.

    Source: Bowers and Johnson (2003), Journal of Quantitative Criminology 19, 275–301; Fieller (1954), Journal
    of the Royal Statistical Society B 16, 175–185.
    """
    given = [treated_before, treated_after, control_before, control_after, buffer_before, buffer_after]
    a0, a1, c0, c1, b0, b1 = (checks.count(value) for value in given)
    z = float(ndtri((1 + checks.level(level)) / 2))
    spread = overdispersion_of(overdispersion)
    if c0 == 0 or c1 == 0:
        return Quotient(None, None, None, None, None, NoQuotient.NO_COMPARISON, level)
    gain, nearby = a1 / c1 - a0 / c0, b1 / c1 - b0 / c0
    # Whole numbers decide the sign: a rounded −1e-17 is no gain.
    if a1 * c0 >= a0 * c1:
        return Quotient(None, None, None, gain, nearby, NoQuotient.NO_GAIN, level)

    def shared(x0: int, y0: int, x1: int, y1: int, *, own: bool) -> float:
        """The covariance of X₁/C₁ − X₀/C₀ and Y₁/C₁ − Y₀/C₀, which have C in common; `own` where X is Y."""
        common = x1 * y1 / c1**3 + x0 * y0 / c0**3
        return spread * (common + (x1 / c1**2 + x0 / c0**2 if own else 0.0))

    squared = gain**2 - z**2 * shared(a0, a0, a1, a1, own=True)
    middle = gain * nearby - z**2 * shared(a0, b0, a1, b1, own=False)
    rest = nearby**2 - z**2 * shared(b0, b0, b1, b1, own=True)
    quotient = (b1 * c0 - b0 * c1) / (a1 * c0 - a0 * c1)
    if squared <= 0:
        return Quotient(quotient, None, None, gain, nearby, None, level)
    half = sqrt(max(middle**2 - squared * rest, 0.0))
    return Quotient(quotient, (middle - half) / squared, (middle + half) / squared, gain, nearby, None, level)


def displacement_difference(
    treated_before: int,
    treated_after: int,
    control_before: int,
    control_after: int,
    *,
    buffer_before: int,
    buffer_after: int,
    control_buffer_before: int,
    control_buffer_after: int,
    exposure_before: float = 1,
    exposure_after: float = 1,
    area_exposure: ArrayLike = (1, 1, 1, 1),
    overdispersion: float = 1,
    level: float = 0.95,
) -> Displacement:
    """What was won in all, when what moved to the surroundings is counted in?

    The weighted displacement difference of the measure's area against its comparison area, of the
    surroundings against theirs, and the sum of the two, whose error is the root of the sum of their squares.
    See `before_after` for formula, limits and source. The four areas mustn't overlap.

    Args:
        treated_before, treated_after: counts where the measure was taken.
        control_before, control_after: counts in the comparison area.
        buffer_before, buffer_after: counts in the surroundings of the measure's area.
        control_buffer_before, control_buffer_after: counts in what the surroundings are compared with.
        exposure_before, exposure_after: the periods' lengths.
        area_exposure: the four areas' sizes, in the order of the counts.
        overdispersion: φ, how many times their mean counts vary with; 1 is chance alone.
        level: the intervals' confidence.

    Raises:
        UnfitData: `not_counts`, `shape`, `not_numbers`, `not_positive`, `overdispersion` or `level`.

    Source: Wheeler and Ratcliffe (2018), Crime Science 7:11.
    """
    sizes = checks.exposure(area_exposure, (4,), name="områdenas storlek")
    t0, t1, c0, c1 = (
        np.array([checks.count(here), checks.count(near)])
        for here, near in (
            (treated_before, buffer_before),
            (treated_after, buffer_after),
            (control_before, control_buffer_before),
            (control_after, control_buffer_after),
        )
    )
    here, there = sizes[[0, 2]], sizes[[1, 3]]
    local, nearby, total = (
        before_after(
            t0[part],
            t1[part],
            c0[part],
            c1[part],
            exposure_before=exposure_before,
            exposure_after=exposure_after,
            treated_exposure=here[part],
            control_exposure=there[part],
            overdispersion=overdispersion,
            level=level,
        )
        for part in ([0], [1], [0, 1])
    )
    return Displacement(local, nearby, total)


def _meaning(quotient: float) -> Spillover:
    if quotient > 0:
        return Spillover.DIFFUSION
    if quotient == 0:
        return Spillover.NONE
    return Spillover.DISPLACEMENT if quotient > -1 else Spillover.ALL_MOVED
