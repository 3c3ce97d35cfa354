"""How likely a sum is when some of many counts are drawn at random: the exact distribution, without simulation."""

from __future__ import annotations

from collections.abc import Callable
from math import comb

import numpy as np
from numpy.typing import NDArray
from scipy.fft import irfft, next_fast_len, rfft

from trygghjulet.analysis.checks import UnfitData

Complex = NDArray[np.complex128]
Tail = Callable[[NDArray[np.int64], NDArray[np.int64]], NDArray[np.float64]]
"""How many are drawn and a sum, for each question: the probability beyond the sum when drawing from all."""

_MOST_SUMS = 2**16  # different sums told apart; beyond, work would grow with the counts
_MOST_HELD = 15_000_000  # complex numbers held at once, about 240 MB


def tails(
    values: NDArray[np.int64],
    drawn: NDArray[np.int64],
    observed: NDArray[np.int64],
    own: NDArray[np.int64] | None = None,
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """P(sum ≥ observed) and P(sum ≤ observed) when `drawn` of the values are taken without replacement.

    The ways to draw k values with sum S are the coefficient of t^S in e_k, the k-th elementary symmetric
    polynomial of t^v over all values v. At the m-th root of unity the j-th power sum is the Fourier transform
    of the histogram at frequency j·m, so Newton's identities, k·e_k = Σ (−1)^(j−1) e_(k−j) p_j, give the
    transform of every e_k at once. Each is kept divided by the number of ways to draw k, so that it is the
    transform of a distribution.

    Where a question leaves one value v out, P'_k(sum ≥ S) = (n·P_k(sum ≥ S) − k·P'_(k−1)(sum ≥ S − v)) / (n − k):
    what is drawn from all either has v in it or not. More than half of the values are never drawn: what is left
    behind is, and the tails change places.

    Where sums are larger than 2¹⁶, values are rounded down to whole steps, at most 2¹⁶ of them. A sum of k values
    then is less than k steps too low, and the tails are taken so much further in: a little too large, never too small.

    Args:
        values: whole numbers from 0, n of them, at least one.
        drawn: how many are drawn for each question.
        observed: the sum to be held against them.
        own: the value that is left out for each question; None to draw from all.

    Returns:
        Two probabilities for each question, exact to about 1e-14 (absolute) where sums are at most 2¹⁶.

    Raises:
        UnfitData: `too_much`, when so many are drawn that the sums can't be listed.
    """
    n, total = len(values), int(values.sum())
    left_out = np.zeros_like(observed) if own is None else own
    rest = n - drawn - (own is not None)
    flipped = rest < drawn
    taken = np.where(flipped, rest, drawn)
    goal = np.where(flipped, total - left_out - observed, observed)
    # What every value has in common is in every sum of as many.
    common = int(values.min())
    values, left_out, goal = values - common, left_out - common, goal - taken * common
    most = int(taken.max(initial=0))
    step = 1 + int(np.sort(values)[n - most :].sum()) // _MOST_SUMS
    values, left_out = values // step, left_out // step
    least, largest = goal, goal
    if step > 1:
        least, largest = -(-goal // step) - taken, goal // step
    length = next_fast_len(int(np.sort(values)[n - most :].sum()) + 1, real=True)
    if (2 * most + 1) * (length // 2 + 1) > _MOST_HELD:
        raise UnfitData("too_much", "Radien är för stor för en exakt beräkning. Välj en mindre radie.")
    chances = irfft(_symmetric(values, most, length), length, axis=-1)
    downwards = np.cumsum(chances[:, ::-1], axis=-1)[:, ::-1]
    upwards = np.cumsum(chances, axis=-1)

    def at_least(k: NDArray[np.int64], sums: NDArray[np.int64]) -> NDArray[np.float64]:
        return np.where(sums > 0, downwards[k, np.clip(sums, 0, length - 1)], 1.0)

    def at_most(k: NDArray[np.int64], sums: NDArray[np.int64]) -> NDArray[np.float64]:
        return np.where(sums >= 0, upwards[k, np.clip(sums, 0, length - 1)], 0.0)

    high, low = (
        tail(taken, sums) if own is None else _without(tail, n, taken, sums, left_out)
        for tail, sums in ((at_least, least), (at_most, largest))
    )
    high, low = np.clip(high, 0, 1), np.clip(low, 0, 1)
    return np.where(flipped, low, high), np.where(flipped, high, low)


def _without(
    tail: Tail, n: int, taken: NDArray[np.int64], goal: NDArray[np.int64], own: NDArray[np.int64]
) -> NDArray[np.float64]:
    """Each question's tail when its own value may not be drawn, from no draw upwards."""
    found = tail(np.zeros_like(taken), goal - taken * own)
    for k in range(1, int(taken.max(initial=0)) + 1):
        sums = goal - (taken - k) * own
        more = (n * tail(np.full_like(taken, k), sums) - k * found) / (n - k)
        found = np.where(taken >= k, more, found)
    return found


def _symmetric(values: NDArray[np.int64], most: int, length: int) -> Complex:
    """The transform of the distribution of the sum of 0, 1, …, `most` draws, one row each."""
    n, half = len(values), length // 2 + 1
    # Where nothing is drawn, the list of sums is too short for the values themselves.
    histogram: Complex = rfft(np.bincount(values[values < length], minlength=length).astype(float))
    frequency = np.arange(half)
    power = [_at(histogram, j * frequency, length) for j in range(1, most + 1)]
    symmetric: Complex = np.ones((most + 1, half), dtype=complex)
    for k in range(1, most + 1):
        total = np.zeros(half, dtype=complex)
        for j in range(1, k + 1):
            share = comb(n, k - j) / (k * comb(n, k))
            total += (-1) ** (j - 1) * share * symmetric[k - j] * power[j - 1]
        symmetric[k] = total
    return symmetric


def _at(half: Complex, frequency: NDArray[np.int64], length: int) -> Complex:
    """A real signal's transform at any frequency, from the half that is stored."""
    wrapped = frequency % length
    mirrored = wrapped > length // 2
    found = half[np.where(mirrored, length - wrapped, wrapped)]
    return np.where(mirrored, found.conj(), found)
