"""Damaged files of every kind: either a reading or a refusal, never another error."""

import json
from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from trygghjulet.foundation.files.limits import MEBIBYTE, Limits
from trygghjulet.foundation.files.tests.making import workbook
from trygghjulet.foundation.geography.reading import read_areas
from trygghjulet.observations.findings import Reading, UnreadableFile
from trygghjulet.sources.bra.read import read as read_bra
from trygghjulet.sources.incidents.read import read as read_incidents
from trygghjulet.sources.polisen.read import read as read_polisen
from trygghjulet.sources.population.read import read_population

pytestmark = pytest.mark.requirement("SCN-2")
TODAY = date(2026, 11, 21)
LIMITS = Limits(max_bytes=MEBIBYTE, max_rows=10_000, max_unpacked_bytes=4 * MEBIBYTE)
MUTATIONS = st.lists(
    st.tuples(
        st.sampled_from(["replace", "insert", "delete", "cut"]),
        st.floats(0, 1, exclude_max=True),
        st.binary(min_size=1, max_size=6)
        | st.sampled_from([b'"', b";", b"\n", b"\0", b"[", b"{", b"-9e999"]),
    ),
    min_size=1,
    max_size=4,
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("skadat")


@pytest.fixture(scope="module")
def samples(folder: Path) -> dict[str, bytes]:
    row = [datetime.fromisoformat("2025-01-31T14:05"), "Klotter", 11.97, 57.7, "Centrum", "K1"]
    names = ["tid", "typ", "lon", "lat", "område", "id"]
    frame = pl.DataFrame([row] * 5, schema=names, orient="row")
    frame.write_parquet(folder / "h.parquet")
    workbook(folder / "h.xlsx", [names, *[row] * 5])
    ring = [[[11, 57], [12, 57], [12, 58], [11, 57]]]
    shapes = [
        {
            "type": "Feature",
            "properties": {"kod": code, "tid": "2025-01-31", "typ": "A"},
            "geometry": geometry,
        }
        for code, geometry in (
            ("1", {"type": "Polygon", "coordinates": ring}),
            ("2", {"type": "Point", "coordinates": [11.97, 57.7]}),
        )
    ]
    event = {
        "id": 1,
        "datetime": "2025-01-31 7:56:30 +01:00",
        "name": "30 januari 17.59, Brand, Ale",
        "summary": "Brand.",
        "type": "Brand",
        "location": {"name": "Ale", "gps": "57.9,12.1"},
    }
    return {
        "h.csv": frame.with_columns(pl.lit('a "b"; c').alias("text")).write_csv(separator=";").encode(),
        "h.xlsx": (folder / "h.xlsx").read_bytes(),
        "h.parquet": (folder / "h.parquet").read_bytes(),
        "h.geojson": json.dumps({"type": "FeatureCollection", "features": shapes}).encode(),
        "h.json": json.dumps([event] * 3).encode(),
        "h.txt": (
            "Region;Brott;År;Period;Antal;/100 000 inv\n"
            "Ale;Brott;År;2024;..;..;\nAle;Brott;År;2025 prel.;1 000;-;\n"
        ).encode("latin-1"),
    }


@pytest.mark.parametrize("name", ["h.csv", "h.xlsx", "h.parquet", "h.geojson", "h.json", "h.txt"])
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(mutations=MUTATIONS)
def test_a_damaged_file_is_read_or_refused(
    name: str, mutations: list[tuple[str, float, bytes]], folder: Path, samples: dict[str, bytes]
) -> None:
    data = bytearray(samples[name])
    for act, share, piece in mutations:
        at = int(share * len(data))
        if act == "replace":
            data[at : at + len(piece)] = piece
        elif act == "insert":
            data[at:at] = piece
        elif act == "delete":
            del data[at : at + len(piece) * 4]
        else:
            del data[max(at, 1) :]
    path = folder / f"skadad-{name}"
    path.write_bytes(data)
    readers = {
        "h.geojson": (_incidents, _areas),
        "h.json": (_polisen, _areas),
        "h.txt": (_bra, _population, _incidents),
        "h.csv": (_incidents, _population, _bra),
    }
    for reader in readers.get(name, (_incidents, _population)):
        try:
            reader(path, name)
        except UnreadableFile as refused:
            assert refused.finding.problem  # noqa: PT017 - a refusal is one of two right answers


def _incidents(path: Path, name: str) -> None:
    found = read_incidents(path, name=name, limits=LIMITS, today=TODAY, bounds=(10, 55, 25, 70))
    assert isinstance(found, Reading)
    assert found.rows_read >= found.rows.height


def _bra(path: Path, name: str) -> None:
    assert isinstance(read_bra(path, name=name, limits=LIMITS, today=TODAY), Reading)


def _polisen(path: Path, name: str) -> None:
    assert isinstance(read_polisen(path, name=name, limits=LIMITS), Reading)


def _population(path: Path, name: str) -> None:
    read_population(path, name=name, limits=LIMITS, year=2025)


def _areas(path: Path, name: str) -> None:
    areas, _ = read_areas(path, name=name, limits=LIMITS)
    assert all(area.polygon.is_valid for area in areas)
