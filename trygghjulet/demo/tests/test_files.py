"""The files that Solvik hands over can be read back, and are the same every time."""

from __future__ import annotations

import csv
import json
import time
from pathlib import Path

import polars as pl
import pytest
import shapely
from shapely.geometry import shape

from trygghjulet.demo.broken import BROKEN_ROWS, GOOD_ROWS, HEADER
from trygghjulet.demo.city import City, make_city
from trygghjulet.demo.files import AREAS, BROKEN_FAULTS, FAULTS, INCIDENTS, SURVEY, write_material


@pytest.fixture(scope="module")
def city() -> City:
    return make_city()


@pytest.fixture(scope="module")
def folder(city: City, tmp_path_factory: pytest.TempPathFactory) -> Path:
    to = tmp_path_factory.mktemp("material")
    write_material(city, to)
    return to


def rows_of(path: Path, encoding: str) -> list[list[str]]:
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def test_equal_seeds_give_equal_bytes(city: City, folder: Path, tmp_path: Path):
    for path in write_material(make_city(), tmp_path):
        assert path.read_bytes() == (folder / path.name).read_bytes()


def test_all_is_made_and_written_quickly(tmp_path: Path):
    started = time.process_time()
    write_material(make_city(), tmp_path)
    assert time.process_time() - started < 3


def test_areas_are_a_tree_in_degrees_that_still_fits_together(folder: Path):
    features = json.loads((folder / AREAS).read_text(encoding="utf-8"))["features"]
    assert len(features) == 19
    assert set(features[0]["properties"]) == {"kod", "namn", "overordnad", "niva", "befolkning"}
    by_level = {
        level: [shape(f["geometry"]) for f in features if f["properties"]["niva"] == level]
        for level in ("kommun", "stadsområde", "primärområde")
    }
    assert shapely.coverage_is_valid(by_level["primärområde"])
    assert sum(p.area for p in by_level["primärområde"]) == pytest.approx(
        by_level["kommun"][0].area, rel=1e-6
    )
    west, south, east, north = by_level["kommun"][0].bounds
    assert 13.3 < west < east < 13.6
    assert 58.9 < south < north < 59.1


def test_incidents_come_back_with_place_and_time(city: City, folder: Path):
    header, *rows = rows_of(folder / INCIDENTS, "windows-1252")
    assert header == ["händelse-id", "brottstyp", "tid från", "tid till", "sweref n", "sweref e"]
    assert len(rows) == city.incidents.height
    assert [float(row[5].replace(",", ".")) for row in rows] == city.incidents["x"].to_list()
    read = pl.Series([row[2] for row in rows]).str.to_datetime("%Y-%m-%d %H:%M", time_unit="us")
    assert read.to_list() == city.incidents["happened_from"].to_list()
    assert sum(row[3] == "" for row in rows) == city.incidents["happened_to"].null_count()


def test_no_file_tells_what_was_planted(folder: Path):
    for path in folder.iterdir():
        content = path.read_bytes()
        assert b"planted" not in content
        assert b"stationstorget" not in content


def test_fault_reports_come_back(city: City, folder: Path):
    header, *rows = rows_of(folder / FAULTS, "utf-8-sig")
    assert tuple(header) == HEADER[:-1]
    assert len(rows) == city.faults.height
    longitudes = [float(row[3].replace(",", ".")) for row in rows]
    assert 13.3 < min(longitudes) < max(longitudes) < 13.6


def test_survey_comes_back(city: City, folder: Path):
    header, *rows = rows_of(folder / SURVEY, "utf-8-sig")
    assert len(header) == len(set(header)) == 10
    assert len(rows) == city.survey.height
    assert [float(row[6].replace(",", ".")) for row in rows] == city.survey["weight"].to_list()


def test_the_broken_file_has_one_row_of_each_mistake(folder: Path):
    header, *rows = rows_of(folder / BROKEN_FAULTS, "utf-8-sig")
    assert all(len(row) == len(header) for row in rows[:GOOD_ROWS])
    assert [tuple(row) for row in rows[GOOD_ROWS:]] == [broken.fields for broken in BROKEN_ROWS]
    assert len({broken.problem for broken in BROKEN_ROWS}) == len(BROKEN_ROWS) >= 12
