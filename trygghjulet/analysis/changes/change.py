"""Has it become more or less? Changes between two periods, with the answer that it cannot be told."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from math import exp, inf, log, sqrt

from scipy.special import ndtr, ndtri

from trygghjulet.analysis import checks
from trygghjulet.analysis.counting.negative_binomial import overdispersion_of
from trygghjulet.analysis.counting.ratios import e_test, odds_interval


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
    before: int,
    after: int,
    exposure_before: float = 1,
    exposure_after: float = 1,
    *,
    overdispersion: float = 1,
    level: float = 0.95,
) -> Change:
    """The ratio of two rates with an interval and the p-value of the E-test.

    Given n = before + after, the number after is binomial with share s = r·e₂ / (r·e₂ + e₁) where r is the
    ratio of rates and e₁, e₂ the exposures. The Clopper–Pearson interval for s gives the interval for r,
    which is exact. The E-test adds up the probability of every outcome whose statistic is at least as far
    from zero as the observed one, with the common rate estimated from both periods and the variance not
    pooled; its size is close to what it says, seldom above.

    That supposes that incidents happen independently. Crime comes in series, so counts vary φ times more
    than that. With `overdispersion` φ above 1 both counts are negative binomial with variance φ · mean
    (NB1); given n the number after is beta-binomial with s·M and (1 − s)·M, M = n / (φ − 1), and the E-test
    adds up its tail under NB1. φ comes from `overdispersion`; found in months, it serves years, since sums of
    NB1 counts keep φ. The interval then is approximate: it covers 94–97 % where the two periods together
    hold some 20·φ incidents or more, and it takes φ as known. Where months drag on, years vary more than
    the months' φ says: with an autocorrelation of 0.3 it covered 85–90 %, with 0.5 78 %; φ from quarters 92 and 89 %.

    Interval and p are different methods: near the limit one may speak and the other not; the verdict
    follows the interval.

    Args:
        before, after: counts.
        exposure_before, exposure_after: what the counts are per, such as days or inhabitants; only their
            ratio matters.
        overdispersion: φ, how many times their mean counts vary with; 1 is chance alone.
        level: the interval's confidence.

    Raises:
        UnfitData: `not_counts`, `not_positive`, `overdispersion` or `level`.

    Source: Przyborowski and Wilenski (1940), Biometrika 31, 313–323 (interval); Krishnamoorthy and Thomson
    (2004), Journal of Statistical Planning and Inference 119, 23–35 (test); Cameron and Trivedi (2013),
    Regression Analysis of Count Data, 2nd ed., section 3.3 (NB1).
    """
    first, second = checks.count(before), checks.count(after)
    time_before = checks.positive(exposure_before, name="Den första periodens längd")
    time_after = checks.positive(exposure_after, name="Den andra periodens längd")
    spread, confidence = overdispersion_of(overdispersion), checks.level(level)
    if first + second == 0:
        return Change(None, None, None, None, confidence)
    scale = time_before / time_after
    low, high = odds_interval(first, second, spread, confidence)
    return Change(
        ratio=second / first * scale if first else inf,
        low=low * scale,
        high=high * scale,
        p=e_test(first, second, time_before, time_after, spread),
        level=confidence,
    )


def change_against(
    before: int,
    after: int,
    rest_before: int,
    rest_after: int,
    *,
    overdispersion: float = 1,
    level: float = 0.95,
) -> Change:
    """The change here compared with the change in the rest: a ratio of ratios.

    (after / before) / (rest_after / rest_before), with the interval exp(ln r ± z·√(φ·(1/a + 1/b + 1/c + 1/d))).
    What struck both alike, such as a change of counting rules or weather, falls out. It supposes that the
    two would have followed each other otherwise. The interval is approximate: it covers 94–96 % when all
    four counts are expected to be 10·φ or more, and is wider than needed below; with any count at zero
    nothing can be told.

    Args:
        before, after: counts where one looks.
        rest_before, rest_after: counts in what it is compared with, the same periods.
        overdispersion: φ, how many times their mean counts vary with; 1 is chance alone.
        level: the interval's confidence.

    Raises:
        UnfitData: `not_counts`, `overdispersion` or `level`.

    Source: the log incident rate ratio with its Wald interval, Wilson (2021), Journal of Quantitative
    Criminology.
    """
    figures = [checks.count(n) for n in (before, after, rest_before, rest_after)]
    spread, confidence = overdispersion_of(overdispersion), checks.level(level)
    if 0 in figures:
        return Change(None, None, None, None, confidence)
    here_before, here_after, there_before, there_after = figures
    centre = log(here_after) - log(here_before) - log(there_after) + log(there_before)
    error = sqrt(spread * sum(1 / n for n in figures))
    reach = float(ndtri((1 + confidence) / 2)) * error
    p = 2 * float(ndtr(-abs(centre) / error))
    return Change(exp(centre), exp(centre - reach), exp(min(centre + reach, 700.0)), p, confidence)
