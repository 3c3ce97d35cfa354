"""What moved, what spread, and when that can't be told."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, strategies as st

from trygghjulet.analysis.changes.change import Verdict
from trygghjulet.analysis.effects.displacement import (
    NoQuotient,
    Quotient,
    Spillover,
    displacement_difference,
    displacement_quotient,
)
from trygghjulet.analysis.tests.nasty import answers_or_refuses, refuses, whole_or_none


def quotient(a: tuple[int, int], b: tuple[int, int], c: tuple[int, int], **named: Any) -> Quotient:
    return displacement_quotient(*a, *c, buffer_before=b[0], buffer_after=b[1], **named)


@pytest.mark.requirement("FUP-3")
def test_all_that_was_won_moved() -> None:
    told = quotient((100, 50), (100, 150), (100, 100))
    assert (told.quotient, told.gain, told.nearby) == (-1, -0.5, 0.5)
    assert told.meaning is Spillover.ALL_MOVED
    assert told.verdict is Spillover.DISPLACEMENT


@pytest.mark.parametrize(
    ("after", "meaning"),
    [
        (100, Spillover.NONE),
        (80, Spillover.DIFFUSION),
        (120, Spillover.DISPLACEMENT),
        (170, Spillover.ALL_MOVED),
    ],
)
def test_the_value_in_words(after: int, meaning: Spillover) -> None:
    assert quotient((100, 50), (100, after), (100, 100)).meaning is meaning


def test_the_verdict_follows_the_interval() -> None:
    assert quotient((1000, 500), (1000, 700), (1000, 1000)).verdict is Spillover.DIFFUSION
    assert quotient((1000, 500), (1000, 1200), (1000, 1000)).verdict is Spillover.DISPLACEMENT
    assert quotient((1000, 500), (1000, 2000), (1000, 1000)).verdict is Spillover.ALL_MOVED
    assert quotient((1000, 500), (1000, 1010), (1000, 1000)).verdict is Spillover.CANNOT_BE_TOLD


@pytest.mark.requirement("FUP-3")
@pytest.mark.parametrize(
    ("treated", "control", "why"),
    [
        ((100, 100), (100, 100), NoQuotient.NO_GAIN),
        ((100, 130), (100, 100), NoQuotient.NO_GAIN),
        ((3, 1), (9, 3), NoQuotient.NO_GAIN),
        ((100, 50), (0, 100), NoQuotient.NO_COMPARISON),
        ((100, 50), (100, 0), NoQuotient.NO_COMPARISON),
    ],
)
def test_without_a_gain_nothing_can_have_moved(
    treated: tuple[int, int], control: tuple[int, int], why: NoQuotient
) -> None:
    told = quotient(treated, (100, 150), control)
    assert (told.quotient, told.low, told.high, told.hindrance) == (None, None, None, why)
    assert told.verdict is told.meaning is Spillover.CANNOT_BE_TOLD


def test_a_gain_near_zero_leaves_the_interval_open() -> None:
    told = quotient((20, 18), (20, 25), (20, 20))
    assert told.quotient is not None
    assert (told.low, told.high, told.verdict) == (None, None, Spillover.CANNOT_BE_TOLD)


def test_the_interval_is_fiellers() -> None:
    # With a comparison so large that it has no error, B and A are independent: the textbook's formula.
    large = 10**9
    told = quotient((400, 200), (300, 340), (large, large))
    gain, nearby, z = -200.0, 40.0, 1.959963984540054
    g = z**2 * 600 / gain**2
    half = z / abs(gain) * (640 * (1 - g) + nearby**2 / gain**2 * 600) ** 0.5
    ratio = nearby / gain
    assert told.low == pytest.approx((ratio - half) / (1 - g), rel=1e-5)
    assert told.high == pytest.approx((ratio + half) / (1 - g), rel=1e-5)


@given(st.lists(st.integers(1, 400), min_size=6, max_size=6), st.floats(1, 4))
def test_the_interval_holds_the_quotient_and_widens(counts: list[int], spread: float) -> None:
    a0, a1, b0, b1, c0, c1 = counts
    told, wide = (quotient((a0, a1), (b0, b1), (c0, c1), overdispersion=phi) for phi in (1, spread))
    if told.low is None or told.high is None or told.quotient is None:
        assert wide.low is None
        return
    assert told.low <= told.quotient <= told.high
    if wide.low is not None and wide.high is not None:
        assert wide.low <= told.low + 1e-9
        assert wide.high >= told.high - 1e-9


@pytest.mark.requirement("FUP-3")
def test_the_papers_example_with_displacement() -> None:
    told = displacement_difference(
        207,
        110,
        308,
        318,
        buffer_before=178,
        buffer_after=157,
        control_buffer_before=150,
        control_buffer_after=140,
    )
    assert (told.local.difference, told.local.error) == (-107, pytest.approx(30.70830506557))
    assert (told.nearby.difference, told.nearby.error) == (-11, 25)
    assert (told.total.difference, told.total.error) == (-118, pytest.approx(39.59797974645))
    assert told.total.z == pytest.approx(-2.97995000643)
    assert (told.total.low, told.total.high) == (pytest.approx(-195.61061416), pytest.approx(-40.38938584))
    assert told.total.verdict is Verdict.DECREASE
    assert told.nearby.verdict is Verdict.CANNOT_BE_TOLD


def test_areas_of_unequal_size() -> None:
    buffers = {
        "buffer_before": 40,
        "buffer_after": 20,
        "control_buffer_before": 10,
        "control_buffer_after": 10,
    }
    told = displacement_difference(100, 50, 30, 30, **buffers, area_exposure=[2, 1, 4, 1])
    assert (told.local.difference, told.nearby.difference, told.total.difference) == (-25, -5, -30)


@pytest.mark.parametrize("bad", [-1, 0.5, float("nan"), float("inf"), "a", None, 10**30, [1, 2]])
def test_ugly_counts(bad: Any) -> None:
    refuses(displacement_quotient, bad, 1, 1, 1, buffer_before=1, buffer_after=1)
    rest = {"buffer_before": 1, "buffer_after": 1, "control_buffer_before": 1}
    refuses(displacement_difference, 1, 1, 1, 1, **rest, control_buffer_after=bad)


@given(st.lists(st.sampled_from([0, 1, 2, 10**6, 10**12]), min_size=6, max_size=6))
def test_odd_counts(counts: list[int]) -> None:
    told = answers_or_refuses(
        displacement_quotient, *counts[:4], buffer_before=counts[4], buffer_after=counts[5]
    )
    assert all(whole_or_none(end) for end in (told.quotient, told.low, told.high))
