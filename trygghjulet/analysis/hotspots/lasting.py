"""Which squares are hot year after year, and how well one year's hot squares foretell the next."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trygghjulet.analysis import checks
from trygghjulet.analysis.hotspots.hotspots import gi_star
from trygghjulet.analysis.multiple import benjamini_hochberg


@dataclass(frozen=True)
class YearToYear:
    """One year's hot squares held against the next year's incidents.

    Args:
        hot: how many squares were hot in the first year.
        still_hot: how many of them were hot the next year too.
        expected: how many would have been if the next year's hot squares lay anywhere in the footprint.
        share_of_count: the share of the next year's incidents that fell in them, 0–1; None when none were hot.
        pai: share_of_count / their share of the squares; None when none were hot. Unlike the year's own, it is
            not flattered by the choice.
    """

    hot: int
    still_hot: int
    expected: float
    share_of_count: float | None
    pai: float | None


@dataclass(frozen=True)
class Lasting:
    """Hot years of every square, rows × columns; outside the footprint 0 and not-a-number.

    Args:
        years_hot: in how many of the years the square was hot.
        p: the probability of at least so many if each year's hot squares lay anywhere in the footprint.
        q: the false discovery rate at which the square would be called lasting.
        lasting: q at most `alpha`, and hot in at least two years.
        from_year_to_year: each year against the next, one less than the years.
        years: how many years.
        alpha: the false discovery rate that was accepted, for hot and for lasting.
    """

    years_hot: NDArray[np.int64]
    p: NDArray[np.float64]
    q: NDArray[np.float64]
    lasting: NDArray[np.bool_]
    from_year_to_year: tuple[YearToYear, ...]
    years: int
    alpha: float


def lasting(counts: ArrayLike, mask: NDArray[np.bool_], radius: int = 1, *, alpha: float = 0.05) -> Lasting:
    """Where the hot squares of one year are hot in other years too.

    Each year is judged by itself with `gi_star`. If hₜ of the n squares are hot in year t, a square that has
    nothing to do with it is hot that year with probability hₜ/n, and the number of its hot years has the
    Poisson-binomial distribution; p is its upper tail.

    Limits: one place covers several squares that are hot together, so lasting squares come in groups, and their
    tests depend on each other in the positive way that the correction allows. It is a question of where, not of
    how many: a square can last while it cools.

    Args:
        counts: whole numbers, years × rows × columns, at least two years, oldest first.
        mask: the footprint, rows × columns.
        radius: 1 is the eight nearest squares.
        alpha: the accepted share of false finds.

    Raises:
        UnfitData: as `gi_star`, for a year that is not fit; `too_few` with fewer than two years.

    Source: the distribution: Wang (1993), Statistica Sinica 3, 295–312; next year's PAI: Chainey, Tompson and
    Uhlig (2008), Security Journal 21, 4–28.
    """
    cube = checks.counts(counts)
    if cube.ndim != 3:
        raise checks.UnfitData("shape", "Antalen måste vara en tabell med år, rader och kolumner.")
    years = len(cube)
    if years < 2:
        raise checks.UnfitData("too_few", "Det behövs minst två år för att se vad som varar.")
    footprint = checks.footprint(mask, cube.shape[1:])
    hot = np.stack([gi_star(year, footprint, radius, alpha=alpha).hot for year in cube])
    shares = hot[:, footprint].mean(axis=1)
    times = hot.sum(axis=0)
    p, q = np.full(footprint.shape, np.nan), np.full(footprint.shape, np.nan)
    p[footprint] = _at_least(shares)[times[footprint]]
    q[footprint] = benjamini_hochberg(p[footprint])
    with np.errstate(invalid="ignore"):
        found = footprint & (q <= alpha) & (times >= 2)
    pairs = tuple(
        _year_to_year(hot[year], hot[year + 1], np.where(footprint, cube[year + 1], 0), int(footprint.sum()))
        for year in range(years - 1)
    )
    return Lasting(times, p, q, found, pairs, years, alpha)


def _at_least(shares: NDArray[np.float64]) -> NDArray[np.float64]:
    """P(at least 0, 1, …, all) of independent events with these probabilities."""
    chance = np.ones(1)
    for share in shares:
        chance = np.append(chance * (1 - share), 0.0) + np.append(0.0, chance * share)
    return np.clip(np.cumsum(chance[::-1])[::-1], 0, 1)


def _year_to_year(
    hot: NDArray[np.bool_], hot_next: NDArray[np.bool_], counts_next: NDArray[np.int64], squares: int
) -> YearToYear:
    many = int(hot.sum())
    share = float(counts_next[hot].sum() / counts_next.sum()) if many else None
    return YearToYear(
        hot=many,
        still_hot=int((hot & hot_next).sum()),
        expected=many * int(hot_next.sum()) / squares,
        share_of_count=share,
        pai=None if share is None else share / (many / squares),
    )
