"""More than the inhabitants account for."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binom

from trygghjulet.analysis.hotspots.excess import excess
from trygghjulet.analysis.hotspots.hotspots import gi_star
from trygghjulet.analysis.tests.nasty import answers_or_refuses, refuses


@pytest.mark.requirement("PIC-4", "PIC-5")
def test_more_than_the_inhabitants_account_for() -> None:
    population = np.full((8, 8), 100)
    population[0, 0] = 10_000
    counts = np.full((8, 8), 1)
    counts[0, 0] = 100
    mask = np.ones(counts.shape, dtype=bool)
    assert gi_star(counts, mask).z[0, 0] > 2.5
    told = excess(counts, mask, population)
    assert told.expected[0, 0] == pytest.approx(163 * 10_300 / 16_300)
    assert told.p[0, 0] == pytest.approx(binom.sf(102, 163, 10_300 / 16_300))
    assert told.ratio[0, 0] == pytest.approx(1)
    assert not told.hot.any()
    counts[5, 5] = 12
    assert excess(counts, mask, population).hot[5, 5]


@pytest.mark.requirement("PIC-5")
def test_counts_that_vary_more_need_more_to_stand_out() -> None:
    draw = np.random.default_rng(4)
    mask = np.ones((20, 20), dtype=bool)
    people = np.full(mask.shape, 100.0)
    bursts = 6 * draw.poisson(0.5, mask.shape)
    assert excess(bursts, mask, people).hot.any()
    told = excess(bursts, mask, people, overdispersion=6)
    assert not told.hot.any()
    assert (told.p >= excess(bursts, mask, people).p).all()
    planted = bursts.copy()
    planted[4:7, 4:7] += 12
    assert excess(planted, mask, people, overdispersion=6).hot[5, 5]
    refuses(excess, bursts, mask, people, overdispersion=0.5, code="overdispersion")


def test_where_nobody_lives() -> None:
    counts = np.zeros((8, 8), dtype=int)
    counts[2, 2], counts[6, 6] = 15, 30
    population = np.zeros((8, 8))
    population[6, 6] = 1000
    told = excess(counts, counts >= 0, population)
    assert told.ratio[2, 2] == np.inf
    assert told.hot[2, 2]
    assert np.isnan(told.ratio[0, 7])
    assert told.p[0, 7] == 1
    refuses(excess, counts, counts >= 0, np.zeros((8, 8)), code="no_population")
    refuses(excess, counts, counts >= 0, np.full((8, 8), np.nan), code="not_numbers")


def test_ugly_tables_are_answered_or_refused() -> None:
    for table in (np.zeros((6, 6)), np.full((6, 6), 10**12), np.eye(6) * 1000, np.full((6, 6), np.nan)):
        answers_or_refuses(excess, table, np.ones((6, 6), dtype=bool), np.ones((6, 6)))
    counts = np.eye(6, dtype=int) * 9
    refuses(excess, counts, counts >= 0, -np.ones((6, 6)), code="not_amounts")
    refuses(excess, counts, counts >= 0, np.ones((5, 6)), code="shape")
