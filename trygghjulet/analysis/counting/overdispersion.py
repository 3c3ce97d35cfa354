"""How much more counts vary than chance alone would make them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaincinv

from trygghjulet.analysis import checks
from trygghjulet.analysis.counting.regression import fit_series
from trygghjulet.analysis.counting.seasons import design, harmonics_of, periods_of_year

FEWEST_DEGREES = 10
_FEWEST_MONTHS = 24
_MONTHS_FOR_QUARTERS = 48
_LITTLE = 1e-300


@dataclass(frozen=True)
class Overdispersion:
    """How many times their mean counts vary with.

    Args:
        value: φ, at least 1; None when every series is zero or too short.
        low, high: the ends of its interval, at least 1; None together with the value.
        unshrunk: the estimate before it was raised to 1; below 1 chance alone explains more than was seen.
        degrees: how many independent deviations it rests on; fewer than periods because sparse counts tell less.
        level: the interval's confidence.
    """

    value: float | None
    low: float | None
    high: float | None
    unshrunk: float | None
    degrees: float
    level: float


def overdispersion(
    counts: ArrayLike,
    exposure: ArrayLike | None = None,
    *,
    periods_per_year: float | None = 12,
    harmonics: int = 2,
    level: float = 0.95,
) -> Overdispersion:
    """How many times their mean φ the counts of one series, or of several areas' series pooled, vary with.

    From each series a log-linear trend and a season of harmonics are taken out. Pearson's P = Σ(y − μ)²/μ / degrees
    is put right for sparse counts, which a model follows too closely: φ = P·(1 + c·(P − 1)), c = columns /
    (degrees · mean count). Series are pooled by their degrees. It is not let below 1. The interval is that of
    a χ² whose degrees are lowered by the kurtosis of the counts; it covers 94 % or more from 48 periods with
    2 incidents each, and is wider than needed where counts are few.

    It supposes that φ is the same all the time and in all series, and that what is left after trend and
    season is not drawn out over several periods; shifts of level that the trend can't follow make it larger,
    which is on the safe side. Give the answer's `value` as `overdispersion` to the other methods.

    Args:
        counts: one per period, or periods × series.
        exposure: what each period's counts are per, such as its days; the same for all when left out.
        periods_per_year: 12 months, 52.18 weeks or 365.25 days; None takes out no season.
        harmonics: how many waves the season is made of.
        level: the interval's confidence.

    Raises:
        UnfitData: `not_counts`, `shape`, `not_numbers`, `not_positive`, `not_whole`, `too_many` (waves),
            `level`, or `too_few`: fewer than 10 periods more than the model has columns.

    Source: McCullagh and Nelder (1989), Generalized Linear Models, 2nd ed., section 4.5, for P; the correction
    is the third moment of NB1 carried through the first step of the fit.
    """
    y = checks.counts(counts).astype(float)
    if y.ndim not in {1, 2}:
        raise checks.UnfitData("shape", "Antalen måste vara en serie, eller en tabell med en rad per period.")
    table = y[:, None] if y.ndim == 1 else y
    per = checks.exposure(exposure, (len(y),))
    year = periods_of_year(periods_per_year)
    waves, confidence = harmonics_of(harmonics, year), checks.level(level)
    columns = design(np.arange(len(y), dtype=float), len(y), year, waves)
    enough(len(y), columns.shape[1])
    fits = fit_series(table, columns, per, np.ones(table.shape))
    kept = fits.settled
    if not kept.any():
        return Overdispersion(None, None, None, None, 0, confidence)
    found = pearson(table[:, kept], fits.fitted[:, kept], np.ones(table[:, kept].shape), fits.degrees)
    value = float(found.mean())
    told = max(1.0, value)
    degrees = float(degrees_left(fits.fitted[:, kept], np.full(kept.sum(), told), fits.degrees).sum())
    outside = (1 - confidence) / 2
    # Few degrees leave the upper end open: it then is as far as numbers go.
    low, high = (
        max(1.0, float(degrees * value / max(2 * gammaincinv(degrees / 2, share), _LITTLE)))
        for share in (1 - outside, outside)
    )
    return Overdispersion(told, low, high, value, degrees, confidence)


def monthly_overdispersion(counts: ArrayLike, exposure: ArrayLike | None = None) -> float:
    """How many times their mean a year's or a quarter's counts vary with, seen in the months before and in them.

    The larger of what `overdispersion` finds in the months and, from four years on, in the quarters: where a bad
    month drags the next one with it, quarters vary more for their size than months do, and a year more still. A
    yearly change's 95 % interval then covered 96 % where months are independent, 94 % where latent levels follow
    each other with 0.3 and 92 % with 0.5; by months alone it was 95, 89 and 83 % (five years, 40 a month, φ about
    3). It is somewhat too large where nothing drags on.

    Args:
        counts: one per month, the oldest first.
        exposure: what each month's count is per, such as its days; the same for all when left out.

    Returns:
        φ, at least 1; 1 also where there are too few months or incidents to tell.

    Raises:
        UnfitData: `not_counts`, `shape`, `not_numbers` or `not_positive`.

    Source: Conway (1963), Management Science 10, 47–61 (means of batches, for series that drag on).
    """
    months = checks.counts(counts)
    if months.ndim != 1:
        raise checks.UnfitData("shape", "Antalen måste vara en serie, ett per månad.")
    per = checks.exposure(exposure, months.shape)
    found = [1.0]
    if len(months) >= _FEWEST_MONTHS:
        found.append(overdispersion(months, per).value or 1.0)
    if len(months) >= _MONTHS_FOR_QUARTERS:
        # The newest months count; some of the oldest may not fill a quarter.
        newest = len(months) // 3 * 3
        quarters = (values[-newest:].reshape(-1, 3).sum(axis=1) for values in (months, per))
        found.append(overdispersion(*quarters, periods_per_year=4, harmonics=1).value or 1.0)
    return max(found)


def pearson(
    counts: NDArray[np.float64], fitted: NDArray[np.float64], weight: NDArray[np.float64], degrees: int
) -> NDArray[np.float64]:
    """φ of each series (time × series), not raised to 1.

    Pearson's χ² / degrees = P is too low by the share c·(φ − 1), c = columns / (degrees · mean count), since a
    model follows skewed sparse counts too closely; P·(1 + c·(P − 1)) puts that right to the second order.
    """
    plain = (
        (weight * (counts - fitted) ** 2 / fitted).sum(axis=0) * len(counts) / weight.sum(axis=0) / degrees
    )
    columns = len(counts) - degrees
    told: NDArray[np.float64] = plain * (
        1 + columns / (degrees * fitted.mean(axis=0)) * np.maximum(plain - 1, 0)
    )
    return told


def degrees_left(
    fitted: NDArray[np.float64], spread: NDArray[np.float64], degrees: int
) -> NDArray[np.float64]:
    """How many normal deviations would tell as much of φ as each series (time × series) does.

    A squared deviation varies with 2 + κ, where κ = 6(φ − 1)/μ + 1/(φμ) is the excess kurtosis of NB1.
    """
    kurtosis = 6 * (spread - 1) / fitted + 1 / (spread * fitted)
    told: NDArray[np.float64] = degrees / (1 + kurtosis.mean(axis=0) / 2)
    return told


def enough(periods: int, columns: int) -> None:
    """There are enough periods for the model.

    Raises:
        UnfitData: `too_few`.
    """
    if periods < columns + FEWEST_DEGREES:
        raise checks.UnfitData(
            "too_few",
            f"{periods} perioder räcker inte till en modell med {columns} kolumner; "
            f"det behövs minst {columns + FEWEST_DEGREES}.",
        )
