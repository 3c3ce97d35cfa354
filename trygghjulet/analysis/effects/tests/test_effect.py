"""Before and after, with and without."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from statsmodels.stats.contingency_tables import StratifiedTable

from trygghjulet.analysis.changes.change import Verdict, change_against
from trygghjulet.analysis.effects.effect import Effect, before_after
from trygghjulet.analysis.tests.nasty import BAD_COUNTS, BAD_NUMBERS, ODD_COUNTS, answers_or_refuses, refuses

some_counts = st.lists(st.integers(0, 500), min_size=4, max_size=4)


@pytest.mark.requirement("FUP-3")
def test_the_example_of_the_paper() -> None:
    told = before_after(207, 110, 308, 318)
    assert told.difference == -107
    assert told.error == pytest.approx(30.70830506557)
    assert told.z == pytest.approx(-107 / 30.70830506557)
    assert (told.low, told.high) == (pytest.approx(-167.1872, abs=1e-3), pytest.approx(-46.8128, abs=1e-3))
    assert told.verdict is Verdict.DECREASE
    assert told.relative.ratio == pytest.approx((110 / 207) / (318 / 308))
    assert told.relative.verdict is Verdict.DECREASE


@pytest.mark.requirement("FUP-3")
def test_what_happened_everywhere_is_no_effect() -> None:
    assert before_after(50, 40, 60, 48).verdict is Verdict.CANNOT_BE_TOLD
    nothing = before_after(0, 0, 0, 0)
    assert (nothing.difference, nothing.error, nothing.z, nothing.p) == (0, 0, 0, 1)
    assert nothing.verdict is Verdict.CANNOT_BE_TOLD
    assert before_after(10, 90, 50, 50).verdict is Verdict.INCREASE


def test_periods_of_unequal_length() -> None:
    told = before_after(80, 20, 100, 50, exposure_before=2, exposure_after=1)
    assert told.difference == -20
    assert told.error == pytest.approx(np.sqrt(115))


def test_a_comparison_area_twice_as_large_counts_half() -> None:
    told = before_after(80, 40, 200, 180, control_exposure=2)
    assert told.difference == -40 + 10
    assert told.error == pytest.approx(np.sqrt(80 + 40 + 200 / 4 + 180 / 4))


def test_kinds_of_crime_weighted_by_their_harm() -> None:
    told = before_after(
        [130, 327, 398, 144, 183],
        [74, 202, 190, 92, 96],
        [133, 388, 148, 86, 94],
        [91, 305, 97, 64, 67],
        weight=[3, 2, 5, 7, 10],
    )
    assert told.difference == -1721
    assert told.error == pytest.approx(304.10360077)
    assert told.z == pytest.approx(-5.65925558)
    assert (told.low, told.high) == (pytest.approx(-2317.03210507), pytest.approx(-1124.96789493))


def test_the_ratio_of_many_sites_is_mantel_and_haenszels() -> None:
    t0, t1, c0, c1 = [20, 35, 8], [11, 30, 9], [25, 50, 12], [24, 41, 15]
    tables = np.array([[[a, b], [c, d]] for a, b, c, d in zip(t1, t0, c1, c0, strict=True)])
    theirs = StratifiedTable(list(tables))
    ours = before_after(t0, t1, c0, c1).relative
    assert ours.ratio == pytest.approx(theirs.oddsratio_pooled)
    assert (ours.low, ours.high) == pytest.approx(theirs.oddsratio_pooled_confint())


@given(some_counts)
def test_the_ratio_of_one_site_is_the_simple_one(counts: list[int]) -> None:
    ours, simple = before_after(*counts).relative, change_against(*counts)
    if simple.ratio is None:
        assert ours.ratio is None
    else:
        assert (ours.ratio, ours.low, ours.high) == pytest.approx((simple.ratio, simple.low, simple.high))


@settings(max_examples=50)
@given(some_counts, st.floats(0.1, 10), st.floats(1, 5))
def test_units_and_spread(counts: list[int], unit: float, spread: float) -> None:
    plain, scaled = before_after(*counts), before_after(*counts, exposure_before=unit, exposure_after=unit)
    assert scaled.difference * unit == pytest.approx(plain.difference, abs=1e-9)
    assert scaled.z == pytest.approx(plain.z)
    wide = before_after(*counts, overdispersion=spread)
    assert wide.error == pytest.approx(plain.error * np.sqrt(spread))
    mirrored = before_after(counts[2], counts[3], counts[0], counts[1])
    assert mirrored.difference == -plain.difference


def test_sites_may_come_in_any_order() -> None:
    rng = np.random.default_rng(1)
    counts, weight, order = rng.poisson(20, (4, 7)), rng.uniform(1, 5, 7), rng.permutation(7)
    one, other = before_after(*counts, weight=weight), before_after(*counts[:, order], weight=weight[order])
    assert one.difference == pytest.approx(other.difference)
    assert one.relative.p == pytest.approx(other.relative.p or 0)


@pytest.mark.parametrize("bad", [*BAD_COUNTS, [], [[1, 2, 3]]])
def test_what_are_no_counts_is_refused(bad: Any) -> None:
    refuses(before_after, bad, [1, 2, 3], [1, 2, 3], [1, 2, 3])
    refuses(before_after, [1, 2, 3], [1, 2, 3], [1, 2, 3], bad)


@pytest.mark.parametrize("bad", [*BAD_NUMBERS, [1, 2], -1, [-1, 1, 1], 1e300])
def test_what_are_no_weights_or_exposures_is_refused(bad: Any) -> None:
    sites = [[1, 2, 3]] * 4
    refuses(before_after, *sites, weight=bad)
    refuses(before_after, *sites, control_exposure=bad)


def test_odd_input_is_answered() -> None:
    for odd in ODD_COUNTS:
        told = answers_or_refuses(before_after, odd, odd, odd, odd)
        if isinstance(told, Effect):
            assert told.difference == 0
            assert told.verdict is Verdict.CANNOT_BE_TOLD
    refuses(before_after, 1, 2, 3, 4, level=1, code="level")
    refuses(before_after, 1, 2, 3, 4, overdispersion=0.5, code="overdispersion")
