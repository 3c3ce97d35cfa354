"""Areas against the rest and against peers."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import binomtest

from trygghjulet.analysis.changes.change import Verdict, change
from trygghjulet.analysis.levels.comparing import compare_with_peers, compare_with_rest
from trygghjulet.analysis.tests.nasty import BAD_COUNTS, ODD_COUNTS, answers_or_refuses, refuses

COUNTS, PEOPLE = np.array([60, 20, 25, 0]), np.array([1000, 1000, 1200, 90.0])


@pytest.mark.requirement("PIC-4")
def test_an_area_is_not_part_of_the_rest() -> None:
    told = compare_with_rest(COUNTS, PEOPLE)
    assert told.ratio[0] == pytest.approx((60 / 1000) / (45 / 2290))
    alone = change(45, 60, 2290, 1000)
    assert (told.low[0], told.high[0]) == (pytest.approx(alone.low), pytest.approx(alone.high))
    lower = binomtest(60, 105, 1000 / 3290, alternative="greater").pvalue
    assert told.p[0] == pytest.approx(2 * lower)
    assert told.verdicts == (*(Verdict.INCREASE, Verdict.DECREASE, Verdict.DECREASE, Verdict.CANNOT_BE_TOLD),)


@pytest.mark.parametrize("spread", [1, 2.5])
def test_p_and_interval_say_the_same(spread: float) -> None:
    rng = np.random.default_rng(1)
    counts, people = rng.poisson(12, 60), rng.uniform(500, 2000, 60)
    told = compare_with_rest(counts, people, overdispersion=spread)
    assert ((told.p < 0.05) == ((told.low > 1) | (told.high < 1))).all()
    assert (told.q >= told.p).all()


@pytest.mark.requirement("PIC-4")
def test_peers_one_by_one_and_together() -> None:
    told = compare_with_peers(60, COUNTS[1:], 1000, PEOPLE[1:])
    assert told.pooled.ratio[0] == pytest.approx(compare_with_rest(COUNTS, PEOPLE).ratio[0])
    assert told.each.ratio[0] == pytest.approx(3)
    assert told.each.ratio[2] == np.inf
    assert told.each.verdicts[0] is Verdict.INCREASE
    wide = compare_with_peers(60, COUNTS[1:], 1000, PEOPLE[1:], overdispersion=10)
    assert wide.pooled.low[0] < told.pooled.low[0]
    assert Verdict.INCREASE not in wide.each.verdicts


def test_unknown_population_is_neither_compared_nor_in_the_rest() -> None:
    people = PEOPLE.copy()
    people[1] = np.nan
    told = compare_with_rest(COUNTS, people)
    assert np.isnan(told.ratio[1])
    assert told.verdicts[1] is Verdict.CANNOT_BE_TOLD
    assert told.ratio[0] == pytest.approx((60 / 1000) / (25 / 1290))
    assert np.isnan(compare_with_rest([5], [100]).ratio).all()
    assert np.isnan(compare_with_peers(5, [], 10, []).pooled.ratio).all()


@pytest.mark.parametrize("counts", ODD_COUNTS)
def test_odd_counts_are_answered(counts: list[int]) -> None:
    answers_or_refuses(compare_with_rest, counts, np.full(len(counts), 9.0), overdispersion=2)


@pytest.mark.parametrize("counts", BAD_COUNTS)
def test_bad_counts_are_refused(counts: object) -> None:
    refuses(compare_with_rest, counts, [1, 1, 1], code="not_counts")
    refuses(compare_with_peers, 1, counts, 1, [1, 1, 1], code="not_counts")
