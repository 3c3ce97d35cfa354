"""Chance finds held down when many tests are made at once."""

from __future__ import annotations

from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri

from trygghjulet.analysis import checks
from trygghjulet.analysis.checks import UnfitData


class Correction(StrEnum):
    """How chance finds are held down: for tests independent or positively dependent, or dependent in any way."""

    BENJAMINI_HOCHBERG = "benjamini_hochberg"
    BENJAMINI_YEKUTIELI = "benjamini_yekutieli"


def benjamini_hochberg(p: ArrayLike) -> NDArray[np.float64]:
    """The false discovery rate at which each test would be called a find.

    q of the i-th smallest of n p-values is the smallest of p(j)·n/j over j ≥ i. Calling q ≤ 0.05 finds
    keeps the expected share of false ones among them at 5 % or less, for independent or positively
    dependent tests.

    Args:
        p: p-values, one-dimensional.

    Returns:
        q-values in the same order.

    Raises:
        UnfitData: `not_p`.

    Source: Benjamini and Hochberg (1995), Journal of the Royal Statistical Society B 57, 289–300.
    """
    try:
        values = checks.numbers(p, name="sannolikheter")
    except UnfitData as unfit:
        raise UnfitData("not_p", unfit.sentence) from unfit
    if values.ndim != 1 or not ((values >= 0) & (values <= 1)).all():
        raise UnfitData("not_p", "Sannolikheter måste vara en lista av tal mellan 0 och 1.")
    order = np.argsort(values, kind="stable")[::-1]
    rank = np.arange(len(values), 0, -1)
    q = np.empty_like(values)
    q[order] = np.minimum.accumulate(np.minimum(values[order] * len(values) / rank, 1.0))
    return q


def benjamini_yekutieli(p: ArrayLike) -> NDArray[np.float64]:
    """As `benjamini_hochberg`, for tests that may depend on each other in any way.

    Every q is 1 + 1/2 + … + 1/n times larger, which is the price of supposing nothing.

    Args:
        p: p-values, one-dimensional.

    Returns:
        q-values in the same order, at most 1.

    Raises:
        UnfitData: `not_p`.

    Source: Benjamini and Yekutieli (2001), Annals of Statistics 29, 1165–1188.
    """
    q = benjamini_hochberg(p)
    dearer: NDArray[np.float64] = np.minimum(q * (1 / np.arange(1, len(q) + 1)).sum(), 1.0)
    return dearer


def holm(p: ArrayLike) -> NDArray[np.float64]:
    """Each test's p so corrected that calling those at most alpha finds keeps the chance of any false one at alpha.

    The i-th smallest of n p-values becomes the largest of (n − j + 1)·p(j) over j ≤ i; it supposes nothing of
    how the tests depend on each other.

    Args:
        p: p-values, one-dimensional.

    Returns:
        Corrected p-values in the same order, at most 1.

    Raises:
        UnfitData: `not_p`.

    Source: Holm (1979), Scandinavian Journal of Statistics 6, 65–70.
    """
    benjamini_hochberg(p)  # refuses what is no probability
    values = np.asarray(p, dtype=float)
    order = np.argsort(values, kind="stable")
    corrected = np.empty_like(values)
    corrected[order] = np.maximum.accumulate(np.minimum(values[order] * np.arange(len(values), 0, -1), 1.0))
    return corrected


def q_values(p: ArrayLike, correction: Correction) -> NDArray[np.float64]:
    """As `benjamini_hochberg` or `benjamini_yekutieli`, as asked for.

    Raises:
        UnfitData: `not_p` or `correction`.
    """
    how = checks.choice(correction, Correction, name="Korrigeringen")
    if how is Correction.BENJAMINI_YEKUTIELI:
        return benjamini_yekutieli(p)
    return benjamini_hochberg(p)


def critical_z(tests: int, alpha: float = 0.05) -> float:
    """The z that the largest of many independent tests exceeds with probability alpha when nothing is there.

    Φ⁻¹((1 − α)^(1/n)), one-sided. Ord and Getis's printed table lies up to 0.006 above it. It supposes
    normal statistics; counts as uneven as crime are far from that.

    Args:
        tests: how many tests, n.
        alpha: the accepted probability of any false find.

    Raises:
        UnfitData: `not_whole` or `level`.

    Source: Šidák (1967), Journal of the American Statistical Association 62, 626–633; the table of Ord and
    Getis (1995), Geographical Analysis 27, 286–306.
    """
    many = checks.whole(tests, least=1, name="Antalet prov")
    # By way of the tail, since what is left of one when it is taken away is soon told as one.
    outside = -np.expm1(np.log1p(-checks.level(alpha)) / many)
    return float(-ndtri(max(outside, np.finfo(float).tiny)))
