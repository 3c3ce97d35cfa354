"""The grid falls on Statistics Sweden's squares and its footprint is what polygons lie in."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry.base import BaseGeometry

from trygghjulet.analysis.checks import UnfitData
from trygghjulet.analysis.grid import fitting_epsg, grid_over, project, project_geometry, unproject
from trygghjulet.analysis.tests.test_areas import ragged


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
