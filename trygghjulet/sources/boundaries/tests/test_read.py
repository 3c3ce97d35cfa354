"""Boundaries as they are handed out: in every system and level, with counts of the real files."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import shapely
from pyproj import Transformer

from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.files.tests.making import shared
from trygghjulet.observations.findings import Reading, UnknownColumns, UnreadableFile
from trygghjulet.observations.schema import LAYER, Kind
from trygghjulet.sources.boundaries.read import read

pytestmark = pytest.mark.requirement("SCN-1", "SCN-2", "FRM-3")

_SAMPLE = Path(__file__).parents[1] / "samples" / "omraden.geojson"
_SQUARE = ((14.90, 59.00), (14.98, 59.00), (14.98, 59.04), (14.90, 59.04), (14.90, 59.00))
_BOW = ((14.90, 59.00), (14.98, 59.04), (14.98, 59.00), (14.90, 59.04), (14.90, 59.00))


def reading(tmp_path: Path, *features: object, crs: str | None = None, **more: object) -> Reading:
    path = tmp_path / "karta.geojson"
    whole: dict[str, object] = {"type": "FeatureCollection", "features": features}
    if crs:
        whole["crs"] = {"type": "name", "properties": {"name": crs}}
    path.write_text(json.dumps(whole), encoding="utf-8")
    return read(path, name=path.name, limits=Limits(), **more)  # type: ignore[arg-type]


def feature(ring: tuple[tuple[float, float], ...] = _SQUARE, **properties: object) -> dict[str, object]:
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def test_the_sample_is_read_whole() -> None:
    found = read(_SAMPLE, name=_SAMPLE.name, limits=Limits())
    assert (found.kind, found.rows.schema, found.rows_read, found.findings) == (Kind.LAYER, LAYER, 2, ())
    assert found.rows.select("code", "name", "sort", "valid_from", "valid_to").rows() == [
        ("01", "Norra Exempelby", "primärområde", date(2025, 1, 1), None),
        ("02", "Södra Exempelby", "primärområde", date(2025, 1, 1), None),
    ]


@pytest.mark.parametrize("epsg", [3006, 3007, 4326])
def test_every_declared_system_comes_to_the_same_degrees(tmp_path: Path, epsg: int) -> None:
    turn = Transformer.from_crs(4326, epsg, always_xy=True)
    ring = tuple(turn.transform(*corner) for corner in _SQUARE)
    found = reading(tmp_path, feature(ring, kod="1", namn="Hagen"), crs=f"urn:ogc:def:crs:EPSG::{epsg}")
    (boundary,) = shapely.from_wkb(found.rows["boundary"].to_list())
    assert boundary.bounds == pytest.approx((14.90, 59.00, 14.98, 59.04), abs=2e-4)


def test_a_person_says_which_column_is_which(tmp_path: Path) -> None:
    distrikt = feature(d_nr="7", benamn="Hagen", fr="2024", slut="2025")
    with pytest.raises(UnknownColumns, match="d_nr, benamn"):
        reading(tmp_path, distrikt)
    mapping = {"code": "d_nr", "name": "benamn", "valid_from": "fr", "valid_to": "slut"}
    found = reading(tmp_path, distrikt, mapping=mapping, sort="valdistrikt")
    assert found.rows.select("code", "name", "sort", "valid_from", "valid_to").row(0) == (
        "7",
        "Hagen",
        "valdistrikt",
        date(2024, 1, 1),
        date(2025, 12, 31),
    )
    with pytest.raises(UnreadableFile, match="ingen kolumn som heter start"):
        reading(tmp_path, distrikt, mapping={**mapping, "valid_from": "start"})


def test_a_crossing_boundary_is_mended_and_told_and_a_repeated_code_left_out(tmp_path: Path) -> None:
    found = reading(tmp_path, feature(_BOW, kod="1", namn="Hagen"), feature(kod="1", namn="Lunden"))
    assert found.rows["name"].to_list() == ["Hagen"]
    assert shapely.from_wkb(found.rows["boundary"][0]).is_valid
    assert found.notes == ("Gränser som korsade sig själva och är lagade: Hagen.",)
    (finding,) = found.findings
    assert (finding.row, finding.value) == (2, "1")


def test_a_day_that_is_none_is_told_and_the_area_kept(tmp_path: Path) -> None:
    found = reading(tmp_path, feature(kod="1", namn="Hagen", giltig_fran="2025-02-30"))
    assert found.rows["valid_from"].to_list() == [None]
    assert "Datumet för Hagen" in found.findings[0].problem


@pytest.mark.parametrize(
    ("name", "layer", "count", "sort"),
    [
        ("boundaries/goteborg_stadsomraden_2025.geojson", None, 4, "stadsområde"),
        ("boundaries/goteborg_mellanomraden_2025.geojson", None, 36, "mellanområde"),
        ("boundaries/goteborg_primaromraden_2025.geojson", None, 96, "primärområde"),
        ("boundaries/sverige_kommuner_2025.geojson", None, 290, "kommun"),
        ("boundaries/deso_regso_2025_gr_original_sweref99tm.gpkg", "deso", 584, "DeSO"),
        ("boundaries/deso_regso_2025_gr_original_sweref99tm.gpkg", "regso", 300, "RegSO"),
        ("incidents/chicago_community_areas77.geojson", None, 77, "område"),
        ("incidents/memphis_precincts.geojson", None, 9, "område"),
    ],
)
def test_the_real_files(name: str, layer: str | None, count: int, sort: str) -> None:
    path = shared(name)
    found = read(path, name=path.name, limits=Limits(), layer=layer)
    assert (found.rows.height, found.rows_read, found.findings) == (count, count, ())
    assert found.rows["sort"].unique().to_list() == [sort]
    assert found.rows["code"].n_unique() == count


@pytest.mark.requirement("SCN-2")
def test_several_layers_are_told_by_name() -> None:
    path = shared("boundaries/deso_regso_2025_gr_original_sweref99tm.gpkg")
    with pytest.raises(UnreadableFile, match="deso, regso"):
        read(path, name=path.name, limits=Limits())
