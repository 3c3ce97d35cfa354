"""Small areas' rates steadied."""

from __future__ import annotations

import numpy as np
import pytest

from trygghjulet.analysis.levels.shrinkage import Differences, marshall_rates, steadied_rates
from trygghjulet.analysis.tests.nasty import BAD_COUNTS, ODD_COUNTS, answers_or_refuses, refuses

RNG = np.random.default_rng(4)
PEOPLE = RNG.uniform(100, 5000, 40)
RATE = RNG.gamma(4, 0.01 / 4, 40)
COUNTS = RNG.poisson(PEOPLE * RATE)


@pytest.mark.requirement("PIC-4")
def test_small_areas_are_drawn_in_most_and_come_closer_to_the_truth() -> None:
    told = steadied_rates(COUNTS, PEOPLE, per=1)
    assert (np.diff(told.weight[np.argsort(PEOPLE)]) > 0).all()
    assert ((told.value - RATE) ** 2).mean() < ((told.crude - RATE) ** 2).mean()
    assert ((told.low <= told.value) & (told.value <= told.high)).all()
    assert told.differences is Differences.BEYOND_CHANCE


def test_the_total_stays() -> None:
    for told in (steadied_rates(COUNTS, PEOPLE, per=1), marshall_rates(COUNTS, PEOPLE, per=1)):
        assert (told.value * PEOPLE).sum() == pytest.approx(COUNTS.sum(), rel=0.02)


def test_marshalls_formula_by_hand() -> None:
    told = marshall_rates([0, 10, 20, 40], [100, 100, 200, 200], per=1)
    # m = 70/600; s² = (100·(0−m)² + 100·(.1−m)² + 200·(.1−m)² + 200·(.2−m)²)/600; A = s² − m/150.
    m = 70 / 600
    between = (100 * m**2 + 300 * (0.1 - m) ** 2 + 200 * (0.2 - m) ** 2) / 600 - m / 150
    own = between / (between + m / 100)
    assert told.value[0] == pytest.approx(m + own * (0 - m))


def test_order_and_unit_do_not_matter() -> None:
    order = RNG.permutation(40)
    one, turned = steadied_rates(COUNTS, PEOPLE), steadied_rates(COUNTS[order], PEOPLE[order])
    assert turned.value == pytest.approx(one.value[order])
    assert turned.high == pytest.approx(one.high[order])
    finer = steadied_rates(COUNTS, PEOPLE * 1000, per=1e6)
    assert finer.low == pytest.approx(one.low, rel=1e-6)


def test_areas_alike_are_said_to_be() -> None:
    told = steadied_rates([10] * 12, [1000] * 12)
    assert told.differences is Differences.NONE_BEYOND_CHANCE
    assert told.value == pytest.approx(np.full(12, 10), rel=0.01)
    assert marshall_rates([10] * 12, [1000] * 12).weight == pytest.approx(np.zeros(12))


def test_unknown_population_is_left_out() -> None:
    people = PEOPLE.copy()
    people[:2] = [np.nan, 0]
    told = steadied_rates(COUNTS, people)
    assert np.isnan(told.value[:2]).all()
    assert told.value[2:] == pytest.approx(steadied_rates(COUNTS[2:], people[2:]).value)


@pytest.mark.parametrize("method", [steadied_rates, marshall_rates])
def test_too_little_is_refused(method: object) -> None:
    refuses(method, [5], [100], code="too_few")
    refuses(method, [0, 0, 0, 0, 0], [100] * 5, code="too_few")
    for counts in BAD_COUNTS:
        refuses(method, counts, [1, 1, 1], code="not_counts")
    for counts in ODD_COUNTS:
        answers_or_refuses(method, counts, np.full(len(counts), 50.0))
