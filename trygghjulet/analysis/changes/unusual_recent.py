"""What is unusual now, when the level moves and there is too little behind to know trend and season?"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trygghjulet.analysis import checks
from trygghjulet.analysis.counting.overdispersion import degrees_left
from trygghjulet.analysis.counting.predictive import Predictive
from trygghjulet.analysis.multiple import benjamini_hochberg

_Floats = NDArray[np.float64]

#: The longest stretch that a level is taken over, and the one that a share of the whole is.
_LONG: Final = 26
#: The first period that is foretold has so many behind it.
_FIRST: Final = 8
#: At most so many of the latest periods are foretold to see how far off that is.
_TESTED: Final = 52
#: Fewer foretold periods than this tell too little.
_FEWEST_TESTED: Final = 7
#: A series with fewer than this in its long stretch tells nothing of what is usual.
_FEWEST_INCIDENTS: Final = 5
#: Another way of foretelling than the plain one is taken only where its deviance is less by so many φ.
_BETTER: Final = 6.0
#: A series' own φ is weighed together with its group's as if that rested on so many periods, where others give them.
_COMMON: Final = 50
_PER_SERIES: Final = 3
#: Nothing is foretold to be less than this.
_LEAST: Final = 0.15
#: A line that goes down is not followed below this share of the level.
_FLOOR: Final = 0.3
_TIMES: Final = 3
_PLAIN: Final = "own26"


@dataclass(frozen=True)
class UnusualRecent:
    """The last period of each series held against what was foretold of it; one element per series.

    Attributes:
        counts: what the last period held.
        expected: what was foretold; not-a-number where nothing can be told.
        p: how likely at least so many are, the series on its own; 1 where nothing can be told.
        adjusted: p corrected for all series that could be told; an alarm is at most alpha.
        tripled: the p that three times what is expected would have; where it is large, not even that would show.
        overdispersion: φ of what is foretold, at least 1; not-a-number where nothing can be told.
        told: where something can be told.
        baseline: which way of foretelling the group's own past spoke for; empty where nothing can be told.
        alpha: the accepted share of false alarms.
    """

    counts: NDArray[np.int64]
    expected: _Floats
    p: _Floats
    adjusted: _Floats
    tripled: _Floats
    overdispersion: _Floats
    told: NDArray[np.bool_]
    baseline: str
    alpha: float


def unusual_recent(counts: ArrayLike, *, alpha: float = 0.1) -> UnusualRecent:
    """Which series of a group hold unusually many incidents in the last period, with as little as 15 periods behind.

    Every period behind but the first eight is foretold, one step ahead, in several ways: by the series' own mean of
    the latest 26, 12 or 6 periods, by a line through its latest 12, or by its share of the group's whole, whose level
    is that of the latest 4 periods or a line through the latest 8 or 12. The way that erred least over the whole
    group foretells the last period too; another than the mean of 26 is taken only where its deviance is less by 6 φ.
    How far it was off gives φ: a mean of own and common squared errors, the common one growing with the mean as
    the group's do. So a level that moves, a season that is not known yet or unsteady reporting make what is foretold
    follow, or the demand larger, instead of making alarms. p is that of a negative binomial mixed over the doubt
    about φ.

    It supposes that the series of a group belong together, such as the places of a city, and that the near future
    errs as the near past did. A change that comes at once and to all is seen as unusual, whatever it came from.

    Args:
        counts: time × series of one group; the last row is the one that is judged.
        alpha: the accepted share of false alarms among all that is pointed out.

    Returns:
        Nothing can be told with fewer than 15 periods behind, or of series with fewer than 5 incidents in the
        latest 26.

    Raises:
        UnfitData: `not_counts`, `shape`, `not_numbers`, `level`, or `too_few` (no period before the last).

    Source: Noufaily et al. (2013), Statistics in Medicine 32, 1206–1222 (counts beside a baseline of their own);
    Dawid (1984), Journal of the Royal Statistical Society A 147, 278–292 (judged by one-step forecasts);
    Benjamini and Hochberg (1995).
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
    rate = checks.level(alpha)
    series, now = y.shape[1], len(y) - 1
    expected, spread = np.full(series, np.nan), np.full(series, np.nan)
    p, tripled, adjusted = np.ones(series), np.ones(series), np.ones(series)
    first = max(_FIRST, now - _TESTED)
    told = (y[:-1][-_LONG:].sum(axis=0) >= _FEWEST_INCIDENTS) & (now - first >= _FEWEST_TESTED)
    chosen = ""
    if told.any():
        kept = y[:, told].astype(float)
        chosen, mean = _best(kept, first)
        expected[told] = mean[now]
        spread[told], degrees = _spread(kept, mean, first)
        law = Predictive(np.log(mean[now]), np.zeros(len(degrees)), spread[told], degrees)
        p[told] = law.at_least(kept[now])
        tripled[told] = law.at_least(np.ceil(_TIMES * mean[now]))
        adjusted[told] = benjamini_hochberg(p[told])
    return UnusualRecent(y[-1].copy(), expected, p, adjusted, tripled, spread, told, chosen, rate)


def _best(y: _Floats, first: int) -> tuple[str, _Floats]:
    """The way of foretelling that erred least from the period `first` until the last but one, and what it says."""
    now = len(y) - 1
    ways = {name: np.maximum(mean, _LEAST) for name, mean in _ways(y).items()}
    plain = ways[_PLAIN][first:now]
    scale = max(1.0, float(np.median(((y[first:now] - plain) ** 2 / plain).mean(axis=0))))
    errs = {
        name: _deviance(y[first:now], mean[first:now]) + (0.0 if name == _PLAIN else _BETTER * scale)
        for name, mean in ways.items()
    }
    chosen = min(errs, key=errs.__getitem__)
    return chosen, ways[chosen]


def _ways(y: _Floats) -> dict[str, _Floats]:
    """What each way foretells of every period from those before it."""
    whole = y.sum(axis=1, keepdims=True)
    own = {n: _mean(y, n) for n in (_LONG, 12, 6)}
    level = {n: _mean(whole, n) for n in (_LONG, 6, 4)}
    share = own[_LONG] / np.maximum(level[_LONG], 1e-9)
    line = {n: _line(whole, n, level[_LONG]) for n in (8, 12)}
    lowest = _FLOOR * level[6]
    ways = {f"own{n}": mean for n, mean in own.items()}
    ways["own_line12"] = np.maximum((_line(y, 12, own[_LONG]) + own[6]) / 2, _FLOOR * own[12])
    for name, whole_level in (
        ("share4", level[4]),
        ("share_line8", line[8]),
        ("share_line12", line[12]),
        ("share_half_line8", (line[8] + level[4]) / 2),
    ):
        ways[name] = share * np.maximum(whole_level, lowest)
    return ways


def _mean(y: _Floats, n: int) -> _Floats:
    """For each period the mean of the `n` before it, or of as many as there are."""
    summed = np.vstack([np.zeros((1, y.shape[1])), np.cumsum(y, axis=0)])
    at = np.arange(len(y))
    begin = np.maximum(0, at - n)
    mean: _Floats = (summed[at] - summed[begin]) / np.maximum(1, at - begin)[:, None]
    return mean


def _line(y: _Floats, n: int, otherwise: _Floats) -> _Floats:
    """For each period where a line through the `n` before it leads; `otherwise` where there are fewer."""
    x = np.arange(n) - (n - 1) / 2
    weight = 1 / n + x * ((n + 1) / 2) / (x @ x)
    told = otherwise.copy()
    if len(y) > n:
        window = np.lib.stride_tricks.sliding_window_view(y, n, axis=0)[: len(y) - n]
        told[n:] = window @ weight
    return told


def _deviance(y: _Floats, mean: _Floats) -> float:
    logged = y * np.log(np.where(y > 0, y, 1.0) / mean)
    return float(2 * (np.where(y > 0, logged, 0.0) - (y - mean)).sum())


def _spread(y: _Floats, mean: _Floats, first: int) -> tuple[_Floats, _Floats]:
    """φ of what is foretold of the last period, and how many normal deviations it rests on."""
    now = len(y) - 1
    at = np.arange(first, now)
    # With few periods behind, what was foretold was less sure than it is now.
    sureness = ((1 + 1 / min(_LONG, now)) / (1 + 1 / np.minimum(_LONG, at)))[:, None]
    errors = (y[first:now] - mean[first:now]) ** 2 / mean[first:now] * sureness
    base, slope = _common(errors, mean[first:now])
    common = base + slope * mean[now]
    own = errors.mean(axis=0) * common / (base + slope * mean[first:now]).mean(axis=0)
    tested = now - first
    lent = min(float(_COMMON), tested * (y.shape[1] - 1) / _PER_SERIES)
    spread: _Floats = np.maximum(1.0, (tested * own + lent * common) / (tested + lent))
    degrees = degrees_left(mean[first:now], spread, tested) * (tested + lent) / tested
    return spread, degrees


def _common(errors: _Floats, mean: _Floats) -> tuple[float, float]:
    """The group's squared errors, in means, as a line: at least 1, and growing with the mean."""
    apart = mean - mean.mean()
    slope = max(0.0, float((apart * errors).sum() / max(float((apart**2).sum()), 1e-9)))
    base = float(errors.mean() - slope * mean.mean())
    if base < 1:
        return 1.0, max(0.0, float((errors.mean() - 1) / mean.mean()))
    return base, slope
