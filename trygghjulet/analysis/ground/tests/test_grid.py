"""The grid falls on Statistics Sweden's squares and its footprint is what polygons lie in."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings, strategies as st
from shapely.geometry.base import BaseGeometry

from trygghjulet.analysis.checks import UnfitData
from trygghjulet.analysis.ground.areas import AreaIndex
from trygghjulet.analysis.ground.grid import (
    Grid,
    fitting_epsg,
    grid_over,
    project,
    project_geometry,
    unproject,
)
from trygghjulet.analysis.ground.tests.test_areas import ragged
from trygghjulet.analysis.tests.nasty import BAD_NUMBERS, answers_or_refuses, refuses


def test_sweden_gets_sweref_and_others_their_zone() -> None:
    assert fitting_epsg([11.97, 18.06, 20.2], [57.7, 59.33, 67.85]) == 3006
    assert fitting_epsg(-87.6, 41.9) == 32616
    assert fitting_epsg(-58.4, -34.6) == 32721
    assert fitting_epsg([11.9] * 9 + [-87.6, np.nan], [57.7] * 9 + [41.9, np.nan]) == 3006
    with pytest.raises(UnfitData, match="inga punkter"):
        fitting_epsg([np.nan, 400], [57, 57])


def test_projection_of_a_known_point_and_back() -> None:
    # On the central meridian northing is the scaled meridian arc; easting is the false easting.
    x, y = project([15.0, np.nan], [0.0, 57.0], 3006)
    assert x[0] == pytest.approx(500_000, abs=1e-3)
    assert y[0] == pytest.approx(0, abs=1e-3)
    assert np.isnan(x[1])
    # Worked out apart from pyproj, by the Gauss–Krüger series that Lantmäteriet publishes.
    east, north = project([11.97], [57.7], 3006)
    assert (east[0], north[0]) == (
        pytest.approx(319_439.772, abs=1e-3),
        pytest.approx(6_399_348.061, abs=1e-3),
    )
    lon, lat = unproject(east, north, 3006)
    assert (lon[0], lat[0]) == (pytest.approx(11.97), pytest.approx(57.7))
    assert project_geometry(shapely.box(11.9, 57.6, 12.0, 57.7), 3006).area == pytest.approx(66.4e6, rel=0.01)


def test_a_square_is_named_as_statistics_sweden_does() -> None:
    grid = grid_over([shapely.box(319_100, 6_399_800, 319_900, 6_400_300)], 1000, 3006)
    assert grid.mask.shape == (2, 1)
    assert grid.scb_id(0, 0) == "3190006399000"
    with pytest.raises(UnfitData, match="SWEREF"):
        grid_over([shapely.box(0, 0, 900, 900)], 1000, 32616).scb_id(0, 0)


@settings(max_examples=100, deadline=None)
@given(st.lists(ragged(), min_size=1, max_size=3))
def test_the_footprint_is_every_square_with_some_part_inside(polygons: list[BaseGeometry]) -> None:
    # The lattice of corners is 50 metres, so that borders run along edges of squares and through them.
    metres = [shapely.transform(polygon, lambda at: at * 50.0) for polygon in polygons if polygon.area > 0]
    if not metres:
        return
    grid = grid_over(metres, 100, 3006)
    whole = shapely.union_all(metres)
    rows, columns = np.indices(grid.mask.shape)
    west, south = (grid.column0 + columns) * 100, (grid.row0 + rows) * 100
    shares = (
        shapely.area(shapely.intersection(shapely.box(west, south, west + 100, south + 100), whole)) / 1e4
    )
    # Slivers below a millionth of a square are nobody's square.
    assert grid.mask[shares > 1e-6].all()
    assert not grid.mask[shares == 0].any()
    assert grid.polygon(grid.mask).buffer(1e-6).covers(whole)


def test_counts_are_laid_on_the_grid_and_the_rest_is_told() -> None:
    corner = shapely.Polygon([(0, 0), (300, 0), (0, 300)])
    grid = grid_over([corner], 100, 3006)
    assert grid.mask.tolist() == [[True, True, True], [True, True, False], [True, False, False]]
    table, outside = grid.counts(np.array([0, 0, 2, 2, -1]), np.array([0, 0, 0, 2, 0]), [1, 2, 4, 8, 16])
    assert table.tolist() == [[3, 0, 4], [0, 0, 0], [0, 0, 0]]
    assert outside == 24


def test_what_can_not_be_a_grid() -> None:
    with pytest.raises(UnfitData, match="100, 250, 500, 1000"):
        grid_over([shapely.box(0, 0, 1, 1)], 300, 3006)
    with pytest.raises(UnfitData, match="inga områden"):
        grid_over([], 100, 3006)
    with pytest.raises(UnfitData, match="större rutor"):
        grid_over([shapely.box(0, 0, 1e6, 1e6)], 100, 3006)


@pytest.mark.requirement("SCN-4")
def test_points_fall_in_squares_and_the_rest_is_told() -> None:
    grid = grid_over([shapely.Polygon([(0, 0), (300, 0), (0, 300)])], 100, 3006)
    x = [0.0, 99.9, 100.0, 100.0, 250.0, -0.1, 150.0, np.nan, 5.0]
    y = [0.0, 99.9, 99.9, 100.0, 250.0, 50.0, 299.0, 5.0, np.inf]
    told = grid.tally(x, y)
    # Row 2, column 2 lies in the rectangle but not in the footprint; an edge belongs to the square above it.
    assert told.cell.tolist() == [0, 0, 1, 4, -1, -1, -1, -1, -1]
    assert told.counts.tolist() == [[2, 1, 0], [0, 1, 0], [0, 0, 0]]
    assert (told.outside, told.missing) == (3, 2)
    assert grid.locate([], []).size == 0


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(-50, 50), st.integers(-50, 50))
def test_moving_points_and_grid_together_changes_nothing(seed: int, columns: int, rows: int) -> None:
    draw = np.random.default_rng(seed)
    mask = draw.random((7, 5)) < 0.7
    x, y = draw.uniform(-200, 1500, (2, 500))
    here = Grid(3006, 250, 0, 0, mask).tally(x, y)
    there = Grid(3006, 250, columns, rows, mask).tally(x + 250 * columns, y + 250 * rows)
    assert there.counts.sum() + there.outside == 500
    # Rounding may put a point that lies on an edge to a trillionth on the other side; none of these do.
    assert (here.cell == there.cell).all()


def test_many_points_are_laid_as_one_by_one() -> None:
    draw = np.random.default_rng(3)
    mask = draw.random((40, 30)) < 0.5
    grid = Grid(3006, 100, 3190, 63990, mask)
    x, y = draw.uniform(318_000, 323_000, 300_000), draw.uniform(6_398_000, 6_404_000, 300_000)
    expected, *_ = np.histogram2d(y, x, bins=(np.arange(63990, 64031) * 100, np.arange(3190, 3221) * 100))
    assert (grid.tally(x, y).counts == np.where(mask, expected, 0)).all()


def test_ugly_material() -> None:
    bow = shapely.Polygon([(0, 0), (500, 500), (500, 0), (0, 500)])
    box = shapely.box(0, 0, 500, 500)
    refuses(grid_over, [bow], 100, 3006, code="not_valid")
    refuses(grid_over, [shapely.box(0, 0, np.inf, 1)], 100, 3006, code="not_valid")
    refuses(grid_over, [shapely.box(0, 0, np.nan, 1)], 100, 3006)
    refuses(grid_over, [shapely.LineString([(0, 0), (1, 1)])], 100, 3006, code="not_polygons")
    refuses(grid_over, [shapely.box(0, 0, 1e15, 1e15)], 100, 3006, code="too_large")
    refuses(grid_over, [shapely.box(0, 0, 1e300, 1e300)], 100, 3006, code="not_valid")
    refuses(grid_over, "box", 100, 3006, code="not_polygons")
    for epsg in (4326, 0, -1, 999_999, 2263, "x", None):  # 2263 is in feet
        refuses(grid_over, [box], 100, epsg, code="epsg")
        refuses(project, [11.9], [57.7], epsg, code="epsg")
    refuses(project, ["a"], [1.0], 3006, code="not_numbers")
    refuses(fitting_epsg, ["a"], ["b"])
    grid = grid_over([box], 100, 3006)
    for bad in BAD_NUMBERS:
        answers_or_refuses(grid.tally, bad, [1.0, 2.0, 3.0])
    extremes = [np.inf, -np.inf, np.nan, 1.7e308, -1.7e308, 5e-324, 0.0]
    told = answers_or_refuses(grid.tally, *(side.ravel() for side in np.meshgrid(extremes, extremes)))
    assert (told.missing, int(told.counts.sum())) == (33, 4)
    refuses(grid.counts, [0, 1], [0, 1], [1], code="shape")
    refuses(grid.counts, [0], [0], [-1], code="not_counts")
    refuses(grid.polygon, np.ones((2, 2), bool), code="shape")


def test_a_border_that_rounding_folds_is_mended() -> None:
    # A spike far narrower than the rounding of metres.
    spike = shapely.Polygon(
        [(11.9, 57.7), (12.0, 57.7), (12.0, 57.8), (11.95, 57.8), (11.95, 57.7 + 1e-14), (11.9, 57.8)]
    )
    assert project_geometry(spike, 3006).is_valid


def test_small_whole_numbers_are_squares_too() -> None:
    """Numpy's smallest kinds of number can't hold how far away the grid begins."""
    grid = Grid(3006, 100, 2, 2, np.ones((3, 3), dtype=bool))
    far = Grid(3006, 100, 3000, 64_000, np.ones((3, 3), dtype=bool))
    for kind in (np.uint8, np.int8, np.float32):
        assert grid.numbers(np.array([0, 2, 4], kind), np.array([2, 2, 2], kind)).tolist() == [-1, 0, 2]
        assert far.numbers(np.array([0], kind), np.array([0], kind)).tolist() == [-1]


def test_sides_and_codes_are_single_numbers() -> None:
    box = shapely.box(0, 0, 500, 500)
    for odd in ([100], np.array([100]), "100", None, True, 10**400):
        refuses(grid_over, [box], odd, 3006, code="size")
        refuses(grid_over, [box], 100, odd, code="epsg")
    refuses(fitting_epsg, [[1, 2], [3]], [1, 2], code="not_numbers")
    refuses(project, [[1, 2], [3]], [1, 2], 3006, code="not_numbers")


def test_a_grid_is_made_and_asked_with_what_it_can_hold() -> None:
    grid = Grid(3006, 100, 3000, 64_000, np.ones((3, 3), dtype=bool))
    near = Grid(3006, 100, 100, 100, np.ones((120, 120), dtype=bool))
    # The sum of two small numbers once ran over: 100 + 100 is more than an int8 holds.
    assert near.centres(np.array([100], np.int8), np.array([100], np.int8))[0].tolist() == [20_050]
    assert grid.scb_id(np.int8(1), np.uint8(2)) == "3002006400100"
    for bad in (float("nan"), "x", -1, None, True):
        refuses(grid.scb_id, bad, 1, code="not_whole")
    for bad in ("x", None, [[1, 2], [3]], [np.nan]):
        refuses(grid.centres, bad, [1], code="not_numbers")
    for bad in ([[1, 0]], [[True, False]], np.ones((2, 2)), np.ones(4, dtype=bool), None):
        refuses(Grid, 3006, 100, 0, 0, bad, code="not_mask")
    refuses(AreaIndex, 3, code="not_polygons")
