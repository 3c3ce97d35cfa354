"""How hot spots come and go: squares sorted by when they have been hot and whether they are getting hotter."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr

from trygghjulet.analysis import checks
from trygghjulet.analysis.changes.trend import mann_kendall
from trygghjulet.analysis.hotspots import draws
from trygghjulet.analysis.hotspots.hotspots import FLOOR
from trygghjulet.analysis.hotspots.neighbourhoods import box_sum, enough
from trygghjulet.analysis.multiple import benjamini_hochberg

FEWEST_PERIODS = 8
MOST_OF_THE_TIME = 0.9


class Pattern(StrEnum):
    """The course that a square has taken; the same words serve hot and cold."""

    NONE = "none"
    NEW = "new"
    CONSECUTIVE = "consecutive"
    INTENSIFYING = "intensifying"
    PERSISTENT = "persistent"
    DIMINISHING = "diminishing"
    SPORADIC = "sporadic"
    OSCILLATING = "oscillating"
    HISTORICAL = "historical"


@dataclass(frozen=True)
class Emerging:
    """The course of every square; the last two axes are rows × columns.

    Args:
        z: Gi* in space and time, periods × rows × columns; not-a-number outside the footprint.
        hot, cold: significant in that period, periods × rows × columns.
        trend: standard deviations of Mann and Kendall's S for what the square and its neighbours hold, period by
            period; not-a-number outside.
        trend_p: two-sided, from the normal curve.
        hot_pattern, cold_pattern: a `Pattern` per square, as text.
        radius: how many squares away a neighbour may be.
        alpha: the false discovery rate that was accepted, and the level of the trend's test.
    """

    z: NDArray[np.float64]
    hot: NDArray[np.bool_]
    cold: NDArray[np.bool_]
    trend: NDArray[np.float64]
    trend_p: NDArray[np.float64]
    hot_pattern: NDArray[np.str_]
    cold_pattern: NDArray[np.str_]
    radius: int
    alpha: float


def emerging(counts: ArrayLike, mask: NDArray[np.bool_], radius: int = 1, alpha: float = 0.05) -> Emerging:
    """How each square has been hot or cold over the periods, and whether it is getting hotter.

    A square's neighbourhood is the squares at most `radius` rows and columns away, itself included, in the same
    period and the one before. It is judged as in `gi_star` among all squares of all periods, with the exact
    probability and with false finds held to `alpha` over the whole cube. Mann and Kendall's test tells whether what
    the square and its neighbours hold rises or falls from period to period; it is told for each square by itself,
    so among squares without any trend one in twenty seems to have one. `classify` then gives the words.

    Args:
        counts: whole numbers, periods × rows × columns, oldest first, periods of equal length.
        mask: the footprint, rows × columns.
        radius: 1 is the eight nearest squares.
        alpha: the accepted share of false finds among hot (and among cold) squares of all periods.

    Raises:
        UnfitData: `not_counts`, `shape`, `not_mask`, `level`, `not_whole`, `too_few` (fewer than 8 periods, or
            incidents or squares as in `gi_star`), `no_variation` or `too_much`.

    Source: Getis–Ord as in `gi_star`; Mann (1945), Econometrica 13, 245–259; the classes as Esri describes them
    for its Emerging Hot Spot Analysis.
    """
    cube = checks.counts(counts)
    if cube.ndim != 3:
        raise checks.UnfitData("shape", "Antalen måste vara en tabell med perioder, rader och kolumner.")
    footprint = checks.footprint(mask, cube.shape[1:])
    accepted = checks.level(alpha)
    reach = min(checks.whole(radius, least=1, name="Radien"), max(footprint.shape, default=1))
    if len(cube) < FEWEST_PERIODS:
        raise checks.UnfitData(
            "too_few", f"Det behövs minst {FEWEST_PERIODS} perioder för att se ett förlopp, inte {len(cube)}."
        )
    values = cube[:, footprint]
    enough(values.ravel())
    near = box_sum(np.where(footprint, cube, 0), reach)[:, footprint]
    # Each period by itself: neighbourhoods that overlap in time would follow each other and look like a trend.
    trend = mann_kendall(near)
    many = np.tile(box_sum(footprint.astype(np.int64), reach)[footprint], (len(cube), 1))
    near[1:], many[1:] = near[1:] + near[:-1], many[1:] + many[:-1]
    z = _z(values, near, many)
    high, low = draws.tails(values.ravel(), many.ravel(), near.ravel())
    hot = _found(high, accepted, values.shape) & (z > 0)
    cold = _found(low, accepted, values.shape) & (z < 0)
    hot_words = classify(hot, cold, trend.z, alpha=accepted)
    cold_words = classify(cold, hot, -trend.z, alpha=accepted)
    return Emerging(
        z=_spread_out(z, footprint, np.nan),
        hot=_spread_out(hot, footprint, False),
        cold=_spread_out(cold, footprint, False),
        trend=_spread_out(trend.z, footprint, np.nan),
        trend_p=_spread_out(2 * ndtr(-np.abs(trend.z)), footprint, np.nan),
        hot_pattern=_spread_out(hot_words, footprint, Pattern.NONE.value),
        cold_pattern=_spread_out(cold_words, footprint, Pattern.NONE.value),
        radius=reach,
        alpha=accepted,
    )


def classify(hot: ArrayLike, cold: ArrayLike, trend: ArrayLike, alpha: float = 0.05) -> NDArray[np.str_]:
    """The course of each square in one word; for cold courses give cold, hot and the trend with its sign changed.

    With *mostly* for hot in at least 90 % of the periods:

    - new: hot in the last period and never before;
    - consecutive: hot in one unbroken run of at least two periods up to the last, never before, and not mostly;
    - intensifying, persistent, diminishing: mostly, and in the last period, with a rising trend, without one, with a
      falling one;
    - oscillating: hot in the last period, not mostly, and cold at some time;
    - sporadic: hot in the last period and now and then before, not mostly, never cold;
    - historical: mostly, but not in the last period;
    - none: everything else.

    Args:
        hot, cold: true and false, periods × squares (of any shape).
        trend: standard deviations of the trend's statistic, one per square.
        alpha: the two-sided level at which the trend counts as one.

    Returns:
        A `Pattern` per square, as text.

    Raises:
        UnfitData: `not_mask`, `shape`, `level`, `not_numbers` or `too_few` (no periods).

    Source: the classes as Esri describes them for its Emerging Hot Spot Analysis.
    """
    heat = np.asarray(hot)
    heat = checks.footprint(heat, heat.shape, name="heta")
    chill = checks.footprint(np.asarray(cold), heat.shape, name="kalla")
    if heat.ndim < 1 or len(heat) == 0:
        raise checks.UnfitData("too_few", "Det finns inga perioder.")
    slope = checks.numbers(trend, name="trenden")
    checks.shape(slope, heat.shape[1:], name="trend")
    moving = 2 * ndtr(-np.abs(slope)) <= checks.level(alpha)
    times, last = heat.sum(axis=0), heat[-1]
    run = np.logical_and.accumulate(heat[::-1], axis=0).sum(axis=0)
    mostly = times >= MOST_OF_THE_TIME * len(heat)
    words = np.select(
        [
            last & (times == 1),
            mostly & ~last,
            mostly & moving & (slope > 0),
            mostly & moving & (slope < 0),
            mostly,
            last & (run == times),
            last & chill.any(axis=0),
            last,
        ],
        [
            Pattern.NEW,
            Pattern.HISTORICAL,
            Pattern.INTENSIFYING,
            Pattern.DIMINISHING,
            Pattern.PERSISTENT,
            Pattern.CONSECUTIVE,
            Pattern.OSCILLATING,
            Pattern.SPORADIC,
        ],
        default=Pattern.NONE,
    )
    return words.astype(np.str_)


def _z(values: NDArray[np.int64], near: NDArray[np.int64], many: NDArray[np.int64]) -> NDArray[np.float64]:
    n, mean, deviation = values.size, values.mean(), values.std()
    spread = deviation * np.sqrt((n * many - many**2) / (n - 1))
    z: NDArray[np.float64] = np.zeros(values.shape)
    np.divide(near - many * mean, spread, out=z, where=spread > 0)
    return z


def _found(p: NDArray[np.float64], alpha: float, shape: tuple[int, ...]) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = (benjamini_hochberg(np.maximum(p, FLOOR)) <= alpha).reshape(shape)
    return found


def _spread_out(values: NDArray[np.generic], mask: NDArray[np.bool_], outside: object) -> NDArray[Any]:
    """Values of the footprint's squares, on the last axis, as rows × columns."""
    table = np.full((*values.shape[:-1], *mask.shape), outside, dtype=values.dtype)
    table[..., mask] = values
    return table
