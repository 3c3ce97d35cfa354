"""Utsatta områden: the traps of the real file, and what must never be said."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest
import shapely

from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.files.tests.making import shared
from trygghjulet.observations.findings import UnreadableFile
from trygghjulet.sources.exposed_areas.read import read

pytestmark = pytest.mark.requirement("SCN-1", "SCN-2", "SCN-4")

_SAMPLE = Path(__file__).parents[1] / "samples" / "utsatta-omraden.geojson"


def test_the_obsolete_crs_member_is_followed_and_a_blank_is_no_date() -> None:
    found = read(_SAMPLE, name=_SAMPLE.name, limits=Limits())
    assert found.rows.select("code", "name", "sort", "valid_from", "valid_to").rows() == [
        ("901", "Exempelgården", "utsatt område", date(2023, 12, 1), None),
        ("902", "Provlyckan", "särskilt utsatt område", date(2025, 12, 1), None),
    ]
    assert found.findings == ()
    west, south, east, north = shapely.from_wkb(found.rows["boundary"][0]).bounds
    assert 14.9 < west < east < 14.95
    assert 59.03 < south < north < 59.06
    assert json.loads(found.rows["properties"][0])["LOKALPOLISOMRADE"] == "Exempelby"


def test_what_is_not_in_the_file_is_said_nothing_of() -> None:
    (note,) = read(_SAMPLE, name=_SAMPLE.name, limits=Limits()).notes
    assert "kan vara ett utdrag" in note
    assert "betyder inte att det inte är utsatt" in note


def test_a_category_of_another_kind_is_kept_and_told(tmp_path: Path) -> None:
    whole = json.loads(_SAMPLE.read_text(encoding="utf-8"))
    whole["features"][0]["properties"]["KATEGORI"] = "Bevakningsområde"
    path = tmp_path / "lista.geojson"
    path.write_text(json.dumps(whole), encoding="utf-8")
    found = read(path, name=path.name, limits=Limits())
    assert found.rows["sort"].to_list() == ["Bevakningsområde", "särskilt utsatt område"]
    assert "Bevakningsområde" in found.notes[1]


def test_another_map_is_refused(tmp_path: Path) -> None:
    whole = json.loads(_SAMPLE.read_text(encoding="utf-8"))
    for feature in whole["features"]:
        del feature["properties"]["KATEGORI"]
    path = tmp_path / "karta.geojson"
    path.write_text(json.dumps(whole), encoding="utf-8")
    with pytest.raises(UnreadableFile, match="inte Polisens lista"):
        read(path, name=path.name, limits=Limits())


def test_the_real_part_of_the_list() -> None:
    path = shared("boundaries/polisen_uso_2025_PARTIAL_epsg3006.geojson")
    found = read(path, name=path.name, limits=Limits())
    # Of the 26 that are in the file 14 have no boundary: they are told of and not on the map.
    assert (found.rows.height, found.rows_read, len(found.findings)) == (12, 26, 14)
    assert {finding.problem for finding in found.findings} == {"Området saknar gräns."}
    assert "14 områden till står i filen" in found.notes[1]
    assert set(found.rows["sort"]) == {"särskilt utsatt område", "utsatt område"}
    assert found.rows["valid_from"].null_count() == 0
    assert found.rows["valid_to"].null_count() == 12
    bounds = shapely.total_bounds(shapely.from_wkb(found.rows["boundary"].to_list()))
    assert 10 < bounds[0] < bounds[2] < 25
    assert 55 < bounds[1] < bounds[3] < 66
