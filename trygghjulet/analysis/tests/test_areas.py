"""Points find their area exactly as testing each against every polygon would."""

from __future__ import annotations

import json
from pathlib import Path
from time import perf_counter

import numpy as np
import polars as pl
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry.base import BaseGeometry

from trygghjulet.analysis.areas import AreaIndex
from trygghjulet.analysis.checks import UnfitData
from trygghjulet.analysis.grid import project, project_geometry

INCIDENTS = Path(__file__).parents[4] / "shared" / "data" / "incidents"


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


@pytest.mark.skipif(not INCIDENTS.is_dir(), reason="the shared data is not here")
def test_a_million_points_in_a_city() -> None:
    points = pl.read_parquet(INCIDENTS / "chicago_crimes_2014_2017.parquet", columns=["lon", "lat"])
    lon, lat = points["lon"].to_numpy(), points["lat"].to_numpy()
    features = json.loads((INCIDENTS / "chicago_community_areas77.geojson").read_text())["features"]
    degrees = [shapely.geometry.shape(feature["geometry"]) for feature in features]
    began = perf_counter()
    in_degrees = AreaIndex(degrees).locate(lon, lat)
    took = perf_counter() - began
    x, y = project(lon, lat, 32616)
    in_metres = AreaIndex([project_geometry(polygon, 32616) for polygon in degrees]).locate(x, y)
    # Straight borders between the same corners differ by centimetres between degrees and metres.
    assert ((in_metres < 0).sum(), (in_degrees < 0).sum()) == (2884, 2926)
    assert took < 3  # 0.2 s where nothing else runs
