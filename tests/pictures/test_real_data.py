"""`trygghjulet picture` on real cities: figures, report and refusals, held against counts made by other means."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pypdf
import pytest

from tests.pictures.counting import City, agree
from trygghjulet.documents.numbers import number

COMMAND = [
    sys.executable,
    "-c",
    "from trygghjulet.cli.command import main; raise SystemExit(main())",
    "picture",
]


def picture(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*COMMAND, *map(str, arguments)], capture_output=True, text=True, timeout=120, check=False
    )


@dataclass(frozen=True)
class Made:
    """What the command gave: the figures, the report's text, and what it said meanwhile."""

    figures: dict[str, Any]
    report: str
    said: str


def made(folder: Path, incidents: Path, areas: Path, first: date, last: date) -> Made:
    out = folder / "rapport.pdf"
    files = ("--incidents", incidents, "--areas", areas)
    told = picture(*files, "--from", first, "--to", last, "--out", out, "--json", "--name", "Staden")
    assert told.returncode == 0, told.stderr
    text = " ".join(page.extract_text() for page in pypdf.PdfReader(out).pages)
    return Made(json.loads(told.stdout), plain(text), told.stderr)


def plain(text: str) -> str:
    """Text with one kind of space."""
    return re.sub(r"\s+", " ", text)


def assert_told(report: str, figures: dict[str, Any]) -> None:
    """The report's text holds the figures, as Swedish writes them, beside what they belong to."""
    assert f"registrerades {plain(number(figures['total']))} händelser" in report
    for row in (*figures["areas"], *figures["categories"]):
        assert f"{plain(row['name'])} {plain(number(row['count']))}" in report, row["name"]
    for place in figures["hotspots"]:
        assert f"{place['rank']}. {plain(place['name'])} {plain(number(place['count']))}" in report


MEMPHIS = (date(2019, 1, 1), date(2019, 12, 31))
CHICAGO = (date(2016, 1, 1), date(2017, 12, 31))
CHICAGO_BEFORE = (date(2014, 1, 1), date(2015, 12, 31))


@pytest.mark.requirement("PIC-1", "PIC-4", "PIC-5")
def test_memphis_is_counted_right(shared_data: Path, tmp_path: Path) -> None:
    incidents = shared_data / "incidents/memphis_robberies_2019.csv"
    areas = shared_data / "incidents/memphis_precincts.geojson"
    got = made(tmp_path, incidents, areas, *MEMPHIS)
    city = City.of(incidents, areas, name="precinct", epsg=got.figures["settings"]["epsg"])
    agree(got.figures, city.between(*MEMPHIS), None)
    assert (got.figures["total"], got.figures["outside"]) == (2244, 1)
    assert_told(got.report, got.figures)
    assert len(got.figures["hotspots"]) == 8
    assert "Warning" not in got.said


@pytest.fixture(scope="module")
def chicago(shared_data: Path) -> City:
    folder = shared_data / "incidents"
    return City.of(
        folder / "chicago_crimes_2014_2017.parquet",
        folder / "chicago_community_areas77.geojson",
        name="COMMUNITY",
        epsg=32616,
    )


@pytest.mark.requirement("PIC-1", "PIC-4", "PIC-5")
def test_chicago_is_counted_right(shared_data: Path, tmp_path: Path, chicago: City) -> None:
    folder = shared_data / "incidents"
    incidents, areas = (
        folder / "chicago_crimes_2014_2017.parquet",
        folder / "chicago_community_areas77.geojson",
    )
    got = made(tmp_path, incidents, areas, *CHICAGO)
    agree(got.figures, chicago.between(*CHICAGO), chicago.between(*CHICAGO_BEFORE))
    assert_told(got.report, got.figures)
    assert "Warning" not in got.said


@pytest.mark.soak
@pytest.mark.requirement("PIC-1")
def test_four_years_of_chicago_leave_2884_outside(shared_data: Path, chicago: City) -> None:
    folder = shared_data / "incidents"
    told = picture(
        *("--incidents", folder / "chicago_crimes_2014_2017.parquet"),
        *("--areas", folder / "chicago_community_areas77.geojson"),
        *("--from", "2014-01-01", "--to", "2017-12-31", "--json"),
    )
    figures = json.loads(told.stdout)
    assert figures["outside"] == chicago.outside() == 2884
    agree(figures, chicago, None)


@pytest.mark.requirement("PIC-5")
def test_police_news_never_become_a_picture(shared_data: Path) -> None:
    told = picture(
        *("--incidents", shared_data / "events/polisen_events_2022_2026.jsonl.gz"),
        *("--areas", shared_data / "boundaries/goteborg_stadsomraden_2025.geojson"),
        *("--from", "2024-01-01", "--to", "2024-12-31", "--json"),
    )
    assert (told.returncode, told.stdout) == (2, "")
    assert "Punkterna är mitten av ett län eller en kommun, aldrig platsen där något hände." in told.stderr
