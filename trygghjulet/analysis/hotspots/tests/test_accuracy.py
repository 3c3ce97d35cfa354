"""PAI, PEI and RRI are the published ones, and PAI's interval keeps its promise."""

from __future__ import annotations

from math import inf

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from scipy.stats import binom, binomtest, gamma

from trygghjulet.analysis.hotspots.accuracy import map_accuracy, pai
from trygghjulet.analysis.tests.nasty import BAD_COUNTS, BAD_NUMBERS, ODD_COUNTS, answers_or_refuses, refuses


@pytest.mark.requirement("PIC-5")
def test_the_case_of_ptools() -> None:
    told = map_accuracy([6, 3, 0], [3, 2, 1])
    assert told.pai == pytest.approx([2, 1.5, 1])
    assert told.pei == pytest.approx([1, 1, 1])
    assert told.rri == pytest.approx(np.cumsum([3, 2, 1]) / np.cumsum([6, 3, 0]))
    turned = map_accuracy([0, 6, 3], [1, 3, 2])
    assert turned.order.tolist() == [1, 2, 0]
    assert turned.pai == pytest.approx(told.pai)


def test_unequal_areas_by_hand() -> None:
    told = map_accuracy([5, 4, 1], [1, 4, 4], exposure=[1, 1, 2])
    # Heat 1, 4 and 2 per area: the second place, then the third, then the first.
    assert told.order.tolist() == [1, 2, 0]
    assert told.share_of_area == pytest.approx([0.25, 0.75, 1])
    assert told.share_of_count == pytest.approx([0.4, 0.5, 1])
    assert told.pai == pytest.approx([1.6, 2 / 3, 1])
    # The best at those areas: the first place; the first, the second and half of the third.
    assert told.pei == pytest.approx([0.4 / 0.5, 0.5 / 0.95, 1])


def test_what_the_map_holds_for_equal_comes_in_proportion() -> None:
    one = map_accuracy([9, 0, 3], [2, 2, 1])
    other = map_accuracy([0, 9, 3], [2, 2, 1])
    assert one.share_of_count == pytest.approx(other.share_of_count)
    assert one.pai[0] == pytest.approx((4.5 / 12) / (1 / 3))
    flat = map_accuracy([4, 0, 7], [1, 1, 1])
    assert flat.pai == pytest.approx([1, 1, 1])
    assert flat.area_under_curve == pytest.approx(0.5)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 9), st.integers(1, 5)), min_size=1, max_size=12))
def test_no_map_beats_what_was_known_afterwards(rows: list[tuple[int, int, int]]) -> None:
    counts, forecast, area = (np.array(column) for column in zip(*rows, strict=True))
    if counts.sum() == 0:
        return
    told = map_accuracy(counts, forecast, area)
    assert (told.pei <= 1).all()
    assert (told.pei >= 0).all()
    assert told.pai[-1] == pytest.approx(1)
    best = map_accuracy(counts, counts, area)
    assert best.pei == pytest.approx(np.ones(len(counts)))
    assert best.area_under_curve >= told.area_under_curve - 1e-12
    scaled = map_accuracy(counts, forecast * 7.0, area * 100)
    assert scaled.pai == pytest.approx(told.pai)


@pytest.mark.requirement("PIC-5")
def test_pai_and_its_interval() -> None:
    told = pai(30, 100, 0.1)
    exact = binomtest(30, 100).proportion_ci(0.95, method="exact")
    assert told.value == pytest.approx(3)
    assert (told.low, told.high) == (pytest.approx(exact.low / 0.1), pytest.approx(exact.high / 0.1))
    assert told.share_of_count == 0.3
    assert pai(0, 50, 0.2).low == 0
    assert pai(50, 50, 0.2).high == pytest.approx(5)
    assert pai(0, 0, 0.2).value is None


@pytest.mark.parametrize("total", [1, 7, 40])
@pytest.mark.parametrize("share", [0.01, 0.2, 0.5, 0.9])
def test_the_interval_covers_at_least_what_it_promises(total: int, share: float) -> None:
    chance = binom.pmf(np.arange(total + 1), total, share)
    covers = []
    for count in range(total + 1):
        told = pai(count, total, 0.25, level=0.9)
        covers.append(told.low <= share / 0.25 <= told.high)
    assert chance[covers].sum() >= 0.9


def test_nothing_happened_where_something_was_forecast() -> None:
    told = map_accuracy([0, 5], [3, 1])
    assert told.rri[0] == inf
    assert np.isnan(map_accuracy([5, 0], [0, 0], [1, 1]).rri).sum() == 0


def test_ugly_input_is_answered_or_refused() -> None:
    good = [1.0, 2.0, 3.0]
    for bad in BAD_COUNTS:
        refuses(map_accuracy, bad, good)
    for bad in BAD_NUMBERS:
        refuses(map_accuracy, [1, 2, 3], bad, code="not_numbers")
        refuses(map_accuracy, [1, 2, 3], good, bad, code="not_numbers")
    for odd in ODD_COUNTS:
        answers_or_refuses(map_accuracy, odd, odd)
    refuses(map_accuracy, [0, 0], [1, 1], code="too_few")
    refuses(map_accuracy, [1, 2, 3], [1, 2], code="shape")
    refuses(map_accuracy, [[1, 2]], [[1, 2]], code="shape")
    refuses(map_accuracy, [1, 2, 3], [-1, 0, 0], code="not_positive")
    refuses(map_accuracy, [1, 2, 3], good, [0, 1, 1], code="not_positive")
    refuses(map_accuracy, [1, 2, 3], good, [1e300, 1, 1], code="not_numbers")
    refuses(pai, 5, 3, 0.1, code="not_part")
    refuses(pai, -1, 3, 0.1, code="not_counts")
    refuses(pai, 1, 3, 0, code="not_positive")
    refuses(pai, 1, 3, 1.1, code="not_share")
    refuses(pai, 1, 3, float("nan"), code="not_positive")
    refuses(pai, 1, 3, 0.5, level=1, code="level")


def test_the_interval_of_few_among_very_many() -> None:
    told = pai(1000, 10**9 + 999, 0.5)
    assert told.low < told.value < told.high
    assert told.low == pytest.approx(gamma.ppf(0.025, 1000) / (10**9 + 999) / 0.5, rel=1e-5)
