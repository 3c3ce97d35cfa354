"""Statistics Sweden's names both ways, and how much of each square lies in the areas."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings, strategies as st
from shapely.geometry.base import BaseGeometry

from trygghjulet.analysis.ground.grid import Grid, grid_over, project_geometry
from trygghjulet.analysis.ground.squares import clipped, scb_cells, scb_corners, scb_ids, shares_within
from trygghjulet.analysis.ground.tests.test_areas import ragged
from trygghjulet.analysis.tests.nasty import answers_or_refuses, refuses

GRID = Grid(3006, 250, 1276, 25596, np.array([[True, False, True], [True, True, True]]))


@pytest.mark.requirement("SCN-4")
def test_names_and_squares_both_ways() -> None:
    names = scb_ids(GRID)
    assert names.tolist() == [
        "3190006399000",
        "3195006399000",
        "3190006399250",
        "3192506399250",
        "3195006399250",
    ]
    assert names[1] == GRID.scb_id(0, 2)
    assert scb_cells(names, GRID).tolist() == [0, 2, 3, 4, 5]
    assert scb_cells(names.astype(np.int64), GRID).tolist() == [0, 2, 3, 4, 5]
    x, y = scb_corners([" 3192506399250 "])
    assert (x.tolist(), y.tolist()) == ([319_250], [6_399_250])
    # In the rectangle but not in the footprint, and beyond it.
    assert scb_cells(["3192506399000", "9000007000000"], GRID).tolist() == [-1, -1]
    assert scb_cells([], GRID).size == 0
    assert scb_ids(GRID, ~GRID.mask).tolist() == ["3192506399000"]


def test_what_is_no_name() -> None:
    for bad in (
        ["319000639900"],
        ["31900063990000"],
        ["319000639900x"],
        [None],
        [1.5],
        [-1],
        [["a"]],
        ["٣190006399000"],
    ):
        refuses(scb_corners, bad, code="not_scb_id")
    refuses(scb_corners, ["3190006399000", "3190106399000"], code="not_scb_id")  # 10 metres is no corner
    refuses(scb_corners, "3190006399000", code="not_scb_id")
    with pytest.raises(ValueError, match="”12” på rad 2"):
        scb_corners(["3190006399000", "12"])
    refuses(scb_cells, ["3191006399000"], GRID, code="size")
    refuses(scb_cells, ["3190006399000"], Grid(32616, 250, 0, 0, GRID.mask), code="not_sweref")
    refuses(scb_ids, Grid(32616, 250, 1276, 25596, GRID.mask), code="not_sweref")
    refuses(scb_ids, Grid(3006, 250, 0, 0, GRID.mask), code="not_sweref")
    refuses(scb_ids, GRID, np.ones((9, 9), bool), code="shape")


@settings(max_examples=80, deadline=None)
@given(st.lists(ragged(), min_size=1, max_size=4), st.booleans())
def test_shares_are_those_of_cut_polygons(polygons: list[BaseGeometry], beyond: bool) -> None:
    metres = [shapely.transform(polygon, lambda at: at * 77.0) for polygon in polygons if polygon.area > 0]
    if not metres:
        return
    whole = shapely.union_all(metres)
    grid = grid_over(metres, 100, 3006)
    if beyond:  # a window in the middle, that the polygons reach out of on all sides
        grid = Grid(3006, 100, 2, 3, np.ones((4, 5), dtype=bool))
    rows, columns = np.indices(grid.mask.shape)
    west, south = (grid.column0 + columns) * 100, (grid.row0 + rows) * 100
    cut = shapely.area(shapely.intersection(shapely.box(west, south, west + 100, south + 100), whole)) / 1e4
    told = shares_within(metres, grid)
    assert np.abs(told - cut).max() < 2e-9
    everywhere = np.ones(grid.mask.shape, dtype=bool)
    pieces = clipped(metres, grid, everywhere)
    assert np.abs(shapely.area(pieces).reshape(cut.shape) / 1e4 - cut).max() < 1e-9
    assert set(shapely.get_type_id(pieces).tolist()) <= {3, 6, 7}
    assert not shapely.is_empty(pieces[cut.ravel() > 1e-9]).any()


def test_a_real_city(shared_data: Path) -> None:
    features = json.loads((shared_data / "boundaries" / "goteborg_mellanomraden_2025.geojson").read_text())[
        "features"
    ]
    areas = [project_geometry(shapely.geometry.shape(feature["geometry"]), 3006) for feature in features]
    grid = grid_over(areas, 250, 3006)
    told = shares_within(areas, grid)
    # The stretches that two areas both claim are a few square metres.
    assert told.sum() * 250**2 == pytest.approx(shapely.area(areas).sum(), rel=1e-6)
    assert ((told > 0) == grid.mask).all()
    assert (told == 1).mean() > 0.2


def test_no_areas_cover_nothing() -> None:
    assert shares_within([], GRID).sum() == 0
    assert shares_within([shapely.Polygon(), shapely.box(0, 0, 1, 1)], GRID).sum() == 0
    assert shapely.is_empty(clipped([], GRID, GRID.mask)).all()
    refuses(shares_within, [shapely.Point(0, 0)], GRID, code="not_polygons")


def test_a_polygon_that_passes_too_many_squares_is_refused() -> None:
    wide = shapely.box(-1e13, -1e13, 1e13, 1e13)
    refuses(shares_within, [wide], GRID, code="too_large")


def test_refusals_show_names_and_nothing_of_the_program() -> None:
    for bad, shown in ((["x"], "”x”"), ([12], "”12”"), ([None], "Det som står"), ([""], "Det som står")):
        told = answers_or_refuses(scb_cells, bad, GRID)
        assert told.sentence.startswith(f"{shown} på rad 1 är inget namn"), told.sentence
