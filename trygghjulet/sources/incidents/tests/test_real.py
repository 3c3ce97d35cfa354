"""The real files, with the counts that their source states."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.files.tests.making import shared
from trygghjulet.sources.incidents.read import read

pytestmark = pytest.mark.requirement("SCN-1", "SCN-2")
TODAY = date(2026, 11, 21)
ROWS = 1_063_824


@pytest.mark.parametrize(
    ("name", "rows", "epsg"),
    [
        ("incidents/memphis_robberies_2019.csv", 2_245, 32616),
        ("incidents/cincinnati_burglary_2016_2018.csv", 8_297, 32616),
        ("faults/zueri_wie_neu_2016_2025.csv.gz", 62_245, 32632),
    ],
)
def test_all_rows_are_read(name: str, rows: int, epsg: int) -> None:
    path = shared(name)
    found = read(path, name=path.name, limits=Limits(), today=TODAY)
    assert (found.rows.height, found.rows_read, found.findings) == (rows, rows, ())
    assert found.epsg == epsg


def test_a_million_rows_are_read_as_parquet_and_as_csv(tmp_path: Path) -> None:
    source = shared("incidents/chicago_crimes_2014_2017.parquet")
    as_csv = tmp_path / "chicago.csv"
    pl.read_parquet(source).write_csv(as_csv)
    for path in (source, as_csv):
        found = read(path, name=path.name, limits=Limits(), today=TODAY)
        assert (found.rows.height, found.findings) == (ROWS, ())
