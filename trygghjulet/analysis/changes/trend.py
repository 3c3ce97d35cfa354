"""Is it rising or falling over the years, and when in the year is it worst?"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import fdtrc, ndtr, stdtr, stdtrit

from trygghjulet.analysis import checks
from trygghjulet.analysis.changes.change import Change, Verdict
from trygghjulet.analysis.counting.overdispersion import enough, pearson
from trygghjulet.analysis.counting.regression import CountFit, fit_counts
from trygghjulet.analysis.counting.seasons import design, harmonics_of, periods_of_year, seasonal_columns


@dataclass(frozen=True)
class Season:
    """How the year goes round.

    Args:
        ratio: the busiest time of the year / the quietest, trend taken out; 1.5 is half as many more.
        low, high: the ends of its interval, at least 1; fit to be read only where `p` is small.
        peak: when it is busiest, in periods after the series' first, from 0 to below a year.
        trough: when it is quietest, in the same way.
        p: how likely a season at least as strong is when the year is even (F-test).
    """

    ratio: float
    low: float
    high: float
    peak: float
    trough: float
    p: float


@dataclass(frozen=True)
class Trend:
    """The trend of a series and its season.

    Args:
        change: the ratio of one year to the year before; 1.05 is 5 % more a year (one period to the one before,
            where there is no year), with its interval and p.
        season: None where no season was asked for.
        overdispersion: how many times their mean counts vary with, at least 1.
        degrees: how many degrees that rests on.
        level: the intervals' confidence.
    """

    change: Change
    season: Season | None
    overdispersion: float
    degrees: int
    level: float

    @property
    def verdict(self) -> Verdict:
        """An increase or a decrease only when the trend's whole interval lies on one side of no change."""
        return self.change.verdict


def trend(
    counts: ArrayLike,
    exposure: ArrayLike | None = None,
    *,
    periods_per_year: float | None = 12,
    harmonics: int = 2,
    level: float = 0.95,
) -> Trend:
    """How much more or less it becomes each year, season taken out, and how strong the season is.

    log(mean) = log(exposure) + level + slope · time + Σ(aₖ cos 2πkt/y + bₖ sin 2πkt/y), fitted as
    quasi-Poisson: standard errors are multiplied by √φ, φ = Pearson's χ² / degrees (at least 1), and
    intervals taken from Student's t. The yearly ratio is exp(slope · y). The season's ratio is the highest
    value of the fitted wave over the lowest, its interval from the error of that difference.

    It supposes that the trend is as steep all the way, that the season is the same every year and that what
    is left isn't drawn out over several periods. Intervals are approximate: 94–96 % for the trend from 3
    years of months with 5 incidents or more each, up to 98 % where counts vary no more than chance; with an
    autocorrelation of 0.3 they cover 82–89 %, with 0.5 70–76 %. The season's interval holds where the season is clear.

    Args:
        counts: one per period, in order.
        exposure: what each count is per, such as the days of the month; the same for all when left out.
        periods_per_year: y: 12 months, 52.18 weeks or 365.25 days; None takes no season.
        harmonics: how many waves the season is made of; 0 takes no season.
        level: the intervals' confidence.

    Raises:
        UnfitData: `not_counts`, `shape`, `not_numbers`, `not_positive`, `not_whole`, `too_many` (waves),
            `level`, `too_few` (fewer than 10 periods more than the model has columns), or `not_identifiable`
            (all zero, or zero in a whole season).

    Source: McCullagh and Nelder (1989), Generalized Linear Models, 2nd ed., chapters 6 and 9; Stolwijk,
    Straatman and Zielhuis (1999), Journal of Epidemiology and Community Health 53, 235–238 (season).
    """
    y = series(counts)
    per = checks.exposure(exposure, (len(y),))
    year = periods_of_year(periods_per_year)
    waves, confidence = harmonics_of(harmonics, year), checks.level(level)
    columns = design(np.arange(len(y), dtype=float), len(y), year, waves)
    enough(len(y), columns.shape[1])
    fit = fit_counts(y, columns, per)
    spread = spread_of(y, fit)
    reach = float(stdtrit(fit.degrees, (1 + confidence) / 2))
    turn = (year or 1) / len(y)
    slope, error = fit.coefficients[1] * turn, sqrt(spread * fit.covariance[1, 1]) * turn
    low, high = slope - reach * error, slope + reach * error
    p = 2 * float(stdtr(fit.degrees, -abs(slope) / error))
    told = Change(_exp(slope), _exp(low), _exp(high), p, confidence)
    season = _season(fit, spread, year, waves, reach) if year and waves else None
    return Trend(told, season, spread, fit.degrees, confidence)


def series(counts: ArrayLike) -> NDArray[np.int64]:
    """One series of counts.

    Raises:
        UnfitData: `not_counts` or `shape`.
    """
    y = checks.counts(counts)
    if y.ndim != 1:
        raise checks.UnfitData("shape", "Antalen måste vara en enda serie, en period efter den andra.")
    return y


def spread_of(counts: NDArray[np.int64], fit: CountFit) -> float:
    """φ of a fitted series, at least 1."""
    y, fitted = counts[:, None].astype(float), fit.fitted[:, None]
    return max(1.0, float(pearson(y, fitted, np.ones(y.shape), fit.degrees)[0]))


def _season(fit: CountFit, spread: float, year: float, waves: int, reach: float) -> Season:
    beta, covariance = fit.coefficients[2:], spread * fit.covariance[2:, 2:]
    times = np.arange(3600) * year / 3600
    waved = seasonal_columns(times, year, waves)
    curve = waved @ beta
    top, bottom = int(curve.argmax()), int(curve.argmin())
    # At a peak the curve is level, so an error in when it comes does not change how high it is.
    apart = waved[top] - waved[bottom]
    height, error = float(curve[top] - curve[bottom]), sqrt(float(apart @ covariance @ apart))
    strength = float(beta @ np.linalg.solve(covariance, beta)) / len(beta)
    return Season(
        ratio=_exp(height),
        low=_exp(max(0.0, height - reach * error)),
        high=_exp(height + reach * error),
        peak=float(times[top]),
        trough=float(times[bottom]),
        p=float(fdtrc(len(beta), fit.degrees, strength)),
    )


def _exp(value: float) -> float:
    return exp(min(float(value), 700.0))


@dataclass(frozen=True)
class MannKendall:
    """Whether series go up or down, whatever the shape; each an array without the time axis.

    Args:
        s: pairs of times where the later is higher, less those where it is lower.
        variance: of `s` when order is chance, ties taken into account.
        tau: Kendall's τ_b, −1 to 1; 0 for a series that is the same all the time.
        z: s drawn one towards zero, over its standard deviation; 0 where that is 0.
        p: two-sided, from z.
    """

    s: NDArray[np.int64]
    variance: NDArray[np.float64]
    tau: NDArray[np.float64]
    z: NDArray[np.float64]
    p: NDArray[np.float64]


def mann_kendall(counts: ArrayLike) -> MannKendall:
    """Does each series tend to go one way over time, whatever its shape?

    S = Σ sign(xⱼ − xᵢ) over i < j; its variance is (n(n−1)(2n+5) − Σ t(t−1)(2t+5)) / 18 with the sizes t of the
    groups of equal values; z = (S ∓ 1) / √variance. It supposes that without a trend every order is as
    likely, so season is to be taken out first and series that drag on give too many finds. The p of the
    normal law is close from 10 times and up.

    Args:
        counts: time × anything; counts or other numbers, such as z-values.

    Raises:
        UnfitData: `not_numbers`, or `too_few` (fewer than 3 times).

    Source: Mann (1945), Econometrica 13, 245–259; Kendall (1975), Rank Correlation Methods, 4th ed.
    """
    values = checks.numbers(counts, name="serierna")
    if values.ndim == 0 or len(values) < 3:
        raise checks.UnfitData("too_few", "En riktning över tid behöver minst tre tidpunkter.")
    n = len(values)
    s = np.zeros(values.shape[1:], dtype=np.int64)
    for lag in range(1, n):
        later, earlier = values[lag:], values[:-lag]
        s += np.count_nonzero(later > earlier, axis=0)
        s -= np.count_nonzero(later < earlier, axis=0)
    size = _tied(values)
    variance = (n * (n - 1) * (2 * n + 5) - ((size - 1) * (2 * size + 5)).sum(axis=0)) / 18
    pairs = n * (n - 1) / 2
    untied = pairs - (size - 1).sum(axis=0) / 2
    tau = np.divide(s, np.sqrt(pairs * untied), out=np.zeros(s.shape), where=untied > 0)
    drawn = np.sign(s) * np.maximum(np.abs(s) - 1, 0)
    z = np.divide(drawn, np.sqrt(variance), out=np.zeros(s.shape), where=variance > 0)
    return MannKendall(s, variance, tau, z, 2 * ndtr(-np.abs(z)))


def _tied(values: NDArray[np.float64]) -> NDArray[np.int64]:
    """How many values of its series equal each value, itself included; in sorted order."""
    ordered = np.sort(values, axis=0)
    place = np.arange(len(values)).reshape(-1, *(1,) * (values.ndim - 1))
    changes = ordered[1:] != ordered[:-1]
    edge = np.ones((1, *values.shape[1:]), dtype=bool)
    first = np.maximum.accumulate(np.where(np.concatenate([edge, changes]), place, 0), axis=0)
    last = np.where(np.concatenate([changes, edge]), place, len(values))
    last = np.minimum.accumulate(last[::-1], axis=0)[::-1]
    told: NDArray[np.int64] = last - first + 1
    return told
