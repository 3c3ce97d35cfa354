"""Rates of hours, weekdays, months or any parts, against what an even spread would give them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import betainccinv, betaincinv, gammaincc, gammainccinv, gammaincinv

from trygghjulet.analysis import checks
from trygghjulet.analysis.counting.negative_binomial import overdispersion_of

FEWEST_PER_PART = 2.0
FEWEST_IN_A_PART = 0.5


class Spread(StrEnum):
    """Whether incidents lie unevenly beyond chance."""

    UNEVEN = "uneven"
    CANNOT_BE_TOLD = "cannot_be_told"


@dataclass(frozen=True)
class Profile:
    """How often it happens in each part, shaped as the counts; not-a-number where a part has no exposure.

    Args:
        rate: incidents per unit of exposure, such as per day.
        low, high: the ends of the rate's interval.
        index: the rate compared with that of all parts together: 1.2 is a fifth more.
        index_low, index_high: the ends of the index's interval.
        mean: incidents per unit of exposure in all parts together.
        level: the confidence of each interval on its own.
    """

    rate: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    index: NDArray[np.float64]
    index_low: NDArray[np.float64]
    index_high: NDArray[np.float64]
    mean: float
    level: float


@dataclass(frozen=True)
class Evenness:
    """Counts held against an even spread over the exposure.

    Args:
        statistic: Pearson's χ² = Σ (n − e)²/e, divided by the overdispersion.
        degrees: parts with exposure, less one.
        p: how likely a spread at least as uneven is when chance alone places the incidents.
        alpha: at most how likely, to call it uneven.
    """

    statistic: float
    degrees: int
    p: float
    alpha: float

    @property
    def verdict(self) -> Spread:
        """Uneven only when chance alone is too rare an explanation."""
        return Spread.UNEVEN if self.p <= self.alpha else Spread.CANNOT_BE_TOLD


def profile(counts: ArrayLike, exposure: ArrayLike | None = None, level: float = 0.95) -> Profile:
    """How often does it happen in each hour, weekday or month, per hour or day that there was of it?

    The rate is n/t with Garwood's exact interval for a Poisson count. The index is (n/N)/(t/T), N and T being
    the sums over all parts: given N the number in a part is binomial, so Clopper and Pearson's exact interval
    for n/N gives that of the index. Both suppose that incidents happen independently; where they come in series
    the intervals are too narrow. Each interval is judged on its own: of twelve months at 95 % about every second
    year one misses.

    Args:
        counts: of any shape, such as 12 months or 7 × 24 hours.
        exposure: how much time there was of each, in the same shape; as much of each when left out.
        level: the confidence of each interval.

    Raises:
        UnfitData: `not_counts`, `shape`, `not_amounts`, `no_exposure` (incidents where there was no time, or no
            time at all), `level` or `too_few` (no incident).

    Source: Garwood (1936), Biometrika 28, 437–442; Clopper and Pearson (1934), Biometrika 26, 404–413.
    """
    number, outside = checks.counts(counts), (1 - checks.level(level)) / 2
    share = exposure_shares(number, exposure)
    total = int(number.sum())
    if total == 0:
        raise checks.UnfitData("too_few", "Utan en enda händelse finns ingen rytm att visa.")
    time = float(np.asarray(1.0 if exposure is None else exposure, dtype=float).sum())
    whole = time if exposure is not None else float(number.size)
    held = np.where(share > 0, share, np.nan)
    per = 1 / (held * whole)
    # Quantiles of a count of zero, or of all, have fixed ends.
    some, rest = np.maximum(number, 1), np.maximum(total - number, 1)
    low = np.where(number > 0, gammaincinv(some, outside), 0.0)
    low_share = np.where(number > 0, betaincinv(some, total - some + 1, outside), 0.0)
    high_share = np.where(number < total, betainccinv(number + 1, rest, outside), 1.0)
    return Profile(
        rate=number * per,
        low=low * per,
        high=gammainccinv(number + 1, outside) * per,
        index=number / total / held,
        index_low=low_share / held,
        index_high=high_share / held,
        mean=total / whole,
        level=level,
    )


def evenness(
    counts: ArrayLike, exposure: ArrayLike | None = None, *, overdispersion: float = 1, alpha: float = 0.05
) -> Evenness:
    """Do incidents lie too unevenly over hours, weekdays or months to be chance, given how much there was of each?

    Pearson's χ² = Σ (n − e)²/e, e = N·t/T. Its exact mean k − 1 and variance 2(k − 1) + (Σ 1/w − k² − 2k + 2)/N,
    w = t/T, choose the gamma law that p is read from: closer than the χ² law, which it becomes as N grows. The
    size is 4–6 % at 5 % where parts are expected to hold 2 incidents on average and ½ at least; below that it
    refuses, and `small_sample` gives an exact answer.

    It supposes that incidents happen independently. Crime comes in series, so the statistic is divided by the
    overdispersion φ, that of counts as they are here: one number for each part.

    Args:
        counts: of any shape, such as 7 weekdays or 7 × 24 hours.
        exposure: how much time there was of each, in the same shape; as much of each when left out. Parts
            without any are left out.
        overdispersion: φ, how many times their mean counts vary with; 1 is chance alone.
        alpha: at most how likely, to call it uneven.

    Raises:
        UnfitData: `not_counts`, `shape`, `not_amounts`, `no_exposure`, `overdispersion`, `level` or `too_few`.

    Source: Pearson (1900), Philosophical Magazine 50, 157–175; Haldane (1937), Biometrika 29, 133–143 (the
    moments).
    """
    number, spread = checks.counts(counts).ravel(), overdispersion_of(overdispersion)
    accepted = checks.level(alpha)
    share = exposure_shares(number, None if exposure is None else _flat(exposure, np.shape(counts)))
    number, share = number[share > 0], share[share > 0]
    total, parts = int(number.sum()), len(number)
    least = float(share.min() * total) if parts else 0.0
    if parts < 2 or total < FEWEST_PER_PART * parts or least < FEWEST_IN_A_PART:
        raise checks.UnfitData(
            "too_few",
            f"{total} händelser räcker inte till {parts} delar. Det behövs i snitt minst två i varje, och "
            "ingen del får vara så liten att den väntas få mindre än en halv. Slå ihop delar.",
        )
    statistic = float(((number - total * share) ** 2 / (total * share)).sum()) / spread
    degrees = parts - 1
    variance = 2 * degrees + ((1 / share).sum() - parts**2 - 2 * parts + 2) / total
    p = float(gammaincc(degrees**2 / variance, statistic * degrees / variance))
    return Evenness(statistic, degrees, p, accepted)


def exposure_shares(counts: NDArray[np.int64], exposure: ArrayLike | None) -> NDArray[np.float64]:
    """Each part's share of the exposure, in the shape of the counts; equal shares when left out.

    Raises:
        UnfitData: `not_amounts`, `shape` or `no_exposure`.
    """
    if exposure is None:
        return np.full(counts.shape, 1 / max(counts.size, 1))
    time = checks.amounts(exposure, name="exponeringen")
    checks.shape(time, counts.shape, name="exponeringen")
    held = time[time > 0]
    if np.isnan(time).any() or not held.size or not ((held >= 1e-12) & (held <= 1e15)).all():
        raise checks.UnfitData(
            "no_exposure", "Exponeringen måste vara känd och rimlig överallt, och någon del måste ha funnits."
        )
    if (counts[time == 0] > 0).any():
        raise checks.UnfitData(
            "no_exposure", "Det finns händelser i en del som inte fanns under perioden. Pröva perioden."
        )
    return np.asarray(time / time.sum(), dtype=float)


def _flat(exposure: ArrayLike, wanted: tuple[int, ...]) -> NDArray[np.float64]:
    time = checks.amounts(exposure, name="exponeringen")
    checks.shape(time, wanted, name="exponeringen")
    return time.ravel()
