"""Power promised beforehand, against sums over every outcome, other programs and known limits."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st
from scipy.special import ndtr
from scipy.stats import nct, poisson
from statsmodels.stats.power import normal_power

from trygghjulet.analysis.changes.change import Verdict, change
from trygghjulet.analysis.effects.power import (
    Comparison,
    detectable_change,
    follow_up_needed,
    power_of_change,
)
from trygghjulet.analysis.effects.power_series import detectable_change_in_series, power_of_series
from trygghjulet.analysis.tests.nasty import answers_or_refuses, refuses

RATIO = Comparison.RATIO


@pytest.mark.parametrize(("before", "ratio", "longer"), [(6, 0.2, 1), (6, 4, 1), (9, 0.3, 2), (4, 1, 0.5)])
def test_the_power_of_a_change_is_the_sum_over_every_outcome(
    before: float, ratio: float, longer: float
) -> None:
    wanted = {Verdict.DECREASE} if ratio < 1 else {Verdict.INCREASE}
    wanted |= {Verdict.DECREASE} if ratio == 1 else set()
    first, second = poisson.pmf(np.arange(35), before), poisson.pmf(np.arange(60), before * longer * ratio)
    whole = sum(
        first[b] * second[a]
        for b in range(35)
        for a in range(60)
        if first[b] * second[a] > 1e-9 and change(b, a, 1, longer).verdict in wanted
    )
    assert power_of_change(before, exposure_after=longer, ratio=ratio) == pytest.approx(whole, abs=1e-5)


def test_the_power_of_a_difference_is_the_normals() -> None:
    told = power_of_change(100, 80, ratio=0.6)
    error = np.sqrt(100 + 60 + 160)
    theirs = normal_power(40 / error, nobs=1, alpha=0.05, alternative="two-sided")
    assert told == pytest.approx(theirs, abs=1e-4)
    # An area twice as large, halved, has a quarter of its variance.
    wide = power_of_change(100, 160, control_exposure=2, ratio=0.6)
    assert wide == pytest.approx(ndtr(40 / np.sqrt(160 + 320 / 4) - 1.959964))


def test_the_power_of_a_ratio_is_noncentral_ts() -> None:
    told = power_of_change(300, 500, ratio=0.8, comparison=RATIO, areas=12, overdispersion=1.5)
    error = np.sqrt(1.5 * (1 / 300 + 1 / 240 + 2 / 500))
    assert told == pytest.approx(nct.cdf(-2.228139, 10, np.log(0.8) / error), abs=1e-6)
    many = power_of_change(300, 500, ratio=0.8, comparison=RATIO, areas=100_000, overdispersion=1.5)
    assert many == pytest.approx(
        power_of_change(300, 500, ratio=0.8, comparison=RATIO, overdispersion=1.5), abs=1e-4
    )


@pytest.mark.requirement("FUP-2", "FUP-3")
@pytest.mark.parametrize(
    "plan",
    [
        {},
        {"overdispersion": 2},
        {"control_before": 150},
        {"control_before": 300, "control_exposure": 2, "exposure_after": 2},
        {"control_before": 300, "comparison": RATIO, "areas": 10},
    ],
)
def test_the_change_that_can_be_seen_is_seen_with_that_power(plan: dict[str, Any]) -> None:
    told = detectable_change(150, **plan, power=0.8)
    assert told.decrease is not None
    assert told.increase is not None
    assert told.decrease < 1 < told.increase
    assert power_of_change(150, **plan, ratio=told.decrease) == pytest.approx(0.8, abs=1e-4)
    assert power_of_change(150, **plan, ratio=told.increase) == pytest.approx(0.8, abs=1e-4)


@pytest.mark.requirement("FUP-3")
def test_what_can_never_be_seen() -> None:
    told = detectable_change(3)
    assert told.decrease is None
    assert told.increase is not None
    assert follow_up_needed(10, ratio=0.9) is None
    assert detectable_change(30, 1000).decrease is None


def test_how_long_one_must_follow_up() -> None:
    needed = follow_up_needed(200, 200, exposure_before=12, ratio=0.7)
    assert needed is not None
    plan = {"exposure_before": 12, "ratio": 0.7}
    assert power_of_change(200, 200, exposure_after=needed, **plan) == pytest.approx(0.8, abs=1e-6)
    assert follow_up_needed(200, 200, ratio=0.7) == pytest.approx(needed / 12)


def test_without_a_change_the_power_is_the_rate_of_false_finds() -> None:
    assert 0.02 < power_of_change(40, ratio=1) <= 0.05
    assert power_of_change(100, 100, ratio=1) == pytest.approx(0.05)
    assert power_of_change(100, 100, ratio=1, comparison=RATIO, areas=8) == pytest.approx(0.05)
    assert power_of_series([50] * 60, 30, ratio=1) == pytest.approx(0.05)


@settings(max_examples=40, deadline=None)
@given(st.floats(20, 5000), st.floats(0.3, 0.95), st.sampled_from([None, 500]))
def test_more_of_everything_sees_more(before: float, ratio: float, control: float | None) -> None:
    told = power_of_change(before, control, ratio=ratio)
    assert 0 <= told <= 1
    assert power_of_change(before * 2, control, ratio=ratio) >= told - 0.02
    assert power_of_change(before, control, ratio=ratio * 0.8) >= told - 1e-9
    assert power_of_change(before, control, ratio=ratio, overdispersion=2) <= told + 0.02
    assert power_of_change(before, control, ratio=ratio, alpha=0.01) <= told + 1e-9


def test_the_power_of_a_series() -> None:
    least = detectable_change_in_series([60] * 60, 36)
    assert least.decrease is not None
    assert power_of_series([60] * 60, 36, ratio=least.decrease) == pytest.approx(0.8, abs=1e-6)
    lasting = detectable_change_in_series([60] * 60, 36, autocorrelation=0.4)
    assert lasting.decrease is not None
    assert lasting.decrease < least.decrease
    spread = power_of_series([60] * 60, 36, ratio=0.8, overdispersion=3)
    assert spread == pytest.approx(power_of_series([20] * 60, 36, ratio=0.8))


@pytest.mark.parametrize("bad", [0, -1, float("nan"), float("inf"), 1e300, 1e-300])
def test_ugly_amounts(bad: float) -> None:
    refuses(power_of_change, bad, ratio=0.5)
    refuses(power_of_change, 10, bad, ratio=0.5)
    refuses(power_of_change, 10, ratio=bad)
    refuses(power_of_change, 10, ratio=0.5, exposure_after=bad)
    refuses(detectable_change, 10, overdispersion=bad)
    refuses(follow_up_needed, 10, ratio=bad)
    refuses(power_of_series, [bad] * 60, 30, ratio=0.5)


def test_large_and_small() -> None:
    for before in (1e-12, 1e-3, 1, 1e6, 1e15):
        for control in (None, 1e-12, 1e15):
            for ratio in (1e-12, 0.5, 1, 1e6):
                for comparison in Comparison:
                    told = answers_or_refuses(
                        power_of_change, before, control, ratio=ratio, comparison=comparison, areas=6
                    )
                    assert 0 <= told <= 1
    refuses(detectable_change, 10, power=1, code="level")
    refuses(power_of_change, 10, 10, ratio=0.5, comparison=RATIO, areas=5, code="not_whole")
    refuses(power_of_series, [50] * 10, 5, ratio=0.5, code="too_few")
    refuses(power_of_series, [[50] * 60], 30, ratio=0.5, code="shape")
