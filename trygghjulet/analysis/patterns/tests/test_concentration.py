"""Concentration: Gini by its definition, its corrections, and what chance alone gives."""

from __future__ import annotations

from math import comb

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from scipy.stats import binom

from trygghjulet.analysis.patterns.concentration import Concentration, concentration
from trygghjulet.analysis.tests.nasty import BAD_COUNTS, ODD_COUNTS, answers_or_refuses, refuses


def told(counts: object, draws: int = 49, seed: int = 1, **named: object) -> Concentration:
    return concentration(counts, permutations=draws, rng=np.random.default_rng(seed), **named)


def by_definition(counts: np.ndarray) -> float:
    return float(np.abs(counts[:, None] - counts).sum() / (2 * len(counts) ** 2 * counts.mean()))


@pytest.mark.requirement("PIC-5")
def test_by_hand() -> None:
    # Ten places, ten incidents: 4, 3, 2 and 1.
    seen = told([0, 1, 0, 4, 2, 0, 0, 3, 0, 0])
    assert seen.whole_places == (1, 2)
    assert seen.share_of_places == pytest.approx((2.5 / 4 / 10, (1 + 1 / 3) / 10))
    assert seen.gini == pytest.approx(0.7)
    assert seen.gini_few_places == pytest.approx(0.7 * 10 / 9)
    assert seen.gini_few_incidents == pytest.approx(0.7)
    assert (seen.places, seen.places_with, seen.incidents) == (10, 4, 10)
    assert seen.lorenz_incidents[:5] == pytest.approx([0, 0.4, 0.7, 0.9, 1])
    assert seen.gini_low is None
    assert seen.share_low == (None, None)


@pytest.mark.requirement("PIC-5")
def test_the_correction_for_fewer_incidents_than_places() -> None:
    # Bernasco and Steenbeek's G′ = max(1/c, 1/n)(2 Σ i·y_i − n − 1) − max(n/c, 1) + 1, with shares y rising.
    counts = np.array([0] * 90 + [1] * 6 + [2] * 3 + [8])
    n, c = len(counts), int(counts.sum())
    rising = np.sort(counts) / c
    published = max(1 / c, 1 / n) * (2 * (np.arange(1, n + 1) * rising).sum() - n - 1) - max(n / c, 1) + 1
    assert told(counts).gini_few_incidents == pytest.approx(published)
    assert told([1] * 7 + [0] * 93).gini_few_incidents == pytest.approx(0)
    assert told([7] + [0] * 99).gini_few_incidents == pytest.approx(1 - 1 / 7)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(0, 30), min_size=1, max_size=25))
def test_gini_and_shares_are_what_the_definition_gives(counts: list[int]) -> None:
    if sum(counts) == 0:
        return
    seen, given_counts = told(counts, 3), np.array(counts)
    assert seen.gini == pytest.approx(by_definition(given_counts), abs=1e-12)
    fullest = np.cumsum(np.sort(given_counts)[::-1]) / given_counts.sum()
    for share, whole, part in zip(seen.shares, seen.whole_places, seen.share_of_places, strict=True):
        assert whole == (fullest < share - 1e-12).sum() + 1
        assert np.interp(share, [0, *fullest], np.arange(len(counts) + 1)) == pytest.approx(
            part * len(counts)
        )
    shuffled = told(np.random.default_rng(2).permutation(given_counts), 3)
    assert shuffled.gini == seen.gini
    assert told(given_counts * 3, 3).gini == pytest.approx(seen.gini, abs=1e-12)
    assert told([*counts, 0], 3).gini >= seen.gini - 1e-12


def test_chance_concentrates_by_as_much_as_is_expected() -> None:
    # The mean difference between two of n places that share c incidents evenly, exactly.
    n, c = 200, 150
    together = np.arange(1, c + 1)
    ways = np.array([k * comb(k - 1, (k - 1) // 2) / 2 ** (k - 1) for k in together.tolist()])
    difference = (binom.pmf(together, c, 2 / n) * ways).sum()
    exact = n * (n - 1) * difference / (2 * n * c)
    seen = told(np.random.default_rng(3).multinomial(c, np.full(n, 1 / n)), 999)
    assert seen.gini_chance == pytest.approx(exact, abs=0.002)
    assert seen.p > 0.01
    assert seen.share_chance[0] < 0.25
    assert told(np.full(200, 30), 99).share_chance[1] == pytest.approx(0.5, abs=0.1)


@pytest.mark.requirement("PIC-5")
def test_planted_concentration_stands_out_from_chance() -> None:
    draw = np.random.default_rng(5)
    counts = draw.poisson(draw.gamma(0.3, 2 / 0.3, 500))
    seen = told(counts, 199)
    assert seen.p == 1 / 200
    assert seen.gini > seen.gini_chance + 0.2
    assert seen.gini_low < seen.gini < seen.gini_high
    assert seen.share_low[1] < seen.share_of_places[1] < seen.share_high[1]
    assert seen.share_high[1] < seen.share_chance[1]


def test_few_full_places_give_no_interval_for_their_share() -> None:
    seen = told([400, 300, 200] + [1] * 150, 99)
    assert seen.whole_places == (1, 2)
    assert seen.share_low == (None, None)
    assert seen.gini_low is not None


def test_the_footprint_and_other_shares() -> None:
    counts = np.array([[5, 0, 9], [1, 2, 9]])
    mask = np.array([[True, True, False], [True, True, False]])
    seen = told(counts, mask=mask, shares=(0.8,))
    assert (seen.places, seen.incidents) == (4, 8)
    assert seen.whole_places == (2,)
    assert told([3] * 200).gini_low is None
    assert told([7]).gini_few_places is None


def test_ugly_input_is_answered_or_refused() -> None:
    rng = np.random.default_rng(1)
    for bad in BAD_COUNTS:
        refuses(concentration, bad, rng=rng)
    for odd in ODD_COUNTS:
        answers_or_refuses(concentration, odd, permutations=9, rng=rng)
        answers_or_refuses(concentration, np.resize(odd, 500) if len(odd) else odd, permutations=9, rng=rng)
    refuses(concentration, [0, 0], rng=rng, code="too_few")
    refuses(concentration, [1, 2], shares=(0, 0.5), rng=rng, code="level")
    refuses(concentration, [1, 2], shares=(), rng=rng, code="level")
    refuses(concentration, [1, 2], [1, 0], rng=rng, code="not_mask")
    refuses(concentration, [1, 2], [True], rng=rng, code="shape")
    refuses(concentration, [1, 2], level=2, rng=rng, code="level")
    refuses(concentration, [1, 2], permutations=0, rng=rng, code="not_whole")
