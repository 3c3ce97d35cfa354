"""Chance finds held down when many tests are made at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from trygghjulet.analysis.checks import UnfitData


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
    values = np.asarray(p, dtype=float)
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
    return np.minimum(q * (1 / np.arange(1, len(q) + 1)).sum(), 1.0)
