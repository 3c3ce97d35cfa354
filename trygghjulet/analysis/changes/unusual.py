"""What is unusual this week, when many series are looked at and few false alarms are wanted?"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

from trygghjulet.analysis import checks
from trygghjulet.analysis.changes.change import Verdict
from trygghjulet.analysis.counting.negative_binomial import at_least
from trygghjulet.analysis.counting.overdispersion import FEWEST_DEGREES, degrees_left, pearson
from trygghjulet.analysis.counting.predictive import Predictive
from trygghjulet.analysis.counting.regression import fit_series
from trygghjulet.analysis.counting.seasons import design, harmonics_of, periods_of_year
from trygghjulet.analysis.multiple import benjamini_hochberg, holm

# A residual larger than this is taken for a past outbreak (Noufaily et al. 2013).
_OUTBREAK = 2.58
_SMALLEST = 1e-300
_FEWEST_PER_COLUMN = 10
_FEWEST_INCIDENTS = 5


class Side(StrEnum):
    """Which surprises are looked for."""

    MORE = "more"
    FEWER = "fewer"
    EITHER = "either"


class Hold(StrEnum):
    """What is held below alpha over all series: the expected share of false alarms among the alarms
    (Benjamini and Hochberg), or the probability of any false alarm at all (Holm).
    """

    FALSE_DISCOVERY_RATE = "false_discovery_rate"
    FAMILY_WISE = "family_wise"


@dataclass(frozen=True)
class Unusual:
    """The last period of each series held against its history; one element per series.

    Args:
        counts: what the last period held.
        expected: what the history gives reason to expect; not-a-number where nothing can be told.
        low, high: between which a count is as usual, ends included, each series on its own at 1 − alpha; 0 or
            infinite on a side that is not looked at; not-a-number where nothing can be told.
        p: how likely a count at least as surprising is, the series on its own; 1 where nothing can be told.
        adjusted: p corrected for all series that could be told; an alarm is at most alpha.
        overdispersion: φ of each history, at least 1; not-a-number where nothing can be told.
        told: where something can be told.
        alpha: the accepted rate of false alarms.
        hold: which rate that is.
    """

    counts: NDArray[np.int64]
    expected: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    p: NDArray[np.float64]
    adjusted: NDArray[np.float64]
    overdispersion: NDArray[np.float64]
    told: NDArray[np.bool_]
    alpha: float
    hold: Hold

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """For each series whether it is unusually high, unusually low, or neither can be told."""
        alarm = self.told & (self.adjusted <= self.alpha)
        high = alarm & (self.counts > self.expected)
        return tuple(
            Verdict.INCREASE if up else Verdict.DECREASE if rang else Verdict.CANNOT_BE_TOLD
            for up, rang in zip(high.tolist(), alarm.tolist(), strict=True)
        )


def unusual(
    counts: ArrayLike,
    exposure: ArrayLike | None = None,
    *,
    side: Side = Side.MORE,
    hold: Hold = Hold.FALSE_DISCOVERY_RATE,
    periods_per_year: float | None = 365.25 / 7,
    harmonics: int = 1,
    alpha: float = 0.05,
) -> Unusual:
    """Which series (areas, categories or both) hold unusually many or few incidents in the last period?

    Each series' earlier periods are fitted with level, trend and season (quasi-Poisson). Past outbreaks are
    given less weight: 1/s² where a count is as rare as a normal deviation s above 2.58 (so skewed counts lose no
    more than others), and the model is fitted again. A
    series with fewer than 10 incidents per column of the model is given a level only. p is that of a negative
    binomial count with variance φ · mean, mixed over the doubt about mean and φ, and is doubled (at most 1)
    when both sides are looked at. The p of all series are then corrected together, so that the rate asked
    for is held over everything that was looked at.

    It supposes that history repeats itself but for a steady trend, and that series depend on each other
    positively or not at all (for the false discovery rate). With nothing unusual in 50 series, some 5 % of
    weeks or fewer bring any alarm (6–7 % with φ 4), as long as counts vary as a negative
    binomial; longer tails bring alarms, in 10–20 % of weeks for lognormal Poisson counts, most of them in series of
    few incidents. One doubling is seen in 96 % when what is expected is 37 · φ.

    Args:
        counts: time × series; the last row is the one that is judged.
        exposure: what each period's counts are per, such as its days; the same for all when left out.
        side: whether many, few or both are looked for; few are seen only where many are usual.
        hold: which rate of false alarms is held below alpha.
        periods_per_year: 52.18 weeks, 12 months or 365.25 days; None takes no season.
        harmonics: how many waves the season is made of.
        alpha: the accepted rate of false alarms over all series.

    Returns:
        Nothing can be told of series that hold fewer than 5 incidents, or of any where the history is shorter
        than two years of a season or than 10 periods more than the model has columns.

    Raises:
        UnfitData: `not_counts`, `shape`, `not_numbers`, `not_positive`, `not_whole`, `too_many` (waves),
            `level`, `side`, `hold`, or `too_few` (no period before the last).

    Source: Farrington et al. (1996), Journal of the Royal Statistical Society A 159, 547–563; Noufaily et al.
    (2013), Statistics in Medicine 32, 1206–1222; Dunn and Smyth (1996), Journal of Computational and
    Graphical Statistics 5, 236–244 (residuals); Benjamini and Hochberg (1995); Holm (1979).
    """
    y = checks.counts(counts)
    if y.ndim != 2:
        raise checks.UnfitData(
            "shape", "Antalen måste vara en tabell med en rad per period och en kolumn per serie."
        )
    if len(y) < 2:
        raise checks.UnfitData(
            "too_few", "Det som bedöms behöver en historik: minst en period före den sista."
        )
    per = checks.exposure(exposure, (len(y),))
    sought = checks.choice(side, Side, name="Det som söks")
    held = checks.choice(hold, Hold, name="Felfrekvensen som hålls")
    year = periods_of_year(periods_per_year)
    waves, rate = harmonics_of(harmonics, year), checks.level(alpha)
    past = y[:-1].astype(float)
    columns = design(np.arange(len(y), dtype=float), len(past), year, waves)
    total = past.sum(axis=0)
    short = len(past) < columns.shape[1] + FEWEST_DEGREES or (waves > 0 and len(past) < 2 * (year or 0))
    rich = total >= _FEWEST_PER_COLUMN * columns.shape[1]
    result = _Told.none(y.shape[1])
    for chosen, model in ((rich, columns), (~rich & (total >= _FEWEST_INCIDENTS), columns[:, :1])):
        if chosen.any() and not short:
            result.fill(np.flatnonzero(chosen), y, model, per, side=sought, alpha=rate)
    adjusted = np.ones(y.shape[1])
    correct = benjamini_hochberg if held is Hold.FALSE_DISCOVERY_RATE else holm
    adjusted[result.told] = correct(result.p[result.told])
    return Unusual(
        counts=y[-1].copy(),
        expected=result.expected,
        low=result.low,
        high=result.high,
        p=result.p,
        adjusted=adjusted,
        overdispersion=result.overdispersion,
        told=result.told,
        alpha=rate,
        hold=held,
    )


@dataclass
class _Told:
    """What has been told so far, filled model by model."""

    expected: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    p: NDArray[np.float64]
    overdispersion: NDArray[np.float64]
    told: NDArray[np.bool_]

    @classmethod
    def none(cls, series: int) -> _Told:
        nothing = [np.full(series, np.nan) for _ in range(4)]
        return cls(
            nothing[0], nothing[1], nothing[2], np.ones(series), nothing[3], np.zeros(series, dtype=bool)
        )

    def fill(
        self,
        chosen: NDArray[np.intp],
        counts: NDArray[np.int64],
        model: NDArray[np.float64],
        exposure: NDArray[np.float64],
        *,
        side: Side,
        alpha: float,
    ) -> None:
        """Judge some series with one model."""
        history, now = model[:-1], model[-1]
        past = counts[:-1].astype(float)
        weight = np.ones((len(past), len(chosen)))
        fits = fit_series(past[:, chosen], history, exposure[:-1], weight)
        chosen, weight = chosen[fits.settled], weight[:, fits.settled]
        kept = past[:, chosen]
        fitted = fits.fitted[:, fits.settled]
        spread = np.maximum(1.0, pearson(kept, fitted, weight, fits.degrees))
        weight = _less_for_outbreaks(kept, fitted, spread)
        fits = fit_series(kept, history, exposure[:-1], weight)
        spread = np.maximum(1.0, pearson(kept, fits.fitted, weight, fits.degrees))
        good = fits.settled
        chosen = chosen[good]
        log_mean = now @ fits.coefficients[:, good] + np.log(exposure[-1])
        variance = np.einsum("i,sij,j->s", now, fits.covariance[good], now)
        degrees = degrees_left(fits.fitted[:, good], spread[good], fits.degrees)
        law = Predictive(log_mean, variance, spread[good], degrees)
        count = counts[-1, chosen].astype(float)
        more, fewer = law.at_least(count), law.at_most(count)
        outside = alpha / 2 if side is Side.EITHER else alpha
        low, high = law.interval(outside)
        self.expected[chosen] = np.exp(np.clip(log_mean, -300, 30))
        self.overdispersion[chosen] = spread[good]
        self.low[chosen] = 0.0 if side is Side.MORE else low
        self.high[chosen] = np.inf if side is Side.FEWER else high
        both = np.minimum(1.0, 2 * np.minimum(more, fewer))
        self.p[chosen] = {Side.MORE: more, Side.FEWER: fewer, Side.EITHER: both}[side]
        self.told[chosen] = True


def _less_for_outbreaks(
    counts: NDArray[np.float64], fitted: NDArray[np.float64], spread: NDArray[np.float64]
) -> NDArray[np.float64]:
    """1/s² for residuals s above 2.58, scaled so that the weights of a series add up to its length."""
    residual = -ndtri(np.maximum(at_least(counts, fitted, spread), _SMALLEST))
    weight = 1 / np.maximum(np.where(residual > _OUTBREAK, residual, 1.0), 1.0) ** 2
    told: NDArray[np.float64] = weight * len(counts) / weight.sum(axis=0)
    return told
