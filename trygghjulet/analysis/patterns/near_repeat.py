"""Does crime draw more crime to its surroundings for a while? Knox's test of near repeats."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import pdtrc

from trygghjulet.analysis import checks
from trygghjulet.analysis.multiple import benjamini_hochberg
from trygghjulet.analysis.patterns.pairs import Metric, close_pairs, incidents, whole_times

_BATCH = (
    512  # bytes of permuted times per incident that are held at once: a few lines of the processor's cache
)
_STRETCH = 255  # pairs that are counted at once, so that a count fits a byte


@dataclass(frozen=True)
class NearRepeat:
    """Pairs of incidents by how far apart they are in space and time; tables have space bands × time bands.

    Args:
        space_edges: edges of the half-open bands [a, b) of distance, metres.
        time_edges: edges of the half-open bands [a, b) of time, days.
        metric: how distance is measured.
        observed: how many pairs.
        expected: the exact mean of that number when times are shuffled among places.
        ratio: observed / expected; not-a-number where no pair is expected.
        variance: the exact variance of the number of pairs when times are shuffled.
        z: (observed − expected) / √variance; 0 where the number can't vary.
        p_more: the probability of at least as many pairs, by permutation.
        p_fewer: the probability of at most as many, by permutation.
        p_poisson: the probability of at least as many if pairs came independently, which they don't: for
            comparison with other programs only.
        q: the false discovery rate at which the cell would be called a find, over the tested cells: those whose
            bands both end and whose number can vary; 1 in the others, which are there to compare with.
        found: q at most `alpha`: more pairs than chance gives.
        p_any: the probability that some tested cell stands out as much as the one that stands out most (the
            largest z); 1 when no cell is tested.
        incidents: how many were used.
        left_out: how many were left out because place or time was missing.
        permutations: how many times the times were shuffled.
        alpha: the false discovery rate that was accepted.
    """

    space_edges: tuple[float, ...]
    time_edges: tuple[float, ...]
    metric: Metric
    observed: NDArray[np.int64]
    expected: NDArray[np.float64]
    ratio: NDArray[np.float64]
    variance: NDArray[np.float64]
    z: NDArray[np.float64]
    p_more: NDArray[np.float64]
    p_fewer: NDArray[np.float64]
    p_poisson: NDArray[np.float64]
    q: NDArray[np.float64]
    found: NDArray[np.bool_]
    p_any: float
    incidents: int
    left_out: int
    permutations: int
    alpha: float

    @property
    def space_bands(self) -> tuple[str, ...]:
        """The bands of distance as they are printed, such as "[0, 100)"."""
        return tuple(f"[{a:g}, {b:g})" for a, b in pairwise(self.space_edges))

    @property
    def time_bands(self) -> tuple[str, ...]:
        """The bands of time as they are printed, such as "[0, 7)"."""
        return tuple(f"[{a:g}, {b:g})" for a, b in pairwise(self.time_edges))


def knox(
    x: ArrayLike,
    y: ArrayLike,
    time: ArrayLike,
    space_edges: ArrayLike,
    time_edges: ArrayLike,
    *,
    metric: Metric = Metric.EUCLIDEAN,
    alpha: float = 0.05,
    permutations: int = 999,
    rng: np.random.Generator,
) -> NearRepeat:
    """Whether incidents that lie close in space also lie close in time more often than chance gives.

    Every pair of incidents falls in one cell of a table, by distance and by days apart. Bands are half-open:
    a pair exactly b apart belongs to the band that begins at b. Chance means that the same times are shuffled
    among the same places. With S pairs in the space band, T in the time band and N = n(n − 1)/2 pairs in all the
    mean is S·T/N. With A = Σ d(d − 1) over incidents, where d is how many partners an incident has in the band,
    and B = S(S − 1) − A, likewise for time, the variance is A·A′/(n)₃ + 4·B·B′/(n)₄ + mean − mean², where (n)₃ is
    n(n − 1)(n − 2). Both are exact. p is (1 + shuffles with at least as many) / (1 + shuffles), which never rejects
    too often, however clustered the places and the times are on their own.

    It supposes that the mix of places is the same throughout the period: where crime moves for other reasons
    (a district that is built, a season by the sea), pairs are close in both for that reason. Repeats at the same
    place count as distance 0. Distances are told apart to the rounding of the coordinates, times to the
    millisecond. With R shuffles p is at least 1/(R + 1); take R well above the number of cells / `alpha`, or no
    single cell can be found.

    Args:
        x, y: metres; an incident with a missing coordinate or time is left out and counted.
        time: days or dates.
        space_edges: metres, rising; the last may be infinite. Pairs outside the edges are in no cell.
        time_edges: days, rising; the last may be infinite.
        metric: straight or along streets.
        alpha: the accepted share of false finds among cells.
        permutations: how many shuffles.
        rng: where chance comes from.

    Raises:
        UnfitData: `not_numbers`, `not_times`, `shape`, `edges`, `metric`, `level`, `not_whole`, `no_rng`,
            `too_few` (fewer than two incidents) or `too_many_pairs` (more than 20 million within the last
            finite distance).

    Source: Knox (1964), Applied Statistics 13, 25–29; Barton and David (1966), in Research Papers in Statistics,
    217–227, and Mantel (1967), Cancer Research 27, 209–220 (moments); Johnson et al. (2007), Journal of
    Quantitative Criminology 23, 201–219 (near repeats); Phipson and Smyth (2010), Statistical Applications in
    Genetics and Molecular Biology 9 (p).
    """
    used = incidents(x, y, time)
    space = checks.edges(space_edges, name="avstånden")
    days = checks.edges(time_edges, name="tiderna")
    accepted = checks.level(alpha)
    shuffles = checks.whole(permutations, least=1, name="Antalet permutationer")
    how, dice = checks.choice(metric, Metric, name="Avståndsmåttet"), checks.chance(rng)
    pairs, below = close_pairs(used.x, used.y, space[np.isfinite(space)], how)
    times, marks, _ = whole_times(used.time, days[np.isfinite(days)])
    in_space = _partners_in_space(pairs, below, len(times), unbounded=np.isinf(space[-1]))
    in_time = _partners_in_time(times, marks, unbounded=np.isinf(days[-1]))
    count = _Counter(pairs, below, marks, in_space.sum(axis=1) // 2, in_time.sum(axis=1) // 2)
    observed = count(times[:, None])[0]
    expected, variance = _moments(np.diff(in_space, axis=0), np.diff(in_time, axis=0))
    drawn = _shuffled(count, times, shuffles, dice)
    p_more = (1 + (drawn >= observed).sum(axis=0)) / (1 + shuffles)
    deviation = np.sqrt(np.where(variance > 0, variance, np.inf))
    z = (observed - expected) / deviation
    tested = (variance > 0) & np.isfinite(space[1:, None]) & np.isfinite(days[1:])
    q = np.ones(observed.shape)
    q[tested] = benjamini_hochberg(p_more[tested])
    return NearRepeat(
        space_edges=tuple(space.tolist()),
        time_edges=tuple(days.tolist()),
        metric=how,
        observed=observed,
        expected=expected,
        ratio=np.divide(observed, expected, out=np.full(z.shape, np.nan), where=expected > 0),
        variance=variance,
        z=z,
        p_more=p_more,
        p_fewer=(1 + (drawn <= observed).sum(axis=0)) / (1 + shuffles),
        p_poisson=np.where(observed > 0, pdtrc(np.maximum(observed - 1, 0), expected), 1.0),
        q=q,
        found=q <= accepted,
        p_any=_p_any(z[tested], ((drawn - expected) / deviation)[:, tested]),
        incidents=len(times),
        left_out=used.left_out,
        permutations=shuffles,
        alpha=accepted,
    )


@dataclass(frozen=True)
class _Counter:
    """Counts the pairs of every cell, for several orders of the same times at once.

    Only pairs below the last finite distance are looked at; unbounded bands follow from the totals, which no
    shuffle changes.

    Args:
        pairs: sorted by space band.
        below: for each finite distance how many of them lie below it.
        marks: the finite time edges.
        space_totals, time_totals: all pairs below each edge, the unbounded ones included.
    """

    pairs: NDArray[np.int64]
    below: NDArray[np.int64]
    marks: NDArray[np.signedinteger]
    space_totals: NDArray[np.int64]
    time_totals: NDArray[np.int64]

    def __call__(self, times: NDArray[np.signedinteger]) -> NDArray[np.int64]:
        """The table of each order: orders × space bands × time bands, from incidents × orders."""
        orders = times.shape[1]
        near = np.zeros((len(self.below), len(self.marks), orders), dtype=np.int64)
        one, other = np.empty((2, _STRETCH, orders), dtype=times.dtype)
        closer = np.empty((_STRETCH, orders), dtype=bool)
        for band, (start, end) in enumerate(pairwise([0, *self.below.tolist()])):
            for begin in range(start, end, _STRETCH):
                chosen = self.pairs[begin : min(begin + _STRETCH, end)]
                size = len(chosen)
                # Whole rows are fetched, so the memory is read in order; "clip" spares a check of every number.
                np.take(times, chosen[:, 0], axis=0, out=one[:size], mode="clip")
                np.take(times, chosen[:, 1], axis=0, out=other[:size], mode="clip")
                apart = np.subtract(one[:size], other[:size], out=one[:size])
                np.absolute(apart, out=apart)
                for number, mark in enumerate(self.marks):
                    if mark > 0:
                        np.less(apart, mark, out=closer[:size])
                        near[band, number] += closer[:size].view(np.uint8).sum(axis=0, dtype=np.uint8)
        table = np.empty((len(self.space_totals), len(self.time_totals), orders), dtype=np.int64)
        table[:] = self.space_totals[:, None, None]
        table[:, : len(self.marks)] = self.time_totals[: len(self.marks), None]
        table[: len(self.below), : len(self.marks)] = near.cumsum(axis=0)
        # An unbounded band holds every pair, so its row is the totals of time and its column those of space.
        return np.diff(np.diff(table, axis=0), axis=1).transpose(2, 0, 1)


def _partners_in_space(
    pairs: NDArray[np.int64], below: NDArray[np.int64], many: int, *, unbounded: bool
) -> NDArray[np.int64]:
    """How many others lie below each distance of each incident: edges × incidents."""
    steps = [
        np.bincount(pairs[start:end].ravel(), minlength=many) for start, end in pairwise([0, *below.tolist()])
    ]
    partners = np.cumsum(steps, axis=0)
    return np.vstack([partners, np.full(many, many - 1)]) if unbounded else partners


def _partners_in_time(
    times: NDArray[np.signedinteger], marks: NDArray[np.signedinteger], *, unbounded: bool
) -> NDArray[np.int64]:
    """How many others lie below each time edge of each incident: edges × incidents."""
    ordered, wide = np.sort(times).astype(np.int64), times.astype(np.int64)
    partners = [
        np.searchsorted(ordered, wide + mark, side="left")
        - np.searchsorted(ordered, wide - mark, side="right")
        - 1
        if mark > 0
        else np.zeros_like(wide)
        for mark in marks.astype(np.int64)
    ]
    return np.array([*partners, np.full(len(times), len(times) - 1)] if unbounded else partners)


def _moments(
    in_space: NDArray[np.int64], in_time: NDArray[np.int64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Mean and variance of every cell, from partners per band; fractions, since large terms cancel."""
    n = in_space.shape[1]
    one, two, three = n * (n - 1) // 2, n * (n - 1) * (n - 2), n * (n - 1) * (n - 2) * (n - 3)
    expected = np.empty((len(in_space), len(in_time)))
    variance = np.empty_like(expected)
    for row, (pairs, shared, apart) in enumerate(map(_arrangements, in_space)):
        for column, (other_pairs, other_shared, other_apart) in enumerate(map(_arrangements, in_time)):
            mean = Fraction(pairs * other_pairs, one)
            square = mean - mean**2
            square += Fraction(shared * other_shared, two) if two else 0
            square += Fraction(4 * apart * other_apart, three) if three else 0
            expected[row, column], variance[row, column] = float(mean), float(square)
    return expected, variance


def _arrangements(partners: NDArray[np.int64]) -> tuple[int, int, int]:
    """Pairs, ordered pairs of pairs that share an incident, and ordered pairs of pairs that share none."""
    pairs, shared = int(partners.sum()) // 2, int((partners * (partners - 1)).sum())
    return pairs, shared, pairs * (pairs - 1) - shared


def _shuffled(
    count: _Counter, times: NDArray[np.signedinteger], shuffles: int, rng: np.random.Generator
) -> NDArray[np.int64]:
    """The table under every shuffle: shuffles × space bands × time bands."""
    size = max(_BATCH // times.itemsize, 1)
    tables = []
    for begin in range(0, shuffles, size):
        # Whole numbers of a machine word are shuffled nearly twice as fast as short ones.
        orders = [times[rng.permutation(len(times))] for _ in range(min(size, shuffles - begin))]
        tables.append(count(np.ascontiguousarray(np.array(orders).T)))
    return np.concatenate(tables)


def _p_any(z: NDArray[np.float64], drawn: NDArray[np.float64]) -> float:
    if not z.size:
        return 1.0
    largest = drawn.max(axis=1)
    return float((1 + (largest >= z.max() - 1e-9).sum()) / (1 + len(drawn)))
