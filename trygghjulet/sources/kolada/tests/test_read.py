"""Kolada's figures: the real answers, their traps, and answers that are wrong."""

from __future__ import annotations

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.files.tests.making import shared
from trygghjulet.observations.findings import Reading, UnreadableFile
from trygghjulet.observations.schema import FIGURES, Kind
from trygghjulet.sources.kolada.indicators import known, tells_the_opposite
from trygghjulet.sources.kolada.read import read

pytestmark = pytest.mark.requirement("SCN-1", "SCN-2")

_SAMPLES = Path(__file__).parents[1] / "samples"


def value(kpi: str = "N07403", area: str = "1480", year: object = 2024, **genders: object) -> dict[str, Any]:
    return {
        "kpi": kpi,
        "municipality": area,
        "period": year,
        "values": [
            {"gender": gender, "count": 1, "status": "", "value": given}
            for gender, given in (genders or {"T": 12.5}).items()
        ],
    }


def reading(tmp_path: Path, *values: object, **more: object) -> Reading:
    path = tmp_path / "kolada.json"
    path.write_text(json.dumps({"values": values, "count": len(values)} | more), encoding="utf-8")
    return read(path, name=path.name, limits=Limits())


def test_the_real_answer() -> None:
    found = read(shared("kolada/data_n00945_v3.json"), name="data_n00945_v3.json", limits=Limits())
    assert (found.kind, found.rows.height, found.rows_read, found.findings) == (Kind.FIGURES, 63, 63, ())
    assert found.rows["area"].unique().sort().to_list() == ["0180", "1280", "1480"]
    assert any("N00945" in note and "visas med sina nummer" in note for note in found.notes)


@pytest.mark.parametrize("name", ["kpi_crime_safety.csv", "municipality_v3.json"])
def test_lists_without_figures_are_refused(name: str) -> None:
    with pytest.raises(UnreadableFile, match=r"utan några värden|behövs JSON"):
        read(shared(f"kolada/{name}"), name=name, limits=Limits())


def test_our_sample() -> None:
    (path,) = _SAMPLES.iterdir()
    found = read(path, name=path.name, limits=Limits())
    assert found.rows.schema == FIGURES
    assert found.findings == ()
    safe = next(
        row for row in found.rows.to_dicts() if row["indicator"] == "N07609" and row["area"] == "2999"
    )
    assert (safe["value"], round(safe["low"], 1), round(safe["high"], 1)) == (68.2, 64.1, 72.3)
    assert safe["given_area"] == "Solvik"


def test_what_is_called_fear_but_counts_the_safe_is_called_by_what_it_counts(tmp_path: Path) -> None:
    found = reading(tmp_path, value("N07609", T=70.1))
    assert found.rows["title"].to_list() == ["Känner sig trygga ute ensamma sent på kvällen där de bor"]
    assert any("N07609" in note and "högre värde är alltså bättre" in note for note in found.notes)


def test_an_indicator_of_that_sort_that_we_do_not_know_is_told_of_too(tmp_path: Path) -> None:
    kpi = {
        "id": "N99999",
        "title": "Otrygghet på torget, andel (%)",
        "description": 'Andel som har svarat "Mycket trygg" på frågan.',
    }
    found = reading(tmp_path, value("N99999", T=70.1), kpis=[kpi])
    assert "andelen som är trygga" in found.rows["title"][0]
    assert any("N99999" in note for note in found.notes)


def test_only_one_of_kolada_s_own_indicators_says_the_opposite() -> None:
    with shared("kolada/kpi_crime_safety.csv").open(encoding="utf-8") as file:
        listed = list(csv.DictReader(file))
    assert len(listed) == 180
    assert [k["id"] for k in listed if tells_the_opposite(k["title"], k["description"])] == ["N07609"]
    ids = {k["id"] for k in listed}
    assert {i.id for i in known().values()} | {i.margin for i in known().values() if i.margin} <= ids


def test_women_and_men_stand_beside_all(tmp_path: Path) -> None:
    found = reading(tmp_path, value("N00612", T=62.0, K=55.0, M=69.0))
    assert found.rows.sort("value")["group"].to_list() == ["Kvinnor", None, "Män"]


def test_a_value_that_is_not_shown_is_missing_and_never_nought(tmp_path: Path) -> None:
    found = reading(tmp_path, value(T=None), value(year=2023, T=0))
    rows = {row["period_to"].year: (row["value"], row["missing"]) for row in found.rows.to_dicts()}
    assert rows == {2024: (None, "withheld_or_missing"), 2023: (0.0, None)}
    assert "Värden som Kolada inte visar, för att de saknas eller är för osäkra: 1." in found.notes


def test_years_that_are_put_together_have_the_days_of_both(tmp_path: Path) -> None:
    found = reading(
        tmp_path, value("N07635", T=8.0), value("N07633", T=20.0), value("N07633", year=2025, T=20.0)
    )
    spans = {row["indicator"]: (row["period_from"], row["period_to"]) for row in found.rows.to_dicts()}
    assert spans["N07635"] == (date(2023, 1, 1), date(2024, 12, 31))
    assert spans["N07633"] == (date(2024, 1, 1), date(2025, 12, 31))
    assert found.rows.height == 2
    assert "Värden som står flera gånger och räknas en gång: 1." in found.notes


def test_an_interval_never_leaves_what_a_share_can_be(tmp_path: Path) -> None:
    found = reading(tmp_path, value("N07635", T=1.0), value("N07683", T=2.5))
    assert found.rows.select("value", "low", "high").rows() == [(1.0, 0.0, 3.5)]


def test_a_removed_value_is_left_out(tmp_path: Path) -> None:
    gone = value(year=2020)
    gone["values"][0]["isdeleted"] = True
    found = reading(tmp_path, value(), gone)
    assert found.rows["period_to"].to_list() == [date(2024, 12, 31)]
    assert "Värden som Kolada har tagit bort, och som därför inte är med: 1." in found.notes


@pytest.mark.parametrize(
    ("bad", "column"),
    [
        (value(kpi=""), "kpi"),
        (value(area=""), "municipality"),
        (value(year="i fjol"), "period"),
        (value(year=20240), "period"),
        (value(year="²024"), "period"),
        (value(X=1.0), "gender"),
        (value(T="många"), "value"),
        (value(T=True), "value"),
        ({"kpi": "N07403"}, "values"),
        ("text", "values"),
        (None, "values"),
    ],
)
def test_a_bad_value_is_told_and_the_others_kept(tmp_path: Path, bad: object, column: str) -> None:
    found = reading(tmp_path, value(), bad)
    assert found.rows.height == 1
    assert [(finding.row, finding.column) for finding in found.findings] == [(2, column)]


@pytest.mark.parametrize(
    "data",
    [
        *(b"[" * 100_000, b'{"values": [', b"{}", b"[]", b'{"values": []}', b'{"values": 5}', b"a;b\n1;2\n"),
        b'{"values": [{"kpi": "N07403", "municipality": "1480", "period": 2024, '
        b'"values": [{"gender": "T", "value": 1e999}]}]}',
        b'{"values": [{"kpi": "\\ud800", "municipality": "1480", "period": 2024, '
        b'"values": [{"gender": "T", "value": 1}]}]}',
        b'{"values": [{"kpi": "N07683", "municipality": "1480", "period": 2024, '
        b'"values": [{"gender": "T", "value": 3}]}]}',
    ],
)
def test_other_files_are_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "kolada.json"
    path.write_bytes(data)
    with pytest.raises(UnreadableFile):
        read(path, name=path.name, limits=Limits())


def test_one_page_of_several_says_that_there_is_more(tmp_path: Path) -> None:
    found = reading(tmp_path, value(), next_url="https://exempel.example/v3/data?page=2")
    assert any("en sida av flera" in note for note in found.notes)
    assert not any("en sida av flera" in note for note in reading(tmp_path, value(), next_url=None).notes)
