"""What spoiled files have found, each once and by itself, so that it is not found again."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import polars as pl
import pytest

from tests.fuzzing.readers import TODAY, _Answering
from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.gazetteer.reading import read_places
from trygghjulet.foundation.geography.reading import read_areas
from trygghjulet.observations.findings import Finding, Reading, UnreadableFile
from trygghjulet.steps.scanning import registry
from trygghjulet.steps.scanning.rules.faults import summed

pytestmark = pytest.mark.requirement("SCN-1", "SCN-2")

_TOO_FAR = 1e308


def read(key: str, path: Path, content: bytes, settings: Mapping[str, str] | None = None) -> Reading:
    path.write_bytes(content)
    return registry.format_of(key).read(
        path,
        registry.Circumstances(
            name=path.name,
            today=TODAY,
            bounds=(10, 55, 25, 70),
            epsg=3006,
            limits=Limits(),
            settings=settings or {},
        ),
    )


def sample(key: str, ending: str) -> bytes:
    return next(path for path in registry.format_of(key).samples if path.suffix == ending).read_bytes()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be"])
def test_text_in_two_bytes_a_letter_that_holds_nul_is_refused(tmp_path: Path, encoding: str) -> None:
    text = "tid;typ;omr\0åde\n2025-01-31 14:05;Klotter;Norr\n".encode(encoding)
    with pytest.raises(UnreadableFile, match=r"nolltecken.*Exportera den på nytt som CSV i UTF-8\."):
        read("incidents", tmp_path / "h.csv", text)


def test_no_finding_holds_what_a_database_refuses() -> None:
    found = Finding(2, "namn\0", "a\0b", "Värdet a\0b är fel.", "Ta bort \0.")
    assert "\0" not in str(found)
    assert "a␀b" in str(found)


def test_rows_and_faults_of_parquet_hold_no_nul(tmp_path: Path) -> None:
    frame = pl.DataFrame(
        {"tid": ["2025-01-31 14:05", "ig\0år"], "typ": ["Klot\0ter"] * 2, "område": ["N"] * 2}
    )
    frame.write_parquet(tmp_path / "ut.parquet")
    found = read("incidents", tmp_path / "h.parquet", (tmp_path / "ut.parquet").read_bytes())
    assert found.rows["category"].to_list() == ["Klot␀ter"]
    assert summed(found.all_faults())[0]["values"] == ["ig␀år"]


def test_names_in_json_hold_no_nul(tmp_path: Path) -> None:
    answer = json.loads(sample("kolada", ".json"))
    for place in answer["municipalities"]:
        place["title"] = "Sol\0vik \\u0000"
    found = read("kolada", tmp_path / "k.json", json.dumps(answer).encode())
    assert set(found.rows["given_area"]) == {"Sol␀vik \\u0000"}


def test_a_row_of_twenty_thousand_separators_takes_no_time(tmp_path: Path) -> None:
    began = time.monotonic()
    with pytest.raises(UnreadableFile, match=r"20[\s\xa0]001 kolumner.*Ta bort de kolumner som inte behövs"):
        read("incidents", tmp_path / "h.csv", b";" * 20_000 + b"\n" + b"x;" * 20_000 + b"x\n")
    assert time.monotonic() - began < 4


@pytest.mark.parametrize("ending", ["txt", "csv"])
def test_a_year_zero_is_told_of(tmp_path: Path, ending: str) -> None:
    lines = "tid;typ;område\n0000-01-01 10:00;Klotter;Norr\n2025-01-31 14:05;Klotter;Norr\n"
    found = read("incidents", tmp_path / f"h.{ending}", lines.encode())
    assert (found.rows.height, [finding.row for finding in found.findings]) == (1, [2])


def test_a_survey_may_have_a_column_called_count(tmp_path: Path) -> None:
    found = read("survey", tmp_path / "svar_2025.csv", b"svarsnummer;count;trygg\n1;Ja;Nej\n2;Nej;Ja\n")
    assert set(found.rows["question"]) >= {"trygg"}


@pytest.mark.parametrize("gender", [{}, [], {"a": 1}])
def test_a_gender_that_is_no_word_is_told_of(tmp_path: Path, gender: object) -> None:
    answer = json.loads(sample("kolada", ".json"))
    answer["values"][0]["values"][0]["gender"] = gender
    found = read("kolada", tmp_path / "k.json", json.dumps(answer).encode())
    assert found.findings[0].problem == "Könet ska vara T, K eller M."


@pytest.mark.parametrize(
    ("key", "settings"),
    [("kolada", {"municipality": "2999", "kpis": "N07403", "years": "2023"}), ("polisen", {})],
)
def test_half_a_character_from_a_service_is_a_failure_in_words(key: str, settings: dict[str, str]) -> None:
    service = registry.format_of(key).service
    assert service is not None
    body = sample(key, ".json").replace(b"Solvik", b"Sol\\ud800vik")
    assert b"ud800" in body
    with pytest.raises(Exception, match=r"svarade.*Försök igen senare\.") as failed:
        service.fetch(_Answering(body), settings, TODAY)
    assert type(failed.value).__name__ == "ServiceFailure"


@pytest.mark.parametrize("reader", [read_areas, read_places])
def test_a_border_past_all_reckoning_is_told_of(tmp_path: Path, reader: Callable[..., object]) -> None:
    sound = [[14.9, 59.0], [14.95, 59.0], [14.95, 59.05], [14.9, 59.0]]
    crossed = [[14.9, 59.0], [_TOO_FAR, -_TOO_FAR], [-_TOO_FAR, _TOO_FAR], [14.95, _TOO_FAR], [14.9, 59.0]]
    features = [
        {
            "type": "Feature",
            "properties": {"kod": str(number), "namn": f"Område {number}"},
            "geometry": {"type": "Polygon", "coordinates": [ring]},
        }
        for number, ring in enumerate([sound, [*sound[:3], [14.91, 59.04], [14.9, 59.0]], sound, crossed])
    ]
    path = tmp_path / "karta.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    found = reader(path, name=path.name, limits=Limits())
    good, findings = found if isinstance(found, tuple) else (found.rows, found.findings)
    assert [one.name for one in good] == ["Område 0", "Område 1", "Område 2"]
    assert [(finding.row, bool(finding.remedy)) for finding in findings] == [(4, True)]


def test_a_geopackage_whose_table_has_no_shapes_is_refused(tmp_path: Path) -> None:
    base = sqlite3.connect(":memory:")
    base.deserialize(sample("incidents", ".gpkg"))
    base.execute("UPDATE gpkg_contents SET data_type = 'attributes'")
    base.execute("DELETE FROM gpkg_geometry_columns")
    base.commit()
    with pytest.raises(UnreadableFile, match=r"Filen har inga objekt|Kontrollera att exporten"):
        read("incidents", tmp_path / "h.gpkg", base.serialize())
