"""SCB's tables: real ones, our own, their marks and their noise, and what is no table."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.files.tests.making import shared
from trygghjulet.observations.findings import Reading, UnreadableFile
from trygghjulet.observations.noise import has_noise
from trygghjulet.observations.schema import FIGURES
from trygghjulet.sources.scb.read import read
from trygghjulet.sources.scb.times import span

pytestmark = pytest.mark.requirement("SCN-1", "SCN-2")

_SAMPLE = Path(__file__).parents[1] / "samples" / "scb-folkmangd-solvik.json"


def table(**changes: Any) -> dict[str, Any]:
    return {
        "version": "2.0",
        "class": "dataset",
        "label": "Anmälda skador",
        "source": "SCB",
        "updated": "2026-02-22T07:00:00Z",
        "role": {"time": ["Tid"], "geo": ["Region"], "metric": ["ContentsCode"]},
        "id": ["Region", "ContentsCode", "Tid"],
        "size": [1, 1, 2],
        "dimension": {
            "Region": {"label": "region", "category": {"index": ["1480"], "label": {"1480": "Göteborg"}}},
            "ContentsCode": {
                "label": "tabellinnehåll",
                "category": {
                    "index": {"X1": 0},
                    "label": {"X1": "Skador"},
                    "unit": {"X1": {"base": "antal", "decimals": 0}},
                },
            },
            "Tid": {"label": "år", "category": {"index": {"2024": 0, "2025": 1}}},
        },
        "value": [5, 7],
        "extension": {"px": {"tableid": "TAB1"}},
    } | changes


def reading(tmp_path: Path, answer: object) -> Reading:
    path = tmp_path / "scb.json"
    path.write_text(json.dumps(answer), encoding="utf-8")
    return read(path, name=path.name, limits=Limits())


def test_the_real_table_of_version_1() -> None:
    path = shared("scb/scb_jsonstat_v1_BE0101_sample.json")
    found = read(path, name=path.name, limits=Limits())
    assert (found.rows.height, found.findings) == (24, ())
    assert found.rows["indicator"].unique().to_list() == ["population"]
    single_men = [r for r in found.rows.to_dicts() if r["group"] == "single, men"]
    assert [(r["period_to"].year, r["value"]) for r in single_men] == [
        *((2015, 2762601.0), (2016, 2820248.0), (2017, 2870477.0))
    ]
    assert not any(has_noise(unit) for unit in found.rows["unit"]), "från före bruset"
    assert any("ingen region" in note for note in found.notes)


@pytest.mark.parametrize(
    "name",
    [
        "asJson_dataset-meta.json",
        "config-response.json",
        "asJson_tableMetadata.json",
        "asJson_folder-be.json",
    ],
)
def test_real_answers_that_are_no_table_are_refused(name: str) -> None:
    path = shared(f"scb/PxApiSpecs/{name}")
    with pytest.raises(UnreadableFile, match=r"inga värden|inga dimensioner"):
        read(path, name=name, limits=Limits())


def test_our_sample_is_population_that_tells_of_its_noise() -> None:
    found = read(_SAMPLE, name=_SAMPLE.name, limits=Limits())
    assert found.rows.schema == FIGURES
    whole = found.rows.filter(found.rows["group"].is_null())
    assert whole.sort("area", "period_to").select("given_area", "value", "unit").rows()[:2] == [
        ("Solvik", 40451.0, "antal, med brus"),
        ("Solvik", 40596.0, "antal, med brus"),
    ]
    assert all(has_noise(unit) for unit in found.rows["unit"])
    assert any("Delarna behöver därför inte bli totalen" in note for note in found.notes)
    assert found.rows.filter(found.rows["value"].is_null())["missing"].to_list() == ["withheld_or_missing"]


def test_the_indicator_has_the_number_of_its_table(tmp_path: Path) -> None:
    found = reading(tmp_path, table())
    assert found.rows.sort("period_to").select("indicator", "title", "area", "value", "unit").rows() == [
        *(("TAB1:X1", "Skador", "1480", value, "antal") for value in (5.0, 7.0))
    ]


@pytest.mark.parametrize(
    ("updated", "notes", "noisy"),
    [
        ("2024-12-31T00:00:00Z", [], False),
        ("2025-03-20T00:00:00Z", [], True),
        ("", [], True),
        ("2024-12-31T00:00:00Z", ["Cellerna är ändrade med Cell Key Method."], True),
    ],
)
def test_noise_is_known_by_day_or_by_what_the_table_says(
    tmp_path: Path, updated: str, notes: list[str], noisy: bool
) -> None:
    people = table(updated=updated, note=notes)
    people["dimension"]["ContentsCode"]["category"]["label"]["X1"] = "Folkmängd"
    found = reading(tmp_path, people)
    assert found.rows["indicator"].to_list() == ["population"] * 2
    assert [has_noise(unit) for unit in found.rows["unit"]] == [noisy] * 2


@pytest.mark.parametrize(
    ("mark", "value", "missing", "status"),
    [
        ("..", None, "withheld_or_missing", "final"),
        ("-", 0.0, None, "final"),
        ("p", None, "withheld_or_missing", "preliminary"),
    ],
)
def test_a_mark_says_why_there_is_no_value(
    tmp_path: Path, mark: str, value: float | None, missing: str | None, status: str
) -> None:
    for marks in ({"0": mark}, [mark, ""]):
        found = reading(tmp_path, table(value=[None, 7], status=marks))
        first = found.rows.sort("period_to").row(0, named=True)
        assert (first["value"], first["missing"], first["status"]) == (value, missing, status)


def test_a_cell_that_cannot_be_is_left_out(tmp_path: Path) -> None:
    found = reading(tmp_path, table(value={"1": 7}, status={"0": "."}))
    assert found.rows["value"].to_list() == [7.0]
    assert "Celler där inget kan förekomma, och som inte är med: 1." in found.notes


def test_an_unknown_mark_is_told_and_its_value_kept(tmp_path: Path) -> None:
    found = reading(tmp_path, table(status={"0": "rev"}))
    assert found.rows.height == 2
    assert any("rev (1)" in note for note in found.notes)


@pytest.mark.parametrize(
    ("code", "first", "last"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31)),
        ("2023-2024", date(2023, 1, 1), date(2024, 12, 31)),
        ("2024M02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2024K4", date(2024, 10, 1), date(2024, 12, 31)),
        ("2024H1", date(2024, 1, 1), date(2024, 6, 30)),
        ("2026V53", date(2026, 12, 28), date(2027, 1, 3)),
    ],
)
def test_times_become_days(code: str, first: date, last: date) -> None:
    assert span(code) == (first, last)


@pytest.mark.parametrize("code", ["", "i fjol", "2024M13", "2024K5", "2025V53", "0999", "2024-2023", "²024"])
def test_what_is_no_time_is_none(code: str) -> None:
    assert span(code) is None


def test_a_time_that_is_none_is_told_and_the_others_kept(tmp_path: Path) -> None:
    odd = table()
    odd["dimension"]["Tid"]["category"]["index"] = {"i fjol": 0, "2025": 1}
    found = reading(tmp_path, odd)
    assert found.rows["value"].to_list() == [7.0]
    assert [(f.row, f.column, f.value) for f in found.findings] == [(1, "år", "i fjol")]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"value": []}, "inga värden"),
        ({"value": [1, 2, 3]}, "ska ha 2 värden men har 3"),
        ({"value": {"7": 1}}, "står inte i dess celler"),
        ({"size": [1, 1, 3]}, "stämmer inte med dess kategorier"),
        ({"size": [10**9, 1, 2]}, "stämmer inte med dess kategorier"),
        ({"id": ["Region", "Region", "Tid"]}, "går inte att utläsa"),
        ({"id": []}, "går inte att utläsa"),
        ({"dimension": {}}, "har inga kategorier"),
        ({"dimension": None}, "inga dimensioner"),
        ({"value": ["fem", "sju"]}, "inte ett tal"),
        (
            {
                "role": {},
                "id": ["A", "B", "C"],
                "dimension": {
                    k: {"category": {"index": ["x", "y"][:n]}} for k, n in (("A", 1), ("B", 1), ("C", 2))
                },
            },
            "vilken tid den gäller",
        ),
    ],
)
def test_a_table_that_does_not_hold_together_is_refused(
    tmp_path: Path, changes: dict[str, Any], said: str
) -> None:
    with pytest.raises(UnreadableFile, match=said):
        reading(tmp_path, table(**changes))


@pytest.mark.parametrize(
    "data", [b"[" * 100_000, b"{", b"[]", b"null", b"5", b"a;b\n1;2\n", b'{"dataset": 5}']
)
def test_other_files_are_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "scb.json"
    path.write_bytes(data)
    with pytest.raises(UnreadableFile):
        read(path, name=path.name, limits=Limits())
