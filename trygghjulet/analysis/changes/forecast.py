"""What is to be expected in the coming periods if all goes on as it has."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trygghjulet.analysis import checks
from trygghjulet.analysis.changes.trend import series, spread_of
from trygghjulet.analysis.counting.overdispersion import degrees_left, enough
from trygghjulet.analysis.counting.predictive import Predictive
from trygghjulet.analysis.counting.regression import fit_counts
from trygghjulet.analysis.counting.seasons import design, harmonics_of, periods_of_year


@dataclass(frozen=True)
class Forecast:
    """What is to be expected, one element per coming period.

    Args:
        expected: the mean, not a whole number.
        low, high: between which the count will lie, ends included; whole numbers.
        overdispersion: how many times their mean counts vary with, at least 1.
        degrees: how many degrees that rests on.
        level: how often each interval is to hold the count.
    """

    expected: NDArray[np.float64]
    low: NDArray[np.int64]
    high: NDArray[np.int64]
    overdispersion: float
    degrees: int
    level: float


def forecast(
    counts: ArrayLike,
    periods: int,
    exposure: ArrayLike | None = None,
    exposure_after: ArrayLike | None = None,
    *,
    periods_per_year: float | None = 12,
    harmonics: int = 2,
    level: float = 0.95,
) -> Forecast:
    """How many incidents the coming periods will hold if trend, season and spread stay as they have been.

    The model is that of `trend`. A coming count is negative binomial with variance φ · mean (NB1), mixed over
    the doubt about the mean (normal on the log scale) and about φ (χ²). The interval holds the count in at
    least `level` of cases, a little more where counts are few, as long as the model holds: 95–98 % up to a
    year ahead from 4 years of months. It does not know of new laws, new buildings or new criminals: look no
    further ahead than a year or a quarter of the series, and compare with what came.

    Args:
        counts: one per period, in order.
        periods: how many coming periods.
        exposure: what each count is per, such as the days of the month; the same for all when left out.
        exposure_after: the same for the coming periods; must be given when `exposure` is.
        periods_per_year: 12 months, 52.18 weeks or 365.25 days; None takes no season.
        harmonics: how many waves the season is made of.
        level: how often the interval is to hold the count.

    Raises:
        UnfitData: `not_counts`, `shape`, `not_numbers`, `not_positive`, `not_whole`, `too_many` (waves, or
            more periods ahead than the series is long), `level`, `too_few`, `not_identifiable`, or
            `no_exposure` (one of the exposures is missing).

    Source: McCullagh and Nelder (1989), chapters 6 and 9; Geisser (1993), Predictive Inference.
    """
    y = series(counts)
    ahead = checks.whole(periods, least=1, name="Antalet perioder framåt")
    if (exposure is None) != (exposure_after is None):
        raise checks.UnfitData("no_exposure", "Ange exponeringen både för serien och för perioderna framåt.")
    per, coming = checks.exposure(exposure, (len(y),)), checks.exposure(exposure_after, (ahead,))
    year = periods_of_year(periods_per_year)
    waves, confidence = harmonics_of(harmonics, year), checks.level(level)
    past = design(np.arange(len(y), dtype=float), len(y), year, waves)
    enough(len(y), past.shape[1])
    if ahead > len(y):
        raise checks.UnfitData(
            "too_many", f"En serie på {len(y)} perioder kan inte ge {ahead} perioder framåt."
        )
    fit = fit_counts(y, past, per)
    future = design(len(y) + np.arange(ahead, dtype=float), len(y), year, waves)
    spread = spread_of(y, fit)
    log_mean = future @ fit.coefficients + np.log(coming)
    variance = np.einsum("ti,ij,tj->t", future, fit.covariance, future)
    degrees = degrees_left(fit.fitted, np.array(spread), fit.degrees)
    law = Predictive(log_mean, variance, np.full(ahead, spread), np.full(ahead, degrees))
    low, high = law.interval((1 - confidence) / 2)
    return Forecast(
        np.exp(np.minimum(log_mean, 30)),
        low.astype(np.int64),
        high.astype(np.int64),
        spread,
        fit.degrees,
        confidence,
    )
