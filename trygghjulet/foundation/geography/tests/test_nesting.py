"""Levels of areas from several files find their places."""

from __future__ import annotations

import pytest
from shapely.geometry import box

from trygghjulet.foundation.geography.nesting import nest
from trygghjulet.foundation.geography.reading import ReadArea

pytestmark = pytest.mark.requirement("FRM-3")


def area(code: str, west: float, east: float, parent: str | None = None) -> ReadArea:
    """A strip of a made-up town."""
    return ReadArea(code, f"Område {code}", parent, 100, box(west, 57.0, east, 57.1), {})


def parents(layers: list[list[ReadArea]]) -> dict[str, str | None]:
    """Each area's code and the code of the one above it."""
    return {a.read.code: a.parent.read.code if a.parent else None for a in nest(layers)}


def test_a_parent_code_in_the_same_file_decides() -> None:
    assert parents([[area("A1", 0, 1, "A"), area("A", 0, 2), area("A2", 1, 2, "A")]]) == {
        "A": None,
        "A1": "A",
        "A2": "A",
    }


def test_without_a_code_the_area_it_lies_in_decides() -> None:
    coarse = [area("N", 0, 1), area("S", 1, 2)]
    fine = [area("1", 0, 0.5), area("2", 0.5, 1), area("3", 1, 2, "finns inte")]
    assert parents([coarse, fine]) == {"N": None, "S": None, "1": "N", "2": "N", "3": "S"}


def test_a_parent_code_in_a_coarser_file_is_stronger_than_where_it_lies() -> None:
    assert parents([[area("N", 0, 1), area("S", 1, 2)], [area("1", 0, 1, "S")]])["1"] == "S"


def test_an_area_outside_the_coarser_ones_stands_at_the_top() -> None:
    assert parents([[area("N", 0, 1)], [area("1", 5, 6)]])["1"] is None


def test_areas_that_name_each_other_as_parents_are_still_planted() -> None:
    assert set(parents([[area("A", 0, 1, "B"), area("B", 1, 2, "A")]])) == {"A", "B"}


def test_an_area_that_names_itself_stands_at_the_top() -> None:
    assert parents([[area("A", 0, 1, "A")]]) == {"A": None}
