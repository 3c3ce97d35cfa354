"""Places as municipalities have them: tables in either system, maps of points and surfaces, and rows that are wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.gazetteer.reading import ReadPlaces, read_places
from trygghjulet.observations.findings import UnreadableFile

pytestmark = pytest.mark.requirement("SCN-4", "SCN-2")


def reading(path: Path, text: str) -> ReadPlaces:
    path.write_text(text, encoding="utf-8")
    return read_places(path, name=path.name, limits=Limits())


@pytest.mark.parametrize(
    ("columns", "point"),
    [
        ("longitud;latitud", "14,9200;59,0600"),
        ("lon;lat", "14.92;59.06"),
        ("öst;nord", "495408;6546736"),
        ("x;y", "6546736;495408"),
    ],
)
def test_a_point_in_any_of_the_ways_is_the_same(tmp_path: Path, columns: str, point: str) -> None:
    found = reading(
        tmp_path / "p.csv", f"namn;andra namn;slag;{columns}\nTorget;Busstorget|Stora torget;torg;{point}\n"
    )
    assert found.findings == ()
    (place,) = found.rows
    assert (place.name, place.aliases, place.kind) == ("Torget", ("Busstorget", "Stora torget"), "square")
    assert (place.longitude, place.latitude) == pytest.approx((14.92, 59.06), abs=1e-4)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (";;torg;14,9;59,0", "saknar namn"),
        ("Torget;;torg;14,9;", "Koordinaten saknas"),
        ("Torget;;torg;öster;59,0", "inte ett tal"),
        ("Torget;;rymdbas;14,9;59,0", "Slaget känns inte igen"),
        ("Torget;;torg;14900;59000", "varken longitud och latitud eller SWEREF"),
    ],
)
def test_a_bad_row_is_told_with_its_number_and_the_others_are_read(
    tmp_path: Path, row: str, said: str
) -> None:
    found = reading(tmp_path / "p.csv", f"namn;andra namn;slag;lon;lat\nParken;;park;14,9;59,0\n{row}\n")
    assert [place.name for place in found.rows] == ["Parken"]
    (finding,) = found.findings
    assert finding.row == 3
    assert said in finding.problem
    assert finding.remedy


def test_a_map_has_points_and_surfaces(tmp_path: Path) -> None:
    ring = [[14.90, 59.00], [14.92, 59.00], [14.92, 59.02], [14.90, 59.02], [14.90, 59.00]]
    shapes = [
        ("Torget", {"type": "Point", "coordinates": [14.91, 59.01]}),
        ("Parken", {"type": "Polygon", "coordinates": [ring]}),
        ("Stråket", {"type": "LineString", "coordinates": [[14.9, 59.0], [14.92, 59.02]]}),
    ]
    features = [{"type": "Feature", "properties": {"namn": n}, "geometry": g} for n, g in shapes]
    found = reading(tmp_path / "p.geojson", json.dumps({"type": "FeatureCollection", "features": features}))
    torget, parken = found.rows
    assert (torget.boundary, torget.longitude) == (None, 14.91)
    assert parken.boundary is not None
    assert parken.boundary.covers(parken.boundary.representative_point())
    assert "varken en punkt eller en yta" in found.findings[0].problem


def test_a_file_without_names_or_points_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="kolumn för platsens namn"):
        reading(tmp_path / "p.csv", "a;lon;lat\n1;14,9;59\n")
    with pytest.raises(UnreadableFile, match="kolumner för platsernas punkter"):
        reading(tmp_path / "p.csv", "namn;a\nTorget;1\n")
