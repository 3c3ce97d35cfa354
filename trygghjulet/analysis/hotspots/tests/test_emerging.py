"""Courses of hot squares, by hand-made sequences."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from trygghjulet.analysis.hotspots.emerging import Pattern, classify, emerging
from trygghjulet.analysis.hotspots.hotspots import gi_star_z
from trygghjulet.analysis.tests.nasty import answers_or_refuses, refuses

#: H hot, C cold, . neither; with the trend's z.
SEQUENCES = [
    ("..........", 0, Pattern.NONE),
    (".........H", 0, Pattern.NEW),
    ("....C....H", 0, Pattern.NEW),
    ("........HH", 0, Pattern.CONSECUTIVE),
    ("..HHHHHHHH", 0, Pattern.CONSECUTIVE),
    (".HHHHHHHHH", 0, Pattern.PERSISTENT),
    ("HHHHHHHHHH", 3, Pattern.INTENSIFYING),
    ("HHHHHHHHHH", -3, Pattern.DIMINISHING),
    ("HHHHHHHHHH", 1.9, Pattern.PERSISTENT),
    ("HHHH.HHHHH", 0, Pattern.PERSISTENT),
    ("HHHHHHHHH.", 3, Pattern.HISTORICAL),
    ("..H....H.H", 0, Pattern.SPORADIC),
    ("..H..C.H.H", 0, Pattern.OSCILLATING),
    ("..C.....HH", 0, Pattern.CONSECUTIVE),
    ("H.......HH", 0, Pattern.SPORADIC),
    ("HHHHH.....", 0, Pattern.NONE),
    ("CCCCCCCCCC", -3, Pattern.NONE),
]


@pytest.mark.requirement("PIC-5")
@pytest.mark.parametrize(("sequence", "trend", "expected"), SEQUENCES)
def test_a_sequence_has_its_word(sequence: str, trend: float, expected: Pattern) -> None:
    hot, cold = (np.array([[mark == kind] for mark in sequence]) for kind in "HC")
    assert classify(hot, cold, [trend]).tolist() == [expected]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from("HC."), min_size=1, max_size=12), st.floats(-5, 5))
def test_every_sequence_has_one_word_and_hot_in_the_end_is_never_none(marks: list[str], trend: float) -> None:
    hot, cold = (np.array([[mark == kind] for mark in marks]) for kind in "HC")
    word = Pattern(classify(hot, cold, [trend])[0])
    if marks[-1] == "H":
        assert word not in {Pattern.NONE, Pattern.HISTORICAL}
    else:
        assert word in {Pattern.NONE, Pattern.HISTORICAL, Pattern.PERSISTENT} - {Pattern.PERSISTENT}


@pytest.mark.requirement("PIC-5")
def test_planted_courses_are_found() -> None:
    cube = np.random.default_rng(1).poisson(0.3, (12, 20, 20))
    cube[:, 3:5, 3:5] += 6
    cube[-2:, 12:14, 12:14] += 9
    told = emerging(cube, np.ones((20, 20), dtype=bool))
    assert set(told.hot_pattern[3:5, 3:5].ravel()) <= {
        Pattern.PERSISTENT,
        Pattern.INTENSIFYING,
        Pattern.DIMINISHING,
    }
    assert set(told.hot_pattern[12:14, 12:14].ravel()) <= {Pattern.CONSECUTIVE, Pattern.NEW}
    assert (told.hot_pattern[8:10, 1:2] == Pattern.NONE).all()
    assert (told.cold_pattern == Pattern.NONE).mean() > 0.95


def test_rising_heat_intensifies() -> None:
    cube = np.random.default_rng(1).poisson(0.3, (12, 20, 20))
    cube[:, 3:6, 3:6] += np.arange(4, 28, 2)[:, np.newaxis, np.newaxis]
    told = emerging(cube, np.ones((20, 20), dtype=bool))
    assert told.hot_pattern[4, 4] == Pattern.INTENSIFYING
    assert emerging(cube[::-1], np.ones((20, 20), dtype=bool)).hot_pattern[4, 4] == Pattern.DIMINISHING


def test_a_cube_of_one_repeated_grid_keeps_its_order_of_heat() -> None:
    grid = np.random.default_rng(3).poisson(2, (10, 10))
    mask = np.ones((10, 10), dtype=bool)
    told = emerging(np.repeat(grid[np.newaxis], 9, axis=0), mask)
    assert np.corrcoef(told.z[-1].ravel(), gi_star_z(grid, mask).ravel())[0, 1] > 0.999


def test_ugly_cubes_are_answered_or_refused() -> None:
    mask = np.ones((6, 6), dtype=bool)
    refuses(emerging, np.ones((7, 6, 6)), mask, code="too_few")
    refuses(emerging, np.ones((6, 6)), mask, code="shape")
    refuses(emerging, np.ones((9, 6, 6)), mask, code="no_variation")
    refuses(emerging, np.zeros((9, 6, 6)), mask, code="too_few")
    refuses(emerging, np.full((9, 6, 6), np.inf), mask, code="not_counts")
    single = np.zeros((9, 6, 6), dtype=int)
    single[4, 2, 2] = 10**6
    answers_or_refuses(emerging, single, mask)
    refuses(classify, [[True]], [[False, True]], [0.0], code="shape")
    refuses(classify, [[1]], [[0]], [0.0], code="not_mask")
