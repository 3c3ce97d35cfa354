"""Asking Kolada: few questions, page after page, and plain words when something is amiss."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from trygghjulet.foundation.files.limits import Limits
from trygghjulet.foundation.services.client import ServiceFailure
from trygghjulet.foundation.services.recorded import Recording
from trygghjulet.foundation.services.tests.making import hearing
from trygghjulet.sources.kolada.fetch import fetch
from trygghjulet.sources.kolada.read import read

pytestmark = pytest.mark.requirement("SCN-1")

TODAY = date(2026, 3, 2)


def page(*values: object, following: str | None = None) -> bytes:
    return json.dumps({"values": values, "count": len(values), "next_url": following}).encode()


def figure(year: int) -> dict[str, object]:
    return {
        "kpi": "N07403",
        "municipality": "1480",
        "period": year,
        "values": [{"gender": "T", "value": 900.0}],
    }


KPI = Recording("/v3/kpi/", page({"id": "N07403", "title": "Våldsbrott", "description": "", "auspice": "T"}))
NAMES = Recording("/v3/municipality/", page({"id": "1480", "title": "Göteborg"}))


def test_every_page_is_fetched_and_becomes_one_file_that_is_read(tmp_path: Path) -> None:
    client, player = hearing(
        tmp_path / "services",
        Recording("/data/.*page=2", page(figure(2024))),
        Recording("/data/", page(figure(2023), following="http://api.kolada.se/v3/data/x?page=2")),
        KPI,
        NAMES,
    )
    settings = {"municipality": "1480", "kpis": "n07403", "years": "2023–2024"}
    fetched = fetch(client, settings, TODAY)
    assert fetched.file_name == "kolada-1480-2023-2024.json"
    assert player.addresses[0] == (
        "https://api.kolada.se/v3/data/kpi/N07403/municipality/1480,0000/year/2023,2024?per_page=5000"
    )
    assert player.addresses[1].startswith("https://"), "aldrig okrypterat, vad svaret än säger"
    path = tmp_path / fetched.file_name
    path.write_bytes(fetched.content)
    found = read(path, name=fetched.file_name, limits=Limits())
    assert found.rows.sort("period_to").select("value", "given_area").rows() == [(900.0, "Göteborg")] * 2
    assert fetch(client, settings, TODAY).content == fetched.content, "samma svar ger samma fil"


def test_without_choices_our_own_indicators_are_fetched_with_their_uncertainty(tmp_path: Path) -> None:
    client, player = hearing(tmp_path, Recording("/data/", page(figure(2024))), KPI, NAMES)
    fetch(client, {"municipality": "1480"}, TODAY)
    asked = " ".join(player.addresses)
    assert "N07609" in asked
    assert "N07657" in asked
    assert "2016,2017,2018,2019,2020,2021,2022,2023,2024,2025,2026" in asked
    assert all(address.count(",") <= 24 + 24 + 24 for address in player.addresses)


def test_the_figures_come_also_when_their_names_do_not(tmp_path: Path) -> None:
    client, _ = hearing(
        tmp_path, Recording("/data/", page(figure(2024))), Recording("/v3/(kpi|mun)", status=404)
    )
    assert b'"kpis": []' in fetch(client, {"municipality": "1480", "kpis": "N07403"}, TODAY).content


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({}, "Ange kommunens kod"),
        ({"municipality": "Göteborg"}, "ska vara fyra siffror"),
        ({"municipality": "1480", "kpis": "../../x"}, "ska vara N eller U"),
        ({"municipality": "1480", "years": "i fjol"}, "Åren ska skrivas"),
        ({"municipality": "1480", "years": "2025-2020"}, "Åren ska skrivas"),
    ],
)
def test_a_setting_that_is_wrong_is_told_before_anything_is_asked(
    tmp_path: Path, settings: dict[str, str], said: str
) -> None:
    client, player = hearing(tmp_path)
    with pytest.raises(ServiceFailure, match=said):
        fetch(client, settings, TODAY)
    assert player.asked == []


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (b"[]", "annat sätt än det brukar"),
        (b"{", "annat sätt än det brukar"),
        (page(), "inga värden för de koder"),
        (page(figure(2024), following="https://annan.example/v3/data"), "annan värd"),
    ],
)
def test_an_answer_that_is_not_kolada_s_is_told(tmp_path: Path, answer: bytes, said: str) -> None:
    client, _ = hearing(tmp_path, Recording("/data/", answer), KPI, NAMES)
    with pytest.raises(ServiceFailure, match=said):
        fetch(client, {"municipality": "1480", "kpis": "N07403"}, TODAY)


def test_pages_that_lead_in_a_ring_are_left(tmp_path: Path) -> None:
    ring = page(figure(2024), following="https://api.kolada.se/v3/data/x")
    client, _ = hearing(tmp_path, Recording("/data/", ring), KPI, NAMES)
    with pytest.raises(ServiceFailure, match="fler sidor än väntat"):
        fetch(client, {"municipality": "1480", "kpis": "N07403"}, TODAY)
