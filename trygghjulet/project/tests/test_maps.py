"""The municipality's own map: off until it is set, and set right or not at all."""

import pytest

from trygghjulet.project.settings.maps import MapTiles, map_tiles

CREDIT = {"TRYGGHJULET_MAP_CREDIT": "© Exempelstad"}


@pytest.mark.requirement("SCN-4")
def test_without_a_setting_no_map_is_asked_for() -> None:
    assert map_tiles(CREDIT) == MapTiles()
    assert MapTiles().origin == ""


def test_the_browser_may_load_pictures_from_that_server_alone() -> None:
    tiles = map_tiles(
        CREDIT | {"TRYGGHJULET_MAP_TILES": "https://karta.exempel.example:8443/{z}/{x}/{y}.png"}
    )
    assert tiles.origin == "https://karta.exempel.example:8443"
    assert tiles.credit == "© Exempelstad"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://karta.exempel.example/{z}/{x}/{y}.png", "https://"),
        ("https://{s}.exempel.example/{z}/{x}/{y}.png", "bestämd värd"),
        ("https://karta.exempel.example/{z}/{x}.png", "{y}"),
    ],
)
def test_a_wrong_address_is_told(address: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        map_tiles(CREDIT | {"TRYGGHJULET_MAP_TILES": address})


def test_somebody_is_named_for_the_map() -> None:
    with pytest.raises(ValueError, match="TRYGGHJULET_MAP_CREDIT"):
        map_tiles({"TRYGGHJULET_MAP_TILES": "https://karta.exempel.example/{z}/{x}/{y}.png"})
