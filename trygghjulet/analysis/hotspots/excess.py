"""Where there is more than those who live there account for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import bdtrc

from trygghjulet.analysis import checks
from trygghjulet.analysis.counting.negative_binomial import at_least, overdispersion_of
from trygghjulet.analysis.hotspots.neighbourhoods import Edge, Neighbourhoods, box_sum
from trygghjulet.analysis.multiple import Correction, q_values


@dataclass(frozen=True)
class Excess:
    """Where there is more than the inhabitants account for, rows × columns; not-a-number outside the footprint.

    Args:
        expected: how many incidents the square and its neighbours would hold if they followed the population.
        ratio: held / expected; infinite where incidents happened and nobody lives; not-a-number where neither.
        p: the exact probability of at least as many.
        q: the false discovery rate at which the square would be called hot.
        hot: q at most `alpha` and more than expected.
        radius: how many squares away a neighbour may be.
        alpha: the false discovery rate that was accepted.
    """

    expected: NDArray[np.float64]
    ratio: NDArray[np.float64]
    p: NDArray[np.float64]
    q: NDArray[np.float64]
    hot: NDArray[np.bool_]
    radius: int
    alpha: float


def excess(
    counts: ArrayLike,
    mask: NDArray[np.bool_],
    population: ArrayLike,
    radius: int = 1,
    *,
    overdispersion: float = 1,
    alpha: float = 0.05,
) -> Excess:
    """Which squares, together with their neighbours, hold more than their inhabitants account for.

    If all N incidents fell on inhabitants alike, the number S in a neighbourhood with the share w of the
    population would be binomial (N, w); p = P(at least S). Where `gi_star` finds crowded places, this finds
    places where the risk per inhabitant is high. With `overdispersion` φ above 1 the number in a neighbourhood
    is negative binomial with variance φ times its mean (NB1), and p is never smaller than for φ = 1.

    It supposes that incidents are independent but for φ: told as 1 where it is 3 in each square, something is
    found in every even city. And it supposes that those who live there are those at risk, which is not so in a
    shopping street.

    Args:
        counts: whole numbers, rows × columns.
        mask: the footprint, rows × columns.
        population: inhabitants (or homes, visitors …) per square, rows × columns.
        radius: 1 is the eight nearest squares.
        overdispersion: φ, how many times their mean counts vary with; 1 is chance alone.
        alpha: the accepted share of false finds among the hot squares.

    Raises:
        UnfitData: as `gi_star`, and `overdispersion`, `not_amounts`, `not_numbers` (unknown population inside
            the footprint) or `no_population`.

    Source: the binomial form of Kulldorff's (1997) statistic for a fixed window, Communications in Statistics
    26, 1481–1496.
    """
    ground = Neighbourhoods.of(counts, mask, radius, Edge.SHRINK)
    accepted, spread = checks.level(alpha), overdispersion_of(overdispersion)
    people = checks.people(population)
    checks.shape(people, ground.mask.shape, name="befolkning")
    checks.numbers(people[ground.mask], name="befolkning")
    inside = np.where(ground.mask, people, 0.0)
    everybody = float(inside.sum())
    if everybody <= 0:
        raise checks.UnfitData("no_population", "Ingen bor i området, så inget kan räknas per invånare.")
    share = np.minimum(box_sum(inside, ground.radius)[ground.mask] / everybody, 1.0)
    total = int(ground.values.sum())
    expected = total * share
    held = ground.held
    p = np.where(held > 0, bdtrc(np.maximum(held - 1, 0), total, share), 1.0)
    if spread > 1:
        p = np.maximum(p, at_least(held, expected, spread))
    p = np.maximum(p, np.finfo(float).tiny)
    q = q_values(p, Correction.BENJAMINI_HOCHBERG)
    ratio = np.divide(held, expected, out=np.where(held > 0, np.inf, np.nan), where=expected > 0)
    return Excess(
        expected=ground.spread_out(expected),
        ratio=ground.spread_out(ratio),
        p=ground.spread_out(p),
        q=ground.spread_out(q),
        hot=ground.spread_out((q <= accepted) & (held > expected)) == 1,
        radius=ground.radius,
        alpha=accepted,
    )
