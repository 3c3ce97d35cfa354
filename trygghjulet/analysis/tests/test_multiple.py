"""Chance finds held down."""

from __future__ import annotations

import numpy as np
import pytest

from trygghjulet.analysis.checks import UnfitData
from trygghjulet.analysis.multiple import benjamini_hochberg

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
