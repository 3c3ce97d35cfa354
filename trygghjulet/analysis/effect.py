"""Did a measure make a difference? Before and after, where it was done and where it was not."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from scipy.special import ndtr, ndtri

from trygghjulet.analysis import checks
from trygghjulet.analysis.change import Change, Verdict, change_against


@dataclass(frozen=True)
class Effect:
    """What happened beyond what happened in the comparison area, as a number and as a ratio.

    Args:
        difference: the weighted displacement difference: incidents more (+) or fewer (−) than the comparison
            area's change gives reason to expect.
        error: its standard error; 0 when nothing happened anywhere.
        z: difference / error; 0 when the error is.
        low, high: the ends of the difference's interval.
        p: two-sided, from z.
        relative: the same compared as a ratio of ratios.
        level: the intervals' confidence.
    """

    difference: int
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
    treated_before: int, treated_after: int, control_before: int, control_after: int, level: float = 0.95
) -> Effect:
    """The change where a measure was taken, less the change where it was not.

    WDD = (T₁ − T₀) − (C₁ − C₀), with the standard error √(T₀ + T₁ + C₀ + C₁). It supposes equally long
    periods, a comparison area that would have changed by as many incidents without the measure (so about as
    large), incidents that happen independently, and no displacement to the comparison area. Where levels
    differ much the ratio in `relative` is the better measure. It tells a difference, not its cause.

    Args:
        treated_before, treated_after: counts where the measure was taken.
        control_before, control_after: counts in the comparison area, the same periods.

    Raises:
        UnfitData: `not_counts` or `level`.

    Source: Wheeler and Ratcliffe (2018), Crime Science 7:11.
    """
    t0, t1, c0, c1 = (
        int(n) for n in checks.counts([treated_before, treated_after, control_before, control_after])
    )
    difference, error = (t1 - t0) - (c1 - c0), sqrt(t0 + t1 + c0 + c1)
    reach = float(ndtri((1 + checks.level(level)) / 2)) * error
    z = difference / error if error else 0.0
    return Effect(
        difference,
        error,
        z,
        low=difference - reach,
        high=difference + reach,
        p=2 * float(ndtr(-abs(z))),
        relative=change_against(t0, t1, c0, c1, level),
        level=level,
    )
