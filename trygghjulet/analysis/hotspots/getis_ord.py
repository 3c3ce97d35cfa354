"""Getis and Ord's statistics for any neighbours and any measure: points, areas, weights, rates."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.sparse import csr_array, diags_array, sparray
from scipy.spatial import cKDTree
from scipy.special import ndtr

from trygghjulet.analysis import checks

FEWEST_PLACES = 4


@dataclass(frozen=True)
class LocalG:
    """Gi or Gi* of every place.

    Args:
        z: standard deviations from what spatial randomness gives; not-a-number for a place without neighbours.
        p: the probability of at least as much, from the normal curve or from permutations; 1 where z is unknown.
        p_low: the probability of at most as much.
        permutations: how many draws the probabilities come from; 0 for the normal curve.
    """

    z: NDArray[np.float64]
    p: NDArray[np.float64]
    p_low: NDArray[np.float64]
    permutations: int


@dataclass(frozen=True)
class GlobalG:
    """Whether high values lie near each other over the whole map.

    Args:
        g: the share of all products of two values that neighbours make, 0–1 for binary weights.
        expected: what spatial randomness gives.
        z: (g − expected) / its standard deviation.
        p: one-sided, from the normal curve.
    """

    g: float
    expected: float
    z: float
    p: float


def neighbours_within(x: ArrayLike, y: ArrayLike, distance: float) -> csr_array:
    """Binary weights, places × places: 1 for two different places at most `distance` apart.

    Args:
        x, y: metres.
        distance: metres; a pair exactly so far apart is taken in.

    Raises:
        UnfitData: `not_numbers`, `shape`, `not_positive`, or `too_much` (over 50 million pairs).
    """
    xs, ys = checks.points(x, y)
    reach = checks.positive(distance, name="Avståndet")
    tree = cKDTree(np.column_stack([xs, ys]))
    if len(xs) and tree.count_neighbors(tree, reach) > 50_000_000:
        raise checks.UnfitData(
            "too_much", "Avståndet ger fler än 50 miljoner grannpar. Välj ett kortare avstånd."
        )
    pairs = tree.query_pairs(reach, output_type="ndarray")
    ends = np.concatenate([pairs, pairs[:, ::-1]])
    return csr_array((np.ones(len(ends)), (ends[:, 0], ends[:, 1])), shape=(len(xs), len(xs)))


def local_g(
    values: ArrayLike,
    neighbours: sparray,
    star: bool = True,
    permutations: int = 0,
    rng: np.random.Generator | None = None,
) -> LocalG:
    """Whether a place's neighbours (and with `star` the place itself) have more than chance would give them.

    With weights w and W = Σw, S₁ = Σw² over the neighbourhood: z = (Σ w·v − W·m) / (s·√((n·S₁ − W²)/(n − 1))).
    Without `star` the place is in neither sums nor moments, and n is one less. z does not change when a place's
    weights are scaled. With `permutations` the place's own value is held fixed and the others are dealt out anew:
    p = (1 + as extreme) / (1 + permutations).

    Limits: the normal curve is far too sure of itself for skewed values. For counts on a grid `gi_star` gives the
    exact probability.

    Args:
        values: numbers, one per place: counts, rates, shares …
        neighbours: weights from 0, places × places; what stands on the diagonal is left out, and 1 there is
            supposed with `star`.
        star: whether the place belongs to its own neighbourhood.
        permutations: how many draws; 0 reads p from the normal curve.
        rng: where chance comes from; needed with permutations.

    Raises:
        UnfitData: `not_numbers`, `shape`, `too_few` (fewer than 4 places), `no_variation`, `not_amounts` (a negative
            weight), `not_weights`, `not_whole`, `not_flag` or `no_rng`.

    Source: Ord and Getis (1995), Geographical Analysis 27, 286–306.
    """
    held = checks.numbers(values, name="värdena")
    weights = _weights(held, neighbours)
    times = checks.whole(permutations, least=0, name="Antalet permutationer")
    own = checks.flag(star, name="Om platsen är sin egen granne")
    full = csr_array(weights + diags_array(np.ones(len(held)))) if own else weights
    z = _z(held, full, own)
    if not times:
        known = np.nan_to_num(z, nan=-np.inf)
        return LocalG(z, ndtr(-known), np.where(np.isnan(z), 1.0, ndtr(z)), 0)
    high, low = _permuted(held, weights, times, checks.chance(rng))
    return LocalG(z, np.where(np.isnan(z), 1.0, high), np.where(np.isnan(z), 1.0, low), times)


def global_g(values: ArrayLike, neighbours: sparray) -> GlobalG:
    """Whether high values lie near each other over the whole map.

    G = Σ w·v_i·v_j / Σ v_i·v_j over all pairs of different places, with the mean and variance that it has when
    the values are dealt out over the places at random.

    Args:
        values: numbers from zero, one per place.
        neighbours: weights from 0, places × places; what stands on the diagonal is left out.

    Raises:
        UnfitData: `not_numbers`, `not_amounts`, `shape`, `not_weights`, `too_few` (fewer than 4 places),
            `no_variation` or `no_neighbours`.

    Source: Getis and Ord (1992), Geographical Analysis 24, 189–206.
    """
    held = checks.amounts(checks.numbers(values, name="värdena"), name="värdena")
    weights = _weights(held, neighbours)
    n, total = len(held), float(weights.sum())
    if total == 0:
        raise checks.UnfitData("no_neighbours", "Ingen plats har någon granne. Välj ett längre avstånd.")
    scaled = held / held.max()
    m1, m2, m3, m4 = (float(scaled**power @ np.ones(n)) for power in (1, 2, 3, 4))
    if m1**2 <= m2:
        raise checks.UnfitData("no_variation", "Högst en plats har något, så ingen har något nära sig.")
    g = float(scaled @ (weights @ scaled)) / (m1**2 - m2)
    both = weights + weights.T
    s1 = float(both.multiply(both).sum()) / 2
    s2 = float(((np.asarray(weights.sum(axis=0)) + np.asarray(weights.sum(axis=1))) ** 2).sum())
    b = (
        (n * n - 3 * n + 3) * s1 - n * s2 + 3 * total**2,
        -((n * n - n) * s1 - 2 * n * s2 + 6 * total**2),
        -(2 * n * s1 - (n + 3) * s2 + 6 * total**2),
        4 * (n - 1) * s1 - 2 * (n + 1) * s2 + 8 * total**2,
        s1 - s2 + total**2,
    )
    sums = b[0] * m2**2 + b[1] * m4 + b[2] * m1**2 * m2 + b[3] * m1 * m3 + b[4] * m1**4
    square = sums / ((m1**2 - m2) ** 2 * n * (n - 1) * (n - 2) * (n - 3))
    expected = total / (n * (n - 1))
    z = (g - expected) / sqrt(max(square - expected**2, np.finfo(float).tiny))
    return GlobalG(g, expected, z, float(ndtr(-abs(z))))


def _weights(values: NDArray[np.float64], neighbours: sparray) -> csr_array:
    """The weights between different places, looked at together with the values."""
    if values.ndim != 1 or len(values) < FEWEST_PLACES:
        raise checks.UnfitData("too_few", f"Det behövs en lista med minst {FEWEST_PLACES} platser.")
    if values.min() == values.max():
        raise checks.UnfitData("no_variation", "Alla platser har samma värde, så inget kan sticka ut.")
    try:
        weights = csr_array(neighbours, dtype=float, copy=True)
    except (ValueError, TypeError) as unfit:  # what scipy raises for what is no table of numbers
        raise checks.UnfitData(
            "not_weights", "Grannarnas vikter måste vara en tabell, platser × platser."
        ) from unfit
    checks.shape(weights, (len(values), len(values)), name="grannar")
    checks.numbers(checks.amounts(weights.data, name="vikterna"), name="vikterna")
    weights.setdiag(0)
    weights.eliminate_zeros()
    return weights


def _z(values: NDArray[np.float64], weights: csr_array, star: bool) -> NDArray[np.float64]:
    n = len(values)
    sums, squares = weights @ np.ones(n), weights.multiply(weights) @ np.ones(n)
    # Moved to their mean first, so that values far from zero lose no digits.
    centred = values - values.mean()
    scale = np.abs(centred).max()
    centred = centred / scale
    if star:
        many, mean, variance = n, np.zeros(n), np.full(n, (centred**2).mean())
    else:
        many = n - 1
        mean = -centred / many
        variance = ((centred**2).sum() - centred**2) / many - mean**2
    spread = np.sqrt(np.maximum(variance * (many * squares - sums**2) / (many - 1), 0))
    z = np.full(n, np.nan)
    np.divide(weights @ centred - sums * mean, spread, out=z, where=spread > 1e-12)
    return z


def _permuted(
    values: NDArray[np.float64], weights: csr_array, permutations: int, rng: np.random.Generator
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """P(at least) and P(at most) when each place keeps its value and the others are dealt out anew.

    All values are dealt out; where a place's own went to one of its neighbours, that neighbour takes instead what
    was dealt to the place.
    """
    n = len(values)
    observed = weights @ values
    near = 1e-12 * (np.abs(observed) + np.abs(values).max())
    everywhere = np.arange(n)
    as_high, as_low = np.ones(n), np.ones(n)
    for _ in range(permutations):
        order = rng.permutation(n)
        went_to = np.empty(n, dtype=np.int64)
        went_to[order] = everywhere
        dealt = values[order]
        own_weight = np.asarray(weights[everywhere, went_to]).ravel()
        drawn = weights @ dealt + own_weight * (dealt - values)
        as_high += drawn >= observed - near
        as_low += drawn <= observed + near
    return as_high / (permutations + 1), as_low / (permutations + 1)
