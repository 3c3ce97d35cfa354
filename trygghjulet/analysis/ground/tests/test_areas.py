"""Points find their area exactly as testing each against every polygon would."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import polars as pl
import pytest
import shapely
from hypothesis import given, settings, strategies as st
from shapely.geometry.base import BaseGeometry

from trygghjulet.analysis.checks import UnfitData
from trygghjulet.analysis.ground.areas import AreaIndex
from trygghjulet.analysis.ground.grid import project, project_geometry
from trygghjulet.analysis.tests.nasty import BAD_NUMBERS, answers_or_refuses, refuses


def one_by_one(polygons: list[BaseGeometry], x: np.ndarray, y: np.ndarray) -> np.ndarray:
    found = np.full(len(x), -1)
    for number in reversed(range(len(polygons))):
        found[shapely.intersects_xy(polygons[number], x, y)] = number
    return found


@st.composite
def ragged(draw: st.DrawFn) -> BaseGeometry:
    """A polygon, perhaps with a hole, perhaps in parts, on a coarse lattice so that borders coincide."""
    corner = st.tuples(st.integers(0, 12), st.integers(0, 12))
    hull = shapely.MultiPoint(draw(st.lists(corner, min_size=3, max_size=8, unique=True))).convex_hull
    cut = shapely.MultiPoint(draw(st.lists(corner, min_size=3, max_size=6, unique=True))).convex_hull
    return shapely.difference(hull, cut)


@pytest.mark.requirement("SCN-4", "FRM-3")
@settings(max_examples=60, deadline=None)
@given(st.lists(ragged(), min_size=1, max_size=5), st.integers(0, 2**32 - 1))
def test_equal_to_testing_every_polygon(polygons: list[BaseGeometry], seed: int) -> None:
    polygons = [polygon for polygon in polygons if polygon.area > 0]
    if not polygons:
        return
    draw = np.random.default_rng(seed)
    corners = shapely.get_coordinates(polygons)
    # Inside, outside, on the lattice, on corners, and along borders.
    along = (corners + np.roll(corners, 1, axis=0)) / 2
    spread = np.vstack([draw.uniform(-1, 13, (300, 2)), draw.integers(-1, 14, (100, 2)), corners, along])
    x, y = spread[:, 0], spread[:, 1]
    assert AreaIndex(polygons).locate(x, y).tolist() == one_by_one(polygons, x, y).tolist()


def test_a_shared_border_goes_to_the_first() -> None:
    west, east = shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10)
    x, y = (
        np.array([10.0, 5.0, 15.0, 21.0, np.nan, 0.0, 20.0]),
        np.array([5.0, 5.0, 5.0, 5.0, 5.0, 0.0, 10.0]),
    )
    assert AreaIndex([west, east]).locate(x, y).tolist() == [0, 0, 1, -1, -1, 0, 1]
    assert AreaIndex([east, west]).locate(x, y).tolist() == [0, 1, 0, -1, -1, 1, 0]


def test_nothing_to_look_in() -> None:
    with pytest.raises(UnfitData, match="inga områden"):
        AreaIndex([shapely.Point(1, 1)])
    assert AreaIndex([shapely.box(0, 0, 1, 1)]).locate([], []).size == 0


def chicago(shared_data: Path) -> tuple[list[BaseGeometry], list[int], pl.DataFrame]:
    """Chicago's community areas in degrees, their numbers, and all reported crime of four years."""
    folder = shared_data / "incidents"
    features = json.loads((folder / "chicago_community_areas77.geojson").read_text())["features"]
    return (
        [shapely.geometry.shape(feature["geometry"]) for feature in features],
        [feature["properties"]["AREANO"] for feature in features],
        pl.read_parquet(folder / "chicago_crimes_2014_2017.parquet", columns=["lon", "lat", "ca"]),
    )


@pytest.mark.requirement("SCN-4")
def test_a_million_points_in_a_city(shared_data: Path) -> None:
    degrees, official, points = chicago(shared_data)
    lon, lat = points["lon"].to_numpy(), points["lat"].to_numpy()
    x, y = project(lon, lat, 32616)
    polygons = [project_geometry(polygon, 32616) for polygon in degrees]
    told = AreaIndex(polygons).tally(x, y)
    assert (told.outside, told.missing, told.shared, int(told.counts.sum())) == (2884, 0, 0, 1_060_940)
    same = np.array([*official, -1])[told.area] == points["ca"].to_numpy()
    assert same.mean() == pytest.approx(0.974740, abs=5e-7)
    part = slice(0, None, 23)
    assert (told.area[part] == one_by_one(polygons, x[part], y[part])).all()
    # Straight borders between the same corners differ by centimetres between degrees and metres.
    assert AreaIndex(degrees).tally(lon, lat).outside == 2926


@settings(max_examples=25, deadline=None)
@given(st.lists(ragged(), min_size=1, max_size=6), st.integers(0, 2**32 - 1))
def test_the_tally_is_the_sum_of_its_parts(polygons: list[BaseGeometry], seed: int) -> None:
    if not any(polygon.area > 0 for polygon in polygons):
        return
    polygons = [polygon for polygon in polygons if polygon.area > 0]
    draw = np.random.default_rng(seed)
    x, y = np.vstack([draw.uniform(-1, 13, (200, 2)), draw.integers(-1, 14, (200, 2))]).T
    x[3], y[4], x[5] = np.nan, np.inf, -np.inf
    told = AreaIndex(polygons).tally(x, y)
    holders = sum(shapely.intersects_xy(polygon, x, y).astype(int) for polygon in polygons)
    assert told.missing == 3
    assert told.shared == (holders > 1).sum()
    assert told.outside == (holders == 0).sum() - 3
    assert told.counts.tolist() == np.bincount(told.area[told.area >= 0], minlength=len(polygons)).tolist()


@given(st.integers(0, 2**32 - 1), st.sampled_from([1e-3, 1.0, 1e6]), st.sampled_from([0.0, 4e5, -7e6]))
@settings(max_examples=30, deadline=None)
def test_the_answer_does_not_depend_on_unit_or_origin(seed: int, scale: float, shift: float) -> None:
    draw = np.random.default_rng(seed)
    polygons = [
        shapely.box(*low, *(low + draw.integers(1, 9, 2)))
        for low in draw.integers(0, 9, (5, 2)).astype(float)
    ]
    at = draw.uniform(-1, 19, (200, 2))
    moved = [shapely.transform(polygon, lambda corners: corners * scale + shift) for polygon in polygons]
    assert AreaIndex(moved).locate(*(at * scale + shift).T).tolist() == one_by_one(polygons, *at.T).tolist()


def test_stretches_of_points_hang_together() -> None:
    # More points than are looked up at a time.
    x = np.random.default_rng(5).uniform(-1, 4, 600_000)
    found = AreaIndex([shapely.box(i, 0, i + 1, 1) for i in range(3)]).locate(x, np.full(len(x), 0.5))
    assert (found == np.where((x >= 0) & (x <= 3), np.floor(x), -1)).all()


def test_a_far_away_polygon_and_far_away_points_change_nothing() -> None:
    far = shapely.box(1e9, 1e9, 1e9 + 1, 1e9 + 1)
    x, y = np.array([0.5, 1e9 + 0.5, 1e300, -1e300, 5.0]), np.array([0.5, 1e9 + 0.5, 0.0, 1e300, 5.0])
    assert AreaIndex([shapely.box(0, 0, 1, 1), far, shapely.Polygon()]).locate(x, y).tolist() == [
        0,
        1,
        -1,
        -1,
        -1,
    ]


def test_what_can_not_be_looked_up() -> None:
    bow = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    box = shapely.box(0, 0, 1, 1)
    refuses(AreaIndex, [box, bow], code="not_valid")
    refuses(AreaIndex, [box, shapely.Polygon([(0, 0), (np.inf, 1), (1, 1)])], code="not_valid")
    refuses(AreaIndex, [box, shapely.Point(1, 1)], code="not_polygons")
    refuses(AreaIndex, [box, None], code="not_polygons")
    refuses(AreaIndex, [], code="no_area")
    index = AreaIndex([box])
    refuses(index.locate, ["a"], ["b"], code="not_numbers")
    refuses(index.tally, [1.0, 2.0], [1.0], code="shape")
    refuses(index.tally, [[1.0]], [[1.0]], code="shape")
    for bad in BAD_NUMBERS:
        answers_or_refuses(index.tally, bad, [1.0, 2.0, 3.0])
    extremes = [np.inf, -np.inf, np.nan, 1.7e308, -1.7e308, 5e-324, 0.0]
    told = answers_or_refuses(index.tally, *(side.ravel() for side in np.meshgrid(extremes, extremes)))
    assert (told.missing, int(told.counts.sum())) == (33, 4)
