"""An incident lies where its point is, else in the area that the file names, at whatever level."""

from __future__ import annotations

import polars as pl
import pytest
from shapely.geometry import box

from trygghjulet.observations.schema import INCIDENTS
from trygghjulet.steps.scanning.rules.placing import KnownPlace, Leaf, Placed, Wider, place

LEAVES = (
    Leaf("11", "Hagen", box(0, 0, 10, 10)),
    Leaf("21", "Hagen", box(10, 0, 20, 10)),
    Leaf("22", "Ekbacken", box(20, 0, 30, 10)),
)
WIDER = (Wider("1480", "Storstad"), Wider("1", "Nordost"), Wider("2", "Sydväst"))


def placed(*given: str | None, at: tuple[float, float] | None = None) -> Placed:
    rows = pl.DataFrame(
        {name: pl.Series([None] * len(given), dtype=kind) for name, kind in INCIDENTS.items()}
    )
    x, y = at or (None, None)
    rows = rows.with_columns(
        pl.Series("given_area", given, dtype=pl.String),
        pl.lit(x, pl.Float64).alias("x"),
        pl.lit(y, pl.Float64).alias("y"),
    )
    return place(rows, LEAVES, WIDER)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("Nordost", "1"),
        ("stadsområde NORDOST (Gbg)", "1"),
        ("1 Nordost", "1"),
        ("2", "2"),
        ("Ekbacken", "22"),
        ("  ekbacken ", "22"),
        ("Storstad", "1480"),
        ("Västlänken", None),
        ("Hagen", None),
    ],
)
def test_an_area_is_known_at_every_level_by_code_or_name(given: str, code: str | None) -> None:
    assert placed(given).rows["area"].to_list() == [code]


def test_the_point_decides_over_the_name() -> None:
    assert placed("Nordost", at=(15.0, 5.0)).rows["area"].to_list() == ["21"]
    assert placed("Nordost", at=(99.0, 5.0)).rows["area"].to_list() == ["1"]


def test_what_is_not_known_and_what_several_areas_are_called_is_told() -> None:
    found = placed("Västlänken", "Hagen", "Västlänken", None, "Nordost")
    assert found.outside == 4
    assert found.unknown == (("Västlänken", 2),)
    assert found.ambiguous == (("Hagen", 1),)
    outside, unknown, ambiguous = found.notes
    assert outside.startswith("4 rader ligger utanför alla områden.")
    assert "Västlänken (2 rader)" in unknown
    assert "Hagen (1 rad)" in ambiguous


def test_only_the_commonest_names_are_told_one_by_one() -> None:
    found = placed(*(f"Okänd {n}" for n in range(12)), "Okänd 7")
    assert "Okänd 7 (2 rader), Okänd 0 (1 rad)" in found.notes[1]
    assert "och 2 till" in found.notes[1]


def test_a_wider_area_that_shares_its_code_with_a_leaf_is_not_guessed_at() -> None:
    rows = placed("Norra").rows.drop("area")
    found = place(rows, [Leaf("7", "Ekbacken", box(0, 0, 1, 1))], [Wider("7", "Norra")])
    assert found.outside == 1
    assert found.ambiguous == (("Norra", 1),)


@pytest.mark.requirement("SCN-4")
def test_the_name_of_a_known_place_gives_its_point_unless_it_can_mean_more() -> None:
    places = (
        KnownPlace(("Torget", "Busstorget"), 5.0, 5.0),
        KnownPlace(("Parken",), 15.0, 5.0),
        KnownPlace(("Parken",), 25.0, 5.0),
        KnownPlace(("Ekbacken",), 5.0, 5.0),
    )
    rows = placed("busstorget ", "Parken", "Ekbacken", "Torget", None).rows.drop("area")
    found = place(rows, LEAVES, WIDER, places=places)
    assert found.rows["area"].to_list() == ["11", None, "22", "11", None]
    assert found.rows["x"].to_list() == [5.0, None, None, 5.0, None]
    assert found.by_place == 2
    assert found.notes[0].startswith("2 rader har ingen punkt men namnet på en känd plats")
    assert found.unknown == (("Parken", 1),)
