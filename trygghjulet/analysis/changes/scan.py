"""Is a run of weeks, the busiest of a whole series, busier than chance would make some run?"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import gammaln as log_gamma, pdtr, pdtrc, xlogy

from trygghjulet.analysis import checks


@dataclass(frozen=True)
class BusiestRun:
    """The run of periods that holds most.

    Args:
        first, last: its first and last period, counted from 0; the earliest of several alike.
        count: what it holds.
        expected: what a run of that length holds on average.
        p: how likely it is that chance alone fills any run so much; None when nothing happened.
    """

    first: int
    last: int
    count: int
    expected: float
    p: float | None


def busiest_run(counts: ArrayLike, periods: int) -> BusiestRun:
    """Does the busiest run of so many periods in a row hold more than chance would bring together?

    The p is `scan_p` with the series' own mean, which supposes that incidents come independently at an even
    rate: take out season first, or look at a part of the year. Naus' formula lets a run begin at any
    moment; here runs begin where a period does, so the p is somewhat too large, never too small.

    Args:
        counts: one per period, in order.
        periods: how many periods in a row make a run.

    Raises:
        UnfitData: `not_counts`, `shape`, `not_whole`, `too_many` (as `scan_p`), or `too_few` (fewer than three
            runs fit in the series).

    Source: Naus (1982), Journal of the American Statistical Association 77, 177–183.
    """
    y = checks.counts(counts)
    length = checks.whole(periods, least=1, name="Antalet perioder i följd")
    if y.ndim != 1:
        raise checks.UnfitData("shape", "Antalen måste vara en enda serie, en period efter den andra.")
    if len(y) < 3 * length:
        raise checks.UnfitData(
            "too_few", f"{len(y)} perioder räcker inte; det behövs minst {3 * length} för {length} i följd."
        )
    held = np.convolve(y, np.ones(length, dtype=np.int64), mode="valid")
    first = int(held.argmax())
    count, expected = int(held[first]), float(y.mean()) * length
    p = scan_p(count, expected, len(y) / length) if count else None
    return BusiestRun(first, first + length - 1, count, expected, p)


def scan_p(count: int, expected: float, windows: float) -> float:
    """How likely it is that a window moved along a Poisson process somewhere holds at least so many incidents.

    1 − Q₂ · (Q₃ / Q₂)^(L − 2), where Q₂ and Q₃ are the exact probabilities that it doesn't within two and three
    window lengths, and L is how many lengths there are in all. An approximation, to about two digits.

    Args:
        count: incidents in the fullest window.
        expected: how many a window holds on average.
        windows: L, how many windows long the whole is, at least 2.

    Raises:
        UnfitData: `not_counts`, `not_positive` or `too_many` (over a thousand million in a window).

    Source: Naus (1982), Journal of the American Statistical Association 77, 177–183, formulas 3.2 and 3.4.
    """
    k = checks.count(count)
    mean = checks.positive(expected, name="Det väntade antalet")
    length = checks.positive(windows, name="Antalet fönster")
    if length < 2:
        raise checks.UnfitData("not_positive", f"Antalet fönster måste vara minst 2, inte {windows}.")
    if k <= 1:
        return 1.0 if k == 0 else float(-np.expm1(-mean * length))
    if k > _FARTHEST and k > 2 * mean:
        return 0.0
    if k > _MOST:
        raise checks.UnfitData("too_many", f"{k} händelser i en följd är för många för att räkna på.")
    if k < mean - _reach(mean):
        return 1.0
    two, three = _quiet(k, mean)
    if two <= 0 or three <= 0:
        return 1.0
    # Far out the formula drowns in rounding; then no window is fuller than so many single ones may be.
    least = float(pdtrc(k - 1, mean))
    return min(1.0, max(least, -float(np.expm1(np.log(two) + (length - 2) * np.log(min(1.0, three / two))))))


_FARTHEST, _MOST = 10**6, 10**9


def _reach(mean: float) -> float:
    """How far from its mean a count is never seen."""
    return 40 * float(np.sqrt(mean)) + 40


def _quiet(k: int, mean: float) -> tuple[float, float]:
    """Q₂ and Q₃: no window holds k or more within two, and three, lengths."""

    def at(n: np.ndarray | int) -> np.ndarray:
        return np.where(
            np.asarray(n) >= 0, np.exp(xlogy(n, mean) - mean - log_gamma(np.maximum(n, 0) + 1.0)), 0.0
        )

    def below(n: np.ndarray | int) -> np.ndarray:
        return np.where(np.asarray(n) >= 0, pdtr(np.maximum(n, 0), mean), 0.0)

    two = below(k - 1) ** 2 - (k - 1) * at(k) * at(k - 2) - (k - 1 - mean) * at(k) * below(k - 3)
    first = 2 * at(k) * below(k - 1) * ((k - 1) * below(k - 2) - mean * below(k - 3))
    second = (
        at(k) ** 2
        / 2
        * ((k - 1) * (k - 2) * below(k - 3) - 2 * (k - 2) * mean * below(k - 4) + mean**2 * below(k - 5))
    )
    # Where 2k − r is never seen there is nothing to add.
    nearest = max(1, int(2 * k - mean - _reach(mean)))
    r = np.arange(nearest, k)
    third = (at(2 * k - r) * below(r - 1) ** 2).sum()
    r = np.arange(max(2, nearest), k)
    fourth = (at(2 * k - r) * at(r) * ((r - 1) * below(r - 2) - mean * below(r - 3))).sum()
    return float(two), float(below(k - 1) ** 3 - first + second + third - fourth)
