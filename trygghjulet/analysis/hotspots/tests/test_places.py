"""Hot squares become places that hold what they say."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings, strategies as st

from trygghjulet.analysis.ground.grid import Grid
from trygghjulet.analysis.hotspots.hotspots import gi_star
from trygghjulet.analysis.hotspots.places import FEWEST_IN_PLACE, delineate


@pytest.fixture
def counts() -> np.ndarray:
    table = np.random.default_rng(11).poisson(1.0, (40, 40))
    table[10:12, 20:22] += 30
    table[30, 5] += 70
    table[31, 6] += 20
    return table


GRID = Grid(3006, 250, 1200, 25600, np.ones((40, 40), dtype=bool))


@pytest.mark.requirement("PIC-5")
def test_two_planted_places_in_order(counts: np.ndarray) -> None:
    first, second = delineate(gi_star(counts, GRID.mask), counts, GRID)
    assert {(10, 20), (10, 21), (11, 20), (11, 21)} <= set(first.cells)
    assert {(30, 5), (31, 6)} <= set(second.cells)
    assert (first.rank, second.rank) == (1, 2)
    assert first.count > second.count
    for place in (first, second):
        held = sum(int(counts[cell]) for cell in place.cells)
        assert place.count == held
        assert place.share_of_count == pytest.approx(held / counts.sum())
        assert place.pai.value == pytest.approx(place.share_of_count * 1600 / len(place.cells))
        assert place.polygon.area == len(place.cells) * 250**2
        assert place.polygon.covers(shapely.Point(place.centre))
        assert place.q <= 0.05
    assert first.centre == (
        pytest.approx((1200 + 21) * 250, abs=60),
        pytest.approx((25600 + 11) * 250, abs=60),
    )


def test_quiet_neighbours_come_along_only_when_asked(counts: np.ndarray) -> None:
    gi = gi_star(counts, GRID.mask)
    tight, wide = delineate(gi, counts, GRID), delineate(gi, counts, GRID, expand=True)
    assert sum(len(place.cells) for place in wide) == gi.hot.sum()
    assert all(counts[cell] > counts.mean() for place in tight for cell in place.cells)
    assert sum(len(place.cells) for place in tight) < gi.hot.sum()


def test_nothing_hot_is_no_places() -> None:
    even = np.random.default_rng(1).poisson(1.0, (40, 40))
    gi = gi_star(even, GRID.mask)
    assert delineate(gi, even, GRID, alpha=1e-9) == []


@pytest.mark.requirement("PIC-5")
def test_a_hot_square_between_fuller_ones_takes_them_along() -> None:
    table = np.zeros((40, 40), dtype=int)
    table[::4, ::4] = 1
    for row, column, count in ((20, 19, 8), (21, 20, 1), (22, 21, 9)):
        table[row, column] = count
    gi = gi_star(table, GRID.mask)
    (place,) = delineate(gi, table, GRID)
    assert {(20, 19), (21, 20), (22, 21)} <= set(place.cells)
    assert place.count == sum(int(table[cell]) for cell in place.cells) >= 18
    assert place.q <= 0.05


@pytest.mark.requirement("PIC-5")
@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6), scale=st.floats(0.1, 3), planted=st.lists(st.integers(1, 40), max_size=6))
def test_no_place_is_told_for_a_handful(seed: int, scale: float, planted: list[int]) -> None:
    drawn = np.random.default_rng(seed)
    table = drawn.poisson(scale, (40, 40))
    for count in planted:
        table[tuple(drawn.integers(0, 40, 2))] += count
    places = delineate(gi_star(table, GRID.mask), table, GRID)
    told = [cell for place in places for cell in place.cells]
    assert len(told) == len(set(told)), "a square belongs to one place"
    assert all(place.count >= FEWEST_IN_PLACE and place.q <= 0.05 for place in places)
    assert all(place.pai.low > 1 for place in places), "a place is denser than the whole"
    assert [place.count for place in places] == sorted((p.count for p in places), reverse=True)


@pytest.mark.requirement("PIC-5")
def test_a_large_place_can_be_told_by_its_cores() -> None:
    draw = np.random.default_rng(2)
    counts = draw.poisson(0.5, (40, 40))
    counts[10:16, 10:26] += 6
    counts[12:14, 12:14] += 30
    counts[12:14, 22:24] += 25
    gi = gi_star(counts, GRID.mask)
    (whole,) = delineate(gi, counts, GRID)
    assert len(whole.cells) > 40
    largest = 8 * GRID.size**2 / 1e6
    cores = delineate(gi, counts, GRID, largest=largest)
    assert all(len(place.cells) <= 8 for place in cores)
    assert {(12, 12), (13, 13)} <= set(cores[0].cells)
    assert {(12, 22), (13, 23)} <= set(cores[1].cells)
    assert cores[0].pai.value is not None
    assert whole.pai.high is not None
    assert cores[0].pai.value > whole.pai.high
    assert delineate(gi, counts, GRID, largest=1000) == [whole]


@pytest.mark.requirement("PIC-5")
def test_shape_and_uncertainty_are_told() -> None:
    counts = np.zeros((40, 40), dtype=int)
    counts[20:22, 20:22] = 10
    (place,) = delineate(gi_star(counts, GRID.mask), counts, GRID)
    assert place.compactness == pytest.approx(np.pi / 4)
    assert place.pai.value == pytest.approx(1600 / 4)
    assert place.pai.low is not None
    # All forty are inside: the exact lower end of 40 of 40 is 0.025^(1/40).
    assert place.pai.low == pytest.approx(400 * 0.025 ** (1 / 40))
