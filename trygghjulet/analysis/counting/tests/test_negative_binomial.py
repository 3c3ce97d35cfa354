"""The law of counts that vary more than chance."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import nbinom, poisson

from trygghjulet.analysis.counting import negative_binomial as nb
from trygghjulet.analysis.tests.nasty import refuses

K = np.arange(0, 60, 7)


@pytest.mark.parametrize(("mean", "spread"), [(0.2, 1.5), (8, 2), (30, 6)])
def test_tails_are_those_of_a_reference(mean: float, spread: float) -> None:
    law = nbinom(mean / (spread - 1), 1 / spread)
    assert nb.at_most(K, mean, spread) == pytest.approx(law.cdf(K), rel=1e-9)
    assert nb.at_least(K, mean, spread) == pytest.approx(law.sf(K - 1), rel=1e-9)
    assert nb.probability(K.astype(float), mean, spread) == pytest.approx(law.pmf(K), rel=1e-9)


def test_one_is_poisson_and_close_to_one_is_close_to_it() -> None:
    assert nb.at_least(K, 9, 1) == pytest.approx(poisson.sf(K - 1, 9), rel=1e-12)
    assert nb.at_least(K, 9, 1 + 1e-8) == pytest.approx(poisson.sf(K - 1, 9), rel=1e-4)
    assert nb.at_most(-1, 9, 2) == 0
    assert nb.at_least(0, 0, 3) == 1
    assert nb.at_most(0, 0, 3) == pytest.approx(1)


def test_the_interval_leaves_half_outside_on_each_side() -> None:
    n = np.array([0, 1, 12, 400])
    low, high = nb.mean_interval(n, 2.5, 0.9)
    assert low[0] == 0
    assert nb.at_least(n[1:], low[1:], 2.5) == pytest.approx(0.05)
    assert nb.at_most(n, high, 2.5) == pytest.approx(0.05)


@pytest.mark.parametrize("wrong", [0.99, -1, float("nan"), float("inf")])
def test_less_than_chance_is_refused(wrong: float) -> None:
    refuses(nb.overdispersion_of, wrong, code="overdispersion")
