"""Where there is more in a square and its neighbours than chance would put there: Getis and Ord's Gi*."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtr

from trygghjulet.analysis import checks
from trygghjulet.analysis.hotspots import draws
from trygghjulet.analysis.hotspots.neighbourhoods import FEWEST_CELLS, Edge, Neighbourhoods, box_sum
from trygghjulet.analysis.multiple import Correction, q_values

FLOOR = 1e-12
"""Exact p-values are never told smaller than this: the sums behind them are not exact beyond it."""


class Null(StrEnum):
    """What chance is allowed to move about: all counts, or all but the square's own."""

    UNCONDITIONAL = "unconditional"
    CONDITIONAL = "conditional"


class Inference(StrEnum):
    """Where the p-values come from: every possible draw, the normal curve, or draws made at random."""

    EXACT = "exact"
    NORMAL = "normal"
    PERMUTATION = "permutation"


@dataclass(frozen=True)
class GiStar:
    """Gi* of every square, rows × columns; where no square was judged not-a-number, and never hot or cold.

    Args:
        z: standard deviations from what spatial randomness gives; unit-free.
        p: the probability of at least as many in the square and its neighbours.
        q: the false discovery rate at which the square would be called hot.
        hot: q at most `alpha` and z above zero.
        p_low: the probability of at most as many.
        q_low: the false discovery rate at which the square would be called cold.
        cold: q_low at most `alpha` and z below zero.
        finest: the smallest p that could have been told.
        radius: how many squares away a neighbour may be.
        alpha: the false discovery rate that was accepted.
        null, inference, edge, correction: how it was judged.
    """

    z: NDArray[np.float64]
    p: NDArray[np.float64]
    q: NDArray[np.float64]
    hot: NDArray[np.bool_]
    p_low: NDArray[np.float64]
    q_low: NDArray[np.float64]
    cold: NDArray[np.bool_]
    finest: float
    radius: int
    alpha: float
    null: Null
    inference: Inference
    edge: Edge
    correction: Correction


def gi_star(
    counts: ArrayLike,
    mask: NDArray[np.bool_],
    radius: int = 1,
    *,
    null: Null = Null.UNCONDITIONAL,
    inference: Inference = Inference.EXACT,
    edge: Edge = Edge.SHRINK,
    correction: Correction = Correction.BENJAMINI_HOCHBERG,
    fewest: int = FEWEST_CELLS,
    alpha: float = 0.05,
    permutations: int = 999,
    rng: np.random.Generator | None = None,
) -> GiStar:
    """Which squares, together with their neighbours, hold more (or less) than chance would put there.

    The neighbours of a square are the squares of the footprint at most `radius` rows and columns away, itself
    included; k of them (fewer along the edge) hold S. With n squares in the footprint, mean m and variance s²
    (divided by n), z = (S − k·m) / (s·√((n·k − k²)/(n − 1))).

    The p-value is exact by default: the probability that k squares drawn without replacement from the whole
    footprint hold at least S. `Null.CONDITIONAL` holds the square's own count fixed and draws the k − 1 others;
    it asks whether the neighbours are high too, and does not see a single extreme square. `Inference.NORMAL`
    reads p from z, which is far too sure of itself with counts as uneven as crime. `Inference.PERMUTATION`
    draws at random: p = (1 + as extreme) / (1 + permutations), which can't be smaller than
    1 / (1 + permutations), and with thousands of squares that is seldom small enough to pass the correction.

    Limits: the question is whether squares are alike, not whether people are at greater risk; pair it with
    rates, or ask `excess`. The answer depends on the size of squares and on the footprint. Neighbouring squares
    share incidents, so their tests depend on each other; `Correction.BENJAMINI_YEKUTIELI` supposes nothing of
    how. Points that are centres of regions must not be used.

    Args:
        counts: whole numbers, rows × columns.
        mask: the footprint, rows × columns.
        radius: 1 is the eight nearest squares.
        null, inference, edge, correction: see above.
        fewest: with fewer squares than this nothing is judged; in small maps a neighbourhood is half the map.
        alpha: the accepted share of false finds among the hot squares, and among the cold ones.
        permutations: how many draws; only for `Inference.PERMUTATION`.
        rng: where chance comes from; only, and then needed, for `Inference.PERMUTATION`.

    Raises:
        UnfitData: `not_counts`, `shape`, `not_mask`, `level`, `not_whole`, `no_rng`, `null`, `inference`,
            `edge`, `correction`, `too_few` (fewer than 20 incidents, or squares than `fewest`), `no_variation` (every
            square holds as many), `no_whole_neighbourhood` (nothing to judge under `Edge.LEAVE_OUT`) or
            `too_much`.

    Source: Ord and Getis (1995), Geographical Analysis 27, 286–306; docs/methods/hotspots.md for the exact
    p-value.
    """
    ground = Neighbourhoods.of(counts, mask, radius, edge, fewest)
    accepted = checks.level(alpha)
    moved = checks.choice(null, Null, name="Det som slumpen flyttar")
    how = checks.choice(inference, Inference, name="Sättet att räkna p")
    held_down = checks.choice(correction, Correction, name="Korrigeringen")
    z, finest = ground.z(), FLOOR
    if how is Inference.NORMAL:
        high, low, finest = ndtr(-z), ndtr(z), 0.0
    elif how is Inference.PERMUTATION:
        times = checks.whole(permutations, least=1, name="Antalet permutationer")
        high, low = _permuted(ground, moved, times, checks.chance(rng))
        finest = 1 / (times + 1)
    else:
        high, low = _exact(ground, moved)
        high, low = np.maximum(high, FLOOR), np.maximum(low, FLOOR)
    q, q_low = q_values(high, held_down), q_values(low, held_down)
    return GiStar(
        z=ground.spread_out(z),
        p=ground.spread_out(high),
        q=ground.spread_out(q),
        hot=ground.spread_out((q <= accepted) & (z > 0)) == 1,
        p_low=ground.spread_out(low),
        q_low=ground.spread_out(q_low),
        cold=ground.spread_out((q_low <= accepted) & (z < 0)) == 1,
        finest=finest,
        radius=ground.radius,
        alpha=accepted,
        null=moved,
        inference=how,
        edge=Edge(edge),
        correction=held_down,
    )


def gi_star_z(counts: ArrayLike, mask: NDArray[np.bool_], radius: int = 1) -> NDArray[np.float64]:
    """Only the z of `gi_star`, rows × columns, for when thousands of grids are gone through.

    Raises:
        UnfitData: as `gi_star`.
    """
    ground = Neighbourhoods.of(counts, mask, radius, Edge.SHRINK)
    return ground.spread_out(ground.z())


def _exact(ground: Neighbourhoods, null: Null) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """P(at least as many) and P(at most as many) over all draws."""
    if null is Null.CONDITIONAL:
        return draws.tails(ground.values, ground.neighbours - 1, ground.held - ground.own, ground.own)
    return draws.tails(ground.values, ground.neighbours, ground.held, None)


def _permuted(
    ground: Neighbourhoods, null: Null, permutations: int, rng: np.random.Generator
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The same over draws made at random: all counts are dealt out anew over the footprint, again and again.

    Conditionally on the square's own count the k − 1 others are wanted. If its own count was dealt to one of
    the k squares, the others are the other k − 1; if not, they are all but the one in the middle.
    """
    at = np.flatnonzero(ground.judged)
    row, column = np.divmod(at, ground.mask.shape[1])
    number = np.cumsum(ground.mask.ravel())[at] - 1
    place = np.flatnonzero(ground.mask)
    as_high, as_low = np.ones(len(at)), np.ones(len(at))
    observed = ground.held - (ground.own if null is Null.CONDITIONAL else 0)
    dealt = np.zeros(ground.mask.size, dtype=np.int64)
    for _ in range(permutations):
        order = rng.permutation(len(place))
        dealt[place] = ground.values[order]
        drawn = box_sum(dealt.reshape(ground.mask.shape), ground.radius).ravel()[at]
        if null is Null.CONDITIONAL:
            went_to = np.empty_like(place)
            went_to[order] = place
            its_row, its_column = np.divmod(went_to[number], ground.mask.shape[1])
            near = np.maximum(np.abs(its_row - row), np.abs(its_column - column)) <= ground.radius
            drawn = drawn - np.where(near, ground.own, dealt[at])
        as_high += drawn >= observed
        as_low += drawn <= observed
    return as_high / (permutations + 1), as_low / (permutations + 1)
