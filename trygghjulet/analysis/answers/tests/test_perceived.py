"""Shares from a survey, and whether they have changed."""

from __future__ import annotations

from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint, proportions_ztest

from trygghjulet.analysis.answers.perceived import FEWEST_ANSWERS, Interval, Share, share, shares
from trygghjulet.analysis.answers.perceived_change import share_change, share_changes
from trygghjulet.analysis.changes.change import Verdict
from trygghjulet.analysis.tests.nasty import answers_or_refuses, refuses

NAN = float("nan")


def answers(yes: int, no: int) -> list[float]:
    return [1.0] * yes + [0.0] * no


def drawn(rng: np.random.Generator, n: int = 240) -> tuple[np.ndarray, ...]:
    """Answers, strata, clusters within them, and weights."""
    stratum = rng.integers(0, 3, n)
    cluster = stratum * 10 + rng.integers(0, 8, n)
    return rng.random(n) < 0.3, stratum, cluster, rng.gamma(3, size=n)


@pytest.mark.requirement("PIC-4", "FUP-6")
@pytest.mark.parametrize(("yes", "no"), [(0, 40), (3, 97), (28, 72), (100, 100), (60, 0)])
def test_without_weights_it_is_the_peers(yes: int, no: int) -> None:
    told = share(answers(yes, no))
    assert told.value == yes / (yes + no)
    assert (told.low, told.high) == pytest.approx(
        proportion_confint(yes, yes + no, method="wilson"), abs=1e-12
    )
    exact = share(answers(yes, no), interval=Interval.KORN_GRAUBARD, level=0.9)
    wanted = proportion_confint(yes, yes + no, alpha=0.1, method="beta")
    assert (exact.low, exact.high) == pytest.approx(np.nan_to_num(wanted), abs=1e-8)
    assert told.effective == pytest.approx(yes + no)
    assert told.weight_effect == pytest.approx(1)
    assert told.design_effect == (None if 0 in (yes, no) else pytest.approx(1))


def test_the_variance_is_that_of_a_ratio_over_strata_and_clusters() -> None:
    y, stratum, cluster, weight = drawn(np.random.default_rng(1))
    told = share(y, stratum, cluster, weight=weight)
    p = (weight * y).sum() / weight.sum()
    variance = 0.0
    for h in np.unique(stratum):
        totals = np.array(
            [(weight * (y - p))[cluster == c].sum() / weight.sum() for c in np.unique(cluster[stratum == h])]
        )
        variance += len(totals) * totals.var(ddof=1)
    assert told.value == pytest.approx(p)
    assert told.error == pytest.approx(sqrt(variance))
    assert told.weight_effect == pytest.approx(1 + weight.var() / weight.mean() ** 2)
    assert told.design_effect == pytest.approx(variance / (p * (1 - p) / (len(y) - 1)))


def test_groups_are_parts_of_the_whole_sample() -> None:
    y, stratum, cluster, weight = drawn(np.random.default_rng(2))
    group = np.random.default_rng(3).choice(["kvinnor", "män"], len(y))
    told = shares(y, group, stratum, cluster, weight=weight)
    assert told.group == ("kvinnor", "män")
    inside = group == "kvinnor"
    p = (weight * y)[inside].sum() / weight[inside].sum()
    z = np.where(inside, weight * (y - p), 0) / weight[inside].sum()
    variance = 0.0
    for h in np.unique(stratum):
        totals = np.array([z[cluster == c].sum() for c in np.unique(cluster[stratum == h])])
        variance += len(totals) * totals.var(ddof=1)
    assert told.value[0] == pytest.approx(p)
    assert told.error[0] == pytest.approx(sqrt(variance))
    whole = shares(y, ["alla"] * len(y), stratum, cluster, weight=weight)
    one = share(y, stratum, cluster, weight=weight)
    assert (whole.low[0], whole.high[0]) == (one.low, one.high)


def test_everyone_asked_leaves_nothing_unsure() -> None:
    y = answers(20, 40)
    assert share(y, population=60).error == 0
    assert share(y, population=60).low == share(y, population=60).value == pytest.approx(1 / 3)
    half, none = share(y, population=120), share(y, population=1e9)
    assert half.error == pytest.approx(share(y).error * sqrt(0.5))
    assert none.high == pytest.approx(share(y).high)
    assert half.high < none.high


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 10**6), st.floats(1e-6, 1e6))
def test_order_names_and_the_unit_of_weights_do_not_matter(seed: int, unit: float) -> None:
    rng = np.random.default_rng(seed)
    y, stratum, cluster, weight = drawn(rng)
    order = rng.permutation(len(y))
    one = share(y, stratum, cluster, weight=weight)
    other = share(
        y[order], stratum[order].astype(str), [f"h{c}" for c in cluster[order]], weight=weight[order] * unit
    )
    for field in ("value", "low", "high", "error", "effective"):
        assert getattr(other, field) == pytest.approx(getattr(one, field), rel=1e-9)
    turned = share(~y, stratum, cluster, weight=weight)
    assert (turned.value, turned.low) == pytest.approx((1 - one.value, 1 - one.high))
    assert 0 <= one.low <= one.value <= one.high <= 1


def test_no_answer_is_counted_and_left_out() -> None:
    told = share([*answers(20, 30), NAN, NAN, 1.0], weight=[1.0] * 52 + [0.0])
    assert (told.answered, told.missing, told.value) == (50, 3, 0.4)


def test_fewer_answers_than_the_rule_asks_for() -> None:
    refuses(share, answers(9, FEWEST_ANSWERS - 10), code="too_few")
    assert share(answers(9, 11), fewest=20).answered == 20
    told = shares(answers(20, 25), ["a"] * 40 + ["b"] * 5)
    assert told.answered.tolist() == [40, 5]
    assert np.isnan(told.value[1])
    refuses(share, answers(20, 20), cluster=["ett hus"] * 40, code="too_few")


def test_heavy_weights_make_the_interval_wider() -> None:
    y = answers(50, 150)
    weight = np.tile([1.0, 9.0], 100)
    told = share(y, weight=weight)
    assert told.weight_effect == pytest.approx(1.64)
    assert told.high - told.low > 1.2 * (share(y).high - share(y).low)


@pytest.mark.requirement("FUP-6")
def test_a_change_between_two_surveys() -> None:
    before, after = share(answers(120, 280)), share(answers(80, 320))
    told = share_change(before, after)
    low, high = confint_proportions_2indep(80, 400, 120, 400, method="newcomb")
    assert (told.low, told.high) == pytest.approx((low, high))
    assert told.p == pytest.approx(proportions_ztest([80, 120], [400, 400])[1])
    assert told.difference == pytest.approx(-0.1)
    assert told.verdict is Verdict.DECREASE
    assert share_change(after, before).verdict is Verdict.INCREASE
    assert share_change(before, before).verdict is Verdict.CANNOT_BE_TOLD
    assert share_change(before, before).p == 1
    counted = share_change(share(answers(20, 40), population=60), share(answers(30, 30), population=60))
    assert (counted.low, counted.high, counted.p) == pytest.approx((1 / 6, 1 / 6, 0))


@pytest.mark.requirement("FUP-6")
def test_many_groups_hold_down_chance_finds() -> None:
    rng = np.random.default_rng(4)
    names = np.repeat([f"område {n:02}" for n in range(40)], 100)
    before = shares(rng.random(4000) < 0.3, names)
    moved = np.where(names == "område 07", 0.65, 0.3)
    after = shares(np.append(rng.random(4000) < moved, True), [*names, "nytt"])
    told = share_changes(before, after)
    assert told.group[-1] == "nytt"
    assert np.isnan(told.difference[-1])
    assert told.verdict[7] is Verdict.INCREASE
    assert sum(verdict is not Verdict.CANNOT_BE_TOLD for verdict in told.verdict) == 1
    assert (told.p[:40] <= 0.05).sum() > 1  # chance finds, one by one
    assert (told.q[:40] >= told.p[:40]).all()


def test_ugly_input() -> None:
    good = answers(20, 20)
    for bad in (["a"] * 40, [2.0] * 40, [-1.0] * 40, [1j] * 40, [[1, 0]] * 20, [[1], [1, 2]], [None] * 40):
        refuses(share, bad)
        refuses(shares, bad, ["a"] * 40)
    for weight in ([1.0] * 39, [NAN] * 40, [-1.0] * 40, [float("inf")] * 40, ["a"] * 40, [1e308] * 40):
        refuses(share, good, weight=weight)
    refuses(share, good, weight=[0.0] * 40, code="too_few")
    for names in (["a"] * 39, [NAN] * 40, [None, "a"] * 20, [["a"]] * 40):
        refuses(share, good, names)
        refuses(share, good, cluster=names)
        refuses(shares, good, names)
    for population in (10, -1, NAN, [40] * 39, list(range(100, 140))):
        refuses(share, good, population=population)
    refuses(share, [], code="too_few")
    refuses(share, good, level=95, code="level")
    refuses(share, good, fewest=0, code="not_whole")
    assert answers_or_refuses(shares, [], []).group == ()
    assert isinstance(answers_or_refuses(share, good, weight=[1e-300] * 40), Share)
    assert isinstance(
        answers_or_refuses(share, [True] * 40, list(range(40))), Exception
    )  # one in each stratum
