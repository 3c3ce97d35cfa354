"""Chance finds held down."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import norm

from trygghjulet.analysis.checks import UnfitData
from trygghjulet.analysis.multiple import (
    Correction,
    benjamini_hochberg,
    benjamini_yekutieli,
    critical_z,
    q_values,
)

PAPER = [
    *(0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344),
    *(0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0),
]


@pytest.mark.requirement("PIC-5")
def test_the_example_of_the_paper() -> None:
    q = benjamini_hochberg(PAPER)
    assert (q <= 0.05).sum() == 4
    assert q == pytest.approx(
        [
            *(0.0015, 0.003, 0.0095, 0.035625, 0.0603, 0.063857, 0.063857, 0.0645),
            *(0.0765, 0.486, 0.581182, 0.714875, 0.753231, 0.813214, 1),
        ],
        abs=1e-6,
    )


def test_order_does_not_matter() -> None:
    shuffled = np.random.default_rng(5).permutation(len(PAPER))
    assert benjamini_hochberg(np.array(PAPER)[shuffled]) == pytest.approx(benjamini_hochberg(PAPER)[shuffled])
    assert benjamini_hochberg([]).size == 0


def test_what_is_no_probability_is_refused() -> None:
    for wrong in ([0.5, 1.2], [float("nan")], [[0.1]]):
        with pytest.raises(UnfitData):
            benjamini_hochberg(wrong)


def test_supposing_nothing_of_dependence_costs_finds() -> None:
    q = benjamini_yekutieli(PAPER)
    assert (q <= 0.05).sum() == 3
    dearer = sum(1 / i for i in range(1, len(PAPER) + 1))
    assert q == pytest.approx(np.minimum(benjamini_hochberg(PAPER) * dearer, 1))
    assert np.array_equal(q_values(PAPER, Correction.BENJAMINI_YEKUTIELI), q)
    assert np.array_equal(q_values(PAPER, Correction.BENJAMINI_HOCHBERG), benjamini_hochberg(PAPER))


@pytest.mark.parametrize(("tests", "printed"), [(1, 1.645), (50, 3.083), (100, 3.289), (1000, 3.886)])
def test_the_largest_of_many_z(tests: int, printed: float) -> None:
    z = critical_z(tests)
    assert norm.cdf(z) ** tests == pytest.approx(0.95)
    assert z == pytest.approx(printed, abs=0.006)


def test_the_largest_of_very_many_at_a_very_low_rate() -> None:
    """Far out, one less the tail is one: the tail itself has to be told."""
    assert critical_z(10, 1e-17) == pytest.approx(norm.isf(1e-18))
    assert np.isfinite(critical_z(2**52, 1e-300))
