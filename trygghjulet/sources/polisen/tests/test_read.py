"""Polisen's events: news of what happened in a region."""

import gzip
import json
from datetime import datetime
from pathlib import Path

import pytest

from trygghjulet.foundation.files.limits import MEBIBYTE, Limits
from trygghjulet.foundation.files.tests.making import shared
from trygghjulet.observations.findings import Reading, UnreadableFile
from trygghjulet.observations.schema import FEED
from trygghjulet.sources.polisen.read import read

pytestmark = pytest.mark.requirement("SCN-1", "SCN-2")


def event(**changes: object) -> dict[str, object]:
    return {
        "id": 1,
        "datetime": "2025-08-22 19:51:41 +02:00",
        "name": "22 augusti 17.59, Brand, Kävlinge",
        "summary": "Brand i en container.",
        "type": "Brand",
        "location": {"name": "Skåne län", "gps": "55.99,13.59"},
    } | changes


def reading(path: Path, *events: object) -> Reading:
    path.write_text(json.dumps(events), encoding="utf-8")
    return read(path, name=path.name, limits=Limits())


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "events.json"


def test_an_event_becomes_a_news_item_of_a_region(file: Path) -> None:
    found = reading(file, event())
    (item,) = found.rows.to_dicts()
    assert item["published"] == datetime.fromisoformat("2025-08-22T19:51:41")
    assert item["happened"] == datetime.fromisoformat("2025-08-22T17:59")
    assert (item["key"], item["category"], item["region"]) == ("1", "Brand", "Skåne län")
    assert found.rows.schema == FEED
    assert "aldrig platsen" in found.notes[0]


@pytest.mark.parametrize(
    ("published", "title", "happened"),
    [
        (
            "2025-01-01 2:10:00 +01:00",
            "31 december 23:40, Brand, Ale",
            datetime.fromisoformat("2024-12-31T23:40"),
        ),
        (
            "2024-12-31 23:59:00 +01:00",
            "01 januari 00:05, Brand, Ale",
            datetime.fromisoformat("2025-01-01T00:05"),
        ),
        (
            "2024-03-01 7:00:00 +01:00",
            "29 februari 23.00, Brand, Ale",
            datetime.fromisoformat("2024-02-29T23:00"),
        ),
        ("2025-03-01 7:00:00 +01:00", "Sammanfattning natt, Ale", None),
        ("2025-03-01 7:00:00 +01:00", "1 mars 24.30, Brand, Ale", None),
    ],
)
def test_the_year_of_the_event_is_found(
    file: Path, published: str, title: str, happened: datetime | None
) -> None:
    found = reading(file, event(datetime=published, name=title))
    assert found.rows["happened"].to_list() == [happened]


def test_the_last_publication_wins(file: Path) -> None:
    found = reading(
        file,
        event(summary="Senare.", datetime="2025-08-22 21:00:00 +02:00"),
        event(summary="Först.", datetime="2025-08-22 9:00:00 +02:00"),
        event(id=2),
    )
    assert found.rows.sort("key")["text"].to_list() == ["Senare.", "Brand i en container."]
    assert any("flera gånger: 1, varav 1 med ändrad text" in note for note in found.notes)


@pytest.mark.parametrize(
    "bad",
    [event(id=None), event(datetime="i går"), event(location=None), event(type=""), "text", None, 5, []],
)
def test_a_bad_item_is_told_and_the_others_kept(file: Path, bad: object) -> None:
    found = reading(file, event(), bad)
    assert found.rows.height == 1
    assert [finding.row for finding in found.findings] == [2]


def test_a_point_that_is_none_is_left_out(file: Path) -> None:
    found = reading(file, event(location={"name": "Ale", "gps": "x"}))
    assert found.rows["x"].to_list() == [None]


def test_lines_packed_with_gzip(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl.gz"
    path.write_bytes(
        gzip.compress(f"{json.dumps(event())}\n{{trasig\n\n{json.dumps(event(id=2))}\n".encode())
    )
    found = read(path, name=path.name, limits=Limits())
    assert found.rows.height == 2
    assert [finding.row for finding in found.findings] == [2]


@pytest.mark.parametrize(
    "data", [b"[" * 100_000, b'[{"id": 1}', b"{}", b"[]", b"a;b\n1;2\n", b"[1e999999]", b'["\\ud800"]']
)
def test_other_files_are_refused(file: Path, data: bytes) -> None:
    file.write_bytes(data)
    with pytest.raises(UnreadableFile):
        read(file, name="events", limits=Limits())


def test_a_gzip_bomb_is_stopped(tmp_path: Path) -> None:
    path = tmp_path / "events.jsonl.gz"
    path.write_bytes(gzip.compress(b"\n" * 20 * MEBIBYTE))
    with pytest.raises(UnreadableFile, match="packas upp"):
        read(path, name=path.name, limits=Limits(max_unpacked_bytes=10 * MEBIBYTE))


@pytest.mark.parametrize(
    ("name", "rows"),
    [("polisen_api_events_2026-08-22_raw.json", 500), ("polisen_events_2022_2026.jsonl.gz", 85_011)],
)
def test_the_real_files(name: str, rows: int) -> None:
    path = shared(f"events/{name}")
    found = read(path, name=name, limits=Limits())
    assert (found.rows.height, found.rows_read, found.findings) == (rows, rows, ())
    assert found.rows["happened"].null_count() == 0
