"""Inhabitants are moved between squares and areas, and nobody is lost or made up."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import polars as pl
import pytest
import shapely
from hypothesis import given, settings, strategies as st

from trygghjulet.analysis.ground.grid import Grid, grid_over, project_geometry
from trygghjulet.analysis.ground.population import (
    areas_to_grid,
    areas_to_grid_by_points,
    squares_to_areas,
    squares_to_grid,
)
from trygghjulet.analysis.ground.squares import scb_ids
from trygghjulet.analysis.tests.nasty import answers_or_refuses, refuses

X, Y = 319_000, 6_399_000
FULL = Grid(3006, 500, X // 500, Y // 500, np.ones((4, 4), dtype=bool))


def names(x: np.ndarray, y: np.ndarray) -> list[str]:
    return [f"{a}{b}" for a, b in zip(x.ravel().tolist(), y.ravel().tolist(), strict=True)]


@pytest.mark.requirement("SCN-4")
def test_squares_as_large_keep_their_number() -> None:
    grid = Grid(3006, 500, X // 500, Y // 500, np.array([[True, False], [True, True]]))
    told = squares_to_grid(
        ["3190006399000", "3195006399000", "3195006399500", "3195006399500", "1000006399000"],
        grid,
        [10, 20, np.nan, 5, 40],
    )
    assert np.array_equal(told.population, [[10, np.nan], [0, np.nan]], equal_nan=True)
    # Five live in a square where others are unknown; sixty live outside the footprint.
    assert (told.outside, told.withheld, told.unknown) == (60, 5, 1)


@pytest.mark.parametrize(("size", "by_hand"), [(100, [[25, 25], [25, 25]]), (1000, [[1, 1], [1, 1]])])
def test_smaller_squares_are_added_and_larger_shared(size: int, by_hand: list[list[int]]) -> None:
    grid = Grid(3006, 500, X // 500, Y // 500, np.ones((2, 2), dtype=bool))
    x, y = np.meshgrid(np.arange(X, X + 1000, size), np.arange(Y, Y + 1000, size))
    people = np.full(x.size, 4 if size == 1000 else 1)
    told = squares_to_grid(names(x, y), grid, people, size)
    assert told.population.tolist() == by_hand
    assert told.outside == 0


@settings(max_examples=60, deadline=None)
@given(
    st.integers(0, 2**32 - 1), st.sampled_from([100, 250, 500, 1000]), st.sampled_from([100, 250, 500, 1000])
)
def test_nobody_is_lost(seed: int, size: int, target: int) -> None:
    draw = np.random.default_rng(seed)
    x = draw.integers(X // size, (X + 4000) // size, 60) * size
    y = draw.integers(Y // size, (Y + 4000) // size, 60) * size
    people = draw.poisson(30, 60).astype(float)
    people[draw.random(60) < 0.1] = np.nan
    grid = Grid(3006, target, X // target, Y // target, draw.random((3000 // target, 3000 // target)) < 0.8)
    corner = np.array([X, Y]) + draw.uniform(0, 2000, 2)
    areas = [shapely.box(*corner, *(corner + 900)), shapely.box(corner[0] + 900, corner[1], *(corner + 1700))]
    for told in (
        squares_to_grid(names(x, y), grid, people, size),
        squares_to_areas(names(x, y), areas, people, size),
    ):
        held = np.nansum(told.population) + told.outside + told.withheld
        assert held == pytest.approx(np.nansum(people), rel=1e-12)
        assert told.unknown == np.isnan(people).sum()
        assert not (told.population < 0).any()
    assert (np.isnan(squares_to_grid(names(x, y), grid, people, size).population) >= ~grid.mask).all()


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_there_and_back_again(seed: int) -> None:
    draw = np.random.default_rng(seed)
    cuts = np.sort(draw.choice(np.arange(1, 20), 3, replace=False)) * 100 + X
    edges = [X, *cuts.tolist(), X + 2000]
    areas = [shapely.box(west, Y, east, Y + 2000) for west, east in pairwise(edges)]
    people = draw.poisson(1000, 4).astype(float)
    grid = Grid(3006, 100, X // 100, Y // 100, np.ones((20, 20), dtype=bool))
    laid = areas_to_grid(areas, grid, people)
    assert laid.population.sum() == pytest.approx(people.sum(), rel=1e-12)
    assert laid.outside == 0
    back = squares_to_areas(scb_ids(grid), areas, laid.population.ravel(), 100)
    assert back.population == pytest.approx(people, rel=1e-9)


def test_areas_beyond_the_footprint_are_told_and_unknown_stays_unknown() -> None:
    half_out = shapely.box(X - 500, Y, X + 500, Y + 500)
    told = areas_to_grid([half_out, shapely.box(X + 500, Y, X + 1000, Y + 500)], FULL, [80, np.nan])
    assert told.population[0, 0] == pytest.approx(40)
    assert np.isnan(told.population[0, 1])
    assert told.outside == pytest.approx(40)
    assert (told.withheld, told.unknown) == (0, 1)
    assert told.population[1:].sum() == 0


@pytest.mark.requirement("SCN-4")
def test_inhabitants_are_laid_where_the_dwellings_are() -> None:
    areas = [shapely.box(X, Y, X + 1000, Y + 500), shapely.box(X + 1000, Y, X + 2000, Y + 500)]
    x, y = np.array([100, 100, 700, 5000]) + X, np.full(4, Y + 100)
    told = areas_to_grid_by_points(x, y, areas, FULL, [90, 30], weight=[1, 1, 4, 100])
    assert told.population[0].tolist() == pytest.approx([30, 60, 0, 0])
    # No dwelling is known in the second area.
    assert told.outside == 30
    evenly = areas_to_grid_by_points(x, y, areas, FULL, [90, 0])
    assert evenly.population[0].tolist() == pytest.approx([60, 30, 0, 0])


def test_borders_that_overlap_a_little_count_once() -> None:
    areas = [shapely.box(X, Y, X + 1000.5, Y + 2000), shapely.box(X + 1000, Y, X + 2000, Y + 2000)]
    people = np.full(FULL.cells, 10.0)
    told = squares_to_areas(scb_ids(FULL), areas, people, 500)
    assert told.population.sum() == pytest.approx(160, rel=1e-12)
    refuses(squares_to_areas, scb_ids(FULL), [areas[0], areas[0]], people, 500, code="overlap")


def test_a_real_city_keeps_its_inhabitants(shared_data: Path) -> None:
    folder = shared_data / "boundaries"
    features = json.loads((folder / "goteborg_primaromraden_2025.geojson").read_text())["features"]
    areas = [project_geometry(shapely.geometry.shape(feature["geometry"]), 3006) for feature in features]
    table = pl.read_csv(
        folder / "population_2025_gbg_primaromrade.csv", schema_overrides={"omrade_kod": pl.String}
    )
    by_code = dict(table.select("omrade_kod", "oktober").iter_rows())
    people = [by_code[feature["properties"]["omrade_kod"]] for feature in features]
    grid = grid_over(areas, 250, 3006)
    laid = areas_to_grid(areas, grid, people)
    assert np.nansum(laid.population) == pytest.approx(sum(people), rel=1e-12)
    assert (laid.outside, laid.unknown) == (0, 0)


def test_ugly_material() -> None:
    box = shapely.box(X, Y, X + 500, Y + 500)
    name = ["3190006399000"]
    assert squares_to_grid([], FULL, []).population.sum() == 0
    assert squares_to_areas([], [box], [], 500).population.tolist() == [0]
    assert areas_to_grid([], FULL, []).population.sum() == 0
    for bad in ([-1], [np.inf], ["a"], [None]):
        refuses(squares_to_grid, name, FULL, bad, code="not_amounts")
        refuses(squares_to_areas, name, [box], bad, 500, code="not_amounts")
        refuses(areas_to_grid, [box], FULL, bad, code="not_amounts")
    refuses(squares_to_grid, name, FULL, [1, 2], code="shape")
    refuses(squares_to_grid, name, FULL, [1], 300, code="size")
    refuses(squares_to_grid, ["3191006399000"], FULL, [1], 250, code="size")
    refuses(squares_to_grid, name, Grid(32616, 500, 0, 0, FULL.mask), [1], code="not_sweref")
    refuses(areas_to_grid, [box], FULL, [1, 2], code="shape")
    refuses(areas_to_grid_by_points, [X], [Y], [box], FULL, [1], weight=[np.nan], code="not_amounts")
    answers_or_refuses(areas_to_grid, [shapely.Polygon()], FULL, [5])
    answers_or_refuses(areas_to_grid_by_points, [], [], [box], FULL, [5])
