"""The samples that a person downloads are read as they are, and show what they are there to show."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from trygghjulet.foundation.files.limits import Limits
from trygghjulet.observations.findings import Reading, UnknownColumns
from trygghjulet.sources.incidents.columns import Mapping, proposed_columns
from trygghjulet.sources.incidents.read import read

pytestmark = pytest.mark.requirement("SCN-1")

_SAMPLES = Path(__file__).parents[1] / "samples"
_STATED = Mapping(happened_from="Inkom till oss", category="Vad det gäller", area="Var i kommunen", key="Nr")


def _read(name: str, mapping: Mapping | None = None) -> Reading:
    return read(_SAMPLES / name, name=name, limits=Limits(), today=date(2026, 1, 31), mapping=mapping)


@pytest.mark.parametrize("ending", ["csv", "xlsx", "parquet", "geojson", "gpkg"])
def test_the_same_forty_incidents_in_every_kind_of_file(ending: str) -> None:
    reading = _read(f"handelser.{ending}")
    assert (reading.rows_read, reading.rows.height, reading.findings) == (40, 40, ())
    first = reading.rows.sort("key").row(0, named=True)
    assert (first["key"], first["category"]) == ("K1001", "Skadegörelse")
    assert first["happened_from"] == datetime(2025, 1, 7, 6, 10)
    assert reading.epsg == 3006
    assert abs(first["x"] - 406_884) < 2
    assert abs(first["y"] - 6_546_491) < 2


def test_the_file_with_its_own_columns_asks_which_is_which() -> None:
    with pytest.raises(UnknownColumns) as refused:
        _read("egna-kolumner.csv")
    assert "Nr, Inkom till oss, Vad det gäller, Var i kommunen" in refused.value.finding.problem


def test_the_file_with_its_own_columns_is_read_when_they_are_stated() -> None:
    reading = _read("egna-kolumner.csv", _STATED)
    assert (reading.rows.height, reading.findings) == (24, ())
    assert reading.rows["given_area"].null_count() == 0


@pytest.mark.requirement("SCN-4")
def test_a_later_file_that_lacks_a_stated_column_asks_again() -> None:
    with pytest.raises(UnknownColumns, match="ingen kolumn som heter Inkom till oss"):
        _read("handelser.csv", _STATED)


def test_the_file_with_its_own_columns_gets_a_proposal_for_each() -> None:
    proposed = proposed_columns(["Nr", "Inkom till oss", "Vad det gäller", "Var i kommunen"])
    assert proposed == {
        "happened_from": "Inkom till oss",
        "category": "Vad det gäller",
        "area": "Var i kommunen",
        "key": "Nr",
    }
    assert proposed_columns(["Handläggare", "Telefon"]) == {}


def test_names_that_are_known_are_proposed_each_column_once() -> None:
    proposed = proposed_columns(
        ["Ärendenummer", "Datum", "Klockslag", "Typ", "Lat", "Lon", "Stadsdel", "Handläggare"]
    )
    assert proposed == {
        "key": "Ärendenummer",
        "happened_from": "Datum",
        "clock": "Klockslag",
        "category": "Typ",
        "y": "Lat",
        "x": "Lon",
        "area": "Stadsdel",
    }
