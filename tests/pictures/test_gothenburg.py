"""Göteborg's own boundaries become a tree of areas."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tests.cast import INSTALLER
from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.geography.models import Area
from trygghjulet.foundation.geography.operations import plant
from trygghjulet.foundation.geography.reading import ReadArea, read_areas

AT = datetime(2026, 9, 1, 9, 0, tzinfo=ZoneInfo("Europe/Stockholm"))


def read(folder: Path, level: str) -> tuple[ReadArea, ...]:
    path = folder / f"boundaries/goteborg_{level}_2025.geojson"
    areas, findings = read_areas(path, name=path.name, limits=Limits())
    assert findings == ()
    return areas


@pytest.mark.django_db
@pytest.mark.requirement("SCN-1")
def test_96_primary_areas_lie_below_four_city_areas(shared_data: Path) -> None:
    layers = [read(shared_data, level) for level in ("stadsomraden", "primaromraden")]
    assert [len(layer) for layer in layers] == [4, 96]
    root = plant(by=INSTALLER, at=AT, code="1480", name="Göteborg", layers=layers)
    tops = Area.objects.filter(parent=root)
    assert {area.name for area in tops} == {"Nordost", "Centrum", "Sydväst", "Hisingen"}
    leaves = Area.objects.filter(parent__in=tops)
    assert leaves.count() == 96
    for area in tops:
        below = {read.code for read in layers[1] if (read.properties["stadsomrade_namn"] or "") == area.name}
        assert {leaf.code for leaf in leaves if leaf.parent_id == area.pk} == below
