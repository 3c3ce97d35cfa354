"""The map of Solvik: no holes, no overlaps, and the right number of people."""

from __future__ import annotations

import itertools

import pytest
import shapely

from trygghjulet.demo.geography import Level, TownArea, areas, primary_areas
from trygghjulet.demo.truth import TRUTH


def of(level: Level) -> list[TownArea]:
    return [area for area in areas() if area.level is level]


def test_the_tree_has_three_levels_and_every_parent_exists():
    assert [len(of(level)) for level in Level] == [1, 3, 15]
    codes = {area.code for area in areas()}
    assert len(codes) == 19
    assert all(area.parent_code in codes for area in areas() if area.level is not Level.MUNICIPALITY)


@pytest.mark.parametrize("level", [Level.LOCAL, Level.PRIMARY])
def test_areas_cover_the_municipality_without_holes_or_overlaps(level: Level):
    whole = of(Level.MUNICIPALITY)[0].polygon
    parts = [area.polygon for area in of(level)]
    assert sum(part.area for part in parts) == pytest.approx(whole.area, abs=1.0)
    assert shapely.union_all(parts).symmetric_difference(whole).area < 1.0
    assert shapely.coverage_is_valid(parts)
    for one, other in itertools.combinations(parts, 2):
        assert one.intersection(other).area < 0.01


def test_every_area_is_one_valid_piece():
    for area in areas():
        assert area.polygon.is_valid
        assert area.polygon.geom_type == "Polygon"
        assert not area.polygon.interiors


def test_the_municipality_is_of_the_size_it_should_be():
    west, south, east, north = of(Level.MUNICIPALITY)[0].polygon.bounds
    assert east - west == pytest.approx(12_000, abs=1_500)
    assert north - south == pytest.approx(10_000, abs=1_000)


def test_people_add_up_on_every_level_and_live_closest_in_the_centre():
    assert [sum(area.population for area in of(level)) for level in Level] == [64_000] * 3
    density = {area.code: area.population / area.polygon.area for area in of(Level.LOCAL)}
    assert density["S2"] > 2 * max(density["S1"], density["S3"])


def test_hot_spots_lie_wholly_in_the_primary_area_that_they_name():
    by_code = {area.code: area for area in primary_areas()}
    for spot in TRUTH.hot_spots:
        assert by_code[spot.area_code].polygon.contains(shapely.Point(spot.centre).buffer(spot.radius))
