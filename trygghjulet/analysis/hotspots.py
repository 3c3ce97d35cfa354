"""Where there is more in a square and its neighbours than chance would put there: Getis and Ord's Gi*."""

from __future__ import annotations

from dataclasses import dataclass
from math import comb

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.fft import irfft, next_fast_len, rfft

from trygghjulet.analysis import checks
from trygghjulet.analysis.multiple import benjamini_hochberg

FEWEST_INCIDENTS = 20
FEWEST_CELLS = 30
FLOOR = 1e-12
"""p-values are never told smaller than this: the sums behind them are not exact beyond it."""

_MOST_WORK = 15_000_000  # complex numbers held at once, about 240 MB


@dataclass(frozen=True)
class GiStar:
    """Gi* of every square, rows × columns; outside the footprint not-a-number, and never hot.

    Args:
        z: standard deviations from what spatial randomness gives; unit-free.
        p: the exact probability of at least as many in the square and its neighbours, never below `FLOOR`.
        q: the false discovery rate at which the square would be called hot.
        hot: q at most `alpha` and z above zero.
        radius: how many squares away a neighbour may be.
        alpha: the false discovery rate that was accepted.
    """

    z: NDArray[np.float64]
    p: NDArray[np.float64]
    q: NDArray[np.float64]
    hot: NDArray[np.bool_]
    radius: int
    alpha: float


def gi_star(counts: ArrayLike, mask: NDArray[np.bool_], radius: int = 1, alpha: float = 0.05) -> GiStar:
    """Which squares, together with their neighbours, hold more than chance would put there.

    The neighbours of a square are the squares of the footprint at most `radius` rows and columns away, itself
    included; k of them (fewer along the edge) hold S. With n squares in the footprint, mean m and variance s²
    (divided by n), z = (S − k·m) / (s·√((n·k − k²)/(n − 1))). The p-value is exact: the probability that k
    squares drawn without replacement from the whole footprint hold at least S. No simulation and no normal
    curve, which is far too sure of itself with counts as uneven as crime. q follows Benjamini and Hochberg.

    Limits: the question is whether squares are alike, not whether people are at greater risk; pair it with
    rates. The answer depends on the size of squares and on the footprint. Points that are centres of
    regions must not be used.

    Args:
        counts: whole numbers, rows × columns.
        mask: the footprint, rows × columns.
        radius: 1 is the eight nearest squares.
        alpha: the accepted share of false finds among the hot squares.

    Raises:
        UnfitData: `not_counts`, `shape`, `level`, `radius`, `too_few` (fewer than 20 incidents or 30
            squares), `no_variation` (every square holds as many) or `too_much`.

    Source: Ord and Getis (1995), Geographical Analysis 27, 286–306; docs/methods/hotspots.md for the exact
    p-value.
    """
    table = checks.counts(counts)
    footprint = np.asarray(mask, dtype=bool)
    checks.shape(footprint, table.shape, name="mask")
    accepted = checks.level(alpha)
    if radius < 1:
        raise checks.UnfitData("radius", f"Radien måste vara minst en ruta, inte {radius}.")
    values = table[footprint]
    _enough(values)
    neighbours = _box_sum(footprint.astype(np.int64), radius)[footprint]
    held = _box_sum(np.where(footprint, table, 0), radius)[footprint]
    n, mean, deviation = len(values), values.mean(), values.std()
    spread = deviation * np.sqrt((n * neighbours - neighbours**2) / (n - 1))
    # Where every square is a neighbour of every other there is nothing to compare with.
    z = np.divide(held - neighbours * mean, spread, out=np.zeros(n), where=spread > 0)
    p = np.maximum(_draw_at_least(values, neighbours, held), FLOOR)
    q = benjamini_hochberg(p)
    return GiStar(
        _spread_out(z, footprint),
        _spread_out(p, footprint),
        _spread_out(q, footprint),
        _spread_out((q <= accepted) & (z > 0), footprint) == 1,
        radius,
        alpha,
    )


def _enough(values: NDArray[np.int64]) -> None:
    if values.sum() < FEWEST_INCIDENTS or len(values) < FEWEST_CELLS:
        raise checks.UnfitData(
            "too_few",
            f"Koncentrationer kan inte avgöras: underlaget har {values.sum()} händelser "
            f"i {len(values)} rutor, och det behövs "
            f"minst {FEWEST_INCIDENTS} händelser och {FEWEST_CELLS} rutor.",
        )
    if values.min() == values.max():
        raise checks.UnfitData(
            "no_variation", "Koncentrationer kan inte avgöras: alla rutor har lika många händelser."
        )


def _box_sum(table: NDArray[np.int64], radius: int) -> NDArray[np.int64]:
    """The sum over the square of side 2·radius + 1 around each element, by cumulative sums."""
    for axis in (0, 1):
        length = table.shape[axis]
        running = np.insert(np.cumsum(table, axis=axis), 0, 0, axis=axis)
        at = np.arange(length)
        upper, lower = np.minimum(at + radius + 1, length), np.maximum(at - radius, 0)
        table = running.take(upper, axis=axis) - running.take(lower, axis=axis)
    return table


def _draw_at_least(
    values: NDArray[np.int64], drawn: NDArray[np.int64], observed: NDArray[np.int64]
) -> NDArray[np.float64]:
    """P(the sum of `drawn` values taken without replacement ≥ `observed`), element by element.

    The ways to draw k values with sum S are the coefficient of t^S in e_k, the k-th elementary symmetric
    polynomial of t^v over all values v. At the m-th root of unity the j-th power sum is the Fourier
    transform of the histogram at frequency j·m, so Newton's identities, k·e_k = Σ (−1)^(j−1) e_(k−j) p_j,
    give the transform of every e_k at once. Each e_k is kept divided by the number of ways to draw k, so
    that it is the transform of a distribution.
    """
    most = int(drawn.max())
    length = next_fast_len(int(np.sort(values)[-most:].sum()) + 1, real=True)
    if (2 * most + 1) * (length // 2 + 1) > _MOST_WORK:
        raise checks.UnfitData(
            "too_much",
            "Antalen eller radien är för stora för en exakt beräkning. Välj mindre rutor eller radie.",
        )
    n = len(values)
    histogram = rfft(np.bincount(values, minlength=length).astype(float))
    frequency = np.arange(length // 2 + 1)
    power = [_at(histogram, j * frequency, length) for j in range(1, most + 1)]
    symmetric: list[NDArray[np.complex128]] = [np.ones(len(frequency), dtype=complex)]
    p = np.ones(n)
    for k in range(1, most + 1):
        total = np.zeros(len(frequency), dtype=complex)
        for j in range(1, k + 1):
            share = comb(n, k - j) / (k * comb(n, k))
            total += (-1) ** (j - 1) * share * symmetric[k - j] * power[j - 1]
        symmetric.append(total)
        mine = drawn == k
        if mine.any():
            chance = irfft(total, length)
            tail = np.cumsum(chance[::-1])[::-1]
            p[mine] = tail[observed[mine]]
    return np.clip(p, 0, 1)


def _at(half: NDArray[np.complex128], frequency: NDArray[np.int64], length: int) -> NDArray[np.complex128]:
    """A real signal's transform at any frequency, from the half that is stored."""
    wrapped = frequency % length
    mirrored = wrapped > length // 2
    found = half[np.where(mirrored, length - wrapped, wrapped)]
    return np.where(mirrored, found.conj(), found)


def _spread_out(values: NDArray[np.generic], mask: NDArray[np.bool_]) -> NDArray[np.float64]:
    table = np.full(mask.shape, np.nan)
    table[mask] = values
    return table
