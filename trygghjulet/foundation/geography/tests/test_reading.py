"""Boundaries as they are handed out."""

import json
from pathlib import Path
from typing import Any

import pyogrio
import pytest
import shapely
from pyproj import Transformer

from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.files.tests.making import shared
from trygghjulet.foundation.geography.reading import ReadArea, read_areas
from trygghjulet.observations.findings import Finding, UnreadableFile

pytestmark = pytest.mark.requirement("FRM-3", "SCN-2")
SQUARE = [[12.0, 57.0], [12.1, 57.0], [12.1, 57.1], [12.0, 57.1], [12.0, 57.0]]
BOW_TIE = [[12.0, 57.0], [12.1, 57.1], [12.1, 57.0], [12.0, 57.1], [12.0, 57.0]]


def polygon(ring: list[list[float]], **properties: object) -> dict[str, Any]:
    shape = {"type": "Polygon", "coordinates": [ring]}
    return {"type": "Feature", "properties": {"kod": "1", "namn": "A"} | properties, "geometry": shape}


def reading(
    path: Path, *features: dict[str, Any], crs: str | None = None, **choices: str
) -> tuple[tuple[ReadArea, ...], tuple[Finding, ...]]:
    collection: dict[str, Any] = {"type": "FeatureCollection", "features": features}
    if crs:
        collection["crs"] = {"type": "name", "properties": {"name": crs}}
    path.write_text(json.dumps(collection), encoding="utf-8")
    return read_areas(path, name=path.name, limits=Limits(), **choices)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "o.geojson"


def in_metres(ring: list[list[float]]) -> list[list[float]]:
    turn = Transformer.from_crs(4326, 3006, always_xy=True).transform
    return [list(turn(*at)) for at in ring]


def test_code_name_parent_and_population(file: Path) -> None:
    (area,), findings = reading(file, polygon(SQUARE, overordnad="0", befolkning="1 200", kod=7))
    assert (area.code, area.name, area.parent_code, area.population) == ("7", "A", "0", 1200)
    assert area.polygon.bounds == (12.0, 57.0, 12.1, 57.1)
    assert findings == ()


@pytest.mark.parametrize(
    "crs", [None, "EPSG:3006", "urn:ogc:def:crs:EPSG::3006", "urn:ogc:def:crs:OGC:1.3:CRS84"]
)
def test_sweref_is_known_by_declaration_or_by_its_size(file: Path, crs: str | None) -> None:
    (area,), _ = reading(file, polygon(in_metres(SQUARE)), crs=crs)
    assert area.polygon.bounds == pytest.approx((12.0, 57.0, 12.1, 57.1), abs=1e-6)


def test_degrees_declared_as_metres_are_noticed(file: Path) -> None:
    (area,), findings = reading(file, polygon(SQUARE), crs="EPSG:3006")
    assert area.polygon.bounds == (12.0, 57.0, 12.1, 57.1)
    assert "WGS 84" in findings[0].problem


def test_a_crossing_boundary_is_mended_and_told(file: Path) -> None:
    (area,), (finding,) = reading(file, polygon(BOW_TIE))
    assert area.polygon.is_valid
    assert area.polygon.geom_type == "MultiPolygon"
    assert (finding.row, "lagad" in finding.problem) == (1, True)


@pytest.mark.parametrize(
    ("shape", "said"),
    [
        (None, "saknar gräns"),
        ({"type": "Polygon", "coordinates": []}, "saknar gräns"),
        ({"type": "Point", "coordinates": [12, 57]}, "en punkt"),
        ({"type": "LineString", "coordinates": [[12, 57], [13, 58]]}, "en linje"),
        ({"type": "Polygon", "coordinates": [[[12, 57], [12.1, 57], [12, 57], [12, 57]]]}, "ingen yta"),
    ],
)
def test_what_is_no_area_is_left_out_and_told(file: Path, shape: dict[str, Any] | None, said: str) -> None:
    strange = polygon(SQUARE, kod="2") | {"geometry": shape}
    areas, (finding,) = reading(file, polygon(SQUARE), strange)
    assert [area.code for area in areas] == ["1"]
    assert finding.row == 2
    assert said in finding.problem


def test_a_code_that_stands_twice_is_left_out_and_told(file: Path) -> None:
    areas, (finding,) = reading(file, polygon(SQUARE), polygon(SQUARE, namn="B"))
    assert [area.name for area in areas] == ["A"]
    assert (finding.row, finding.value) == (2, "1")


def test_unknown_columns_are_listed_and_can_be_stated(file: Path) -> None:
    odd = {
        "type": "Feature",
        "properties": {"nr": 5, "etikett": "Torget"},
        "geometry": polygon(SQUARE)["geometry"],
    }
    with pytest.raises(UnreadableFile, match="nr, etikett"):
        reading(file, odd)
    (area,), _ = reading(file, odd, code_column="nr", name_column="etikett")
    assert (area.code, area.name) == ("5", "Torget")
    with pytest.raises(UnreadableFile, match="ingen kolumn som heter x"):
        reading(file, odd, code_column="x")


def test_latitude_before_longitude_is_refused(file: Path) -> None:
    with pytest.raises(UnreadableFile, match="bytt plats"):
        reading(file, polygon([[y, x] for x, y in SQUARE]))


def test_unknown_coordinates_are_refused(file: Path) -> None:
    with pytest.raises(UnreadableFile, match="varken WGS 84"):
        reading(file, polygon([[x * 1e6, y * 1e6] for x, y in SQUARE]))


@pytest.mark.parametrize(
    "text", ["{}", "[]", '{"type": "FeatureCollection", "features": []}', "{" * 9999, "[1,2]"]
)
def test_json_without_areas_is_refused(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(UnreadableFile):
        read_areas(file, name="o.geojson", limits=Limits())


def test_a_truncated_geopackage_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "o.gpkg"
    pyogrio.raw.write(
        path, shapely.to_wkb([shapely.box(12, 57, 13, 58)]), [], [], geometry_type="Polygon", crs="EPSG:4326"
    )
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(UnreadableFile):
        read_areas(path, name="o.gpkg", limits=Limits())


@pytest.mark.parametrize(
    ("name", "layer", "count", "told"),
    [
        ("boundaries/goteborg_stadsomraden_2025.geojson", None, 4, 0),
        ("boundaries/goteborg_mellanomraden_2025.geojson", None, 36, 0),
        ("boundaries/goteborg_primaromraden_2025.geojson", None, 96, 0),
        ("boundaries/sverige_kommuner_2025.geojson", None, 290, 0),
        ("boundaries/deso_regso_2025_gr_original_sweref99tm.gpkg", "deso", 584, 0),
        ("boundaries/deso_regso_2025_gr_original_sweref99tm.gpkg", "regso", 300, 0),
        ("boundaries/polisen_uso_2025_PARTIAL_epsg3006.geojson", None, 12, 14),
        ("incidents/memphis_precincts.geojson", None, 9, 1),
        ("incidents/chicago_community_areas77.geojson", None, 77, 0),
    ],
)
def test_the_real_boundaries(name: str, layer: str | None, count: int, told: int) -> None:
    """Of Polisen's 26 areas in the shared part, 14 come without a boundary; each is told of."""
    path = shared(name)
    areas, findings = read_areas(path, name=path.name, limits=Limits(), layer=layer)
    assert len(areas) == len({area.code for area in areas}) == count
    assert len(findings) == told
    assert all(area.polygon.is_valid and area.polygon.bounds[0] > -180 for area in areas)


def test_several_layers_ask_for_a_choice() -> None:
    path = shared("boundaries/deso_regso_2025_gr_original_sweref99tm.gpkg")
    with pytest.raises(UnreadableFile, match="deso, regso"):
        read_areas(path, name=path.name, limits=Limits())


def test_the_tree_of_goteborg_hangs_together() -> None:
    parents, children = (
        read_areas(path, name=path.name, limits=Limits())[0]
        for path in map(
            shared,
            (
                "boundaries/goteborg_mellanomraden_2025.geojson",
                "boundaries/goteborg_primaromraden_2025.geojson",
            ),
        )
    )
    assert {child.parent_code for child in children} == {parent.code for parent in parents}
